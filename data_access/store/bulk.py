"""Many rows into one table: one function, one branch an engine."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Table


def insert_rows(connection: Connection, table: Table, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """Inserts tuples of Python numbers, text and None, in the order of ``columns``, inside the connection's transaction."""
    if not rows:
        return
    quote = connection.dialect.identifier_preparer.quote
    name, names = quote(table.name), ", ".join(quote(column) for column in columns)
    driver = connection.connection.driver_connection
    if driver is None:
        raise RuntimeError("the connection is closed")
    if connection.dialect.name == "sqlite":
        marks = ", ".join("?" * len(columns))
        driver.executemany(f"INSERT INTO {name} ({names}) VALUES ({marks})", rows)  # noqa: S608  (declared names)
        return
    with driver.cursor() as cursor, cursor.copy(f"COPY {name} ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)

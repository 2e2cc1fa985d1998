"""Rows of one table from one engine to the other, as the drivers hold them: nothing is interpreted on the way."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import (
    JSON,
    URL,
    ColumnElement,
    Connection,
    Engine,
    LargeBinary,
    NullPool,
    Table,
    Text,
    cast,
    create_engine,
    event,
    func,
    select,
    text,
    type_coerce,
)
from sqlalchemy.types import NullType

from data_access.store.bulk import insert_rows
from data_access.store.database import Database
from data_access.store.schema import METADATA

_ROWS = 4_000
# original files may be large: few at a time
_FILES = 4


def tables_of(database: Database) -> list[Table]:
    """Every table, those that others refer to first."""
    return [*METADATA.sorted_tables, *database.facts.values()]


def file_engine(path: Path) -> Engine:
    """An SQLite file by itself: no second file beside it, no connection kept."""
    engine = create_engine(URL.create("sqlite", database=str(path)), poolclass=NullPool)
    event.listen(engine, "connect", _leave_transactions_to_us)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def _leave_transactions_to_us(connection: Any, _record: Any) -> None:
    connection.isolation_level = None


def copy_table(source: Connection, target: Connection, table: Table) -> None:
    """All rows of ``table``, inside both transactions."""
    names = [column.name for column in table.columns]
    query = select(*(_as_held(column, source) for column in table.columns)).select_from(table)
    size = _FILES if any(isinstance(column.type, LargeBinary) for column in table.columns) else _ROWS
    for rows in source.execute(query, execution_options={"yield_per": size}).partitions():
        insert_rows(target, table, names, [tuple(row) for row in rows])


def _as_held(column: ColumnElement[Any], source: Connection) -> ColumnElement[Any]:
    """The value that the driver has, without our types; JSON as its text, which both engines keep as it is."""
    if isinstance(column.type, JSON) and source.dialect.name == "postgresql":
        return cast(column, Text)
    return type_coerce(column, NullType())


def count_on(target: Connection, table: Table) -> None:
    """Lets PostgreSQL number the next row after the last one; SQLite does so by itself."""
    number = table.autoincrement_column
    if number is None or target.dialect.name != "postgresql":
        return
    last = target.execute(select(func.max(number))).scalar()
    sequence = target.execute(select(func.pg_get_serial_sequence(table.name, number.name))).scalar()
    if sequence is not None:
        setting = text("SELECT setval(CAST(:sequence AS regclass), :last, :called)")
        target.execute(setting, {"sequence": sequence, "last": last or 1, "called": last is not None})

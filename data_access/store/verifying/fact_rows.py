"""The rows of a version as the fact table holds them, beside the same rows read again from the original file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, select

from data_access.sheets.declaration import SheetDeclaration
from data_access.store.database import Database
from data_access.store.row_form import SEPARATOR, column_names, stored_rows
from data_access.store.verifying.findings import FaultCode
from data_access.typed_rows import TypedRows

Rows = dict[int, tuple[Any, ...]]  # worksheet row → the cells as stored, the fields that held ／ first
_SLICE = 10_000


def stored_rows_of(database: Database, connection: Connection, sheet: str, submission: int) -> Rows:
    """The stored rows of one version by their row in the worksheet."""
    table, declaration = database.facts[sheet], database.sheets[sheet]
    wanted = (table.c[name] for name in column_names(declaration)[1:])
    rows = connection.execute(select(*wanted).where(table.c.submission == submission))
    return {row[0]: tuple(row[1:]) for row in rows}


def reread_faults(
    declaration: SheetDeclaration, stored: Rows, reread: TypedRows, letters: Mapping[str, str]
) -> list[tuple[FaultCode, str]]:
    """Every place where the two differ: cells in A1, missing and surplus rows by their number; empty: none."""
    read: Rows = {row[1]: row[2:] for part in stored_rows(reread, 0, _SLICE) for row in part}
    if read == stored:
        return []
    faults: list[tuple[FaultCode, str]] = []
    for row in sorted(stored.keys() | read.keys()):
        if row not in stored:
            faults.append(("reread_row_missing", _row(row)))
        elif row not in read:
            faults.append(("reread_row_extra", _row(row)))
        elif stored[row] != read[row]:
            for cell in _cells(declaration, row, stored[row], read[row], letters):
                faults.append(("reread_cell", cell))
    return faults


def _cells(
    declaration: SheetDeclaration, row: int, old: tuple[Any, ...], new: tuple[Any, ...], letters: Mapping[str, str]
) -> Iterator[str]:
    marks = _marks(old[0]) ^ _marks(new[0])
    for field, before, after in zip(declaration.fields, old[1:], new[1:], strict=True):
        if before != after or field.name in marks:
            yield f"{letters[field.name]}{row}" if field.name in letters else f"{_row(row)} {field.title}"


def _marks(stored: object) -> set[str]:
    return set(stored.split(SEPARATOR)) if isinstance(stored, str) else set()


def _row(row: int) -> str:
    return f"第{row}行"

"""The derived warning lists against lists worked out anew."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, select

from data_access.store.database import Database
from data_access.store.derived import WarningChange
from data_access.store.rebuilding import MakeList
from data_access.store.schema import household_warning
from data_access.store.scope import Scope
from data_access.store.state import StoredState
from data_access.store.validity import revision_of
from data_access.store.verifying.findings import FaultCode, Findings
from data_access.store.warning_rows import LISTED_COLUMNS, warning_tuples

_HOUSEHOLD = LISTED_COLUMNS.index("household_no")
# so often another commit may come in between before the list is looked at under the lock
_TRIES = 2


def stored_lists(database: Database) -> set[tuple[str, str]]:
    """Pack and quarter of every list that has rows."""
    table = household_warning.c
    with database.reading() as connection:
        return {(row.pack, row.period) for row in connection.execute(select(table.pack, table.period).distinct())}


def check_list(database: Database, root: str, pack: str, period: str, make: MakeList, findings: Findings) -> None:
    """Names the households of one list, by the rows of their reports, that are missing, surplus or judged otherwise."""
    for _ in range(_TRIES):
        with database.reading() as connection:
            seen = revision_of(connection, root)
        anew = make(StoredState(database, Scope.everything(), root))
        with database.snapshot() as connection:
            if revision_of(connection, root) == seen:
                _compare(database, connection, WarningChange(pack=pack, period=period, households=None, rows=anew), findings)
                return
    with database.exclusive() as connection:
        anew = make(StoredState(database, Scope.everything(), root))
        _compare(database, connection, WarningChange(pack=pack, period=period, households=None, rows=anew), findings)


def _compare(database: Database, connection: Connection, anew: WarningChange, findings: Findings) -> None:
    due = {row[_HOUSEHOLD]: row for row in warning_tuples(database, connection, anew)}
    table = household_warning.c
    query = select(*(table[name] for name in LISTED_COLUMNS)).where(table.pack == anew.pack, table.period == anew.period)
    found: dict[str, tuple[Any, ...]] = {row[_HOUSEHOLD]: tuple(row) for row in connection.execute(query)}
    for household in sorted(due.keys() - found.keys()):
        _add(findings, "warning_missing", due[household])
    for household in sorted(found.keys() - due.keys()):
        _add(findings, "warning_extra", found[household])
    for household in sorted(found.keys() & due.keys()):
        if found[household] != due[household]:
            _add(findings, "warning_changed", due[household])


def _add(findings: Findings, code: FaultCode, row: tuple[Any, ...]) -> None:
    """A household is named by its row: its number stands in a cell."""
    listed = dict(zip(LISTED_COLUMNS, row, strict=True))
    place, subject = f"第{listed['source_row']}行", f"{listed['pack']} {listed['period']}"
    findings.add(code, submission=listed["submission"], cell=place, subject=subject)

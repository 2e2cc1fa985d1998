"""What is wrong with the database's surroundings, when a fault comes from there and not from the program."""

from __future__ import annotations

import errno
import sqlite3
from typing import Literal

#: out of reach for now; held by another writer; no room; not writable; its pages are broken
Trouble = Literal["unreachable", "busy", "full", "read_only", "damaged"]

_SQLITE: dict[int, Trouble] = {
    sqlite3.SQLITE_BUSY: "busy",
    sqlite3.SQLITE_LOCKED: "busy",
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_IOERR: "unreachable",
    sqlite3.SQLITE_CANTOPEN: "unreachable",
    sqlite3.SQLITE_READONLY: "read_only",
    sqlite3.SQLITE_CORRUPT: "damaged",
}
# SQLSTATE codes, then their classes: the appendix “PostgreSQL Error Codes” of its manual
_POSTGRESQL: dict[str, Trouble] = {
    "53100": "full",
    "53300": "busy",
    "55P03": "busy",
    "40P01": "busy",
    "57014": "busy",
    "25006": "read_only",
    "XX001": "damaged",
    "XX002": "damaged",
    "08": "unreachable",
    "57": "unreachable",
}
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
_PRIMARY = 0xFF  # an extended result code of SQLite holds the primary one in its lowest byte


def trouble_of(error: BaseException | None) -> Trouble | None:
    """The trouble behind an error, also behind the one that caused it; None for a fault of the program."""
    while error is not None:
        found = _of_driver(getattr(error, "orig", None) or error)
        if found is not None:
            return found
        error = error.__cause__
    return None


def _of_driver(error: BaseException) -> Trouble | None:
    if isinstance(error, sqlite3.Error):
        return _SQLITE.get(getattr(error, "sqlite_errorcode", 0) & _PRIMARY)
    if isinstance(error, OSError):
        return "full" if error.errno in _NO_ROOM else None
    return _of_postgresql(error)


def _of_postgresql(error: BaseException) -> Trouble | None:
    """Asked without importing the driver, which a program on SQLite never loads."""
    bases = {base.__name__ for base in type(error).__mro__ if base.__module__.startswith("psycopg")}
    state = getattr(error, "sqlstate", None)
    if state is not None and bases:
        return _POSTGRESQL.get(state) or _POSTGRESQL.get(state[:2])
    return "unreachable" if "OperationalError" in bases else None

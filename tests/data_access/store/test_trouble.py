"""Which errors of the two drivers mean what, and which are the program's own."""

from __future__ import annotations

import errno
import sqlite3

import psycopg
import pytest
from sqlalchemy.exc import OperationalError

from data_access.errors import DatabaseNotReady
from data_access.store.trouble import trouble_of


def of_sqlite(code: int) -> sqlite3.Error:
    error = sqlite3.OperationalError("x")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (of_sqlite(sqlite3.SQLITE_BUSY_SNAPSHOT), "busy"),
        (of_sqlite(sqlite3.SQLITE_FULL), "full"),
        (of_sqlite(sqlite3.SQLITE_READONLY_DBMOVED), "read_only"),
        (of_sqlite(sqlite3.SQLITE_ERROR), None),
        (sqlite3.OperationalError("of our own making"), None),
        (psycopg.OperationalError("connection refused"), "unreachable"),
        (psycopg.errors.AdminShutdown("stopped"), "unreachable"),
        (psycopg.errors.DiskFull("full"), "full"),
        (psycopg.errors.DeadlockDetected("two"), "busy"),
        (psycopg.errors.UndefinedColumn("ours"), None),
        (psycopg.errors.UniqueViolation("ours"), None),
        (OSError(errno.ENOSPC, "no room"), "full"),
        (OSError(errno.ENOENT, "no file"), None),
        (ZeroDivisionError(), None),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, BaseException) else str(value),
)
def test_an_error_of_a_driver_is_read_by_its_code(error: Exception, expected: str | None) -> None:
    assert trouble_of(error) == expected
    wrapped = OperationalError("SELECT", {}, error)
    assert trouble_of(wrapped) == expected
    outer = DatabaseNotReady("数据库连接不上")
    outer.__cause__ = wrapped
    assert trouble_of(outer) == expected

"""An open database: its engine, the declarations that its fact tables follow, and the three ways to use it."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import URL, Connection, Engine, Table, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DisconnectionError

from data_access.errors import CalledWrongly
from data_access.sheets.declaration import SheetDeclaration

_WRITES = "dashboard_writes"
# every process that switches versions in force asks PostgreSQL for this one lock; SQLite has one writer anyway
_SWITCH_LOCK = 7_305_512
BUSY_SECONDS = 60


@dataclass(frozen=True, kw_only=True)
class Database:
    """``facts``: fact table by sheet id. Safe to share between threads."""

    engine: Engine
    sheets: Mapping[str, SheetDeclaration]
    facts: Mapping[str, Table]

    @contextmanager
    def reading(self) -> Generator[Connection]:
        """A transaction that only reads: one state of the database from its first query on."""
        with self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def snapshot(self) -> Generator[Connection]:
        """A transaction that sees one state of the database until it ends, whoever writes meanwhile, on both engines."""
        with self.engine.connect() as connection:
            if connection.dialect.name == "postgresql":
                connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Generator[Connection]:
        """A transaction that writes; on SQLite it holds the file's write lock, so keep it short."""
        with self.engine.connect().execution_options(**{_WRITES: True}) as connection, connection.begin():
            yield connection

    @contextmanager
    def exclusive(self) -> Generator[Connection]:
        """A writing transaction beside which no other process starts, switches or clears a submission."""
        with self.writing() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _SWITCH_LOCK})
            yield connection

    def close(self) -> None:
        """Gives every connection back."""
        self.engine.dispose()


def parse_url(url: str) -> URL:
    """``sqlite:///path`` or ``postgresql://…`` (CalledWrongly: neither)."""
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise CalledWrongly("数据库地址写法不对，应为 sqlite:///文件路径 或 postgresql://用户:密码@主机/库名。") from None
    if parsed.drivername in ("postgresql", "postgres", "postgresql+psycopg"):
        return parsed.set(drivername="postgresql+psycopg")
    if parsed.drivername not in ("sqlite", "sqlite+pysqlite") or parsed.database in (None, "", ":memory:"):
        raise CalledWrongly("数据库只支持 SQLite 文件（sqlite:///文件路径）和 PostgreSQL（postgresql://…）。")
    return parsed


def make_engine(url: URL) -> Engine:
    """An engine with our pragmas and transactions; connects to nothing yet."""
    dumps = partial(json.dumps, ensure_ascii=False)
    if url.get_backend_name() == "postgresql":
        return create_engine(url, json_serializer=dumps, connect_args={"connect_timeout": 10}, pool_pre_ping=True)
    engine = create_engine(url, json_serializer=dumps, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "connect", _note_file)
    event.listen(engine, "checkout", _same_file)
    event.listen(engine, "begin", _begin)
    return engine


def never_anew(engine: Engine) -> None:
    """From here on a file that is gone is a database out of reach: SQLite would make an empty one in its place."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "do_connect", _refuse_missing)


def _refuse_missing(_dialect: Any, _record: Any, arguments: Any, _named: Any) -> None:
    if _number_of(arguments[0]) is None:
        gone = sqlite3.OperationalError("unable to open database file")
        gone.sqlite_errorcode = sqlite3.SQLITE_CANTOPEN
        raise gone


def _number_of(file: str) -> int | None:
    """The number by which the file system knows the file, None where there is none."""
    try:
        return os.stat(file).st_ino
    except FileNotFoundError:
        return None


def _file_of(connection: Any) -> str:
    return str(connection.execute("PRAGMA database_list").fetchone()[2])


def _note_file(connection: Any, record: Any) -> None:
    file = _file_of(connection)
    record.info["file"] = (file, _number_of(file))


def _same_file(_connection: Any, record: Any, _proxy: Any) -> None:
    """A connection kept to a file that was removed or replaced would go on writing where nobody reads any more."""
    file, number = record.info["file"]
    if _number_of(file) != number:
        raise DisconnectionError("the file is another one")


def _set_pragmas(connection: Any, _record: Any) -> None:
    """Transactions are ours to begin: sqlite3 would begin them late, and only before some statements."""
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _begin(connection: Connection) -> None:
    """Writers take the lock at once: a reader that turns writer midway could only fail."""
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

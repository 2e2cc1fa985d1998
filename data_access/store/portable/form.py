"""What a backup file is: an SQLite file with an application id, a mark, and a checksum of every table."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Generator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from data_access.errors import CalledWrongly
from data_access.store.moments import SHANGHAI

APPLICATION_ID = 0x5A53_4A43  # ZSJC, in the header of the file
FORMAT = 1
OWN_TABLES = ("backup_mark", "backup_table")
_CHUNK = 2_000
_HEADER = 100  # bytes in front of every SQLite file; the application id stands at 68


@dataclass(frozen=True, kw_only=True)
class BackupMark:
    """What a backup says about itself; ``revision``: the migration of its tables; ``engine``: where it was made."""

    created_at: datetime
    revision: str
    engine: str
    submissions: int
    files: int


@contextmanager
def raw(path: Path, *, read_only: bool = False, patience: float = 60.0) -> Generator[sqlite3.Connection]:
    """The file through sqlite3 itself, transactions begun by hand, closed at the end; ``patience``: seconds for other writers."""
    # immutable: a backup on a medium that cannot be written to is read all the same
    address = f"{path.resolve().as_uri()}?mode=ro&immutable=1" if read_only else path.resolve().as_uri()
    with closing(sqlite3.connect(address, uri=True, isolation_level=None, timeout=patience)) as connection:
        connection.execute("PRAGMA trusted_schema = OFF")
        yield connection


def seal(connection: sqlite3.Connection, mark: BackupMark) -> None:
    """Marks a file that is complete; only what stands in it now is a backup."""
    sums = checksums(connection)
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("CREATE TABLE backup_mark (name TEXT PRIMARY KEY, value TEXT NOT NULL)")
    connection.execute("CREATE TABLE backup_table (name TEXT PRIMARY KEY, sha256 TEXT NOT NULL)")
    stated = {
        "created_at": mark.created_at.isoformat(), "revision": mark.revision, "engine": mark.engine,
        "submissions": str(mark.submissions), "files": str(mark.files),
    }  # fmt: skip
    sums["backup_mark"] = _sum_of([sorted(stated.items())])
    connection.executemany("INSERT INTO backup_mark VALUES (?, ?)", sorted(stated.items()))
    connection.executemany("INSERT INTO backup_table VALUES (?, ?)", sorted(sums.items()))
    connection.execute("COMMIT")
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {FORMAT}")


def is_backup(path: Path) -> bool:
    """Whether a file claims to be a backup, sound or not."""
    with path.open("rb") as file:
        head = file.read(_HEADER)
    return head.startswith(b"SQLite format 3\0") and head[68:72] == APPLICATION_ID.to_bytes(4, "big")


def check_backup(path: Path) -> BackupMark:
    """What a backup says about itself, every byte that counts looked at.

    CalledWrongly: unreadable, not a backup, one of a newer form, or a damaged one.
    """
    try:
        claims = is_backup(path)
    except OSError:
        raise CalledWrongly(f"文件读不了：{path}。") from None
    if not claims:
        raise CalledWrongly(f"{path.name}不是本程序的备份文件，请选择用 manage.py backup 生成的文件。")
    damaged = CalledWrongly(f"备份文件{path.name}已损坏，没有恢复，请换一份备份。")
    try:
        with raw(path, read_only=True) as connection:
            if connection.execute("PRAGMA user_version").fetchone()[0] > FORMAT:
                raise CalledWrongly(f"备份文件{path.name}由更新版本的程序生成，请用新版本程序恢复。")
            mark = _checked(connection)
    except (sqlite3.Error, KeyError, ValueError, OverflowError):
        raise damaged from None
    if mark is None:
        raise damaged
    return mark


def _checked(connection: sqlite3.Connection) -> BackupMark | None:
    """The mark of a sound file, None for a damaged one."""
    if connection.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
        return None
    # a backup holds tables and indexes; a trigger would act on what is restored
    if connection.execute("SELECT 1 FROM sqlite_master WHERE type NOT IN ('table', 'index')").fetchone():
        return None
    stated = dict(connection.execute("SELECT name, value FROM backup_mark"))
    sums = checksums(connection) | {"backup_mark": _sum_of([sorted(stated.items())])}
    if sums != dict(connection.execute("SELECT name, sha256 FROM backup_table")):
        return None
    return BackupMark(
        created_at=datetime.fromisoformat(stated["created_at"]).astimezone(SHANGHAI), revision=stated["revision"],
        engine=stated["engine"], submissions=int(stated["submissions"]), files=int(stated["files"]),
    )  # fmt: skip


def checksums(connection: sqlite3.Connection) -> dict[str, str]:
    """SHA-256 over the rows of each table in the order of its key, and over how the tables are made."""
    made = "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE tbl_name NOT IN (?, ?) ORDER BY name"
    schema = connection.execute(made, OWN_TABLES).fetchall()
    sums = {"sqlite_master": _sum_of([schema])}
    for kind, name, *_ in schema:
        if kind == "table":
            sums[name] = _sum_of_table(connection, name)
    return sums


def _sum_of_table(connection: sqlite3.Connection, name: str) -> str:
    columns = connection.execute(f"PRAGMA table_info({quoted(name)})").fetchall()
    keys = [quoted(column[1]) for column in sorted(columns, key=lambda column: column[5]) if column[5]]
    order = f" ORDER BY {', '.join(keys)}" if keys else ""
    cursor = connection.execute(f"SELECT * FROM {quoted(name)}{order}")  # noqa: S608  (quoted)
    if not any(column[2] == "BLOB" for column in columns):
        return _sum_of(iter(lambda: cursor.fetchmany(_CHUNK), []))
    return _sum_of([tuple(_short(value) for value in row)] for row in cursor)


def _short(value: Any) -> Any:
    """A file by its own checksum: written out it would be four times as long."""
    return hashlib.sha256(value).hexdigest() if isinstance(value, bytes) else value


def _sum_of(chunks: Any) -> str:
    """Over rows, however they are cut into chunks."""
    total = hashlib.sha256()
    for chunk in chunks:
        for row in chunk:
            total.update(repr(tuple(row)).encode("utf-8", "surrogatepass"))
    return total.hexdigest()


def quoted(name: str) -> str:
    """A name as SQL takes it, whatever stands in it."""
    return '"' + name.replace('"', '""') + '"'

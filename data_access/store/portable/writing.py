"""Writes a backup: one state of the database, whoever writes meanwhile."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, delete, func, select, text

from data_access.errors import CalledWrongly
from data_access.store.database import Database
from data_access.store.leftovers import remove_staged
from data_access.store.moments import now
from data_access.store.opening import open_database, reachable, stored_revision
from data_access.store.portable.copying import copy_table, file_engine, tables_of
from data_access.store.portable.form import BackupMark, check_backup, is_backup, raw, seal
from data_access.store.portable.whole import whole_file, writable
from data_access.store.schema import preview, submission, upload_file


def back_up(url: str, target: Path) -> BackupMark:
    """Writes everything that is stored into ``target``, readable by its owner only; what it says about itself.

    What is still in staging and previews that wait for an answer are left out. A backup of that name is replaced once the
    new one is complete and checked. CalledWrongly: no such folder, or a file of that name that is no backup.
    """
    database = open_database(url)
    try:
        _check_target(database, target)
        with writable("备份"), reachable(), whole_file(target) as part:
            _fill(database, part)
            _leave_out(database, part)
            with raw(part) as connection:
                seal(connection, _mark(database, part))
            return check_backup(part)
    finally:
        database.close()


def _check_target(database: Database, target: Path) -> None:
    if target.is_dir() or not target.parent.is_dir():
        raise CalledWrongly(f"请写备份文件的名称，目录须已存在：{target}。")
    if not target.exists():
        return
    if not target.is_file() or (target.stat().st_size and not is_backup(target)):
        raise CalledWrongly(f"{target}已存在，且不是备份文件，没有覆盖，请换一个文件名。")


def _fill(database: Database, part: Path) -> None:
    """SQLite copies its own pages; from PostgreSQL every table goes over row by row."""
    if database.engine.dialect.name == "sqlite":
        with raw(part) as copy:
            from_here = database.engine.raw_connection()
            try:
                driver: Any = from_here.driver_connection
                driver.backup(copy)
                copy.execute("PRAGMA journal_mode = DELETE")  # one file: the copy came with the log of the original
            finally:
                from_here.close()
        return
    engine = file_engine(part)
    with database.snapshot() as source, engine.connect() as copy, copy.begin():
        _make_revision(source, copy)
        for table in tables_of(database):
            table.create(copy)
            copy_table(source, copy, table)


def _make_revision(source: Connection, copy: Connection) -> None:
    """The table in which migrations count, as Alembic makes it."""
    copy.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"))
    copy.execute(text("INSERT INTO alembic_version VALUES (:revision)"), {"revision": stored_revision(source)})


def _leave_out(database: Database, part: Path) -> None:
    with file_engine(part).connect() as copy, copy.begin():
        copy.exec_driver_sql("PRAGMA secure_delete = ON")
        staged = copy.execute(select(submission.c.id).where(submission.c.state == "staging")).scalars().all()
        remove_staged(database, copy, staged)
        copy.execute(delete(preview))


def _mark(database: Database, part: Path) -> BackupMark:
    count = select(func.count())
    with file_engine(part).connect() as copy:
        return BackupMark(
            created_at=now(),
            revision=stored_revision(copy) or "",
            engine=database.engine.dialect.name,
            submissions=copy.execute(count.select_from(submission)).scalar_one(),
            files=copy.execute(count.select_from(upload_file)).scalar_one(),
        )

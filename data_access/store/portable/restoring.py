"""Puts a backup into a database of either engine: all of it or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection, delete, insert

from data_access.errors import CalledWrongly, DatabaseTooNew
from data_access.sheets.declaration import SheetDeclaration
from data_access.store.database import Database, parse_url
from data_access.store.moments import now
from data_access.store.opening import connect_database, is_missing, reachable
from data_access.store.portable.copying import copy_table, count_on, file_engine, tables_of
from data_access.store.portable.form import OWN_TABLES, BackupMark, check_backup, quoted, raw
from data_access.store.portable.target import check_target, overwrite_file, revisions_of
from data_access.store.portable.whole import passing_file, whole_file, writable
from data_access.store.schema import audit, state_revision
from data_access.store.setting_up import bring_up_to_date

BY = "命令行"
NEWER = "备份由更新版本的程序生成，请用新版本程序恢复；目标数据库没有改动。"

Sheets = Mapping[str, SheetDeclaration] | None


def restore(url: str, backup: Path, *, force: bool = False, sheets: Sheets = None) -> BackupMark:
    """Puts everything of ``backup`` in place of what stands in the database of ``url``; what the backup says about itself.

    A backup of an older schema is migrated. CalledWrongly: no such file, no backup, a damaged or a newer one, a database
    that holds anything (unless ``force``) or belongs to another program. Whatever is raised, the database is as before.
    """
    database = connect_database(parse_url(url), sheets)
    try:
        if not backup.is_file():
            raise CalledWrongly(f"找不到备份文件：{backup}。")
        mark = check_backup(backup)
        with writable("恢复"), reachable():
            check_target(database, backup, force=force)
            _put(database, backup, mark)
        return mark
    finally:
        database.close()


def _put(database: Database, backup: Path, mark: BackupMark) -> None:
    """Makes a copy that is as this program needs it, then puts it into place in one step."""
    url = database.engine.url
    if url.get_backend_name() == "postgresql":
        with TemporaryDirectory(prefix="watch-restore-") as folder:
            copy = Path(folder) / "copy.sqlite"
            _renew(database, backup, copy, mark)
            _into_server(database, copy)
        return
    file = Path(str(url.database))
    if is_missing(url):
        file.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(file) as copy:
            _renew(database, backup, copy, mark)
        return
    with passing_file(file) as copy:
        _renew(database, backup, copy, mark)
        overwrite_file(copy, file)


def _renew(database: Database, backup: Path, copy: Path, mark: BackupMark) -> None:
    """Fills ``copy`` with the backup, its mark taken off, its tables as this program has them."""
    revisions = revisions_of(database)
    with raw(backup, read_only=True) as sealed, raw(copy) as opened:
        sealed.backup(opened)
        opened.execute("PRAGMA application_id = 0")
        opened.execute("PRAGMA user_version = 0")
        for name in OWN_TABLES:
            opened.execute(f"DROP TABLE {quoted(name)}")
    declared = Database(engine=file_engine(copy), sheets=database.sheets, facts=database.facts)
    try:
        with declared.writing() as connection:
            bring_up_to_date(declared, connection)
            _count_changes(connection, revisions)
            subject = {"created_at": mark.created_at.isoformat(), "engine": mark.engine}
            connection.execute(insert(audit).values(at=now(), by=BY, action="restore", subject=subject))
    except DatabaseTooNew:
        raise CalledWrongly(NEWER) from None


def _count_changes(connection: Connection, before: Mapping[str, int]) -> None:
    """No revision that ever stood here comes again: what is cached under it must not be taken for the restored state."""
    own = {row.root: row.revision for row in connection.execute(state_revision.select())}
    connection.execute(delete(state_revision))
    for root in sorted({*own, *before}):
        revision = max(own.get(root, 0), before.get(root, 0)) + 1
        connection.execute(insert(state_revision).values(root=root, revision=revision))


def _into_server(database: Database, copy: Path) -> None:
    """One transaction: tables are made where there are none, emptied, filled and counted on."""
    tables = tables_of(database)
    with file_engine(copy).connect() as source, database.exclusive() as target:
        bring_up_to_date(database, target)
        for table in reversed(tables):
            target.execute(delete(table))
        for table in tables:
            copy_table(source, target, table)
            count_on(target, table)

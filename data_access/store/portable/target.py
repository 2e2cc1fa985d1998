"""The database that a backup goes into: whether it may, and how an embedded file is overwritten while it is open."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, func, inspect, select

from data_access.errors import CalledWrongly, DashboardError
from data_access.store.database import Database
from data_access.store.opening import is_missing, stored_revision
from data_access.store.portable.copying import tables_of
from data_access.store.portable.form import raw
from data_access.store.schema import pack_state, region, state_revision
from data_access.store.setting_up import refuse_newer

NOT_EMPTY = "目标数据库里已有数据，没有恢复；确定要用备份全部覆盖，请加 --force。"
FOREIGN = "目标是其他程序的数据库，没有恢复，请检查数据库地址。"
SAME_FILE = "备份文件和目标数据库是同一个文件，没有恢复。"
BUSY = "目标数据库正忙，没有恢复，请停止程序后再试。"
# ``init`` has filled these before anybody has handed anything in
_SETTINGS = frozenset({region.name, pack_state.name, state_revision.name})
# a restore comes in between two transactions of a running program; one that lasts longer hangs
PATIENCE = 60.0


def check_target(database: Database, backup: Path, *, force: bool) -> None:
    """CalledWrongly: the backup itself, another program's database, one that holds anything; DatabaseTooNew."""
    url = database.engine.url
    if is_missing(url):
        return
    if url.get_backend_name() == "sqlite" and Path(str(url.database)).samefile(backup):
        raise CalledWrongly(SAME_FILE)
    with database.reading() as connection:
        there = set(inspect(connection).get_table_names())
        if stored_revision(connection) is None:
            if there and connection.dialect.name == "sqlite":
                raise CalledWrongly(FOREIGN)
            return
        refuse_newer(database, connection)
        if not force and any(_holds_rows(connection, table) for table in tables_of(database) if table.name in there):
            raise CalledWrongly(NOT_EMPTY)


def _holds_rows(connection: Connection, table: Any) -> bool:
    if table.name in _SETTINGS:
        return False
    return connection.execute(select(func.count()).select_from(table).limit(1)).scalar_one() > 0


def revisions_of(database: Database) -> dict[str, int]:
    """How often each root of the target has changed so far; empty for a database that is not there yet."""
    if is_missing(database.engine.url):
        return {}
    with database.reading() as connection:
        if not inspect(connection).has_table(state_revision.name):
            return {}
        return {row.root: row.revision for row in connection.execute(select(state_revision))}


def overwrite_file(copy: Path, file: Path) -> None:
    """Replaces the content of an embedded database in one transaction of its own, beside programs that have it open."""
    until = time.monotonic() + PATIENCE

    def wait(_status: int, _remaining: int, _total: int) -> None:
        if time.monotonic() > until:
            raise DashboardError(BUSY)

    with raw(copy) as source, raw(file, patience=PATIENCE) as target:
        source.backup(target, progress=wait)

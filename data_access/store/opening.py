"""Opens a database that ``initialise`` has made, and refuses one that this program cannot serve."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, inspect, text
from sqlalchemy.exc import DatabaseError, OperationalError

from data_access.errors import DatabaseNotReady, DatabaseTooNew
from data_access.sheets.declaration import SheetDeclaration
from data_access.sheets.loader import load_sheets
from data_access.store.database import Database, make_engine, never_anew, parse_url
from data_access.store.schema import FACT_PREFIX, REVISIONS, fact_tables
from data_access.store.trouble import trouble_of

TOO_NEW = "数据库由更新版本的程序建立或升级过，请用新版本程序打开；本程序没有改动它。"
NOT_INITIALISED = "数据库还没有初始化，请先运行 python manage.py init --pack 方案编号。"
OUTDATED = "数据库是旧版本程序建立的，请先运行 python manage.py init 升级。"


def connect_database(url: URL, sheets: Mapping[str, SheetDeclaration] | None = None) -> Database:
    """The database without any check; ``sheets`` default to the shipped declarations."""
    declared = dict(load_sheets()) if sheets is None else dict(sheets)
    return Database(engine=make_engine(url), sheets=declared, facts=fact_tables(declared))


def open_database(url: str, sheets: Mapping[str, SheetDeclaration] | None = None) -> Database:
    """A database ready to be asked.

    Raises CalledWrongly (no such kind of address), DatabaseNotReady (missing, out of reach, not initialised, older
    than the program) and DatabaseTooNew (a migration, a sheet or a field that this program does not know).
    """
    parsed = parse_url(url)
    if is_missing(parsed):
        raise DatabaseNotReady(NOT_INITIALISED)
    database = connect_database(parsed, sheets)
    try:
        with reachable(), database.reading() as connection:
            check_revision(connection)
            check_facts(database, connection)
    except Exception:
        database.close()
        raise
    never_anew(database.engine)
    return database


def is_missing(url: URL) -> bool:
    """Whether the file of an embedded database does not exist: asking it would make an empty one."""
    return url.get_backend_name() == "sqlite" and not Path(str(url.database)).is_file()


@contextmanager
def reachable() -> Generator[None]:
    """Turns a database that cannot be reached into one sentence; what stands in the address is not repeated."""
    try:
        yield
    except OperationalError as error:
        if trouble_of(error) in ("busy", "full"):
            raise  # it was reached
        raise DatabaseNotReady("数据库连接不上，请检查地址、网络和数据库服务是否正常。") from error
    except DatabaseError as error:
        if "not a database" not in str(error.orig):
            raise
        raise DatabaseNotReady("这个文件不是数据库，请检查数据库地址。") from error


def stored_revision(connection: Connection) -> str | None:
    """The migration that the database stands at, None where no migration ever ran."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def check_revision(connection: Connection) -> None:
    """Raises DatabaseNotReady or DatabaseTooNew unless the database stands at the program's own migration."""
    revision = stored_revision(connection)
    if revision is None:
        raise DatabaseNotReady(NOT_INITIALISED)
    if revision not in REVISIONS:
        raise DatabaseTooNew(TOO_NEW)
    if revision != REVISIONS[-1]:
        raise DatabaseNotReady(OUTDATED)


def stored_fact_columns(connection: Connection) -> dict[str, set[str]]:
    """Columns by sheet id, of the fact tables that are there."""
    inspector = inspect(connection)
    tables = [name for name in inspector.get_table_names() if name.startswith(FACT_PREFIX)]
    if not tables:
        return {}
    found = inspector.get_multi_columns(filter_names=tables)
    return {str(table)[len(FACT_PREFIX) :]: {column["name"] for column in columns} for (_, table), columns in found.items()}


def check_facts(database: Database, connection: Connection) -> None:
    """Raises DatabaseTooNew for a sheet or field that no declaration knows, DatabaseNotReady for one that has no column yet."""
    stored = stored_fact_columns(connection)
    declared = {sheet: set(table.columns.keys()) for sheet, table in database.facts.items()}
    if any(columns - declared.get(sheet, set()) for sheet, columns in stored.items()):
        raise DatabaseTooNew(TOO_NEW)
    if any(columns - stored.get(sheet, set()) for sheet, columns in declared.items()):
        raise DatabaseNotReady(OUTDATED)

"""Makes or migrates a database: tables, fact tables after the declarations, places, packs. Safe to repeat."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from sqlalchemy import Column, Connection, delete, select

from data_access.errors import DatabaseTooNew
from data_access.regions.tree import region_tree
from data_access.sheets.declaration import SheetDeclaration
from data_access.store.bulk import insert_rows
from data_access.store.database import Database, parse_url
from data_access.store.leftovers import clear_leftovers
from data_access.store.opening import TOO_NEW, connect_database, reachable, stored_fact_columns, stored_revision
from data_access.store.packs import PackEntry, set_packs
from data_access.store.schema import REVISIONS, region

MIGRATIONS = Path(__file__).parent / "migrations"


def initialise(
    url: str, packs: Sequence[PackEntry] | None = None, sheets: Mapping[str, SheetDeclaration] | None = None
) -> None:
    """Makes the database of ``url`` if there is none, brings an older one up to date, and sets its packs.

    ``packs`` None or empty keeps those that it has. Raises CalledWrongly, DatabaseNotReady (out of reach) and
    DatabaseTooNew; a database that is refused is left as it was.
    """
    parsed = parse_url(url)
    if parsed.get_backend_name() == "sqlite":
        Path(str(parsed.database)).parent.mkdir(parents=True, exist_ok=True)
    database = connect_database(parsed, sheets)
    try:
        with reachable(), database.exclusive() as connection:
            bring_up_to_date(database, connection)
            if packs:
                set_packs(connection, packs)
        clear_leftovers(database)
    finally:
        database.close()


def bring_up_to_date(database: Database, connection: Connection) -> None:
    """Tables, columns and places as this program has them, in the connection's transaction (DatabaseTooNew)."""
    refuse_newer(database, connection)
    _migrate(connection)
    _follow_declarations(database, connection)
    _fill_regions(connection)


def refuse_newer(database: Database, connection: Connection) -> None:
    """Raises DatabaseTooNew for a migration, a sheet or a field that this program does not know."""
    revision = stored_revision(connection)
    if revision is not None and revision not in REVISIONS:
        raise DatabaseTooNew(TOO_NEW)
    for sheet, columns in stored_fact_columns(connection).items():
        table = database.facts.get(sheet)
        if table is None or columns - set(table.columns.keys()):
            raise DatabaseTooNew(TOO_NEW)


def _migrate(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    settings = Config()
    settings.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    settings.attributes["connection"] = connection
    command.upgrade(settings, "head")


def _follow_declarations(database: Database, connection: Connection) -> None:
    """A new sheet gets its table, a new field its column; nothing is ever taken away."""
    from alembic.migration import MigrationContext
    from alembic.operations import Operations

    stored = stored_fact_columns(connection)
    operations = Operations(MigrationContext.configure(connection))
    for sheet, table in database.facts.items():
        if sheet not in stored:
            table.create(connection)
            continue
        for column in table.columns:
            if column.name not in stored[sheet]:
                operations.add_column(table.name, Column(column.name, column.type))


def _fill_regions(connection: Connection) -> None:
    """The table of places is the shipped tree, so that the database can be read by itself."""
    shipped = {(place.code, place.name, place.level, place.parent) for place in region_tree().regions.values()}
    if {tuple(row) for row in connection.execute(select(region))} == shipped:
        return
    connection.execute(delete(region))
    names = ("code", "name", "level", "parent")
    insert_rows(connection, region, names, sorted(shipped))

"""Which databases are opened, migrated, or refused with a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Text, inspect, text

from data_access.errors import CalledWrongly, DatabaseNotReady, DatabaseTooNew
from data_access.regions.tree import region_tree
from data_access.sheets.declaration import Field, SheetDeclaration
from data_access.sheets.loader import load_sheets
from data_access.store import Database, PackEntry, commit, facts, has_packs, initialise, open_database, pack_entries
from data_access.store.database import parse_url
from data_access.store.moments import Moment
from data_access.store.opening import connect_database
from data_access.store.schema import METADATA, REVISIONS
from tests.data_access.store.reports import DEPARTMENT, EVERYTHING, JOBS, ROOT, SHEETS, VILLAGE_A, proposal, village


def with_field(declaration: SheetDeclaration) -> SheetDeclaration:
    return declaration.model_copy(update={"fields": (*declaration.fields, Field(name="later", heading="后加", type="int"))})


def execute(url: str, statement: str) -> None:
    database = connect_database(parse_url(url), SHEETS)
    with database.writing() as connection:
        connection.execute(text(statement))
    database.close()


def test_what_was_never_initialised_is_not_ready(database_url: str) -> None:
    with pytest.raises(DatabaseNotReady, match="init"):
        open_database(database_url, SHEETS)
    assert has_packs(database_url) is False


def test_asking_for_a_missing_file_makes_none(tmp_path: Path) -> None:
    with pytest.raises(DatabaseNotReady):
        open_database(f"sqlite:///{tmp_path / 'none.sqlite'}", SHEETS)
    assert list(tmp_path.iterdir()) == []


def test_initialise_may_be_repeated_and_keeps_the_rows(database: Database, database_url: str) -> None:
    kept = commit(database, proposal([village(5)])).submission
    initialise(database_url, None, SHEETS)
    initialise(database_url, [PackEntry(id="own", text="id = 'own'"), PackEntry(id="mouding-2023")], SHEETS)
    rows = facts(database, EVERYTHING, sheet="jobs", submissions=[kept], columns=["workers"])
    assert rows["workers"].tolist() == [5_000_000]
    assert [(entry.id, entry.text) for entry in pack_entries(database)] == [("own", "id = 'own'"), ("mouding-2023", None)]
    assert has_packs(database_url) is True


def test_a_pack_keeps_its_moment_until_its_text_changes(database: Database, database_url: str) -> None:
    (before,) = pack_entries(database)
    initialise(database_url, [PackEntry(id="mouding-2023")], SHEETS)
    assert pack_entries(database) == [before]
    initialise(database_url, [PackEntry(id="mouding-2023", text="changed")], SHEETS)
    (after,) = pack_entries(database)
    assert (after.fingerprint != before.fingerprint, after.text) == (True, "changed")


def test_places_are_in_the_database(database: Database) -> None:
    with database.reading() as connection:
        count = connection.execute(text("SELECT count(*) FROM region")).scalar_one()
    assert count == len(region_tree().regions)


def test_a_new_field_becomes_a_column(database: Database, database_url: str) -> None:
    old = commit(database, proposal([village(5)])).submission
    grown = SHEETS | {"jobs": with_field(JOBS)}
    with pytest.raises(DatabaseNotReady, match="init"):
        open_database(database_url, grown)
    initialise(database_url, None, grown)
    newer = open_database(database_url, grown)
    assert facts(newer, EVERYTHING, sheet="jobs", submissions=[old], columns=["later"])["later"].isna().all()
    newer.close()
    with pytest.raises(DatabaseTooNew):
        open_database(database_url, SHEETS)
    with pytest.raises(DatabaseTooNew):
        initialise(database_url, None, SHEETS)


def test_a_sheet_that_no_declaration_knows_is_too_new(database: Database, database_url: str) -> None:
    assert database.facts["jobs"] is not None
    with pytest.raises(DatabaseTooNew):
        open_database(database_url, {"jobs": JOBS})


def test_a_later_migration_is_too_new_and_stays_untouched(database: Database, database_url: str) -> None:
    execute(database_url, "UPDATE alembic_version SET version_num = '9999'")
    for call in (open_database, lambda url, sheets: initialise(url, [PackEntry(id="other")], sheets)):
        with pytest.raises(DatabaseTooNew, match="更新版本"):
            call(database_url, SHEETS)
    with database.reading() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one() == "9999"
    assert [entry.id for entry in pack_entries(database)] == ["mouding-2023"]


@pytest.mark.parametrize("url", ["mysql://a@b/c", "sqlite://", "sqlite:///:memory:", "没有", "", "oracle:///x"])
def test_other_addresses_are_called_wrongly(url: str) -> None:
    with pytest.raises(CalledWrongly):
        open_database(url, SHEETS)


def test_a_file_that_is_no_database_is_said_to_be_none(tmp_path: Path) -> None:
    file = tmp_path / "report.sqlite"
    file.write_bytes(b"not a database at all" * 100)
    for call in (lambda: open_database(f"sqlite:///{file}", SHEETS), lambda: initialise(f"sqlite:///{file}", [], SHEETS)):
        with pytest.raises(DatabaseNotReady, match="不是数据库"):
            call()
    assert file.read_bytes() == b"not a database at all" * 100


def test_a_server_out_of_reach_is_one_sentence_without_the_password() -> None:
    with pytest.raises(DatabaseNotReady) as caught:
        open_database("postgresql://somebody:secret@127.0.0.1:1/none", SHEETS)
    assert "连接不上" in caught.value.sentence
    assert "secret" not in caught.value.sentence


def test_migrations_make_the_tables_that_the_program_declares(database: Database) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    def ours(_object: object, name: str | None, kind: str, _reflected: bool, _compared: object) -> bool:
        return not (kind == "table" and name is not None and name.startswith("fact_"))

    def differs(_context: object, _stored: object, _declared: object, kept: object, declared: object) -> bool | None:
        return not isinstance(kept, Text) if isinstance(declared, Moment) else None

    with database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": ours, "compare_type": differs})
        assert compare_metadata(context, METADATA) == []
        assert REVISIONS[-1] == context.get_current_revision()
        indexes = {index["name"] for index in inspect(connection).get_indexes("in_force")}
    assert "in_force_open" in indexes


def test_sqlite_is_set_for_many_readers_and_one_writer(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'deep' / 'watch.sqlite'}"
    initialise(url, [], SHEETS)
    database = open_database(url, SHEETS)
    with database.reading() as connection:
        settings = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "foreign_keys", "synchronous", "busy_timeout")
        }
    database.close()
    assert settings == {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 1, "busy_timeout": 60_000}


FIRST = ("employment", "collective_economy", "household_income")


def test_a_database_of_the_first_three_sheets_gets_the_tables_of_all_ten(database_url: str) -> None:
    """What ``init`` does for whoever kept a database from before the other seven were declared."""
    declared = dict(load_sheets())
    earlier = {sheet: declared[sheet] for sheet in FIRST}
    initialise(database_url, [PackEntry(id="mouding-2023")], earlier)
    old = open_database(database_url, earlier)
    one = {"region": VILLAGE_A, "operating": 3_000_000, "operating_total": 3_000_000, "total": 3_000_000}
    kept = commit(old, proposal([one], declaration=declared["collective_economy"])).submission
    old.close()
    with pytest.raises(DatabaseNotReady, match="python manage.py init 升级"):
        open_database(database_url)
    initialise(database_url)
    newer = open_database(database_url)
    assert set(newer.facts) == set(declared)
    assert facts(newer, EVERYTHING, sheet="collective_economy", submissions=[kept], columns=["total"])["total"].tolist() == [
        3_000_000
    ]
    task = {"code": "PUB-M01", "name": "任务", "region": ROOT, "unit": "个", "cumulative": 7_000_000}
    stored = commit(newer, proposal([task], declaration=declared["key_tasks"], reporter=DEPARTMENT)).submission
    assert facts(newer, EVERYTHING, sheet="key_tasks", submissions=[stored], columns=["cumulative"])["cumulative"].tolist() == [
        7_000_000
    ]
    assert [entry.id for entry in pack_entries(newer)] == ["mouding-2023"]
    newer.close()

"""verify and rebuild: each kind of damage, made on purpose with SQL, is named, and nothing else is."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable
from contextlib import closing
from typing import Any, get_args

import pytest

from data_access.store.verifying import FaultCode
from services import warning_lists
from services.fault_words import GROUPS
from tests.shell.conftest import County
from tests.shell.kept import SETTINGS, answers, database_file, fill_history, hand_in

Damage = Callable[[sqlite3.Connection], Any]


@pytest.fixture(scope="session")
def history() -> dict[str, bytes]:
    """The database with its history, once a run."""
    return {}


@pytest.fixture
def pingbian(county: Callable[..., County], history: dict[str, bytes]) -> County:
    made = county(SETTINGS)
    if not history:
        fill_history(made)
        with closing(sqlite3.connect(database_file(made))) as connection:
            history["database"] = connection.serialize()
    database_file(made).write_bytes(history["database"])
    return made


def sql(*statements: str) -> Damage:
    def damage(connection: sqlite3.Connection) -> None:
        for statement in statements:
            assert connection.execute(statement).rowcount != 0, statement  # -1: a table was changed

    return damage


def change_a_byte(connection: sqlite3.Connection) -> None:
    sha256, content = connection.execute("SELECT sha256, content FROM upload_file LIMIT 1").fetchone()
    changed = content[:200] + bytes([content[200] ^ 1]) + content[201:]
    connection.execute("UPDATE upload_file SET content = ? WHERE sha256 = ?", (changed, sha256))


def add_a_file(connection: sqlite3.Connection) -> None:
    row = (hashlib.sha256(b"nobody's").hexdigest(), b"nobody's", 8)
    connection.execute("INSERT INTO upload_file (sha256, content, size) VALUES (?, ?, ?)", row)


def copy_row(table: str, where: str, **changed: str) -> Damage:
    """One more row like another; ``changed``: column → expression."""

    def damage(connection: sqlite3.Connection) -> None:
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
        values = ", ".join(changed.get(name, f'"{name}"') for name in columns)
        assert connection.execute(f"INSERT INTO {table} SELECT {values} FROM {table} WHERE {where} LIMIT 1").rowcount == 1

    return damage


def hand_down(version: int, *parts: str, counted: int | None = None, year: str = "2023") -> Damage:
    """A 任务分解 of nobody's hand, over the file of the first report; ``counted``: how many parts it is said to have."""

    def damage(connection: sqlite3.Connection) -> None:
        (sha256,) = connection.execute("SELECT sha256 FROM submission WHERE id = 3").fetchone()
        stated = (PACK, "532523000000", year, version, len(parts) if counted is None else counted, sha256)
        made = connection.execute(
            'INSERT INTO allocation (pack, root, year, version, parts, file, worksheet, sha256, "by", reason, accepted_at)'
            f" VALUES (?, ?, ?, ?, ?, '六月.xlsx', '就业', ?, '某', '', {LATER})",
            stated,
        )
        for region in parts:
            row = (made.lastrowid, "EMP-M01", region, 1, "Z99")
            connection.execute("INSERT INTO allocation_part VALUES (?, ?, ?, ?, ?)", row)

    return damage


PACK = "pingbian-2023"
LATER = "'2029-01-01T00:00:00.000000+08:00'"
EARLIER = "'2020-01-01T00:00:00.000000+08:00'"
FIGURE = (
    'INSERT INTO outside_value (pack, root, kind, name, region, year, version, value, unit, source, "by", accepted_at)'
    f" VALUES ('{PACK}', '532523000000', 'line', '', '', 2023, 2, 8000000000, '元', '通知', '某', {LATER})"
)
DAMAGES: list[tuple[str, Damage, set[str]]] = [
    ("a table gone", sql("ALTER TABLE withdrawal RENAME TO other"), {"table_missing"}),
    ("a column gone", sql("ALTER TABLE submission DROP COLUMN reason"), {"table_missing"}),
    ("columns that are no document", sql("UPDATE submission SET column_map = '{' WHERE id = 3"), {"record_unreadable"}),
    ("columns that are no letters", sql("""UPDATE submission SET column_map = '{"region": 2}' WHERE id = 3"""), {"record_unreadable"}),
    ("warnings that are none", sql("UPDATE submission SET warnings = '[]' WHERE id = 3"), {"record_unreadable"}),
    ("warnings without a count", sql("""UPDATE submission SET warnings = '{"jump": {}}' WHERE id = 3"""), {"record_unreadable"}),
    ("no such month", sql("UPDATE submission SET period = '2023-13' WHERE id = 3"), {"record_unreadable"}),
    ("no such sheet", sql("UPDATE submission SET sheet = '就业' WHERE id = 3"), {"record_unreadable"}),
    ("a version that is text", sql("UPDATE submission SET version = '二' WHERE id = 3"), {"record_unreadable"}),
    ("a moment that is none", sql("UPDATE in_force SET to_at = '2099-02-30' WHERE submission = 2"), {"record_unreadable"}),
    ("a moment in another zone", sql("UPDATE withdrawal SET at = '2023-05-25T09:20:00.000000+00:00'"), {"record_unreadable"}),
    ("a name that is bytes", sql("UPDATE submission SET file = x'ff' WHERE id = 3"), {"record_unreadable"}),
    ("a byte of a file", change_a_byte, {"file_changed"}),
    ("the size of a file", sql("UPDATE upload_file SET size = size + 1 WHERE sha256 = (SELECT sha256 FROM submission)"), {"file_size"}),
    ("a file gone", sql("DELETE FROM upload_file WHERE sha256 = (SELECT sha256 FROM submission WHERE id = 3)"), {"file_missing"}),
    ("a file of nobody", add_a_file, {"file_orphan"}),
    ("a figure", sql("UPDATE fact_employment SET transfer_total = transfer_total + 1 WHERE submission = 3"), {"reread_cell"}),
    ("a figure that is text", sql("UPDATE fact_employment SET transfer_total = '多' WHERE submission = 3"), {"reread_cell"}),
    ("a figure taken out", sql("UPDATE fact_employment SET public_posts = NULL WHERE submission = 3"), {"reread_cell"}),
    ("a word of a withdrawn version", sql("UPDATE fact_employment SET remark = '改' WHERE submission = 2"), {"reread_cell"}),
    ("a row of a divided file", sql("UPDATE fact_collective_economy SET total = 1 WHERE submission = 5"), {"reread_cell"}),
    ("a mark of what does not apply", sql("UPDATE fact_employment SET not_applicable = 'trained' WHERE submission = 3"), {"reread_cell"}),
    ("a name", sql("UPDATE fact_household_income SET head_name = '钱乙' WHERE submission = 10"), {"reread_cell"}),
    ("a row gone", sql("DELETE FROM fact_employment WHERE submission = 3"), {"reread_row_missing", "rows_count"}),
    ("a row too many", copy_row("fact_employment", "submission = 3", source_row="99"), {"reread_row_extra", "rows_count"}),
    ("another worksheet", sql("UPDATE submission SET worksheet = '别的' WHERE id = 3"), {"reread_impossible"}),
    ("another month", sql("UPDATE submission SET period = '2023-07' WHERE id = 3"), {"reread_identity"}),
    ("another unit", sql("UPDATE submission SET reporter = '532523102000' WHERE id = 3"), {"reread_identity", "reread_cell"}),
    ("another column", sql("""UPDATE submission SET column_map = replace(column_map, '"B"', '"C"') WHERE id = 3"""), {"reread_cell"}),
    ("a wrong count", sql("UPDATE submission SET rows = rows + 1 WHERE id = 3"), {"rows_count"}),
    ("rows of nobody", copy_row("fact_employment", "submission = 3", submission="999"), {"fact_orphan"}),
    ("rows of another sheet", copy_row("fact_collective_economy", "submission = 5", submission="3"), {"fact_orphan"}),
    ("a version too far", sql("UPDATE submission SET version = 3 WHERE id = 2"), {"version_hole"}),
    ("received before the version before", sql(f"UPDATE submission SET received_at = {EARLIER} WHERE id = 2"), {"received_order"}),
    ("no interval", sql("DELETE FROM in_force WHERE submission = 3"), {"interval_missing"}),
    ("two versions at once", sql("UPDATE in_force SET to_at = NULL WHERE submission = 2"), {"interval_overlap"}),
    ("a gap", sql(f"UPDATE in_force SET from_at = {LATER} WHERE submission = 1 AND to_at IS NULL"), {"interval_gap"}),
    ("nothing in force", sql(f"UPDATE in_force SET to_at = {LATER} WHERE submission = 3"), {"interval_closed"}),
    ("in force before it was accepted", sql(f"UPDATE in_force SET from_at = {EARLIER} WHERE submission = 3"), {"interval_history"}),
    ("a withdrawal gone", sql("DELETE FROM withdrawal WHERE submission = 2"), {"interval_history"}),
    ("a withdrawal to nothing gone", sql("DELETE FROM withdrawal WHERE submission = 7"), {"interval_closed"}),
    ("an interval of nobody", sql(f"INSERT INTO in_force VALUES (999, {EARLIER}, NULL)"), {"interval_orphan"}),
    ("a withdrawal of nobody", sql(f"INSERT INTO withdrawal VALUES (999, {EARLIER}, '某', '某')"), {"withdrawal_orphan"}),
    ("a household off the list", sql("DELETE FROM household_warning WHERE household_no = 'A'"), {"warning_missing"}),
    ("a household too many", copy_row("household_warning", "period = '2023Q2'", household_no="'Z'"), {"warning_extra"}),
    ("another level", sql("UPDATE household_warning SET level = 3 WHERE household_no = 'A'"), {"warning_changed"}),
    ("another sentence", sql("UPDATE household_warning SET reason = '无' WHERE household_no = 'A'"), {"warning_changed"}),
    ("another cause", sql("UPDATE household_warning SET driver = 3 WHERE household_no = 'A'"), {"warning_changed"}),
    ("another helper", sql("UPDATE household_warning SET helper = '某' WHERE household_no = 'A'"), {"warning_changed"}),
    ("a list of a quarter that nobody reported", copy_row("household_warning", "household_no = 'A'", period="'2021Q1'"), {"warning_extra"}),
    ("a list of no pack", copy_row("household_warning", "household_no = 'A'", pack="'none'"), {"warning_extra"}),
    ("another pack than was set", sql("UPDATE pack_state SET fingerprint = 'x'"), {"pack_changed"}),
    ("a pack under another name", sql("UPDATE pack_state SET id = 'x'"), {"pack_changed"}),
    ("parts gone", hand_down(1, counted=2), {"allocation_parts"}),
    ("a part that its cell does not say", hand_down(1, "532523101000"), {"allocation_reread"}),
    ("a version left out", hand_down(2), {"allocation_order"}),
    ("parts of nobody", sql("INSERT INTO allocation_part VALUES (999, 'EMP-M01', '532523101000', 1, 'A1')"), {"allocation_orphan"}),
    ("a year that is text", hand_down(1, year="二〇二三"), {"record_unreadable"}),
    ("a figure of which a version is left out", sql(FIGURE), {"outside_order"}),
    ("a pack that cannot be read", sql("UPDATE pack_state SET text = '['"), {"pack_unreadable"}),
]  # fmt: skip


def test_a_history_of_every_kind_holds(pingbian: County) -> None:
    answer = pingbian.run("verify", "--json")
    assert (answer.status, answer.document["faults"]) == (0, [])
    assert answer.document["checked"] == {"files": 9, "submissions": 10, "rows": 13, "warning_lists": 3}
    assert pingbian.run("verify").out.splitlines() == ["已核对原始文件9个、报表10份、数据13行、预警名单3份，全部相符。"]


@pytest.mark.parametrize(("damage", "codes"), [case[1:] for case in DAMAGES], ids=[case[0] for case in DAMAGES])
def test_damage_is_named_and_nothing_else(pingbian: County, damage: Damage, codes: set[str]) -> None:
    with hand_in(pingbian) as connection:
        damage(connection)
    answer = pingbian.run("verify", "--json")
    assert (answer.status, answer.document["holds"]) == (1, False)
    assert {fault["code"] for fault in answer.document["faults"]} == codes


def test_every_kind_of_fault_has_its_words_and_a_damage_that_brings_it_out() -> None:
    worded = [code for codes in GROUPS.values() for code in codes]
    assert sorted(worded) == sorted(get_args(FaultCode))
    # an interval that ends before it begins is refused by the table itself; torn pages have a test of their own
    assert set(worded) - {code for *_, codes in DAMAGES for code in codes} == {"interval_order", "database_damaged"}


def test_the_faults_are_said_in_groups(pingbian: County) -> None:
    with hand_in(pingbian) as connection:
        change_a_byte(connection)
        sql("UPDATE submission SET rows = rows + 1 WHERE id IN (1, 3)")(connection)
    shown = pingbian.run("verify")
    assert shown.status == 1
    lines = shown.out.splitlines()
    assert lines[0] == "■ 原始文件：1处不符"
    assert lines[3:6] == [
        "■ 行数：2处不符",
        "  库中行数与登记的不符：2处",
        "    编号1 就业 532523101000 2023-05 第1版",
    ]
    assert lines[-1].endswith("共3处不符。")


def test_a_changed_cell_is_named_by_its_place_in_the_file_never_by_what_it_holds(pingbian: County) -> None:
    with hand_in(pingbian) as connection:
        sql("UPDATE fact_household_income SET head_name = '钱乙' WHERE submission = 10 AND source_row = 6")(connection)
    answer = pingbian.run("verify", "--json")
    ((fault,),) = [answer.document["faults"]]
    assert fault["count"] == 1
    assert fault["places"] == [
        {
            "submission": 10, "sheet": "household_income", "reporter": "532523101000", "period": "2023Q2", "version": 1,
            "file": "2023年第二季度.xlsx", "worksheet": "Sheet1", "cell": "B6", "subject": None,
        }
    ]  # fmt: skip
    shown = pingbian.run("verify").out
    assert "编号10" in shown
    assert "B6" in shown
    assert not [name for name in ("钱乙", "赵甲") if name in shown + answer.out]


def test_of_many_places_all_are_counted_and_the_first_are_named(pingbian: County) -> None:
    with hand_in(pingbian) as connection:
        sql("UPDATE fact_employment SET " + ", ".join(f"{name} = 77" for name in NUMBERS))(connection)
    (fault,) = pingbian.run("verify", "--json").document["faults"]
    assert (fault["code"], fault["count"], len(fault["places"])) == ("reread_cell", len(NUMBERS) * 5, 20)
    assert "……另有" in pingbian.run("verify").out


NUMBERS = ("labour_force", "transfer_total", "transfer_out_province", "transfer_in_province", "transfer_in_county")


def test_a_torn_file_is_said_to_be_one(pingbian: County) -> None:
    with hand_in(pingbian) as connection:
        (size,) = connection.execute("PRAGMA page_size").fetchone()
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'submission_file'").fetchone()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with database_file(pingbian).open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(bytes(size))
    answer = pingbian.run("verify", "--json")
    assert answer.status == 1
    assert [fault["code"] for fault in answer.document["faults"]] == ["database_damaged"]


def test_what_a_killed_import_left_is_no_fault_but_is_said(pingbian: County) -> None:
    copied = copy_row(
        "submission", "id = 3", id="50", state="'staging'", version="NULL", accepted_at="NULL", received_at="NULL",
        owner="'elsewhere:1:1.00'", staged_at=EARLIER,
    )  # fmt: skip
    with hand_in(pingbian) as connection:
        copied(connection)
        copy_row("fact_employment", "submission = 3", submission="50")(connection)
    answer = pingbian.run("verify", "--json")
    assert (answer.status, answer.document["leftovers"], answer.document["faults"]) == (0, 1, [])
    assert "中断的入库留下1份暂存" in pingbian.run("verify").out


def test_rebuild_mends_what_is_derived(pingbian: County) -> None:
    before = answers(pingbian)
    with hand_in(pingbian) as connection:
        sql("DELETE FROM household_warning WHERE household_no = 'A'")(connection)
        copy_row("household_warning", "household_no = 'B'", pack="'none'")(connection)
        copy_row("household_warning", "household_no = 'B'", household_no="'Z'")(connection)
        copy_row("household_warning", "household_no = 'B'", period="'2021Q1'")(connection)
    assert pingbian.run("verify").status == 1
    assert pingbian.run("rebuild").status == 0
    assert pingbian.run("verify").status == 0
    assert answers(pingbian) == before


def test_a_rebuild_that_is_stopped_leaves_every_list_whole(pingbian: County, monkeypatch: pytest.MonkeyPatch) -> None:
    listed = "SELECT period, count(*) FROM household_warning GROUP BY period"
    with hand_in(pingbian) as connection:
        connection.execute("UPDATE household_warning SET reason = '无'")
        before = connection.execute(listed).fetchall()

    def stop(*arguments: Any, **_: Any) -> None:
        if stopped:
            raise KeyboardInterrupt
        stopped.append(arguments)
        rebuild_list(*arguments)

    rebuild_list, stopped = warning_lists.rebuild_list, []
    with monkeypatch.context() as patch:
        patch.setattr(warning_lists, "rebuild_list", stop)
        assert pingbian.run("rebuild").status == 130
    with hand_in(pingbian) as connection:
        assert connection.execute(listed).fetchall() == before
    assert pingbian.run("rebuild").status == 0
    assert pingbian.run("verify").status == 0


@pytest.mark.parametrize("command", [("verify",), ("rebuild",), ("backup", "x.bak")])
def test_a_database_that_is_not_there_is_called_wrongly(pingbian: County, command: tuple[str, ...]) -> None:
    database_file(pingbian).unlink()
    answer = pingbian.run(*command)
    assert (answer.status, answer.out, answer.err.count("\n")) == (2, "", 1)
    assert not database_file(pingbian).exists()

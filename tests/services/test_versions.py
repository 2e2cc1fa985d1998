"""Two versions side by side, a version taken back with everything derived from it, the same content again."""

from __future__ import annotations

import pytest

from data_access.errors import CalledWrongly
from data_access.store import Scope, WarningRow, warning_rows
from services.exports.table_workbook import table_workbook
from services.versions import compare_versions, list_versions, withdraw, withdrawal_outlook
from services.views.comparing import SHOWN, beside, comparison_tables
from services.views.uploading import names_for
from services.warning_lists import rebuild_lists
from services.workspace import Workspace
from tests.intake.rows import PANMAO, employment, household_row, households, villages
from tests.services.offices import changed, county, form, hand_in, income


@pytest.fixture
def workspace(database_url: str) -> Workspace:
    return county(database_url)


def test_two_versions_differ_cell_by_cell_with_the_cells_of_both_files(workspace: Workspace) -> None:
    rows = households()
    first = form("household_income", "2023Q1", rows)
    second_rows = [
        *income(changed(rows, 1, head_name="王戊", phone="13800009999"), 2, 9000)[:4],
        household_row(villages(PANMAO)[0], 6),
    ]
    second = form("household_income", "2023Q1", second_rows, offset=(3, 1))
    one, two = hand_in(workspace, first), hand_in(workspace, second)
    assert one.submission is not None
    assert two.submission is not None
    compared = compare_versions(workspace, one.submission, two.submission)
    assert compared == compare_versions(workspace, two.submission, one.submission)
    assert (compared.old.version, compared.new.version) == (1, 2)
    found = {
        (cell.field, cell.old_cell, cell.cell): (cell.row_key, cell.old, cell.new) for cell in compared.found.changes.cells
    }
    who = [f"户编号{row['household_no']}" for row in rows]
    net = {row["household_no"]: row["net"] for row in second_rows}[rows[2]["household_no"]]
    assert found == {
        ("head_name", first.at("head_name", 1), second.at("head_name", 1)): (who[1], "李**", "王**"),
        ("phone", first.at("phone", 1), second.at("phone", 1)): (who[1], "138****1002", "138****9999"),
        ("wage", first.at("wage", 2), second.at("wage", 2)): (who[2], "6300", "9000"),
        ("net", first.at("net", 2), second.at("net", 2)): (who[2], rows[2]["net"], net),
        ("net_per_capita", first.at("net_per_capita", 2), second.at("net_per_capita", 2)): (
            who[2], rows[2]["net_per_capita"], second_rows[2]["net_per_capita"],
        ),
    }  # fmt: skip
    [came], [went] = compared.found.new_rows, compared.found.removed_rows
    assert (came.row_key, came.source_row) == (f"户编号{second_rows[4]['household_no']}", second.row_of[4])
    assert (went.row_key, went.source_row) == (who[4], first.row_of[4])
    changes = compared.found.changes
    assert (changes.new, changes.changed, changes.unchanged, changes.removed) == (1, 2, 2, 1)


def test_no_comparison_shows_a_person(workspace: Workspace) -> None:
    rows = households()
    one = hand_in(workspace, form("household_income", "2023Q1", rows))
    two = hand_in(workspace, form("household_income", "2023Q1", changed(rows, 1, head_name="王戊己", head_id="")[:4]))
    compared = compare_versions(workspace, one.submission or 0, two.submission or 0)
    tables = comparison_tables(compared, names_for(workspace))
    assert [table.title for table in tables] == ["第2版与第1版对比", "第2版删除行"]
    text = str(tables) + str(beside(compared, names_for(workspace)))
    assert rows[4]["household_no"] in text
    for row in rows:
        assert row["head_name"] not in text
        assert row["head_id"] not in text
        assert row["phone"] not in text
    assert "王戊己" not in text
    assert table_workbook(tables, printed="").startswith(b"PK")


def test_the_page_shows_the_first_differences_and_the_workbook_all(workspace: Workspace) -> None:
    rows = households(count=SHOWN + 5)
    one = hand_in(workspace, form("household_income", "2023Q1", rows))
    two = hand_in(workspace, form("household_income", "2023Q1", [{**row, "remark": "补"} for row in rows]))
    compared = compare_versions(workspace, one.submission or 0, two.submission or 0)
    shown = beside(compared, names_for(workspace)).table
    assert shown is not None
    assert len(shown.rows) == SHOWN
    assert f"各列前{SHOWN}处" in shown.notes[0]
    [whole] = comparison_tables(compared, names_for(workspace))
    assert len(whole.rows) == SHOWN + 5


def test_only_versions_of_one_report_are_compared(workspace: Workspace) -> None:
    april = hand_in(workspace, form("employment", "2023-04", employment()))
    may = hand_in(workspace, form("employment", "2023-05", changed(employment(), 0, remark="补")))
    for one, other in ((april.submission, may.submission), (april.submission, april.submission), (april.submission, 999)):
        with pytest.raises(CalledWrongly):
            compare_versions(workspace, one or 0, other or 0)
    hidden = Workspace(workspace.database, workspace.packs, Scope.of("532323101000"))
    again = hand_in(workspace, form("employment", "2023-05", changed(employment(), 0, remark="再补")))
    with pytest.raises(CalledWrongly):
        compare_versions(hidden, may.submission or 0, again.submission or 0)


def listed(workspace: Workspace, period: str) -> list[WarningRow]:
    return warning_rows(workspace.database, workspace.scope, pack=workspace.packs[0].id, period=period)


def test_a_withdrawal_makes_the_lists_of_every_quarter_that_rests_on_it_anew(workspace: Workspace) -> None:
    rows = households()
    for number in range(len(rows)):
        rows = income(rows, number, 40_000)  # well above every line
    more = [{**row, "remark": "季二"} for row in rows]
    hand_in(workspace, form("household_income", "2022Q2", rows))
    fallen = hand_in(workspace, form("household_income", "2023Q2", income(more, 1, 4_000)))
    assert [row.household_no for row in listed(workspace, "2023Q2")] == [rows[1]["household_no"]]
    mended = hand_in(workspace, form("household_income", "2023Q2", income(more, 1, 90_000)))
    before = listed(workspace, "2023Q2")
    assert rows[1]["household_no"] not in [row.household_no for row in before]
    outlook = withdrawal_outlook(workspace, mended.submission or 0)
    assert outlook.back is not None
    assert (outlook.back.submission, outlook.quarters) == (fallen.submission, ("2023Q2",))
    back = withdraw(workspace, mended.submission or 0, by="王主任", reason="误报")
    assert back is not None
    assert (back.submission, back.state) == (fallen.submission, "in_force")
    assert [(row.household_no, row.submission) for row in listed(workspace, "2023Q2")] == [
        (rows[1]["household_no"], fallen.submission)
    ]
    base = next(record for record in list_versions(workspace, period="2022Q2"))
    assert withdrawal_outlook(workspace, base.submission).quarters == ("2022Q2", "2023Q2")
    assert withdraw(workspace, base.submission, by="王主任", reason="误报") is None
    assert listed(workspace, "2023Q2") == []
    stored = {period: listed(workspace, period) for period in ("2022Q2", "2023Q2")}
    rebuild_lists(workspace, lambda _done, _all: None)
    assert stored == {period: listed(workspace, period) for period in ("2022Q2", "2023Q2")}


def test_a_withdrawal_needs_a_name_and_a_reason_and_the_version_in_force(workspace: Workspace) -> None:
    first = hand_in(workspace, form("employment", "2023-05", employment()))
    second = hand_in(workspace, form("employment", "2023-05", changed(employment(), 0, remark="补")))
    assert first.submission is not None
    assert second.submission is not None
    for submission, by, reason in (
        (second.submission, " ", "误报"), (second.submission, "王主任", " "), (first.submission, "王主任", "误报"), (999, "王主任", "误报"),
    ):  # fmt: skip
        with pytest.raises(CalledWrongly):
            withdraw(workspace, submission, by=by, reason=reason)
    neighbour = Workspace(workspace.database, workspace.packs, Scope.of("532323101000"))
    with pytest.raises(CalledWrongly, match="没有编号为"):
        withdraw(neighbour, second.submission, by="王主任", reason="误报")
    assert [record.state for record in list_versions(workspace)] == ["superseded", "in_force"]


def test_the_same_content_is_unchanged_beside_what_is_in_force_only(workspace: Workspace) -> None:
    rows, other = employment(), changed(employment(), 0, remark="补")
    hand_in(workspace, form("employment", "2023-05", rows))
    second = hand_in(workspace, form("employment", "2023-05", other))
    same = hand_in(workspace, form("employment", "2023-05", other[::-1], offset=(2, 1)))
    assert (same.outcome, same.submission, same.version) == ("unchanged", second.submission, 2)
    withdraw(workspace, second.submission or 0, by="王主任", reason="误报")
    back = hand_in(workspace, form("employment", "2023-05", rows))
    assert (back.outcome, back.version) == ("unchanged", 1)
    again = hand_in(workspace, form("employment", "2023-05", other))
    assert (again.outcome, again.version) == ("accepted", 3)
    assert [record.state for record in list_versions(workspace)] == ["superseded", "withdrawn", "in_force"]

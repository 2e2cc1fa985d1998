"""A warning accepted with a reason comes back with that reason beside the same row and field, and is accepted anew or not at all."""

from __future__ import annotations

import pytest

from data_access.problems import Explained, Problem
from data_access.reading.grid import WorkbookFile
from services.intake import check_files, taken_json
from services.previews import prepare
from services.versions import list_versions, withdraw
from services.views import uploading
from services.views.problem_report import problem_table
from services.views.reasons import with_reason
from services.views.uploading import NOBODY
from services.workspace import Workspace
from tests.intake.forms import Form
from tests.intake.rows import Row, employment
from tests.services.offices import changed, county, file, form, hand_in

FIELDS = ("rangers", "public_posts")


@pytest.fixture
def workspace(database_url: str) -> Workspace:
    """April, and a May of which two jumps and a village without a row were accepted."""
    made = county(database_url)
    hand_in(made, form("employment", "2023-04", month(0)))
    hand_in(
        made, form("employment", "2023-05", changed(month(1), 2, rangers=60)[:-1]), reason="新聘护林员，末村并入邻村", by="张三"
    )
    return made


def month(number: int) -> list[Row]:
    """Two stocks of every village, told apart by the month only in what nobody compares."""
    return [{**row, "rangers": 10, "public_posts": 12, "trained": 50 + number} for row in employment()]


def june(workspace: Workspace) -> tuple[Form, WorkbookFile, list[Problem]]:
    """The same village back to its old figure, another one and another field jumping; the columns stand elsewhere."""
    rows = changed(changed(month(2), 1, rangers=90), 2, public_posts=90)[:-1]
    drawn = form("employment", "2023-06", rows, offset=(1, 2))
    book = file(drawn)
    [taken] = check_files(workspace, [book])
    return drawn, book, [problem for problem in taken.problems if problem.severity == "warning"]


def test_the_reason_stands_beside_the_same_row_and_field_only(workspace: Workspace) -> None:
    drawn, _, warnings = june(workspace)
    jumps = {problem.cell: problem.explained for problem in warnings if problem.code == "jump"}
    may = list_versions(workspace, period="2023-05")[0]
    said = Explained(reason="新聘护林员，末村并入邻村", by="张三", at=may.received_at, version=1)
    assert jumps == {drawn.at("rangers", 2): said, drawn.at("rangers", 1): None, drawn.at("public_posts", 2): None}
    missing = [problem.explained for problem in warnings if problem.code == "rows_missing"]
    assert missing == [said]


def test_another_village_without_a_row_is_another_warning(workspace: Workspace) -> None:
    [taken] = check_files(workspace, [file(form("employment", "2023-06", month(2)[1:]))])
    missing = [problem.explained for problem in taken.problems if problem.code == "rows_missing"]
    assert missing == [None]


def test_it_is_said_in_the_message_and_the_keys_stay(workspace: Workspace) -> None:
    drawn, book, _ = june(workspace)
    [taken] = check_files(workspace, [book])
    document = taken_json(taken)
    [told] = [entry for entry in document["problems"] if entry["code"] == "jump" and entry["cell"] == drawn.at("rangers", 2)]
    assert set(told) == {"code", "severity", "cell", "field", "value", "message", "fix"}
    may = list_versions(workspace, period="2023-05")[0]
    assert told["message"].endswith(f"；上期已说明：新聘护林员，末村并入邻村（张三，{may.received_at:%Y-%m-%d %H:%M}，第1版）")
    others = [entry for entry in document["problems"] if entry["cell"] == drawn.at("public_posts", 2)]
    assert "上期已说明" not in others[0]["message"]


def test_nothing_is_accepted_by_it(workspace: Workspace) -> None:
    drawn, _, _ = june(workspace)
    assert hand_in(workspace, drawn, reason="").outcome == "needs_reason"
    assert hand_in(workspace, drawn, reason="新聘护林员，末村并入邻村").outcome == "accepted"


def test_a_withdrawn_explanation_is_none(workspace: Workspace) -> None:
    _, book, _ = june(workspace)
    may = list_versions(workspace, period="2023-05")[0]
    withdraw(workspace, may.submission, by="王主任", reason="误报")
    [taken] = check_files(workspace, [book])
    assert [problem.explained for problem in taken.problems if problem.explained] == []


def test_the_screen_sets_them_apart_and_offers_the_reason(workspace: Workspace) -> None:
    drawn, book, warnings = june(workspace)
    token = prepare(workspace, [book], by=NOBODY)
    [detail] = uploading.look(workspace, token).details
    assert [entry.reason for entry in detail.reasons] == ["新聘护林员，末村并入邻村"] * 2
    assert any(f"（{drawn.at('rangers', 2)}）" in entry.what for entry in detail.reasons)
    rangers = [
        row for row in problem_table(warnings).rows if row.cells[1].text in (drawn.at("rangers", 1), drawn.at("rangers", 2))
    ]
    assert sorted("上期已说明" in row.cells[3].second for row in rangers) == [False, True]


def test_a_reason_taken_over_loses_nothing_and_comes_once() -> None:
    assert with_reason("", "属实") == "属实"
    assert with_reason("不属实", "属实") == "不属实；属实"
    assert with_reason("已核实；属实", "属实") == "已核实；属实"
    assert with_reason("属实；", "已核实") == "属实；已核实"
    assert with_reason("甲；乙；丙", "甲；乙") == "甲；乙；丙"

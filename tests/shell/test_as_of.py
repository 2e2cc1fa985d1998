"""Every command that answers a question answers it as of an earlier moment as it did then, on both engines."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from services.clock import now
from services.views.answering import ask_collective
from services.views.asking_employment import ask_employment
from services.views.asking_history import ask_history
from services.views.asking_income import ask_income
from services.views.asking_overview import ask_overview
from services.views.asking_progress import ask_progress
from services.views.asking_warnings import ORDERS, ask_listing, ask_standing
from services.warning_list import ListFilter, warning_page
from services.workspace import open_workspace
from tests.shell.conftest import County
from tests.shell.packs import PLAN, ROOT
from tests.shell.workbooks import household, save_report, village, workers

MAY, SPRING = "2023年5月", "2023年第一季度"
QUESTIONS = {
    "status": ("status", "--period", "2023-05"),
    "quarter": ("status", "--period", "2023Q1"),
    "indicators": ("indicators", "--period", "2023-05", "--by-child"),
    "income": ("indicators", "--period", "2023Q1"),
    "warnings": ("warnings", "--period", "2023Q1"),
    "submissions": ("submissions",),
}


@pytest.fixture
def pingbian(database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> County:
    file = tmp_path / "county.toml"
    file.write_text(PLAN + "\n[income]\nline = { 2023 = 8000 }\n", encoding="utf-8")
    made = County(url=database_url, folder=tmp_path, capsys=capsys)
    answer = made.run("init", "--pack", file)
    assert answer.status == 0, answer.err
    return made


def taken(county: County, sheet: str, rows: list[dict[str, Any]], *, period: str, unit: str = "玉屏镇") -> None:
    county.take(save_report(county.folder / f"{unit}{sheet}.xlsx", sheet, rows, unit=unit, period=period))


def first_reports(county: County) -> None:
    """A month and two quarters a year apart, of two townships."""
    taken(county, "employment", [workers("大龙树社区", out=10)], period=MAY)
    taken(county, "employment", [workers("新现村委会", out=20)], period=MAY, unit="新现镇")
    taken(county, "collective_economy", [village("大龙树社区", 15)], period=MAY)
    for wage, period in ((9000, "2022年第一季度"), (4000, SPRING)):
        rows = [household("H1", "大龙树社区", wage=wage), household("h2", "大龙树社区", wage=wage + 500)]
        taken(county, "household_income", rows, period=period)


def later_reports(county: County) -> None:
    """Corrections of all three sheets and of the base of comparison, and a report taken back."""
    taken(county, "employment", [workers("大龙树社区", out=15)], period=MAY)
    taken(county, "collective_economy", [village("大龙树社区", 25)], period=MAY)
    taken(county, "household_income", [household("H1", "大龙树社区", wage=7000)], period=SPRING)
    taken(county, "household_income", [household("H1", "大龙树社区", wage=9500)], period="2022年第一季度")
    assert county.run("withdraw", "2", "--reason", "报错单位").status == 0


def printed(county: County, *more: str) -> dict[str, Any]:
    """The documents of all questions; what ``status`` says of its own moment aside."""
    found = {name: county.ask(*question, *more) for name, question in QUESTIONS.items()}
    for name in ("status", "quarter"):
        del found[name]["as_of"]
    return found


def shown(county: County, moment: datetime | None = None) -> dict[str, Any]:
    """The pages of the three sheets."""
    workspace = open_workspace(county.url).at(moment)
    pack = workspace.packs[0]
    month = (ask_overview, ask_employment, ask_collective, ask_progress)
    found: dict[str, Any] = {asked.__name__: asked(workspace, pack, "2023-05", ROOT) for asked in month}
    found |= {asked.__name__: asked(workspace, pack, "2023Q1", ROOT) for asked in (ask_income, ask_standing)}
    standing = ask_standing(workspace, pack, "2023Q1", ROOT)
    for order in ORDERS:
        asked_list = ask_listing(workspace, pack, "2023Q1", ROOT, ListFilter(), order=order, page=1, standing=standing)
        found[f"list by {order}"] = asked_list
    found["history"] = ask_history(workspace, pack, "", "")
    workspace.database.close()
    return found


def test_each_command_and_page_stands_still(pingbian: County) -> None:
    first_reports(pingbian)
    before, pages, then = printed(pingbian), shown(pingbian), now()
    assert before["warnings"]["total"] == 2
    later_reports(pingbian)
    after = printed(pingbian)
    assert [name for name in QUESTIONS if after[name] == before[name]] == []
    assert printed(pingbian, "--as-of", then.isoformat()) == before
    changed = shown(pingbian)
    assert [name for name in pages if changed[name] == pages[name]] == []
    assert shown(pingbian, then) == pages


def test_before_anything_was_stored_nothing_is_known(pingbian: County) -> None:
    then = now()
    first_reports(pingbian)
    answered = printed(pingbian, "--as-of", then.isoformat())
    assert (answered["submissions"], answered["warnings"]["total"]) == ([], 0)
    assert {row["submission"] for row in answered["status"]["rows"]} == {None}
    assert {row["value"] for row in answered["indicators"] if row["indicator"] == "employment.transfer_total"} == {None}


def test_the_workbook_of_an_earlier_list_is_that_list(pingbian: County) -> None:
    from openpyxl import load_workbook

    first_reports(pingbian)
    then = now()
    later_reports(pingbian)
    target = pingbian.folder / "名单.xlsx"
    answer = pingbian.run("warnings", "--period", "2023Q1", "--as-of", then.isoformat(), "-o", target)
    assert (answer.status, "已写出2户" in answer.err) == (0, True)
    lines = [str(cell) for row in load_workbook(target).worksheets[0].iter_rows(values_only=True) for cell in row if cell]
    assert {"H1", "h2"} <= set(lines)
    assert any("之后的更正不在内" in line for line in lines)


def test_an_earlier_list_is_searched_as_today_s_is(pingbian: County) -> None:
    first_reports(pingbian)
    workspace = open_workspace(pingbian.url)
    for moment in (None, now()):
        found = warning_page(workspace.at(moment), period="2023Q1", filters=ListFilter(household_no="H2"))
        assert [row.household_no for row in found.rows] == ["h2"]
    workspace.database.close()

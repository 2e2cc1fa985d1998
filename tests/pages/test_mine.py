"""我的报送: what is owed until when, what is handed in, what follows from what is missing; templates in one click."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from data_access.reading.grid import WorkbookFile
from data_access.store import Scope, record_attempt
from metrics.evidence import ReportState
from metrics.packs import load_pack
from services import workspace as workspaces
from services.intake import check_files
from services.views.asking_mine import ask_mine, current_period, own_page, own_workbook
from services.views.mine import Mine, OwnReport, mine, time_left
from services.views.model import sentence
from services.workspace import Workspace, open_workspace
from tests.menu import SCRIPTS
from tests.pages.answers import DUE, GONGHE, state
from tests.pages.test_pages import opened, shown, text_of

SCRIPT = SCRIPTS["我的报送"]
TITLES = {"employment": "就业月报表", "workshops": "帮扶车间台账", "collective_economy": "集体经济统计表"}


def own(sheet: str, kind: str, **more: Any) -> OwnReport:
    return OwnReport(
        state=state(GONGHE, kind, sheet=sheet), period="2023-05", title=TITLES[sheet], short=TITLES[sheet][:4], **more
    )


def page(entries: Sequence[OwnReport], at: datetime, year: Mapping[str, Sequence[ReportState]] | None = None) -> Mine:
    return mine(entries, year or {}, TITLES, period="2023-05", name="共和镇", at=at)


def test_the_headline_says_what_is_left_until_when() -> None:
    entries = [own("employment", "on_time"), own("workshops", "not_due"), own("collective_economy", "not_due")]
    made = page(entries, DUE - timedelta(days=3, hours=1))
    assert sentence(made.headline) == "5月应报3张，已报1张，还差2张：帮扶车间、集体经济；5月25日24时截止，还有3天。"
    assert [task.title for task in made.tasks] == ["帮扶车间台账", "集体经济统计表", "就业月报表"]
    assert [clause.status for clause in made.headline if clause.status] == ["not_due"]


def test_what_is_overdue_says_so_and_earlier_periods_are_counted() -> None:
    entries = [own("employment", "missing"), own("workshops", "late")]
    year = {
        "2023-04": [state(GONGHE, "missing")],
        "2023-05": [state(GONGHE, "missing"), state(GONGHE, "late", sheet="workshops")],
    }
    made = page(entries, DUE + timedelta(days=1), year)
    said = sentence(made.headline)
    assert said == "5月应报2张，已报1张，还差1张：就业月报；5月25日24时截止，已过期2天。以前各期还有1张未报。"
    assert [clause.status for clause in made.headline if clause.status] == ["not_reported"]
    assert made.tasks[0].lamp is not None


@pytest.mark.parametrize(
    ("kinds", "said"),
    [
        (("on_time", "on_time"), "5月应报2张，已报2张，都按时。"),
        (("on_time", "late"), "5月应报2张，已报2张，其中1张迟报。"),
        (("exempt", "exempt"), "5月没有本单位要报的报表。"),
        (("exempt", "on_time"), "5月应报1张，已报1张，都按时。"),
    ],
)
def test_nothing_left_to_do(kinds: tuple[str, str], said: str) -> None:
    assert sentence(page([own("employment", kinds[0]), own("workshops", kinds[1])], DUE).headline) == said


@pytest.mark.parametrize(
    ("before_due", "words"),
    [
        (timedelta(hours=1), "今天截止"),
        (timedelta(hours=25), "还有1天"),
        (timedelta(0), "已过期1天"),
        (-timedelta(days=91, hours=23), "已过期92天"),
        (-timedelta(days=92), "已过期"),
    ],
)
def test_days_are_counted_by_the_calendar(before_due: timedelta, words: str) -> None:
    assert time_left(DUE, DUE - before_due) == words


def test_what_follows_from_a_missing_report() -> None:
    entries = [
        own("employment", "missing", carries="2023-04"),
        own("workshops", "missing"),
        own("collective_economy", "missing", refused="2023-05-20 10:00，必填项未填3处"),
    ]
    whats = [task.what for task in page(entries, DUE).tasks]
    assert whats[0] == "报到以前，指标沿用4月的数。"
    assert whats[1] == "报到以前，指标不含本单位。"
    assert whats[2].startswith("上次报送有错误未入库：2023-05-20 10:00，必填项未填3处。")


def test_a_returned_report_is_work_to_do() -> None:
    returned = own("employment", "on_time")
    returned = replace(returned, state=replace(returned.state, state="returned"))
    made = page([returned], DUE)
    assert (made.tasks[0].open, made.tasks[0].word) == (True, "退回待改")


def nowhere(moment: str | None = None) -> Workspace:
    """A workspace of which only the moment is asked."""
    return Workspace(
        database=None, packs=(), scope=Scope.everything(), as_of=datetime.fromisoformat(moment) if moment else None
    )  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("moment", "period"),
    [
        ("2023-06-03T10:00+08:00", "2023-06"),
        ("2023-06-28T10:00+08:00", "2023-06"),
        ("2023-07-01T00:00+08:00", "2023-07"),
        ("2024-02-01T00:00+08:00", None),
    ],
)
def test_the_page_starts_with_the_month_to_work_on(moment: str, period: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workspaces, "now", lambda: datetime.fromisoformat(moment))
    assert current_period(nowhere(), load_pack("mouding-2023")) == period
    assert current_period(nowhere(moment), load_pack("mouding-2023")) == period


def test_a_month_after_which_reports_are_due_is_worked_on_until_then() -> None:
    pack = load_pack("mouding-2023")
    later = replace(pack, calendar=replace(pack.calendar, month_offset=1))
    assert current_period(nowhere("2023-07-03T10:00+08:00"), later) == "2023-06"


@pytest.mark.parametrize("name", ["共和镇", "县农业农村局"])
def test_everybodys_empty_workbook_is_recognised_as_theirs(name: str, sample_file: Path) -> None:
    workspace = open_workspace(f"sqlite:///{sample_file}")
    pack = workspace.packs[0]
    standing = ask_mine(workspace, pack, "2023-06", "")
    tasks = own_page(standing, "2023-06", name).tasks
    monthly = [(task.sheet, task.period) for task in tasks if task.period == "2023-06"]
    assert len(monthly) > 1
    content = own_workbook(workspace, pack, name, monthly)
    taken = check_files(workspace, [WorkbookFile(name=f"{name}2023年6月.xlsx", content=content)])
    found = {(entry.examined.sheet, entry.examined.period, entry.examined.reporter) for entry in taken}
    assert found == {(sheet, period, standing.reporters[name]) for sheet, period in monthly}


def test_regions_and_departments_see_their_own_sheets_only(sample_file: Path) -> None:
    workspace = open_workspace(f"sqlite:///{sample_file}")
    pack = workspace.packs[0]
    standing = ask_mine(workspace, pack, "2023-06", "")
    assert {task.sheet for task in own_page(standing, "2023-06", "县财政局").tasks} == {
        "canteen_quota", "key_tasks", "project_progress",
    }  # fmt: skip
    assert {task.sheet for task in own_page(standing, "2023-06", "共和镇").tasks} == {
        "employment", "workshops", "industry_projects", "industry_linkage", "collective_economy", "household_income",
    }  # fmt: skip
    quarter = {task.sheet for task in own_page(ask_mine(workspace, pack, "2023-05", ""), "2023-05", "共和镇").tasks}
    assert "household_income" not in quarter


def test_the_page_asks_who_is_looking_and_then_keeps_it_in_the_address(
    sample_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"sqlite:///{sample_file}"
    anybody = opened(url, monkeypatch, SCRIPT)
    assert "请先选择本单位。" in text_of(anybody)
    assert "/mine?report=" in shown(anybody)
    found = opened(url, monkeypatch, SCRIPT, reporter="共和镇", report="2023年6月")
    assert not found.exception
    assert "6月应报6张，" in text_of(found)
    labels = [button.label for button in found.get("download_button")]
    assert labels.count("空白报表") == 6
    assert "一次下载5张空白报表" in labels
    nobody = opened(url, monkeypatch, SCRIPT, reporter="没有这个镇")
    assert "请先选择本单位。" in text_of(nobody)


def test_an_empty_database_still_says_what_is_to_be_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from services.initialising import initialise_database

    url = f"sqlite:///{tmp_path / 'empty.sqlite'}"
    initialise_database(url, ["mouding-2023"])
    found = opened(url, monkeypatch, SCRIPT, reporter="共和镇", report="2023年6月")
    assert not found.exception
    assert "6月应报6张，已报0张，" in text_of(found)
    assert "指标不含本单位" in text_of(found)


def test_a_refused_attempt_is_told_to_whose_it_was(sample_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = open_workspace(sample_url)
    record_attempt(
        workspace.database, root=workspace.packs[0].root, sheet="employment", reporter="532323104000", period="2023-06",
        by="张三", outcome="rejected", counts={"required_blank": 3},
    )  # fmt: skip
    found = opened(sample_url, monkeypatch, SCRIPT, reporter="凤屯镇", report="2023年6月")
    assert "上次报送有错误未入库：" in text_of(found)
    assert "3处" in text_of(found)
    other = opened(sample_url, monkeypatch, SCRIPT, reporter="共和镇", report="2023年6月")
    assert "上次报送有错误未入库：" not in text_of(other)


def test_the_upload_page_knows_who_came_from_here(sample_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = opened(f"sqlite:///{sample_file}", monkeypatch, SCRIPTS["数据上报"], reporter="共和镇", report="2023年6月")
    assert found.selectbox(key="iw-template-unit").value == "共和镇"
    assert opened(f"sqlite:///{sample_file}", monkeypatch, SCRIPTS["数据上报"]).selectbox(key="iw-template-unit").value is None

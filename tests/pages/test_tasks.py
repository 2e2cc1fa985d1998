"""重点工作 on a county small enough to count by hand: who is behind, what did not move, what the reporters say."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from metrics.packs import load_pack
from services.tables.model import Table, TableRow
from services.views.asking_tasks import NOT_LISTED, Tasks, ask_tasks, target_of_task
from services.views.model import sentence
from services.views.tasks import ALL_TASKS, LeadBar, leads_finding
from services.views.tasks_table import TaskFilters
from services.workspace import open_workspace
from tests.pages.answers import figure, judgement, result
from tests.pages.departments import county_with, task, without_sheet
from tests.pages.test_pages import opened, shown, text_of

SCRIPT = "pages/indicators/tasks.py"
COUNTY = "532323000000"
TOWNS = ("共和镇", "新桥镇", "江坡镇", "凤屯镇", "蟠猫乡", "戌街乡", "安乐乡")
WAITING = "部分农户自筹资金不足"
HOUSES = "农房抗震改造"


def houses(done: tuple[int, ...], **more: object) -> list[dict[str, object]]:
    """农房抗震改造 by township: 77 households in the year, 11 in each."""
    return [
        task("PUB-M23", HOUSES, "户", number, region=town, annual_target=11, month=1, **more)
        for town, number in zip(TOWNS, done, strict=True)
    ]


@pytest.fixture(scope="module")
def county_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """March to May: 住建局 stands still, 水务局 hands nothing in for May, 组织部 writes a target of its own."""
    path = tmp_path_factory.mktemp("tasks") / "county.sqlite"
    fields = {"annual_target": 4, "problem": "选址未定", "next_step": "六月定址"}
    county_with(
        path,
        ("key_tasks", "县住建局", "2023-03", houses((1, 1, 1, 1, 1, 1, 1), problem="无")),
        ("key_tasks", "县住建局", "2023-04", houses((4, 3, 2, 1, 1, 1, 1), problem=WAITING)),
        ("key_tasks", "县水务局", "2023-04", [task("PUB-M25", "巩固提升供水人口", "人", 1300, month=300)]),
        ("key_tasks", "县委组织部", "2023-04", [task("IND-M12a", "农民田间学校", "个", 1, month=1, **fields)]),
        ("key_tasks", "县住建局", "2023-05", houses((4, 3, 2, 1, 1, 1, 1), problem=WAITING)),
        ("key_tasks", "县委组织部", "2023-05", [
            task("IND-M12a", "农民田间学校", "个", 1, month=0, **{**fields, "problem": "资金未落实"}),
            task("ORG-M02a", "专家到村服务次数", "次/村", 3, region="共丰村"),
            task("ORG-M02a", "专家到村服务次数", "次/村", 1, region="余新村"),
            task("QT-01", "油菜连片种植", "亩", 1200, month=200),
        ]),
    )  # fmt: skip
    return path


@pytest.fixture
def url(county_file: Path) -> str:
    """The same database, only read."""
    return f"sqlite:///{county_file}"


def view(file: Path, period: str = "2023-05", region: str = COUNTY) -> Tasks:
    workspace = open_workspace(f"sqlite:///{file}")
    return ask_tasks(workspace, workspace.packs[0], period, region)


def row_of(table: Table, title: str) -> dict[str, tuple[str, str]]:
    """Column → (text, second line) of a task's row."""
    found: TableRow = next(row for row in table.rows if row.kind == "body" and row.cells[1].text == title)
    return {column.key: (cell.text, cell.second) for column, cell in zip(table.columns, found.cells, strict=True)}


def test_the_headline_names_the_worst_with_gap_and_lead_and_what_stands_still(county_file: Path) -> None:
    assert sentence(view(county_file).page.headline) == (
        "34项任务中2项严重滞后、1项滞后、30项未报。差距最大的是农房抗震改造（县住建局）：累计13户，还差64户，落后序时24.78个百分点；2项较上月无进展。"
    )


def test_the_month_is_summed_over_the_rows_that_answer(county_file: Path) -> None:
    row = row_of(view(county_file).page.table, HOUSES)
    assert row["value"] == ("13", "")
    assert row["month"] == ("7", "")
    assert row["target"] == ("77", "")
    assert row["completion"] == ("16.88", "序时 41.67")
    assert row["gap"][0] == "差 64 户"


def test_what_did_not_move_says_since_when_and_an_unchanged_problem_too(county_file: Path) -> None:
    table = view(county_file).page.table
    assert row_of(table, HOUSES)["still"] == ("较上月无进展", "")
    assert row_of(table, HOUSES)["problem"] == (WAITING, "问题与4月相同")
    assert row_of(table, "农民田间学校")["problem"] == ("资金未落实", "")
    assert row_of(view(county_file, "2023-04").page.table, HOUSES)["still"] == ("", "")


def test_a_reporters_own_target_is_noted_and_not_judged_by(county_file: Path) -> None:
    row = row_of(view(county_file).page.table, "农民田间学校")
    assert row["target"] == ("2", "填报 4")
    assert row["completion"][0] == "50.00"


def test_a_taken_over_figure_says_from_when_and_has_no_month(county_file: Path) -> None:
    row = row_of(view(county_file).page.table, "巩固提升供水人口")
    assert row["value"] == ("1,300", "沿用4月")
    assert row["month"] == ("—", "")
    assert row["still"] == ("", "")


def test_departments_without_a_report_stay_in_sight_with_their_tasks(county_file: Path) -> None:
    rows = view(county_file).page.table.rows
    heads = [row.cells[0].text for row in rows if row.kind == "group"]
    assert "县教育体育局" in heads
    folded = [row.note for row in rows if row.kind == "folded" and row.cells[0].status == "not_reported"]
    assert any(note.startswith("未报表，12 项：") and "初中毛入学率" in note for note in folded)
    assert any(note == "报表中无此项，1 项：低收入群体危房改造" for note in folded)


def test_a_task_that_the_paper_does_not_hold_comes_last_without_a_lamp(county_file: Path) -> None:
    found = view(county_file)
    groups = [row.cells[0].text for row in found.page.table.rows if row.kind == "group"]
    assert groups.index("方案外任务") > groups.index("县教育体育局")
    row = next(row for row in found.page.table.rows if row.kind == "body" and row.cells[1].text == "油菜连片种植")
    assert (row.cells[0].status, row.cells[0].lamp_text) == ("not_applicable", "方案外")
    assert sum(sum(bar.counts) + bar.unjudged for bar in found.bars) == 35


def test_the_gap_of_a_sum_is_shown_by_township_on_what_they_report_as_their_part(county_file: Path) -> None:
    parts = view(county_file).breakdown
    assert parts is not None
    assert parts.finding == "农房抗震改造：凤屯镇、蟠猫乡、戌街乡等4个乡镇离填报目标最远，各还差10户"
    first = [row for row in parts.all_rows.rows if row.kind == "body"]
    assert [row.cells[0].text for row in first] == ["凤屯镇", "蟠猫乡", "戌街乡", "安乐乡", "江坡镇", "新桥镇", "共和镇"]
    assert first[0].cells[0].status is None


def test_the_countys_target_repeated_by_every_township_is_no_part_of_theirs(tmp_path: Path) -> None:
    path = tmp_path / "county.sqlite"
    rows = [{**row, "annual_target": 77} for row in houses((4, 3, 2, 1, 1, 2, 2))]
    county_with(path, ("key_tasks", "县住建局", "2023-05", rows))
    found = view(path)
    assert found.breakdown is not None
    assert found.breakdown.finding == "农房抗震改造：凤屯镇、蟠猫乡最少，各累计1户"
    assert [column.key for column in found.breakdown.table.columns] == ["place", "done", "share"]
    assert row_of(found.page.table, HOUSES)["target"] == ("77", "")


def test_where_all_have_the_same_nobody_is_said_to_have_least_and_nothing_at_all_is_no_gap(tmp_path: Path) -> None:
    path = tmp_path / "county.sqlite"
    rows = [{**row, "annual_target": 77} for row in houses((1,) * 7)]
    county_with(path, ("key_tasks", "县住建局", "2023-05", rows))
    same = view(path).breakdown
    assert same is not None
    assert same.finding == "农房抗震改造：7个乡镇均累计1户"
    path = tmp_path / "none.sqlite"
    county_with(
        path, ("key_tasks", "县住建局", "2023-05", [{**row, "annual_target": 77, "month": 0} for row in houses((0,) * 7)])
    )
    assert view(path).breakdown is None


def test_where_nothing_is_behind_the_nearest_to_it_are_shown(tmp_path: Path) -> None:
    path = tmp_path / "county.sqlite"
    county_with(
        path,
        ("key_tasks", "县水务局", "2023-05", [
            task("PUB-M25", "巩固提升供水人口", "人", 1850), task("PUB-M24", "饮水安全保障工程投资", "万元", 200),
        ]),
    )  # fmt: skip
    found = view(path)
    assert sentence(found.page.headline) == "已报的2项任务没有滞后，32项未报。"
    assert found.worst_finding == "没有滞后的任务，最接近落后的是饮水安全保障工程投资，仅超序时0.89个百分点"
    assert [line.name for line in found.worst] == ["饮水安全保障工程投资", "巩固提升供水人口"]


def test_without_targets_there_is_no_count_of_lamps(county_file: Path) -> None:
    found = view(county_file, region="532323101000")
    assert [(tile.name, tile.figure) for tile in found.page.tiles] == [("有数的任务", "1"), ("较上月无进展", "1")]
    assert not found.bars


def test_what_is_due_in_every_village_stands_by_township_in_words(county_file: Path) -> None:
    grid = view(county_file).grid
    cells = dict(grid.rows)
    assert grid.columns == ("专家到村服务次数（6次/村）",)
    gonghe = cells["共和镇"][0]
    assert (gonghe.status, gonghe.word, gonghe.figure) == ("far_behind", "1村严重滞后", "1/24村达到")
    assert cells["安乐乡"][0].status == "not_reported"


def test_other_targets_of_the_paper_are_named_where_their_lead_stands(county_file: Path) -> None:
    rows = view(county_file).page.table.rows
    notes = [row.note for row in rows if row.kind == "folded" and row.cells[0].text == "另有"]
    assert any(note.startswith("5 项目标由其他报表判断") and "农村劳动力转移就业总量" in note for note in notes)


def test_filters_narrow_and_are_named(county_file: Path) -> None:
    found = view(county_file)
    filters = TaskFilters(states=("严重滞后",), leads=("县住建局",), unmoved=True)
    table = found.table(filters)
    assert [row.cells[1].text for row in table.rows if row.kind == "body"] == [HOUSES]
    assert table.filters == "状态：严重滞后；牵头单位：县住建局；只看：较上月无进展"
    assert not found.table(TaskFilters(states=("未到期",))).rows
    second = found.table(TaskFilters(leads=("县卫生健康局",)))
    assert "县医保局、县卫生健康局" in [row.cells[0].text for row in second.rows if row.kind == "group"]


def test_on_paper_every_task_has_a_row_and_nothing_is_lost(county_file: Path) -> None:
    found = view(county_file)
    table = found.table(paper=True)
    assert len([row for row in table.rows if row.kind == "body"]) == len(found.lines)
    assert all(len(row.cells) == len(table.columns) for row in table.rows if row.kind == "body")
    assert row_of(table, "农民田间学校")["remark"] == ("填报 4", "")
    assert row_of(table, "巩固提升供水人口")["remark"] == ("沿用4月", "")
    assert row_of(table, HOUSES)["pace"][0] == "41.67"


def test_a_township_has_its_own_rows_without_the_countys_lamps(county_file: Path) -> None:
    found = view(county_file, region="532323101000")
    assert sentence(found.page.headline) == (
        "共和镇有1项任务报数，其中1项较上月无进展。本方案未给共和镇设2023年任务目标，只列数，不亮灯。"
    )
    row = found.page.table.rows[1]
    assert row.cells[0].lamp_text == "未分解"
    assert row.cells[4].text == "4"


def test_a_month_without_a_report_and_a_january_say_so(county_file: Path) -> None:
    early = view(county_file, "2023-02")
    assert sentence(early.page.headline) == "2023年2月34项任务均未报送，暂不作判断。"
    assert early.page.context[2].startswith("已报0/13个部门")
    assert early.breakdown is None
    assert not early.grid.rows


def test_a_pack_that_does_not_list_the_sheet_says_so(county_file: Path) -> None:
    workspace = open_workspace(f"sqlite:///{county_file}")
    found = ask_tasks(workspace, without_sheet(workspace, "key_tasks"), "2023-05", COUNTY)
    assert sentence(found.page.headline) == NOT_LISTED
    assert not found.lines


def test_the_page_keeps_its_filters_in_the_address(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(url, monkeypatch, SCRIPT, period="2023年5月", task_lead="县住建局", task_still="true")
    assert not page.exception
    assert page.multiselect(key="task_lead").value == ["县住建局"]
    assert page.checkbox(key="task_still").value is True
    table = next(part for part in shown(page).split('iw-section"') if "重点工作清单" in part)
    assert HOUSES in table
    assert "农民田间学校" not in table
    page.button(key="iw-clear-tasks").click().run()
    assert "重点工作清单，共36项" in text_of(page)


def test_the_page_says_that_a_filter_finds_nothing(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(url, monkeypatch, SCRIPT, period="2023年4月", task_lead="县人居办", task_still="true")
    assert "没有符合条件的任务。筛选条件：牵头单位：县人居办；只看：较上月无进展。" in text_of(page)


def test_reported_text_never_becomes_html(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [task("PUB-M25", "巩固提升供水人口", "人", 100, problem="<img src=x onerror=alert(1)>")]
    url = county_with(tmp_path / "county.sqlite", ("key_tasks", "县水务局", "2023-05", rows))
    body = shown(opened(url, monkeypatch, SCRIPT))
    assert "&lt;img src=x" in body
    assert "<img src=x" not in body


def test_a_duty_that_stands_once_a_year_is_held_against_the_year_asked_for() -> None:
    pack = load_pack("wenshan-2022-2024")
    for year in (2023, 2024):
        found = figure(2, indicator="task:ORG-W01", period=f"{year}-06")
        asked = result(found, judgement("on_pace", code="ORG-W01", scope="every county"), unit="次/县")
        target = target_of_task(pack, asked, "ORG-W01")
        assert target is not None
        assert target.year == year


def test_where_the_paper_names_no_lead_the_bar_says_so() -> None:
    def found(behind: int) -> str:
        return leads_finding([LeadBar(name=ALL_TASKS, counts=(behind, 0, 0, 3, 1, 9 - behind), unjudged=0)])

    assert found(2) == "13项任务中2项滞后，方案未列牵头单位"
    assert found(0) == "任务没有滞后，方案未列牵头单位"


def test_a_paper_without_leads_prints_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [task("PUB-M25", "巩固提升供水人口", "人", 100)]
    url = county_with(tmp_path / "county.sqlite", ("key_tasks", "县水务局", "2023-05", rows))
    workspace = open_workspace(url)
    pack = workspace.packs[0]
    nobody = replace(pack, targets=tuple(target.model_copy(update={"lead": ()}) for target in pack.targets))
    view = ask_tasks(workspace, nobody, "2023-05", nobody.root)
    assert [bar.name for bar in view.bars] == ["全部任务"]
    assert view.leads == ()
    told = [replace(view, bars=(replace(view.bars[0], unjudged=number),)).bars_what for number in (0, 2)]
    assert told == ["任务数，项", "任务数，项；另有2项不亮灯，不在图内"]
    told = [cell.text for paper in (True, False) for row in view.table(paper=paper).rows for cell in row.cells]
    assert "未列牵头单位" not in told
    assert "县水务局" in ask_tasks(workspace, pack, "2023-05", pack.root).leads

"""项目进度 on two departments' projects: stages, money, and what has not moved since the same department's report before."""

from __future__ import annotations

from pathlib import Path

import pytest

from services.tables.model import Table
from services.views.answers import Answers
from services.views.asking_projects import NOT_LISTED, Projects, ask_projects
from services.views.model import sentence
from services.views.projects import STAGES, project_headline
from services.views.projects_table import ProjectFilters
from services.workspace import open_workspace
from tests.pages.answers import figure, result
from tests.pages.departments import county_with, project, without_sheet
from tests.pages.test_pages import opened, shown, text_of

SCRIPT = "pages/indicators/projects.py"
COUNTY = "532323000000"


@pytest.fixture(scope="module")
def county_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """水务局 reports April and May, 住建局 March and May, 财政局 April only, 教育体育局 has none to report in May."""
    path = tmp_path_factory.mktemp("projects") / "county.sqlite"
    still = project("S1", total=100, placed=80, paid=20, states="是否否", percent="40%", problem="用地未批")
    paying = project("S2", total=200, placed=100, paid=30, states="是否否", percent="40%", region="新桥镇")
    accepted = project("S3", total=50, placed=50, paid=50, states="是是是", percent="100%")
    waiting = project("Z1", total=300, placed=300, paid=0, states="否否否", percent="0%", region="牟定县")
    finished = project("Z2", total=60, placed=60, paid=60, states="是是否", percent="100%", region="新桥镇")
    carried = project("C1", total=10, placed=10, paid=1, states="是否否", percent="10%")
    county_with(
        path,
        ("project_progress", "县住建局", "2023-03", [waiting]),
        ("project_progress", "县水务局", "2023-04", [still, paying, accepted]),
        ("project_progress", "县财政局", "2023-04", [carried]),
        ("project_progress", "县水务局", "2023-05", [still, {**paying, "paid": 31}, accepted]),
        ("project_progress", "县住建局", "2023-05", [waiting, finished]),
        ("project_progress", "县教育体育局", "2023-05", []),
    )
    return path


@pytest.fixture
def url(county_file: Path) -> str:
    """The same database, only read."""
    return f"sqlite:///{county_file}"


def view(file: Path, period: str = "2023-05", region: str = COUNTY) -> Projects:
    workspace = open_workspace(f"sqlite:///{file}")
    return ask_projects(workspace, workspace.packs[0], period, region)


def column(table: Table, key: str) -> list[str]:
    """What stands in a column."""
    place = [entry.key for entry in table.columns].index(key)
    return [row.cells[place].text for row in table.rows]


def test_what_has_not_moved_is_measured_on_the_same_reporters_report_before(county_file: Path) -> None:
    found = {project.code: project for project in view(county_file).projects}
    assert {code: entry.still_since for code, entry in found.items()} == {
        "S1": "2023-04", "S2": "", "S3": "2023-04", "Z1": "2023-03", "Z2": "", "C1": "",
    }  # fmt: skip
    assert [code for code, entry in found.items() if entry.unmoved] == ["S1", "Z1"]
    assert found["C1"].carried == "沿用4月"


def test_the_stages_are_those_of_the_report(county_file: Path) -> None:
    found = {project.code: project.stage for project in view(county_file).projects}
    assert found == {"S1": "在建", "S2": "在建", "S3": "已验收", "Z1": "未开工", "Z2": "完工待验", "C1": "在建"}


def test_the_cards_say_what_stands_still_and_where_the_money_is(county_file: Path) -> None:
    found = view(county_file)
    assert found.still_finding == "2个项目较上月没有进展，到位未支出资金360.00万元"
    assert found.funds_finding == "还有120.00万元没有到位，到位资金中438.00万元没有支出"
    assert found.bars_finding == "6个项目中1个未开工，县住建局最多（1个）；完工待验1个"


def test_too_few_reports_are_not_judged_for_the_whole(county_file: Path) -> None:
    assert sentence(view(county_file).page.headline) == "5月已报3/13个部门，暂不作全县判断。"


def test_the_headline_says_what_stands_still_who_has_most_and_the_rates(county_file: Path) -> None:
    found = view(county_file)
    results = [
        result(figure("81.25", indicator=key), decimals=2) if key != "projects.count" else result(figure(6, indicator=key))
        for key in ("projects.count", "projects.in_place_rate", "projects.payment_rate")
    ]
    answers = Answers(results=results, region=COUNTY, names={})
    said = project_headline(answers, found.projects, "2023-05", "部门", "全县")
    assert sentence(said) == "6个项目中2个较上月没有进展，县水务局、县住建局各1个；资金到位率81.25%，支出占到位资金的81.25%。"
    moved = [project for project in found.projects if not project.unmoved]
    assert sentence(project_headline(answers, moved, "2023-05", "部门", "全县")).startswith("6个项目中没有较上月停滞的；")


def test_tiles_hold_the_services_figures_and_no_lamp(county_file: Path) -> None:
    tiles = {tile.name: tile for tile in view(county_file).page.tiles}
    assert (tiles["项目"].figure, tiles["项目"].under) == ("6", "本方案未设目标")
    assert (tiles["已开工"].figure, tiles["已开工"].under) == ("83.33", "5/6个　本方案未设目标")
    assert tiles["资金到位率"].figure == "83.33"
    assert (tiles["支出占到位资金"].figure, tiles["支出占到位资金"].under) == ("27.00", "本方案未设目标")
    assert all(tile.lamp is None for tile in tiles.values())


def test_the_list_begins_with_what_has_not_moved(county_file: Path) -> None:
    table = view(county_file).page.table
    assert [row.cells[0].second for row in table.rows][:2] == ["Z1", "S1"]
    assert table.rows[0].cells[6].second == "较3月未动"
    assert column(table, "problem")[1] == "用地未批"


def test_departments_keep_their_row_with_none_and_without_a_report(county_file: Path) -> None:
    table = view(county_file).departments
    by_name = {row.cells[0].text: row for row in table.rows}
    assert by_name["县教育体育局"].cells[1].text == "0"
    assert (by_name["县医保局"].cells[1].text, by_name["县医保局"].cells[0].tag) == ("—", "○ 未报")
    assert by_name["县财政局"].cells[0].tag == "沿用4月"
    total = [cell.text for cell in by_name["合计"].cells]
    assert total == ["合计", "6", "1", "3", "1", "1", "2", "720.00", "600.00", "162.00", "83.33", "27.00"]


def test_townships_have_their_own_rates_and_the_whole_counties_project_stands_in_the_total_only(county_file: Path) -> None:
    table = view(county_file).units
    by_name = {row.cells[0].text: [cell.text for cell in row.cells] for row in table.rows}
    assert by_name["共和镇"][1:] == ["3", "0", "2", "0", "1", "1", "160.00", "140.00", "71.00", "87.50", "50.71"]
    assert by_name["新桥镇"][1] == "2"
    assert by_name["合计"][1] == "6"
    assert set(by_name["安乐乡"][1:]) == {"—"}


def test_a_township_shows_its_own_projects(county_file: Path) -> None:
    found = view(county_file, region="532323102000")
    assert sorted(project.code for project in found.projects) == ["S2", "Z2"]


def test_a_township_without_projects_says_so(county_file: Path) -> None:
    found = view(county_file, region="532323203000")
    assert not found.projects
    assert sentence(found.page.headline) == "已报的部门没有在安乐乡的项目。"


def test_filters_narrow_and_are_named(county_file: Path) -> None:
    found = view(county_file)
    table = found.table(ProjectFilters(reporters=("县水务局",), stages=("在建",)))
    assert [row.cells[0].second for row in table.rows] == ["S1", "S2"]
    assert table.filters == "填报部门：县水务局；状态：在建"
    assert [row.cells[0].second for row in found.table(ProjectFilters(unmoved=True)).rows] == ["Z1", "S1"]
    assert found.stages == STAGES


def test_on_paper_every_field_has_its_cell(county_file: Path) -> None:
    table = view(county_file).table(paper=True)
    assert all(len(row.cells) == len(table.columns) for row in table.rows)
    assert column(table, "still")[:3] == ["较3月未动", "较4月未动", ""]
    assert column(table, "accepted").count("是") == 1
    assert "bullet" not in [entry.key for entry in table.columns]


def test_a_month_without_a_report_says_so_and_names_who_is_missing(county_file: Path) -> None:
    found = view(county_file, "2023-02")
    assert sentence(found.page.headline) == "2023年2月还没有单位报送。"
    assert column(found.departments, "name").count("县水务局") == 1
    assert not found.projects


def test_a_pack_that_does_not_list_the_sheet_says_so(county_file: Path) -> None:
    workspace = open_workspace(f"sqlite:///{county_file}")
    found = ask_projects(workspace, without_sheet(workspace, "project_progress"), "2023-05", COUNTY)
    assert sentence(found.page.headline) == NOT_LISTED
    assert not found.projects


def test_the_page_keeps_its_filters_in_the_address(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(url, monkeypatch, SCRIPT, period="2023年5月", project_dept="县水务局", project_still="true")
    assert not page.exception
    listed = next(part for part in shown(page).split('iw-section"') if "项目清单" in part)
    assert "S1" in listed
    assert "S2" not in listed
    page.button(key="iw-clear-projects").click().run()
    assert "项目清单，共6个" in text_of(page)


def test_the_page_says_that_a_filter_finds_nothing(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(url, monkeypatch, SCRIPT, period="2023年5月", project_dept="县财政局", project_stage="未开工")
    assert "没有符合条件的项目。筛选条件：填报部门：县财政局；状态：未开工。" in text_of(page)

"""预警分析 on the sample county: the figures are those of the list, small cells are not, and every state has its words."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from metrics.income_rules import LEVELS
from services.clock import now
from services.exports.table_workbook import table_workbook
from services.initialising import initialise_database
from services.questions import ask
from services.views.asking_warning_analysis import ask_warning_analysis
from services.views.model import sentence
from services.warning_list import page_json, warning_page
from services.workspace import Workspace, open_workspace
from tests.menu import SCRIPTS
from tests.pages.test_pages import opened, shown, text_of

SCRIPT = SCRIPTS["预警分析"]
COUNTY, TOWNSHIP = "532323000000", "532323103000"


@pytest.fixture
def county(sample_file: Path) -> Workspace:
    """The sample county, only read."""
    return open_workspace(f"sqlite:///{sample_file}")


def visit(county: Workspace, monkeypatch: pytest.MonkeyPatch, **query: str) -> AppTest:
    page = opened(str(county.database.engine.url), monkeypatch, SCRIPT, **query)
    assert not page.exception
    assert "错误编号" not in shown(page)
    return page


def listed(county: Workspace, period: str, region: str = COUNTY) -> dict[str, Any]:
    """The document of ``warnings --json``."""
    return page_json(warning_page(county, period=period, region=region))


@pytest.mark.parametrize("region", [COUNTY, TOWNSHIP])
@pytest.mark.parametrize("period", ["2022Q1", "2023Q1", "2023Q2"])
def test_the_whole_is_the_list_s_own_count(county: Workspace, period: str, region: str) -> None:
    view = ask_warning_analysis(county, county.packs[0], period, region)
    document = listed(county, period, region)
    assert view.whole.listed == document["total"]
    assert dict(zip(LEVELS, view.whole.levels, strict=True)) == document["by_level"]
    assert sum(count for count in view.whole.causes if isinstance(count, int)) == document["total"]
    figures = {result.indicator: result.figure.value for result in ask(county, period=period, region=region)}
    assert view.whole.households == figures["income.households"]
    assert view.table.rows[-1].cells[2].value == document["total"]


@pytest.mark.parametrize("region", [COUNTY, TOWNSHIP])
def test_units_show_the_list_s_counts_or_none(county: Workspace, region: str) -> None:
    """Never another number; and none of one or two."""
    view = ask_warning_analysis(county, county.packs[0], "2023Q1", region)
    page = warning_page(county, period="2023Q1", region=region, limit=0)
    hidden = 0
    for unit in view.units:
        counts = page.by_unit.get(unit.code, {})
        for level, count in zip(LEVELS, unit.levels, strict=True):
            hidden += isinstance(count, str)
            assert isinstance(count, str) or count == counts.get(level, 0)
        assert isinstance(unit.listed, str) or unit.listed == sum(counts.values())
        drawn = [unit.listed, *unit.levels, *unit.causes, unit.new, unit.staying, unit.gone]
        assert not {1, 2} & {count for count in drawn if isinstance(count, int)}
    assert hidden


def test_the_page_says_headline_tiles_and_table(county: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    page = visit(county, monkeypatch, quarter="2023年第一季度")
    document, text = listed(county, "2023Q1"), text_of(page)
    before = {row["household_no"] for row in listed(county, "2022Q4")["rows"]}
    now = {row["household_no"] for row in document["rows"]}
    assert f"户中{document['total']:,}户预警，较上季度新增{len(now - before):,}户、移出{len(before - now):,}户" in text
    for level, word in (("orange", "橙"), ("yellow", "黄"), ("watch", "关注")):
        assert re.search(rf"\S\s{word}\s+{document['by_level'][level]:,}\s+户", text)
    assert "监测线未设定" in text
    assert "各乡镇预警户" in text
    assert len(page.get("plotly_chart")) == 4


def test_the_names_of_units_lead_to_their_lists_and_the_page_to_the_whole(
    county: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = shown(visit(county, monkeypatch, quarter="2023年第一季度"))
    links = re.findall(r'href="(/income_drop[^"]*)"', body)
    assert len(links) == 8
    assert all("quarter=" in link for link in links)
    assert sum("unit=" in link for link in links) == 7
    inside = re.findall(r'href="(/income_drop[^"]*)"', shown(visit(county, monkeypatch, unit="江坡镇")))
    assert len(inside) == 1
    assert "unit=" in inside[0]


def test_the_list_leads_here_with_its_quarter_and_unit(county: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    url = str(county.database.engine.url)
    body = shown(opened(url, monkeypatch, SCRIPTS["收入下降预警"], quarter="2023年第一季度", unit="江坡镇"))
    found = re.search(r'href="(/warning_analysis[^"]*)"', body)
    assert found
    asked = parse_qs(urlsplit(unescape(found[1])).query)
    assert asked == {"quarter": ["2023年第一季度"], "unit": ["江坡镇"]}


def test_a_township_s_units_are_its_villages_without_small_cells(county: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    text = text_of(visit(county, monkeypatch, quarter="2023年第二季度", unit="江坡镇"))
    assert "各村预警户" in text
    assert "少于3" in text
    assert "“少于3”为1户或2户，不列确数" in text


def test_the_first_quarter_has_nothing_to_compare_with(county: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    page = visit(county, monkeypatch, quarter="2022年第一季度")
    assert "上季度没有单位报送，没有名单可比" in text_of(page)
    assert "缺上年数据，还不能折算年人均纯收入" in text_of(page)
    assert len(page.get("plotly_chart")) == 2


def test_the_page_is_seen_at_an_earlier_moment(county: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """Worked out anew, with the same figures and drawings: nothing has changed since."""
    moment = now().replace(tzinfo=None).isoformat(timespec="seconds")
    page = visit(county, monkeypatch, as_of=moment, quarter="2023年第一季度")
    document = listed(county, "2023Q1")
    assert "之后的更正不在内" in text_of(page)
    assert f"户中{document['total']:,}户预警，较上季度新增" in text_of(page)
    assert len(page.get("plotly_chart")) == 4
    assert "as_of=" in next(link for link in re.findall(r'href="([^"]*)"', shown(page)) if "/income_drop" in link)


def test_the_export_holds_what_the_page_shows_and_nothing_small(county: Workspace) -> None:
    view = ask_warning_analysis(county, county.packs[0], "2023Q1", COUNTY)
    assert view.around_table is not None
    book = openpyxl.load_workbook(BytesIO(table_workbook((view.table, view.around_table), printed="")))
    assert len(book.worksheets) == 2
    rows = [row for sheet in book for row in sheet.iter_rows(values_only=True)]
    parts = [cell for row in rows if row[0] not in ("合计", "无法判断") for cell in row]
    assert "少于3" in parts
    assert not {1, 2} & {cell for cell in parts if isinstance(cell, int | float)}


def test_a_pack_without_any_line_says_so(county: Workspace) -> None:
    pack = county.packs[0]
    without = replace(pack, income=pack.income.model_copy(update={"work_line": Fraction(0)}))
    view = ask_warning_analysis(county, without, "2023Q1", COUNTY)
    assert view.around is None
    assert view.around_table is None
    assert view.line_finding == "监测线未设定，也没有工作线，不看与线的距离"


def test_a_quarter_without_reports_is_only_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"sqlite:///{tmp_path / 'empty.sqlite'}"
    initialise_database(url, ["mouding-2023"])
    empty = opened(url, monkeypatch, SCRIPT)
    assert "还没有单位报送" in text_of(empty)
    assert not empty.exception
    workspace = open_workspace(url)
    view = ask_warning_analysis(workspace, workspace.packs[0], "2023Q1", COUNTY)
    assert not view.reported
    assert sentence(view.headline) == "2023年第一季度还没有单位报送家庭收入。"
    assert {row.cells[1].text for row in view.table.rows[:-1]} == {"○ 未报"}

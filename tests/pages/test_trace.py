"""数字来源: every figure of every page leads to its cells, whose sums are the figure; the files they stand in can be had."""

from __future__ import annotations

import re
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from openpyxl import load_workbook

from metrics.periods import Period
from pages.kit.bullets import bullet_list
from pages.kit.context import workbook_of
from pages.kit.html import heat_grid, tiles
from pages.kit.links import links_keep
from pages.kit.origin import figures_lead_from
from pages.kit.table import table_html
from services.tables.model import FIGURE, Table, TableCell, TableColumn, TableRow
from services.tracing import trace_figure
from services.views import forms
from services.views.asking_trace import Tracing, ask_trace, export_trace, list_cells, original
from services.views.bullets import BulletLine
from services.views.model import HeatCell, HeatGrid, Tile
from services.workspace import Workspace, open_workspace
from tests.menu import SCRIPTS
from tests.pages.test_pages import opened, shown, text_of

ROOT, TOWNSHIP = "532323000000", "532323101000"
SCRIPT = "pages/monitor/trace.py"
RATE = "employment.lifted_employment_rate"
#: page → how many figures at least lead to their cells
LEADING = {
    "总览": 20,
    "就业": 100,
    "产业联农带农": 100,
    "消费帮扶": 20,
    "村集体经济": 40,
    "收入": 60,
    "重点工作": 20,
    "项目进度": 30,
}


@pytest.fixture
def workspace(sample_file: Path) -> Workspace:
    return open_workspace(f"sqlite:///{sample_file}")


@pytest.fixture
def county(sample_file: Path) -> str:
    return f"sqlite:///{sample_file}"


def tracing(workspace: Workspace, indicator: str, period: str, region: str = ROOT) -> Tracing:
    return ask_trace(workspace, workspace.packs[0], indicator, region, period)


def links(body: str) -> list[tuple[str, str]]:
    """(address, words) of every figure that leads to its cells."""
    found = re.findall(r'<a class="iw-from" href="([^"]*)"[^>]*>(.*?)</a>', body)
    return [(unescape(address), re.sub(r"<[^>]*>", "", words)) for address, words in found]


@pytest.mark.parametrize("title", LEADING)
def test_the_figures_of_a_page_lead_to_cells_that_give_them(
    title: str, county: str, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(county, monkeypatch, SCRIPTS[title])
    found = links(shown(page))
    assert len(found) >= LEADING[title]
    for address, words in found[:: max(len(found) // 12, 1)]:
        asked = {key: value[0] for key, value in parse_qs(urlsplit(address).query).items()}
        traced = trace_figure(workspace, asked["indicator"], period=Period.parse(asked["at"]), region=asked["region"])
        value = traced.figure.value
        assert value is not None, (address, words)
        assert len(traced) or value == 0, (address, words)
        # A headline may tell a ratio by its two sides: 89个村中66个村.
        told_by = [value, traced.figure.numerator] if traced.figure.numerator is not None else [value]
        forms_of_it = {
            forms.number(abs(scale * number), places)
            for number in told_by
            for places in range(3)
            for scale in (1, forms.Fraction(1, 10_000))
        }
        assert forms_of_it & set(re.findall(r"\d[\d,]*(?:\.\d+)?", words)), (address, words)


def test_a_page_over_all_periods_links_no_figure(county: str, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(county, monkeypatch, SCRIPTS["就业"])
    assert links(shown(opened(county, monkeypatch, SCRIPTS["上报记录"]))) == []


def test_what_is_a_figure_leads_to_its_cells_and_nothing_else_does() -> None:
    figures_lead_from("2023-06", ROOT)
    columns = tuple(TableColumn(key=key, heading=key) for key in ("name", RATE, FIGURE))
    cells = (TableCell(text="共和镇"), TableCell(text="1"), TableCell(text="2"))
    blanks = (cells[0], TableCell(text="—"), TableCell(text="—"))
    rows = (
        TableRow(cells=cells, region=TOWNSHIP, indicator="task:A"),
        TableRow(cells=cells),
        TableRow(cells=blanks, region=TOWNSHIP),
    )
    found = links(table_html(Table(title="", columns=columns, rows=rows)))
    address = f"/trace?indicator={{}}&region={TOWNSHIP}&at=2023-06"
    assert found == [(address.format(RATE), "1"), (address.format("task%3AA"), "2")]
    here = f"/trace?indicator={RATE}&region={ROOT}&at=2023-06"
    assert links(tiles([Tile(name="率", figure="87.99", indicator=RATE), Tile(name="份数", figure="7")])) == [(here, "87.99")]
    assert links(bullet_list([BulletLine(name="率", figure="1 / 2", indicator=RATE), BulletLine(name="率", figure="3")])) == [
        (here, "1 / 2")
    ]
    grid = HeatGrid(columns=("率",), rows=(("镇", (HeatCell(status="met", figure="88%", indicator=RATE, region=TOWNSHIP),)),))
    assert links(heat_grid(grid)) == [(address.format(RATE), "88%")]
    figures_lead_from("", ROOT)
    assert links(tiles([Tile(name="率", figure="87.99", indicator=RATE)])) == []


def test_the_page_says_the_figure_its_sides_and_who_handed_it_in(
    county: str, monkeypatch: pytest.MonkeyPatch, workspace: Workspace
) -> None:
    page = opened(county, monkeypatch, SCRIPT, indicator=RATE, region=ROOT, at="2023-06")
    assert not page.exception
    body, view = text_of(page), tracing(workspace, RATE, "2023-06")
    figure = view.sources.trace.figure
    assert f"脱贫劳动力转移就业率，牟定县2023年6月：{forms.percent(figure.value)}，由7份报表的178个单元格得来" in body
    assert "“脱贫劳动力（转移就业合计）”之和" in body
    assert "凤屯镇　2023年5月　农村劳动力转移就业月报表　第1版" in body
    assert "沿用5月" in body
    assert "分子的单元格：共89个" in body
    total = view.reports.rows[-1]
    assert [cell.value for cell in total.cells[-2:]] == [figure.numerator, figure.denominator]
    assert [button.label for button in page.get("download_button")] == ["导出", "下载原文件"]
    other = text_of(opened(county, monkeypatch, SCRIPT, indicator=RATE, region=ROOT, at="2023-06", side="分母"))
    assert "分母的单元格：共89个" in other
    assert 'href="/history?sheet=' in shown(page)


def test_the_page_stands_without_a_question_and_with_a_wrong_one(county: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "点任何一页上的数" in text_of(opened(county, monkeypatch, SCRIPT))
    for wrong in (
        {"indicator": "no.such", "at": "2023-06"},
        {"indicator": RATE, "at": "六月"},
        {"indicator": RATE, "at": "2023-06", "region": "1"},
    ):
        page = opened(county, monkeypatch, SCRIPT, **wrong)
        assert not page.exception
        assert "错误编号" not in shown(page)
        assert 'class="iw iw-say"' in shown(page)


def test_an_earlier_moment_goes_along(county: str, monkeypatch: pytest.MonkeyPatch) -> None:
    figures_lead_from("2023-06", ROOT)
    links_keep("2023-06-30")
    ((address, _),) = links(tiles([Tile(name="率", figure="87.99", indicator=RATE)]))
    links_keep("")
    assert address.endswith("&at=2023-06&as_of=2023-06-30")
    body = text_of(opened(county, monkeypatch, SCRIPT, indicator=RATE, region=ROOT, at="2023-06", as_of="2020-01-01"))
    assert "还没有单位报送" in body


def test_a_figure_without_cells_says_why(county: str, monkeypatch: pytest.MonkeyPatch) -> None:
    body = text_of(opened(county, monkeypatch, SCRIPT, indicator=RATE, region=ROOT, at="2023-12"))
    assert "沿用" in body
    body = text_of(opened(county, monkeypatch, SCRIPT, indicator=RATE, region=ROOT, at="2024-01"))
    assert "还没有单位报送" in body


QUESTIONS = (
    ("employment.zero_job_households", "2023-06"), ("employment.public_post_pay_min", "2023-06"), ("collective.share_total_10", "2023-06"),
    ("industry.mechanism_rate", "2023-06"), ("consumption.sales_month", "2023"), ("income.drop_share", "2023Q2"),
    ("income.net_growth", "2023Q2"), ("income.operating_drop_points", "2023Q2"), ("reporting.rate", "2023-06"), ("task:PUB-M06", "2023-06"),
)  # fmt: skip


@pytest.mark.parametrize(("indicator", "period"), QUESTIONS)
def test_every_kind_of_figure_is_listed_and_exported(indicator: str, period: str, workspace: Workspace) -> None:
    view = tracing(workspace, indicator, period, TOWNSHIP if "points" in indicator else ROOT)
    found = view.sources.trace
    assert sum(count for _, count in view.parts) == len(found) > 0
    for part, count in view.parts:
        table, page, pages = list_cells(workspace, view, part, 10**6)
        assert page == pages == -(-count // 200)
        listed = sum(row.kind == "body" for row in table.rows)
        assert listed == count - (pages - 1) * 200
    reports, cells = export_trace(workspace, view)
    assert len(cells.rows) == len(found)
    book = load_workbook(BytesIO(workbook_of((reports, cells))))
    assert book.sheetnames == ["按报表小计", "单元格"]
    assert len(reports.rows) == len(found.records) + 1
    words = " ".join(cell.text for table in (reports, cells) for row in table.rows for cell in row.cells)
    assert not re.search(r"[a-z]+_[a-z]+", words), "a field by its English name"


def test_a_plain_sum_has_no_numerator(county: str, monkeypatch: pytest.MonkeyPatch) -> None:
    body = text_of(opened(county, monkeypatch, SCRIPT, indicator="employment.transfer_total", region=ROOT, at="2023-06"))
    assert "取值的单元格：共89个" in body
    assert "分子" not in body


def test_reports_are_listed_once_and_what_is_missing_is_said(workspace: Workspace) -> None:
    view = tracing(workspace, "reporting.rate", "2023-06", TOWNSHIP)
    figure = view.sources.trace.figure
    assert view.of_reports
    assert [cell.value for cell in view.reports.rows[-1].cells[-2:]] == [figure.numerator, figure.numerator]
    assert f"其中{figure.expected - figure.reported}份未报" in "".join(view.reports.notes)


def test_households_are_listed_without_names(workspace: Workspace) -> None:
    view = tracing(workspace, "income.below_work_line_households", "2023Q2")
    words = " ".join(cell.text for row in export_trace(workspace, view)[1].rows for cell in row.cells)
    assert not re.search(r"\d{17}[\dXx]", words)
    assert not re.search(r"(?<!\d)1[3-9]\d{9}(?!\d)", words)


def test_the_original_file_is_the_one_that_was_handed_in(workspace: Workspace) -> None:
    view = tracing(workspace, RATE, "2023-06")
    label, record = next(iter(view.files.items()))
    book: Any = load_workbook(BytesIO(original(workspace, record)))
    assert record.worksheet in book.sheetnames
    assert "农村劳动力转移就业月报表" in label

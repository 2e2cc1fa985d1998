"""What stands in headlines, drawings by month, grids and cards leads to its cells too, and says there what was restated."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from pages.kit.bullets import bullet_list
from pages.kit.html import headline, heat_grid
from pages.kit.origin import figures_lead_from, months_lead
from services.views.bullets import BulletLine
from services.views.model import Clause, HeatCell, HeatGrid
from services.views.restatements import marked
from tests.menu import SCRIPTS
from tests.pages.test_pages import opened, shown

ROOT, TOWNSHIP, RATE = "532323000000", "532323101000", "employment.lifted_employment_rate"
#: page → indicator that its headline tells on the sample
TOLD = {
    "总览": "", "就业": "employment.transfer_total", "产业联农带农": "", "消费帮扶": "consumption.sales",
    "村集体经济": "collective.share_total_10", "收入": "income.", "重点工作": "task:", "项目进度": "projects.in_place_rate",
}  # fmt: skip


@pytest.fixture
def county(sample_file: Path) -> str:
    return f"sqlite:///{sample_file}"


def asked(address: str) -> dict[str, str]:
    return {key: value[0] for key, value in parse_qs(urlsplit(unescape(address)).query).items()}


@pytest.mark.parametrize("title", TOLD)
def test_a_headline_leads_to_the_cells_of_its_figures(title: str, county: str, monkeypatch: pytest.MonkeyPatch) -> None:
    body = shown(opened(county, monkeypatch, SCRIPTS[title]))
    finding = re.search(r'<div class="iw iw-headline"[^>]*>(.*?)</div>', body)
    assert finding
    found = [asked(address)["indicator"] for address in re.findall(r'href="(/trace[^"]*)"', finding[1])]
    assert found
    assert any(indicator.startswith(TOLD[title]) for indicator in found)


def test_a_clause_leads_where_it_says_and_words_lead_nowhere() -> None:
    figures_lead_from("2023-06", ROOT)
    said = headline((Clause(text="率87%", indicator=RATE, region=TOWNSHIP), Clause(text="，还差2人", status="behind")))
    assert [asked(address) for address in re.findall(r'href="([^"]*)"', said)] == [
        {"indicator": RATE, "region": TOWNSHIP, "at": "2023-06"}
    ]


def test_each_month_of_a_drawing_leads_to_its_own_cells() -> None:
    figures_lead_from("2023-06", ROOT)
    line = months_lead("各月", RATE, ((2023, (1, None, 3)), (2022, (None, None))))
    assert re.sub(r"<[^>]*>", "", line) == "各月数字来源：2023年 1月 3月"
    assert [asked(address)["at"] for address in re.findall(r'href="([^"]*)"', line)] == ["2023-01", "2023-03"]
    figures_lead_from("", ROOT)
    assert months_lead("各月", RATE, ((2023, (1,)),)) == ""


@pytest.mark.parametrize("title", ["就业", "消费帮扶"])
def test_drawings_by_month_have_that_line(title: str, county: str, monkeypatch: pytest.MonkeyPatch) -> None:
    body = shown(opened(county, monkeypatch, SCRIPTS[title], period="2023年5月"))
    months = {asked(address)["at"] for address in re.findall(r'href="(/trace[^"]*)"', body)}
    assert {"2023-01", "2023-05", "2022-12"} <= months
    assert "2023-06" not in months


def test_a_restated_figure_says_so_in_a_grid_and_in_a_list_of_bars() -> None:
    marks = {(RATE, TOWNSHIP): "重述：原87.99", (RATE, ROOT): "重述：原90"}
    cells = (HeatCell(status="met", figure="88%", indicator=RATE, region=TOWNSHIP), HeatCell(status="met", figure="5"))
    grid = marked(HeatGrid(columns=("率", "数"), rows=(("镇", cells),)), marks, ROOT)
    assert heat_grid(grid).count("重述：原87.99") == 1
    lines = marked((BulletLine(name="率", figure="1 / 2", indicator=RATE), BulletLine(name="数", figure="3")), marks, ROOT)
    assert bullet_list(lines).count("重述：原90") == 1


def test_a_household_says_in_which_row_of_which_report_it_stands(county: str, monkeypatch: pytest.MonkeyPatch) -> None:
    body = shown(opened(county, monkeypatch, SCRIPTS["收入下降预警"]))
    found = re.search(r'数字来源<br>本季：<a class="iw-wraps" href="([^"]*)"[^>]*>([^<]*)</a>', body)
    assert found
    assert re.search(r"2023年第二季度.*第1版，.*第\d+行$", unescape(found[2]))
    assert set(asked(found[1])) == {"sheet", "reporter", "during"}

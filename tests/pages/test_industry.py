"""产业联农带农: the lists are as long as the figures say, funds of one project stand together, nothing is judged without a target."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from metrics.packs import load_pack
from metrics.results import Shortfall
from pages.kit.context import workbook_of
from pages.kit.table import table_html
from services.initialising import initialise_database
from services.views.answering import asker
from services.views.answers import Answers
from services.views.asking_industry import LISTS, ask_industry
from services.views.industry import Asked, Industry, industry
from services.views.industry_projects import PlacedRow, below_return, most, project_table, projects, without_mechanism
from services.views.model import sentence
from services.workspace import Workspace, open_workspace
from tests.pages.answers import NAMES, ROOT, figure, judgement, result
from tests.pages.test_pages import county, opened, shown, text_of

__all__ = ["county"]
SCRIPT = "pages/indicators/industry.py"
MAY = "2023-05"


def row(code: str, source: str, invested: float, gained: float | None = None, **more: Any) -> PlacedRow:
    """One fund of a project; amounts in 万元."""
    fields: dict[str, Any] = {
        "code": code, "name": f"项目{code}", "fund_source": source, "operator": "合作社", "mechanism": "否", "progress": "见效",
        "fiscal_investment": round(invested * 10**6), "annual_return": None if gained is None else round(gained * 10**6),
        "lifted_households": 3_000_000, "monitored_households": 1_000_000,
    }  # fmt: skip
    placed = {"unit_name": "蟠猫乡", "place": "朵苴村", "tag": ""} | {
        key: more.pop(key) for key in list(more) if key in ("unit_name", "place", "tag")
    }
    return PlacedRow(fields={**fields, **more}, **placed)


def cells(table: Any, number: int) -> list[str]:
    return [cell.text for cell in table.rows[number].cells]


def test_a_project_of_two_funds_stands_once_with_both_of_them() -> None:
    found = projects(
        [row("01", "省级衔接资金", 38, 2.41), row("02", "社会捐赠资金", 50), row("01", "中央衔接资金", 188, 12.18)]
    )
    assert [entry.code for entry in found] == ["01", "02"]
    assert found[0].sources == "省级衔接资金、中央衔接资金"
    assert found[0].amounts["fiscal_investment"] == 226
    assert found[0].households == 8
    assert found[0].rate == Fraction(1459, 226)
    assert found[1].rate is None
    table = project_table(found, "台账", "乡镇")
    assert cells(table, 0)[:9] == [
        "1", "01", "项目01", "蟠猫乡", "朵苴村", "合作社", "省级衔接资金、中央衔接资金", "否", "见效"
    ]  # fmt: skip
    assert cells(table, 1)[-3:] == ["—", "—", "—"]


def test_lists_name_the_units_that_have_most() -> None:
    assert most(["蟠猫乡", "安乐乡", "蟠猫乡"]) == "，其中蟠猫乡2个"
    assert most(["蟠猫乡", "安乐乡", "蟠猫乡", "安乐乡", "共和镇"]) == "，其中蟠猫乡、安乐乡各2个"
    assert most(["蟠猫乡", "安乐乡"]) == "，在蟠猫乡、安乐乡"
    assert most(["甲", "乙", "丙", "丁"]) == most([]) == ""
    assert most(["甲", "甲"]) == "，都在甲"


def test_a_long_list_is_cut_on_the_screen_and_whole_in_the_workbook() -> None:
    entries = projects([row(f"{number:02d}", "中央衔接资金", 100 - number) for number in range(9)])
    listed = without_mechanism(entries, 9, "乡镇")
    assert (len(listed.table.rows), len(listed.all_rows.rows)) == (7, 9)
    assert listed.finding == "整改清单：9个项目未建机制，都在蟠猫乡"
    assert listed.note == "此处列前7个项目，全部9个项目见导出表。"
    assert without_mechanism((), 0, "乡镇").finding == "整改清单：没有未建机制的项目"
    assert without_mechanism((), None, "乡镇").finding == "整改清单：还没有项目台账"


def test_the_lowest_return_comes_first_and_one_that_is_enough_in_all_says_why_it_is_listed() -> None:
    entries = projects(
        [
            row("01", "中央衔接资金", 100, 6),
            row("02", "中央衔接资金", 50, 1),
            row("03", "中央衔接资金", 10, 0.6),
            row("03", "省级衔接资金", 90, 9),
        ]
    )
    listed = below_return(entries, 3, Fraction(7), "乡镇")
    assert [line[2] for line in (cells(listed.all_rows, number) for number in range(3))] == ["项目02", "项目01", "项目03"]
    assert listed.note == "项目03合计已达到，其中一类资金不足。"
    assert below_return((), None, None, "乡镇").finding == "本方案未规定收益率"


def asked(answers: Answers, **more: Any) -> Industry:
    known: dict[str, Any] = {"period": MAY, "noun": "乡镇", "whole": "全县", "reporters": "乡镇", "root": ROOT, "words": {}}
    return industry(answers, (), project_table((), "台账", "乡镇"), Asked(**{**known, **more}))


def test_a_pack_without_the_sheets_says_so_and_shows_nothing() -> None:
    view = asked(Answers(results=(), region=ROOT, names=NAMES))
    assert sentence(view.page.headline) == "本方案不收产业项目联农带农台账和产业帮扶与市场主体月报表。"
    assert not view.page.table.columns
    assert not view.tables


def test_too_few_reports_are_not_judged() -> None:
    few = figure(11, indicator="industry.projects", reported=2)
    answers = Answers(results=(result(few, unit="个"),), region=ROOT, names=NAMES)
    assert sentence(asked(answers).page.headline) == "5月已报2/7个乡镇，暂不作全县判断。"
    none = replace(few, value=None, reported=0, reason="not_reported")
    answers = Answers(results=(result(none, unit="个"),), region=ROOT, names=NAMES)
    assert sentence(asked(answers).page.headline) == "2023年5月还没有单位报送。"


def test_a_target_of_every_county_is_no_target_of_the_prefecture() -> None:
    share = figure("63.18", indicator="industry.central_share", denominator=Fraction(4545), numerator=Fraction(2871))
    short = (Shortfall(region="532323000000", row_key=None, value=Fraction(40)),)
    every = result(share, judgement("far_behind", value=60, unit="%", scope="every county", short=short), unit="%", decimals=2)
    view = asked(Answers(results=(every,), region=ROOT, names=NAMES))
    assert [fund.target for fund in view.funds] == [None]
    assert view.funds_note == "按单位下达的比重目标：中央衔接资金60%（1个县市区未达到）。"
    child = asked(Answers(results=(every,), region=ROOT, names=NAMES), root="530000000000")
    assert [fund.target for fund in child.funds] == [60]
    assert child.funds_note == ""


@pytest.fixture
def workspace(sample_file: Path) -> Workspace:
    return open_workspace(f"sqlite:///{sample_file}")


def unit_codes(workspace: Workspace) -> list[str]:
    return [ROOT, *(region.code for region in workspace.tree.children(ROOT))]


def test_every_list_is_as_long_as_its_figure(workspace: Workspace) -> None:
    pack, lengths = workspace.packs[0], set()
    for region in unit_codes(workspace):
        answers = asker(workspace, pack, region).answers(MAY, LISTS, by_child=False)
        lists = ask_industry(workspace, pack, MAY, region).lists
        assert [len(entry.all_rows.rows) for entry in lists] == [answers.value(key) for key in LISTS]
        lengths |= {len(entry.all_rows.rows) for entry in lists}
    assert len(lengths) > 3


def test_the_lists_hold_what_the_reports_say(workspace: Workspace) -> None:
    pack = workspace.packs[0]
    rows = asker(workspace, pack, ROOT).evidence.snapshot("industry_projects", MAY).rows
    view = ask_industry(workspace, pack, MAY, ROOT)
    listed = {
        cells(view.lists[0].all_rows, number)[1]: cells(view.lists[0].all_rows, number)
        for number in range(len(view.lists[0].all_rows.rows))
    }
    assert set(listed) == set(rows.loc[rows["mechanism"] == "否", "code"])
    ledger = next(table for table in view.tables if table.title.startswith("产业项目联农带农台账"))
    codes = [line.cells[1].text for line in ledger.rows]
    assert sorted(codes) == sorted(set(rows["code"]))
    invested = sum(line.cells[9].value or 0 for line in ledger.rows)
    assert invested * 10**6 == pytest.approx(float(rows["fiscal_investment"].sum()))


def test_the_tables_show_what_the_command_line_prints(workspace: Workspace) -> None:
    pack = workspace.packs[0]
    answers = asker(workspace, pack, ROOT).answers(MAY)
    view = ask_industry(workspace, pack, MAY, ROOT)
    compared = 0
    for table in (view.page.table, view.summary):
        assert [line.region for line in table.rows] == [*answers.children, ROOT]
        for line in table.rows:
            for cell, column in zip(line.cells, table.columns, strict=True):
                if column.key in {entry.indicator for entry in answers.results}:
                    value = answers.value(column.key, line.region)
                    assert cell.value == (None if value is None else float(value)), (column.key, line.region)
                    compared += 1
    assert compared > 150


def test_the_headline_names_the_worst_target_its_gap_and_who(workspace: Workspace) -> None:
    view = ask_industry(workspace, workspace.packs[0], MAY, ROOT)
    worst = view.bullets[0]
    text = sentence(view.page.headline)
    assert worst.lamp is not None
    assert worst.lamp.status == "far_behind"
    assert worst.gap in text
    assert "缺口主要在" in text
    assert len(text) < 125


def test_a_unit_without_targets_is_not_judged(workspace: Workspace) -> None:
    fengtun = next(region.code for region in workspace.tree.children(ROOT) if region.name == "凤屯镇")
    view = ask_industry(workspace, workspace.packs[0], MAY, fengtun)
    assert "本方案未给凤屯镇设2023年产业目标" in sentence(view.page.headline)
    assert all(line.lamp is None and line.gap == "本方案未设目标" for line in view.bullets)
    assert all(tile.lamp is None for tile in view.page.tiles)


def test_the_page_opens_for_the_county_a_township_and_an_earlier_month(county: str, monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(county, monkeypatch, SCRIPT, period="2023年5月")
    assert not page.exception
    assert "整改清单：" in text_of(page)
    assert len(page.get("plotly_chart")) == 2
    assert shown(page).count('class="iw-table"') == 3
    assert "个村没有致富带头人" not in text_of(page)
    assert "个村没有致富带头人" in text_of(opened(county, monkeypatch, SCRIPT, period="2023年5月", list="没有带头人的村"))
    for query in ({"period": "2023年5月", "unit": "凤屯镇"}, {"period": "2022年6月"}):
        other = opened(county, monkeypatch, SCRIPT, **query)
        assert not other.exception
        assert "错误编号" not in text_of(other)
        assert "本方案未设目标" in text_of(other)


def test_the_workbook_has_every_table_and_list(workspace: Workspace) -> None:
    view = ask_industry(workspace, workspace.packs[0], MAY, ROOT)
    book = openpyxl.load_workbook(BytesIO(workbook_of((view.page.table, *view.tables))))
    assert book.sheetnames == [
        "分乡镇：项目、机制与收益", "分乡镇：双绑、主体与信贷", "整改清单：未建立联农带农机制的项目", "收益率低于目标的见效项目",
        "没有致富带头人的村", "产业项目联农带农台账（2023年5月）",
    ]  # fmt: skip
    first = book.worksheets[2]
    assert re.match(r"整改清单：\d+个项目未建机制.*含\d/7个乡镇", str(first["A2"].value))


def test_uploaded_text_is_never_html() -> None:
    (entry,) = projects([row("01", "中央衔接资金", 1, name="<b>甲</b>")])
    assert "<b>甲" not in table_html(without_mechanism([entry], 1, "乡镇").table)


def test_an_empty_database_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"sqlite:///{tmp_path / 'empty.sqlite'}"
    initialise_database(url, ["mouding-2023"])
    page = opened(url, monkeypatch, SCRIPT)
    assert not page.exception
    assert "还没有单位报送" in text_of(page)
    view = ask_industry(open_workspace(url), load_pack("mouding-2023"), MAY, ROOT)
    assert sentence(view.page.headline) == "2023年5月还没有单位报送。"
    assert view.lists == ()


def test_villages_hand_nothing_in_and_those_with_nothing_are_only_counted(workspace: Workspace) -> None:
    anle = next(region.code for region in workspace.tree.children(ROOT) if region.name == "安乐乡")
    view = ask_industry(workspace, workspace.packs[0], MAY, anle)
    assert all(column.key != "state" for table in (view.page.table, view.summary) for column in table.columns)
    assert all(len(line.cells) == len(view.summary.columns) for line in view.summary.rows)
    assert view.greenhouse is not None
    zeros = len(workspace.tree.children(anle)) - len(view.greenhouse.units)
    assert zeros > 0
    assert f"其余{zeros}个村为0" in view.greenhouse.what
    assert all(unit.value for unit in view.greenhouse.units)

"""Workbooks of several worksheets, nil returns, and worksheets that are no report."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from data_access.reading.grid import WorkbookFile
from services.intake import Taken
from tests.intake.desk import QUIET, Desk, said, told
from tests.intake.forms import Form, expected
from tests.intake.honest import COLLECTIVE_TITLE, col, emp, hh
from tests.intake.paper import Paper, workbook
from tests.intake.rows import PANMAO, XUJIE, declared, employment


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(Path(tmp_path_factory.mktemp("books")) / "county.sqlite")


def outline(taken: list[Taken]) -> list[tuple[Any, ...]]:
    return [(one.examined.sheet, one.examined.reporter, one.examined.worksheet, one.outcome) for one in taken]


def instructions() -> Paper:
    return Paper(
        name="填报要求", cells={(1, 1): "填报要求", (2, 1): "一、每月25日前报送。", (3, 1): "二、转移就业人数为时点数。"}
    )


def scribbles() -> Paper:
    return Paper(name="草稿", cells={(1, 1): 12, (2, 3): 33.5, (5, 5): "=A1"})


def test_three_sheets_beside_instructions_and_an_empty_sheet(desk: Desk) -> None:
    forms = [emp(tab="就业"), col(tab="集体经济"), hh(tab="收入")]
    book = workbook("三张表.xlsx", instructions(), *(form.draw() for form in forms), Paper(name="Sheet2"))
    taken = desk.take_in(book)
    assert outline(taken) == [
        ("employment", PANMAO, "就业", "accepted"), ("collective_economy", PANMAO, "集体经济", "accepted"),
        ("household_income", PANMAO, "收入", "accepted"),
    ]  # fmt: skip
    notes = [
        (one.examined.sheet, code) for one in taken for code, _ in said(one, "note", "warning", "error") if code not in QUIET
    ]
    assert notes == [("employment", "worksheets_left_out")]
    for one, form in zip(taken, forms, strict=True):
        keys = [entry.name for entry in declared(form.sheet).keys]
        assert desk.facts(form.sheet, one.submission, keys) == expected(form)


def test_one_bad_sheet_does_not_hold_the_others_up(desk: Desk) -> None:
    rows = employment(XUJIE)
    rows[0]["transfer_total"] = 1
    title = ("牟定县戌街乡2023年5月农村劳动力转移就业月报表",)
    other = col(tab="集体", title=("戌街乡2023年5月村级集体经济收入统计表",), above=(), rows=None)
    other.rows = [{**row, "region": code} for row, code in zip(other.rows, [r["region"] for r in rows[:7]], strict=True)]
    taken = desk.take_in(workbook("两张表.xlsx", emp(rows, tab="就业", title=title, above=()).draw(), other.draw()))
    assert [(one.examined.sheet, one.outcome) for one in taken] == [
        ("employment", "rejected"), ("collective_economy", "needs_reason"),
    ]  # fmt: skip
    assert said(taken[1]) == [("rows_missing", None)]


def test_a_worksheet_with_figures_and_no_heading_is_named(desk: Desk) -> None:
    taken = desk.check(workbook("带草稿.xlsx", emp(tab="就业").draw(), scribbles()))
    assert [(one.examined.sheet, one.outcome) for one in taken] == [("employment", "valid"), (None, "unrecognised")]
    assert said(taken[1]) == [("sheet_unrecognised", None)]


def test_a_hidden_worksheet_is_left_out_with_a_note(desk: Desk) -> None:
    last = emp(tab="上月").draw()
    last.state = "hidden"
    [one] = desk.check(workbook("隐藏.xlsx", emp(tab="就业").draw(), last))
    assert said(one) == [], told(one)
    assert ("worksheets_left_out", None) in said(one, "note")


def test_last_months_sheet_beside_this_months(desk: Desk) -> None:
    april = emp(tab="4月", title=("蟠猫乡2023年4月农村劳动力转移就业月报表",), above=())
    taken = desk.check(workbook("蟠猫乡.xlsx", april.draw(), emp(tab="5月").draw()))
    assert [(one.examined.period, one.outcome, said(one)) for one in taken] == [
        ("2023-04", "valid", []), ("2023-05", "valid", []),
    ]  # fmt: skip


def test_the_same_report_on_two_worksheets(desk: Desk) -> None:
    taken = desk.check(workbook("重复.xlsx", emp(tab="一").draw(), emp(tab="二").draw()))
    assert [said(one) for one in taken] == [[("sheet_twice", None)], [("sheet_twice", None)]]


def test_two_townships_in_one_workbook(desk: Desk) -> None:
    title = ("牟定县戌街乡2023年5月农村劳动力转移就业月报表",)
    taken = desk.check(
        workbook("两乡.xlsx", emp(tab="蟠猫").draw(), emp(employment(XUJIE), tab="戌街", title=title, above=()).draw())
    )
    assert [(one.examined.reporter, said(one)) for one in taken] == [(PANMAO, []), (XUJIE, [])]


def nil(form: Form, word: str, column: str) -> WorkbookFile:
    """A sheet with headings and no row, or one row of 无."""
    form.rows, form.foot = [], ({1: "填表人：李四"},)
    paper = form.draw()
    if word:
        _, bottom = form.heading_rows
        for (row, place), value in list(paper.cells.items()):
            if row > bottom:
                paper.cells[row + 1, place] = paper.cells.pop((row, place), value)
        paper.put(bottom + 1, form.column_of[column], word)
        if form.numbering:
            paper.put(bottom + 1, 1, 1)
    return workbook("零报告.xlsx", paper)


@pytest.mark.parametrize("word", ["", "无", "本月无", "本季度无", " 无 "])
@pytest.mark.parametrize("kind", ["employment", "collective_economy", "household_income"])
def test_a_nil_return(desk: Desk, kind: str, word: str) -> None:
    form = {"employment": emp, "collective_economy": col, "household_income": hh}[kind]()
    [one] = desk.check(nil(form, word, "region"))
    assert ("nil_return", None) in said(one, "note"), told(one)
    assert len(one.examined.rows or ()) == 0
    assert said(one, "error") == [], told(one)
    assert {code for code, _ in said(one)} <= {"rows_missing", "key_missing"}, told(one)


def test_tabs_are_named_as_they_like(desk: Desk) -> None:
    for tab in ("Sheet1", "2023年4月", "1.蟠猫", "表'引号'", "x" * 31):
        [one] = desk.check(workbook("蟠猫乡2023年5月.xlsx", emp(tab=tab).draw()))
        assert said(one) == [], told(one)
        assert one.examined.worksheet == tab


def test_titles_of_the_other_sheet_do_not_choose_it(desk: Desk) -> None:
    """A copied title: the headings decide, and nothing is stored as another sheet."""
    [one] = desk.check(workbook("蟠猫乡2023年5月.xlsx", emp(title=COLLECTIVE_TITLE).draw()))
    assert one.examined.sheet == "employment", told(one)
    [other] = desk.check(workbook("x.xlsx", hh(title=("蟠猫乡2023年第一季度农村劳动力转移就业月报表",)).draw()))
    assert other.examined.sheet == "household_income", told(other)

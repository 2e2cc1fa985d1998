"""A month in one workbook, tab by tab; nil returns; the new sheets beside their past and their own earlier versions."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from data_access.reading.grid import WorkbookFile
from services.intake import Taken
from services.status import report_states
from services.versions import withdraw
from tests.intake.desk import RECEIVED, Desk, said, told
from tests.intake.forms import Form, expected
from tests.intake.honest import COLLECTIVE_TITLE, col, emp
from tests.intake.other_rows import canteens, consumption, linkage, projects, tasks
from tests.intake.paper import workbook
from tests.intake.rows import GONGHE, PANMAO, XUJIE, declared, employment
from tests.intake.sheets import GXSJ, NYNCJ, cons, food, link, prog, proj, shop, task

LATER = datetime(2023, 12, 30, 9, 0, tzinfo=RECEIVED.tzinfo)


def file(form: Form, name: str = "报表.xlsx") -> WorkbookFile:
    form.row_of, form.total_rows = [], []
    return workbook(name, form.draw())


def outline(taken: list[Taken]) -> list[tuple[Any, ...]]:
    return [(one.examined.sheet, one.examined.reporter, one.outcome) for one in taken]


def test_a_townships_month_in_one_workbook(desk: Desk) -> None:
    forms = [emp(tab="就业"), shop(tab="车间"), proj(tab="Sheet3"), link(tab="帮扶"), col(tab="集体", title=COLLECTIVE_TITLE)]
    taken = desk.take_in(workbook("蟠猫乡2023年5月.xlsx", *(form.draw() for form in forms)))
    assert outline(taken) == [(form.sheet, PANMAO, "accepted") for form in forms]
    for one, form in zip(taken, forms, strict=True):
        assert desk.facts(form.sheet, one.submission, [entry.name for entry in declared(form.sheet).keys]) == expected(form)


def test_a_departments_month_in_one_workbook(desk: Desk) -> None:
    by = ({1: "填报单位：县农业农村局"},)
    forms = [cons(tab="消费"), task(tab="重点", above=by), prog(tab="进度", above=by)]
    taken = desk.take_in(workbook("农业农村局2023年5月.xlsx", *(form.draw() for form in forms)))
    assert outline(taken) == [(form.sheet, NYNCJ, "accepted") for form in forms]


def test_a_departments_workbook_with_a_townships_sheet_as_tab(desk: Desk) -> None:
    """Its own sheet is its own, the townships' sheet is theirs."""
    county = link(
        [*linkage(), *linkage(GONGHE)],
        tab="产业",
        title=("2023年5月产业帮扶与市场主体月报表",),
        above=({1: "填报单位：县农业农村局"},),
    )
    taken = desk.take_in(workbook("县农业农村局2023年5月.xlsx", cons(tab="消费").draw(), county.draw()))
    assert outline(taken) == [
        ("consumption", NYNCJ, "accepted"), ("industry_linkage", GONGHE, "accepted"), ("industry_linkage", PANMAO, "accepted"),
    ]  # fmt: skip


def nil(form: Form, word: str) -> WorkbookFile:
    """Headings and no row, or one row of a word in the first column."""
    key = declared(form.sheet).keys[0].name
    form.rows, form.foot = [], ({1: "填表人：李四"},)
    paper = form.draw()
    if word:
        _, bottom = form.heading_rows
        paper.cells = {(row + 1 if row > bottom else row, column): value for (row, column), value in paper.cells.items()}
        paper.put(bottom + 1, form.column_of[key], word)
    return workbook("零报告.xlsx", paper)


@pytest.mark.parametrize("word", ["", "无", "本月无"])
@pytest.mark.parametrize("make", [shop, proj, cons, food, task, prog])
def test_a_nil_return(desk: Desk, make: Any, word: str) -> None:
    [one] = desk.take_in(nil(make(), word))
    assert (one.outcome, said(one), len(one.examined.rows or ())) == ("accepted", [], 0), told(one)
    assert ("nil_return", None) in said(one, "note")


def test_a_nil_return_after_cumulative_figures_needs_a_reason(desk: Desk) -> None:
    desk.take_in(file(cons(title=("2023年4月消费帮扶月报表",))), received_at=LATER)
    [one] = desk.take_in(nil(cons(), "无"), received_at=LATER)
    assert one.outcome == "needs_reason"
    assert {code for code, _ in said(one)} == {"key_missing"}
    assert len(said(one)) == len(consumption())


def test_purchases_beside_their_past(desk: Desk) -> None:
    april = [{**row, "amount_ytd": str(float(row["amount_ytd"]) - float(row["amount_month"]))} for row in consumption()]
    desk.take_in(file(cons(april, title=("2023年4月消费帮扶月报表",))), reason="初报", received_at=LATER)
    wrong = consumption()
    wrong[3] = {**wrong[3], "amount_ytd": "24.52"}
    form = cons(wrong)
    [one] = desk.take_in(file(form), received_at=LATER)
    assert said(one) == [("ytd_adds_up", form.at("amount_ytd", 3))], told(one)
    [sound] = desk.take_in(file(cons()), received_at=LATER)
    assert (sound.outcome, said(sound)) == ("accepted", []), told(sound)


def test_canteens_and_projects_beside_their_past(desk: Desk) -> None:
    desk.take_in(
        file(food(title=("2023年4月预算单位食堂采购预留份额表",))),
        file(proj(title=("蟠猫乡2023年4月产业项目联农带农台账",))),
        received_at=LATER,
    )
    fallen = [{**row, "purchased_832": "1" if number == 3 else row["purchased_832"]} for number, row in enumerate(canteens())]
    form, grown = (
        food(fallen),
        proj([{**row, "households": 400 if number == 1 else row["households"]} for number, row in enumerate(projects())]),
    )
    one, other = desk.take_in(file(form), file(grown), received_at=LATER)
    assert said(one) == [("ytd_never_falls", form.at("purchased_832", 3))], told(one)
    assert said(other) == [("jump", grown.at("households", 1))], told(other)


def test_an_unchanged_department_gets_no_new_version(desk: Desk) -> None:
    first, again = desk.take_in(file(task())), desk.take_in(file(task(tasks()[::-1], numbering=False)))
    assert [(one.outcome, one.version) for one in (*first, *again)] == [("accepted", 1), ("unchanged", 1)]


def test_a_departments_correction_is_a_second_version(desk: Desk) -> None:
    desk.take_in(file(cons()))
    form = cons([{**row, "remark": "更正" if number == 0 else row["remark"]} for number, row in enumerate(consumption())])
    [one] = desk.take_in(file(form))
    assert (one.outcome, one.version, one.examined.reporter) == ("accepted", 2, NYNCJ)
    withdraw(desk.workspace, one.submission or 0, by="测试", reason="误报")
    [state] = [s for s in report_states(desk.workspace, period="2023-05") if s.reporter == NYNCJ and s.sheet == "consumption"]
    assert state.version == 1


def test_a_pair_of_tabs_of_one_office_is_the_same_report_twice(desk: Desk) -> None:
    taken = desk.check(workbook("重复.xlsx", cons(tab="一").draw(), cons(tab="二").draw()))
    assert [said(one) for one in taken] == [[("sheet_twice", None)]] * 2
    assert "县农业农村局2023年5月" in taken[0].examined.errors[0].message


def test_two_offices_on_two_tabs(desk: Desk) -> None:
    second = cons(
        [{**row, "buyer": row["buyer"] + "二部"} for row in consumption()],
        tab="商务",
        above=({1: "填报单位：县工业信息化商务科技局"},),
    )
    taken = desk.take_in(workbook("两局.xlsx", cons(tab="农业").draw(), second.draw()))
    assert outline(taken) == [("consumption", NYNCJ, "accepted"), ("consumption", GXSJ, "accepted")]


def test_employment_sent_by_the_labour_office_and_by_a_township(desk: Desk) -> None:
    title = ("牟定县2023年5月农村劳动力转移就业月报表",)
    county = emp([*employment(), *employment(XUJIE)], title=title, above=({1: "填报单位：县人力资源和社会保障局"},))
    assert outline(desk.take_in(file(emp()))) == [("employment", PANMAO, "accepted")]
    taken = desk.take_in(file(county))
    assert outline(taken) == [("employment", PANMAO, "unchanged"), ("employment", XUJIE, "accepted")]

"""Departments as reporters, and departments that send for the townships."""

from __future__ import annotations

from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from data_access.answers import Answers
from data_access.reading.grid import WorkbookFile
from services.intake import Taken
from services.status import report_states
from services.templates import empty_report
from services.versions import withdraw
from tests.intake.desk import RECEIVED, Desk, said, told
from tests.intake.forms import Form, expected
from tests.intake.honest import col, emp
from tests.intake.other_rows import consumption, linkage, progress, project_row, projects, tasks, workshops
from tests.intake.paper import workbook
from tests.intake.rows import GONGHE, PANMAO, ROOT, XUJIE, declared, villages
from tests.intake.sheets import CZJ, GXSJ, JYTYJ, NYNCJ, OF_TOWNSHIPS, SWJ, cons, food, link, prog, proj, shop, task

LATER = datetime(2023, 12, 30, 9, 0, tzinfo=RECEIVED.tzinfo)


def file(form: Form, name: str = "报表.xlsx") -> WorkbookFile:
    form.row_of, form.total_rows = [], []
    return workbook(name, form.draw())


def outline(taken: list[Taken]) -> list[tuple[Any, ...]]:
    return [(one.examined.sheet, one.examined.reporter, one.outcome) for one in taken]


def titled(unit: str = "", line: str = "", **options: Any) -> Form:
    """A report of purchases that names its office in one place only."""
    above = ({1: line},) if line else ()
    return cons(title=(f"{unit}2023年5月消费帮扶月报表",), above=above, **options)


LINES = (
    "填报单位：县农业农村局", "填报单位（盖章）：牟定县农业农村局", "填报单位：农业农村局（盖章）", "填报单位: 农 业 农 村 局",
    "填报单位：云南省楚雄州牟定县农业农村局", "报送部门：县农业农村局产业股",
)  # fmt: skip


@pytest.mark.parametrize("line", LINES)
def test_an_office_named_in_the_line(desk: Desk, line: str) -> None:
    [one] = desk.check(file(titled(line=line)))
    assert (one.examined.reporter, said(one)) == (NYNCJ, []), told(one)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("县农业农村局", "报表.xlsx"),
        ("牟定县农业农村局", "报表.xlsx"),
        ("", "农业农村局2023年5月.xlsx"),
        ("牟定县", "牟定县农业农村局消费帮扶.xlsx"),
    ],
)
def test_an_office_named_in_title_or_file(desk: Desk, title: str, name: str) -> None:
    [one] = desk.check(file(titled(title), name))
    assert (one.examined.reporter, said(one)) == (NYNCJ, []), told(one)


def test_an_office_named_by_the_caller(desk: Desk) -> None:
    [one] = desk.check(file(titled("牟定县")), answers=Answers(reporter=NYNCJ))
    assert (one.examined.reporter, said(one)) == (NYNCJ, []), told(one)
    [other] = desk.check(file(titled("县农业农村局")), answers=Answers(reporter=GXSJ))
    assert said(other) == [("identity_conflict", None)]
    [township] = desk.check(file(titled("牟定县")), answers=Answers(reporter=PANMAO))
    assert said(township) == [("reporter_not_due", None)]


def test_another_countys_office_is_not_ours(desk: Desk) -> None:
    [one] = desk.check(file(titled(line="填报单位：砚山县农业农村局")))
    assert (one.examined.reporter, said(one)) == (None, [("reporter_missing", None)])


def filled(content: bytes, form: Form) -> bytes:
    """A template with rows typed into it as a clerk does, column by column."""
    book = openpyxl.load_workbook(BytesIO(content))
    tab, sheet = book[declared(form.sheet).tab], declared(form.sheet)
    first = 5 if any(entry.subheading for entry in sheet.fields) else 4
    for offset, row in enumerate(form.rows):
        for column, entry in enumerate(sheet.fields, start=2):
            value = row.get(entry.name)
            if entry.type == "region":
                value = form.place(value)
            elif entry.is_numeric and value is not None:
                value = float(value)
            tab.cell(first + offset, column).value = value
    target = BytesIO()
    book.save(target)
    return target.getvalue()


TEMPLATES = [
    (emp, PANMAO), (shop, PANMAO), (proj, PANMAO), (link, PANMAO), (cons, NYNCJ), (cons, GXSJ), (food, CZJ), (col, PANMAO), (task, JYTYJ),
    (task, CZJ), (prog, SWJ),
]  # fmt: skip


@pytest.mark.parametrize(("make", "reporter"), TEMPLATES)
def test_a_filled_template_is_stored_to_the_figure(desk: Desk, make: Any, reporter: str) -> None:
    form = make()
    content = empty_report(desk.workspace, sheet=form.sheet, reporter=reporter, period="2023-05")
    [empty] = desk.check(WorkbookFile(name="空表.xlsx", content=content))
    assert empty.examined.reporter == reporter
    if not declared(form.sheet).places:
        assert (said(empty), len(empty.examined.rows or ())) == ([], 0), told(empty)
    [one] = desk.take_in(WorkbookFile(name="模板.xlsx", content=filled(content, form)))
    assert (one.outcome, said(one)) == ("accepted", []), told(one)
    assert (one.examined.sheet, one.examined.reporter, one.examined.period) == (form.sheet, reporter, "2023-05")
    assert desk.facts(form.sheet, one.submission, [entry.name for entry in declared(form.sheet).keys]) == expected(form)


def test_a_department_may_choose_every_place_of_the_county(desk: Desk) -> None:
    content = empty_report(desk.workspace, sheet="key_tasks", reporter=JYTYJ, period="2023-05")
    book = openpyxl.load_workbook(BytesIO(content))
    places = [cell.value for cell in book["_choices"]["A"]]
    assert places[:3] == ["牟定县", "共和镇", "新桥镇"]
    assert len(places) == 1 + 7 + 89


def test_two_offices_report_one_sheet(desk: Desk) -> None:
    theirs = [{**row, "buyer": row["buyer"] + "二部"} for row in consumption()]
    taken = desk.take_in(file(cons()), file(cons(theirs, above=({1: "填报单位：县工业信息化商务科技局"},))))
    assert outline(taken) == [("consumption", NYNCJ, "accepted"), ("consumption", GXSJ, "accepted")]
    states = {
        state.reporter: state for state in report_states(desk.workspace, period="2023-05") if state.sheet == "consumption"
    }
    assert {code: (state.name, state.state) for code, state in states.items()} == {
        GXSJ: ("县工业信息化商务科技局", "on_time"), NYNCJ: ("县农业农村局", "on_time"),
    }  # fmt: skip


ELSEWHERE = [
    # the first report, the second one by another unit, the cell that is refused; None: both may hold it
    (cons(), cons([*consumption()[1:2]], above=({1: "填报单位：县工业信息化商务科技局"},)), "buyer"),
    (prog(), prog(progress()[2:3], above=({1: "填报单位：县住建局"},)), "code"),
    (task(), task(tasks()[:1], above=({1: "填报单位：县医保局"},)), None),
    (proj(), proj([{**projects()[0], "region": villages(XUJIE)[0]}], title=("戌街乡2023年5月产业项目联农带农台账",), above=()), "code"),
    (cons(), cons([{**consumption()[1], "channel": "直接采购"}], above=({1: "填报单位：县工业信息化商务科技局"},)), None),
    (shop(), shop([{**workshops()[0], "region": villages(XUJIE)[0]}], title=("戌街乡2023年5月就业帮扶车间台账",), above=()), None),
]  # fmt: skip


@pytest.mark.parametrize("number", range(len(ELSEWHERE)))
def test_what_another_unit_holds(desk: Desk, number: int) -> None:
    first, second, cell = ELSEWHERE[number]
    [mine] = desk.take_in(file(first))
    [theirs] = desk.take_in(file(second))
    assert mine.outcome == "accepted", told(mine)
    wanted = [] if cell is None else [("key_elsewhere", second.at(cell, 0))]
    assert (said(theirs), theirs.outcome) == (wanted, "rejected" if wanted else "accepted"), told(theirs)


def test_the_holder_is_called_by_its_name(desk: Desk) -> None:
    desk.take_in(file(food()))
    sheets = declared("consumption")
    assert sheets.unique_in_root
    desk.take_in(file(cons()))
    [theirs] = desk.take_in(file(cons(consumption()[1:2], above=({1: "填报单位：县工业信息化商务科技局"},))))
    [problem] = [entry for entry in theirs.problems if entry.code == "key_elsewhere"]
    assert "县农业农村局" in problem.message
    assert "dept:" not in problem.message


def test_what_was_taken_back_may_be_reported_by_another(desk: Desk) -> None:
    [mine] = desk.take_in(file(cons()))
    withdraw(desk.workspace, mine.submission or 0, by="测试", reason="改由商务部门报")
    [theirs] = desk.take_in(file(cons(above=({1: "填报单位：县工业信息化商务科技局"},))))
    assert outline([theirs]) == [("consumption", GXSJ, "accepted")]


COUNTY = {
    "shop": lambda unit: [row for row in workshops(unit)[:2]],
    "proj": lambda unit: [
        {**project_row(code, n), "code": f"{unit[6:9]}{n:05d}"} for n, code in enumerate(villages(unit)[:2], 1)
    ],
    "link": linkage,
}


@pytest.mark.parametrize("kind", COUNTY)
@pytest.mark.parametrize("line", ["填报单位：县人力资源和社会保障局", "填报单位：县农业农村局", "填报单位：县人社局", ""])
def test_a_departments_file_of_many_townships_is_split(desk: Desk, kind: str, line: str) -> None:
    maker, of = OF_TOWNSHIPS[kind], COUNTY[kind]
    title = (maker().title[0].replace("蟠猫乡", ""),)
    form = maker([*of(PANMAO), *of(GONGHE), *of(XUJIE)], title=title, above=({1: line},) if line else ())
    taken = desk.take_in(file(form))
    assert outline(taken) == [(form.sheet, unit, "accepted") for unit in (GONGHE, PANMAO, XUJIE)], told(taken[0])
    form.rows = [*of(PANMAO), *of(GONGHE)[:-1], {**of(GONGHE)[-1], "remark": "补充"}]
    again = desk.take_in(file(form), received_at=RECEIVED + timedelta(hours=1))
    assert [(one.examined.reporter, one.outcome, one.version) for one in again] == [
        (GONGHE, "accepted", 2), (PANMAO, "unchanged", 1),
    ]  # fmt: skip
    assert desk.query("SELECT count(*) AS n FROM in_force WHERE to_at IS NULL")[0]["n"] == 3


def test_a_project_of_one_file_belongs_to_one_township(desk: Desk) -> None:
    both = [projects()[0], {**projects()[0], "fund_source": "社会捐赠资金", "region": villages(GONGHE)[0]}]
    form = proj(both, title=("牟定县2023年5月产业项目联农带农台账",), above=({1: "填报单位：县农业农村局"},))
    taken = desk.take_in(file(form))
    assert outline(taken) == [("industry_projects", GONGHE, "accepted"), ("industry_projects", PANMAO, "rejected")]
    assert said(taken[1]) == [("key_elsewhere", form.at("code", 0))]
    assert "共和镇" in next(entry.message for entry in taken[1].problems if entry.code == "key_elsewhere")


def test_a_row_of_the_county_belongs_to_no_township(desk: Desk) -> None:
    form = proj([*projects(), {**project_row(ROOT, 9)}], title=("牟定县2023年5月产业项目联农带农台账",), above=())
    [one] = desk.take_in(file(form))
    assert (one.outcome, said(one)) == ("rejected", [("place_outside", form.at("region", 6))])

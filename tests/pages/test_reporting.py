"""报送进度 and the triage of an upload with departments: two groups, names and no codes, what an open question offers."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from data_access.reading.grid import WorkbookFile
from metrics.evidence import ReportState
from services.views import uploading
from services.views.asking_progress import ask_progress
from services.views.model import sentence
from services.views.reporting import Reminder, progress
from tests.intake.conftest import desk
from tests.intake.desk import Desk
from tests.intake.forms import Form
from tests.intake.honest import emp
from tests.intake.other_rows import consumption
from tests.intake.paper import workbook
from tests.intake.rows import GONGHE, PANMAO, ROOT, employment
from tests.intake.sheets import GXSJ, JYTYJ, NYNCJ, cons, shop

__all__ = ["desk"]
DUE = datetime(2023, 5, 26, 0, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
AFTER = datetime(2023, 5, 27, 0, 0, tzinfo=DUE.tzinfo)
SHEETS = {"employment": "就业", "workshops": "帮扶车间", "consumption": "消费帮扶", "key_tasks": "重点工作"}
CODES = {"共和镇": GONGHE, "蟠猫乡": PANMAO, "县农业农村局": NYNCJ, "县教育体育局": JYTYJ}


def state(sheet: str, name: str, word: str) -> ReportState:
    handed_in = word in ("on_time", "late")
    return ReportState(
        sheet=sheet, reporter=CODES[name], name=name, due_at=DUE, state=word, submission=1 if handed_in else None,
        version=1 if handed_in else None, received_at=DUE if handed_in else None, first_valid_at=DUE if handed_in else None,
        first_pass=True if handed_in else None,
    )  # fmt: skip


STATES = [
    state("employment", "共和镇", "on_time"), state("workshops", "共和镇", "missing"), state("employment", "蟠猫乡", "late"),
    state("workshops", "蟠猫乡", "on_time"), state("consumption", "县农业农村局", "on_time"), state("key_tasks", "县农业农村局", "missing"),
    state("key_tasks", "县教育体育局", "missing"),
]  # fmt: skip


def test_regions_and_departments_are_two_groups() -> None:
    made = progress(STATES, SHEETS, period="2023-05", noun="乡镇", at=AFTER)
    assert sentence(made.page.headline) == (
        "2023年5月应报7份，已报4份，3份未报，1份迟报；未报的是共和镇、县农业农村局、县教育体育局。"
    )
    assert "应报7份（乡镇4份、部门3份）" in made.page.context
    towns, offices = made.tables
    assert [table.title for table in made.tables] == ["2023年5月乡镇报送情况", "2023年5月部门报送情况"]
    assert [column.heading for column in towns.columns] == ["序号", "报送单位", "就业", "帮扶车间", "已报/应报"]
    assert [column.heading for column in offices.columns] == ["序号", "报送单位", "消费帮扶", "重点工作", "已报/应报"]
    assert [[cell.text for cell in row.cells][1] for row in offices.rows] == ["县农业农村局", "县教育体育局", "合计"]
    assert offices.rows[1].cells[2].text == "／"
    assert [cell.text for cell in offices.rows[-1].cells] == ["", "合计", "1/1", "0/2", "1/3"]
    assert [("／" in "".join(table.notes)) for table in made.tables] == [False, True]
    assert made.reminders == (
        Reminder(group="乡镇", missing=(("共和镇", ("帮扶车间",)),)),
        Reminder(group="部门", missing=(("县农业农村局", ("重点工作",)), ("县教育体育局", ("重点工作",)))),
    )


def test_one_group_alone_is_not_counted_apart() -> None:
    made = progress(STATES[:4], SHEETS, period="2023-05", noun="乡镇", at=AFTER)
    assert ("应报4份" in made.page.context, made.more) == (True, ())
    assert progress([], SHEETS, period="2023-05", noun="乡镇", at=AFTER).tables[0].rows[-1].kind == "total"


def file(form: Form) -> tuple[str, bytes]:
    drawn = workbook("报表.xlsx", form.draw())
    return drawn.name, drawn.content


def test_the_page_asks_for_all_sheets_of_the_month(desk: Desk) -> None:
    [pack] = desk.workspace.packs
    view = ask_progress(desk.workspace, pack, "2023-05", ROOT)
    towns, offices = view.tables
    assert [column.heading for column in towns.columns][2:-1] == ["就业", "帮扶车间", "产业项目", "产业帮扶", "村集体经济"]
    assert [column.heading for column in offices.columns][2:-1] == ["消费帮扶", "食堂预留份额", "重点工作", "项目进度"]
    assert [row.cells[1].text for row in offices.rows] == [*pack.departments.values(), "合计"]
    assert towns.rows[-1].cells[-1].text == "0/35"
    assert "dept:" not in str(view)


def test_templates_are_offered_to_townships_then_to_departments(desk: Desk) -> None:
    [pack] = desk.workspace.packs
    offered = uploading.reporters(desk.workspace, pack, "2023-05")
    assert [name for name in offered][:2] == ["共和镇", "新桥镇"]
    assert [name for name in offered][7:] == list(pack.departments.values())
    assert [sheet for sheet, _ in offered["蟠猫乡"].sheets] == [
        "employment", "workshops", "industry_projects", "industry_linkage", "collective_economy",
    ]  # fmt: skip
    assert [sheet for sheet, _ in offered["县农业农村局"].sheets] == ["consumption", "key_tasks", "project_progress"]


def look(desk: Desk, *forms: Form) -> tuple[str, uploading.Triage]:
    token = uploading.hand_over(desk.workspace, [(f"{n}.xlsx", file(form)[1]) for n, form in enumerate(forms)])
    return token, uploading.look(desk.workspace, token)


def test_a_triage_calls_departments_by_their_names(desk: Desk) -> None:
    held = file(cons())
    desk.take_in(WorkbookFile(name="前.xlsx", content=held[1]))
    _, triage = look(desk, cons(consumption()[:2], above=({1: "填报单位：县工业信息化商务科技局"},)))
    assert triage.lines[0].reporter == "县工业信息化商务科技局"
    assert triage.lines[0].sheet == "消费帮扶月报表"
    assert triage.lines[0].state == "faulty"
    assert "县农业农村局" in str(triage.details[0].problems)
    assert "dept:" not in str(triage)


@pytest.mark.parametrize(("unit", "above"), [("", ()), ("牟定县", ()), ("", ({1: "填报单位：牟定县人民政府"},))])
def test_a_sheet_of_nobody_offers_the_departments_that_report_it(
    desk: Desk, unit: str, above: tuple[dict[int, str], ...]
) -> None:
    token, triage = look(desk, cons(title=(f"{unit}2023年5月消费帮扶月报表",), above=above))
    [line] = triage.lines
    assert line.state == "unclear"
    assert set(line.choices) == {("reporter", NYNCJ, "县农业农村局"), ("reporter", GXSJ, "县工业信息化商务科技局")}
    answered = uploading.look(desk.workspace, uploading.settle(desk.workspace, token, line, "reporter", GXSJ))
    assert (answered.lines[0].state, answered.lines[0].reporter) == ("ready", "县工业信息化商务科技局")


def test_a_file_without_a_period_is_offered_that_of_the_page(desk: Desk) -> None:
    token, triage = look(desk, emp(title=("农村劳动力转移就业月报表",), above=({1: "填报单位：蟠猫乡人民政府"},)), emp())
    [silent, stated] = triage.lines
    assert (silent.state, silent.choices, stated.choices) == ("unclear", (), ())
    [silent, stated] = uploading.look(desk.workspace, token, "2023-05").lines
    assert (silent.choices, stated.choices) == ((("period", "2023-05", "2023年5月"),), ())
    assert "请在下方选定" in silent.verdict
    assert uploading.look(desk.workspace, token, "2023Q2").lines[0].choices == ()
    answered = uploading.look(desk.workspace, uploading.settle(desk.workspace, token, silent, "period", "2023-05"), "2023-05")
    assert {line.period for line in answered.lines} == {"2023年5月"}


def test_questions_come_first_then_errors_and_what_to_do_next_is_said(desk: Desk) -> None:
    faulty = emp([{**row, "trained": -3} for row in employment()])
    _, triage = look(desk, emp(), faulty, emp(title=("农村劳动力转移就业月报表",), above=()))
    assert [triage.lines[place].state for place in triage.to_do_first] == ["unclear", "faulty", "ready"]
    assert triage.advice == "有错误、需确认、读不了的不会入库，现行版本不变；在原表改正、保存后重新拖进上面的框里"
    _, sound = look(desk, emp())
    assert "确认后立即入库" in sound.advice


def test_a_receipt_says_how_many_are_left(desk: Desk) -> None:
    faulty = emp([{**row, "trained": -3} for row in employment()])
    token, _ = look(desk, cons(), faulty)
    receipt = uploading.confirm(desk.workspace, token, "")
    assert (receipt.stored, receipt.left) == (1, 1)


def test_what_is_wrong_is_not_called_stored(desk: Desk) -> None:
    desk.take_in(WorkbookFile(name="前.xlsx", content=file(emp())[1]))
    first, *rest = employment()
    _, triage = look(desk, emp([{**first, "trained": -3}, *rest]), emp([{**first, "trained": 40}, *rest]))
    wrong, right = (detail.changes for detail in triage.details)
    assert wrong
    assert right
    assert (wrong.finding, right.finding) == ("0.xlsx：与现行版本不同的有1格，其余相同", "1.xlsx：入库后改1格，其余不变")
    assert "改正后才能入库" in wrong.compared
    assert "改正" not in right.compared


def test_a_mended_file_under_its_old_name_takes_the_place_of_the_first() -> None:
    files, twice = uploading.newest_of_each([("甲.xlsx", 1), ("乙.xlsx", 2), ("甲.xlsx", 3)])
    assert (files, twice) == ([("甲.xlsx", 3), ("乙.xlsx", 2)], ("甲.xlsx",))


def test_two_named_departments_are_the_choice_and_both_answers_hold(desk: Desk) -> None:
    form = cons(title=("县农业农村局2023年4月、2023年5月消费帮扶月报表",), above=({1: "填报单位：县工业信息化商务科技局"},))
    token, triage = look(desk, form)
    [line] = triage.lines
    assert {(kind, value) for kind, value, _ in line.choices} == {
        ("period", "2023-04"), ("period", "2023-05"), ("reporter", NYNCJ), ("reporter", GXSJ),
    }  # fmt: skip
    token = uploading.settle(desk.workspace, token, line, "reporter", NYNCJ)
    [line] = uploading.look(desk.workspace, token).lines
    assert (line.reporter, {kind for kind, _, _ in line.choices}) == ("县农业农村局", {"period"})
    token = uploading.settle(desk.workspace, token, line, "period", "2023-05")
    [line] = uploading.look(desk.workspace, token).lines
    assert (line.state, line.reporter, line.period) == ("ready", "县农业农村局", "2023年5月")


def test_a_receipt_names_departments_and_every_township_of_a_split_file(desk: Desk) -> None:
    two = shop(
        [*shop().rows[:2], {**shop().rows[2], "region": GONGHE}],
        title=("2023年5月就业帮扶车间台账",),
        above=({1: "填报单位：县人社局"},),
    )
    token, triage = look(desk, cons(), two)
    assert [line.reporter for line in triage.lines] == ["县农业农村局", "共和镇", "蟠猫乡"]
    receipt = uploading.confirm(desk.workspace, token, "")
    assert receipt.stored == 3
    assert {row.cells[2].text for row in receipt.table.rows} == {"县农业农村局", "共和镇", "蟠猫乡"}
    assert "dept:" not in str(receipt.table)

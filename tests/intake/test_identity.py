"""Period and reporter as title, line, file name, hidden sheet and caller state them: agreement, silence, contradiction."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from data_access.answers import Answers
from data_access.reading.grid import WorkbookFile
from data_access.templates.identity import COLUMNS, IDENTITY_TAB
from services.intake import Taken
from tests.intake.desk import Desk, said, told
from tests.intake.forms import Form
from tests.intake.paper import Paper, workbook
from tests.intake.rows import PANMAO, ROOT, XUJIE, employment, households, name

APRIL, MAY = "2023-04", "2023-05"
WORDS = {APRIL: "2023年4月", MAY: "2023年5月", "": ""}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(Path(tmp_path_factory.mktemp("identity")) / "county.sqlite")


def hidden(tab: str, sheet: str, period: str, reporter: str) -> Paper:
    """The template's own hidden sheet."""
    cells = {(1, column): text for column, text in enumerate(COLUMNS, 1)}
    cells |= {(2, column): value for column, value in enumerate((tab, sheet, period, reporter, 1), 1)}
    return Paper(name=IDENTITY_TAB, cells=cells, state="hidden")


def report(
    *, title: str = "", line: str = "", file: str = "报表", told_by: tuple[str, str] | None = None, place: str = PANMAO
) -> WorkbookFile:
    form = Form(
        rows=employment(place), title=(f"{title}农村劳动力转移就业月报表",), above=({1: f"填报单位：{line}"},) if line else (),
    )  # fmt: skip
    papers = [form.draw()]
    if told_by:
        papers.append(hidden(form.tab, "employment", *told_by))
    return workbook(f"{file}.xlsx", *papers)


def one(desk: Desk, file: WorkbookFile, **answers: str) -> Taken:
    [taken] = desk.check(file, answers=Answers(**answers))
    return taken


@pytest.mark.parametrize("stated", [list(entry) for entry in product(("", APRIL, MAY), repeat=3)], ids=str)
def test_every_combination_of_title_file_and_answer_about_the_period(desk: Desk, stated: list[str]) -> None:
    title, file, answer = stated
    taken = one(
        desk, report(title=WORDS[title], line="蟠猫乡", file=f"报表{WORDS[file]}"), **({"period": answer} if answer else {})
    )
    in_file = {entry for entry in (title, file) if entry}
    if answer and (not in_file or answer in in_file):
        expected, codes = answer, []
    elif answer or len(in_file) > 1:
        expected, codes = None, ["identity_conflict"]
    elif in_file:
        expected, codes = in_file.pop(), []
    else:
        expected, codes = None, ["period_missing"]
    assert (taken.examined.period, [code for code, _ in said(taken)]) == (expected, codes), told(taken)


@pytest.mark.parametrize("stated", [list(entry) for entry in product(("", PANMAO, XUJIE), repeat=3)], ids=str)
def test_every_combination_of_title_line_and_answer_about_the_reporter(desk: Desk, stated: list[str]) -> None:
    title, line, answer = stated
    taken = one(
        desk,
        report(title=(name(title) if title else "") + WORDS[MAY], line=name(line) if line else ""),
        **({"reporter": answer} if answer else {}),
    )
    in_file = {entry for entry in (title, line) if entry}
    settled = answer if answer and (not in_file or answer in in_file) else None
    if not answer and len(in_file) == 1:
        settled = next(iter(in_file))
    conflict = settled is None and bool(in_file)
    found = [code for code, _ in said(taken, "error")]
    if conflict:
        assert (taken.examined.reporter, found) == (None, ["identity_conflict"]), told(taken)
    elif settled == XUJIE:  # the rows are another township's
        assert set(found) == {"place_outside"}, told(taken)
    else:
        assert (taken.examined.reporter, found) == (PANMAO, []), told(taken)


@pytest.mark.parametrize(
    ("file", "answers", "codes", "period", "reporter"),
    [
        (report(told_by=(MAY, PANMAO)), {}, [], MAY, PANMAO),
        (report(told_by=(MAY, PANMAO), title="戌街乡2023年5月"), {}, ["identity_conflict"], MAY, None),
        (report(told_by=(MAY, PANMAO), title="蟠猫乡2023年4月"), {}, ["identity_conflict"], None, PANMAO),
        (report(told_by=(MAY, PANMAO), title="蟠猫乡2023年4月"), {"period": MAY}, [], MAY, PANMAO),
        (report(told_by=(MAY, PANMAO), title="蟠猫乡2023年4月"), {"period": APRIL}, [], APRIL, PANMAO),
        (report(told_by=(MAY, PANMAO), title="蟠猫乡2023年4月"), {"period": "2023-03"}, ["identity_conflict"], None, PANMAO),
        (report(told_by=(MAY, PANMAO), title="戌街乡2023年5月"), {"reporter": PANMAO}, [], MAY, PANMAO),
        (report(told_by=(MAY, PANMAO), title="戌街乡2023年4月"), {}, ["identity_conflict", "identity_conflict"], None, None),
        (report(told_by=(MAY, PANMAO), title="戌街乡2023年4月"), {"reporter": PANMAO, "period": MAY}, [], MAY, PANMAO),
        (report(told_by=(MAY, PANMAO), line="戌街乡"), {}, ["identity_conflict"], MAY, None),
        (report(told_by=(MAY, PANMAO), file="戌街乡2023年5月"), {}, ["identity_conflict"], MAY, None),
        (report(told_by=(MAY, PANMAO), file="蟠猫乡2023年5月"), {}, [], MAY, PANMAO),
        (report(told_by=(MAY, PANMAO), file="蟠猫乡20230601"), {}, [], MAY, PANMAO),
        (report(told_by=(MAY, PANMAO), title="牟定县2023年5月", line="牟定县蟠猫乡"), {}, [], MAY, PANMAO),
        (report(title="牟定县2023年5月", line="牟定县乡村振兴局"), {}, [], MAY, PANMAO),
        (report(title="2023年5月", line="县乡村振兴局", file="蟠猫乡"), {}, [], MAY, PANMAO),
        (report(title="2023年5月", line="共和镇"), {}, ["place_outside"], MAY, "532323101000"),
        (report(title="2023年5月"), {"reporter": "532323101000"}, ["place_outside"], MAY, "532323101000"),
        (report(title="2023年5月"), {"reporter": ROOT}, ["reporter_not_due"], MAY, None),
        (report(title="2023年5月"), {"reporter": "532622000000"}, ["reporter_not_due"], MAY, None),
        (report(title="2023年5月"), {"reporter": "dept:xczxj"}, ["reporter_not_due"], MAY, None),
        (report(title="2023年5月", line="古岩村委会"), {}, ["reporter_not_due"], MAY, None),
        (report(title="2023年5月", line="砚山县"), {}, ["reporter_not_due"], MAY, None),
    ],
    ids=lambda value: "file" if isinstance(value, WorkbookFile) else str(value),  # bytes would differ from worker to worker
)  # fmt: skip
def test_who_says_what(
    desk: Desk, file: WorkbookFile, answers: dict[str, str], codes: list[str], period: str | None, reporter: str | None
) -> None:
    taken = one(desk, file, **answers)
    found = [code for code, _ in said(taken, "error")]
    assert sorted(set(found) if codes == ["place_outside"] else found) == codes, told(taken)
    assert (taken.examined.period, taken.examined.reporter) == (period, reporter), told(taken)


def test_a_quarter_is_no_answer_for_a_monthly_sheet(desk: Desk) -> None:
    taken = one(desk, report(line="蟠猫乡"), period="2023Q1")
    assert [code for code, _ in said(taken)] == ["period_missing"], told(taken)


def test_an_answer_about_the_sheet_helps_a_poor_heading(desk: Desk) -> None:
    form = Form(rows=employment(), title=("2023年5月",), fields=("region", "labour_force", "rangers"), above=(), foot=())
    taken = one(desk, workbook("a.xlsx", form.draw()), sheet="employment", reporter=PANMAO)
    assert {code for code, _ in said(taken)} == {"field_missing"}, told(taken)


def test_an_answer_about_the_sheet_that_is_another(desk: Desk) -> None:
    taken = one(desk, report(title="蟠猫乡2023年5月"), sheet="household_income")
    assert "identity_conflict" in {code for code, _ in said(taken)}, told(taken)


def test_sheets_of_two_kinds_take_the_answer_of_their_kind(desk: Desk) -> None:
    first = Form(rows=employment(), title=("农村劳动力转移就业月报表",), above=({1: "填报单位：蟠猫乡"},), tab="一").draw()
    second = Form(
        sheet="household_income", rows=households(), title=("蟠猫乡2023年第一季度脱贫人口和监测对象家庭收入监测表",), above=(), tab="二"
    ).draw()  # fmt: skip
    taken = desk.check(workbook("x.xlsx", first, second), answers=Answers(period=MAY))
    assert [(one.examined.sheet, one.examined.period, said(one)) for one in taken] == [
        ("employment", MAY, []), ("household_income", "2023Q1", []),
    ]  # fmt: skip

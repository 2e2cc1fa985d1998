"""Figures, number formats and merged blocks in xls; figures whose colour is meant to say something."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl.styles import Font

from data_access.reading.grid import WorkbookFile
from tests.habits import formats, merged
from tests.habits.drawing import NOTE, credit, no_credit, no_people, people
from tests.habits.xls_paper import with_xls
from tests.intake.counter import Checked, Stored, check, take_in
from tests.intake.desk import Desk
from tests.intake.honest import Honest, emp
from tests.intake.wrong import Wrong

HONEST: dict[str, Honest] = {
    "01 text in xls": people(1234, "1234"),
    "02 full width in xls": credit("123.5", "１２３．５"),
    "03 thousands in xls": credit("1234.5", "1，234.5"),
    "13 seven decimals in xls": credit("12.345679", 12.3456789, NOTE),
    "14 无 in xls": people(0, "无"),
    **formats.HONEST,
    **merged.HONEST,
}
WRONG: dict[str, Wrong] = {
    "00 约300 in xls": no_people("约300"),
    "05 125000元 in xls": no_credit("125000元", "number_unit_conflict"),
    "12 half a person in xls": no_people(12.5, "number_fraction"),
    **formats.WRONG,
    **merged.WRONG,
}


def _file(number: int, case: Any) -> WorkbookFile:
    paper = case.form.draw()
    if case.touch:
        case.touch(paper, case.form)
    return WorkbookFile(name=f"{number}_报表.xls", content=with_xls([paper]))


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Stored:
    desk = Desk(Path(tmp_path_factory.mktemp("xls")) / "county.sqlite")
    taken = desk.take_in(*(_file(number, case) for number, case in enumerate(HONEST.values())), reason="属实")
    of = {case: [one for one in taken if one.examined.file.startswith(f"{number}_")] for number, case in enumerate(HONEST)}
    return Stored(desk, HONEST, of)


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> Checked:
    desk = Desk(Path(tmp_path_factory.mktemp("xls")) / "county.sqlite")
    taken = desk.check(*(_file(number, case) for number, case in enumerate(WRONG.values())))
    of = {case: [one for one in taken if one.examined.file.startswith(f"{number}_")] for number, case in enumerate(WRONG)}
    return Checked(WRONG, of)


@pytest.mark.parametrize("case", HONEST)
def test_it_is_taken_to_the_exact_figure_from_xls(stored: Stored, case: str) -> None:
    stored.assert_exact(case)


@pytest.mark.parametrize("case", WRONG)
def test_it_is_named_at_its_cell_in_xls(checked: Checked, case: str) -> None:
    checked.assert_named(case)


def test_00_figures_in_red_are_figures(tmp_path: Path) -> None:
    red = Honest(emp(), touch=lambda paper, form: paper.after.append(lambda sheet: _redden(sheet, form.at("rangers", 3))))
    take_in(tmp_path, {"red": red}).assert_exact("red")


def test_00_a_wrong_figure_in_red_is_wrong(tmp_path: Path) -> None:
    wrong = no_people("约300")
    touch = wrong.touch
    assert touch is not None

    def red(paper: Any, form: Any) -> None:
        touch(paper, form)
        paper.after.append(lambda sheet: _redden(sheet, form.at("rangers", 3)))

    check(tmp_path, {"red": Wrong(wrong.form, wrong.said, red)}).assert_named("red")


def _redden(sheet: Any, where: str) -> None:
    sheet[where].font = Font(color="FFFF0000")

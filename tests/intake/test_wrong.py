"""One defect a file: the right code at the right cell, and nothing beside it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from services.intake import Taken
from tests.intake.desk import Desk, said, told
from tests.intake.paper import workbook
from tests.intake.wrong import Wrong
from tests.intake.wrong_cells import cells, totals
from tests.intake.wrong_others import other_cells, other_rules, other_totals, whose
from tests.intake.wrong_rules import employment_rules, household_rules, money_rules
from tests.intake.wrong_sheets import headings, worksheets

CASES = {
    **employment_rules(), **money_rules(), **household_rules(), **cells(), **totals(), **headings(), **worksheets(),
    **other_rules(), **other_cells(), **other_totals(), **whose(),
}  # fmt: skip


def file_of(number: int, wrong: Wrong):
    paper = wrong.form.draw()
    if wrong.touch:
        wrong.touch(paper, wrong.form)
    by = "openpyxl" if any(isinstance(value, str) and value[:1] in "#=" for value in paper.cells.values()) else "xlsxwriter"
    return workbook(f"{number}_{wrong.file}", paper, *wrong.more, by=by)


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Taken]]:
    """Every file checked in one batch, by the number in its name."""
    desk = Desk(Path(tmp_path_factory.mktemp("wrong")) / "county.sqlite")
    before = desk.counts()
    found: dict[str, list[Taken]] = {case: [] for case in CASES}
    names = list(CASES)
    for start in range(0, len(names), 60):
        files = [file_of(start + index, CASES[case]) for index, case in enumerate(names[start : start + 60])]
        for taken in desk.check(*files):
            found[names[int(taken.examined.file.split("_")[0])]].append(taken)
    assert desk.counts() == before
    return found


@pytest.mark.parametrize("case", CASES)
def test_it_is_named_at_its_cell(checked: dict[str, list[Taken]], case: str) -> None:
    wrong, taken = CASES[case], checked[case]
    expected = Counter((code, where(wrong.form)) for code, where in wrong.said)
    found = Counter(entry for one in taken for entry in said(one))
    assert found == expected, told(taken[0])
    assert all(entry.message and entry.fix for one in taken for entry in one.problems)

"""One defect a file: the right code at the right cell, and nothing beside it."""

from __future__ import annotations

import pytest

from tests.intake.counter import Checked, check
from tests.intake.wrong_cells import cells, totals
from tests.intake.wrong_others import other_cells, other_rules, other_totals, whose
from tests.intake.wrong_rules import employment_rules, household_rules, money_rules
from tests.intake.wrong_sheets import headings, worksheets

CASES = {
    **employment_rules(), **money_rules(), **household_rules(), **cells(), **totals(), **headings(), **worksheets(),
    **other_rules(), **other_cells(), **other_totals(), **whose(),
}  # fmt: skip


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> Checked:
    return check(tmp_path_factory.mktemp("wrong"), CASES)


@pytest.mark.parametrize("case", CASES)
def test_it_is_named_at_its_cell(checked: Checked, case: str) -> None:
    checked.assert_named(case)

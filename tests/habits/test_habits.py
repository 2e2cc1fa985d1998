"""Every habit of real sheets: the honest ones are taken to the exact figure, the others are named at their cell.

A case leads with its number in docs/habits.md.
"""

from __future__ import annotations

import pytest

from tests.habits import formats, layouts, magnitudes, merged, numbers, places, totals, words
from tests.intake.counter import Checked, Stored, check, take_in

MODULES = (
    numbers,
    magnitudes,
    formats,
    merged,
    words,
    places,
    totals,
    layouts,
)
HONEST = {case: honest for module in MODULES for case, honest in module.HONEST.items()}
WRONG = {case: wrong for module in MODULES for case, wrong in module.WRONG.items()}


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Stored:
    return take_in(tmp_path_factory.mktemp("honest"), HONEST)


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> Checked:
    return check(tmp_path_factory.mktemp("wrong"), WRONG)


@pytest.mark.parametrize("case", HONEST)
def test_it_is_taken_to_the_exact_figure(stored: Stored, case: str) -> None:
    stored.assert_exact(case)


@pytest.mark.parametrize("case", WRONG)
def test_it_is_named_at_its_cell(checked: Checked, case: str) -> None:
    checked.assert_named(case)


def test_no_case_hides_another() -> None:
    assert len(HONEST) == sum(len(module.HONEST) for module in MODULES)
    assert len(WRONG) == sum(len(module.WRONG) for module in MODULES)

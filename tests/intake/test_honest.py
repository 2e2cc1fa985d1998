"""Honest files of every layout are stored to the exact figure, without a false alarm."""

from __future__ import annotations

import pytest

from tests.intake.counter import Stored, take_in
from tests.intake.habits import forms_in_life, habits
from tests.intake.layouts import layouts
from tests.intake.other_habits import other_habits
from tests.intake.statements import titles, units

CASES = {**layouts(), **units(), **titles(), **habits(), **forms_in_life(), **other_habits()}


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Stored:
    return take_in(tmp_path_factory.mktemp("honest"), CASES)


@pytest.mark.parametrize("case", CASES)
def test_it_is_stored_exactly_and_without_alarm(stored: Stored, case: str) -> None:
    stored.assert_exact(case)

"""Which quarters a list rests on, and which lists a report moves."""

from __future__ import annotations

import pytest

from metrics.income import affected_periods, needed_periods
from metrics.income_quarters import Basis, window

NEEDED = [
    ("2024Q1", ["2022Q4", "2023Q1", "2023Q4", "2024Q1"]),
    ("2024Q2", ["2023Q1", "2023Q2", "2023Q4", "2024Q1", "2024Q2"]),
    ("2024Q3", ["2023Q2", "2023Q3", "2023Q4", "2024Q2", "2024Q3"]),
    ("2024Q4", ["2023Q3", "2023Q4", "2024Q3", "2024Q4"]),
]


@pytest.mark.parametrize(("period", "needed"), NEEDED)
def test_needed_are_both_quarters_both_bases_and_the_fourth_of_last_year(period: str, needed: list[str]) -> None:
    period_needs = needed_periods(period)
    assert set(needed) <= set(period_needs)
    assert period_needs == sorted(period_needs)
    assert len(period_needs) <= 5


@pytest.mark.parametrize("period", ["2023Q1", "2023Q2", "2023Q3", "2023Q4"])
def test_affected_are_exactly_the_quarters_that_need_it(period: str) -> None:
    later = [f"{year}Q{quarter}" for year in range(2022, 2027) for quarter in (1, 2, 3, 4)]
    assert affected_periods(period) == [other for other in later if period in needed_periods(other)]


def test_a_fourth_quarter_moves_the_whole_next_year() -> None:
    assert affected_periods("2023Q4") == ["2023Q4", "2024Q1", "2024Q2", "2024Q3", "2024Q4", "2025Q1"]


WINDOWS: list[tuple[Basis, str, tuple[tuple[int, str], ...]]] = [
    ("cumulative", "2024Q2", ((1, "2024Q2"),)),
    ("single_quarter", "2024Q1", ((1, "2024Q1"),)),
    ("single_quarter", "2024Q4", ((1, "2024Q4"), (-1, "2024Q3"))),
    ("last_four_quarters", "2024Q4", ((1, "2024Q4"),)),
    ("last_four_quarters", "2024Q1", ((1, "2024Q1"), (1, "2023Q4"), (-1, "2023Q1"))),
    ("year", "2024Q4", ((1, "2024Q4"),)),
    ("year", "2024Q3", ()),
]


@pytest.mark.parametrize(("basis", "period", "parts"), WINDOWS)
def test_running_totals_that_make_the_income_compared(basis: Basis, period: str, parts: tuple[tuple[int, str], ...]) -> None:
    assert window(period, basis) == parts


@pytest.mark.parametrize("basis", ["single_quarter", "last_four_quarters", "year"])
def test_other_bases_need_what_their_windows_are_made_of(basis: Basis) -> None:
    later = [f"{year}Q{quarter}" for year in range(2022, 2028) for quarter in (1, 2, 3, 4)]
    for period in ("2023Q1", "2023Q4"):
        assert set(needed_periods(period)) <= set(needed_periods(period, basis))
        assert affected_periods(period, basis) == [other for other in later if period in needed_periods(other, basis)]

"""What every month left has to bring, when the pace of the last months gets there, and last year's own share by the month."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from metrics.periods import Period
from metrics.results import Figure
from metrics.targets.reach import Pace, a_month, month_after, months_left, months_needed, pace_of_months, share_by_now

LEFT = [
    ("2023-08", 2023, None, 4), ("2023-12", 2023, None, 0), ("2023Q2", 2023, None, 6), ("2023-05", 2023, 6, 1), ("2023-07", 2023, 6, 0),
    ("2023-05", 2024, None, 19),
]  # fmt: skip


@pytest.mark.parametrize(("period", "year", "due", "months"), LEFT)
def test_the_months_left_until_it_is_due(period: str, year: int, due: int | None, months: int) -> None:
    assert months_left(Period.parse(period), year, due) == months


def test_what_is_missing_is_shared_out_over_the_months_and_rounded_up() -> None:
    assert a_month(Fraction(312), 4) == 78
    assert a_month(Fraction(313), 4) == 79
    assert a_month(Fraction(1), 4, Fraction(1, 100)) == Fraction(1, 4)
    assert a_month(Fraction(312), 0) is None


def months(*values: Any, first: int = 1, of: Any = None) -> list[Figure]:
    return [
        Figure(
            indicator="x", region="532323000000", period=f"2023-{first + index:02d}", value=None if value is None else Fraction(value),
            numerator=None, denominator=of, reported=7, expected=7, carried_forward=0, rows=None, rows_expected=None,
        )
        for index, value in enumerate(values)
    ]  # fmt: skip


PACES = [
    ((100, 130, 150, 180, 220), False, Pace(speed=Fraction(30), months=3)),
    ((100, 130, 150), False, Pace(speed=Fraction(25), months=2)),
    ((100, 130), False, None),  # one month's movement foretells nothing
    ((100, 130), True, Pace(speed=Fraction(65), months=2)),  # a running total has come from nothing
    ((100,), True, None),
    ((100, 130, None, 180, 220), False, None),  # a gap ends the count
    ((100, None, 150, 180, 220), False, Pace(speed=Fraction(35), months=2)),
    ((100, 130, 150, 180, None), False, None),
    ((), True, None),
]


@pytest.mark.parametrize(("values", "cumulative", "pace"), PACES)
def test_the_pace_of_the_last_three_months(values: tuple[Any, ...], cumulative: bool, pace: Pace | None) -> None:
    assert pace_of_months(months(*values), cumulative=cumulative) == pace


def test_other_reporters_or_another_denominator_are_no_movement() -> None:
    found = months(100, 130, 150, 180)
    assert pace_of_months(found, cumulative=False) == Pace(speed=Fraction(80, 3), months=3)
    joined = [replace(found[0], reported=5), replace(found[1], reported=5), *found[2:]]
    assert pace_of_months(joined, cumulative=False) is None
    taken_over = [*found[:2], replace(found[2], reported=0, carried_forward=7), found[3]]
    assert pace_of_months(taken_over, cumulative=False) is None
    shares = [*months(100, 130, of=Fraction(88)), *months(150, 180, first=3, of=Fraction(89))]
    assert pace_of_months(shares, cumulative=False) is None


NEEDED = [
    ("88", ">=", "100", "4", 3), ("88", ">=", "100", "5", 3), ("100", ">", "100", "4", 1), ("100", ">=", "100", "0", 0),
    ("88", ">=", "100", "0", None), ("88", ">=", "100", "-1", None), ("9", "<=", "0", "-3", 3), ("9", "<", "0", "-3", 4),
    ("9", "<=", "0", "3", None),
]  # fmt: skip


@pytest.mark.parametrize(("value", "op", "goal", "speed", "expected"), NEEDED)
def test_the_months_that_a_speed_takes(value: str, op: str, goal: str, speed: str, expected: int | None) -> None:
    assert months_needed(Fraction(value), op, Fraction(goal), Fraction(speed)) == expected


def test_the_month_after_crosses_the_year() -> None:
    assert month_after(Period.parse("2023-07"), 3) == (2023, 10)
    assert month_after(Period.parse("2023-07"), 5) == (2023, 12)
    assert month_after(Period.parse("2023-07"), 6) == (2024, 1)


def test_last_years_share_rests_on_reports_of_both_months() -> None:
    may, december = months(30, 100, first=5)
    assert share_by_now(may, december) == 30
    assert share_by_now(None, december) is None
    assert share_by_now(may, replace(december, value=Fraction(0))) is None
    assert share_by_now(may, replace(december, reported=0, carried_forward=7)) is None
    assert share_by_now(replace(may, reported=6), december) is None

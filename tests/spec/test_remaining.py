"""What is still missing, in whole steps of work: villages, households, 万元, and the points of a rule."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from metrics.results import Figure, Judgement, Shortfall
from metrics.targets.remaining import Remaining, least, places_missing, relief, remaining

ROOT, COUNTY = "532600000000", "532601000000"
CENT = Fraction(1, 100)

LEAST = [
    ("84916", ">=", "87500", "1", "2584"),
    ("87500", ">=", "87500", "1", "0"),
    ("87499.5", ">=", "87500", "1", "1"),  # half a man is one
    ("87500", ">", "87500", "1", "1"),  # equality does not exceed
    ("87499", ">", "87500", "1", "2"),
    ("87501", ">", "87500", "1", "0"),
    ("80000", ">", "80000", "0.01", "0.01"),  # 力争突破8亿元
    ("79999.995", ">=", "80000", "0.01", "0.01"),
    ("3", "<=", "0", "1", "3"),
    ("0", "<=", "0", "1", "0"),
    ("5", "<", "5", "1", "1"),
    ("4", "<", "5", "1", "0"),
    ("6.5", "about", "7", "0.01", "0.5"),
    ("7.2", "about", "7", "0.01", "0"),
]


@pytest.mark.parametrize(("value", "op", "goal", "step", "missing"), LEAST)
def test_the_least_number_of_whole_steps(value: str, op: str, goal: str, step: str, missing: str) -> None:
    assert least(Fraction(value), op, Fraction(goal), Fraction(step)) == Fraction(missing)


def figure(value: Any, numerator: Any = None, denominator: Any = None, region: str = ROOT) -> Figure:
    exact = [None if entry is None else Fraction(entry) for entry in (value, numerator, denominator)]
    return Figure(
        indicator="x", region=region, period="2023-05", value=exact[0], numerator=exact[1], denominator=exact[2], reported=7,
        expected=7, carried_forward=0, rows=None, rows_expected=None,
    )  # fmt: skip


def judged(status: Any, goal: Any = "50", op: str = ">=", **more: Any) -> Judgement:
    value = (Fraction(goal[0]), Fraction(goal[1])) if isinstance(goal, tuple) else None if goal is None else Fraction(goal)
    known: dict[str, Any] = {"kind": "threshold", "scope": "pack root", "gap": None, "short": ()} | more
    return Judgement(
        code="C", op=op, value=value, unit="%", year=2023, stretch=False, clause="", completion=None, pace=None, status=status, **known
    )  # fmt: skip


SHARES = [
    ("44", "89", ">=", "50", "behind", "1"),  # 45 of 89 pass 50 %
    ("45", "89", ">=", "50", "met", None),
    ("26", "89", ">=", "30", "behind", "1"),
    ("20", "40", ">", "50", "behind", "1"),  # equality under >
    ("0", "89", ">=", "50", "far_behind", "45"),
    ("88", "89", ">=", "100", "not_due", "1"),  # not due yet, missing all the same
    ("0", "0", ">=", "50", "behind", None),  # of nothing there is no share
    ("44", "89", ">=", "50", "not_comparable", None),
    ("44", "89", ">=", "50", "not_reported", None),
    ("9", "100", "<=", "5", "far_behind", "4"),
    ("5", "100", "<", "5", "behind", "1"),
]


@pytest.mark.parametrize(("reached", "of", "op", "goal", "status", "missing"), SHARES)
def test_a_ratio_is_counted_in_its_numerator(
    reached: str, of: str, op: str, goal: str, status: str, missing: str | None
) -> None:
    share = Fraction(reached) * 100 / Fraction(of) if of != "0" else Fraction(0)
    found = remaining(judged(status, goal, op), figure(share, reached, of), factor=Fraction(100), ratio_step=Fraction(1))
    expected = None if missing is None else Remaining(amount=Fraction(missing), less=op in ("<", "<="), of_ratio=True)
    assert found == expected


def test_95_households_on_9876543_yuan_lack_four_of_ten_a_million() -> None:
    own = figure(Fraction(95 * 1_000_000, 9_876_543), 95, Fraction(9_876_543, 10_000), region=COUNTY)
    every = judged("behind", "10", scope="every county")
    found = remaining(every, own, factor=Fraction(100), ratio_step=Fraction(1))
    assert found == Remaining(amount=Fraction(4), of_ratio=True)
    whole = figure(9, 95, 100)
    assert remaining(every, whole, factor=Fraction(100), ratio_step=Fraction(1)) is None  # the root's own figure is not judged


def test_a_figure_alone_is_counted_in_its_own_unit() -> None:
    assert remaining(judged("far_behind", "8000"), figure(2130)) == Remaining(amount=Fraction(5870))
    assert remaining(judged("behind", "0", "<="), figure(3)) == Remaining(amount=Fraction(3), less=True)
    assert remaining(judged("behind", ("3", "5"), "between"), figure(2)) == Remaining(amount=Fraction(1))
    assert remaining(judged("met", ("3", "5"), "between"), figure(6)) is None
    assert remaining(judged("behind", None), figure(6)) is None
    assert remaining(judged("behind", "50"), figure(None)) is None


@pytest.mark.parametrize("kind", ["rule", "line", "list"])
def test_a_score_and_a_list_lack_no_amount(kind: str) -> None:
    assert remaining(judged(None, "8000", "<", kind=kind), figure(9000)) is None


def test_not_below_last_period_lacks_what_the_common_reporters_lost() -> None:
    fell = judged("behind", "300", "not below last period", kind="floor", gap=Fraction(-12))
    assert remaining(fell, figure(500)) == Remaining(amount=Fraction(12))


def test_every_row_lacks_by_its_rows_and_never_as_a_whole() -> None:
    rows = tuple(Shortfall(region=COUNTY, row_key=None, value=Fraction(value)) for value in ("700", "790"))
    floor = judged("behind", "800", kind="floor", scope="every row", short=rows)
    assert remaining(floor, figure(700)) is None
    assert [(entry.place.value, entry.amount) for entry in places_missing(floor)] == [(790, 10), (700, 100)]
    assert places_missing(judged("behind", "800", short=rows)) == ()


def test_a_place_without_a_figure_stands_last_and_without_an_amount() -> None:
    rows = tuple(Shortfall(region=COUNTY, row_key=None, value=value) for value in (None, Fraction(5)))
    assert [entry.amount for entry in places_missing(judged("behind", "6", scope="every county", short=rows))] == [1, None]


RELIEF = [
    # 12.4 % against 9.1 % is −1.65 分; both shares fall with every household of the county's own
    (("124", "1000"), ("910", "10000"), "1", (12, "1", False)),
    (("124", "1000"), ("910", "10000"), "3.3", (37, "3.3", True)),
    (("95", "1000"), ("910", "10000"), "1", (5, "0.4", True)),  # less than a point is left
    (("91", "1000"), ("910", "10000"), "1", None),  # no excess
    (("0", "0"), ("910", "10000"), "1", None),
    (("124", "1000"), ("124", "1000"), "1", None),  # the county is the whole
]


@pytest.mark.parametrize(("unit", "root", "points", "expected"), RELIEF)
def test_the_fewest_households_that_save_a_point(unit: Any, root: Any, points: str, expected: Any) -> None:
    own, whole = ((Fraction(side[0]), Fraction(side[1])) for side in (unit, root))
    found = relief(own, whole, Fraction(points))
    assert (found is None) == (expected is None)
    if found is not None:
        assert (found.households, found.points, found.ends) == (expected[0], Fraction(expected[1]), expected[2])
        saved = [count * 100 * (1 / own[1] - 1 / whole[1]) for count in (found.households - 1, found.households)]
        assert saved[0] < found.points <= saved[1]

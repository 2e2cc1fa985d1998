"""Each status at, just below and just above its cut."""

from fractions import Fraction

import pytest

from metrics.targets.status import Cuts, about, between, progress, threshold, worst

CUTS = Cuts()

THRESHOLD = [
    ("87500", ">=", "87500", "met"),
    ("87501", ">=", "87500", "met"),
    ("87499", ">=", "87500", "behind"),
    ("78750", ">=", "87500", "behind"),  # exactly 10 % below
    ("78749", ">=", "87500", "far_behind"),
    ("87500", ">", "87500", "behind"),  # equality does not exceed
    ("87500.000001", ">", "87500", "met"),
    ("0", "<=", "0", "met"),
    ("1", "<=", "0", "far_behind"),  # of a target of 0 any excess
    ("0.000001", "<=", "0", "far_behind"),
    ("0", ">", "0", "behind"),
    ("8000", "<", "8000", "behind"),
    ("7999.999999", "<", "8000", "met"),
    ("8800", "<", "8000", "behind"),
    ("8800.000001", "<", "8000", "far_behind"),
    ("50", ">=", "50", "met"),
    ("99.999999", ">=", "100", "behind"),
]


@pytest.mark.parametrize(("value", "op", "goal", "status"), THRESHOLD)
def test_threshold(value: str, op: str, goal: str, status: str) -> None:
    assert threshold(Fraction(value), op, Fraction(goal), CUTS) == status


def test_45_of_89_villages_pass_50_percent_and_44_do_not() -> None:
    assert threshold(Fraction(4500, 89), ">=", Fraction(50), CUTS) == "met"
    assert threshold(Fraction(4400, 89), ">=", Fraction(50), CUTS) == "behind"
    assert threshold(Fraction(2700, 89), ">=", Fraction(30), CUTS) == "met"
    assert threshold(Fraction(2600, 89), ">=", Fraction(30), CUTS) == "behind"


MAY = Fraction(5, 12)
PROGRESS = [
    ("12000", "12000", MAY, "met"),
    ("11999", "12000", MAY, "on_pace"),
    ("5000", "12000", MAY, "on_pace"),  # exactly 5/12, which 0.4167 is not
    ("4999.999999", "12000", MAY, "behind"),
    ("3800", "12000", MAY, "behind"),  # exactly 10 points short
    ("3799.999999", "12000", MAY, "far_behind"),
    ("0", "0", MAY, "met"),
    ("0", "8000", Fraction(1, 12), "behind"),  # 8.3 points short
    ("0", "8000", Fraction(2, 12), "far_behind"),
    ("11999", "12000", Fraction(1), "behind"),  # in December pace is the target itself
]


@pytest.mark.parametrize(("value", "goal", "pace", "status"), PROGRESS)
def test_progress(value: str, goal: str, pace: Fraction, status: str) -> None:
    assert progress(Fraction(value), ">=", Fraction(goal), pace, CUTS) == status


ABOUT = [
    ("7", False, "met"),
    ("8.5", False, "met"),
    ("6.999999", False, "behind"),
    ("6", False, "behind"),
    ("5.999999", False, "far_behind"),
    ("6", True, "met"),
    ("8", True, "met"),
    ("8.000001", True, "behind"),
    ("5.999999", True, "behind"),
    ("1", True, "behind"),
]


@pytest.mark.parametrize(("value", "both", "status"), ABOUT)
def test_about_7_with_a_tolerance_of_1(value: str, both: bool, status: str) -> None:
    assert about(Fraction(value), Fraction(7), Fraction(1), both=both) == status


@pytest.mark.parametrize(
    ("value", "status"), [("2.999999", "behind"), ("3", "met"), ("4", "met"), ("5", "met"), ("5.000001", "met")]
)
def test_between_3_and_5(value: str, status: str) -> None:
    assert between(Fraction(value), Fraction(3)) == status


def test_cut_points_are_settings() -> None:
    cuts = Cuts(percent=Fraction(5), points=Fraction(20))
    assert threshold(Fraction(94), ">=", Fraction(100), cuts) == "far_behind"
    assert threshold(Fraction(95), ">=", Fraction(100), cuts) == "behind"
    assert progress(Fraction(3, 10), ">=", Fraction(1), Fraction(1, 2), cuts) == "behind"


@pytest.mark.parametrize(
    ("statuses", "status"),
    [
        (["met", "behind", "far_behind"], "far_behind"),
        (["met", "not_due", "behind"], "behind"),
        (["met", "on_pace", "not_due"], "not_due"),
        (["met", "on_pace"], "on_pace"),
        (["met", "not_reported", "not_comparable"], "met"),
        (["not_reported", "not_comparable"], "not_comparable"),  # the worst of those that reported
        (["not_reported"], "not_reported"),
        ([], None),
    ],
)
def test_the_worst_of_several(statuses: list[str], status: str | None) -> None:
    assert worst(statuses) == status  # type: ignore[arg-type]

"""Growth over the year before: the same reporters on both sides, and a base above 0."""

from fractions import Fraction
from typing import Any

import pytest

from tests.metrics.county import COUNTY, VILLAGES, A, B, C, Reports, answer

V = VILLAGES


def household(region: str, net: float | None, persons: int = 1, number: str = "1") -> dict[str, Any]:
    return {"household_no": number, "region": region, "persons": persons, "net": net}


def test_only_reporters_in_force_in_both_count() -> None:
    reports = Reports()
    reports.hand_in("household_income", "2022Q1", A, household(V[0], 1000))
    reports.hand_in("household_income", "2022Q1", B, household(V[2], 500, number="2"))
    reports.hand_in("household_income", "2023Q1", A, household(V[0], 1100))
    reports.hand_in("household_income", "2023Q1", C, household(V[4], 9000, number="3"))
    figure = answer(reports, "income.net_growth", "2023Q1").figure
    assert (figure.value, figure.numerator, figure.denominator, figure.reported, figure.expected) == (10, 100, 1000, 1, 3)
    assert answer(reports, "income.net_growth", "2023Q1", A).figure.value == 10
    assert answer(reports, "income.net_growth", "2023Q1", C).figure.reason == "not_comparable"
    assert answer(reports, "income.net_growth", "2023Q1", B).figure.reason == "not_reported"


@pytest.mark.parametrize(("before", "value"), [(1000, 10), (0, None), (-5, None), (None, None)])
def test_a_base_of_0_or_less_gives_nothing(before: float | None, value: int | None) -> None:
    reports = Reports()
    reports.hand_in("household_income", "2022Q1", A, household(V[0], before))
    reports.hand_in("household_income", "2023Q1", A, household(V[0], 1100))
    figure = answer(reports, "income.net_growth", "2023Q1").figure
    assert (figure.value, figure.reason) == (value, "" if value else "not_comparable")


def test_per_head_figures_are_weighted_by_persons() -> None:
    reports = Reports()
    reports.hand_in("household_income", "2022Q1", A, household(V[0], 1000, 1), household(V[1], 3000, 3, "2"))
    reports.hand_in("household_income", "2023Q1", A, household(V[0], 1000, 1), household(V[1], 3400, 3, "2"))
    assert answer(reports, "income.net_growth", "2023Q1").figure.value == 10


def floor_reports() -> Reports:
    reports = Reports()
    for period, per_town in (("2023-03", (90, 50, 10)), ("2023-05", (80, 70, None))):
        for town, village, value in zip((A, B, C), (V[0], V[2], V[4]), per_town, strict=True):
            if value is not None:
                reports.hand_in("employment", period, town, {"region": village, "public_posts": value, "trained": value})
    return reports


def test_growth_of_the_whole_and_of_a_part_have_the_same_base() -> None:
    whole = answer(floor_reports(), "employment.public_posts", "2023-05", COUNTY).figure
    assert (whole.value, whole.reported, whole.carried_forward) == (Fraction(160), 2, 1)

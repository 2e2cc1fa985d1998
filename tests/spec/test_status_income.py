"""Counts of households: what is null, what is 0, and shares against the root."""

from fractions import Fraction
from typing import Any

import pytest

from tests.metrics.county import COUNTY, VILLAGES, A, B, Reports, answer, pack, verdict

V = VILLAGES
LINE = "[income.line]\n2023 = 8000\n"


def household(number: str, region: str, net: float, **more: Any) -> dict[str, Any]:
    plain = {"persons": 1, "wage": net, "operating_gross": 0, "operating_cost": 0, "property": 0, "transfer": 0}
    return {"household_no": number, "region": region, "net": net, "net_per_capita": net, **plain, **more}


def two_years() -> Reports:
    reports = Reports()
    reports.hand_in(
        "household_income", "2022Q4", A,
        household("1", V[0], 9000, operating_gross=500), household("2", V[1], 9000, operating_gross=100),
    )  # fmt: skip
    reports.hand_in("household_income", "2022Q4", B, household("3", V[2], 9000, operating_gross=100))
    reports.hand_in(
        "household_income", "2023Q4", A,
        household("1", V[0], 7999, operating_gross=400), household("2", V[1], 8000, operating_gross=100), household("9", V[1], 1),
    )  # fmt: skip
    reports.hand_in("household_income", "2023Q4", B, household("3", V[2], 9001, operating_gross=200))
    return reports


@pytest.mark.parametrize(
    ("indicator", "region", "value", "numerator", "denominator"),
    [
        ("households", COUNTY, 4, 4, None),
        ("comparable_households", COUNTY, 3, 3, None),
        ("drop_households", COUNTY, 2, 2, None),
        ("drop_share", COUNTY, Fraction(200, 3), 2, 3),
        ("drop_households", B, 0, 0, None),
        ("below_line_households", COUNTY, 2, 2, None),
        ("below_line_share", COUNTY, 50, 2, 4),
        ("below_work_line_households", COUNTY, 4, 4, None),
        ("line_unknown_households", COUNTY, 0, 0, None),
        ("operating_drop_households", A, 1, 1, None),
        ("operating_drop_share", A, 50, 1, 2),
        ("operating_drop_points", A, Fraction(-25, 3), Fraction(-25, 3), None),  # 50 % against 33.3 %
        ("operating_drop_points", B, 0, 0, None),
        ("operating_drop_points", COUNTY, 0, 0, None),
    ],
)
def test_counts_and_shares(indicator: str, region: str, value: Any, numerator: Any, denominator: Any) -> None:
    figure = answer(two_years(), f"income.{indicator}", "2023Q4", region, pack(LINE)).figure
    assert (figure.value, figure.numerator, figure.denominator) == (value, numerator, denominator)


@pytest.mark.parametrize("indicator", ["below_line_households", "below_line_share"])
def test_without_a_line_for_the_year_everything_is_null(indicator: str) -> None:
    figure = answer(two_years(), f"income.{indicator}", "2023Q4").figure
    assert (figure.value, figure.numerator, figure.denominator, figure.reason) == (None, None, None, "not_comparable")


def test_a_work_line_of_0_switches_the_count_off() -> None:
    assert (
        answer(
            two_years(), "income.below_work_line_households", "2023Q4", asked_pack=pack("[income]\nwork_line = 0\n")
        ).figure.value
        is None
    )


def test_where_none_can_be_judged_counts_are_null_and_not_0() -> None:
    reports = Reports().hand_in("household_income", "2023Q1", A, household("1", V[0], 1))
    values = {
        name: answer(reports, f"income.{name}", "2023Q1", asked_pack=pack(LINE)).figure.value
        for name in ("below_line_households", "below_work_line_households", "drop_households", "operating_drop_households")
    }
    assert set(values.values()) == {None}
    assert answer(reports, "income.line_unknown_households", "2023Q1").figure.value == 1
    assert answer(reports, "income.comparable_households", "2023Q1").figure.value == 0
    share = answer(reports, "income.drop_share", "2023Q1").figure
    assert (share.value, share.denominator, share.reason) == (None, 0, "not_comparable")


def test_a_nil_return_has_no_households_below_anything() -> None:
    reports = Reports().hand_in("household_income", "2023Q4", A)
    assert answer(reports, "income.below_work_line_households", "2023Q4").figure.value == 0


def test_idle_labour_needs_both_fields() -> None:
    rows = [
        household(str(n), V[0], 1, labourers=labourers, employed=employed)
        for n, (labourers, employed) in enumerate([(2, 0), (2, 1), (0, 0), (2, None)])
    ]
    figure = answer(Reports().hand_in("household_income", "2023Q1", A, *rows), "income.idle_labour_households", "2023Q1").figure
    assert (figure.value, figure.rows) == (1, 3)


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        (
            {"indicator": "income.below_line_households", "kind": "line", "op": "<", "value": 8000, "scope": "every household"},
            8000,
        ),
        (
            {
                "indicator": "income.operating_drop_points",
                "kind": "rule",
                "op": "rule",
                "value": -0.5,
                "scope": "every township",
            },
            Fraction(-1, 2),
        ),
    ],
)
def test_lines_and_rules_have_no_status(keys: dict[str, Any], value: Any) -> None:
    found = verdict(two_years(), "2023Q4", **keys)
    assert (found.status, found.short, found.value, found.gap, found.completion) == (None, (), value, None, None)

"""Carry-forward: whose earlier report stands in, and whose does not."""

import pytest

from metrics.coverage import choose, reporters_of
from metrics.packs import SheetPlan

A, B, C = "532323101000", "532323102000", "532323202000"
COUNTY, VILLAGE_OF_A = "532323000000", "532323101001"

REPORTS = {
    (A, "2023-04"): "A4", (A, "2023-05"): "A5",
    (B, "2023-02"): "B2", (B, "2023-03"): "B3", (B, "2023-06"): "B6",
    (C, "2022-12"): "C12",
}  # fmt: skip

ROWS = [
    ("2023-05", "employment", {A: "A5"}, {B: "B3"}),  # the latest earlier one of the same year
    ("2023-06", "employment", {B: "B6"}, {A: "A5"}),
    ("2023-01", "employment", {}, {}),  # January carries nothing
    ("2023-02", "employment", {B: "B2"}, {}),  # nothing from a later month, nothing from last year
    ("2022-12", "employment", {C: "C12"}, {}),
]


@pytest.mark.parametrize(("period", "sheet", "reported", "carried"), ROWS)
def test_who_answers(period: str, sheet: str, reported: dict[str, str], carried: dict[str, str]) -> None:
    selection = choose(REPORTS, period, sheet, "month")
    assert (dict(selection.reported), dict(selection.carried)) == (reported, carried)


def test_household_income_is_never_carried() -> None:
    selection = choose({(A, "2023Q1"): "A1", (B, "2023Q2"): "B2"}, "2023Q2", "household_income", "quarter")
    assert (dict(selection.reported), dict(selection.carried)) == ({B: "B2"}, {})


@pytest.mark.parametrize(
    ("plan", "region", "expected"),
    [
        (SheetPlan(), COUNTY, {A, B, C}),
        (SheetPlan(), A, {A}),
        (SheetPlan(), VILLAGE_OF_A, {A}),  # below the submit level: the one that contains it
        (SheetPlan(exempt=(B,)), COUNTY, {A, C}),
        (SheetPlan.model_validate({"reporters": ["dept:jytyj"]}), A, {"dept:jytyj"}),
    ],
)
def test_who_is_expected(plan: SheetPlan, region: str, expected: set[str]) -> None:
    assert reporters_of(plan, [A, B, C]).meeting(region) == expected

"""Carry-forward: whose earlier report stands in, and whose does not."""

import pytest

from metrics.coverage import choose, reporters_of
from metrics.packs import SheetPlan

A, B, C = "532323101000", "532323102000", "532323202000"
COUNTY, VILLAGE_OF_A = "532323000000", "532323101001"

REPORTS = {
    "2022-12": {C: "C12"},
    "2023-02": {B: "B2"},
    "2023-03": {B: "B3"},
    "2023-04": {A: "A4"},
    "2023-05": {A: "A5"},
    "2023-06": {B: "B6"},
}

ROWS = [
    ("2023-05", {A: "A5"}, {B: "B3"}),  # the latest earlier one of the same year
    ("2023-06", {B: "B6"}, {A: "A5"}),
    ("2023-01", {}, {}),  # January carries nothing
    ("2023-02", {B: "B2"}, {}),  # nothing from a later month, nothing from last year
    ("2022-12", {C: "C12"}, {}),
]


@pytest.mark.parametrize(("period", "reported", "carried"), ROWS)
def test_who_answers(period: str, reported: dict[str, str], carried: dict[str, str]) -> None:
    selection = choose(REPORTS, period=period, carry=True)
    assert (dict(selection.reported), dict(selection.carried)) == (reported, carried)


def test_quarters_are_never_carried() -> None:
    selection = choose({"2023Q1": {A: "A1"}, "2023Q2": {B: "B2"}}, period="2023Q2", carry=True)
    assert (dict(selection.reported), dict(selection.carried)) == ({B: "B2"}, {})


def test_without_carrying_only_the_very_period_answers() -> None:
    selection = choose(REPORTS, period="2023-06", carry=False)
    assert (dict(selection.reported), dict(selection.carried)) == ({B: "B6"}, {})


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

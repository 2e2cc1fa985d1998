"""Work, medical costs, off-switches, levels, and the figures that a warning prints."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pandas as pd
import pytest

from metrics.income import IncomeSettings
from metrics.income_rules import DEFAULT_RULES
from tests.spec.warnings.one_household import listed, only, warned, with_line


@pytest.mark.parametrize(
    ("labourers", "employed", "expected"),
    [(1, 0, True), (2, 0, True), (0, 0, False), (1, 1, False), (None, 0, False), (1, None, False)],
)
def test_idle_labour(labourers: int | None, employed: int | None, expected: bool) -> None:
    row = {"labourers": labourers, "employed": employed, "net": 1}
    assert listed("idle_labour", {"2024Q2": row}, IncomeSettings()) is expected


EXPENSE = [("7000", False), ("7000.01", True), ("6999.99", False), ("0", False), (None, False)]


@pytest.mark.parametrize(("paid", "expected"), EXPENSE)
def test_expense_surge_is_above_half_of_last_years_reference(paid: str | None, expected: bool) -> None:
    settings = IncomeSettings(reference_income={2023: Fraction(14000)})
    assert listed("expense_surge", {"2024Q2": {"medical_self_paid": paid}}, settings) is expected


def test_expense_surge_is_off_without_last_years_reference_and_follows_the_packs_share() -> None:
    quarters = {"2024Q2": {"medical_self_paid": 14001}}
    assert not listed("expense_surge", quarters, IncomeSettings(reference_income={2024: Fraction(14000)}))
    whole = only("expense_surge", medical_share="100")
    settings = IncomeSettings(reference_income={2023: Fraction(14000)}, rules=whole)
    assert listed("expense_surge", quarters, settings)
    assert not listed("expense_surge", {"2024Q2": {"medical_self_paid": 14000}}, settings)


@pytest.mark.parametrize("rule", ["below_line", "below_work_line", "net_drop", "idle_labour"])
def test_a_rule_that_the_pack_switches_off_lists_nobody(rule: str) -> None:
    quarters = {"2024Q4": {"net": 100, "labourers": 1, "employed": 0}, "2023Q4": {"net": 200}}
    assert listed(rule, quarters, with_line(), "2024Q4")
    rest = {name: setting for name, setting in DEFAULT_RULES.items() if name != rule}
    assert not listed(rule, quarters, with_line(rules=rest), "2024Q4")


LEVELS: list[tuple[dict[str, Any], str]] = [
    ({"net": 30000}, "red"),
    ({"net": 36000}, "orange"),
    ({"net": 41000, "labourers": 2, "employed": 0}, "watch"),
]


@pytest.mark.parametrize(("row", "level"), LEVELS)
def test_the_worst_level_wins(row: dict[str, Any], level: str) -> None:
    found = warned({"2024Q4": row}, with_line(), "2024Q4")
    assert found is not None
    assert found["level"] == level


def test_rules_come_in_the_order_of_the_list_and_a_household_counts_under_each() -> None:
    quarters = {"2024Q4": {"net": 33000, "wage": 0, "labourers": 1, "employed": 0}, "2023Q4": {"net": 60000, "wage": 9000}}
    found = warned(quarters, with_line(), "2024Q4")
    assert found is not None
    assert found["rules"] == ("below_work_line", "net_drop", "component_drop", "idle_labour", "near_line")
    assert found["level"] == "orange"


PRINTED = [
    # net and persons now and then; change and percent in counts of 1e-6
    ((30000, 4), (40000, 4), -2_500_000_000, -25_000_000),
    ((10000, 3), (10000, 2), -1_666_666_667, -33_333_333),
    ((10000, 6), (20000, 3), -5_000_000_000, -75_000_000),
    ((-300, 1), (0, 1), -300_000_000, None),
    ((-900, 3), (-200, 1), -100_000_000, None),
]


@pytest.mark.parametrize(("now", "then", "change", "percent"), PRINTED)
def test_change_and_percent_are_of_net_over_persons_rounded_half_up(
    now: tuple[int, int], then: tuple[int, int], change: int, percent: int | None
) -> None:
    quarters = {"2024Q2": {"net": now[0], "persons": now[1]}, "2023Q2": {"net": then[0], "persons": then[1]}}
    found = warned(quarters, IncomeSettings())
    assert found is not None
    assert found["change"] == change
    assert (None if pd.isna(found["change_percent"]) else found["change_percent"]) == percent


def test_income_a_head_is_printed_as_reported() -> None:
    quarters = {
        "2024Q2": {"net": 10000, "persons": 3, "net_per_capita": "3333.00"},
        "2023Q2": {"net": 20000, "persons": 3, "net_per_capita": "6667.50"},
    }
    found = warned(quarters, IncomeSettings())
    assert found is not None
    assert (found["net_per_capita"], found["net_per_capita_before"]) == (3_333_000_000, 6_667_500_000)
    assert (found["persons"], found["household_no"], found["region"]) == (3, "H1", "532323101201")

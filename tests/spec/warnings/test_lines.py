"""Lines are yearly: 监测线, 1万元 and the low-income cut-off are compared with annual per-head income, exactly."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from metrics.income import IncomeSettings
from tests.spec.warnings.one_household import listed, only, warned, with_line

# annual income a head in the fourth quarter is net / persons; four persons
FOURTH = [
    # net, rule, listed
    ("31999.99", "below_line", True),
    ("32000", "below_line", False),
    ("32000.01", "below_line", False),
    ("0", "below_line", True),
    ("-4000", "below_line", True),
    ("39999.99", "below_work_line", True),
    ("40000", "below_work_line", False),
    ("40000.01", "below_work_line", False),
    ("31999.99", "near_line", False),
    ("32000", "near_line", True),
    ("35200", "near_line", True),
    ("35200.01", "near_line", False),
    ("26000", "low_income", True),
    ("26000.01", "low_income", False),
    ("25999.99", "low_income", True),
]


@pytest.mark.parametrize(("net", "rule", "expected"), FOURTH)
def test_at_just_below_and_just_above_each_line(net: str, rule: str, expected: bool) -> None:
    settings = with_line(low_income_cutoff={2024: Fraction(6500)})
    assert listed(rule, {"2024Q4": {"net": net}}, settings, "2024Q4") is expected


def test_the_exact_quotient_is_compared_and_not_the_printed_one() -> None:
    """24,000.01 元 over three is 8,000.00333: the household's own column may say 8,000 or less."""
    row = {"net": "24000.01", "persons": 3, "net_per_capita": "7999.99"}
    assert not listed("below_line", {"2024Q4": row}, with_line(), "2024Q4")
    row = {"net": "23999.99", "persons": 3, "net_per_capita": "8000.00"}
    assert listed("below_line", {"2024Q4": row}, with_line(), "2024Q4")


# before the fourth quarter: [net now + net of last year's fourth quarter - net of last year's same quarter] / persons now
FILLED_UP: list[tuple[str, dict[str, Any], int | None]] = [
    ("all three rows", {"2024Q2": {"net": 16000}, "2023Q4": {"net": 30000}, "2023Q2": {"net": 14000}}, 8_000_000_000),
    (
        "the head-count of now divides",
        {"2024Q2": {"net": 16000, "persons": 5}, "2023Q4": {"net": 30000, "persons": 4}, "2023Q2": {"net": 14000}},
        6_400_000_000,
    ),
    ("last year's fourth quarter is missing", {"2024Q2": {"net": 16000}, "2023Q2": {"net": 14000}}, None),
    ("last year's same quarter is missing", {"2024Q2": {"net": 16000}, "2023Q4": {"net": 30000}}, None),
    ("a blank in last year's row", {"2024Q2": {"net": 16000}, "2023Q4": {"net": None}, "2023Q2": {"net": 14000}}, None),
    ("a blank now", {"2024Q2": {"net": None}, "2023Q4": {"net": 30000}, "2023Q2": {"net": 14000}}, None),
    ("last year's rows at a loss", {"2024Q2": {"net": 100}, "2023Q4": {"net": -300}, "2023Q2": {"net": -400}}, 50_000_000),
]


@pytest.mark.parametrize(("case", "quarters", "annual"), FILLED_UP, ids=[case for case, *_ in FILLED_UP])
def test_annual_income_before_the_fourth_quarter(case: str, quarters: dict[str, Any], annual: int | None) -> None:
    quarters["2024Q2"] |= {"labourers": 1, "employed": 0}
    found = warned(quarters, with_line("100000"))
    assert found is not None, case
    assert (None if annual is None else found["annual_per_capita"]) == annual
    assert bool(found["judged"]) is (annual is not None)
    assert ("below_line" in found["rules"]) is (annual is not None)


def test_in_the_fourth_quarter_the_running_total_is_the_year_without_any_base() -> None:
    found = warned({"2024Q4": {"net": 30000}}, with_line(), "2024Q4")
    assert found is not None
    assert found["annual_per_capita"] == 7_500_000_000
    assert not found["comparable"]
    assert found["rules"] == ("below_line", "below_work_line")


@pytest.mark.parametrize("rule", ["below_line", "crossed_line", "near_line", "low_income"])
def test_a_year_without_a_line_has_no_line_rule(rule: str) -> None:
    settings = IncomeSettings(line={2023: Fraction(8000)}, low_income_cutoff={2023: Fraction(8000)})
    assert not listed(rule, {"2024Q4": {"net": 30000}, "2024Q3": {"net": 40000}}, settings, "2024Q4")


def test_the_work_line_holds_without_a_line_and_none_switches_it_off() -> None:
    assert listed("below_work_line", {"2024Q4": {"net": 30000}}, IncomeSettings(), "2024Q4")
    assert warned({"2024Q4": {"net": 30000}}, IncomeSettings(work_line=None), "2024Q4") is None


CROSSED = [
    # annual income a head in the quarter before and now, against 8,000
    ("8000", "7999.99", True),
    ("8000.01", "7999.99", True),
    ("7999.99", "7999.98", False),
    ("9000", "8000", False),
    ("7000", "7500", False),
]


@pytest.mark.parametrize(("before", "now", "expected"), CROSSED)
def test_crossed_line_is_below_now_and_not_below_in_the_quarter_before(before: str, now: str, expected: bool) -> None:
    steady = {"2023Q4": {"net": 0, "persons": 1}, "2023Q2": {"net": 0, "persons": 1}, "2023Q1": {"net": 0, "persons": 1}}
    quarters = steady | {"2024Q1": {"net": before, "persons": 1}, "2024Q2": {"net": now, "persons": 1}}
    assert listed("crossed_line", quarters, with_line()) is expected


@pytest.mark.parametrize("missing", ["2024Q1", "2023Q1"])
def test_crossed_line_needs_both_quarters_judged(missing: str) -> None:
    quarters: dict[str, Any] = {quarter: {"net": 0, "persons": 1} for quarter in ("2023Q4", "2023Q2", "2023Q1")}
    quarters |= {"2024Q1": {"net": 9000, "persons": 1}, "2024Q2": {"net": 7000, "persons": 1}}
    assert listed("crossed_line", quarters, with_line())
    assert not listed("crossed_line", quarters | {missing: None}, with_line())


def test_crossed_line_in_the_first_quarter_asks_the_year_before_for_its_own_line() -> None:
    quarters = {
        "2024Q1": {"net": 1000, "persons": 1},
        "2023Q4": {"net": 8200, "persons": 1},
        "2023Q1": {"net": 1300, "persons": 1},
    }
    assert listed("crossed_line", quarters, with_line(), "2024Q1")
    moved = IncomeSettings(line={2023: Fraction(8300), 2024: Fraction(8000)})
    assert not listed("crossed_line", quarters, moved, "2024Q1")
    assert not listed("crossed_line", quarters, IncomeSettings(line={2024: Fraction(8000)}), "2024Q1")


@pytest.mark.parametrize(("percent", "net", "expected"), [("5", "8400", True), ("5", "8400.01", False), ("0", "8000", True)])
def test_near_line_percent_is_the_packs(percent: str, net: str, expected: bool) -> None:
    settings = with_line(rules=only("near_line", near_line_percent=percent))
    assert listed("near_line", {"2024Q4": {"net": net, "persons": 1}}, settings, "2024Q4") is expected

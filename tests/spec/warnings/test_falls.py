"""Falls are against the same quarter of the year before, household by household, on net / persons exactly."""

from __future__ import annotations

from typing import Any

import pytest

from metrics.income import IncomeSettings
from tests.spec.warnings.one_household import listed, only, warned, with_line

PLAIN = IncomeSettings(work_line=None)


def _net(now: Any, before: Any, *heads: int) -> dict[str, dict[str, Any]]:
    return {
        "2024Q2": {"net": now, "persons": heads[0] if heads else 1},
        "2023Q2": {"net": before, "persons": heads[1] if heads else 1},
    }


NET_DROP: list[tuple[str, dict[str, Any], bool, str | None]] = [
    # case, quarters, listed, level
    ("the same", _net(10000, 10000), False, None),
    ("one fen less", _net("9999.99", 10000), True, "yellow"),
    ("more", _net("10000.01", 10000), False, None),
    ("19.9999 % less", _net("8000.01", 10000), True, "yellow"),
    ("20 % less", _net(8000, 10000), True, "orange"),
    ("20.0001 % less", _net("7999.99", 10000), True, "orange"),
    ("from a base of zero", _net(-5000, 0), True, "yellow"),
    ("from a base below zero", _net(-5000, -1000), True, "yellow"),
    ("less of a loss", _net(-1000, -5000), False, None),
    ("into a loss", _net(-1, 10000), True, "orange"),
    ("more heads share the same", _net(10000, 10000, 5, 4), True, "orange"),
    ("fewer heads share less", _net(9000, 10000, 3, 4), False, None),
    ("thirds are compared exactly", _net(10000, "6666.67", 3, 2), True, "yellow"),
    ("equal thirds", _net(10000, 20000, 3, 6), False, None),
    ("blank now", _net(None, 10000), False, None),
    ("blank then", _net(9000, None), False, None),
    ("no base", {"2024Q2": {"net": 1}}, False, None),
]


@pytest.mark.parametrize(("case", "quarters", "expected", "level"), NET_DROP, ids=[case for case, *_ in NET_DROP])
def test_net_drop(case: str, quarters: dict[str, Any], expected: bool, level: str | None) -> None:
    settings = IncomeSettings(rules=only("net_drop"))
    found = warned(quarters, settings)
    assert (found is not None) is expected, case
    if found is not None:
        assert (found["rules"], found["level"]) == (("net_drop",), level)


BOUNDS = [
    # min_drop, min_drop_percent, now, before, listed
    ("500", "0", "9500", "10000", True),
    ("500", "0", "9500.01", "10000", False),
    ("0", "5", "9500", "10000", True),
    ("0", "5", "9500.01", "10000", False),
    ("500", "5", "18999", "20000", True),
    ("2000", "5", "18999", "20000", False),
    ("0", "99", "-1", "0", True),
    ("500", "99", "-499.99", "0", False),
    ("500", "99", "-500", "0", True),
    ("0", "2.5", "9750", "10000", True),
    ("0", "2.5", "9750.01", "10000", False),
]


@pytest.mark.parametrize(("least", "share", "now", "before", "expected"), BOUNDS)
def test_net_drop_at_its_bounds(least: str, share: str, now: str, before: str, expected: bool) -> None:
    """A percent that is null (base of zero or below) passes the bound in percent."""
    rules = only("net_drop", min_drop=least, min_drop_percent=share)
    assert listed("net_drop", _net(now, before), IncomeSettings(rules=rules)) is expected


def test_the_bound_in_yuan_is_of_income_a_head() -> None:
    rules = only("net_drop", min_drop="500")
    assert not listed("net_drop", _net(38001, 40000, 4, 4), IncomeSettings(rules=rules))
    assert listed("net_drop", _net(38000, 40000, 4, 4), IncomeSettings(rules=rules))


def test_the_worst_of_declared_level_and_orange_wins() -> None:
    steep = _net(100, 10000)
    assert warned(steep, IncomeSettings(rules=only("net_drop", level="red")))["level"] == "red"  # type: ignore[index]
    assert warned(steep, IncomeSettings(rules=only("net_drop", level="watch")))["level"] == "orange"  # type: ignore[index]


TWO_QUARTERS = [
    # income a head in 2023Q1, 2023Q2, 2024Q1, 2024Q2
    ("both fell", (100, 200, 99, 199), True),
    ("only this quarter", (100, 200, 100, 199), False),
    ("only the quarter before", (100, 200, 99, 200), False),
    ("no base for this quarter", (100, None, 99, 199), False),
    ("no base for the quarter before", (None, 200, 99, 199), False),
    ("no row in the quarter before", (100, 200, None, 199), False),
]


@pytest.mark.parametrize(("case", "nets", "expected"), TWO_QUARTERS, ids=[case for case, *_ in TWO_QUARTERS])
def test_two_quarter_fall(case: str, nets: tuple[int | None, ...], expected: bool) -> None:
    periods = ("2023Q1", "2023Q2", "2024Q1", "2024Q2")
    quarters = {period: None if net is None else {"net": net} for period, net in zip(periods, nets, strict=True)}
    assert listed("two_quarter_fall", quarters, PLAIN) is expected, case


def test_the_quarter_before_a_first_quarter_is_last_years_fourth() -> None:
    quarters = {"2024Q1": {"net": 9}, "2023Q1": {"net": 10}, "2023Q4": {"net": 39}, "2022Q4": {"net": 40}}
    assert listed("two_quarter_fall", quarters, PLAIN, "2024Q1")
    assert not listed("two_quarter_fall", quarters | {"2022Q4": {"net": 39}}, PLAIN, "2024Q1")


OPERATING: list[tuple[str, dict[str, Any], dict[str, Any], bool, bool]] = [
    # case, now, then, listed by net, listed by gross
    ("net of cost fell", {"gross": 9000, "cost": 3000}, {"gross": 9000, "cost": 2999}, True, False),
    ("gross fell, net rose", {"gross": 8000, "cost": 0}, {"gross": 9000, "cost": 2000}, False, True),
    ("the same", {"gross": 9000, "cost": 1}, {"gross": 9000, "cost": 1}, False, False),
    ("a greater loss", {"gross": 0, "cost": 3001}, {"gross": 0, "cost": 3000}, True, False),
    ("from zero into a loss", {"gross": 0, "cost": 1}, {"gross": 0, "cost": 0}, True, False),
    ("cost blank now", {"gross": 1, "cost": None}, {"gross": 9000, "cost": 0}, False, True),
    ("gross blank then", {"gross": 1, "cost": 0}, {"gross": None, "cost": 0}, False, False),
]


@pytest.mark.parametrize(("case", "now", "then", "by_net", "by_gross"), OPERATING, ids=[case for case, *_ in OPERATING])
def test_operating_drop(case: str, now: dict[str, Any], then: dict[str, Any], by_net: bool, by_gross: bool) -> None:
    quarters = {
        period: {"operating_gross": row["gross"], "operating_cost": row["cost"], "net": 1}
        for period, row in (("2024Q2", now), ("2023Q2", then))
    }
    rules = only("operating_drop")
    assert listed("operating_drop", quarters, IncomeSettings(rules=rules)) is by_net, case
    assert listed("operating_drop", quarters, IncomeSettings(rules=rules, operating_basis="gross")) is by_gross, case


def test_operating_drop_compares_the_household_and_not_its_heads() -> None:
    quarters = {"2024Q2": {"operating_gross": 4000, "persons": 5}, "2023Q2": {"operating_gross": 4000, "persons": 4}}
    assert not listed("operating_drop", quarters, PLAIN)
    assert listed("net_drop", quarters, PLAIN)


@pytest.mark.parametrize(("now", "expected"), [("3500", True), ("3500.01", False), ("3499.99", True)])
def test_operating_drop_at_its_bound(now: str, expected: bool) -> None:
    rules = only("operating_drop", min_drop="500")
    quarters = {"2024Q2": {"operating_gross": now}, "2023Q2": {"operating_gross": 4000}}
    assert listed("operating_drop", quarters, IncomeSettings(rules=rules)) is expected


COMPONENT: list[tuple[str, str, Any, Any, bool]] = [
    # case, source, now, then
    ("both bounds met", "wage", 4000, 6000, True),
    ("2,000 元 but under 30 %", "wage", 8000, 10000, False),
    ("30 % but under 2,000 元", "wage", "0.01", 2000, False),
    ("exactly 30 %", "transfer", 7000, 10000, True),
    ("a fen under 30 %", "transfer", "7000.01", 10000, False),
    ("exactly 2,000 元", "transfer", 0, 2000, True),
    ("operating net of cost", "operating_gross", 1000, 5000, True),
    ("property is not asked", "property", 0, 9000, False),
    ("a base of zero", "wage", 0, 0, False),
    ("blank now", "wage", None, 9000, False),
    ("blank then", "wage", 0, None, False),
]


@pytest.mark.parametrize(("case", "source", "now", "then", "expected"), COMPONENT, ids=[case for case, *_ in COMPONENT])
def test_component_drop(case: str, source: str, now: Any, then: Any, expected: bool) -> None:
    quarters = {"2024Q2": {source: now, "net": 1}, "2023Q2": {source: then, "net": 1}}
    assert listed("component_drop", quarters, PLAIN) is expected, case


def test_component_drop_needs_a_base_above_zero_even_for_a_large_fall() -> None:
    quarters = {"2024Q2": {"operating_cost": 9000}, "2023Q2": {"operating_cost": 1000}}
    assert not listed("component_drop", quarters, PLAIN)
    assert listed("operating_drop", quarters, PLAIN)


def test_a_new_household_is_listed_by_its_line_but_never_as_a_fall() -> None:
    found = warned({"2024Q4": {"net": 100, "wage": 0}, "2024Q3": {"net": 90000}}, with_line(), "2024Q4")
    assert found is not None
    assert found["rules"] == ("below_line", "below_work_line")
    assert not found["comparable"]

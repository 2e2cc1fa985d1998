"""Every bound of every rule at its edge: a millionth of a 元 below, on it, a millionth above."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from metrics.income import IncomeSettings
from tests.spec.warnings.one_household import listed, only, warned, with_line

MILLIONTH = Decimal("0.000001")
Made = Callable[[str], dict[str, Any]]


def fourth(value: str) -> dict[str, Any]:
    """One person's year: the fourth quarter."""
    return {"2024Q4": {"net": value, "persons": 1}}


def fell(field: str, then: str) -> Made:
    """A field of the second quarter, against a year ago."""
    return lambda value: {
        "2024Q2": {"net": 1, "persons": 1} | {field: value},
        "2023Q2": {"net": 1, "persons": 1} | {field: then},
    }


def crossed(now: bool) -> Made:
    """Annual income this quarter and the quarter before, one of them at 7,000 or 9,000 元, the other asked."""
    flat = {quarter: {"net": 0, "persons": 1} for quarter in ("2023Q4", "2023Q2", "2023Q1")}

    def made(value: str) -> dict[str, Any]:
        here, before = (value, "9000") if now else ("7000", value)
        return flat | {"2024Q2": {"net": here, "persons": 1}, "2024Q1": {"net": before, "persons": 1}}

    return made


def two_quarters(now: bool) -> Made:
    def made(value: str) -> dict[str, Any]:
        here, before = (value, "4999") if now else ("9999", value)
        nets = {"2023Q1": "5000", "2023Q2": "10000", "2024Q1": before, "2024Q2": here}
        return {quarter: {"net": net, "persons": 1} for quarter, net in nets.items()}

    return made


CUTOFF = {"low_income_cutoff": {2024: Fraction(6500)}}
REFERENCE = {"reference_income": {2023: Fraction(14000)}}
EDGES: list[tuple[str, str, dict[str, Any], Made, str, tuple[bool, bool, bool]]] = [
    # what, rule, settings, household by value, edge, listed below / on / above it
    ("the line", "below_line", {}, fourth, "8000", (True, False, False)),
    ("a line with a fen", "below_line", {"line": "8000.25"}, fourth, "8000.25", (True, False, False)),
    ("the line now", "crossed_line", {}, crossed(now=True), "8000", (True, False, False)),
    ("the line in the quarter before", "crossed_line", {}, crossed(now=False), "8000", (False, True, True)),
    ("1万元", "below_work_line", {}, fourth, "10000", (True, False, False)),
    ("another work line", "below_work_line", {"work_line": Fraction(9500)}, fourth, "9500", (True, False, False)),
    ("this quarter's base", "two_quarter_fall", {}, two_quarters(now=True), "10000", (True, False, False)),
    ("the base of the quarter before", "two_quarter_fall", {}, two_quarters(now=False), "5000", (True, False, False)),
    ("the base", "net_drop", {}, fell("net", "10000"), "10000", (True, False, False)),
    ("min_drop", "net_drop", {"min_drop": "500"}, fell("net", "10000"), "9500", (True, True, False)),
    ("min_drop_percent", "net_drop", {"min_drop_percent": "5"}, fell("net", "10000"), "9500", (True, True, False)),
    ("min_drop_percent of a broken base", "net_drop", {"min_drop_percent": "12.5"}, fell("net", "8000.08"), "7000.07", (True, True, False)),
    ("the base of 生产经营", "operating_drop", {}, fell("operating_gross", "4000"), "4000", (True, False, False)),
    ("min_drop of 生产经营", "operating_drop", {"min_drop": "500"}, fell("operating_gross", "4000"), "3500", (True, True, False)),
    ("component_drop", "component_drop", {}, fell("wage", "5000"), "3000", (True, True, False)),
    ("component_drop_percent", "component_drop", {}, fell("wage", "10000"), "7000", (True, True, False)),
    ("component_drop of 转移性", "component_drop", {}, fell("transfer", "5000"), "3000", (True, True, False)),
    ("component_drop_percent of 生产经营", "component_drop", {}, fell("operating_gross", "10000"), "7000", (True, True, False)),
    ("a component_drop of its own", "component_drop", {"component_drop": "100", "component_drop_percent": "1"},
     fell("wage", "5000"), "4900", (True, True, False)),
    ("a component_drop_percent of its own", "component_drop", {"component_drop": "0", "component_drop_percent": "2.5"},
     fell("wage", "8000"), "7800", (True, True, False)),
    ("medical_share", "expense_surge", {}, fell("medical_self_paid", "0"), "7000", (False, False, True)),
    ("a medical_share of its own", "expense_surge", {"medical_share": "33"}, fell("medical_self_paid", "0"), "4620", (False, False, True)),
    ("the cut-off", "low_income", {}, fourth, "6500", (True, True, False)),
    ("near_line from", "near_line", {}, fourth, "8000", (False, True, True)),
    ("near_line up to", "near_line", {}, fourth, "8800", (True, True, False)),
    ("a near_line_percent of its own", "near_line", {"near_line_percent": "2.5"}, fourth, "8200", (True, True, False)),
]  # fmt: skip


def _settings(rule: str, given: dict[str, Any]) -> IncomeSettings:
    """The rule alone; what is no setting of the pack's is a bound of the rule."""
    own = {name: value for name, value in given.items() if name in ("work_line",)}
    bounds = {name: value for name, value in given.items() if name not in ("work_line", "line")}
    return with_line(given.get("line", "8000"), rules=only(rule, **bounds), **CUTOFF, **REFERENCE, **own)


@pytest.mark.parametrize(("what", "rule", "given", "made", "edge", "expected"), EDGES, ids=[what for what, *_ in EDGES])
def test_below_on_and_above_the_edge(
    what: str, rule: str, given: dict[str, Any], made: Made, edge: str, expected: tuple[bool, bool, bool]
) -> None:
    settings, period = _settings(rule, given), "2024Q4" if made is fourth else "2024Q2"
    values = [Decimal(edge) - MILLIONTH, Decimal(edge), Decimal(edge) + MILLIONTH]
    assert tuple(listed(rule, made(str(value)), settings, period) for value in values) == expected, what


@pytest.mark.parametrize(
    ("percent", "edge"), [("20", "8000"), ("33.3", "6670"), ("100", "0")], ids=["the default", "of its own", "all of it"]
)
def test_orange_begins_on_its_percent(percent: str, edge: str) -> None:
    settings = IncomeSettings(rules=only("net_drop", orange_drop_percent=percent))
    levels: list[str] = []
    for step in (-1, 0, 1):
        found = warned(fell("net", "10000")(str(Decimal(edge) + step * MILLIONTH)), settings)
        assert found is not None
        levels.append(found["level"])
    assert levels == ["orange", "orange", "yellow"]


@pytest.mark.parametrize(
    ("base", "now"), [("0", "-0.000001"), ("-1", "-1.000001"), ("0", "-99999")], ids=["from 0", "below 0", "far below 0"]
)
def test_a_base_of_0_or_less_is_never_orange_however_deep_the_fall(base: str, now: str) -> None:
    found = warned(fell("net", base)(now), IncomeSettings(rules=only("net_drop", orange_drop_percent="0")))
    assert found is not None
    assert found["level"] == "yellow"


@pytest.mark.parametrize(
    ("labourers", "employed", "expected"),
    [(0, 0, False), (1, 0, True), (1, 1, False), (5, 0, True), (5, 1, False), (0, 1, False)],
)
def test_idle_labour_asks_for_one_labourer_and_nobody_in_work(labourers: int, employed: int, expected: bool) -> None:
    row = {"2024Q2": {"labourers": labourers, "employed": employed, "net": 1}}
    assert listed("idle_labour", row, IncomeSettings(rules=only("idle_labour"))) is expected

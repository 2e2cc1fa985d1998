"""Each rule with a household that it lists, and what becomes of it: new, gone, moved, blank, more heads, no line, switched off."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest

from metrics.income import IncomeSettings
from metrics.income_rules import DEFAULT_RULES, RULES
from tests.spec.warnings.one_household import only, warned

Rows = dict[str, dict[str, Any]]
AMOUNTS = ("wage", "operating_gross", "operating_cost", "property", "transfer", "net", "net_per_capita", "medical_self_paid")


def _two(**nets: int) -> Rows:
    """Two persons through some quarters."""
    return {quarter: {"net": net, "persons": 2} for quarter, net in nets.items()}


#: annual income a head 7,000 元 now, 9,200 元 in the quarter before
POOR = {"2024Q2": 2000, "2023Q4": 13000, "2023Q2": 1000, "2024Q1": 6000, "2023Q1": 600}
#: both quarters fell
FELL = {"2024Q2": 1600, "2023Q2": 2000, "2024Q1": 800, "2023Q1": 1000}


def _fell(field: str, then: int) -> Rows:
    rows = _two(**{"2024Q2": 8000, "2023Q2": 8000})
    return {quarter: row | {field: 0 if quarter == "2024Q2" else then} for quarter, row in rows.items()}


LISTED: dict[str, Rows] = {
    "below_line": _two(**POOR),
    "crossed_line": _two(**POOR),
    "below_work_line": _two(**POOR),
    "two_quarter_fall": _two(**FELL),
    "net_drop": _two(**FELL),
    "operating_drop": _fell("operating_gross", 3000),
    "component_drop": _fell("wage", 3000),
    "expense_surge": {"2024Q2": {"medical_self_paid": 7001}},
    "low_income": _two(**POOR),
    "idle_labour": {"2024Q2": {"labourers": 1, "employed": 0}},
    "near_line": _two(**POOR),
}
SETTINGS: dict[str, Any] = {
    "line": {2024: Fraction(8000), 2023: Fraction(8000)}, "low_income_cutoff": {2024: Fraction(7000)},
    "reference_income": {2023: Fraction(14000)},
}  # fmt: skip
#: near_line lists who lies on the line or above it
OWN_SETTINGS: dict[str, dict[str, Any]] = {"near_line": {"line": {2024: Fraction(7000)}}}


def _settings(rule: str, **changed: Any) -> IncomeSettings:
    return IncomeSettings(**({"rules": only(rule)} | SETTINGS | OWN_SETTINGS.get(rule, {}) | changed))


def _without(quarter: str) -> Callable[[Rows], Rows]:
    return lambda rows: {name: row for name, row in rows.items() if name != quarter}


def _with(quarter: str, **fields: Any) -> Callable[[Rows], Rows]:
    return lambda rows: {name: row | fields if name == quarter else row for name, row in rows.items()}


TREATMENTS: dict[str, Callable[[Rows], Rows]] = {
    "as it is": lambda rows: rows,
    "vanished": _without("2024Q2"),
    "new": _without("2023Q2"),
    "no fourth quarter last year": _without("2023Q4"),
    "no quarter before": _without("2024Q1"),
    "no quarter before a year ago": _without("2023Q1"),
    "net blank now": _with("2024Q2", net=None),
    "net blank a year ago": _with("2023Q2", net=None),
    "heads blank now": _with("2024Q2", persons=None),
    "all amounts blank now": _with("2024Q2", **dict.fromkeys(AMOUNTS)),
    "people blank now": _with("2024Q2", labourers=None, employed=None),
    "twice the heads now": _with("2024Q2", persons=4),
    "half the heads now": _with("2024Q2", persons=1),
    "moved to another township": _with("2024Q2", region="532323102201", reporter="532323102000"),
}
ANNUAL = {"new", "no fourth quarter last year", "net blank now", "net blank a year ago", "heads blank now"}
BASE = {"new", "net blank now", "net blank a year ago", "heads blank now"}
BEFORE = {"no quarter before", "no quarter before a year ago"}
#: what takes the household off the list of its rule, besides that it vanished
LEAVES: dict[str, set[str]] = {
    "below_line": ANNUAL | {"half the heads now"},
    "crossed_line": ANNUAL | BEFORE | {"half the heads now"},
    "below_work_line": ANNUAL | {"half the heads now"},
    "two_quarter_fall": BASE | BEFORE | {"half the heads now"},
    "net_drop": BASE | {"half the heads now"},
    "operating_drop": {"new"},
    "component_drop": {"new"},
    "expense_surge": set(),
    "low_income": ANNUAL | {"half the heads now"},
    "idle_labour": {"people blank now"},
    # twice the heads: below the line, and so no longer near it
    "near_line": ANNUAL | {"half the heads now", "twice the heads now"},
}
#: a report whose amounts are all blank still says who could work
STAYS_BLANK = {"idle_labour"}


@pytest.mark.parametrize("treatment", TREATMENTS)
@pytest.mark.parametrize("rule", RULES)
def test_who_stays_and_who_leaves(rule: str, treatment: str) -> None:
    found = warned(TREATMENTS[treatment](LISTED[rule]), _settings(rule))
    blank = treatment == "all amounts blank now" and rule not in STAYS_BLANK
    leaves = treatment == "vanished" or blank or treatment in LEAVES[rule]
    assert (None if found is None else found["rules"]) == (None if leaves else (rule,))


@pytest.mark.parametrize("rule", RULES)
def test_an_off_switch_lists_nobody_and_another_level_is_the_packs(rule: str) -> None:
    assert warned(LISTED[rule], _settings(rule, rules={})) is None
    for level in ("red", "orange", "yellow", "watch"):
        found = warned(LISTED[rule], _settings(rule, rules=only(rule, level=level)))
        assert found is not None
        # net_drop is orange from its percent on, unless the pack says worse
        assert found["level"] == ("orange" if rule == "net_drop" and level in ("yellow", "watch") else level)


NEEDS = {
    "below_line": "line", "crossed_line": "line", "near_line": "line", "low_income": "low_income_cutoff",
    "expense_surge": "reference_income",
}  # fmt: skip


@pytest.mark.parametrize(("rule", "setting"), NEEDS.items())
def test_without_the_years_figure_the_rule_is_off(rule: str, setting: str) -> None:
    assert warned(LISTED[rule], _settings(rule, **{setting: {}})) is None
    other = {year + 2: value for year, value in SETTINGS[setting].items()}
    assert warned(LISTED[rule], _settings(rule, **{setting: other})) is None


def test_a_work_line_of_0_is_off() -> None:
    assert warned(LISTED["below_work_line"], _settings("below_work_line", work_line=None)) is None


FROM_NOTHING = [
    # base, now, listed by net_drop, two_quarter_fall and operating_drop
    (0, -1, True),
    (-1, -2, True),
    (-2, -1, False),
    (0, 0, False),
    (0, 1, False),
    (1, 0, True),
    (1, -5000, True),
]


@pytest.mark.parametrize(("base", "now", "expected"), FROM_NOTHING)
def test_a_base_of_0_or_less_compares_by_amount_and_never_as_a_component(base: int, now: int, expected: bool) -> None:
    rows = {
        quarter: {"operating_gross": 0, "operating_cost": -amount, "net": amount}
        for year, amount in ((2023, base), (2024, now))
        for quarter in (f"{year}Q1", f"{year}Q2")
    }
    for rule in ("net_drop", "two_quarter_fall", "operating_drop"):
        assert (warned(rows, _settings(rule)) is not None) is expected, rule
    amounts = only("component_drop", component_drop="0", component_drop_percent="0")
    assert (warned(rows, _settings("component_drop", rules=amounts)) is not None) is (expected and base > 0)


TIES = [
    # levels of two rules that both hold, the worst of them
    ("red", "red", "red"),
    ("watch", "red", "red"),
    ("orange", "yellow", "orange"),
    ("watch", "yellow", "yellow"),
    ("watch", "watch", "watch"),
]


@pytest.mark.parametrize(("one", "other", "worst"), TIES)
def test_of_several_rules_the_worst_level_wins_in_any_order(one: str, other: str, worst: str) -> None:
    for first, second in ((one, other), (other, one)):
        rules = only("below_line", level=first) | only("below_work_line", level=second)
        found = warned(LISTED["below_line"], _settings("below_line", rules=rules))
        assert found is not None
        assert (found["rules"], found["level"]) == (("below_line", "below_work_line"), worst)


def test_every_rule_is_treated() -> None:
    assert set(LISTED) == set(LEAVES) == set(RULES) == set(DEFAULT_RULES)

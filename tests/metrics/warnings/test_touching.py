"""Which quarters a change of bounds touches: a list that it cannot change is not made anew."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from metrics.income import IncomeSettings
from metrics.income_rules import DEFAULT_RULES, RuleSetting
from metrics.warnings.touching import judged_alike

QUARTERS = [f"{year}Q{number}" for year in (2023, 2024, 2025) for number in (1, 2, 3, 4)]
EVERY = set(QUARTERS)
OF_2024 = {quarter for quarter in QUARTERS if quarter.startswith("2024")}
OF_2025 = {quarter for quarter in QUARTERS if quarter.startswith("2025")}


def years(*given: int, amount: int = 8000) -> dict[int, Fraction]:
    return {year: Fraction(amount) for year in given}


def rules(**changed: RuleSetting | None) -> dict[str, RuleSetting]:
    """The default rules with some otherwise; None: off."""
    found = dict(DEFAULT_RULES) | {name: setting for name, setting in changed.items() if setting is not None}
    return {name: setting for name, setting in found.items() if changed.get(name, setting) is not None}


def near(percent: int) -> RuleSetting:
    return RuleSetting(level="watch", bounds={"near_line_percent": Fraction(percent)})


BASE: dict[str, Any] = {"line": years(2023, 2024, 2025)}
CASES: list[tuple[str, dict[str, Any], dict[str, Any], set[str]]] = [
    # case, what stood, what changes, quarters touched
    ("nothing", BASE, {}, set()),
    ("the line of a year, and what crossed it since", BASE, {"line": years(2023, 2025) | years(2024, amount=8500)}, OF_2024 | {"2025Q1"}),
    ("a line for a year without one", {"line": years(2023)}, {"line": years(2023, 2024)}, OF_2024),
    ("the same without crossed_line", {**BASE, "rules": rules(crossed_line=None)},
     {"line": years(2023, 2025) | years(2024, amount=8500)}, OF_2024),
    ("a line of a year outside", BASE, {"line": years(2023, 2024, 2025, 2027)}, set()),
    ("the work line", {}, {"work_line": Fraction(9000)}, EVERY),
    ("the work line, its rule off", {"rules": rules(below_work_line=None)}, {"work_line": Fraction(9000)}, set()),
    ("the cut-off", {}, {"low_income_cutoff": years(2024)}, OF_2024),
    ("last year's reference", {}, {"reference_income": years(2024)}, OF_2025),
    ("a bound of a fall", {}, {"rules": rules(net_drop=RuleSetting(level="yellow", bounds={"min_drop": Fraction(1)}))}, EVERY),
    ("a bound of a rule without a line", {"line": years(2024)}, {"rules": rules(near_line=near(5))}, OF_2024),
    ("a level", {}, {"rules": rules(idle_labour=RuleSetting(level="yellow"))}, EVERY),
    ("a rule that needs a cut-off switched off", {"low_income_cutoff": years(2025)}, {"rules": rules(low_income=None)}, OF_2025),
    ("the base of comparison", {}, {"comparison": "single_quarter"}, EVERY),
    ("operating income before cost", {}, {"operating_basis": "gross"}, EVERY),
]  # fmt: skip


@pytest.mark.parametrize(("case", "stood", "changed", "expected"), CASES, ids=[case for case, *_ in CASES])
def test_quarters_that_a_change_touches(case: str, stood: dict[str, Any], changed: dict[str, Any], expected: set[str]) -> None:
    before, after = IncomeSettings(**stood), IncomeSettings(**{**stood, **changed})
    assert {quarter for quarter in QUARTERS if not judged_alike(before, after, quarter)} == expected, case

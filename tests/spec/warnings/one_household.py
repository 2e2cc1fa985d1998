"""Asks the rules about one household, given its quarters."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pandas as pd

from metrics.income import IncomeSettings, needed_periods
from metrics.income_rules import DEFAULT_RULES, RuleSetting
from metrics.warnings import LEVELS, derive, rules_of
from tests.metrics.income.households import frame, household

Quarters = Mapping[str, Mapping[str, Any] | None]


def only(*rules: str, level: str | None = None, **bounds: str) -> dict[str, RuleSetting]:
    """Some rules alone, with changed bounds."""
    changed = {name: Fraction(bound) for name, bound in bounds.items()}
    found = {name: DEFAULT_RULES[name] for name in rules}
    return {
        name: RuleSetting(level=level or setting.level, bounds=dict(setting.bounds) | changed)
        for name, setting in found.items()
    }


def with_line(line: str = "8000", **others: Any) -> IncomeSettings:
    """A pack with a line for 2023 and 2024 and the default rules, unless others are given."""
    return IncomeSettings(line={2023: Fraction(line), 2024: Fraction(line)}, **others)


def warned(quarters: Quarters, settings: IncomeSettings, period: str = "2024Q2") -> dict[str, Any] | None:
    """The household's warning, or None where it is not listed; its rules and level by name.

    ``quarters``: fields of household H1 by period, ``reporter`` among them where it is another; None or absent: no row that
    quarter.
    """
    frames = {quarter: _frame(quarters.get(quarter)) for quarter in needed_periods(period, settings.comparison)}
    rows = derive(settings, period=period, frames=frames).to_dict("records")
    if not rows:
        return None
    (row,) = rows
    return row | {"rules": rules_of(row["rules"]), "level": LEVELS[row["level"]]}


def _frame(row: Mapping[str, Any] | None) -> pd.DataFrame:
    if not row:
        return frame([])
    fields = dict(row)
    reporter = fields.pop("reporter", "532323101000")
    return frame([household(**fields)], reporter=reporter)


def listed(rule: str, quarters: Quarters, settings: IncomeSettings, period: str = "2024Q2") -> bool:
    """Whether the household is listed by a rule."""
    found = warned(quarters, settings, period)
    return found is not None and rule in found["rules"]

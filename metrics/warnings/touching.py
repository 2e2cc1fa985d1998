"""Whether two sets of settings judge a quarter alike: a list that a change does not touch is not made anew."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from metrics.income_quarters import shifted, year_of
from metrics.income_settings import IncomeSettings

_OFF = None
Limit = Fraction | tuple[Fraction, Fraction | None] | None
Effect = tuple[str, str, dict[str, tuple[str, dict[str, Fraction], Limit]]]


def judged_alike(one: IncomeSettings, other: IncomeSettings, period: str) -> bool:
    """Whether both give every household of a quarter the same rules, level and sentence, whatever was reported."""
    return _effect(one, period) == _effect(other, period)


def _effect(settings: IncomeSettings, period: str) -> Effect:
    """Everything that a list of the quarter depends on: the rules that can hold, each with its bounds and what it measures by."""
    limits = _limits(settings, period)
    rules = {
        name: (setting.level, dict(setting.bounds), limits.get(name))
        for name, setting in settings.rules.items()
        if name not in limits or limits[name] is not _OFF
    }
    return settings.comparison, settings.operating_basis, rules


def _limits(settings: IncomeSettings, period: str) -> Mapping[str, Limit]:
    """What the rules that need a figure of a year measure by; ``_OFF``: nothing is set, so they list nobody."""
    year, year_before = year_of(period), year_of(shifted(period, -1))
    line = settings.line.get(year)
    return {
        "below_line": line,
        "crossed_line": _OFF if line is None else (line, settings.line.get(year_before)),
        "near_line": line,
        "below_work_line": settings.work_line,
        "low_income": settings.low_income_cutoff.get(year),
        "expense_surge": settings.reference_income.get(year - 1),
    }

"""In what units of work a target is approached: households, people, villages, projects, 万元."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from data_access.sheets import load_sheets
from metrics.catalogue import Measure, load_catalogue
from metrics.results import Result
from services.views import forms

#: rows that are counted, as they are told by number
COUNTED: Mapping[str, str] = {
    "collective_economy": "个村", "industry_projects": "个项目", "project_progress": "个项目", "workshops": "个车间",
    "household_income": "户", "canteen_quota": "个单位",
}  # fmt: skip
WHOLE = frozenset({"人", "人次", "户", "个", "家", "亩", "份", "次", "起", "次/村", "天/村", "人/村"})
ONE, CENT = Fraction(1), Fraction(1, 100)


@dataclass(frozen=True, kw_only=True)
class WorkUnit:
    """``step``: its smallest piece; ``counts``: it counts rows of a sheet (3个村); ``factor``: what the ratio is multiplied by
    whose numerator it counts, None where it is the figure's own unit."""

    name: str
    step: Fraction
    counts: bool = False
    factor: Fraction | None = None

    def written(self, amount: Fraction) -> str:
        """``5,870亩``, ``1.30万元``; amounts too large for their unit in the larger one, never rounded down."""
        if self.name == "元" and abs(amount) >= forms.WAN_IN_YI:
            return WorkUnit(name="万元", step=CENT).written(amount / forms.WAN_IN_YI)
        name, shown = self.name, amount
        if name == "万元" and abs(amount) >= forms.WAN_IN_YI:
            name, shown = "亿元", amount / forms.WAN_IN_YI
        cents = shown if shown.denominator == 1 and name not in forms.FRACTIONAL else (shown / CENT).__ceil__() * CENT
        return f"{forms.figure(cents, name, 2)}{forms.difference_unit(name)}"


def own_unit(result: Result) -> WorkUnit:
    """The unit of the figure itself; a count of rows is told as what it counts."""
    indicator = load_catalogue().get(result.indicator) if result.indicator else None
    counted = _of_measure(indicator.numerator) if indicator is not None and indicator.denominator is None else None
    if counted is not None and counted.counts:
        return counted
    unit = result.target.unit if result.target else result.unit
    return WorkUnit(name=unit, step=ONE if unit in WHOLE else CENT)


def numerator_unit(result: Result) -> WorkUnit | None:
    """What the numerator of a ratio counts; None for a figure that is none, or whose sides are themselves computed."""
    indicator = load_catalogue().get(result.indicator) if result.indicator else None
    if indicator is None or indicator.denominator is None or result.figure.denominator is None:
        return None
    found = _of_measure(indicator.numerator)
    return None if found is None else WorkUnit(name=found.name, step=found.step, counts=found.counts, factor=indicator.factor)


def _of_measure(measure: Measure) -> WorkUnit | None:
    if measure.times is not None:
        return None
    if measure.count is not None:
        return WorkUnit(name=COUNTED.get(measure.count, "个"), step=ONE, counts=measure.count in COUNTED)
    if measure.households is not None:
        return WorkUnit(name="户", step=ONE)
    if measure.indicator is not None:
        other = load_catalogue().get(measure.indicator)
        return None if other is None or other.denominator is not None else _of_measure(other.numerator)
    if not measure.sum:
        return None
    sheet, name = measure.sum[0].split(".")
    unit = load_sheets()[sheet].field(name).unit
    return WorkUnit(name=unit, step=ONE if unit in WHOLE or unit == "元" else CENT)

"""Household arithmetic: who can be compared, whose income fell, who lies below a line.

Source: the contract's section on income. Comparisons are exact; what is rounded is rounded half up to 1e-6, for print only.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from fractions import Fraction

import pandas as pd

from metrics.evidence import MICRO
from metrics.income_comparison import SOURCES, Comparison, compare, one_row_a_household, positions_in
from metrics.income_exact import Quantity, against, difference, nullable, nullable_flags, ratio, rounded
from metrics.income_quarters import affected_periods, needed_periods, shifted, year_of
from metrics.income_settings import IncomeSettings

__all__ = [
    "Comparison",
    "IncomeSettings",
    "affected_periods",
    "compare",
    "gone_households",
    "judged_frame",
    "judged_households",
    "needed_periods",
]

_CARRIED_OVER = ("region", "reporter", "submission", "source_row", "household_no", "kind")
_PERCENT = 100 * MICRO


def judged_households(settings: IncomeSettings, *, period: str, frames: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """One row a household of ``period``; ``frames``: household_income of ``needed_periods(period, settings.comparison)`` by period.

    Columns: region, reporter, submission, source_row, household_no, kind; persons (plain count).
    ``comparable`` (bool): has a row in the same quarter of last year, anywhere in the root.
    ``net_fell``, ``operating_fell``, ``persons_changed``: nullable, missing where there is no base or a needed field is blank.
    ``line_unknown`` (bool): no annual per-head income. ``below_line``, ``below_work_line``: nullable, missing there and
    where the pack has no such line. ``idle``: nullable, missing where labourers or employed is blank.
    A count of households is the number of true ones; null where there are households and every one is missing.
    Int64 in counts of 1e-6: ``net_per_capita`` and ``net_per_capita_before`` as reported, ``change`` and ``change_percent`` of
    net / persons as the pack compares it (percent missing where the base is 0 or less), ``annual_per_capita``, and ``wage_change``,
    ``operating_change`` (by the pack's basis), ``property_change``, ``transfer_change`` of the whole household.
    """
    return judged_frame(settings, compare(settings, period=period, frames=frames))


def judged_frame(settings: IncomeSettings, comparison: Comparison) -> pd.DataFrame:
    """The same from households already compared."""
    rows = comparison.rows
    columns = {name: rows[name] for name in _CARRIED_OVER}
    return pd.DataFrame(columns | _figures(settings, comparison) | _verdicts(settings, comparison))


def _figures(settings: IncomeSettings, comparison: Comparison) -> dict[str, pd.Series]:
    change = difference(comparison.per_head, comparison.per_head_before)
    sources = {f"{name}_change": _column(comparison.change(name, gross=settings.gross)) for name in SOURCES}
    return {
        "persons": _column(comparison.now.field("persons")),
        "net_per_capita": _column(comparison.now.field("net_per_capita")),
        "net_per_capita_before": _column(comparison.year_ago.field("net_per_capita")),
        "change": _column(change),
        "change_percent": _column(ratio(change, comparison.per_head_before), scale=_PERCENT),
        "annual_per_capita": _column(comparison.annual),
        **sources,
    }


def _verdicts(settings: IncomeSettings, comparison: Comparison) -> dict[str, pd.Series]:
    persons, before = comparison.now.field("persons"), comparison.year_ago.field("persons")
    labourers, employed = comparison.now.field("labourers"), comparison.now.field("employed")
    idle = (labourers.numerator > 0) & (employed.numerator == 0)
    return {
        "comparable": pd.Series(comparison.comparable),
        "net_fell": nullable_flags(comparison.net_fell, comparison.per_head.known & comparison.per_head_before.known),
        "operating_fell": _fell(comparison.change("operating", gross=settings.gross)),
        "persons_changed": nullable_flags(persons.numerator != before.numerator, persons.known & before.known),
        "line_unknown": pd.Series(~comparison.annual.known),
        "below_line": _under(comparison.annual, settings.line.get(year_of(comparison.period))),
        "below_work_line": _under(comparison.annual, settings.work_line),
        "idle": nullable_flags(idle, labourers.known & employed.known),
    }


def _column(quantity: Quantity, scale: int = 1) -> pd.Series:
    return nullable(rounded(quantity, scale=scale), quantity.known)


def _fell(change: Quantity) -> pd.Series:
    return nullable_flags(change.numerator < 0, change.known)


def _under(annual: Quantity, line: Fraction | None) -> pd.Series:
    if line is None:
        return nullable_flags(annual.known, annual.known & False)
    return nullable_flags(against(annual, line * MICRO) < 0, annual.known)


def gone_households(period: str, frames: Mapping[str, pd.DataFrame], reported: Collection[str]) -> pd.DataFrame:
    """Households that left (已退出): in the same quarter of last year, nowhere in this one, though their reporter has reported.

    Columns household_no, region, reporter as of last year, one row a household. ``reported``: reporters with a submission of
    ``period``, nil returns too; households of the others are not gone, only not reported yet.
    """
    before = one_row_a_household(frames[shifted(period, -4)])
    nowhere = positions_in(frames[period]["household_no"], before["household_no"]) < 0
    left = nowhere & before["reporter"].isin(list(reported))
    return before.loc[left, ["household_no", "region", "reporter"]].reset_index(drop=True)

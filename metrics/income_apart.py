"""Households that a comparison with last year leaves out, or shows differently: each counted apart, never as a fall.

Source: the contract's section on income (无可比基期, 已退出, 无法判断, a base of 0 or less, a changed head-count).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pandas as pd

from metrics.income import gone_households
from metrics.income_comparison import compare
from metrics.income_exact import difference
from metrics.income_quarters import fourth_of_last_year, shifted, window
from metrics.income_settings import IncomeSettings

#: the columns of flags of ``set_apart``
TREATMENTS = ("new", "no_report_before", "gone", "persons_changed", "base_not_positive", "blank", "unjudged")


def quarters_of(settings: IncomeSettings, period: str) -> list[str]:
    """The quarters whose rows ``set_apart`` reads, ascending."""
    before = shifted(period, -4)
    compared = {part for quarter in (period, before) for _, part in window(quarter, settings.comparison)}
    return sorted({period, before, fourth_of_last_year(period)} | compared)


def set_apart(
    settings: IncomeSettings,
    *,
    period: str,
    frames: Mapping[str, pd.DataFrame],
    reported: Collection[str],
    reported_before: Collection[str],
) -> pd.DataFrame:
    """One row a household of ``period`` and one a household that left: ``region`` (of last year for those) and seven flags.

    ``frames``: household_income of ``quarters_of`` by period, with the fields of ``SET_APART``; ``reported``, ``reported_before``: reporters with
    a submission of the quarter and of the same quarter of last year, nil returns too.
    ``new``: no row a year ago, though its reporter reported then; ``no_report_before``: no row, and its reporter had none.
    ``gone``: nowhere in this quarter, though its reporter reported. ``persons_changed``: another head-count than a year ago.
    ``base_not_positive``: compared by amount alone. ``blank``: a row a year ago, but no change can be told.
    ``unjudged``: no annual income a head.
    """
    found = compare(settings, period=period, frames=frames)
    rows, comparable, base = found.rows, found.comparable, found.per_head_before
    persons, before = found.now.field("persons"), found.year_ago.field("persons")
    change = difference(found.per_head, base)
    known = rows["reporter"].isin(list(reported_before)).to_numpy(dtype=bool)
    here = {
        "region": rows["region"],
        "new": ~comparable & known,
        "no_report_before": ~comparable & ~known,
        "persons_changed": persons.known & before.known & (persons.numerator != before.numerator),
        "base_not_positive": base.known & (base.numerator <= 0),
        "blank": comparable & ~change.known,
        "unjudged": ~found.annual.known,
    }
    return _together(pd.DataFrame(here), _gone(period, frames, reported))


def _gone(period: str, frames: Mapping[str, pd.DataFrame], reported: Collection[str]) -> pd.DataFrame:
    if shifted(period, -4) not in frames or period not in frames:
        return pd.DataFrame({"region": []})
    return gone_households(period, frames, reported)[["region"]].assign(gone=True)


def _together(here: pd.DataFrame, gone: pd.DataFrame) -> pd.DataFrame:
    """Both, a flag that only one of them has being false in the other."""
    parts = [part.reindex(columns=["region", *TREATMENTS], fill_value=False) for part in (here, gone)]
    whole = pd.concat(parts, ignore_index=True)
    return whole.astype(dict.fromkeys(TREATMENTS, "bool"))

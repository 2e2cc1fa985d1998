"""Figures that rest on other figures: growth over the year before, and what exceeds the root's share."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from metrics.catalogue import Indicator
from metrics.measuring.figures import row_figure
from metrics.measuring.question import Basis, Question
from metrics.periods import Period
from metrics.results import Figure


def in_both(question: Question, sheet: str, now: Period, then: Period) -> frozenset[str]:
    """The reporters with a report of both periods."""
    return question.snapshot(sheet, now, carry=False).reported & question.snapshot(sheet, then, carry=False).reported


def growth_figure(question: Question, indicator: Indicator, region: str, period: Period) -> Figure:
    """How much an indicator grew over the same period of the year before, over the reporters in force in both.

    Null where the year before is missing or not above 0.
    """
    grown = question.catalogue.indicators[indicator.numerator.growth or ""]
    sheet = question.catalogue.sheets_of(grown)[0]
    common = in_both(question, sheet, period, period.year_before())
    here = question.reporters(sheet).meeting(region) & common
    whole = replace(row_figure(question, grown, region, Basis(period=period)), indicator=indicator.id)
    now = row_figure(question, grown, region, Basis(period=period, reporters=common, carry=False))
    then = row_figure(question, grown, region, Basis(period=period.year_before(), reporters=common, carry=False))
    judged = replace(whole, numerator=None, denominator=None, value=None, reported=len(here), carried_forward=0, rows=now.rows)
    if not whole.reported:
        return replace(judged, reason="not_reported")
    if now.value is None or then.value is None:
        return replace(judged, denominator=then.value, reason="not_comparable")
    change = now.value - then.value
    if then.value <= 0:
        return replace(judged, numerator=change, denominator=then.value, reason="not_comparable")
    value = change / then.value * indicator.factor
    return replace(judged, numerator=change, denominator=then.value, value=value, reason="")


def excess_figure(question: Question, indicator: Indicator, region: str, period: Period) -> Figure:
    """What a region's share exceeds the root's by (at least 0), times the indicator's factor."""
    share = question.catalogue.indicators[indicator.numerator.excess_over_root or ""]
    mine = row_figure(question, share, region, Basis(period=period))
    root = row_figure(question, share, question.pack.root, Basis(period=period))
    figure = replace(mine, indicator=indicator.id, numerator=None, denominator=None, value=None)
    if mine.value is None or root.value is None:
        return replace(figure, reason=mine.reason or root.reason)
    value = max(Fraction(0), mine.value - root.value) * indicator.factor
    return replace(figure, numerator=value, value=value)

"""Figures as targets need them: of any indicator or task, over several years, row by row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from metrics.catalogue import TASK_TEMPLATE, Indicator
from metrics.measuring.coverage import covered
from metrics.measuring.figures import Reason, basis_of, row_figure, sides_of
from metrics.measuring.growth import excess_figure, growth_figure
from metrics.measuring.measures import matching
from metrics.measuring.question import Basis, Question
from metrics.measuring.reports import report_figure
from metrics.measuring.tasks import task_figure
from metrics.packs import Target
from metrics.periods import Period
from metrics.results import Figure


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What is being judged: an indicator or, with ``code``, a task."""

    indicator: Indicator
    code: str | None = None


def measured(question: Question, name: str) -> Measured | None:
    """The indicator or task of that name, None where the catalogue has none."""
    indicator = question.catalogue.get(name)
    if indicator is None:
        return None
    return Measured(indicator=indicator, code=name[5:] if indicator.id == TASK_TEMPLATE else None)


def sheets_of(question: Question, subject: Measured) -> tuple[str, ...]:
    """The sheets of a subject; reports have none."""
    return question.catalogue.sheets_of(subject.indicator)


def figure_of(question: Question, subject: Measured, region: str, basis: Basis | None = None) -> Figure:
    """The figure of a region, of the reports that answer or of those of ``basis``."""
    if subject.code is not None:
        return task_figure(question, subject.code, region, basis)
    indicator = subject.indicator
    if indicator.numerator.submissions:
        return report_figure(question, indicator, region)
    period = basis.period if basis else question.answering(sheets_of(question, subject)[0])
    if indicator.numerator.growth:
        return growth_figure(question, indicator, region, period)
    if indicator.numerator.excess_over_root:
        return excess_figure(question, indicator, region, period)
    return row_figure(question, indicator, region, basis)


def spanned_figure(question: Question, subject: Measured, target: Target, region: str, figure: Figure) -> Figure:
    """The figure summed over the years of a target that spans several: each earlier year's December (else latest) and now."""
    if target.first_year == target.year or "ytd" not in question.accumulations(subject.indicator):
        return figure
    year = Period.parse(figure.period).year
    sheet = sheets_of(question, subject)[0]
    earlier = [_last_of_year(question, sheet, before) for before in range(target.first_year, year)]
    figures = [figure_of(question, subject, region, Basis(period=period)) for period in earlier if period is not None]
    values = [found.value for found in (*figures, figure) if found.value is not None]
    if not values:
        return figure
    total = sum(values, Fraction(0))
    return replace(figure, value=total, numerator=total, denominator=None, reason="")


def places_meant(question: Question, target: Target) -> Sequence[str]:
    """The places of the root that an "every …" scope means."""
    if target.listed is not None:
        return target.listed
    return question.places(question.pack.root, target.scope.removeprefix("every "))


def _last_of_year(question: Question, sheet: str, year: int) -> Period | None:
    """December, to which every reporter's latest report of the year is carried; of quarters the latest handed in."""
    if question.kind(sheet) == "month":
        return Period("month", year, 12)
    return question.earlier(sheet, Period("quarter", year + 1, 1)) if sheet in question.evidence.sheets else None


@dataclass(frozen=True, kw_only=True)
class RowValue:
    """One row's own figure; ``region`` where rows are places, else ``row_key``: the key fields joined by |."""

    region: str | None
    row_key: str | None
    key: tuple[str, ...]
    value: Fraction | None
    reason: Reason


def row_values(question: Question, indicator: Indicator, region: str, basis: Basis | None = None) -> Iterator[RowValue]:
    """Each row of a region that meets the figure's own conditions, with the figure of that row alone."""
    basis = basis or basis_of(question, indicator)
    sheet = question.catalogue.sheets_of(indicator)[0]
    if sheet not in question.evidence.sheets:
        return
    shape = question.evidence.sheets[sheet]
    part = covered(question, sheet, region, basis, flow="flow" in question.accumulations(indicator))
    match = matching(part.rows, indicator.numerator.where, question.pack.settings)
    rows = part.rows.where(match)
    keys = [rows.places if name == "region" else [str(value) for value in rows.text(name)] for name in shape.keys]
    for position, place in enumerate(rows.places):
        alone = {sheet: replace(part, rows=rows.pick(np.array([position], dtype=np.intp)), too_fine=False)}
        key = tuple(column[position] for column in keys)
        sides = sides_of(question, indicator, alone, basis)
        yield RowValue(
            region=place if shape.places else None,
            row_key=None if shape.places else "|".join(key),
            key=key,
            value=sides.value,
            reason=sides.reason,
        )

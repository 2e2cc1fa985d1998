"""Tracing: from a figure back to the cells of the reports that it was made of."""

from __future__ import annotations

import numpy as np

from metrics.catalogue import Indicator
from metrics.measuring.growth import in_both
from metrics.measuring.question import Basis, Question
from metrics.measuring.reports import counted_reports
from metrics.measuring.tasks import SHEET as TASKS
from metrics.measuring.tasks import answering_rows
from metrics.results import Figure
from metrics.targets.measured import figure_of, measured
from metrics.tracing.gathering import COMPARED, COMPARED_WITH, Cells, Gathered
from metrics.tracing.model import PARTS, Part, Traced, TracedColumn, TracedReport
from metrics.tracing.row_figures import gather_row_figure

__all__ = ["PARTS", "Part", "Traced", "TracedColumn", "TracedReport", "trace"]


def trace(question: Question, name: str, region: str) -> Traced | None:
    """A figure of a region with every cell that took part in it; None: the catalogue has no such indicator (``task:CODE`` too).

    Added or taken off: the cells of the fields in the rows that took part, ``numerator`` and ``denominator``. Counted: one
    cell a row, of the field whose different values are counted, else of the first key field. Minimum and median: the cells
    of all complete rows. What a row had to fulfil: ``condition``. Households: their numbers are counted, what judged them
    is the condition, earlier quarters are the ``base``. Growth: this quarter's cells are the numerator, last year's the
    base; an excess over the root: the region's own cells, the root's as base. Reporting: whole reports.
    """
    subject = measured(question, name)
    if subject is None:
        return None
    figure, indicator = figure_of(question, subject, region), subject.indicator
    if indicator.numerator.submissions:
        return Traced(figure=figure, reports=_reports(question, indicator, region))
    found = Gathered()
    if subject.code is not None:
        _gather_task(found, question, subject.code, figure)
    elif indicator.numerator.growth:
        _gather_growth(found, question, question.catalogue.indicators[indicator.numerator.growth], figure)
    elif indicator.numerator.excess_over_root:
        _gather_excess(found, question, question.catalogue.indicators[indicator.numerator.excess_over_root], figure)
    else:
        gather_row_figure(found, question, indicator, region)
    return Traced(figure=figure, columns=found.columns)


def _gather_task(found: Gathered, question: Question, code: str, figure: Figure) -> None:
    if figure.value is None:
        return
    rows = question.rows(TASKS, question.answering(TASKS))
    places = dict(
        zip(
            zip(rows.number("submission").tolist(), rows.number("source_row").tolist(), strict=True),
            range(len(rows)),
            strict=True,
        )
    )
    at = [places[(row.submission, row.source_row)] for row in answering_rows(question, code, figure.region)]
    found.add("numerator", Cells(TASKS, rows, np.array(at, dtype=np.intp)), ("cumulative",))


def _gather_growth(found: Gathered, question: Question, grown: Indicator, figure: Figure) -> None:
    """Nothing where there is nothing to compare with: neither side then is the figure's."""
    if figure.denominator is None:
        return
    now = question.answering(question.catalogue.sheets_of(grown)[0])
    common = in_both(question, question.catalogue.sheets_of(grown)[0], now, now.year_before())
    for parts, period in ((COMPARED, now), (COMPARED_WITH, now.year_before())):
        if parts is COMPARED and figure.numerator is None:
            continue
        basis = Basis(period=period, reporters=common, carry=False)
        gather_row_figure(found.as_parts(parts), question, grown, figure.region, basis)


def _gather_excess(found: Gathered, question: Question, share: Indicator, figure: Figure) -> None:
    if figure.numerator is None:
        return
    basis = Basis(period=question.answering(question.catalogue.sheets_of(share)[0]))
    gather_row_figure(found, question, share, figure.region, basis)
    gather_row_figure(found.as_parts(COMPARED_WITH), question, share, question.pack.root, basis)


def _reports(question: Question, indicator: Indicator, region: str) -> tuple[TracedReport, ...]:
    found: list[TracedReport] = []
    sides: tuple[tuple[Part, str | None], ...] = (
        ("numerator", indicator.numerator.submissions),
        ("denominator", indicator.denominator.submissions if indicator.denominator else None),
    )
    for part, kind in sides:
        lines = counted_reports(question, kind, region) if kind else []
        found += [
            TracedReport(part=part, sheet=line.sheet, submission=line.submission)
            for line in lines
            if line.submission is not None
        ]
    return tuple(found)

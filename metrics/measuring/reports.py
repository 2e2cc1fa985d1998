"""Reporting itself as a figure: who has handed in, on time, at the first try."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from metrics.catalogue import Indicator
from metrics.evidence import ReportState
from metrics.measuring.question import Question
from metrics.results import Figure


def report_figure(question: Question, indicator: Indicator, region: str) -> Figure:
    """A share of the reports due from the reporters that meet a region; the exempt leave both sides."""
    lines = _lines(question, region)
    received = _counted("received", lines)
    numerator = len(_counted(indicator.numerator.submissions, lines))
    denominator = len(_counted(indicator.denominator.submissions if indicator.denominator else None, lines))
    value = Fraction(numerator, denominator) * indicator.factor if denominator else None
    return Figure(
        indicator=indicator.id, region=region, period=str(question.asked), value=value, numerator=Fraction(numerator),
        denominator=Fraction(denominator), reported=len(received), expected=len(lines), carried_forward=0, rows=None,
        rows_expected=None, reason="" if denominator else "not_comparable",
    )  # fmt: skip


def counted_reports(question: Question, kind: str, region: str) -> Sequence[ReportState]:
    """The lines of ``status`` that a side of a share counts."""
    return _counted(kind, _lines(question, region))


def _lines(question: Question, region: str) -> Sequence[ReportState]:
    return [
        line
        for line in question.evidence.report_states(str(question.asked))
        if line.state != "exempt"
        and line.sheet in question.pack.sheets
        and line.reporter in question.reporters(line.sheet).meeting(region)
    ]


def _counted(kind: str | None, lines: Sequence[ReportState]) -> Sequence[ReportState]:
    if kind == "expected":
        return lines
    received = [line for line in lines if line.submission is not None]
    if kind == "on_time":
        return [line for line in received if line.state == "on_time"]
    return [line for line in received if line.first_pass] if kind == "first_pass" else received

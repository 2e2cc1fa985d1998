"""Counts of judged households: below a line, comparable, fallen."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from metrics.catalogue import Indicator
from metrics.measuring.question import Question
from metrics.measuring.rows import SheetRows
from metrics.packs import Pack
from metrics.periods import Period

_VERDICTS = frozenset({"below_line", "below_work_line", "net_fell", "operating_fell"})
_FIELDS = {
    "below_line": ("net", "persons"),
    "below_work_line": ("net", "persons"),
    "with_annual": ("net", "persons"),
    "without_annual": (),
    "comparable": (),
    "net_fell": ("net", "persons"),
    "operating_fell": ("operating_gross", "operating_cost"),
}


def has_line(pack: Pack, kind: str, year: int) -> bool:
    """Whether the pack has the line that a count needs; counts that need none always have it."""
    if kind == "below_line":
        return year in pack.income.line
    return kind != "below_work_line" or pack.income_settings.work_line is not None


def needed_fields(question: Question, indicator: Indicator) -> tuple[str, ...]:
    """Fields of household_income that a row must have filled to be judged."""
    kinds = [declared.households for declared in question.catalogue.measures_of(indicator) if declared.households]
    return tuple(dict.fromkeys(name for kind in kinds for name in judged_fields(question, kind)))


def judged_fields(question: Question, kind: str) -> tuple[str, ...]:
    """Fields of household_income that a count looks at."""
    gross = question.pack.settings.operating_basis == "gross"
    return tuple(name for name in _FIELDS[kind] if not (gross and name == "operating_cost"))


def count(question: Question, kind: str, rows: SheetRows, period: Period) -> Fraction | None:
    """How many of the households in ``rows`` are of a kind; None where there are households and none can be judged."""
    found = counted(question, kind, rows, period)
    return None if found is None else Fraction(len(found))


def counted(question: Question, kind: str, rows: SheetRows, period: Period) -> SheetRows | None:
    """The judged households that ``count`` counts."""
    judged = _judged_of(question.judged(period), rows)
    if kind in _VERDICTS:
        known = judged.known(kind)
        return None if len(judged) and not known.any() else judged.where(judged.flag(kind))
    if kind == "comparable":
        return judged.where(judged.flag("comparable"))
    unknown = judged.flag("line_unknown")
    return judged.where(unknown if kind == "without_annual" else ~unknown)


def _judged_of(judged: SheetRows, rows: SheetRows) -> SheetRows:
    """The judged households that stand in some rows: those of the same places."""
    if not len(judged) or not len(rows):
        return judged.pick(np.zeros(0, dtype=np.intp))
    return judged.where((judged.codes >= rows.codes[0]) & (judged.codes <= rows.codes[-1]))

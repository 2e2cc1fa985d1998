"""The cells of a count of judged households: their numbers, what was judged, and the quarters that they are compared with."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from metrics.income_comparison import one_row_a_household
from metrics.income_quarters import fourth_of_last_year, is_fourth, shifted, window
from metrics.measuring.households import counted, judged_fields
from metrics.measuring.question import Question
from metrics.measuring.rows import SheetRows, Texts
from metrics.periods import Period
from metrics.tracing.gathering import Cells, Gathered
from metrics.tracing.model import Part

SHEET, NUMBER = "household_income", "household_no"
_ANNUAL = frozenset({"below_line", "below_work_line", "with_annual"})
_COMPARED = frozenset({"net_fell", "operating_fell"})


def gather_households(found: Gathered, question: Question, role: Part, kind: str, rows: SheetRows, period: Period) -> None:
    """One cell a counted household, the fields that judged it as conditions, those of earlier quarters as base."""
    judged = counted(question, kind, rows, period)
    if judged is None or not len(judged):
        return
    numbers = judged.text(NUMBER)
    now = _rows_of(question, str(period), numbers)
    found.add(role, now, (NUMBER,))
    found.add("condition", now, judged_fields(question, kind))
    for part, quarter, fields in _earlier(question, kind, str(period)):
        found.add(part, _rows_of(question, quarter, numbers), fields)


def _earlier(question: Question, kind: str, period: str) -> Iterator[tuple[Part, str, tuple[str, ...]]]:
    """(what the cells are, quarter, fields) of each other quarter that the households are judged by."""
    last_year, fields = shifted(period, -4), judged_fields(question, kind)
    if kind == "comparable":
        yield "base", last_year, (NUMBER,)
    if kind in _ANNUAL and not is_fourth(period):
        for quarter in (fourth_of_last_year(period), last_year):
            yield "base", quarter, ("net",)
    if kind in _COMPARED:
        amounts = tuple(name for name in fields if name != "persons")
        basis = question.pack.income_settings.comparison
        for quarter in (part for _, part in window(period, basis) if part != period):
            yield "condition", quarter, amounts
        if amounts != fields:
            yield "base", last_year, ("persons",)
        for _, quarter in window(last_year, basis):
            yield "base", quarter, amounts


def _rows_of(question: Question, quarter: str, numbers: Texts) -> Cells:
    """The rows of some households in a quarter: the one row a household that the comparison takes."""
    rows = question.rows(SHEET, Period.parse(quarter), carry=False)
    if not len(rows):
        return Cells(SHEET, rows, np.zeros(0, dtype=np.intp))
    clean = one_row_a_household(rows.frame.assign(position=np.arange(len(rows))))
    at = pd.Index(clean[NUMBER].astype(object)).get_indexer(pd.Index(numbers))
    return Cells(SHEET, rows, clean["position"].to_numpy()[at[at >= 0]])

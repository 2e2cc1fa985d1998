"""The cells of a figure made of rows, walked as ``metrics.measuring.figures`` measures it."""

from __future__ import annotations

import numpy as np

from metrics.catalogue import Indicator, Measure
from metrics.measuring.coverage import Covered
from metrics.measuring.figures import basis_of, fields_on, parts_of, why_unanswered
from metrics.measuring.measures import every_field_filled, matching
from metrics.measuring.question import Basis, Question
from metrics.tracing.gathering import Cells, Gathered
from metrics.tracing.households import gather_households
from metrics.tracing.model import Part


def gather_row_figure(
    found: Gathered, question: Question, indicator: Indicator, region: str, basis: Basis | None = None
) -> None:
    """Both sides of a figure; nothing where no row is looked at."""
    basis = basis or basis_of(question, indicator)
    parts = parts_of(question, indicator, region, basis)
    if why_unanswered(question, indicator, parts, basis) is not None:
        return
    _gather_side(found, question, indicator, "numerator", indicator.numerator, parts, basis)
    if indicator.denominator is not None:
        _gather_side(found, question, indicator, "denominator", indicator.denominator, parts, basis)


def _gather_side(
    found: Gathered, question: Question, indicator: Indicator, role: Part, declared: Measure,
    parts: dict[str, Covered], basis: Basis,
) -> None:  # fmt: skip
    if declared.indicator is not None:
        referred = question.catalogue.indicators[declared.indicator].numerator
        return _gather_side(found, question, indicator, role, referred, parts, basis)
    part = parts[declared.sheets[0]]
    if declared.households is not None:
        return gather_households(found, question, role, declared.households, part.rows, basis.period)
    return _gather_rows(found, question, role, declared, part, fields_on(question, indicator, part.sheet))


def _gather_rows(found: Gathered, question: Question, role: Part, declared: Measure, part: Covered, fields: list[str]) -> None:
    """The rows that are added up or counted: those that fulfil the conditions and have every field of the figure filled."""
    use = every_field_filled(part.rows, fields)
    if not (declared.min or declared.median):
        use &= matching(part.rows, declared.where, question.pack.settings)
    cells = Cells(part.sheet, part.rows, np.flatnonzero(use))
    found.add(role, cells, (path.split(".")[1] for path in declared.paths))
    if declared.count:
        found.add(role, cells, (declared.distinct or question.evidence.sheets[part.sheet].keys[0],))
    found.add("condition", cells, (name for condition in declared.where for name in condition.fields))

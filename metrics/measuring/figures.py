"""An indicator of a region: value, both sides, and what it covers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

import numpy as np

from metrics.catalogue import Indicator, Measure
from metrics.measuring import households
from metrics.measuring.coverage import Covered, covered
from metrics.measuring.measures import every_field_filled, measure
from metrics.measuring.question import Basis, Question
from metrics.results import Figure

Reason = Literal["not_reported", "not_comparable", ""]


@dataclass(frozen=True, kw_only=True)
class Sides:
    """Numerator and denominator of a figure, and its value (factor included); ``reason`` why there is no value."""

    numerator: Fraction | None
    denominator: Fraction | None
    value: Fraction | None
    reason: Reason = ""


NOTHING = Sides(numerator=None, denominator=None, value=None, reason="not_reported")
INCOMPARABLE = replace(NOTHING, reason="not_comparable")


def is_flow(question: Question, indicator: Indicator) -> bool:
    """Whether a figure rests on what happened in the month only."""
    return "flow" in question.accumulations(indicator)


def basis_of(question: Question, indicator: Indicator) -> Basis:
    """The reports that answer: those of the sheet's period, for a flow those of the whole period asked for."""
    sheet = question.catalogue.sheets_of(indicator)[0]
    if is_flow(question, indicator) and question.kind(sheet) == "month":
        return Basis(period=question.asked)
    return Basis(period=question.answering(sheet))


def parts_of(question: Question, indicator: Indicator, region: str, basis: Basis) -> dict[str, Covered]:
    """The rows of a region that a figure may use, by sheet."""
    flow = is_flow(question, indicator)
    return {sheet: covered(question, sheet, region, basis, flow=flow) for sheet in question.catalogue.sheets_of(indicator)}


def row_figure(question: Question, indicator: Indicator, region: str, basis: Basis | None = None) -> Figure:
    """A figure made of rows of one or two sheets."""
    basis = basis or basis_of(question, indicator)
    parts = parts_of(question, indicator, region, basis)
    leading = min(parts.values(), key=lambda part: part.share)
    sides = sides_of(question, indicator, parts, basis)
    return Figure(
        indicator=indicator.id, region=region, period=str(basis.period),
        value=sides.value, numerator=sides.numerator, denominator=sides.denominator,
        reported=leading.reported, expected=leading.expected, carried_forward=leading.carried,
        rows=_complete_rows(question, indicator, leading), rows_expected=leading.rows_expected, reason=sides.reason,
    )  # fmt: skip


def sides_of(question: Question, indicator: Indicator, parts: dict[str, Covered], basis: Basis) -> Sides:
    """Both sides and the value over the rows given; nothing handed in gives nothing, a missing setting neither."""
    if (unanswered := why_unanswered(question, indicator, parts, basis)) is not None:
        return unanswered
    numerator = _side(question, indicator, indicator.numerator, parts, basis)
    if indicator.denominator is None:
        value = None if numerator is None else numerator * indicator.factor
        return Sides(numerator=value, denominator=None, value=value, reason=_why(indicator, value))
    denominator = _side(question, indicator, indicator.denominator, parts, basis)
    if denominator == 0:
        return Sides(numerator=numerator, denominator=denominator, value=None, reason="not_comparable")
    if numerator is None or denominator is None:
        return Sides(numerator=numerator, denominator=denominator, value=None, reason=_why(indicator, None))
    return Sides(numerator=numerator, denominator=denominator, value=numerator / denominator * indicator.factor)


def why_unanswered(question: Question, indicator: Indicator, parts: dict[str, Covered], basis: Basis) -> Sides | None:
    """The empty sides of a figure for which no row is looked at; None where the rows answer."""
    if any(part.nothing for part in parts.values()):
        return NOTHING
    if any(part.too_fine for part in parts.values()) or not _settings_there(question, indicator, basis):
        return INCOMPARABLE
    return None


def _why(indicator: Indicator, value: Fraction | None) -> Reason:
    """A sum of which no row has the field filled was not reported; households that cannot be judged cannot be compared."""
    if value is not None:
        return ""
    return "not_comparable" if indicator.missing == "judged_households" else "not_reported"


def _settings_there(question: Question, indicator: Indicator, basis: Basis) -> bool:
    settings = question.pack.settings
    for declared in question.catalogue.measures_of(indicator):
        if declared.households and not households.has_line(question.pack, declared.households, basis.period.year):
            return False
        if declared.rows_at and any(question.pack.sheets[sheet].row_level != declared.rows_at for sheet in declared.sheets):
            return False
    return all(settings.bound(name) is not None for name in question.catalogue.settings_of(indicator))


def _side(
    question: Question, indicator: Indicator, declared: Measure, parts: dict[str, Covered], basis: Basis
) -> Fraction | None:
    if declared.indicator is not None:
        return _side(question, indicator, question.catalogue.indicators[declared.indicator].numerator, parts, basis)
    part = parts[declared.sheets[0]]
    if declared.households is not None:
        return households.count(question, declared.households, part.rows, basis.period)
    fields = fields_on(question, indicator, part.sheet)
    return measure(declared, part.rows, every_field_filled(part.rows, fields), question.pack.settings)


def fields_on(question: Question, indicator: Indicator, sheet: str) -> list[str]:
    """The fields of a sheet that a figure rests on: a row takes part where each of them is filled."""
    return [name for owner, name in question.catalogue.fields_of(indicator) if owner == sheet]


def _complete_rows(question: Question, indicator: Indicator, part: Covered) -> int:
    """Rows with every field of the figure filled; of a flow over months, the places with every month filled."""
    if part.nothing:
        return 0
    fields = [*fields_on(question, indicator, part.sheet), *households.needed_fields(question, indicator)]
    complete = part.rows.where(every_field_filled(part.rows, fields))
    if part.months == 1 or part.rows_expected is None:
        return len(complete)
    return int((np.unique(complete.codes, return_counts=True)[1] == part.months).sum())

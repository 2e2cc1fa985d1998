"""The figure that an indicator is expected to have."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from tests.oracle.coverage import Answering
from tests.oracle.reports import Row, number


@dataclass(frozen=True, kw_only=True)
class ExpectedFigure:
    """Exact and unrounded; None where there is none. ``rows`` None: the specification counts no rows here."""

    indicator: str
    region: str
    period: str
    value: Fraction | None
    numerator: Fraction | None
    denominator: Fraction | None
    reported: int
    expected: int
    carried_forward: int
    rows: int | None
    rows_expected: int | None


@dataclass(frozen=True, kw_only=True)
class Measured:
    """Value, parts and filled rows before coverage is added."""

    value: Fraction | None = None
    numerator: Fraction | None = None
    denominator: Fraction | None = None
    rows: int | None = 0


NOTHING = Measured()


def single(value: Fraction | int | None, rows: int) -> Measured:
    exact = None if value is None else Fraction(value)
    return Measured(value=exact, numerator=exact, rows=rows)


def quotient(top: Fraction | int | None, bottom: Fraction | int | None, factor: int, rows: int) -> Measured:
    """A ratio; nothing over zero, and nothing over nothing."""
    numerator, denominator = (None if part is None else Fraction(part) for part in (top, bottom))
    value = numerator / denominator * factor if numerator is not None and denominator else None
    return Measured(value=value, numerator=numerator, denominator=denominator, rows=rows)


def filled(rows: Sequence[Row], fields: Sequence[str]) -> list[Row]:
    return [row for row in rows if all(number(row, field) is not None for field in fields)]


def added(rows: Sequence[Row], field: str) -> Fraction:
    total = Fraction(0)
    for row in rows:
        value = number(row, field)
        assert value is not None
        total += value
    return total


def sum_of(rows: Sequence[Row], plus: Sequence[str], minus: Sequence[str], beside: Sequence[str]) -> Fraction | None:
    """The sum over rows with all fields filled (those of ``beside`` too); 0 over no rows, nothing over rows all blank."""
    whole = filled(rows, [*plus, *minus, *beside])
    if rows and not whole:
        return None
    total = Fraction(0)
    for field in plus:
        total += added(whole, field)
    for field in minus:
        total -= added(whole, field)
    return total


def count_where(rows: Sequence[Row], field: str, holds: Callable[[Fraction], bool]) -> int:
    matching = 0
    for row in rows:
        value = number(row, field)
        if value is not None and holds(value):
            matching += 1
    return matching


def figure(
    indicator: str, region: str, answer: Answering, measured: Measured, rows_expected: int | None, reported: int | None = None
) -> ExpectedFigure:
    return ExpectedFigure(
        indicator=indicator,
        region=region,
        period=answer.period,
        value=measured.value,
        numerator=measured.numerator,
        denominator=measured.denominator,
        reported=len(answer.reported) if reported is None else reported,
        expected=len(answer.expected),
        carried_forward=len(answer.carried),
        rows=measured.rows,
        rows_expected=rows_expected,
    )

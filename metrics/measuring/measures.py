"""The verbs of the catalogue over rows: sum, count, min and median, with conditions, blanks and pack settings."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Any

import numpy as np

from metrics.catalogue import Condition, Measure
from metrics.evidence import MICRO
from metrics.measuring.rows import Mask, SheetRows, Whole, exact_sum, micro
from metrics.settings import Settings

_COMPARE: dict[str, Callable[[Any, Any], Any]] = {
    "<": operator.lt,
    "<=": operator.le,
    "=": operator.eq,
    ">=": operator.ge,
    ">": operator.gt,
}


def every_field_filled(rows: SheetRows, fields: Iterable[str]) -> Mask:
    """Rows in which each of the fields has a value."""
    mask = np.ones(len(rows), dtype=bool)
    for name in fields:
        mask &= rows.known(name)
    return mask


def matching(rows: SheetRows, conditions: Iterable[Condition], settings: Settings) -> Mask:
    """Rows that fulfil every condition; a blank never does."""
    mask = np.ones(len(rows), dtype=bool)
    for condition in conditions:
        mask &= _fulfils(rows, condition, settings)
    return mask


def _fulfils(rows: SheetRows, condition: Condition, settings: Settings) -> Mask:
    known = every_field_filled(rows, condition.fields)
    if condition.values:
        return known & np.isin(rows.text(condition.field), list(condition.values))
    if isinstance(condition.value, str):
        return known & (rows.text(condition.field) == condition.value)
    bound = condition.value if condition.setting is None else settings.bound(condition.setting)
    if bound is None:
        return np.zeros(len(rows), dtype=bool)
    compare = _COMPARE[condition.op]
    if condition.over is not None:
        return known & _quotient(rows, condition.field, condition.over, bound, compare)
    return known & _against(rows.number(condition.field), bound * MICRO, compare)


def _against(values: Whole, limit: Fraction, compare: Callable[[Any, Any], Any]) -> Mask:
    """Exactly; whole limits, the usual ones, without leaving int64."""
    if limit.denominator == 1 and abs(limit.numerator) < 2**63:
        return compare(values, limit.numerator)
    return np.array([compare(value * limit.denominator, limit.numerator) for value in values.tolist()], dtype=bool)


def _quotient(rows: SheetRows, field: str, over: str, bound: Fraction, compare: Callable[[Any, Any], Any]) -> Mask:
    """Exactly, row by row; a division by zero fulfils nothing."""
    pairs = zip(rows.number(field).tolist(), rows.number(over).tolist(), strict=True)
    return np.array([under != 0 and bool(compare(Fraction(upper, under), bound)) for upper, under in pairs], dtype=bool)


def measure(declared: Measure, rows: SheetRows, complete: Mask, settings: Settings) -> Fraction | None:
    """A sum, count, min or median over ``rows``; ``complete`` marks those with every field of the figure filled.

    A sum or count of which no row matches is 0; a sum of which no matching row is complete, a min or a median over
    nothing is None.
    """
    if declared.min or declared.median:
        return _order_statistic(declared, rows, complete)
    match = matching(rows, declared.where, settings)
    use = match & complete
    if declared.count:
        return Fraction(_count(declared, rows, use))
    if match.any() and not use.any():
        return None
    factor = settings.bound(declared.times) if declared.times else Fraction(1)
    return None if factor is None else _sum(declared, rows, use) * factor


def _sum(declared: Measure, rows: SheetRows, use: Mask) -> Fraction:
    added = sum(exact_sum(rows.number(path.split(".")[1])[use]) for path in declared.sum)
    taken = sum(exact_sum(rows.number(path.split(".")[1])[use]) for path in declared.minus)
    return micro(added - taken)


def _count(declared: Measure, rows: SheetRows, use: Mask) -> int:
    if declared.distinct is None:
        return int(use.sum())
    return len({value for value in rows.text(declared.distinct)[use] if isinstance(value, str)})


def _order_statistic(declared: Measure, rows: SheetRows, complete: Mask) -> Fraction | None:
    path = declared.min or declared.median or ""
    values = np.sort(rows.number(path.split(".")[1])[complete]).tolist()
    if not values:
        return None
    if declared.min:
        return micro(values[0])
    return (micro(values[(len(values) - 1) // 2]) + micro(values[len(values) // 2])) / 2

"""Exact arithmetic on columns of 1e-6 counts: int64 while it fits, Python integers where it would not."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt

from data_access.sheets.declaration import Comparison
from data_access.typed_rows import MICRO, Mask, TypedRows

Numbers = npt.NDArray[Any]
_SAFE = 2**62


def micro(amount: Decimal | Fraction | int) -> int:
    """An amount in its unit as a count of 1e-6, which declared tolerances and bounds of six decimals always are."""
    return int(Fraction(amount) * MICRO)


def times(values: Numbers, factor: int) -> Numbers:
    """``values * factor`` without overflow (an object array of Python integers where int64 is too small)."""
    largest = int(np.abs(values).max(initial=0))
    if largest * abs(factor) < _SAFE:
        return values * factor
    return values.astype(object) * factor


def product(left: Numbers, right: Numbers) -> Numbers:
    """Element by element, without overflow."""
    if int(np.abs(left).max(initial=0)) * int(np.abs(right).max(initial=0)) < _SAFE:
        return left * right
    return left.astype(object) * right.astype(object)


def difference(left: Numbers, right: Numbers) -> Numbers:
    """Element by element, without overflow."""
    if int(np.abs(left).max(initial=0)) + int(np.abs(right).max(initial=0)) < _SAFE:
        return left - right
    return left.astype(object) - right.astype(object)


def filled(rows: TypedRows, field: str) -> Numbers:
    """The counts of a field, 0 where it has no value."""
    column = rows.columns[field]
    return np.where(column.missing, 0, column.values)


def total(rows: TypedRows, plus: tuple[str, ...], minus: tuple[str, ...] = ()) -> Numbers:
    """Sum of some fields less others in every row; blanks count 0."""
    signed = [filled(rows, field) for field in plus] + [-filled(rows, field) for field in minus]
    if sum(int(np.abs(values).max(initial=0)) for values in signed) >= _SAFE:
        signed = [values.astype(object) for values in signed]
    outcome = signed[0]
    for values in signed[1:]:
        outcome = outcome + values
    return outcome


def known(rows: TypedRows, *fields: str) -> Mask:
    """The rows in which every one of the fields has a sound value."""
    mask = np.ones(len(rows), dtype=np.bool_)
    for field in fields:
        column = rows.columns[field]
        mask &= ~column.missing & ~column.invalid
    return mask


def compares(left: Numbers, op: Comparison, bound: Fraction) -> Mask:
    """Whether counts of 1e-6 stand in relation ``op`` to a bound given in the unit."""
    sides = times(left, bound.denominator), bound.numerator * MICRO
    outcome = {
        "<": lambda: sides[0] < sides[1],
        "<=": lambda: sides[0] <= sides[1],
        "=": lambda: sides[0] == sides[1],
        ">=": lambda: sides[0] >= sides[1],
        ">": lambda: sides[0] > sides[1],
    }[op]()
    return np.asarray(outcome, dtype=np.bool_)

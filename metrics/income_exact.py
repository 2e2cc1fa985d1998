"""Exact arithmetic on whole columns: a quotient of integers for every household, or unknown.

int64 where it suffices, Python's own integers where it would overflow; never binary fractions.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Integers = NDArray[Any]
Flags = NDArray[np.bool_]

_ROOM = 2**62
_LARGEST = 2**63 - 1


@dataclass(frozen=True, kw_only=True, eq=False)
class Quantity:
    """One exact number for each household: ``numerator / denominator`` where ``known``; the denominator is above 0."""

    numerator: Integers
    denominator: Integers
    known: Flags

    def at(self, positions: NDArray[np.intp]) -> Quantity:
        """The quantities of some households; unknown where a position is -1."""
        found = (positions >= 0) & (len(self.known) > 0)
        safe = np.where(found, positions, 0)
        if not len(self.known):
            return unknown(len(positions))
        return _quantity(self.numerator[safe], self.denominator[safe], found & self.known[safe])


def _quantity(numerator: Integers, denominator: Integers, known: Flags) -> Quantity:
    """Unknown ones become 0 / 1, so that no later step divides by nothing."""
    return Quantity(numerator=np.where(known, numerator, 0), denominator=np.where(known, denominator, 1), known=known)


def unknown(length: int) -> Quantity:
    """Nothing known of that many households."""
    return _quantity(np.zeros(length, np.int64), np.ones(length, np.int64), np.zeros(length, np.bool_))


def amounts(column: pd.Series, divisor: int = 1) -> Quantity:
    """A nullable Int64 column, divided without remainder by ``divisor``."""
    values = column.astype("Int64").to_numpy(dtype=np.int64, na_value=0) // divisor
    return _quantity(values, np.ones(len(values), np.int64), column.notna().to_numpy(dtype=np.bool_))


def _largest(values: Integers) -> int:
    return max(abs(int(values.max())), abs(int(values.min()))) if len(values) else 0


def _times(left: Integers, right: Integers | int) -> Integers:
    factor = abs(right) if isinstance(right, int) else _largest(right)
    if _largest(left) * factor < _ROOM:
        return left * right
    return left.astype(object) * (right if isinstance(right, int) else right.astype(object))


def _plus(left: Integers, right: Integers) -> Integers:
    if _largest(left) + _largest(right) < _ROOM:
        return left + right
    return left.astype(object) + right.astype(object)


def total(left: Quantity, right: Quantity) -> Quantity:
    """The sum, known where both are."""
    numerator = _plus(_times(left.numerator, right.denominator), _times(right.numerator, left.denominator))
    return _quantity(numerator, _times(left.denominator, right.denominator), left.known & right.known)


def difference(left: Quantity, right: Quantity) -> Quantity:
    """``left - right``, known where both are."""
    return total(left, Quantity(numerator=-right.numerator, denominator=right.denominator, known=right.known))


def ratio(top: Quantity, bottom: Quantity) -> Quantity:
    """``top / bottom``, known where both are and ``bottom`` is above 0."""
    known = top.known & bottom.known & (bottom.numerator > 0)
    return _quantity(_times(top.numerator, bottom.denominator), _times(top.denominator, bottom.numerator), known)


def sign(quantity: Quantity) -> Integers:
    """-1, 0 or 1; 0 where unknown."""
    return (quantity.numerator > 0).astype(np.int64) - (quantity.numerator < 0).astype(np.int64)


def below(quantity: Quantity, other: Quantity) -> Flags:
    """Known and less."""
    change = difference(quantity, other)
    return change.known & (change.numerator < 0)


def minus(quantity: Quantity, bound: Fraction) -> Quantity:
    """What is left above a bound; below 0 where the quantity is."""
    top = _plus(_times(quantity.numerator, bound.denominator), _times(quantity.denominator, -bound.numerator))
    return _quantity(top, _times(quantity.denominator, bound.denominator), quantity.known)


def against(quantity: Quantity, bound: Fraction) -> Integers:
    """-1, 0 or 1 as the quantity is below, at or above a bound; 0 where unknown, so ask ``known`` as well."""
    return sign(minus(quantity, bound))


def at_least(quantity: Quantity, bound: Fraction) -> Flags:
    """Known and at or above a bound."""
    return quantity.known & (against(quantity, bound) >= 0)


def rounded(quantity: Quantity, *, scale: int = 1, divisor: int = 1) -> NDArray[np.int64]:
    """``quantity * scale / divisor`` to whole numbers, half up (away from 0); 0 where unknown.

    What no column could hold is cut to the largest that it can.
    """
    top, bottom = _times(quantity.numerator, 2 * scale), _times(quantity.denominator, divisor)
    whole = _plus(abs(top), bottom) // _times(bottom, 2)
    if whole.dtype == object:
        whole = np.minimum(whole, _LARGEST)
    return np.where(top < 0, -whole, whole).astype(np.int64)


def nullable(values: NDArray[np.int64], known: Flags) -> pd.Series:
    """A nullable Int64 column."""
    return pd.Series(pd.arrays.IntegerArray(values.astype(np.int64), ~known))


def nullable_flags(values: Flags, known: Flags) -> pd.Series:
    """A nullable boolean column."""
    return pd.Series(pd.arrays.BooleanArray(values.astype(np.bool_), ~known))

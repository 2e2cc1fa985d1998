"""From the numbers of a workbook to exact counts of 1e-6 of the field's unit, rounded half up."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from data_access.typed_rows import MICRO, Mask

LARGEST = 2**63 - 1
_EXACT = 1e15  # up to here a decimal of 15 digits and its float name one another
_SAFE = 1e12  # up to here a product is wrong by less than a thousandth of a count
_NEAR_HALF = 1e-3
_NOISE = 0.01  # of a count: what formulas leave behind 12.3


def exact_micro(value: Decimal, scale: Fraction) -> int | None:
    """``value`` × ``scale`` in counts of 1e-6, half away from zero; None where it does not fit into 64 bits."""
    if value.is_nan() or value.is_infinite() or value.adjusted() > 40:
        return None
    amount = Fraction(value) * scale * MICRO
    rounded = (2 * abs(amount.numerator) + amount.denominator) // (2 * amount.denominator)
    if rounded > LARGEST:
        return None
    return -rounded if amount < 0 else rounded


def micro_of(numbers: npt.NDArray[np.float64], scale: Fraction) -> tuple[npt.NDArray[np.int64], Mask]:
    """Counts of 1e-6 of ``Decimal(repr(number)) * scale`` for finite numbers, and where a number is too large.

    A float times the factor is off by a few units in the last place: away from a half the nearest whole number is right all
    the same; where it is one of at most 15 digits that gives the very float back, it is exact. The rest goes by decimals.
    """
    factor = scale * MICRO
    with np.errstate(over="ignore", invalid="ignore"):
        products = numbers * factor.numerator / factor.denominator
        nearest = np.rint(products)
        distance = np.abs(np.abs(products - np.floor(products)) - 0.5)
        sure = (np.abs(products) < _SAFE) & (distance > _NEAR_HALF)
        sure |= (np.abs(nearest) < _EXACT) & _gives_back(nearest, numbers, factor)
    counts = np.where(sure, nearest, 0).astype(np.int64)
    too_large = np.zeros(len(numbers), dtype=np.bool_)
    for index in np.flatnonzero(~sure):
        exact = exact_micro(Decimal(repr(float(numbers[index]))), scale)
        too_large[index] = exact is None
        counts[index] = exact or 0
    return counts, too_large


def rounds(numbers: npt.NDArray[np.float64], scale: Fraction) -> Mask:
    """Where a number has more than 6 decimals of the field's unit, the noise of a float's last places apart (12.300000000001)."""
    factor = scale * MICRO
    with np.errstate(over="ignore", invalid="ignore"):
        products = numbers * factor.numerator / factor.denominator
        return (np.abs(products) < _SAFE) & (np.abs(products - np.rint(products)) > _NOISE)


def _gives_back(nearest: npt.NDArray[np.float64], numbers: npt.NDArray[np.float64], factor: Fraction) -> Mask:
    if factor.denominator == 1:
        return nearest / factor.numerator == numbers
    if factor.numerator == 1:
        return nearest * factor.denominator == numbers
    return np.zeros(len(numbers), dtype=np.bool_)

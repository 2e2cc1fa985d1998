"""Rounding once, at the very end: half up on exact fractions, −0 is 0."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import floor


def half_up(value: Fraction, places: int) -> Decimal:
    """``value`` rounded half away from zero to ``places`` decimals, with exactly that many decimals (26.625 → 26.63)."""
    scaled = floor(abs(value) * 10**places + Fraction(1, 2))
    return Decimal(-scaled if value < 0 else scaled).scaleb(-places) + 0


def printed(value: Fraction | None, places: int) -> int | float | None:
    """The number as JSON prints it: rounded half up, whole numbers without decimals, None stays None."""
    if value is None:
        return None
    rounded = half_up(value, places)
    return int(rounded) if rounded == rounded.to_integral_value() else float(rounded)

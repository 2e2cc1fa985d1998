"""How exact values are printed in JSON: numbers rounded half up, moments with their offset."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction

from metrics.rounding import half_up

MICRO = 1_000_000


def number_json(value: Fraction | int | None, places: int = 6) -> float | int | None:
    """A number rounded half up; whole numbers are printed without a point, −0 is 0."""
    if value is None:
        return None
    rounded = half_up(Fraction(value), places)
    return int(rounded) if rounded == rounded.to_integral_value() else float(rounded)


def micro_json(value: int | None) -> float | int | None:
    """A count of 1e-6 as a number."""
    return None if value is None else number_json(Fraction(int(value), MICRO))


def moment_json(moment: datetime | None) -> str | None:
    """ISO 8601 with offset, exact, so that it can be asked for again as of that very moment."""
    return None if moment is None else moment.isoformat()

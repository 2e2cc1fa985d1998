"""How stored values are printed in JSON: counts of 1e-6 as numbers, moments with their offset."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction

from data_access.typed_rows import MICRO
from metrics.rounding import printed


def micro_json(value: int | None) -> float | int | None:
    """A count of 1e-6 as a number."""
    return None if value is None else printed(Fraction(int(value), MICRO), 6)


def moment_json(moment: datetime | None) -> str | None:
    """ISO 8601 with offset, exact, so that it can be asked for again as of that very moment."""
    return None if moment is None else moment.isoformat()

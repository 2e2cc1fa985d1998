"""What both calculations share: quarters and months, places inside units, blanks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cache
from typing import Any

Row = Mapping[str, Any]
Reports = Mapping[tuple[str, str, str], Sequence[Row]]

LEVELS = {2: "province", 4: "prefecture", 6: "county", 9: "township", 12: "village"}


def number(row: Row, field: str) -> Fraction | None:
    """A number of a row, None where blank."""
    value = row.get(field)
    return None if value is None else Fraction(value)


@cache
def significant(code: str) -> int:
    """How many digits of a region's code say where it is: 2, 4, 6, 9 or 12."""
    for digits in (2, 4, 6, 9):
        if set(code[digits:]) == {"0"}:
            return digits
    return 12


def level(code: str) -> str:
    return LEVELS[significant(code)]


def inside(code: str, unit: str) -> bool:
    """Whether a region is the unit itself or lies in it."""
    return code.startswith(unit[: significant(unit)])


def quarter_before(period: str, steps: int = 1) -> str:
    year, quarter = int(period[:4]), int(period[5])
    for _ in range(steps):
        year, quarter = (year - 1, 4) if quarter == 1 else (year, quarter - 1)
    return f"{year}Q{quarter}"


def year_before(period: str) -> str:
    return f"{int(period[:4]) - 1}{period[4:]}"


def rows_of(reports: Reports, sheet: str, period: str, reporters: set[str] | None = None) -> list[Row]:
    """The rows of a sheet for that very period, of all reporters or of some."""
    found: list[Row] = []
    for (name, when, reporter), rows in reports.items():
        if name == sheet and when == period and (reporters is None or reporter in reporters):
            found.extend(rows)
    return found

"""What a 12-digit code of a place says by itself: its level, and what lies inside what."""

from __future__ import annotations

import re
from typing import Literal

PlaceLevel = Literal["province", "prefecture", "county", "township", "village"]
_GROUPS: tuple[tuple[PlaceLevel, int, int], ...] = (
    ("village", 9, 12),
    ("township", 6, 9),
    ("county", 4, 6),
    ("prefecture", 2, 4),
)


def is_code(text: object) -> bool:
    """Whether a value is written as the code of a place."""
    return isinstance(text, str) and re.fullmatch(r"\d{12}", text) is not None


def level_of(code: str) -> PlaceLevel:
    """The level that the code's last digits other than 0 belong to."""
    for level, first, last in _GROUPS:
        if int(code[first:last]):
            return level
    return "province"


def subtree(unit: str) -> tuple[str, str]:
    """First and last code of a unit: a place is inside exactly when its code lies between them."""
    digits = {"village": 12, "township": 9, "county": 6, "prefecture": 4, "province": 2}[level_of(unit)]
    return unit[:digits].ljust(12, "0"), unit[:digits].ljust(12, "9")


def is_inside(code: str, unit: str) -> bool:
    """Whether a place is the unit itself or lies in it."""
    first, last = subtree(unit)
    return first <= code <= last

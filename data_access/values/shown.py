"""What a number format makes of a number: ``0!.0,"万元"`` shows 12.8万元 over a cell that holds 128000."""

from __future__ import annotations

import operator
import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from data_access.reading.formats import sections
from data_access.recognition.texts import clean
from data_access.recognition.units import parse_unit, same_in_a_cell, unit_beside

_TOKEN = re.compile(r'"([^"]*)"|[\\!](.)|\[[^\]]*\]|[_*].|([0#?])|([.,%])|(.)', re.DOTALL)
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)\]")
_COMPARISONS = {
    "<=": operator.le, ">=": operator.ge, "<>": operator.ne, "<": operator.lt, ">": operator.gt, "=": operator.eq,
}  # fmt: skip
_GENERAL = re.compile(r"general|g/通用格式", re.IGNORECASE)

How = Literal["as_stored", "as_shown", "doubtful", "contradicts"]


@dataclass(frozen=True, kw_only=True)
class Shown:
    """``divisor``: by what the number is divided before it is shown; ``unit``: the text behind it."""

    divisor: int = 1
    unit: str = ""
    is_percent: bool = False


def shown(code: str, number: Decimal) -> Shown:
    """What a format code makes of a number."""
    return _parsed(_section(code, number))


def _section(code: str, number: Decimal) -> str:
    """The section that shows the number: the first whose condition holds, else by its sign."""
    parts = sections(code)
    conditions = [_CONDITION.search(part) for part in parts]
    if any(conditions):
        for part, condition in zip(parts, conditions, strict=True):
            if condition is None or _COMPARISONS[condition.group(1)](number, Decimal(condition.group(2))):
                return part
        return parts[-1]
    if number < 0 and len(parts) > 1:
        return parts[1]
    return parts[2] if number == 0 and len(parts) > 2 else parts[0]


def is_plain(code: str, unit: str) -> bool:
    """Whether a column of ``unit`` reads every number under the format as it is stored."""
    return all(not part.is_percent and reading(part, unit)[0] == "as_stored" for part in map(_parsed, sections(code)))


@lru_cache(maxsize=256)
def _parsed(section: str) -> Shown:
    """Digits as 0, a point as ., commas and percent as such, letters as they stand; then what scales is counted."""
    signs, letters = "", ""
    for quoted, escaped, digit, sign, other in _TOKEN.findall(_GENERAL.sub("0", section)):
        text = quoted or escaped or other
        if digit:
            signs, letters = signs + "0", ""
        elif sign:
            signs += sign
        elif text == ".":
            signs += "p"
        else:
            letters += text.strip()
    whole, _, rest = signs.rstrip("%").partition(".")
    commas = len(whole) - len(whole.rstrip(",")) + len(rest) - len(rest.rstrip(","))
    tenths = whole.partition("p")[2].count("0")
    return Shown(divisor=1000**commas * 10**tenths, unit=clean(letters), is_percent="%" in signs)


def reading(seen: Shown, unit: str) -> tuple[How, Fraction]:
    """How a number under a telling format is read in a column of ``unit``, and by what it is multiplied to be in that unit.

    ``as_stored``: shown and stored number say the same, or the format names no unit and the column is in ones; ``as_shown``: a
    column in 万 under a format that shows 万; ``doubtful``: as stored, but the reader of the sheet sees another size;
    ``contradicts``: it cannot be both.
    """
    own = parse_unit(unit)
    stated = unit_beside(seen.unit, unit)
    if own is None or (stated is None and seen.divisor == 1):
        return ("as_stored" if seen.divisor == 1 else "doubtful"), Fraction(1)
    if stated is None:
        return _without_unit(seen.divisor, own[1])
    if not same_in_a_cell(stated[0], own[0]):
        return "contradicts", Fraction(1)
    if stated[1] == own[1] * seen.divisor:
        return "as_stored", Fraction(1)
    return ("as_shown", Fraction(1, seen.divisor)) if stated[1] == own[1] else ("contradicts", Fraction(1))


def _without_unit(divisor: int, of_column: Fraction) -> tuple[How, Fraction]:
    if of_column == divisor:
        return "as_shown", Fraction(1, divisor)
    return ("doubtful" if of_column == 1 else "contradicts"), Fraction(1)

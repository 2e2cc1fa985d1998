"""Number formats that change what a reader sees: percent, hidden factors, units, dates that the reader library misses."""

from __future__ import annotations

import re

BUILT_IN = {9: "0%", 10: "0.00%", 17: "mmm-yy"} | dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"')

_QUOTED = re.compile(r'"[^"]*"')
_ESCAPED = re.compile(r"[\\!_*].")
_BRACKETED = re.compile(r"\[[^\]]*\]")
_TRAILING_COMMAS = re.compile(r"[0#?],+(?![0#?,])")
_POINT_AS_LETTER = re.compile(r'[0#?](?:[\\!]\.|"\.")[0#?]')
_FACTOR_LETTERS = re.compile(r"[千万亿]")
_UNIT_LETTERS = re.compile(r"[元圆人户名位家个月次亩斤吨顷里]")  # one of them is in every unit that a cell may name
_DIGIT = re.compile(r"[0#?]|general|通用格式", re.IGNORECASE)
_SECTION_END = re.compile(r""";(?=(?:[^"]*"[^"]*")*[^"]*$)""")
_ZEROS = re.compile(r"0{2,}(?:[ -]+0+)*")
_ERA_OR_WEEKDAY = re.compile(r"^[^0#?]*(?:e+(?![+-])|aaa)[^0#?]*$", re.IGNORECASE)


def matters(code: str) -> bool:
    """Whether a cell's value cannot be understood without its number format.

    True for percent; for scaling (``0.0,`` thousands; ``0!.0,`` and ``0!.0000`` show 万 over a cell in 1);
    for 千, 万, 亿 or a unit (``0"户"``) written beside the number; for the years ``e`` and weekdays ``aaa``, which are dates;
    for zeros written in front of a number; for a day of which only year and month are shown.
    """
    return any(_matters(section) for section in sections(code))


def sections(code: str) -> list[str]:
    """The parts of a format, for positive numbers, negative ones, zero and text, or each under a condition of its own."""
    return _SECTION_END.split(code)


def _matters(section: str) -> bool:
    bare = _BRACKETED.sub("", _ESCAPED.sub("", _QUOTED.sub("", section)))
    if "%" in bare or _TRAILING_COMMAS.search(bare):
        return True
    if with_zeros(section, 0) is not None or shows_month(section):
        return True
    if _POINT_AS_LETTER.search(section) or _FACTOR_LETTERS.search(section):
        return True
    if _DIGIT.search(bare) and _UNIT_LETTERS.search(section):
        return True
    return bool(_ERA_OR_WEEKDAY.match(bare)) and "general" not in bare.lower()


def shows_month(code: str) -> bool:
    """Whether a format shows the year and month of a day and no more: yyyy"年"m"月"."""
    bare = _BRACKETED.sub("", _ESCAPED.sub("", _QUOTED.sub("", code.partition(";")[0]))).lower()
    return "y" in bare and "m" in bare and not set("dhs0#?") & set(bare)


def with_zeros(code: str, number: int) -> str | None:
    """The digits of a whole number as a format like 000000000000 or "0532"00000000 shows them; None for any other format."""
    first = re.sub(r"\[[^\]]*\]|_.|\*.", "", code.partition(";")[0]).strip()
    lead = re.match(r'"(\d*)"', first)
    places = re.sub(r"\\(?=[ -])", "", first[lead.end() :] if lead else first)
    if not _ZEROS.fullmatch(places):
        return None
    return (lead[1] if lead else "") + str(number).zfill(places.count("0"))

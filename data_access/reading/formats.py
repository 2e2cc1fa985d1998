"""Number formats that change what a reader sees: percent, hidden factors, dates that the reader library misses."""

from __future__ import annotations

import re

BUILT_IN = {9: "0%", 10: "0.00%"}

_QUOTED = re.compile(r'"[^"]*"')
_ESCAPED = re.compile(r"[\\!_*].")
_BRACKETED = re.compile(r"\[[^\]]*\]")
_TRAILING_COMMAS = re.compile(r"[0#?],+(?![0#?,])")
_POINT_AS_LETTER = re.compile(r'[0#?](?:[\\!]\.|"\.")[0#?]')
_FACTOR_LETTERS = re.compile(r"[千万亿]")
_ERA_OR_WEEKDAY = re.compile(r"^[^0#?]*(?:e+(?![+-])|aaa)[^0#?]*$", re.IGNORECASE)


def matters(code: str) -> bool:
    """Whether a cell's value cannot be understood without its number format.

    True for percent; for scaling (``0.0,`` thousands; ``0!.0,`` and ``0!.0000`` show 万 over a cell in 1);
    for 千, 万, 亿 written beside the number; for the years ``e`` and weekdays ``aaa``, which are dates.
    """
    first = code.partition(";")[0]
    bare = _BRACKETED.sub("", _ESCAPED.sub("", _QUOTED.sub("", first)))
    if "%" in bare or _TRAILING_COMMAS.search(bare):
        return True
    if _POINT_AS_LETTER.search(first) or _FACTOR_LETTERS.search(first):
        return True
    return bool(_ERA_OR_WEEKDAY.match(bare)) and "general" not in bare.lower()

"""Which cells of a column of text need a second look: a column of plain texts is taken whole.

A plain text is one that the column's judge would take as it stands; whatever is not surely plain is judged.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import cast

from data_access.reading.grid import Cell

SecondLook = Callable[[Sequence[Cell]], list[int]]

LONGEST = 500
OLDEST = 120
_WORD = "0-9A-Za-z\u4e00-\u9fff"
_DAY = "(?:0[1-9]|1[0-2])(?:0[1-9]|1[0-9]|2[0-8])|(?:0[13-9]|1[0-2])(?:29|30)|(?:0[13578]|1[02])31"


class Unlike:
    """The cells that are not wholly of a pattern; the cells themselves, not their number, decide what it costs."""

    def __init__(self, pattern: str) -> None:
        self._plain = re.compile(pattern)
        self._line = re.compile(f"^(?!(?:{pattern})$).*$", re.MULTILINE)

    def __call__(self, cells: Sequence[Cell]) -> list[int]:
        """Indices of the cells that are neither empty nor plain."""
        only_texts = set(map(type, cells)) == {str}
        lines = cast("Sequence[str]", cells) if only_texts else [cell if isinstance(cell, str) else "" for cell in cells]
        whole = "\n".join(lines)
        if whole.count("\n") >= len(lines):  # a cell of several lines: no line of the whole is a cell for sure
            return [i for i, line in enumerate(lines) if cells[i] is not None and not self._plain.fullmatch(line)]
        odd = {found.group() for found in self._line.finditer(whole)}
        return [i for i, line in enumerate(lines) if line in odd and cells[i] is not None] if odd else []


def unlisted(options: Iterable[str]) -> SecondLook:
    """The cells that are none of the options, letter by letter."""
    plain = frozenset[Cell](options) | {None}

    def odd(cells: Sequence[Cell]) -> list[int]:
        return [] if plain.issuperset(cells) else [index for index, cell in enumerate(cells) if cell not in plain]

    return odd


#: Letters, digits and the marks of names and addresses; no word for nothing, no 锟斤拷 of a wrong code page.
free_text = Unlike(f"(?!(?:未报|空|无|零)$|.*锟斤拷)[{_WORD}][{_WORD}（）()“”《》、，。；：:;,.%·+\\-—]{{0,{LONGEST - 1}}}")
#: Digits and capital letters; 5E17 may be a number that Excel has spoilt.
identifier = Unlike("(?![0-9]E[0-9]{2}$)-*[0-9A-Z][0-9A-Z\\-]*")
#: A mobile number as such.
telephone = Unlike("1[0-9]{10}")


@lru_cache(maxsize=8)
def identity_number(today: date) -> Unlike:
    """An identity number whose day of birth exists and lies within a lifetime before ``today``; the check is a rule's matter."""
    years = _years(today.year - OLDEST + 1, today.year - 1)
    return Unlike(rf"(?!([0-9])\1{{5}}|123456789)[1-8][0-9]{{5}}(?:{years})(?:{_DAY})[0-9]{{3}}[0-9X]")


def _years(first: int, last: int) -> str:
    """The years as a pattern, decade by decade."""
    decades = {
        year // 10: f"[{max(first, year // 10 * 10) % 10}-{min(last, year // 10 * 10 + 9) % 10}]"
        for year in range(first, last + 1)
    }
    return "|".join(f"{decade}{ones}" for decade, ones in decades.items())

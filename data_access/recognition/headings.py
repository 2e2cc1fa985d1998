"""Headings of one to three rows, merged or not, flattened top-down to one path a column."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from data_access.reading.grid import Block, Position, Worksheet, address
from data_access.reading.table import Table
from data_access.recognition.lines import is_stated_line
from data_access.recognition.place_words import names_places
from data_access.recognition.texts import cell_at, cell_text, clean, heading_key
from data_access.recognition.units import parse_unit, split_unit

DEEPEST = 3
# What stands with a heading without being part of it: footnote marks, 必填, a number in front (一、 1.).
_FOOTNOTE = re.compile("[\u2460-\u2487\u2776-\u277f]+")
_REQUIRED = re.compile(r"[(（\[【](?:必填项?|选填)[)）\]】]")
_NUMBERED = re.compile(
    r"^\s*(?:[一二三四五六七八九十]{1,3}[、.．]|[(（][一二三四五六七八九十]{1,3}[)）]|\d{1,2}[、.．](?!\d)|\d{1,2}[)）])\s*(?=\S{2})"
)
_BEFORE_UNIT = re.compile(r"(?:[\s,、:/;]*单位:?\s*|[\s/,、:]+)")
_FIRST_ROWS = 60  # below them a row with figures is not looked at as a heading


@dataclass(frozen=True, kw_only=True)
class HeadingPath:
    """The heading of one column: ``keys`` from the group down, compared by equality; ``shown`` as a person reads it.

    ``unit``: stated with the column itself; ``group_unit``: stated with a group above it. ``loose``: the last key and the
    unit where the heading may end in one without brackets (总收入\n万元); it counts where the whole names nothing.
    """

    column: int
    cell: str
    keys: tuple[str, ...]
    shown: str
    unit: str | None = None
    group_unit: str | None = None
    loose: tuple[str, str] | None = None

    def loosened(self) -> HeadingPath | None:
        """The same with its end read as a unit."""
        if self.loose is None:
            return None
        return replace(self, keys=(*self.keys[:-1], self.loose[0]), unit=self.loose[1], loose=None)


@dataclass(frozen=True, kw_only=True)
class _Part:
    text: str
    position: Position


class HeadingBlock:
    """The rows ``top`` to ``bottom`` read as one heading."""

    def __init__(self, worksheet: Worksheet, top: int, depth: int) -> None:
        self.worksheet = worksheet
        self.top = top
        self._merges = [block for block in worksheet.merges if block[0] < top + depth and block[2] >= top]
        below = [block[2] for block in self._merges if block[0] < top + depth and block[2] - block[0] < DEEPEST]
        self.bottom = max([top + depth - 1, *below])
        self.depth = depth

    def paths(self) -> list[HeadingPath]:
        """One path a column that has any heading."""
        columns = [self._parts(column) for column in range(self._width())]
        return [path for column, parts in enumerate(columns) if (path := _path(column, parts)) is not None]

    def _width(self) -> int:
        rows = self.worksheet.rows[self.top : self.top + self.depth]
        return max([len(row) for row in rows] + [block[3] + 1 for block in self._merges if block[3] < 1000], default=0)

    def _parts(self, column: int) -> list[_Part]:
        """The texts over one column from above down, each cell once."""
        rows = range(self.top, self.top + self.depth)
        positions = dict.fromkeys(self._source(row, column) for row in rows)
        parts = [_Part(text=cell_text(cell_at(self.worksheet, *position)), position=position) for position in positions]
        return [part for part in parts if clean(part.text)]

    def _source(self, row: int, column: int) -> Position:
        """Where the text over a cell stands: its merged block's corner, or the group to the left of a blank cell."""
        block = self._block(row, column)
        if block is not None:
            return block[0], block[1]
        if self._text(row, column) or not self._has_below(row, column):
            return row, column
        for left in range(column - 1, -1, -1):
            if self._block(row, left) is not None or not self._has_below(row, left):
                break
            if self._text(row, left):
                return row, left
        return row, column

    def _has_below(self, row: int, column: int) -> bool:
        below = range(row + 1, self.top + self.depth)
        return any(self._text(lower, column) and self._block(lower, column) is None for lower in below)

    def _block(self, row: int, column: int) -> Block | None:
        for block in self._merges:
            if block[0] <= row <= block[2] and block[1] <= column <= block[3]:
                return block
        return None

    def _text(self, row: int, column: int) -> str:
        return clean(cell_text(cell_at(self.worksheet, row, column)))


def _path(column: int, parts: list[_Part]) -> HeadingPath | None:
    """Keys without units: a unit stands in brackets, or alone in a row of its own."""
    keys: list[str] = []
    units: list[tuple[int, str]] = []
    for part in parts:
        rest, unit = split_unit(_bare(part.text))
        if unit is None and keys and parse_unit(rest) is not None and not names_places(rest, keys):
            rest, unit = "", rest
        key = heading_key(rest)
        if key and key not in keys[-1:]:
            keys.append(key)
        if unit is not None:
            units.append((len(keys), unit))
    if not keys:
        return None
    own = [unit for depth, unit in units if depth == len(keys)]
    above = [unit for depth, unit in units if depth < len(keys)]
    shown = "—".join(dict.fromkeys(" ".join(part.text.split()) for part in parts))
    return HeadingPath(
        column=column, cell=address(*parts[-1].position), keys=tuple(keys), shown=shown,
        unit=own[-1] if own else None, group_unit=above[-1] if above else None,
        loose=None if own else _loose_unit(parts[-1].text),
    )  # fmt: skip


def _bare(text: str) -> str:
    """A heading without footnote marks, 必填 and the number in front of it."""
    return _NUMBERED.sub("", _REQUIRED.sub("", _FOOTNOTE.sub("", text)))


def _loose_unit(text: str) -> tuple[str, str] | None:
    """The key and the unit of a heading that ends in one without brackets: 总收入 万元, 总收入/万元, 总收入 单位：万元."""
    line = unicodedata.normalize("NFKC", _bare(text)).strip()
    for found in _BEFORE_UNIT.finditer(line):
        key, unit = heading_key(line[: found.start()]), clean(line[found.end() :])
        if key and parse_unit(unit) is not None:
            return key, unit
    return None


def heading_rows(worksheet: Worksheet, known: frozenset[str]) -> list[int]:
    """Rows at which a heading may begin: those with two words of a heading, and up to two above (groups of other names)."""
    rows: set[int] = set()
    for number in _without_figures(worksheet.table):
        words = (
            cell for cell in worksheet.table[number] if isinstance(cell, str) and 0 < len(cell) < 60 and not cell.isdigit()
        )
        if sum(1 for word in words if _is_word(word, known)) >= 2:
            rows |= {number, *_groups_above(worksheet.table, number)}
    return sorted(rows)


def _groups_above(table: Table, number: int) -> Iterator[int]:
    """Rows above that may hold groups: not the line 填报单位：… 单位：…, which stands over the last column without naming it."""
    for row in range(number - 1, max(-1, number - DEEPEST), -1):
        if any(isinstance(cell, str) and is_stated_line(cell) for cell in table[row]):
            return
        yield row


def _without_figures(table: Table) -> list[int]:
    """The first rows, and below them those without any number."""
    below = np.flatnonzero(table.figures(range(table.width))[_FIRST_ROWS:] == 0) + _FIRST_ROWS
    return [*range(min(_FIRST_ROWS, len(table))), *below.tolist()]


def _is_word(text: str, known: frozenset[str]) -> bool:
    if heading_key(split_unit(_bare(text))[0]) in known:
        return True
    loose = _loose_unit(text)
    return loose is not None and loose[0] in known

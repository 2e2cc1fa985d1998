"""Headings of one to three rows, merged or not, flattened top-down to one path a column."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from data_access.reading.grid import Block, Position, Worksheet, address
from data_access.reading.table import Table
from data_access.recognition.lines import is_stated_line
from data_access.recognition.texts import cell_at, cell_text, clean, heading_key
from data_access.recognition.units import parse_unit, split_unit

DEEPEST = 3
_FIRST_ROWS = 60  # below them a row with figures is not looked at as a heading


@dataclass(frozen=True, kw_only=True)
class HeadingPath:
    """The heading of one column: ``keys`` from the group down, compared by equality; ``shown`` as a person reads it.

    ``unit``: stated with the column itself; ``group_unit``: stated with a group above it.
    """

    column: int
    cell: str
    keys: tuple[str, ...]
    shown: str
    unit: str | None = None
    group_unit: str | None = None


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
        self._depth = depth

    def paths(self) -> list[HeadingPath]:
        """One path a column that has any heading."""
        columns = [self._parts(column) for column in range(self._width())]
        return [path for column, parts in enumerate(columns) if (path := _path(column, parts)) is not None]

    def _width(self) -> int:
        rows = self.worksheet.rows[self.top : self.top + self._depth]
        return max([len(row) for row in rows] + [block[3] + 1 for block in self._merges if block[3] < 1000], default=0)

    def _parts(self, column: int) -> list[_Part]:
        """The texts over one column from above down, each cell once."""
        rows = range(self.top, self.top + self._depth)
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
        below = range(row + 1, self.top + self._depth)
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
        rest, unit = split_unit(part.text)
        if unit is None and keys and parse_unit(rest) is not None:
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
    )  # fmt: skip


def heading_rows(worksheet: Worksheet, known: frozenset[str]) -> list[int]:
    """Rows at which a heading may begin: those with two words of a heading, and up to two above (groups of other names)."""
    rows: set[int] = set()
    for number in _without_figures(worksheet.table):
        words = (
            cell for cell in worksheet.table[number] if isinstance(cell, str) and 0 < len(cell) < 60 and not cell[0].isdigit()
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
    return heading_key(split_unit(text)[0]) in known

"""What the reading child hands back: plain cells of every worksheet, before anything is understood.

Rows and columns are 0-based here (row 0 is Excel's row 1); ``address`` turns them into A1.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from data_access.reading.table import Table

Cell = str | float | int | bool | date | datetime | time | timedelta | None
Position = tuple[int, int]
Block = tuple[int, int, int, int]  # first row, first column, last row, last column, all inclusive


class FormatRuns(Mapping[Position, str]):
    """Position → number format, kept as runs of rows: a column of 200,000 percentages is one run."""

    def __init__(self, runs: Iterable[tuple[str, int, Iterable[tuple[int, int]]]]) -> None:
        self._columns: dict[int, list[tuple[int, int, str]]] = {}
        for code, column, rows in runs:
            self._columns.setdefault(column, []).extend((first, last, code) for first, last in rows)
        for found in self._columns.values():
            found.sort()

    def __getitem__(self, position: Position) -> str:
        row, column = position
        runs = self._columns.get(column, [])
        at = bisect_right(runs, (row, 1 << 30, "")) - 1
        if at < 0 or runs[at][1] < row:
            raise KeyError(position)
        return runs[at][2]

    def __iter__(self) -> Iterator[Position]:
        for column, runs in self._columns.items():
            for first, last, _ in runs:
                yield from ((row, column) for row in range(first, last + 1))

    def __len__(self) -> int:
        return sum(last - first + 1 for runs in self._columns.values() for first, last, _ in runs)


@dataclass(frozen=True, kw_only=True)
class Worksheet:
    """One worksheet.

    ``rows``: a list a row from row 0 on, ragged, None for empty; trailing empty rows are left out (``table``: the same by
    column). Left-over values
    under merged ranges are already blanked (only the top-left cell of a block keeps its value). ``errors``: error
    cells (#REF! …; not-a-number and infinity as #NUM!), whose cell is None in ``rows``. ``formulas_without_value``,
    ``external_formulas``: positions (xlsx only). ``formats``: number formats of cells whose format changes what a
    reader sees (percent, scaling by 千 or 万, a date that is still a number in ``rows``); cells with any other format
    are not in it. ``has_pictures``: pictures over or in cells (xlsx only); a cell that holds one is None in ``rows``.
    """

    name: str
    hidden: bool = False
    rows: Sequence[Sequence[Cell]]
    merges: tuple[Block, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    errors: Mapping[Position, str] = field(default_factory=dict[Position, str])
    formulas_without_value: frozenset[Position] = frozenset()
    external_formulas: frozenset[Position] = frozenset()
    formats: Mapping[Position, str] = field(default_factory=dict[Position, str])
    has_pictures: bool = False

    @cached_property
    def table(self) -> Table:
        """The rows, kept by column."""
        from data_access.reading.table import Table

        return Table.of(self.rows)


@dataclass(frozen=True, kw_only=True)
class Workbook:
    """A workbook that could be read. ``file`` is the name as uploaded, without any path."""

    file: str
    sha256: str
    worksheets: tuple[Worksheet, ...]


@dataclass(frozen=True, kw_only=True)
class WorkbookFile:
    """What somebody handed in: a name (never trusted) and the bytes."""

    name: str
    content: bytes


def column_letters(column: int) -> str:
    """``0`` → ``A``, ``27`` → ``AB``."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def address(row: int, column: int) -> str:
    """A1 address of a 0-based position: ``(8, 4)`` → ``E9``."""
    return f"{column_letters(column)}{row + 1}"

"""What the reading child hands back: plain cells of every worksheet, before anything is understood.

Rows and columns are 0-based here (row 0 is Excel's row 1); ``address`` turns them into A1.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

Cell = str | float | int | bool | date | datetime | time | timedelta | None
Position = tuple[int, int]
Block = tuple[int, int, int, int]  # first row, first column, last row, last column, all inclusive


@dataclass(frozen=True, kw_only=True)
class Worksheet:
    """One worksheet.

    ``rows``: a list a row from row 0 on, ragged, None for empty. Left-over values under merged ranges are
    already blanked (only the top-left cell of a block keeps its value). ``errors``: error cells (#REF! …), whose
    cell is None in ``rows``. ``formulas_without_value``, ``external_formulas``: positions. ``formats``: number
    formats of cells whose format changes what a reader sees (percent, scaling by 万, date), None otherwise.
    ``wide_numbers``: positions of numeric cells with more than 15 digits. ``order`` as in the workbook.
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

"""The cells of a worksheet kept by column, as they come from the reading child: a row is put together when it is asked for.

Twenty thousand rows are twenty columns. Figures stay packed as numbers, so that what asks about a column asks once.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import overload

import numpy as np
import numpy.typing as npt

from data_access.reading.grid import Cell

Numbers = npt.NDArray[np.float64]  # not-a-number where the cell is no number
Cells = Numbers | list[Cell] | None  # None: every cell is empty

_EXACT = 2**53  # up to here a whole number and its float name one another


@dataclass(frozen=True, kw_only=True)
class Piece:
    """Some rows that follow one another, column by column; columns to the right of the last one are empty."""

    height: int
    columns: Sequence[Cells]


class Table(Sequence[Sequence[Cell]]):
    """Rows from row 0 on, each a ragged list without empty cells at its end, None for empty."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self._pieces = [piece for piece in pieces if piece.height]
        ends = np.cumsum([piece.height for piece in self._pieces]).tolist()
        self._starts: list[int] = [0, *ends][: len(self._pieces)]
        self._height: int = ends[-1] if ends else 0
        self.width = max((len(piece.columns) for piece in self._pieces), default=0)
        self._numbers: dict[int, Numbers] = {}
        self._cells: dict[int, list[Cell]] = {}
        self._others: dict[int, Mapping[int, Cell]] = {}

    @classmethod
    def of(cls, rows: Sequence[Sequence[Cell]]) -> Table:
        """The table of rows at hand."""
        return rows if isinstance(rows, Table) else cls([Piece(height=len(rows), columns=list(map(list, zip_longest(*rows))))])

    def longer(self, rows: int) -> Table:
        """The same with empty rows at its end."""
        return Table([*self._pieces, Piece(height=rows, columns=[])])

    def __len__(self) -> int:
        return self._height

    @overload
    def __getitem__(self, index: int) -> list[Cell]: ...
    @overload
    def __getitem__(self, index: slice) -> list[list[Cell]]: ...
    def __getitem__(self, index: int | slice) -> list[Cell] | list[list[Cell]]:
        if isinstance(index, slice):
            return [self[row] for row in range(*index.indices(self._height))]
        row = index + self._height if index < 0 else index
        if not 0 <= row < self._height:
            raise IndexError(index)
        piece, at = self._at(row)
        return _trimmed([_cell(cells, at) for cells in piece.columns])

    def __iter__(self) -> Iterator[list[Cell]]:
        for piece in self._pieces:
            columns = [_listed(cells, piece.height) for cells in piece.columns]
            rows = zip(*columns, strict=True) if columns else ([] for _ in range(piece.height))
            yield from (_trimmed(list(row)) for row in rows)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == [list(row) for row in other]

    __hash__ = None  # type: ignore[assignment]

    def cell(self, row: int, column: int) -> Cell:
        """One cell, None outside the table."""
        if not (0 <= row < self._height and 0 <= column < self.width):
            return None
        piece, at = self._at(row)
        return _cell(piece.columns[column], at) if column < len(piece.columns) else None

    def cells(self, column: int) -> list[Cell]:
        """The cells of a column, over all rows."""
        if column not in self._cells:
            self._cells[column] = [cell for piece in self._pieces for cell in _listed(_of(piece, column), piece.height)]
        return self._cells[column]

    def numbers(self, column: int) -> Numbers:
        """The finite numbers of a column over all rows, not-a-number where a cell is something else."""
        if column not in self._numbers:
            parts = [_numbers(_of(piece, column), piece.height) for piece in self._pieces]
            self._numbers[column] = np.concatenate(parts) if parts else np.empty(0)
        return self._numbers[column]

    def lists(self, column: int) -> Iterator[tuple[int, list[Cell]]]:
        """The stretches of a column that hold anything but numbers, each with the row at which it begins."""
        for start, piece in zip(self._starts, self._pieces, strict=True):
            cells = _of(piece, column)
            if isinstance(cells, list):
                yield start, cells

    def others(self, column: int) -> Mapping[int, Cell]:
        """Row → cell, for the cells of a column that are neither empty nor a finite number, in row order."""
        if column not in self._others:
            found = ((start + at, cell) for start, cells in self.lists(column) for at, cell in enumerate(cells))
            self._others[column] = {row: cell for row, cell in found if cell is not None and not _is_number(cell)}
        return self._others[column]

    def figures(self, columns: Sequence[int]) -> npt.NDArray[np.int64]:
        """For every row how many of the columns hold a number."""
        counts = np.zeros(self._height, dtype=np.int64)
        for column in columns:
            counts += np.isfinite(self.numbers(column))
        return counts

    def has_number(self) -> npt.NDArray[np.bool_]:
        """For every row whether a packed column holds a number in it; a row without may still hold one among texts."""
        found = np.zeros(self._height, dtype=np.bool_)
        for start, piece in zip(self._starts, self._pieces, strict=True):
            rows = found[start : start + piece.height]
            for cells in piece.columns:
                if isinstance(cells, np.ndarray):
                    rows |= np.isfinite(cells)
        return found

    def _at(self, row: int) -> tuple[Piece, int]:
        index = bisect_right(self._starts, row) - 1
        return self._pieces[index], row - self._starts[index]


def _of(piece: Piece, column: int) -> Cells:
    return piece.columns[column] if column < len(piece.columns) else None


def _cell(cells: Cells, at: int) -> Cell:
    if cells is None:
        return None
    if isinstance(cells, list):
        return cells[at]
    number = float(cells[at])
    return number if number == number else None


def _listed(cells: Cells, height: int) -> list[Cell]:
    if cells is None:
        return [None] * height
    if isinstance(cells, list):
        return cells
    numbers: list[Cell] = cells.tolist()
    return [number if number == number else None for number in numbers] if np.isnan(cells).any() else numbers


def _numbers(cells: Cells, height: int) -> Numbers:
    if isinstance(cells, np.ndarray):
        return cells
    if cells is None or {float, int}.isdisjoint(map(type, cells)):
        return np.full(height, np.nan)
    return np.array([cell if _is_number(cell) else np.nan for cell in cells], dtype=np.float64)


def _is_number(cell: Cell) -> bool:
    """A finite number that a float names exactly; not-a-number fails both comparisons."""
    if type(cell) is float:
        return -np.inf < cell < np.inf
    return type(cell) is int and -_EXACT <= cell <= _EXACT


def _trimmed(row: list[Cell]) -> list[Cell]:
    while row and row[-1] is None:
        row.pop()
    return row

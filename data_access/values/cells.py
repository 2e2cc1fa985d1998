"""The cells of one column over the rows of a report, with what the worksheet says about each."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from data_access.reading.grid import Cell, Position, Worksheet
from data_access.reading.table import Numbers, Table
from data_access.sheets.declaration import Field
from data_access.typed_rows import Mask
from data_access.values.findings import Findings


@dataclass(frozen=True, kw_only=True)
class ColumnCells:
    """The cells of a column at ``rows`` (0-based, ascending; ``positions`` the same), counted from 0 by index into them.

    ``broken``: cells with an error or a formula without result, already reported; they count as empty. ``below``: worksheet
    row → the text that a merged block repeats there. ``formats`` by index.
    """

    field: Field
    column: int
    table: Table
    rows: Sequence[int]
    positions: npt.NDArray[np.int64]
    below: Mapping[int, Cell]
    formats: Mapping[int, str]
    broken: frozenset[int]
    findings: Findings

    def __len__(self) -> int:
        return len(self.rows)

    @cached_property
    def cells(self) -> list[Cell]:
        """All cells, one a row."""
        whole = self.table.cells(self.column)
        cells = whole[self._stretch] if self._stretch is not None else [whole[row] for row in self.rows]
        if self.below:
            cells = [self.below.get(row) if cell is None else cell for row, cell in zip(self.rows, cells, strict=True)]
        for index in self.broken:
            cells[index] = None
        return cells

    @cached_property
    def numbers(self) -> Numbers:
        """The numbers among the cells, not-a-number where there is none."""
        whole = self.table.numbers(self.column)
        numbers = whole[self._stretch if self._stretch is not None else self.positions].copy()
        numbers[list(self.broken)] = np.nan
        return numbers

    @cached_property
    def others(self) -> Mapping[int, Cell]:
        """Index → cell, where there is neither a number nor nothing, in order."""
        rows = self.rows
        found: dict[int, Cell] = {}
        for row, cell in self.table.others(self.column).items():
            index = bisect_left(rows, row)
            if index < len(rows) and rows[index] == row and index not in self.broken:
                found[index] = cell
        return found

    @property
    def _stretch(self) -> slice | None:
        """The rows as a slice, where none between them is left out."""
        first, last = (self.rows[0], self.rows[-1]) if self.rows else (0, -1)
        return slice(first, last + 1) if last - first + 1 == len(self.rows) else None

    def cell(self, index: int) -> Cell:
        """One cell."""
        if index in self.broken:
            return None
        cell = self.table.cell(self.rows[index], self.column)
        return self.below.get(self.rows[index]) if cell is None else cell

    def at(self, index: int) -> Position:
        return self.rows[index], self.column

    def report(self, code: str, index: int, message: str, fix: str | None = None) -> None:
        """A finding about one cell."""
        self.findings.add(code, message, at=self.at(index), field=self.field, value=self.cell(index), fix=fix)

    def mask(self, indices: Sequence[int] | frozenset[int]) -> Mask:
        chosen = np.zeros(len(self), dtype=np.bool_)
        chosen[list(indices)] = True
        return chosen


class CellReader:
    """Cuts columns out of a worksheet; what is broken in them is reported once."""

    def __init__(self, worksheet: Worksheet, findings: Findings) -> None:
        self._worksheet = worksheet
        self._findings = findings
        self._merged_down = [block for block in worksheet.merges if block[2] > block[0]]
        self._tops: dict[int, dict[int, int]] = {}
        self._rows: Sequence[int] = ()
        self._positions = np.empty(0, dtype=np.int64)
        self._errors = _by_column(worksheet.errors, lambda position: worksheet.errors[position])
        self._empty = _by_column(worksheet.formulas_without_value, lambda _: "")
        self._external = _by_column(worksheet.external_formulas, lambda _: "")
        self._formats = _by_column(worksheet.formats, lambda position: worksheet.formats[position])

    def column(self, field: Field, column: int, rows: Sequence[int]) -> ColumnCells:
        """One column over the given 0-based rows."""
        if self._rows is not rows:  # one column after another is asked for at the same rows
            self._rows, self._positions = rows, np.array(rows, dtype=np.int64)
        return ColumnCells(
            field=field, column=column, table=self._worksheet.table, rows=rows, positions=self._positions,
            below={} if field.is_numeric else self._filled_down(column), formats=_over(self._formats.get(column), rows),
            broken=frozenset(self._broken(field, column, rows)), findings=self._findings,
        )  # fmt: skip

    def first_row(self, row: int, column: int) -> int:
        """The row in which what a cell shows is written: the first of a merged block, else its own."""
        if column not in self._tops:
            blocks = [block for block in self._merged_down if block[1] <= column <= block[3]]
            self._tops[column] = {
                below: top
                for top, _, bottom, _ in blocks
                for below in range(top, min(bottom, len(self._worksheet.table) - 1) + 1)
            }
        return self._tops[column].get(row, row)

    def _filled_down(self, column: int) -> dict[int, Cell]:
        """A text of a block merged over several rows stands in each of them; a number is never repeated."""
        table = self._worksheet.table
        below: dict[int, Cell] = {}
        for top, left, bottom, right in self._merged_down:
            if left <= column <= right and top < len(table):
                below.update(dict.fromkeys(range(top, min(bottom, len(table) - 1) + 1), table.cell(top, left)))
        return below

    def _broken(self, field: Field, column: int, rows: Sequence[int]) -> list[int]:
        errors, empty = _over(self._errors.get(column), rows), _over(self._empty.get(column), rows)
        for index, error in errors.items():
            self._add("error_value", f"公式错误 {error}", rows[index], column, field, error)
        for index in empty:
            self._add("formula_no_value", "公式没有保存计算结果", rows[index], column, field)
        for index in _over(self._external.get(column), rows):
            self._add("formula_external", "公式引用了其他工作簿", rows[index], column, field)
        return [*errors, *(index for index in empty if index not in errors)]

    def _add(self, code: str, message: str, row: int, column: int, field: Field, value: str = "") -> None:
        self._findings.add(code, message, at=(row, column), field=field, value=value)


def _by_column(
    positions: Mapping[Position, str] | frozenset[Position], of: Callable[[Position], str]
) -> dict[int, dict[int, str]]:
    columns: dict[int, dict[int, str]] = defaultdict(dict)
    for position in positions:
        columns[position[1]][position[0]] = of(position)
    return columns


def _over(marked: Mapping[int, str] | None, rows: Sequence[int]) -> dict[int, str]:
    """What is marked in one column, by index into ``rows``."""
    if not marked:
        return {}
    return {index: marked[row] for index, row in enumerate(rows) if row in marked}

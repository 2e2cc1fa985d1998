"""The cells of one column over the rows of a report, with what the worksheet says about each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

import numpy as np

from data_access.reading.grid import Cell, Position, Worksheet
from data_access.sheets.declaration import Field
from data_access.typed_rows import Mask
from data_access.values.findings import Findings


@dataclass(frozen=True, kw_only=True)
class ColumnCells:
    """``cells``: one a row; ``rows``: their 0-based worksheet rows; ``formats`` and ``broken`` by index into ``cells``.

    ``broken``: cells with an error or a formula without result, already reported; their ``cells`` entry is None.
    """

    field: Field
    column: int
    cells: list[Cell]
    rows: Sequence[int]
    formats: Mapping[int, str]
    broken: frozenset[int]
    findings: Findings

    def at(self, index: int) -> Position:
        return self.rows[index], self.column

    def report(self, code: str, index: int, message: str, fix: str | None = None) -> None:
        """A finding about one cell."""
        self.findings.add(code, message, at=self.at(index), field=self.field, value=self.cells[index], fix=fix)

    def mask(self, indices: Sequence[int] | frozenset[int]) -> Mask:
        chosen = np.zeros(len(self.cells), dtype=np.bool_)
        chosen[list(indices)] = True
        return chosen


class CellReader:
    """Cuts columns out of a worksheet; what is broken in them is reported once."""

    def __init__(self, worksheet: Worksheet, findings: Findings) -> None:
        self._worksheet = worksheet
        self._findings = findings
        self._merged_down = [block for block in worksheet.merges if block[2] > block[0]]
        self._rows: Sequence[int] | None = None
        self._cut: list[Sequence[Cell]] = []
        self._narrowest = 0
        self._errors = _by_column(worksheet.errors, lambda position: worksheet.errors[position])
        self._empty = _by_column(worksheet.formulas_without_value, lambda _: "")
        self._external = _by_column(worksheet.external_formulas, lambda _: "")
        self._formats = _by_column(worksheet.formats, lambda position: worksheet.formats[position])

    def column(self, field: Field, column: int, rows: Sequence[int]) -> ColumnCells:
        """One column over the given 0-based rows."""
        cells = self._cells(column, rows)
        if not field.is_numeric:
            self._fill_down(column, cells, rows)
        broken = self._broken(field, column, rows)
        for index in broken:
            cells[index] = None
        formats = _over(self._formats.get(column), rows)
        return ColumnCells(
            field=field, column=column, cells=cells, rows=rows, formats=formats, broken=frozenset(broken),
            findings=self._findings,
        )  # fmt: skip

    def _cells(self, column: int, rows: Sequence[int]) -> list[Cell]:
        lines = self._lines(rows)
        if self._narrowest > column:
            return list(map(itemgetter(column), lines))
        return [line[column] if column < len(line) else None for line in lines]

    def _fill_down(self, column: int, cells: list[Cell], rows: Sequence[int]) -> None:
        """A text of a block merged over several rows stands in each of them; a number is never repeated."""
        lines = self._worksheet.rows
        below: dict[int, Cell] = {}
        for top, left, bottom, right in self._merged_down:
            if left <= column <= right and top < len(lines):
                value = lines[top][left] if left < len(lines[top]) else None
                below.update(dict.fromkeys(range(top, min(bottom, len(lines) - 1) + 1), value))
        if below:
            for index, row in enumerate(rows):
                if cells[index] is None:
                    cells[index] = below.get(row)

    def _lines(self, rows: Sequence[int]) -> list[Sequence[Cell]]:
        """The lines of the rows; asked for one column after another, they are cut out once."""
        if self._rows is not rows:
            self._rows, self._cut = rows, [self._worksheet.rows[row] for row in rows]
            self._narrowest = min(map(len, self._cut), default=0)
        return self._cut

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

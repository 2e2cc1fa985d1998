"""Worksheets as clerks draw them: cells, merged ranges, number formats; written by openpyxl or xlsxwriter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import xlsxwriter
from openpyxl.utils import get_column_letter

from data_access.reading.grid import WorkbookFile

Position = tuple[int, int]  # 1-based row and column, as openpyxl counts


def a1(row: int, column: int) -> str:
    return f"{get_column_letter(column)}{row}"


@dataclass
class Paper:
    """One worksheet on the desk."""

    name: str = "Sheet1"
    cells: dict[Position, Any] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    formats: dict[Position, str] = field(default_factory=dict)
    state: str = "visible"
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    after: list[Callable[[Any], None]] = field(default_factory=list)  # openpyxl only: further touches

    def put(self, row: int, column: int, value: Any) -> None:
        if value is not None:
            self.cells[row, column] = value

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        if (top, left) != (bottom, right):
            self.merges.append((top, left, bottom, right))

    @property
    def last_row(self) -> int:
        return max((row for row, _ in self.cells), default=0)

    @property
    def last_column(self) -> int:
        return max((column for _, column in self.cells), default=0)

    def shift(self, rows: int, columns: int) -> Paper:
        """The same table further down and to the right."""
        self.cells = {(row + rows, column + columns): value for (row, column), value in self.cells.items()}
        self.formats = {(row + rows, column + columns): value for (row, column), value in self.formats.items()}
        self.merges = [(t + rows, left + columns, b + rows, r + columns) for t, left, b, r in self.merges]
        return self


def with_openpyxl(papers: Sequence[Paper]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for paper in papers:
        sheet = book.create_sheet(paper.name)
        for (row, column), value in paper.cells.items():
            cell = sheet.cell(row, column, value)
            if isinstance(value, str) and value.startswith("=") and (row, column) not in paper.formats:
                continue
            if (row, column) in paper.formats:
                cell.number_format = paper.formats[row, column]
        for top, left, bottom, right in paper.merges:
            sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
        for number in paper.hidden_rows:
            sheet.row_dimensions[number].hidden = True
        for number in paper.hidden_columns:
            sheet.column_dimensions[get_column_letter(number)].hidden = True
        sheet.sheet_state = paper.state
        for touch in paper.after:
            touch(sheet)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def with_xlsxwriter(papers: Sequence[Paper]) -> bytes:
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    for paper in papers:
        sheet = book.add_worksheet(paper.name)
        for (row, column), value in paper.cells.items():
            shown = paper.formats.get((row, column)) or ("yyyy-mm-dd" if isinstance(value, date) else None)
            style = book.add_format({"num_format": shown}) if shown else None
            sheet.write(row - 1, column - 1, value, *([style] if style else []))
        for top, left, bottom, right in paper.merges:
            sheet.merge_range(top - 1, left - 1, bottom - 1, right - 1, "", None)
            value = paper.cells.get((top, left))
            if value is not None:
                sheet.write(top - 1, left - 1, value)
        for number in paper.hidden_rows:
            sheet.set_row(number - 1, None, None, {"hidden": True})
        for number in paper.hidden_columns:
            sheet.set_column(number - 1, number - 1, None, None, {"hidden": True})
        if paper.state == "hidden":
            sheet.hide()
    book.close()
    return target.getvalue()


def workbook(name: str, *papers: Paper, by: str = "openpyxl") -> WorkbookFile:
    """A file as it would be uploaded."""
    is_plain = not any(paper.after for paper in papers)
    write = with_xlsxwriter if by == "xlsxwriter" and is_plain else with_openpyxl
    return WorkbookFile(name=name, content=write(papers))

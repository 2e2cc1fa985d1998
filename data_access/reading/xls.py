"""Stage 2 for xls and WPS et (BIFF): everything from xlrd."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from io import StringIO
from typing import Any, cast

import xlrd
from xlrd.biffh import XLRDError, error_text_from_code
from xlrd.compdoc import CompDocError
from xlrd.xldate import XLDateError, xldate_as_datetime

from data_access.reading import formats
from data_access.reading.answer import Answer, hidden_spans
from data_access.reading.container import encrypted
from data_access.reading.marks import Marks
from data_access.reading.unreadable import damaged

# xlrd checks little: what a broken file makes it raise is whatever the code at hand raises, so whole families of errors.
_FAULTS = (
    XLRDError, CompDocError, struct.error, ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, NameError,
    OSError, RuntimeError, TypeError, ValueError,
)  # fmt: skip
_PICTURE = re.compile(r"=(?:_xlfn\.)?DISPIMG\(")  # what a cell shows where WPS keeps a picture in it
_ERRORS = cast("dict[Any, str]", error_text_from_code)


def read(content: bytes, answer: Answer) -> None:
    """Sends every worksheet of the workbook; ``UnreadableError`` if the file cannot be taken."""
    try:
        book = _open(content)
        sheets = [(sheet, _marks(book, sheet)) for sheet in book.sheets()]
    except _FAULTS as fault:
        if "encrypted" in str(fault):
            raise encrypted() from fault
        raise damaged("文件不完整或已损坏，无法打开。") from fault
    for index, (sheet, marks) in enumerate(sheets):
        answer.worksheet(sheet.name, hidden=sheet.visibility != 0, marks=marks, has_pictures=False)
        shares = (0.5 + index / len(sheets) / 2, 0.5 + (index + 1) / len(sheets) / 2)
        blanks = hidden_spans(marks, sheet.nrows - 1, sheet.ncols - 1)
        answer.rows(_plain_rows(book, sheet), blanks, count=max(sheet.nrows, 1), shares=shares)


def _open(content: bytes) -> xlrd.Book:
    try:
        return xlrd.open_workbook(file_contents=content, formatting_info=True, ragged_rows=True, logfile=StringIO())
    except _FAULTS as fault:
        if "encrypted" in str(fault):
            raise
        # Odd styles stop xlrd although the values are sound; merged ranges and hidden rows are lost then.
        return xlrd.open_workbook(file_contents=content, ragged_rows=True, logfile=StringIO())


def _marks(book: xlrd.Book, sheet: xlrd.sheet.Sheet) -> Marks:
    marks = Marks()
    marks.merges = [
        (row, column, end_row - 1, end_column - 1)
        for row, end_row, column, end_column in sheet.merged_cells
        if row < end_row and column < end_column
    ]
    marks.hidden_rows = sorted(row for row, shown in sheet.rowinfo_map.items() if shown.hidden or shown.height == 0)
    for column, shown in sorted(sheet.colinfo_map.items()):
        if shown.hidden or shown.width == 0:
            marks.add_hidden_columns(column + 1, column + 1)
    telling = _telling_styles(book)
    for row in range(sheet.nrows):
        _mark_row(sheet, row, telling, marks)
    return marks


def _mark_row(sheet: xlrd.sheet.Sheet, row: int, telling: dict[int, str], marks: Marks) -> None:
    types = sheet.row_types(row)
    for column, kind in enumerate(types):
        if kind == xlrd.XL_CELL_ERROR:
            marks.errors[row, column] = _ERRORS.get(sheet.cell_value(row, column), "#VALUE!")
        elif kind == xlrd.XL_CELL_TEXT and _PICTURE.match(sheet.cell_value(row, column)):
            marks.pictures.append((row, column))
        elif telling and kind in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
            code = telling.get(sheet.cell_xf_index(row, column))
            if code is not None:
                marks.add_format(code, (row, column))


def _telling_styles(book: xlrd.Book) -> dict[int, str]:
    """Index of a cell style → number format, for the formats that matter."""
    if not book.formatting_info:
        return {}
    telling: dict[int, str] = {}
    for index, style in enumerate(book.xf_list):
        code = book.format_map[style.format_key].format_str if style.format_key in book.format_map else ""
        if formats.matters(code):
            telling[index] = code
    return telling


def _plain_rows(book: xlrd.Book, sheet: xlrd.sheet.Sheet) -> Iterator[list[Any]]:
    for row in range(sheet.nrows):
        types = sheet.row_types(row)
        values = sheet.row_values(row)
        yield [_plain(book, kind, value) for kind, value in zip(types, values, strict=True)]


def _plain(book: xlrd.Book, kind: int, value: Any) -> Any:
    if kind == xlrd.XL_CELL_NUMBER:
        return value
    if kind == xlrd.XL_CELL_TEXT:
        return value or None
    if kind == xlrd.XL_CELL_DATE:
        return _moment(book, value)
    if kind == xlrd.XL_CELL_BOOLEAN:
        return bool(value)
    return None


def _moment(book: xlrd.Book, value: float) -> Any:
    """The moment of a date cell; the bare number where no calendar has it."""
    try:
        return xldate_as_datetime(value, book.datemode)
    except (XLDateError, ValueError, OverflowError):
        return value

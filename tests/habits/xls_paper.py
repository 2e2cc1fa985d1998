"""The same worksheets as xls, byte by byte: texts, numbers, dates, merged ranges, hidden rows and columns, hidden worksheets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tests.data_access.reading import biff
from tests.intake.paper import Paper

_DATE = "yyyy-mm-dd"
_FIRST_STYLE = 16  # 15 is General
_BOOK = date(1899, 12, 30).toordinal()
_STATES = {"visible": 0, "hidden": 1, "veryHidden": 2}
ERRORS = {"#NULL!": 0, "#DIV/0!": 7, "#VALUE!": 15, "#REF!": 23, "#NAME?": 29, "#NUM!": 36, "#N/A": 42}


def with_xls(papers: Sequence[Paper]) -> bytes:
    """A BIFF8 workbook with these worksheets."""
    codes = list(dict.fromkeys([_DATE, *(code for paper in papers for code in paper.formats.values())]))
    sheets = [
        biff.XlsSheet(name=paper.name, records=_records(paper, codes), visibility=_STATES[paper.state]) for paper in papers
    ]
    return biff.XlsBook(sheets=sheets, formats=codes).content()


def _records(paper: Paper, codes: list[str]) -> list[bytes]:
    hidden = [biff.hidden_row(row - 1) for row in paper.hidden_rows]
    hidden += [biff.hidden_column(column - 1) for column in paper.hidden_columns]
    cells = [_cell(paper, at, codes) for at in sorted(paper.cells)]
    merges = [biff.merge(top - 1, bottom - 1, left - 1, right - 1) for top, left, bottom, right in paper.merges]
    return [*hidden, *cells, *merges]


def _cell(paper: Paper, at: tuple[int, int], codes: list[str]) -> bytes:
    row, column, value = at[0] - 1, at[1] - 1, paper.cells[at]
    if isinstance(value, bool):
        return biff.boolean(row, column, value)
    if isinstance(value, date):
        return biff.number(row, column, value.toordinal() - _BOOK, _FIRST_STYLE + codes.index(_DATE))
    if isinstance(value, int | float):
        style = _FIRST_STYLE + codes.index(paper.formats[at]) if at in paper.formats else 15
        return biff.number(row, column, value, style)
    if value in ERRORS:
        return biff.error(row, column, ERRORS[value])
    return biff.label(row, column, value)

"""Columns with values below no heading: named, so that nobody takes them for read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from data_access.problems import Problem, problem
from data_access.reading.grid import Worksheet, address, column_letters
from data_access.recognition.choice import Heading
from data_access.recognition.headings import DEEPEST
from data_access.recognition.lines import is_stated_line
from data_access.recognition.texts import cell_at, cell_text, is_filled, quoted


def unheaded_columns(worksheet: Worksheet, heading: Heading, rows: Sequence[int]) -> Iterator[Problem]:
    """One note a column that holds values in ``rows`` (0-based) and has no heading, at what stands above it or at its first value.

    A list set apart by an empty column (the choices of a cell) is no part of the table.
    """
    headed = {path.column for path in heading.paths}
    last = max(headed, default=0)
    for column in range(worksheet.table.width):
        if column in headed:
            continue
        cells = worksheet.table.cells(column)
        first = next((row for row in rows if row < len(cells) and is_filled(cells[row])), None)
        above = _above(worksheet, heading.top, column)
        if first is None or (above is None and column > last + 1):
            continue
        last = max(last, column)
        yield _unread(worksheet, heading, column, first, above)


def _unread(worksheet: Worksheet, heading: Heading, column: int, first: int, above: int | None) -> Problem:
    if above is None:
        message = f"{column_letters(column)}列有内容、没有表头，未采用"
        return problem("column_unknown", message, worksheet=worksheet.name, cell=address(first, column), fix=_FIX)
    shown = " ".join(cell_text(cell_at(worksheet, above, column)).split())
    message = f"{quoted(shown)}不是{heading.declaration.title}的列，未采用"
    return problem("column_unknown", message, worksheet=worksheet.name, cell=address(above, column), value=shown)


_FIX = "该列未采用，需要填报的补写表头。"


def _above(worksheet: Worksheet, top: int, column: int) -> int | None:
    """The row right above the heading that names the column: no title over several, no 填报单位：…."""
    for row in range(top - 1, max(-1, top - DEEPEST), -1):
        cell = cell_at(worksheet, row, column)
        is_wide = any(block[0] <= row <= block[2] and block[1] == column < block[3] for block in worksheet.merges)
        if is_filled(cell) and not is_wide and not is_stated_line(cell_text(cell)):
            return row
    return None

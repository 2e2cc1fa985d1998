"""Headings merged over more columns of the grid than the one that holds their values, as forms drawn on a fine grid have them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from data_access.reading.grid import Worksheet
from data_access.recognition.headings import HeadingPath
from data_access.recognition.row_words import TOTAL, is_remark, no_report
from data_access.recognition.texts import cell_text, clean, is_filled


def one_column_each(worksheet: Worksheet, paths: Sequence[HeadingPath], start: int) -> tuple[HeadingPath, ...]:
    """The paths, of those that share one heading cell only the one with values from row ``start`` on; all where several have some."""
    sharing: dict[str, list[HeadingPath]] = {}
    for path in paths:
        sharing.setdefault(path.cell, []).append(path)
    left_out = {path.column for group in sharing.values() if len(group) > 1 for path in _empty_ones(worksheet, group, start)}
    return tuple(path for path in paths if path.column not in left_out)


def _empty_ones(worksheet: Worksheet, group: Sequence[HeadingPath], start: int) -> Iterable[HeadingPath]:
    held = [path for path in group if _has_values(worksheet, path.column, start)]
    return () if len(held) > 1 else [path for path in group if path is not (held or group)[0]]


def _has_values(worksheet: Worksheet, column: int, start: int) -> bool:
    """Whether a column holds anything from a row on that is not the label of a total, a note or a signature."""
    cells = worksheet.table.cells(column)[start:]
    return any(is_filled(cell) and not (isinstance(cell, str) and _is_label(clean(cell_text(cell)))) for cell in cells)


def _is_label(words: str) -> bool:
    return bool(TOTAL.match(words) or no_report(words) or is_remark(words))


def is_one_heading(paths: Iterable[HeadingPath], left: int, right: int) -> bool:
    """Whether the columns ``left`` to ``right`` stand under one heading cell."""
    cells = {path.column: path.cell for path in paths if left <= path.column <= right}
    return len(cells) == right - left + 1 and len(set(cells.values())) == 1

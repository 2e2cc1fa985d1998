"""How the child hands over a worksheet: first what it is, then its rows in slices, then what only the values showed."""

from __future__ import annotations

import math
from array import array
from collections.abc import Callable, Iterable, Sequence
from itertools import zip_longest
from typing import Any

from data_access.reading.limits import Limits
from data_access.reading.marks import Marks, Position
from data_access.reading.unreadable import too_large
from data_access.reading.wire import encode

_FIRST_ROWS = 64  # title and heading go by themselves, so that below them a column of figures is nothing but figures
_ROWS_A_SLICE = 1_000
_MERGED_ROWS = 4_000_000
_EMPTY = frozenset({None, ""})

Send = Callable[[bytes], None]
Row = list[Any]
Packed = bytes | Sequence[Any] | None  # figures alone (not-a-number where there is none), cells, nothing at all
Blanks = dict[int, list[tuple[int, int]]]  # row → spans of columns (first, last) whose values nobody sees


class Answer:
    """Writes frames; ``send`` takes a payload. What would burden the web process beyond ``limits`` is too large."""

    def __init__(self, send: Send, limits: Limits | None = None) -> None:
        self._pass_on = send
        limits = limits or Limits()
        self._bytes, self._cells, self._marks, self._worksheets = (
            limits.answer_bytes, limits.cells, limits.marks, limits.worksheets,
        )  # fmt: skip

    def _send(self, payload: bytes) -> None:
        self._bytes -= len(payload)
        if self._bytes < 0:
            raise too_large("工作表的内容过多，超出读取上限。")
        self._pass_on(payload)

    def progress(self, share: float) -> None:
        """Says how much of the file has been read, 0 to 1."""
        self._send(encode(("progress", share)))

    def worksheet(self, name: str, *, hidden: bool, marks: Marks, has_pictures: bool) -> None:
        """Begins a worksheet."""
        self._worksheets -= 1
        if self._worksheets < 0:
            raise too_large("文件中的工作表过多，超出读取上限。")
        self._marks -= marks.count
        if self._marks < 0:
            raise too_large("工作表中的错误值、合并单元格和特殊格式过多，超出读取上限。")
        self._send(
            encode(
                (
                    "worksheet",
                    {
                        "name": name,
                        "hidden": hidden,
                        "merges": marks.merges,
                        "hidden_rows": marks.hidden_rows,
                        "hidden_columns": sorted(marks.hidden_columns),
                        "errors": marks.errors,
                        "formulas_without_value": marks.without_value,
                        "external_formulas": marks.external,
                        "formats": [(code, column, runs) for (code, column), runs in marks.formats.items()],
                        "has_pictures": has_pictures or bool(marks.pictures),
                    },
                )
            )
        )

    def rows(self, rows: Iterable[Row], blanks: Blanks, *, count: int, shares: tuple[float, float]) -> None:
        """The ``count`` rows from row 0 on, without the empty ones at the end, telling progress between the two ``shares``.

        An empty cell is None or an empty text.
        """
        waiting = begun = 0
        piece: list[Row] = []
        for row in rows:
            piece.append(row)
            if len(piece) == (_ROWS_A_SLICE if begun else _FIRST_ROWS):
                begun, waiting = self._flush(piece, begun, waiting, blanks)
                self.progress(shares[0] + (shares[1] - shares[0]) * min(begun / count, 1.0))
                piece = []
        self._flush(piece, begun, waiting, blanks)
        self.progress(shares[1])

    def _flush(self, piece: list[Row], begun: int, waiting: int, blanks: Blanks) -> tuple[int, int]:
        """Sends a slice that begins at row ``begun`` after ``waiting`` empty rows; returns both for the next."""
        full = len(piece)
        if blanks:
            _blank(piece, begun, blanks)
        while piece and _EMPTY.issuperset(piece[-1]):
            piece.pop()
        if not piece:
            return begun + full, waiting + full
        if waiting:
            self._send(encode(("empty_rows", waiting)))
        columns: list[Packed] = []
        errors: dict[Position, str] = {}
        for column, cells in enumerate(zip_longest(*piece)):
            packed, lost = _packed(cells)
            columns.append(packed)
            self._cells -= 0 if packed is None or isinstance(packed, bytes) else len(packed)
            errors.update(((begun + row, column), "#NUM!") for row in lost)
        if self._cells < 0:
            raise too_large("工作表的内容过多，超出读取上限。")
        if errors:
            self._send(encode(("errors", errors)))
        self._send(encode(("columns", (len(piece), columns))))
        return begun + full, full - len(piece)


def hidden_spans(marks: Marks, last_row: int, last_column: int) -> Blanks:
    """Row → spans of columns (first, last) to blank: left-over values under merged ranges, texts that stand for pictures."""
    spans: Blanks = {}
    budget = _MERGED_ROWS
    for row, column, bottom, right in marks.merges:
        if row > last_row or column > last_column or (row, column) == (bottom, right):
            continue
        end_row, end_column = min(bottom, last_row), min(right, last_column)
        budget -= end_row - row + 1
        if budget < 0:
            raise too_large("工作表中的合并单元格过多，超出读取上限。")
        if end_column > column:
            spans.setdefault(row, []).append((column + 1, end_column))
        for below in range(row + 1, end_row + 1):
            spans.setdefault(below, []).append((column, end_column))
    for row, column in marks.pictures:
        spans.setdefault(row, []).append((column, column))
    return spans


def _blank(piece: list[Row], begun: int, blanks: Blanks) -> None:
    for index, row in enumerate(piece):
        for first, last in blanks.get(begun + index, ()):
            end = min(last + 1, len(row))
            if first < end:
                row[first:end] = [None] * (end - first)


def _packed(cells: Sequence[Any]) -> tuple[Packed, list[int]]:
    """A column as it is sent, and in which of its rows stands a figure that no cell can hold (sent as empty)."""
    kinds = set(map(type, cells))
    if kinds == {float} and math.isfinite(sum(cells)):  # infinity and not-a-number show in the sum
        return array("d", cells).tobytes(), []
    if kinds == {str} and "" not in cells:
        return cells, []
    return _sorted_out(cells)


def _sorted_out(cells: Sequence[Any]) -> tuple[Packed, list[int]]:
    empty = ""  # calamine's empty cells are this one object; identity is three times quicker than equality
    kept = [None if cell is empty else cell for cell in cells]
    lost = [row for row, cell in enumerate(kept) if type(cell) is float and not math.isfinite(cell)]
    for row in lost:
        kept[row] = None
    kinds = set(map(type, kept)) - {type(None)}
    if not kinds:
        return None, lost
    if kinds == {float}:
        return array("d", [math.nan if cell is None else cell for cell in kept]).tobytes(), lost
    return kept, lost

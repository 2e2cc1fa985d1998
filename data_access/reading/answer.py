"""How the child hands over a worksheet: first what it is, then its rows in slices, then what only the values showed."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from typing import Any

from data_access.reading.marks import Marks, Position
from data_access.reading.unreadable import too_large
from data_access.reading.wire import encode

_ROWS_A_SLICE = 5_000
_MERGED_ROWS = 4_000_000
# A pickled float is "G" and eight bytes; these beginnings are infinity and not-a-number. Text may look the same,
# so a hit is only a reason to look closely.
_NOT_FINITE = re.compile(rb"G[\x7f\xff][\xf0-\xff]")

Send = Callable[[bytes], None]
Row = list[Any]
Blanks = dict[int, list[tuple[int, int]]]  # row → spans of columns (first, last) whose values nobody sees


class Answer:
    """Writes frames; ``send`` takes a payload."""

    def __init__(self, send: Send) -> None:
        self._send = send

    def progress(self, share: float) -> None:
        """Says how much of the file has been read, 0 to 1."""
        self._send(encode(("progress", share)))

    def worksheet(self, name: str, *, hidden: bool, marks: Marks, has_pictures: bool) -> None:
        """Begins a worksheet."""
        self._send(
            encode(
                (
                    "worksheet",
                    {
                        "name": name,
                        "hidden": hidden,
                        "merges": marks.merges,
                        "hidden_rows": marks.hidden_rows,
                        "hidden_columns": marks.hidden_columns,
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
        """The ``count`` rows from row 0 on, without the empty ones at the end, telling progress between the two ``shares``."""
        waiting = 0
        begun = 0
        piece: list[Row] = []
        for row in rows:
            if row and row[-1] is None:
                _trim(row)
            piece.append(row)
            if len(piece) == _ROWS_A_SLICE:
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
        while piece and not piece[-1]:
            piece.pop()
        if not piece:
            return begun + full, waiting + full
        if waiting:
            self._send(encode(("empty_rows", waiting)))
        self._send_rows(piece, begun)
        return begun + full, full - len(piece)

    def _send_rows(self, piece: list[Row], begun: int) -> None:
        payload = encode(("rows", piece))
        if _NOT_FINITE.search(payload) and (positions := _take_out_not_finite(piece, begun)):
            payload = encode(("rows", piece))
            self._send(encode(("errors", dict.fromkeys(positions, "#NUM!"))))
        self._send(payload)


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


def _trim(row: Row) -> None:
    """Takes empty cells off the end; what is left of a row without values is an empty list."""
    kept = len(row)
    while kept and row[kept - 1] is None:
        kept -= 1
    del row[kept:]


def _blank(piece: list[Row], begun: int, blanks: Blanks) -> None:
    for index, row in enumerate(piece):
        for first, last in blanks.get(begun + index, ()):
            end = min(last + 1, len(row))
            if first < end:
                row[first:end] = [None] * (end - first)
        _trim(row)


def _take_out_not_finite(piece: list[Row], begun: int) -> list[Position]:
    positions: list[Position] = []
    for index, row in enumerate(piece):
        for column, value in enumerate(row):
            if isinstance(value, float) and not math.isfinite(value):
                row[column] = None
                positions.append((begun + index, column))
    return positions

"""Puts a workbook together from the child's frames, believing nothing about their shape."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

import numpy as np

from data_access.reading.grid import Block, FormatRuns, Position, Workbook, Worksheet
from data_access.reading.marks import LAST_ROW
from data_access.reading.table import Cells, Piece, Table
from data_access.reading.unreadable import visible


class MisshapenError(Exception):
    """Frames that do not make a workbook."""


class Assembly:
    """The worksheets received so far."""

    def __init__(self, *, file: str, sha256: str) -> None:
        self._file = file
        self._sha256 = sha256
        self._worksheets: list[Worksheet] = []
        self._begun: Mapping[str, Any] | None = None
        self._pieces: list[Piece] = []
        self._errors: dict[Position, str] = {}

    def take(self, frame: tuple[Any, ...]) -> None:
        """Takes one frame; ``MisshapenError`` for what the child never sends."""
        kind, content = frame
        if kind == "worksheet":
            self._finish()
            self._begun = _table(content)
        elif kind == "columns":
            self._add(*_sequence(content))
        elif kind == "empty_rows":
            self._add(content, ())
        elif kind == "errors":
            self._errors.update(_table(content))
        else:
            raise MisshapenError(kind)

    def workbook(self) -> Workbook:
        """The workbook, once all frames have come."""
        self._finish()
        return Workbook(file=self._file, sha256=self._sha256, worksheets=tuple(self._worksheets))

    def _add(self, height: object, columns: object) -> None:
        above = sum(piece.height for piece in self._pieces)
        if not isinstance(height, int) or not 0 <= height <= LAST_ROW - above:
            raise MisshapenError("no number of rows")
        self._pieces.append(Piece(height=height, columns=[_cells(column, height) for column in _sequence(columns)]))

    def _finish(self) -> None:
        if self._begun is not None:
            self._worksheets.append(_worksheet(self._begun, Table(self._pieces), self._errors))
        elif self._pieces:
            raise MisshapenError("columns")
        self._begun, self._pieces, self._errors = None, [], {}


def _worksheet(begun: Mapping[str, Any], rows: Table, more_errors: Mapping[Position, str]) -> Worksheet:
    return Worksheet(
        name=visible(str(begun["name"])) or "未命名工作表",
        hidden=bool(begun["hidden"]),
        rows=rows,
        merges=tuple(cast("Iterable[Block]", begun["merges"])),
        hidden_rows=frozenset(begun["hidden_rows"]),
        hidden_columns=frozenset(begun["hidden_columns"]),
        errors={**begun["errors"], **more_errors},
        formulas_without_value=frozenset(begun["formulas_without_value"]),
        external_formulas=frozenset(begun["external_formulas"]),
        formats=FormatRuns((code, column, runs) for code, column, runs in begun["formats"]),
        has_pictures=bool(begun["has_pictures"]),
    )


def _table(content: object) -> dict[Any, Any]:
    if not isinstance(content, dict):
        raise MisshapenError("no table")
    return cast("dict[Any, Any]", content)


def _sequence(content: object) -> Sequence[Any]:
    if not isinstance(content, (list, tuple)):
        raise MisshapenError("no sequence")
    return cast("Sequence[Any]", content)


def _cells(column: object, count: int) -> Cells:
    """Figures packed as they are, or a list of cells; both as long as the piece."""
    if column is None:
        return None
    cells = np.frombuffer(column, dtype=np.float64) if isinstance(column, bytes) else list(_sequence(column))
    if len(cells) != count:
        raise MisshapenError("a column of another length")
    return cells

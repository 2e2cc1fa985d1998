"""Puts a workbook together from the child's frames, believing nothing about their shape."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, cast

from data_access.reading.grid import Block, Cell, FormatRuns, Position, Workbook, Worksheet


class MisshapenError(Exception):
    """Frames that do not make a workbook."""


class Assembly:
    """The worksheets received so far."""

    def __init__(self, *, file: str, sha256: str) -> None:
        self._file = file
        self._sha256 = sha256
        self._worksheets: list[Worksheet] = []
        self._begun: Mapping[str, Any] | None = None
        self._rows: list[list[Cell]] = []
        self._errors: dict[Position, str] = {}

    def take(self, frame: tuple[Any, ...]) -> None:
        """Takes one frame; ``MisshapenError`` for what the child never sends."""
        kind, content = frame
        if kind == "worksheet":
            self._finish()
            self._begun = _table(content)
        elif kind == "rows":
            self._rows.extend(_sequence(content))
        elif kind == "empty_rows":
            self._rows.extend([] for _ in range(min(int(content), 1_048_576)))
        elif kind == "errors":
            self._errors.update(_table(content))
        else:
            raise MisshapenError(kind)

    def workbook(self) -> Workbook:
        """The workbook, once all frames have come."""
        self._finish()
        return Workbook(file=self._file, sha256=self._sha256, worksheets=tuple(self._worksheets))

    def _finish(self) -> None:
        if self._begun is not None:
            self._worksheets.append(_worksheet(self._begun, self._rows, self._errors))
        elif self._rows:
            raise MisshapenError("rows")
        self._begun, self._rows, self._errors = None, [], {}


def _worksheet(begun: Mapping[str, Any], rows: list[list[Cell]], more_errors: Mapping[Position, str]) -> Worksheet:
    return Worksheet(
        name=str(begun["name"]),
        hidden=bool(begun["hidden"]),
        rows=rows,
        merges=tuple(cast("Iterable[Block]", begun["merges"])),
        hidden_rows=frozenset(begun["hidden_rows"]),
        hidden_columns=frozenset(column for first, last in begun["hidden_columns"] for column in range(first, last + 1)),
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


def _sequence(content: object) -> list[Any]:
    if not isinstance(content, list):
        raise MisshapenError("no rows")
    return cast("list[Any]", content)

"""Which place each row is about: the lowest of its place columns, the higher ones being its parents."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from data_access.reading.grid import Cell
from data_access.recognition.result import Recognised
from data_access.regions.tree import Level
from data_access.sheets.declaration import Field
from data_access.typed_rows import Column, Mask
from data_access.values.cells import CellReader, ColumnCells
from data_access.values.findings import Findings
from data_access.values.place_cells import NOTHING, Decision, Setting, decide, word

__all__ = ["PlaceColumns", "Placed", "Setting"]


@dataclass(frozen=True, kw_only=True)
class Placed:
    """``column``: codes a row; ``is_total``: rows above the row level, which are totals of their place."""

    column: Column
    is_total: Mask


class PlaceColumns:
    """The place columns of one worksheet over given rows."""

    def __init__(self, recognised: Recognised, field: Field, reader: CellReader, findings: Findings, setting: Setting) -> None:
        self._field = field
        self._findings = findings
        self._setting = setting
        self._reader = reader
        self._columns = recognised.place_columns
        self._levels: tuple[Level | None, ...] = tuple(place.level for place in recognised.place_columns)
        self._table = recognised.worksheet.table
        self._totals = [total.row for total in recognised.total_rows]
        self._decisions: dict[tuple[Cell, ...], Decision] = {}

    def placed(self, rows: Sequence[int]) -> Placed:
        """The place of every row; blanks stay without one."""
        columns = [self._reader.column(self._field, place.column, rows) for place in self._columns]
        texts = list(zip(*(cells.cells for cells in columns), *self._carried(columns), strict=True))
        broken = frozenset[int]().union(*(cells.broken for cells in columns))
        number: dict[tuple[Cell, ...], int] = {}
        which = np.array([number.setdefault(text, len(number) + 1) for text in texts], dtype=np.int64)
        which[list(broken)] = 0
        decisions = [NOTHING, *map(self._decision, number)]
        self._report(decisions, which, columns)
        codes = np.array([decision.code for decision in decisions], dtype=object)[which]
        invalid = _of(decisions, which, lambda decision: decision.is_refused)
        invalid[list(broken)] = True
        column = Column(
            values=codes,
            missing=_of(decisions, which, lambda decision: decision.code is None),
            not_applicable=_of(decisions, which, lambda decision: decision.not_applicable),
            invalid=invalid,
        )
        return Placed(column=column, is_total=_of(decisions, which, lambda decision: decision.is_total))

    def _report(self, decisions: Sequence[Decision], which: npt.NDArray[np.int64], columns: Sequence[ColumnCells]) -> None:
        """What is said of the cells; of a merged block once, at its first cell."""
        for index in np.flatnonzero(_of(decisions, which, lambda decision: bool(decision.said))).tolist():
            for said in decisions[which[index]].said:
                cells = columns[said.place]
                row = self._reader.first_row(cells.rows[index], cells.column)
                self._findings.add(
                    said.code, said.message, at=(row, cells.column), field=self._field, value=said.text, fix=said.fix
                )

    def place_of_total(self, row: int, label: str) -> str | None:
        """The place that a total row is about: named in front of its words, or standing in its place columns."""
        texts = [label.removesuffix("小计").removesuffix("合计"), *(cells.cells[0] for cells in self._all(row))]
        for text in reversed([text for text in texts if isinstance(text, str) and _is_name(text)]):
            code = self._setting.places.find(text, within=self._setting.within).code
            if code is not None and self._setting.tree.is_inside(code, self._setting.within):
                return code
        return None

    def _carried(self, columns: Sequence[ColumnCells]) -> list[list[Cell]]:
        """For every column but the lowest the last name above each row, which a blank cell repeats: 乡镇 written once a township."""
        return [_last_names(cells, self._named_in_totals(cells.column)) for cells in columns[:-1]]

    def _named_in_totals(self, column: int) -> list[tuple[int, Cell]]:
        """The rows of totals that name a place in a column of its own (戌街乡 beside 小计), from above down."""
        cells = [(row, self._table.cell(row, column)) for row in self._totals]
        return [(row, cell) for row, cell in cells if isinstance(cell, str) and _is_name(cell)]

    def _all(self, row: int) -> list[ColumnCells]:
        return [self._reader.column(self._field, place.column, [row]) for place in self._columns]

    def _decision(self, cells: tuple[Cell, ...]) -> Decision:
        """What the place cells of a row mean; equal cells are looked at once."""
        decision = self._decisions.get(cells)
        if decision is None:
            decision = self._decisions[cells] = decide(cells, self._levels, self._setting)
        return decision


def _of(decisions: Sequence[Decision], which: npt.NDArray[np.int64], asked: Callable[[Decision], bool]) -> Mask:
    """The answer for every row; asked of each distinct decision once."""
    return np.array([asked(decision) for decision in decisions], dtype=np.bool_)[which]


def _last_names(cells: ColumnCells, totals: Sequence[tuple[int, Cell]]) -> list[Cell]:
    last: Cell = None
    names: list[Cell] = []
    waiting = iter(totals)
    total = next(waiting, None)
    for row, cell in zip(cells.rows, cells.cells, strict=True):
        while total is not None and total[0] < row:
            last, total = total[1], next(waiting, None)
        last = cell if word(cell) else last
        names.append(None if word(cell) else last)
    return names


def _is_name(text: str) -> bool:
    return bool(word(text)) and not text.rstrip().endswith("计")

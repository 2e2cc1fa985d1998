"""Which rows below a heading are rows of the report, which are totals, notes, signatures or nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Any

import numpy as np

from data_access.reading.grid import Cell, Worksheet
from data_access.recognition.counting import filled_rows
from data_access.recognition.headings import DEEPEST
from data_access.recognition.plain_rows import MAYBE_TOTAL, plain_rows
from data_access.recognition.result import TotalLine
from data_access.recognition.row_words import (
    BESIDE,
    DASHES,
    DAY,
    OFFICE,
    PAGE,
    TOTAL,
    WHOLE,
    is_nil,
    is_numbers_row,
    is_remark,
    is_signature,
    no_report,
)
from data_access.recognition.texts import cell_text, clean, is_filled

_FIRST = frozenset(
    "备注说填指审平逻附单分主负复制经报联上盖公签电口数校统领手书党乡镇县局所站副日时(（[［【"
)  # of most notes and signatures
_COUNT = re.compile(r"\d+个?(?:村|社区|村社区|乡镇|县)?")  # 合计, and beside it how many
_AT_THE_ENDS = 12  # rows that are looked at closely: 平均 and 上月数 stand there
_MANY = 8  # cells that are not all blanks but one
_LONG_NOTE = 15  # a text of more characters that stands alone in its row is no name of a place or person


@dataclass(frozen=True, kw_only=True)
class RowKeys:
    """What makes a row of the report: 0-based columns of the key fields, ``place`` the one among them that names a place.

    ``places``: instead of them, where a row is a place, the columns that name it, the lowest last."""

    columns: tuple[int, ...] = ()
    place: int | None = None
    places: tuple[int, ...] = ()

    def make_own(self, row: Sequence[Cell]) -> bool:
        """Whether a row is one of its own, whatever words stand elsewhere in it (a task 转移就业合计, 全村 beside a village)."""
        if not self.places:
            return self._all_filled(row)
        words = [clean(cell_text(row[column])) if column < len(row) else "" for column in self.places]
        is_named = DASHES.fullmatch(words[-1]) is None and _COUNT.fullmatch(words[-1]) is None
        return is_named and not any(TOTAL.match(word) for word in words)

    def are_beside(self, row: Sequence[Cell]) -> bool:
        """Whether a row names nothing but what the rows are set beside: 平均 where a village is due, 上月数 and no other key."""
        words = [clean(cell_text(row[column])) for column in self.places or self.columns if column < len(row)]
        filled = [word for word in words if DASHES.fullmatch(word) is None]
        return all(BESIDE.match(word) for word in (filled[-1:] if self.places else filled))

    def _all_filled(self, row: Sequence[Cell]) -> bool:
        return bool(self.columns) and all(self._is_filled(row, column) for column in self.columns)

    def _is_filled(self, row: Sequence[Cell], column: int) -> bool:
        words = clean(cell_text(row[column])) if column < len(row) else ""
        if column == self.place and WHOLE.fullmatch(words):
            return True  # 全县, the place of a task for the whole county
        return DASHES.fullmatch(words) is None and TOTAL.match(words) is None


@dataclass(frozen=True, kw_only=True)
class Body:
    """0-based rows; ``left_out``: reason → how many rows below the heading are no data."""

    rows: tuple[int, ...]
    totals: tuple[TotalLine, ...]
    left_out: Counter[str]
    is_nil: bool


def read_body(
    worksheet: Worksheet,
    start: int,
    columns: Sequence[int],
    numeric: Sequence[int],
    keys: Sequence[int] = (),
    *,
    own: RowKeys | None = None,
    end: int | None = None,
    faulty: frozenset[int] = frozenset(),
) -> Body:
    """The rows from ``start`` on, those from ``end`` on left unread; ``columns``: 0-based columns of fields and places, ``numeric`` those of numbers.

    ``keys``: the columns that say what a row is about (places and key fields); ``own``: what makes a row no total;
    ``faulty``: rows that are data whatever is left of them.
    """
    rows = worksheet.table
    plain = plain_rows(rows, numeric)
    surely = np.flatnonzero(plain)
    plain[[*surely[:_AT_THE_ENDS], *surely[-_AT_THE_ENDS:]]] = False
    is_plain = plain.tolist()
    left_out: Counter[str] = Counter()
    pick = _picker(columns)
    first = _after_numbers_row(rows, start, pick, len(columns))
    left_out["栏次"] += first > start
    left_out["表外"] += filled_rows(rows, start, first) - 1 if first > start else 0
    body: list[int] = []
    totals: list[TotalLine] = []
    ended = False
    for number in range(first, len(rows) if end is None else end):
        if is_plain[number]:
            body.append(number)
            continue
        row = rows[number]
        if not row and number not in faulty:
            continue
        kind = _kind(row, pick(row), numeric, keys, ended, own or RowKeys())
        if kind == "body" or (number in faulty and not kind.startswith("合计")):
            body.append(number)
        elif kind.startswith("合计"):
            totals.append(TotalLine(row=number, label=kind[2:]))
            left_out["合计"] += 1
        elif kind:
            left_out[kind] += 1
            ended = ended or kind in {"注", "签章"}
    left_out["另一张表"] += filled_rows(rows, end) if end is not None else 0
    says_nil = len(body) == 1 and is_nil(rows[body[0]], numbered=True)
    if says_nil:
        left_out["零报告"] += 1
    return Body(rows=() if says_nil else tuple(body), totals=tuple(totals), left_out=+left_out, is_nil=says_nil or not body)


def _picker(columns: Sequence[int]) -> Any:
    """Cells of the table's columns of one row, short rows filled up."""
    last = max(columns, default=0)
    get = itemgetter(*columns, last, last)

    def pick(row: Sequence[Cell]) -> tuple[Cell, ...]:
        return get(row) if len(row) > last else get([*row, *[None] * (last + 1 - len(row))])

    return pick


def _kind(
    row: Sequence[Cell], cells: tuple[Cell, ...], numeric: Sequence[int], keys: Sequence[int], ended: bool, own: RowKeys
) -> str:
    """``body``, ``合计`` with the row's words, a reason for leaving the row out, or nothing for an empty row."""
    labels = _labels(row, numeric)
    total = next((label for label in labels if MAYBE_TOTAL.search(label) and TOTAL.match(clean(label))), None)
    if total is not None and not own.make_own(row):
        return f"合计{clean(total).rstrip(':')}"
    if any(BESIDE.match(clean(label)) for label in labels) and own.are_beside(row):
        return "对照"
    if (label := _first_label(row, labels, keys)) and (reason := no_report(clean(label))) and not _has_number(row, numeric):
        return reason
    if cells.count(None) == len(cells) or not any(_says_something(cell) for cell in cells):
        return "表外" if any(map(is_filled, row)) else ""
    if (
        (ended or _stands_alone(row))
        and not _has_number(row, numeric)
        and not _is_named(row, numeric, keys)
        and not is_nil(row)
    ):
        return "注"
    return _alone(row, keys) or "body"


def _labels(row: Sequence[Cell], numeric: Sequence[int]) -> list[str]:
    """The texts of a row in front of its first figure; a number of the row (序号) in front of them is passed over.

    A word where a figure belongs is no label: 合计 in 转移就业人数 beside a village is a faulty cell of that village.
    """
    labels: list[str] = []
    for column, cell in enumerate(row):
        if isinstance(cell, str):
            if cell and column not in numeric and not cell.isdigit() and not cell.isspace():
                labels.append(cell)
        elif cell is not None and labels:
            break
    return labels


def _first_label(row: Sequence[Cell], labels: Sequence[str], keys: Sequence[int]) -> str:
    """The row's first label if a note or signature may begin so; where no key is filled it may stand in a column of figures."""
    first = next(iter(labels), "")
    if not first and not any(is_filled(row[column]) for column in keys if column < len(row)):
        first = next((cell for cell in row if isinstance(cell, str) and is_filled(cell)), "")
    return first if first.lstrip()[:1] in _FIRST else ""


def _says_something(cell: Cell) -> bool:
    """Whether a cell holds more than blanks and dashes."""
    return is_filled(cell) and not (isinstance(cell, str) and len(cell) < _MANY and DASHES.fullmatch(clean(cell)))


def _is_named(row: Sequence[Cell], numeric: Sequence[int], keys: Sequence[int]) -> bool:
    """Whether a row names what it is about and has something in two columns of figures, be it 约300: below a note it is no part of it."""
    held = [column for column, cell in enumerate(row) if _says_something(cell)]
    return any(column in keys for column in held) and sum(column in numeric for column in held) >= 2


def _has_number(row: Sequence[Cell], numeric: Sequence[int]) -> bool:
    """Whether columns of numbers hold figures of the row itself: more than one, none of them behind a signature (a telephone number)."""
    held = {column for column in numeric if column < len(row)}
    signed = False
    figures = 0
    for column, cell in enumerate(row):
        if isinstance(cell, str) and is_signature(clean(cell)):
            signed = True
        elif _is_number(cell):
            figures += column in held and not signed
            signed = False
    return figures >= min(2, max(1, len(held)))


def _is_number(cell: Cell) -> bool:
    if isinstance(cell, str):
        return bool(cell) and clean(cell).replace(",", "").replace(".", "").isdigit()
    return isinstance(cell, (int, float)) and not isinstance(cell, bool)


def _stands_alone(row: Sequence[Cell]) -> bool:
    if len(row) - row.count(None) > _MANY:
        return False
    filled = [cell for cell in row if is_filled(cell)]
    return len(filled) == 1 and isinstance(filled[0], str) and len(clean(filled[0])) > _LONG_NOTE


def _alone(row: Sequence[Cell], keys: Sequence[int]) -> str:
    """The reason for leaving out a row of a single cell that is no figure and names nothing: 落款, a day, a page number, a remark.

    A place or a number of the row with nothing behind it stays a row: its figures are missing.
    """
    filled = [(column, cell) for column, cell in enumerate(row) if is_filled(cell)]
    if len(filled) != 1 or _is_number(filled[0][1]) or is_nil(row):
        return ""
    column, cell = filled[0]
    words = clean(cell_text(cell))
    if isinstance(cell, date) or DAY.fullmatch(words) or OFFICE.search(words):
        return "签章"
    if is_remark(words):
        return "注"
    return "表外" if column not in keys or PAGE.fullmatch(words) else ""


def _after_numbers_row(rows: Sequence[Sequence[Cell]], start: int, pick: Any, columns: int) -> int:
    """The row below a row of column numbers (甲 乙 1 2 3), where one follows the heading of so many ``columns``."""
    for number in range(start, min(start + DEEPEST, len(rows))):
        if rows[number] and any(is_filled(cell) for cell in pick(rows[number])):
            return number + 1 if is_numbers_row(rows[number], columns) else start
    return start

"""Which rows below a heading are rows of the report, which are totals, notes, signatures or nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Any

from data_access.reading.grid import Cell, Worksheet
from data_access.recognition.counting import filled_rows
from data_access.recognition.plain_rows import MAYBE_TOTAL, plain_rows
from data_access.recognition.result import TotalLine
from data_access.recognition.texts import cell_text, clean, is_filled

_TOTAL = re.compile(r"^(?:其中)?:?(?:.{0,12}(?:小计|合计|总计|共计)|全[省州市县区乡镇村])(?:\(.*\)|\d+[个户人].*)?:?$")
_WHOLE = re.compile(r"全[省州市县区乡镇村]")
_DASHES = re.compile(r"[-—–…/]*")
_NOTE = re.compile(
    r"^(?:备?注|说明|填报说明|填表说明|填报要求|指标解释|指标说明|审核关系|平衡关系|逻辑关系|附注?)\d?[:.、]|^(?:填报|填表)说明"
)
_SIGNATURE = re.compile(
    r"^\(?(?:单位负责人|分管领导|分管负责人|主要领导|负责人|审核人|复核人|审批人|填表人|填报人|制表人|经办人|报送人|联系人|联系电话|"
    r"报出日期|填报日期|填表日期|报送日期|上报日期|制表日期|填报单位|审核单位|单位盖章|盖章|签字|签章|电话)(?:\(.*\))?(?::|$|\d)|^\(?(?:盖章|公章|签章)\)?$"
)
_NOTE_WORDS = frozenset({"注", "备注", "说明", "填报说明", "填表说明"})
# What stands alone below a table: the office that signs, the day, a number of the page.
_OFFICE = re.compile(r"(?:政府|局|办公室|中心)(?:\(.*\))?$|\((?:盖章|公章|签章)\)$")
_DAY = re.compile(
    r"[\d零〇○一二三四五六七八九]{2,4}[年./-][\d一二三四五六七八九十]{1,3}[月./-](?:[\d一二三四五六七八九十]{1,3}日?)?"
)
_PAGE = re.compile(r"[-—–]\d{1,3}[-—–]|第\d+页.*")
_NIL = frozenset(
    {"无", "本月无", "本季无", "本季度无", "本期无", "无数据", "本月无数据", "本季度无数据", "零报告", "本月零报告"}
)
_NUMBERS_ROW = re.compile(r"[甲乙丙丁戊己庚辛壬癸]|\(?\d{1,3}\)?(?:[=＝].*)?")
_FIRST = frozenset("备注说填指审平逻附单分主负复制经报联上盖公签电(（")  # of every note and signature
_MANY = 8  # cells that are not all blanks but one
_LONG_NOTE = 15  # a text of more characters that stands alone in its row is no name of a place or person


@dataclass(frozen=True, kw_only=True)
class RowKeys:
    """What makes a row of the report, where that is not a place alone: 0-based columns of the key fields.

    ``place``: the one among them that names a place. Empty: a row is a place, and what stands above it is a total."""

    columns: tuple[int, ...] = ()
    place: int | None = None

    def all_filled(self, row: Sequence[Cell]) -> bool:
        """Whether a row says everything that a row of its own says, whatever words stand elsewhere in it (a task 转移就业合计)."""
        return bool(self.columns) and all(self._is_filled(row, column) for column in self.columns)

    def _is_filled(self, row: Sequence[Cell], column: int) -> bool:
        words = clean(cell_text(row[column])) if column < len(row) else ""
        if column == self.place and _WHOLE.fullmatch(words):
            return True  # 全县, the place of a task for the whole county
        return _DASHES.fullmatch(words) is None and _TOTAL.match(words) is None


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
) -> Body:
    """The rows from ``start`` on, those from ``end`` on left unread; ``columns``: 0-based columns of fields and places, ``numeric`` those of numbers.

    ``keys``: the columns that say what a row is about (places and key fields); ``own``: what makes a row no total.
    """
    rows = worksheet.table
    plain = plain_rows(rows, numeric).tolist()
    left_out: Counter[str] = Counter()
    first = _after_numbers_row(rows, start)
    left_out["栏次"] += first > start
    pick = _picker(columns)
    body: list[int] = []
    totals: list[TotalLine] = []
    ended = False
    for number in range(first, len(rows) if end is None else end):
        if plain[number]:
            body.append(number)
            continue
        row = rows[number]
        if not row:
            continue
        kind = _kind(row, pick(row), numeric, keys, ended, own or RowKeys())
        if kind == "body":
            body.append(number)
        elif kind.startswith("合计"):
            totals.append(TotalLine(row=number, label=kind[2:]))
            left_out["合计"] += 1
        elif kind:
            left_out[kind] += 1
            ended = ended or kind in {"注", "签章"}
    left_out["另一张表"] += filled_rows(rows, end) if end is not None else 0
    is_nil = len(body) == 1 and _says_nil(rows[body[0]])
    if is_nil:
        left_out["零报告"] += 1
    return Body(rows=() if is_nil else tuple(body), totals=tuple(totals), left_out=+left_out, is_nil=is_nil or not body)


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
    total = next((label for label in labels if MAYBE_TOTAL.search(label) and _TOTAL.match(clean(label))), None)
    if total is not None and not own.all_filled(row):
        return f"合计{clean(total).rstrip(':')}"
    if labels and (reason := _no_report(labels[0])) and not _has_number(row, numeric):
        return reason
    if cells.count(None) == len(cells) or not any(is_filled(cell) for cell in cells):
        return "表外" if any(map(is_filled, row)) else ""
    if (ended or _stands_alone(row)) and not _has_number(row, numeric) and not _is_nil_word(row):
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


def _no_report(label: str) -> str:
    first = label.lstrip()[:1]
    if first not in _FIRST:
        return ""
    words = clean(label)
    if _NOTE.match(words) or words in _NOTE_WORDS:
        return "注"
    return "签章" if _SIGNATURE.match(words) else ""


def _has_number(row: Sequence[Cell], numeric: Sequence[int]) -> bool:
    """Whether a column of numbers holds one, and not only a telephone number behind a signature."""
    cells = [row[column] for column in numeric if column < len(row)]
    return sum(1 for cell in cells if _is_number(cell)) >= 2 or (len(cells) == 1 and _is_number(cells[0]))


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
    """The reason for leaving out a row of a single cell that is no figure and names nothing: 落款, a day, a page number.

    A place or a number of the row with nothing behind it stays a row: its figures are missing.
    """
    filled = [(column, cell) for column, cell in enumerate(row) if is_filled(cell)]
    if len(filled) != 1 or _is_number(filled[0][1]) or _is_nil_word(row):
        return ""
    column, cell = filled[0]
    words = clean(cell_text(cell))
    if isinstance(cell, date) or _DAY.fullmatch(words) or _OFFICE.search(words):
        return "签章"
    return "表外" if column not in keys or _PAGE.fullmatch(words) else ""


def _is_nil_word(row: Sequence[Cell]) -> bool:
    words = [clean(cell_text(cell)) for cell in row if is_filled(cell)]
    return bool(words) and all(word in _NIL for word in words)


def _says_nil(row: Sequence[Cell]) -> bool:
    """A row of 无 or 本月无 and nothing else but a number of the row."""
    words = [clean(cell_text(cell)) for cell in row if is_filled(cell)]
    words = words[1:] if words and words[0].isdigit() else words
    return bool(words) and all(word in _NIL for word in words)


def _after_numbers_row(rows: Sequence[Sequence[Cell]], start: int) -> int:
    """The row below a row of column numbers (甲 乙 1 2 3), where one follows the heading."""
    for number in range(start, min(start + 2, len(rows))):
        words = [clean(cell_text(cell)) for cell in rows[number] if is_filled(cell)]
        if not words:
            continue
        digits = [int(found.group()) for word in words if (found := re.search(r"\d+", word)) is not None]
        if len(words) > 2 and all(_NUMBERS_ROW.fullmatch(word) for word in words) and digits == sorted(set(digits)):
            return number + 1
        return start
    return start

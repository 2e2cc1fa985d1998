"""The lines above the table: title, 填报单位, 填报日期, 报告期, 单位."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from data_access.reading.formats import shows_month
from data_access.reading.grid import Cell, Worksheet, address
from data_access.recognition.days import is_bare_day
from data_access.recognition.texts import cell_text, is_filled, spaced

Kind = Literal["reporter", "date", "period", "unit", "other"]
_LABELS: dict[Kind, str] = {
    "reporter": "填报单位|填表单位|报送单位|上报单位|编报单位|编制单位|填报部门|报送部门|填报乡镇|填报地区|单位名称",
    "date": "填报日期|填表日期|填报时间|填表时间|报送日期|报送时间|上报日期|上报时间|制表日期|制表时间|报出日期|"
    "打印日期|打印时间|导出日期|导出时间|查询日期|查询时间|更新时间|日期",
    "period": "报告期间|报告期|所属期间|所属时期|所属期|填报期间|报表期间|统计期间|统计时间|数据期间|报送月份|填报月份|统计月份|"
    "截止日期|截至日期|截止时间|截至时间",
    "other": "报送截止日期|报送截止时间|上报截止日期|上报截止时间|填报截止日期|填报截止时间|"
    "有效期至|有效期|表号|文号|批准文号|制定机关|批准机关|备案机关|填报人|填表人|制表人|审核人|复核人|审批人|经办人|"
    "单位负责人|负责人|联系人|联系电话|电话|密级",
    "unit": "计量单位|金额单位|货币单位|单位",
}
_KIND: dict[str, Kind] = {word: kind for kind, words in _LABELS.items() for word in words.split("|")}
_WORDS = "|".join(r"\s?".join(word) for word in sorted(_KIND, key=len, reverse=True))
_LABEL = re.compile(rf"[(\[【]?({_WORDS})\s?(?:[(\[【][^()]*[)\]】])?\s?:")
_BARE = re.compile(rf"({_WORDS})\s?(?:[(\[【][^()]*[)\]】])?")


@dataclass(frozen=True, kw_only=True)
class Labelled:
    """A label above the table and what stands behind it, in the same cell or the next one; ``cell`` of the value."""

    kind: Kind
    value: Cell
    cell: str


@dataclass(frozen=True, kw_only=True)
class LinesAbove:
    """``texts``: title and free texts (text, A1), from above down; ``labelled``: labels with their values; ``rows``: how many filled.

    ``written``: A1 → the cell as it stands there. A day that stands alone is a 填报日期 without its label."""

    texts: tuple[tuple[str, str], ...]
    labelled: tuple[Labelled, ...]
    rows: int
    written: Mapping[str, Cell] = field(default_factory=dict[str, Cell])

    def of(self, kind: Kind) -> list[Labelled]:
        """The labels of one kind that have a value."""
        return [entry for entry in self.labelled if entry.kind == kind and is_filled(entry.value)]


def lines_above(worksheet: Worksheet, top: int) -> LinesAbove:
    """What the rows above ``top`` (0-based heading row) say."""
    texts: list[tuple[str, str]] = []
    labelled: list[Labelled] = []
    rows = 0
    written: dict[str, Cell] = {}
    for number, row in enumerate(worksheet.rows[:top]):
        cells = [(column, address(number, column), cell) for column, cell in enumerate(row) if is_filled(cell)]
        rows += bool(cells)
        waiting: Kind | None = None
        for column, where, cell in cells:
            written[where] = cell
            if waiting is not None and not _is_labelled(cell):
                labelled.append(Labelled(kind=waiting, value=cell, cell=where))
                waiting = None
                continue
            free, found = _split(_shown(worksheet, number, column, cell))
            texts += [(text, where) for text in free if not is_bare_day(text)]
            labelled += [Labelled(kind="date", value=text, cell=where) for text in free if is_bare_day(text)]
            labelled += [Labelled(kind=kind, value=value, cell=where) for kind, value in found if value]
            waiting = found[-1][0] if found and not found[-1][1] else None
    return LinesAbove(texts=tuple(texts), labelled=tuple(labelled), rows=rows, written=written)


def _shown(worksheet: Worksheet, row: int, column: int, cell: Cell) -> str:
    """A cell as text; a day as it is shown, which is a month where somebody typed 2023年5月."""
    if not isinstance(cell, date):
        return cell_text(cell)
    only_month = shows_month(worksheet.formats.get((row, column), ""))
    return f"{cell.year}年{cell.month}月" if only_month else f"{cell.year}年{cell.month}月{cell.day}日"


def is_stated_line(text: str) -> bool:
    """Whether a cell of the line above a table states something by its label (填报单位：共和镇); 收入（单位：万元） is a heading."""
    if ":" not in text and "：" not in text:
        return False
    free, found = _split(text)
    return not free and any(value for _, value in found)


def _is_labelled(cell: Cell) -> bool:
    return isinstance(cell, str) and bool(_split(cell)[1])


def _split(text: str) -> tuple[list[str], list[tuple[Kind, str]]]:
    """Free text before the first label, and each label with the text up to the next."""
    line = spaced(text)
    bare = _BARE.fullmatch(line)
    if bare is not None:
        return [], [(_kind(bare), "")]
    labels = list(_LABEL.finditer(line))
    if not labels:
        return [line], []
    free = [line[: labels[0].start()].strip()]
    return [part for part in free if part], list(_values(line, labels))


def _values(line: str, labels: list[re.Match[str]]) -> Iterator[tuple[Kind, str]]:
    ends = [label.start() for label in labels[1:]] + [len(line)]
    for label, end in zip(labels, ends, strict=True):
        value = line[label.end() : end].strip()
        opened = label.group().startswith(("(", "[", "【"))
        yield _kind(label), value.rstrip(")]】") if opened else value


def _kind(label: re.Match[str]) -> Kind:
    return _KIND[label.group(1).replace(" ", "")]

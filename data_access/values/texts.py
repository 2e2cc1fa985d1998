"""Columns of text: free text, identifiers, identity and telephone numbers, choices, 是 and 否."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import numpy as np

from data_access.reading.grid import Cell
from data_access.recognition.texts import cell_text, has_control
from data_access.sheets.declaration import Field
from data_access.typed_rows import Column
from data_access.values.cells import ColumnCells
from data_access.values.second_look import LONGEST, SecondLook
from data_access.values.words import nothing

# ? and its kin, private-use glyphs, □ and 〓 for a sign that a font lacks, what a wrong code page makes of Chinese, &#40855;
_GARBLED = re.compile(r"[?？\ufffd\ue000-\uf8ff\U000f0000-\U0010ffff□■〓]|[\u00c0-\u00ff]{2,}|锟斤拷|&#x?[0-9A-Fa-f]+;")
_EDGES = " \t\r\n\u00a0\u3000\u200b\ufeff"


@dataclass(frozen=True, kw_only=True, slots=True)
class Judged:
    """What one text cell is: ``value`` to store (None: nothing), and the finding about it."""

    value: str | None = None
    not_applicable: bool = False
    invalid: bool = False
    code: str = ""
    message: str = ""
    fix: str | None = None


_NONE: Any = None
Judge = Callable[[Cell], Judged]
NOTHING = Judged()


def text_column(
    cells: ColumnCells, judge: Judge, second_look: SecondLook, as_shown: Callable[[Cell, str], Cell] | None = None
) -> Column:
    """A column of text: plain cells as they are, all others judged, each distinct one once.

    ``as_shown``: what is judged of a cell whose number format changes what a reader sees.
    """
    stored = np.empty(len(cells.cells), dtype=object)
    stored[:] = cells.cells
    not_applicable = np.zeros(len(stored), dtype=np.bool_)
    invalid = cells.mask(cells.broken)
    judged: dict[tuple[type, Cell], Judged] = {}
    said: list[tuple[int, Judged]] = []
    for index in second_look(cells.cells):
        cell = cells.cells[index]
        if as_shown is not None and index in cells.formats:
            cell = as_shown(cell, cells.formats[index])
        key = (type(cell), cell)
        found = judged.get(key) or judged.setdefault(key, _noted(judge(cell), cell))
        stored[index] = found.value
        not_applicable[index] = found.not_applicable
        invalid[index] |= found.invalid
        if found.code:
            said.append((index, found))
    _report(cells, said)
    missing = np.equal(stored, _NONE).astype(np.bool_)
    return Column(values=stored, missing=missing, not_applicable=not_applicable, invalid=invalid)


def _report(cells: ColumnCells, said: Sequence[tuple[int, Judged]]) -> None:
    """Cell by cell; what is listed no more, as a blank behind each of many thousand names, only counted."""
    beyond: Counter[str] = Counter()
    for index, found in said:
        if found.code in beyond:
            beyond[found.code] += 1
            continue
        cells.report(found.code, index, found.message, found.fix)
        if cells.findings.lists_no_more(found.code, cells.field):
            beyond[found.code] = 0
    for code, count in beyond.items():
        cells.findings.count(code, cells.field, count)


def _noted(found: Judged, cell: Cell) -> Judged:
    """The same with a note where blanks around a text were taken away and nothing else is said of it."""
    if found.value is None or found.code or not isinstance(cell, str) or cell.strip(_EDGES) == cell:
        return found
    return replace(found, code="normalised", message="前后有空格或换行，已去除")


def no_value(text: str) -> Judged | None:
    """Blank words and / of a text; 无 and 零 are blank too."""
    kind = nothing(text)
    if kind is None:
        return None
    return Judged(not_applicable=kind == "not_applicable")


def free_text(field: Field) -> Judge:
    """Judges free text; of a name also whether its characters came through."""
    is_name = field.personal or field.name in {"name", "operator", "buyer", "unit"}

    def judge(cell: Cell) -> Judged:
        text = written(cell)
        found = no_value(text) or refused_text(text)
        if found is not None:
            return found
        if is_name and _GARBLED.search(text):
            return Judged(value=text, code="text_garbled", message="含有问号或无法显示的字符")
        return Judged(value=text)

    return judge


def refused_text(text: str) -> Judged | None:
    """Texts that are not stored: control characters, over-long ones."""
    if has_control(text):
        return Judged(invalid=True, code="text_control", message="含有不可见的控制字符")
    if len(text) > LONGEST:
        return Judged(invalid=True, code="text_too_long", message=f"共{len(text)}字，超过{LONGEST}字")
    return None


def written(cell: Cell) -> str:
    """A cell as the text that a person wrote, without blanks around it."""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time().isoformat() == "00:00:00" else cell.isoformat(sep=" ")
    if isinstance(cell, date):
        return cell.isoformat()
    return cell_text(cell).replace("\r\n", "\n").strip(_EDGES)

"""Columns of numbers: plain figures all at once, every other cell by itself."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

import numpy as np

from data_access.reading.grid import Cell
from data_access.recognition.result import HeadingColumn
from data_access.recognition.texts import cell_text, has_control, quoted
from data_access.typed_rows import MICRO, Column, Mask
from data_access.values.cells import ColumnCells
from data_access.values.exact import exact_micro, micro_of
from data_access.values.number_text import parse_number
from data_access.values.words import nothing

_FEW = 3  # values from which a median says anything
_STORED_AS_TEXT = re.compile(r"-?\d{1,9}(?:\.\d{1,6})?", re.ASCII)
_PER_TEN_THOUSAND = re.compile(r"!\.[0#]+,|,,|,[\"”]?万|万")


class NumberColumn:
    """Types one numeric column; ``heading`` gives unit and scale, ``units`` the units of its rows where each states its own."""

    def __init__(self, cells: ColumnCells, heading: HeadingColumn, units: Sequence[str] | None = None) -> None:
        self._cells = cells
        self._field = cells.field
        self._heading = heading
        self._units = units
        count = len(cells)
        self._values = np.zeros(count, dtype=np.int64)
        self._missing = np.ones(count, dtype=np.bool_)
        self._not_applicable = np.zeros(count, dtype=np.bool_)
        self._invalid = cells.mask(cells.broken)

    def typed(self) -> Column:
        """Counts of 1e-6 of the field's unit, blanks and refused cells marked."""
        odd = self._odd()
        texts = self._simple_texts(odd)
        self._take_plain(odd, texts)
        for index in odd:
            if index in texts:
                self._cells.report("normalised", index, f"数字以文本保存，按 {self._cells.cell(index)} 采用")
            else:
                self._take_odd(index, self._cells.cell(index))
        if self._field.type == "int":
            self._refuse_fractions()
        self._values[self._missing] = 0
        return Column(values=self._values, missing=self._missing, not_applicable=self._not_applicable, invalid=self._invalid)

    def _odd(self) -> list[int]:
        """Cells that are no plain figure: texts, dates, NaN, and all of a ratio or with a telling number format."""
        cells = self._cells
        present = np.isfinite(cells.numbers)
        telling = np.flatnonzero(present).tolist() if self._field.type == "ratio" else [i for i in cells.formats if present[i]]
        return sorted({*cells.others, *telling})

    def _simple_texts(self, odd: list[int]) -> dict[int, float]:
        """Figures that were merely stored as text; with at most 15 digits a float names them exactly."""
        if self._field.type == "ratio":
            return {}
        others = self._cells.others
        return {
            index: float(cell)
            for index in odd
            if isinstance(cell := others.get(index), str) and _STORED_AS_TEXT.fullmatch(cell) is not None
        }

    def _take_plain(self, odd: list[int], texts: dict[int, float]) -> None:
        numbers = self._cells.numbers.copy()
        numbers[odd] = [texts.get(index, np.nan) for index in odd]
        present = np.isfinite(numbers)
        counts, too_large = micro_of(numbers[present], self._heading.scale)
        self._values[present] = counts
        self._missing[present] = False
        for index in np.flatnonzero(present)[too_large].tolist():
            self._refuse(index, "number_invalid", "数字过大")

    def _take_odd(self, index: int, cell: Cell) -> None:
        if isinstance(cell, str):
            self._take_text(index, cell)
        elif isinstance(cell, bool) or not isinstance(cell, (int, float)):
            self._refuse(index, "number_invalid", "是逻辑值，应为数字" if isinstance(cell, bool) else "是日期或时间，应为数字")
        elif not math.isfinite(cell):
            self._refuse(index, "number_invalid", "不是准确的数字")
        else:
            self._take_shown(index, Decimal(repr(cell)), self._cells.formats.get(index, ""))

    def _take_text(self, index: int, text: str) -> None:
        kind = nothing(text)
        if kind is not None:
            self._take_nothing(index, kind, text)
            return
        if has_control(text):
            self._refuse(index, "text_control", "含有不可见的控制字符")
            return
        number = parse_number(text, self._unit(index))
        if number.value is None:
            self._refuse(index, number.code, f"{quoted(text)}{number.message}")
            return
        ambiguous = self._field.type == "ratio" and not number.percent and 0 < number.value <= 1
        self._store(index, number.value, self._heading.scale)
        if ambiguous:
            self._refuse_ambiguous(index, number.value)
        elif not self._invalid[index]:
            self._cells.report("normalised", index, f"{number.note}，按 {number.value} 采用")

    def _take_nothing(self, index: int, kind: str, text: str) -> None:
        self._not_applicable[index] = kind == "not_applicable"
        if kind == "none" and self._field.type == "int":
            self._missing[index] = False
            self._cells.report("normalised", index, f"{quoted(text)}按 0 采用")

    def _take_shown(self, index: int, number: Decimal, shown_as: str) -> None:
        """A number whose format changes what a reader sees: the percent of a ratio, 万元 over a cell that holds 元."""
        is_percent = "%" in shown_as
        if self._field.type == "ratio":
            self._store(index, number * 100 if is_percent else number, self._heading.scale)
            if not is_percent and 0 < number <= 1:
                self._refuse_ambiguous(index, number)
        elif is_percent and self._units is not None and self._unit(index) == "%":
            self._store(index, number * 100, self._heading.scale)
        elif is_percent:
            self._refuse(index, "number_unit_conflict", f"以百分数显示，单位是{self._unit(index)}")
        else:
            self._store(index, number, self._heading.scale * self._hidden_factor(shown_as))

    def _unit(self, index: int) -> str:
        return self._units[index] if self._units is not None else self._heading.unit

    def _hidden_factor(self, shown_as: str) -> Fraction:
        """Under a heading in 万元 a format that shows ten-thousandths means what it shows; elsewhere the stored number holds."""
        if not _PER_TEN_THOUSAND.search(shown_as):
            return Fraction(1)
        in_ten_thousands = self._heading.unit.startswith("万")
        how = "按显示值采用" if in_ten_thousands else "按单元格内的数采用"
        message = f"{self._field.title}：单元格格式缩小了显示的数值，{how}，请核对单位"
        self._cells.findings.warn_heading("unit_assumed", message, self._heading.cell, self._field)
        return Fraction(1, 10_000) if in_ten_thousands else Fraction(1)

    def _store(self, index: int, number: Decimal, scale: Fraction) -> None:
        count = exact_micro(number, scale)
        if count is None:
            self._refuse(index, "number_invalid", "数字过大")
            return
        self._values[index] = count
        self._missing[index] = False

    def _refuse_fractions(self) -> None:
        fractions: Mask = (self._values % MICRO != 0) & ~self._missing
        for index in np.flatnonzero(fractions):
            text = cell_text(self._cells.cell(int(index))).strip()
            self._refuse(int(index), "number_fraction", f"{quoted(text)}应为整数")

    def _refuse_ambiguous(self, index: int, number: Decimal) -> None:
        self._refuse(index, "percent_ambiguous", f"{number} 无法判断是 {number}% 还是 {(number * 100).normalize():f}%")

    def _refuse(self, index: int, code: str, message: str) -> None:
        self._missing[index] = True
        self._invalid[index] = True
        self._cells.report(code, index, message)


def check_magnitude(column: Column, cells: ColumnCells, heading: HeadingColumn) -> None:
    """Warns of values more than 1000 times the column's median (of the values above 0 where that is 0)."""
    if cells.field.unit_field:
        return  # each row has a unit of its own: 86,412人 beside 3个
    indices = np.flatnonzero(~column.missing & ~column.invalid)
    sizes = np.abs(column.values[indices]).astype(np.float64)
    if len(sizes) < _FEW:
        return
    median = float(np.median(sizes)) or float(np.median(sizes[sizes > 0]) if (sizes > 0).any() else 0)
    for index in indices[sizes > 1000 * median]:
        text = cell_text(cells.cell(int(index))).strip()
        cells.report("number_magnitude", int(index), f"{text}超过本列中位数的1000倍，本列单位{heading.unit}，疑似单位填错")


def check_unit(column: Column, cells: ColumnCells, heading: HeadingColumn) -> None:
    """Warns where no unit is stated and the column's size speaks for another one."""
    field = cells.field
    used = column.values[~column.missing & (column.values != 0)]
    if heading.stated or not field.unit or len(used) < _FEW:
        return
    median = float(np.median(np.abs(used))) / MICRO
    broken = float(np.mean(used % MICRO != 0))
    other = None
    if field.unit == "万元" and median > 10_000:
        other = "元"
    elif field.unit == "元" and median < 20 and broken > 0.5:
        other = "万元"
    if other is not None:
        message = f"{field.title}：未注明单位，按{field.unit}采用，从数值大小看疑似{other}"
        cells.findings.warn_heading("unit_assumed", message, heading.cell, field)


def check_counts(cells: ColumnCells, heading: HeadingColumn) -> None:
    """Warns where people or households are counted in fractions throughout and no unit is stated: 万人 for 人."""
    field = cells.field
    if heading.stated or field.type != "int":
        return
    numbers = cells.numbers[np.isfinite(cells.numbers)]
    if len(numbers) >= _FEW and 2 * np.count_nonzero(numbers % 1) > len(numbers):
        message = f"{field.title}：未注明单位，多数为小数，疑似以万{field.unit}填写"
        cells.findings.warn_heading("unit_assumed", message, heading.cell, field)

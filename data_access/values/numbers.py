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
from data_access.values.exact import exact_micro, micro_of, rounds
from data_access.values.magnitudes import fraction_fix
from data_access.values.number_text import figure_text, in_unit, parse_number
from data_access.values.shown import Shown, is_plain, reading, shown
from data_access.values.words import nothing

_STORED_AS_TEXT = re.compile(r"-?\d{1,9}(?:\.\d{1,6})?", re.ASCII)


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
                number = figure_text(Decimal(str(self._cells.cell(index))))
                self._cells.report("normalised", index, f"数字以文本保存，按 {number} 采用")
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
        telling = (
            np.flatnonzero(present).tolist() if self._field.type == "ratio" else [i for i in self._telling() if present[i]]
        )
        return sorted({*cells.others, *telling})

    def _telling(self) -> list[int]:
        """Cells whose format says something else than the stored number in the column's unit."""
        formats = self._cells.formats
        plain = {code for code in set(formats.values()) if self._units is None and is_plain(code, self._heading.unit)}
        return [index for index, code in formats.items() if code not in plain]

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
        if self._field.type != "int":
            self._tell_rounded(np.flatnonzero(present)[rounds(numbers[present], self._heading.scale) & ~too_large].tolist())

    def _tell_rounded(self, indices: Sequence[int]) -> None:
        """One note a column, at its first figure with more decimals than are kept."""
        if indices:
            taken = figure_text(Decimal(int(self._values[indices[0]])) / MICRO)
            more = f"，本列共{len(indices)}格" if len(indices) > 1 else ""
            message = f"小数超过6位，四舍五入为 {taken}{self._field.unit} 采用{more}"
            self._cells.report("normalised", indices[0], message)

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
            self._refuse(index, number.code, f"{quoted(text)}{number.message}", number.fix)
            return
        ambiguous = self._field.type == "ratio" and not number.percent and 0 < number.value <= 1
        self._store(index, number.value, self._heading.scale)
        if ambiguous:
            self._refuse_ambiguous(index, number.value)
        elif not self._invalid[index]:
            self._cells.report("normalised", index, f"{number.note}，按 {figure_text(number.value)} 采用")

    def _take_nothing(self, index: int, kind: str, text: str) -> None:
        """/ is kept as such; a blank word is told, for whoever means 0 by it."""
        self._not_applicable[index] = kind == "not_applicable"
        if kind == "none" and self._field.type == "int":
            self._missing[index] = False
            self._cells.report("normalised", index, f"{quoted(text)}按 0 采用")
        elif kind != "not_applicable" and text.strip():
            self._cells.report("normalised", index, f"{quoted(text)}按空白采用", "没有发生的填0，其余不需处理。")

    def _take_shown(self, index: int, number: Decimal, code: str) -> None:
        """A number whose format changes what a reader sees: the percent of a ratio, 万元 over a cell that holds 元."""
        seen = shown(code, number)
        if self._field.type == "ratio":
            self._store(index, number * 100 if seen.is_percent else number, self._heading.scale)
            if not seen.is_percent and 0 < number <= 1:
                self._refuse_ambiguous(index, number)
        elif seen.is_percent and self._units is not None and self._unit(index) == "%":
            self._store(index, number * 100, self._heading.scale)
        elif seen.is_percent:
            self._refuse_shown(index, f"{figure_text(number)} 以百分数显示为 {figure_text(number * 100)}%")
        else:
            self._take_scaled(index, number, seen)

    def _take_scaled(self, index: int, number: Decimal, seen: Shown) -> None:
        how, factor = reading(seen, self._unit(index))
        if how == "contradicts":
            amount = in_unit(number / seen.divisor, seen.unit, self._unit(index))
            self._refuse_shown(index, f"{figure_text(number)} 显示为 {self._as_seen(number, seen)}", amount)
            return
        self._store(index, number, self._heading.scale * factor)
        if how == "as_stored":
            return
        taken = figure_text(number * factor.numerator / factor.denominator)
        if how == "as_shown" and (self._heading.stated or self._units is not None):
            self._cells.report("normalised", index, f"格内为 {figure_text(number)}，按显示的 {taken}{self._unit(index)} 采用")
        else:
            self._warn_of_format(f"{figure_text(number)} 显示为 {self._as_seen(number, seen)}，按 {taken} 采用")

    def _as_seen(self, number: Decimal, seen: Shown) -> str:
        return figure_text(number / seen.divisor) + seen.unit

    def _warn_of_format(self, what: str) -> None:
        """Once a column, with its first such cell."""
        message = f"{self._field.title}：单元格格式改变了数值的大小，如 {what}，请核对单位"
        self._cells.findings.warn_heading("unit_assumed", message, self._heading.cell, self._field)

    def _refuse_shown(self, index: int, what: str, amount: Decimal | None = None) -> None:
        unit = self._unit(index)
        figure = f"填 {figure_text(amount)}" if amount is not None else "填写数字"
        fix = f"把单元格格式改为常规，按{unit}{figure}。"
        self._refuse(index, "number_unit_conflict", f"{what}，本列单位是{unit}" if unit else what, fix)

    def _unit(self, index: int) -> str:
        return self._units[index] if self._units is not None else self._heading.unit

    def _store(self, index: int, number: Decimal, scale: Fraction) -> None:
        count = exact_micro(number, scale)
        if count is None:
            self._refuse(index, "number_invalid", "数字过大")
            return
        self._values[index] = count
        self._missing[index] = False

    def _refuse_fractions(self) -> None:
        fractions: Mask = (self._values % MICRO != 0) & ~self._missing
        whole = self._values[~fractions & ~self._missing & (self._values != 0)]
        for index in np.flatnonzero(fractions).tolist():
            amount = Fraction(int(self._values[index]), MICRO)
            text = quoted(cell_text(self._cells.cell(index)).strip())
            if self._heading.scale != 1:
                text += f"折合{figure_text(Decimal(amount.numerator) / amount.denominator)}{self._field.unit}，"
            self._refuse(index, "number_fraction", f"{text}应为整数", fraction_fix(amount, whole, self._field))

    def _refuse_ambiguous(self, index: int, number: Decimal) -> None:
        one, hundred = figure_text(number), figure_text(number * 100)
        message = f"{one} 无法判断是 {one}% 还是 {hundred}%"
        self._refuse(index, "percent_ambiguous", message, f"写明百分号，填 {one}% 或 {hundred}%。")

    def _refuse(self, index: int, code: str, message: str, fix: str | None = None) -> None:
        self._missing[index] = True
        self._invalid[index] = True
        self._cells.report(code, index, message, fix)

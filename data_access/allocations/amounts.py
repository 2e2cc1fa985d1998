"""One cell of a 任务分解表 as an exact number, or why it is none."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from data_access.allocations.form import Code, amount
from data_access.reading.grid import Worksheet
from data_access.recognition.texts import cell_at, quoted
from data_access.typed_rows import MICRO
from data_access.values.exact import exact_micro
from data_access.values.number_text import parse_number
from data_access.values.shown import shown
from data_access.values.words import nothing

_LARGEST = 2**53


@dataclass(frozen=True, kw_only=True)
class Taken:
    """``value`` None: nothing there (``blank``) or refused; ``code``: what is to be said of the cell, None for nothing."""

    value: Fraction | None = None
    blank: bool = False
    code: Code | None = None
    message: str = ""
    fix: str = ""


def take(
    worksheet: Worksheet, row: int, column: int, unit: str, *, counts: bool, whole: Fraction | None = None
) -> Taken:  # fmt: skip
    """The cell in ``unit``, to 6 decimals; ``counts``: only a whole number; ``whole``: the target of the whole, by which a
    share written as 0.95 is told from 95 %."""
    position, cell = (row, column), cell_at(worksheet, row, column)
    if position in worksheet.errors:
        return _refused(f"是错误值 {worksheet.errors[position]}", "改为数字。")
    if position in worksheet.formulas_without_value:
        return _refused("公式没有计算结果", "用 WPS 或 Excel 打开，保存后再提交；或直接填数字。")
    if isinstance(cell, str):
        return _of_text(cell, unit, counts=counts)
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return _refused("是逻辑值，应为数字" if isinstance(cell, bool) else "是日期或时间，应为数字", f"填写数字，单位{unit}。")
    if not math.isfinite(cell):
        return _refused("不是准确的数字", f"填写数字，单位{unit}。")
    number = Decimal(repr(cell))
    return _shown(number, worksheet.formats.get(position, ""), unit, counts=counts, whole=whole)


def _shown(number: Decimal, code: str, unit: str, *, counts: bool, whole: Fraction | None) -> Taken:
    """A number under a format: a share shown in percent is one of a hundred."""
    seen = shown(code, number) if code else None
    if seen is not None and seen.is_percent:
        if unit != "%":
            return _refused(f"以百分数显示，本行单位是{unit}", f"把单元格格式改为常规，按{unit}填写数字。")
        return _kept(number * 100, unit, counts=counts)
    if seen is not None and (seen.divisor != 1 or seen.unit not in ("", unit)):
        return _refused(f"单元格格式改变了数值的大小，看不出是多少{unit}", f"把单元格格式改为常规，按{unit}填写数字。")
    if unit == "%" and whole is not None and whole > 1 and 0 < number <= 1:
        one, hundred = amount(Fraction(number)), amount(Fraction(number) * 100)
        said = f"{one} 无法判断是 {one}% 还是 {hundred}%"
        return Taken(code="allocation_percent", message=said, fix=f"写明百分号，填 {one}% 或 {hundred}%。")
    return _kept(number, unit, counts=counts)


def _of_text(text: str, unit: str, *, counts: bool) -> Taken:
    word = nothing(text)
    if word == "none":
        return Taken(value=Fraction(0), code="allocation_taken", message=f"{quoted(text)}按 0 采用", fix="没有任务的请留空。")
    if word is not None:
        return Taken(blank=True)
    number = parse_number(text, unit)
    if number.value is None:
        fix = number.fix or f"填写数字，单位{unit}。"
        return _refused(f"{quoted(text)}{number.message}", fix)
    kept = _kept(number.value, unit, counts=counts)
    if kept.value is None:
        return kept
    said = f"{number.note}，按 {amount(kept.value)} 采用"
    return Taken(value=kept.value, code="allocation_taken", message=said, fix="不需处理。")


def _kept(number: Decimal, unit: str, *, counts: bool) -> Taken:
    micro = exact_micro(number, Fraction(1))
    if micro is None or abs(micro) > _LARGEST * 1000:
        return _refused("数字过大", f"核对单位，本行按{unit}填写。")
    value = Fraction(micro, MICRO)
    if value < 0:
        return Taken(
            code="allocation_negative", message=f"任务为负数 {amount(value)}", fix="任务不能是负数，请改正；没有任务的留空。"
        )
    if counts and value.denominator != 1:
        return Taken(code="allocation_fraction", message=f"{amount(value)}{unit}应为整数", fix=f"按{unit}填整数。")
    return Taken(value=value)


def _refused(message: str, fix: str) -> Taken:
    return Taken(code="allocation_number", message=message, fix=fix)

"""Figures of a size that speaks for another unit: a cell beside its column, a column beside its heading."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from data_access.recognition.result import HeadingColumn
from data_access.recognition.texts import cell_text
from data_access.recognition.units import parse_unit
from data_access.sheets.declaration import Field, SheetDeclaration
from data_access.typed_rows import MICRO, Column
from data_access.values.cells import ColumnCells
from data_access.values.findings import Findings
from data_access.values.number_text import figure_text

_FEW = 3  # values from which a median says anything
_TIMES = 1000  # a value above so many medians is doubted
_NEAR = 100  # and is thought to be in another unit where, converted, it lies within so many
_LARGEST = Fraction(10_000)  # 万元 that the median of a column does not reach, where no unit is stated
# What the median of a column never reaches, whatever its heading says: 10亿元 a row, 1000万元 a household, 100万 of anything else.
_IMPOSSIBLE = {"万元": 10**5, "元": 10**7}
_IMPOSSIBLE_ELSE = 10**6
_SMALL = 20  # 元 that a column of amounts stays above


def usual_largest(declaration: SheetDeclaration, settings: Mapping[str, Fraction | str | None]) -> Fraction:
    """The 万元 above which a column without a stated unit is thought to be in 元: the pack's own limit for a row, where it has one."""
    limits = [settings.get(rule.setting) for rule in declaration.rules if rule.kind == "bound" and rule.op == "<="]
    return min((limit for limit in limits if isinstance(limit, Fraction)), default=_LARGEST)


def check_magnitude(column: Column, cells: ColumnCells, heading: HeadingColumn) -> None:
    """Warns of values more than 1000 times the column's median; zeros say nothing about a column's unit."""
    if cells.field.unit_field:
        return  # each row has a unit of its own: 86,412人 beside 3个
    indices = np.flatnonzero(_used(column))
    sizes = np.abs(column.values[indices])
    if len(sizes) < _FEW:
        return
    middle = float(np.median(sizes))
    for index in indices[sizes > _TIMES * middle].tolist():
        _doubt(index, Fraction(int(column.values[index]), MICRO), Fraction(middle) / MICRO, cells, heading)


def _doubt(index: int, value: Fraction, middle: Fraction, cells: ColumnCells, heading: HeadingColumn) -> None:
    """``value`` and ``middle`` in the field's unit; what is said is in the heading's."""
    written, usual = value / heading.scale, middle / heading.scale
    text = cell_text(cells.cell(index)).strip()
    said = f"{text} 超过本列中位数 {_figure(usual)} 的1000倍，本列单位{heading.unit}"
    for other, factor in _smaller_units(heading.unit):
        amount = written / factor
        if usual / _NEAR <= abs(amount) <= usual * _NEAR:
            fix = f"请改为 {_figure(amount)}；确属实情的说明理由。"
            cells.report("number_magnitude", index, f"{said}，疑似按{other}填写", fix)
            return
    cells.report("number_magnitude", index, f"{said}，疑似单位或位数填错")


def _smaller_units(unit: str) -> list[tuple[str, Fraction]]:
    """Units in which somebody may have written instead, and how many of them the column's unit is: 万元 → 元, 10000."""
    own = parse_unit(unit)
    if own is None:
        return []
    ten_thousand = [(f"万{own[0]}", own[1] / 10**4)] if own[1] > 10**4 else []
    return [(name, factor) for name, factor in [(own[0], own[1]), *ten_thousand] if factor > 1]


def check_unit(column: Column, cells: ColumnCells, heading: HeadingColumn, largest: Fraction) -> None:
    """Warns where the size of a whole column speaks for another unit than the one it is read in; ``largest``: ``usual_largest``."""
    field, used = cells.field, np.abs(column.values[_used(column)])
    if not field.unit or field.unit_field or not len(used):
        return
    if len(used) < _FEW:
        return
    if heading.stated and heading.unit == "元":
        _check_yuan(used * int(1 / heading.scale), cells, heading)
    elif heading.scale == 1:
        middle = Fraction(float(np.median(used))) / MICRO
        _check_size(middle, float(np.mean(used % MICRO != 0)), cells, heading, largest)


def _check_yuan(written: npt.NDArray[np.int64], cells: ColumnCells, heading: HeadingColumn) -> None:
    """``written``: amounts above 0 as they stand in a column that says 元, in counts of 1e-6: too small and broken to be 元."""
    middle = Fraction(float(np.median(written))) / MICRO
    if middle < _SMALL and 2 * np.count_nonzero(written % MICRO) > len(written):
        fix = "按万元填写的把注明的单位改为“万元”，或改按元填写；确属实情的说明理由。"
        _warn(cells, heading, f"注明单位为元，本列中位数为 {_figure(middle)}，疑似整列按万元填写", "万元", fix)


def check_line_units(
    declaration: SheetDeclaration, columns: Mapping[str, Column], headings: Mapping[str, HeadingColumn], findings: Findings
) -> None:
    """Warns once of a line 单位：万人 over columns read in 人, unless one of them is too large to be in 万人.

    ``columns``, ``headings``: by field."""
    doubted = {
        name: _in_line_unit(columns[name], heading, declaration.field(name))
        for name, heading in headings.items()
        if heading.above and not heading.stated and name in columns and _used(columns[name]).any()
    }
    for above in dict.fromkeys(headings[name].above for name in doubted):
        names = [name for name in doubted if headings[name].above == above]
        if all(doubted[name] <= _impossible(declaration.field(name)) for name in names):
            field = declaration.field(names[0])
            more = f"等{len(names)}列" if len(names) > 1 else ""
            message = f"{field.title}：表格上方注明“单位：{above}”，本列{more}表头未注明，按{field.unit}采用"
            findings.warn_heading("unit_assumed", message, headings[names[0]].cell, field, _state(above, field.unit))


def _in_line_unit(column: Column, heading: HeadingColumn, field: Field) -> Fraction:
    """The column's median in the field's unit, if its figures were in the unit of the line."""
    own, above = parse_unit(field.unit), parse_unit(heading.above)
    factor = above[1] / own[1] if own is not None and above is not None else Fraction(1)
    return factor * Fraction(float(np.median(np.abs(column.values[_used(column)])))) / MICRO


def _check_size(middle: Fraction, broken: float, cells: ColumnCells, heading: HeadingColumn, largest: Fraction) -> None:
    """``broken``: the share of values with decimals."""
    unit = cells.field.unit
    usual = f"本列中位数为 {_figure(middle)}"
    if unit == "万元" and heading.stated and middle > _impossible(cells.field):
        fix = "按元填写的把表头单位改为“元”，或改按万元填写；确属实情的说明理由。"
        _warn(cells, heading, f"表头注明{unit}，{usual}，疑似整列按元填写", "元", fix)
    elif unit == "万元" and not heading.stated and middle > largest:
        _warn(cells, heading, f"未注明单位，按{unit}采用，{usual}，疑似整列按元填写", "元")
    elif unit == "元" and not heading.stated and middle < _SMALL and broken > 0.5:
        _warn(cells, heading, f"未注明单位，按{unit}采用，{usual}，疑似整列按万元填写", "万元")


def check_counts(cells: ColumnCells, heading: HeadingColumn) -> None:
    """Warns where people or households are counted in fractions throughout and no unit is stated: 万人 for 人."""
    field = cells.field
    if heading.stated or field.type != "int":
        return
    numbers = cells.numbers[np.isfinite(cells.numbers)]
    if len(numbers) >= _FEW and 2 * np.count_nonzero(numbers % 1) > len(numbers):
        _warn(cells, heading, f"未注明单位，按{field.unit}采用，多数为小数，疑似整列按万{field.unit}填写", f"万{field.unit}")


def fraction_fix(value: Fraction, whole: npt.NDArray[np.int64], field: Field) -> str | None:
    """What to write for a fraction of a person; ``whole``: the counts of 1e-6 of the column's sound values. None: as usual."""
    amount = value * 10**4
    middle = Fraction(float(np.median(np.abs(whole)))) / MICRO if len(whole) else amount
    if amount.denominator != 1 or not middle / _NEAR <= abs(amount) <= middle * _NEAR:
        return None
    return f"按万{field.unit}填写的改为 {_figure(amount)}，或在表头注明“（万{field.unit}）”；否则改填整数。"


def _warn(cells: ColumnCells, heading: HeadingColumn, message: str, other: str, fix: str = "") -> None:
    unit = cells.field.unit
    message = f"{cells.field.title}：{message}"
    cells.findings.warn_heading("unit_assumed", message, heading.cell, cells.field, fix or _state(other, unit))


def _state(other: str, unit: str) -> str:
    return f"按{other}填写的在表头注明“（{other}）”，按{unit}填写的注明“（{unit}）”。"


def _used(column: Column) -> npt.NDArray[np.bool_]:
    return ~column.missing & ~column.invalid & (column.values != 0)


def _impossible(field: Field) -> int:
    return _IMPOSSIBLE.get(field.unit, _IMPOSSIBLE_ELSE)


def _figure(number: Fraction) -> str:
    return figure_text(Decimal(number.numerator) / number.denominator)

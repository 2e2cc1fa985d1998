"""Writes the 任务分解表: targets down, units across, the number of the whole in front, sums and differences as formulas."""

# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# (xlsxwriter is annotated in part and ships no stubs)
from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from fractions import Fraction
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from data_access.allocations.form import (
    CODE,
    DEMAND,
    DIFFERENCE,
    KIND,
    TITLE,
    TOTAL,
    UNIT,
    VERSION,
    WORKSHEET,
    AllocationForm,
    FormLine,
    amount,
)
from data_access.reading.grid import column_letters
from data_access.templates.identity import COLUMNS, IDENTITY_TAB, INSTRUCTIONS_TAB

# A fixed moment of creation keeps the bytes of equal workbooks equal, so that a file handed in twice is recognised.
_CREATED = datetime(2023, 1, 1)  # noqa: DTZ001 (document properties have no time zone)
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_BORDER = {"border": 1, "border_color": "#8C8C8C", "valign": "vcenter"}
_GREY = {"bg_color": "#EEF1F4"}
_STYLES: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"},
    "left": {"align": "left"},
    "heading": {**_BORDER, "bold": True, "align": "center", "text_wrap": True, "bg_color": "#EDF1F6"},
    "text": {**_BORDER, **_GREY, "text_wrap": True},
    "whole": {**_BORDER, **_GREY, "num_format": "#,##0.######;-#,##0.######"},
    "int_whole": {**_BORDER, **_GREY, "num_format": "#,##0"},
    "number": {**_BORDER, "num_format": "#,##0.00"},
    "int": {**_BORDER, "num_format": "#,##0"},
    "mark": {**_BORDER, **_GREY, "align": "center"},
    "wrapped": {"text_wrap": True, "valign": "top"},
}
_FIRST_ROW = 3
_HEADINGS = (("序号", 5), (CODE, 11), (TITLE, 26), (DEMAND, 8), (UNIT, 7))
_WHOLE, _TOTAL, _DIFFERENCE, _UNITS = 5, 6, 7, 8
Styles = Mapping[str, Format]


def write_allocation(form: AllocationForm) -> bytes:
    """The workbook to be filled in; what is in force already stands in it."""
    target = BytesIO()
    book = xlsxwriter.Workbook(target, _OPTIONS)
    book.set_properties({"created": _CREATED})
    styles = {name: book.add_format(style) for name, style in _STYLES.items()}
    sheet = book.add_worksheet(WORKSHEET)
    _write_head(sheet, form, styles)
    for number, line in enumerate(form.lines):
        _write_line(sheet, form, line, number, styles)
    _set_up_view(sheet, form)
    _write_instructions(book.add_worksheet(INSTRUCTIONS_TAB), form, styles)
    _write_identity(book.add_worksheet(IDENTITY_TAB), form)
    sheet.activate()
    book.close()
    return target.getvalue()


def _write_head(sheet: Worksheet, form: AllocationForm, styles: Styles) -> None:
    last = _UNITS + len(form.units) - 1
    sheet.set_row(0, 28)
    sheet.merge_range(0, 0, 0, last, form.title, styles["title"])
    sheet.merge_range(
        1, 0, 1, last, f"方案：{form.pack_title}（{form.pack}）　　白格填写，灰格不改；没有任务的留空，不填0", styles["left"]
    )
    sheet.set_row(2, 32)
    named = [(form.whole_word, 11), (TOTAL, 11), (DIFFERENCE, 10), *((name, 11) for name in form.units.values())]
    for column, (text, width) in enumerate([*_HEADINGS, *named]):
        sheet.write_string(2, column, text, styles["heading"])
        sheet.set_column(column, column, max(width, 2 * len(text) + 2) if column >= _UNITS else width)


def _write_line(sheet: Worksheet, form: AllocationForm, line: FormLine, number: int, styles: Styles) -> None:
    row = _FIRST_ROW + number
    whole, free = styles["int_whole" if line.counts else "whole"], styles["int" if line.counts else "number"]
    demand = "不超过" if line.at_most else "左右" if line.op == "about" else "不少于"
    sheet.write_number(row, 0, number + 1, styles["int_whole"])
    for column, text in enumerate((line.code, line.title, demand, line.unit), start=1):
        sheet.write_string(row, column, text, styles["text"])
    sheet.write_comment(row, 2, f"依据：{line.clause or form.pack_title}", {"x_scale": 1.2, "y_scale": 0.6})
    sheet.write_number(row, _WHOLE, float(line.whole), whole)
    _write_sums(sheet, form, line, row, styles)
    for column, code in enumerate(form.units, start=_UNITS):
        if code in line.paper:
            sheet.write_number(row, column, float(line.paper[code]), whole)
            sheet.write_comment(row, column, f"文件已明确：{amount(line.paper[code])}{line.unit}，不改", {"y_scale": 0.6})
        elif code in line.given:
            sheet.write_number(row, column, float(line.given[code]), free)
        else:
            sheet.write_blank(row, column, None, free)
    options: dict[str, Any] = {"validate": "integer" if line.counts else "decimal", "criteria": ">=", "value": 0}
    options |= {"error_type": "warning", "error_title": "应为数字", "error_message": f"按{line.unit}填写数字，不写单位。"}
    sheet.data_validation(row, _UNITS, row, _UNITS + len(form.units) - 1, options)


def _write_sums(sheet: Worksheet, form: AllocationForm, line: FormLine, row: int, styles: Styles) -> None:
    """合计 and 差额 of figures that add up, with their values: a table that nobody opened yet shows them, too."""
    if not line.adds_up:
        sheet.write_string(row, _TOTAL, "／", styles["mark"])
        sheet.write_string(row, _DIFFERENCE, "／", styles["mark"])
        return
    style = styles["int_whole" if line.counts else "whole"]
    first, last = (f"{column_letters(column)}{row + 1}" for column in (_UNITS, _UNITS + len(form.units) - 1))
    total = sum(line.paper.values(), Fraction(0)) + sum(
        (value for code, value in line.given.items() if code not in line.paper), Fraction(0)
    )
    sheet.write_formula(row, _TOTAL, f"=SUM({first}:{last})", style, _cached(total))
    formula = f"={column_letters(_TOTAL)}{row + 1}-{column_letters(_WHOLE)}{row + 1}"
    sheet.write_formula(row, _DIFFERENCE, formula, style, _cached(total - line.whole))


def _cached(value: Fraction) -> Any:
    """The value of a formula, whole where it is: xlsxwriter writes any number, its stubs know one kind."""
    return int(value) if value.denominator == 1 else float(value)


def _set_up_view(sheet: Worksheet, form: AllocationForm) -> None:
    sheet.freeze_panes(_FIRST_ROW, 3)
    sheet.set_landscape()
    sheet.set_paper(8 if len(form.units) > 6 else 9)  # A3, A4
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.repeat_rows(2)
    sheet.set_footer("&C第&P页，共&N页")


def _write_instructions(sheet: Worksheet, form: AllocationForm, styles: Styles) -> None:
    whole, noun = form.whole_word, form.unit_noun
    lines = (
        ("填什么", f"把{whole}目标分到各{noun}，一格一个数，单位见每行；没有任务的留空，不填0。"),
        ("不改什么", f"表头、目标代码、{whole}目标和灰色格。文件已明确到{noun}的任务以文件为准。"),
        ("合计", f"能加总的目标，分解合计不得少于{whole}目标（不超过的，不得多于）；不足的提交时须写明原因。"),
        ("比率", f"比率不加总，各{noun}的要求不得低于{whole}目标；低于的提交时须写明原因。"),
        ("加码", f"分解合计超过{whole}目标、比率严于{whole}目标的，提交时逐项提示。"),
        ("整表提交", "每次提交的是整张表，留空就是不分解；提交后成为新的一版，旧版保留，可以撤回。"),
    )
    sheet.set_column(0, 0, 12)
    sheet.set_column(1, 1, 90, styles["wrapped"])
    sheet.write_string(0, 0, INSTRUCTIONS_TAB, styles["heading"])
    for row, (what, text) in enumerate(lines, start=1):
        sheet.write_string(row, 0, what)
        sheet.write_string(row, 1, text, styles["wrapped"])


def _write_identity(sheet: Worksheet, form: AllocationForm) -> None:
    """The same columns as a report has: year and root stand where it names its period and reporter."""
    sheet.very_hidden()
    for column, heading in enumerate((*COLUMNS, "pack")):
        sheet.write_string(0, column, heading)
    for column, text in enumerate((WORKSHEET, KIND, str(form.year), form.root)):
        sheet.write_string(1, column, text)
    sheet.write_number(1, 4, VERSION)
    sheet.write_string(1, 5, form.pack)

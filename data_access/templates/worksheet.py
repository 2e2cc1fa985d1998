"""Writes one report worksheet of a template with xlsxwriter."""

# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# (xlsxwriter is annotated in part and ships no stubs)
from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Literal

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from data_access.sheets.declaration import Field
from data_access.templates.layout import HeadingCell, Layout, Row, SheetToWrite, Value, lay_out, units_above
from data_access.templates.wording import note_on

Style = Literal[
    "title", "left", "center", "right", "heading", "number", "int", "text", "choice", "total_int", "total", "column", "wrapped"
]
Styles = Mapping[Style, Format]
_BORDER = {"border": 1, "border_color": "#8C8C8C", "valign": "vcenter"}
STYLES: dict[Style, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 18, "align": "center", "valign": "vcenter"},
    "left": {"align": "left"},
    "center": {"align": "center"},
    "right": {"align": "right"},
    "heading": {**_BORDER, "bold": True, "align": "center", "text_wrap": True, "bg_color": "#EDF1F6"},
    "int": {**_BORDER, "num_format": "#,##0"},
    "number": {**_BORDER, "num_format": "#,##0.00"},
    "text": {**_BORDER, "num_format": "@"},
    "choice": dict(_BORDER),
    "total_int": {**_BORDER, "num_format": "#,##0", "bold": True},
    "total": {**_BORDER, "num_format": "#,##0.00", "bold": True},
    "column": {"num_format": "@"},
    "wrapped": {"text_wrap": True, "valign": "top"},
}
SIGNATURE = "单位负责人：            审核人：            填表人：            联系电话：            报出日期："
_VALIDATED_ROWS = 2000  # dropdowns reach below the prepared rows, for rows that are added


def write_report(worksheet: Worksheet, sheet: SheetToWrite, styles: Styles, lists: Mapping[str, str | list[str]]) -> None:
    """Title, line, headings with notes, body, dropdowns, print set-up. ``lists``: field → source of its dropdown."""
    layout = lay_out(sheet)
    _write_top(worksheet, sheet, layout, styles)
    for cell in layout.headings:
        _write_heading(worksheet, cell, sheet, styles)
    _write_body(worksheet, sheet, layout, styles)
    for field in sheet.declaration.fields:
        _validate(worksheet, field, layout, lists.get(field.name))
    _set_up_view(worksheet, layout, styles)


def _write_top(worksheet: Worksheet, sheet: SheetToWrite, layout: Layout, styles: Styles) -> None:
    last = layout.last_column
    worksheet.set_row(0, 30)
    _merge(worksheet, 0, 0, 0, last, sheet.title, styles["title"])
    third = max(last // 3, 2)
    day = sheet.reported_on
    dated = f"{day.year}年{day.month}月{day.day}日" if day else ""
    _merge(worksheet, 1, 0, 1, third, f"填报单位（盖章）：{sheet.reporter_name}", styles["left"])
    _merge(worksheet, 1, third + 1, 1, last - third, f"填报日期：{dated}", styles["center"])
    _merge(worksheet, 1, last - third + 1, 1, last, f"单位：{'、'.join(units_above(sheet.declaration))}", styles["right"])


def _merge(worksheet: Worksheet, top: int, first: int, bottom: int, last: int, text: str, style: Format) -> None:
    if (top, first) == (bottom, last):
        worksheet.write_string(top, first, text, style)
    else:
        worksheet.merge_range(top, first, bottom, last, "", style)
        worksheet.write_string(top, first, text, style)


def _write_heading(worksheet: Worksheet, cell: HeadingCell, sheet: SheetToWrite, styles: Styles) -> None:
    _merge(worksheet, cell.top, cell.first, cell.bottom, cell.last, cell.text, styles["heading"])
    if cell.field is not None:
        note = note_on(cell.field, sheet.declaration)
        worksheet.write_comment(cell.top, cell.first, note, {"x_scale": 2, "y_scale": 0.4 + 0.25 * (1 + note.count("\n"))})


def _style_of(field: Field) -> Style:
    if field.is_numeric:
        return "int" if field.type == "int" else "number"
    return "text" if field.type in {"identifier", "text"} else "choice"


def _write_body(worksheet: Worksheet, sheet: SheetToWrite, layout: Layout, styles: Styles) -> None:
    cells = [(field.name, layout.columns[field.name], styles[_style_of(field)]) for field in sheet.declaration.fields]
    empty: Row = {}
    for offset in range(layout.end - layout.body):
        row, values = layout.body + offset, sheet.rows[offset] if offset < len(sheet.rows) else empty
        _write_value(worksheet, row, 0, offset + 1 if values else None, styles["int"])
        for name, column, style in cells:
            _write_value(worksheet, row, column, values.get(name), style)
    end = layout.end
    if sheet.total is not None:
        _write_total(worksheet, sheet, sheet.total, layout, styles)
        end += 1
    worksheet.write_string(end + 1, 0, SIGNATURE, styles["left"])


def _write_total(worksheet: Worksheet, sheet: SheetToWrite, total: Row, layout: Layout, styles: Styles) -> None:
    _write_value(worksheet, layout.end, 0, None, styles["choice"])
    for position, field in enumerate(sheet.declaration.fields):
        value: Value = "合计" if position == 0 else total.get(field.name)
        style = styles["total_int" if field.type == "int" else "total"]
        _write_value(worksheet, layout.end, layout.columns[field.name], value, style)


def _write_value(worksheet: Worksheet, row: int, column: int, value: Value, style: Format) -> None:
    """A text stays a text, whatever it looks like: nothing typed by people becomes a formula or a link."""
    if value is None:
        worksheet.write_blank(row, column, None, style)
    elif isinstance(value, str):
        worksheet.write_string(row, column, value, style)
    else:
        worksheet.write_number(row, column, float(value) if isinstance(value, Decimal) else value, style)


def _validate(worksheet: Worksheet, field: Field, layout: Layout, source: str | list[str] | None) -> None:
    """Dropdowns; whole numbers and numbers are asked for with a warning only (／ and other blank words are allowed)."""
    options: dict[str, Any]
    if source is not None:
        options = {"validate": "list", "source": source, "error_type": "warning" if field.type == "region" else "stop"}
        options |= {"error_title": "不在选项之内", "error_message": "从下拉选项中选择。"}
    elif field.is_numeric:
        lowest = -1_000_000_000_000 if field.may_be_negative else 0
        options = {"validate": "integer" if field.type == "int" else "decimal", "criteria": ">=", "value": lowest}
        options |= {"error_type": "warning", "error_title": "应为数字", "error_message": "按表头的单位填写数字，不写单位。"}
    else:
        return
    column = layout.columns[field.name]
    worksheet.data_validation(layout.body, column, max(layout.end, layout.body + _VALIDATED_ROWS) - 1, column, options)


def _set_up_view(worksheet: Worksheet, layout: Layout, styles: Styles) -> None:
    worksheet.set_column(0, 0, 5)
    for cell in layout.headings:
        if cell.field is not None:
            column = cell.field
            width = {"region": 22, "identifier": 20, "text": 12}.get(column.type, min(max(len(cell.text) * 1.4, 9), 15))
            style = styles["column"] if column.type in {"identifier", "text"} else None
            worksheet.set_column(cell.first, cell.first, width, style)
    for row in range(layout.heading_top, layout.body):
        worksheet.set_row(row, 32)
    worksheet.freeze_panes(layout.body, 2)
    worksheet.set_landscape()
    worksheet.set_paper(9)
    worksheet.fit_to_pages(1, 0)
    worksheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    worksheet.repeat_rows(layout.heading_top, layout.body - 1)
    worksheet.set_footer("&C第&P页，共&N页")

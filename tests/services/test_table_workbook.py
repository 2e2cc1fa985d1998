"""A table as a workbook to print: numbers stay numbers whatever stands beside them, nothing is cut, nothing becomes a formula."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import openpyxl

from services.exports.table_workbook import column_width, table_workbook
from services.tables.model import Bullet, Table, TableCell, TableColumn, TableRow

COLUMNS = (
    TableColumn(key="unit", heading="乡镇", width=12),
    TableColumn(key="done", heading="累计", group="完成", align="right", number=True, decimals=2, width=9),
    TableColumn(key="rate", heading="完成率", group="完成", width=10),
)


def table(*cells: TableCell, **more: Any) -> Table:
    name = TableCell(text="共和镇")
    return Table(title="分乡镇明细", unit="人", columns=COLUMNS, rows=(TableRow(cells=(name, *cells)),), **more)


def sheet_of(entry: Table, **more: Any) -> Any:
    return openpyxl.load_workbook(BytesIO(table_workbook([entry], printed="2023年6月1日", **more))).worksheets[0]


def test_what_stands_beside_a_number_is_printed_and_the_number_stays_one() -> None:
    entry = table(TableCell(text="1,234.50", value=1234.5, tag="沿用5月", second='序时 "50.00"'), TableCell())
    cell = sheet_of(entry)["B5"]
    assert cell.value == 1234.5
    assert cell.number_format == '#,##0.00"（沿用5月，序时 ”50.00”）"'
    assert sheet_of(table(TableCell(text="8.00", value=8), TableCell()))["B5"].number_format == "#,##0.00"


def test_a_column_is_as_wide_as_its_widest_number_with_its_words() -> None:
    entry = table(TableCell(text="1,234.50", value=1234.5, tag="沿用5月"), TableCell())
    assert column_width(entry, 1) == len("1,234.50") + 2 * len("（沿用月）") + len("5") + 2
    assert column_width(entry, 0) == 12
    assert sheet_of(entry).column_dimensions["B"].width >= column_width(entry, 1)


def test_a_bar_is_its_share_of_the_target() -> None:
    cell = sheet_of(table(TableCell(text="1.00", value=1), TableCell(bullet=Bullet(done=0.4375))))["C5"]
    assert (cell.value, cell.number_format) == (0.4375, "0.00%")


def test_a_merged_line_is_high_enough_for_its_text() -> None:
    sheet = sheet_of(
        table(TableCell(text="1.00", value=1), TableCell(), notes=("就业率为已就业户数与有意愿户数之比，" * 4, "短注"))
    )
    assert sheet.row_dimensions[6].height >= 5 * 15
    assert sheet.row_dimensions[7].height is None


def test_the_title_says_whose_figures_these_are_unless_it_does_so_itself() -> None:
    whole = table(TableCell(text="1.00", value=1), TableCell())
    assert sheet_of(whole, subject=("牟定县", "2023年6月", "就业"))["A1"].value == "牟定县2023年6月就业　分乡镇明细"
    assert sheet_of(whole, subject=("牟定县", "", "明细"))["A1"].value == "牟定县　分乡镇明细"
    assert sheet_of(whole)["A1"].value == "分乡镇明细"


def test_no_text_becomes_a_formula() -> None:
    sheet = sheet_of(table(TableCell(text="=1+1"), TableCell(text="@SUM(A1)"), notes=("=HYPERLINK(1)",)))
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None} == {"s"}
    assert sheet["B5"].value == "=1+1"

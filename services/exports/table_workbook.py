"""A report table as a workbook to print: title, unit, headings in two levels, body, 合计 as given, notes, A4 landscape.

Numbers leave as numbers with their format, everything else as text: nothing that a cell holds can become a formula.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from services.exports.cells import HEAD, TEXT_STAYS, Formats, sheet_name, text_width, written
from services.tables.model import Table, TableCell, TableColumn, TableRow

# √ and ×, ■ ▲ ● ○ ◎ ◇ are in GB2312: they read in every font that an office has.
STATUS_WORDS = {
    "met": "● 达标",
    "on_pace": "● 达序时",
    "behind": "▲ 滞后",
    "far_behind": "■ 严重滞后",
    "not_reported": "○ 未报",
    "not_due": "◎ 未到期",
    "not_comparable": "／ 不可比",
    "not_applicable": "／ 不适用",
}
LEVEL_MARKS = {"red": "■", "orange": "◆", "yellow": "▲", "watch": "◇"}


def table_workbook(tables: Sequence[Table], *, printed: str, subject: Sequence[str] = ()) -> bytes:
    """One worksheet a table. ``printed`` is the moment of printing, in words, for the foot of every page; ``subject``:
    whose figures these are (牟定县, 2023年6月, 就业), before every title that does not say it itself."""
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, **TEXT_STAYS})
    formats = Formats(book)
    names: set[str] = set()
    for table in tables:
        _TableSheet(book.add_worksheet(sheet_name(table.title, names)), formats, table, (subject, printed)).write()
    book.close()
    return target.getvalue()


class _TableSheet:
    """Writes one table; ``_row`` is the next row to write."""

    def __init__(self, sheet: Worksheet, formats: Formats, table: Table, words: tuple[Sequence[str], str]) -> None:
        self._sheet, self._formats, self._table = sheet, formats, table
        self._subject, self._printed = words
        self._widths = [column_width(table, index) for index in range(len(table.columns))]
        self._last = max(len(table.columns) - 1, 0)
        self._row = 0

    def write(self) -> None:
        self._preamble()
        self._headings()
        for row in self._table.rows:
            self._body_row(row)
        self._notes()
        self._print_setup()

    def _line(self, text: str, **properties: Any) -> None:
        """One merged line over the whole width. Excel never makes a merged row higher by itself: where the text wraps, the
        height is given."""
        style = self._formats(**properties)
        size = properties.get("font_size", 11)
        lines = -(-text_width(text) * size // (max(sum(self._widths), 1) * 11)) if properties.get("text_wrap") else 1
        if lines > 1:
            self._sheet.set_row(self._row, lines * size * 1.5)
        if self._last:
            self._sheet.merge_range(self._row, 0, self._row, self._last, "", style)
        self._sheet.write_string(self._row, 0, written(text), style)
        self._row += 1

    def _preamble(self) -> None:
        self._sheet.set_row(0, 30)
        subject = "".join(part for part in self._subject if part not in self._table.title)
        title = "　".join(part for part in (subject, self._table.title) if part)
        self._line(title, bold=True, font_size=16, align="center")
        for text in (self._table.context, f"筛选：{self._table.filters}" if self._table.filters else ""):
            if text:
                self._line(text, text_wrap=True, font_size=10)
        if self._table.unit:
            self._line(f"单位：{self._table.unit}", align="right", font_size=10)

    def _headings(self) -> None:
        """Two rows where the table has groups: a group is merged over its columns, other headings over both rows."""
        columns = self._table.columns
        style = self._formats(bold=True, align="center", text_wrap=True, border=1, bg_color=HEAD)
        grouped = any(column.group for column in columns)
        if grouped:
            self._group_row(columns, style)
        for index, column in enumerate(columns):
            self._sheet.set_column(index, index, self._widths[index])
            if not (grouped and not column.group):
                self._sheet.write_string(self._row, index, written(column.heading), style)
        self._row += 1
        self._heading_rows = (self._row - (2 if grouped else 1), self._row - 1)
        self._sheet.freeze_panes(self._row, 0)

    def _group_row(self, columns: Sequence[TableColumn], style: Format) -> None:
        start = 0
        while start < len(columns):
            group, end = columns[start].group, start
            while group and end + 1 < len(columns) and columns[end + 1].group == group:
                end += 1
            if not group:
                self._sheet.merge_range(self._row, start, self._row + 1, start, columns[start].heading, style)
            elif end > start:
                self._sheet.merge_range(self._row, start, self._row, end, group, style)
            else:
                self._sheet.write_string(self._row, start, group, style)
            start = end + 1
        self._row += 1

    def _body_row(self, row: TableRow) -> None:
        if row.kind in ("group", "folded"):
            texts = [cell_text(cell) for cell in row.cells]
            self._line(
                "　".join(text for text in (*texts, row.note) if text), bold=row.kind == "group", border=1, text_wrap=True
            )
            return
        for index, (cell, column) in enumerate(zip(row.cells, self._table.columns, strict=False)):
            self._cell(index, cell, column, total=row.kind == "total")
        self._row += 1

    def _cell(self, index: int, cell: TableCell, column: TableColumn, *, total: bool) -> None:
        style: dict[str, Any] = {"border": 1, "text_wrap": True}
        if total:
            style |= {"bold": True, "bg_color": HEAD}
        if column.number and cell.value is not None and cell.status is None:
            number = self._formats(num_format=_number_format(cell, column), align="right", **style)
            self._sheet.write_number(self._row, index, cell.value, number)
            return
        if cell.bullet is not None and not cell.text:
            done = self._formats(num_format="0.00%", align="right", **style)
            self._sheet.write_number(self._row, index, cell.bullet.done, done)
            return
        align = "right" if column.number else column.align
        self._sheet.write_string(
            self._row, index, written(cell_text(cell)), self._formats(align=align, num_format="@", **style)
        )

    def _notes(self) -> None:
        for text in self._table.notes:
            self._line(text, text_wrap=True, font_size=10)

    def _print_setup(self) -> None:
        self._sheet.set_landscape()
        self._sheet.set_paper(9)
        self._sheet.fit_to_pages(1, 0)
        self._sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        self._sheet.repeat_rows(*self._heading_rows)
        self._sheet.set_footer(f"&L{self._printed.replace('&', '&&')}&R第&P页，共&N页")


def _beside(cell: TableCell) -> str:
    """What stands beside a number: （沿用5月，序时 50.00）."""
    words = "，".join(part for part in (cell.tag, cell.second) if part).replace('"', "”")
    return f"（{words}）" if words else ""


def _number_format(cell: TableCell, column: TableColumn) -> str:
    """The number's format; what stands beside it is part of the format, so that it is printed and the number stays one."""
    words = _beside(cell)
    places = "." + "0" * column.decimals if column.decimals else ""
    return f"#,##0{places}" + (f'"{words}"' if words else "")


def column_width(table: Table, index: int) -> int:
    """As declared, wider where words stand beside a number: a number that does not fit is shown as ####."""
    column = table.columns[index]
    cells = [row.cells[index] for row in table.rows if index < len(row.cells) and row.cells[index].value is not None]
    needed = (text_width(cell.text + _beside(cell)) + 2 for cell in cells if column.number and cell.status is None)
    return max(column.width, *needed) if cells else column.width


def cell_text(cell: TableCell) -> str:
    """What a cell says without colour: mark and word, figure, tag, second line."""
    lamp = ""
    if cell.status is not None:
        lamp = cell.lamp_text or (
            "◇ 力争目标未达" if cell.stretch and cell.status in ("behind", "far_behind") else STATUS_WORDS[cell.status]
        )
    level = LEVEL_MARKS.get(cell.level, "")
    tag = f"（{cell.tag}）" if cell.tag else ""
    first = " ".join(part for part in (lamp, level, cell.text) if part) + tag
    return f"{first}\n{cell.second}" if cell.second else first

"""Two versions of one report side by side: what changed cell by cell, which rows came and went; and the workbook of all of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from data_access.changes import CellChange, WholeRow
from data_access.sheets import load_sheets
from services.tables.model import Table, TableCell, TableColumn, TableRow
from services.versions import VersionsCompared
from services.views import forms
from services.views.changes import step
from services.views.history import BLANK, change_words
from services.views.triage import Names

#: lines on the page, of changed cells and of whole rows each; the workbook has all
SHOWN = 30
WHOLE = "整行"


@dataclass(frozen=True, kw_only=True)
class Beside:
    """The finding, what each side is, the first differences (None: there are none)."""

    finding: str
    what: str
    table: Table | None


def beside(compared: VersionsCompared, names: Names) -> Beside:
    """``第2版与第1版对比：改3格、新增1行，不变20行``."""
    changes = compared.found.changes
    old, new = compared.old, compared.new
    finding = f"第{new.version}版与第{old.version}版对比：{change_words(changes)}，不变{changes.unchanged:,}行"
    report = f"{names.reporter(new.reporter)}　{forms.period_label(new.period)}　{names.sheet(new.sheet)}"
    sides = "；".join(
        f"第{side.version}版：{side.by}报送，{forms.minute(side.received_at)}收到，{side.rows:,}行，{side.file}"
        for side in (new, old)
    )
    what = f"{report}；{sides}"
    if changes.nothing:
        return Beside(finding=finding, what=what, table=None)
    lines = _lines(compared, names, SHOWN)
    found = compared.found
    is_cut = max(len(changes.cells), len(found.new_rows), len(found.removed_rows)) > SHOWN
    notes = (f"改动的格、新增行、删除行各列前{SHOWN}处，导出的工作簿列全部。",) if is_cut else ()
    return Beside(finding=finding, what=what, table=Table(title="", columns=_columns(compared), rows=lines, notes=notes))


def comparison_tables(compared: VersionsCompared, names: Names) -> tuple[Table, ...]:
    """Every difference, then the rows that came and went with all their fields; personal fields masked."""
    old, new, found = compared.old, compared.new, compared.found
    said = beside(compared, names)
    context = f"{said.finding}；{said.what}"
    whole = (
        (f"第{new.version}版新增行", new.sheet, found.new_rows),
        (f"第{new.version}版删除行", old.sheet, found.removed_rows),
    )
    return (
        Table(
            title=f"第{new.version}版与第{old.version}版对比", columns=_columns(compared), rows=_lines(compared, names, None),
            context=context, notes=("个人信息已遮盖。",),
        ),
        *(_rows_table(title, sheet, rows, context) for title, sheet, rows in whole if rows),
    )  # fmt: skip


def _columns(compared: VersionsCompared) -> tuple[TableColumn, ...]:
    old, new = f"第{compared.old.version}版", f"第{compared.new.version}版"
    return (
        TableColumn(key="row", heading="行", width=16, wrap=True),
        TableColumn(key="field", heading="项目", width=18, wrap=True),
        TableColumn(key="old_cell", heading=f"{old}单元格", align="right", width=12),
        TableColumn(key="old", heading=old, align="right", width=14, wrap=True),
        TableColumn(key="new_cell", heading=f"{new}单元格", align="right", width=12),
        TableColumn(key="new", heading=new, align="right", width=14, wrap=True),
        TableColumn(key="step", heading="增减", align="right", width=12),
    )


def _lines(compared: VersionsCompared, names: Names, most: int | None) -> tuple[TableRow, ...]:
    found, fields = compared.found, names.fields.get(compared.new.sheet, {})
    return (
        *(_cell_line(cell, fields) for cell in found.changes.cells[:most]),
        *(_row_line(row, came=True) for row in found.new_rows[:most]),
        *(_row_line(row, came=False) for row in found.removed_rows[:most]),
    )


def _cell_line(cell: CellChange, fields: Mapping[str, str]) -> TableRow:
    return TableRow(
        cells=(
            TableCell(text=cell.row_key),
            TableCell(text=fields.get(cell.field, cell.field)),
            TableCell(text=cell.old_cell or BLANK, code=bool(cell.old_cell)),
            TableCell(text=cell.old if cell.old is not None else BLANK, struck=cell.old is not None, muted=True),
            TableCell(text=cell.cell or BLANK, code=bool(cell.cell)),
            TableCell(text=cell.new if cell.new is not None else BLANK, strong=True),
            TableCell(text=step(cell.old, cell.new)),
        )
    )


def _row_line(row: WholeRow, *, came: bool) -> TableRow:
    """A row that only one version has: where it stands in that version's file."""
    place = TableCell(text=f"第{row.source_row}行", code=True)
    nowhere = TableCell(text=BLANK, muted=True)
    there = TableCell(text="新增一行", strong=True) if came else TableCell(text="删除一行", struck=True, muted=True)
    old, new = ((nowhere, nowhere), (place, there)) if came else ((place, there), (nowhere, nowhere))
    return TableRow(cells=(TableCell(text=row.row_key), TableCell(text=WHOLE), *old, *new, TableCell()))


def _rows_table(title: str, sheet: str, rows: Sequence[WholeRow], context: str) -> Table:
    fields = load_sheets()[sheet].fields
    columns = (
        TableColumn(key="source_row", heading="原表行号", align="right", number=True, width=10),
        TableColumn(key="row", heading="行", width=16, wrap=True),
        *(TableColumn(key=field.name, heading=field.title, width=14, wrap=True) for field in fields),
    )
    lines = tuple(
        TableRow(
            cells=(
                TableCell(text=str(row.source_row), value=row.source_row),
                TableCell(text=row.row_key),
                *(TableCell(text=value if value is not None else BLANK) for value in row.values),
            )
        )
        for row in rows
    )
    return Table(title=title, columns=columns, rows=lines, context=context, notes=("个人信息已遮盖。",))

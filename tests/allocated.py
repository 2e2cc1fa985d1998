"""任务分解表 as a bureau fills it in."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from services.allocating import empty_allocation
from services.workspace import Workspace


def filled(workspace: Workspace, **cells: Any) -> bytes:
    """The table of 2023 with a number a target: ``EMP_M01={unit: number}`` by the names of the units."""
    book = load_workbook(BytesIO(empty_allocation(workspace, workspace.packs[0], 2023)))
    sheet = book["任务分解表"]
    heads = {cell.value: cell.column for cell in sheet[3]}
    rows = {row[1].value: row[1].row for row in sheet.iter_rows(min_row=4)}
    for code, units in cells.items():
        for unit, number in units.items():
            sheet.cell(rows[code.replace("_", "-")], heads[unit]).value = number
    target = BytesIO()
    book.save(target)
    return target.getvalue()

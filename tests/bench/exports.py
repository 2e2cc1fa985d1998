"""5,000 rows of the early-warning list as a workbook, beside a bare loop that writes the very same cells."""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter

from services.initialising import initialise_database
from services.taking import take_list
from services.warning_list import ListFilter
from services.workspace import Workspace, open_workspace
from tests.bench.table import Line, table
from tests.household_reports import hand_in

ROWS, REPEATS, MOST = 5_000, 5, 1.5
TOWNSHIPS = 7
PLAN = """
[pack]
id = "bench-2023"
title = "增收工作方案"
document = "增收工作方案"
issued = 2023-02-01
root = "532323000000"
years = [2023, 2023]
income_year_starts = 1
submit_level = "township"
[sheets.household_income]
reporters = "regions"
[income.line]
2022 = 7000
2023 = 8000
"""
QUARTERS = ("2022Q1", "2022Q4", "2023Q1")


def exports(folder: Path) -> list[Line]:
    """CPU of the export and of the bare loop, in one process, turn by turn; medians."""
    workspace = filled(folder)
    content, rows = take_list(workspace, filters=ListFilter(), period="2023Q1")
    cells = [list(row) for row in openpyxl.load_workbook(BytesIO(content)).worksheets[0].iter_rows(values_only=True)]
    pairs = [
        (_cpu(lambda: take_list(workspace, filters=ListFilter(), period="2023Q1")), _cpu(lambda: _bare(cells)))
        for _ in range(REPEATS)
    ]
    ours, bare = (statistics.median(times) for times in zip(*pairs, strict=True))
    return [
        Line(name=f"export of {rows:,} rows, CPU", measured=ours, unit="s", asked=MOST * bare, floor=bare,
             floor_name="a bare xlsxwriter loop over the same cells")
    ]  # fmt: skip


def filled(folder: Path) -> Workspace:
    """A county with ``ROWS`` households on its list, each fallen by half."""
    plan, url = folder / "plan.toml", f"sqlite:///{folder / 'exports.sqlite'}"
    plan.write_text(PLAN, encoding="utf-8")
    initialise_database(url, [str(plan)])
    workspace = open_workspace(url)
    townships = workspace.tree.children("532323000000")[:TOWNSHIPS]
    for quarter in QUARTERS:
        for place, township in enumerate(townships):
            villages = [village.code for village in workspace.tree.children(township.code)]
            rows = [_household(n, villages[n // TOWNSHIPS % len(villages)], quarter) for n in range(place, ROWS, TOWNSHIPS)]
            hand_in(workspace, "532323000000", township.code, quarter, rows)
    return workspace


def _household(number: int, village: str, quarter: str) -> dict[str, Any]:
    wage = {"2022Q1": 4000, "2022Q4": 16000, "2023Q1": 1500}[quarter] + number % 997
    return {
        "household_no": f"53232300{number:06d}", "head_name": f"张{chr(0x4E00 + number)}", "head_id": "532323199001010001",
        "phone": "13900001234", "helper": f"李{chr(0x4E00 + number % 500)}", "region": village, "kind": "脱贫户", "persons": 4,
        "labourers": 2, "employed": 2, "wage": wage, "operating_gross": 900, "operating_cost": 300, "property": 0, "transfer": 200,
        "net": wage + 800, "net_per_capita": (wage + 800) // 4, "remark": "无",
    }  # fmt: skip


def _bare(cells: Sequence[Sequence[Any]]) -> None:
    """The same cells by the same typed writers into a file of the same kind, one format for each kind of cell."""
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as target:
        book = xlsxwriter.Workbook(target.name, {"constant_memory": True})
        sheet = book.add_worksheet()
        text, number = (
            book.add_format({"border": 1, "text_wrap": True}),
            book.add_format({"border": 1, "num_format": "#,##0.00"}),
        )
        for row, values in enumerate(cells):
            for column, value in enumerate(values):
                if value is None:
                    sheet.write_blank(row, column, None, text)
                elif isinstance(value, str):
                    sheet.write_string(row, column, value, text)
                else:
                    sheet.write_number(row, column, value, number)
        book.close()


def _cpu(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        sys.stderr.writelines(f"{line}\n" for line in table(exports(Path(name))))

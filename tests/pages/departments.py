"""What departments hand in, drawn as plain worksheets and taken in through the importer: a county small enough to count by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from data_access.sheets import load_sheets
from services.initialising import initialise_database
from services.intake import Consent, import_files
from services.workspace import Pack, Workspace, open_workspace
from tests.intake.paper import Paper, workbook

Row = dict[str, Any]
COUNTY = "牟定县"


def county_with(path: Path, *reports: tuple[str, str, str, Sequence[Row]]) -> str:
    """The address of a database with these reports: (sheet, department, month as 2023-05, rows by field), months in order."""
    url = f"sqlite:///{path}"
    initialise_database(url, ["mouding-2023"])
    for sheet, department, month, rows in reports:
        hand_in(url, sheet, department, month, rows)
    return url


def hand_in(url: str, sheet: str, department: str, month: str, rows: Sequence[Row]) -> None:
    """Takes one report in; received the day before it was due."""
    received = datetime(int(month[:4]), int(month[5:]), 24, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
    consent = Consent(by="测试", accept_warnings=True, reason="已核实", received_at=received)
    file = workbook(f"{sheet}-{department}-{month}.xlsx", _paper(sheet, department, month, rows))
    taken = import_files(open_workspace(url), [file], consent)
    said = [(entry.code, entry.cell, entry.message) for part in taken for entry in part.problems if entry.severity == "error"]
    assert [part.done for part in taken] == [True], said


def _paper(sheet: str, department: str, month: str, rows: Sequence[Row]) -> Paper:
    declaration = load_sheets()[sheet]
    paper = Paper(name=declaration.tab)
    paper.put(1, 1, f"{COUNTY}{int(month[:4])}年{int(month[5:])}月{declaration.title}")
    paper.put(2, 1, f"填报单位（盖章）：{department}")
    for column, field in enumerate(declaration.fields, start=1):
        paper.put(3, column, f"{field.heading}（{field.unit}）" if field.unit and field.unit != "%" else field.heading)
        for line, row in enumerate(rows, start=4):
            paper.put(line, column, row.get(field.name))
    return paper


def task(code: str, name: str, unit: str, cumulative: float, *, region: str = COUNTY, **more: Any) -> Row:
    """One line of 重点工作数据表."""
    return {"code": code, "name": name, "region": region, "unit": unit, "cumulative": cumulative, **more}


def project(code: str, *, total: float, placed: float, paid: float, states: str, percent: str = "", **more: Any) -> Row:
    """One line of 项目进度月报表; ``states``: 是 or 否 for started, finished, accepted."""
    started, finished, accepted = states
    return {
        "code": code, "name": f"{code}号项目", "region": "共和镇", "total_investment": total, "funds_in_place": placed, "paid": paid,
        "started": started, "finished": finished, "accepted": accepted, "progress_percent": percent or None, **more,
    }  # fmt: skip


def without_sheet(workspace: Workspace, sheet: str) -> Pack:
    """The pack of a workspace as if it did not list a sheet."""
    pack = workspace.packs[0]
    return replace(pack, sheets={name: plan for name, plan in pack.sheets.items() if name != sheet})

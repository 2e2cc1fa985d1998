"""Moves a county on: corrections, withdrawals, late and refused reports, through the doors that a user has."""

from __future__ import annotations

from io import BytesIO

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from data_access.reading.grid import WorkbookFile
from data_access.store import Scope, SubmissionRecord, facts, in_force
from services.intake import Consent, import_files
from services.versions import list_versions, original_file, withdraw
from services.workspace import Workspace

CONSENT = Consent(by="李会计", accept_warnings=True, reason="核实无误")


def record(workspace: Workspace, sheet: str, period: str, reporter: str = "") -> SubmissionRecord:
    """The version in force of a reporter, of the first one that has any where none is named."""
    held = in_force(workspace.database, Scope.everything(), root=workspace.packs[0].root, sheet=sheet, periods=[period])
    return next(entry for entry in held if reporter in ("", entry.reporter))


def corrected(workspace: Workspace, entry: SubmissionRecord, field: str, by: int) -> None:
    """Hands the report in once more, its first row (and its total) ``by`` more in one field: a further version."""
    content = original_file(workspace, entry)
    assert content is not None
    book = openpyxl.load_workbook(BytesIO(content))
    page, column = book[entry.worksheet], entry.column_map[field]
    for row in (_first_row(workspace, entry), _total_row(page)):
        if row:
            page[f"{column}{row}"] = page[f"{column}{row}"].value + by
    target = BytesIO()
    book.save(target)
    taken = import_files(workspace, [WorkbookFile(name=f"更正{entry.file}", content=target.getvalue())], CONSENT)
    own = [one for one in taken if one.examined.sheet == entry.sheet]
    assert [one.outcome for one in own] == ["accepted"], [(one.outcome, one.problems) for one in own]


def _first_row(workspace: Workspace, entry: SubmissionRecord) -> int:
    frame = facts(workspace.database, Scope.everything(), sheet=entry.sheet, submissions=[entry.submission], columns=())
    return int(frame["source_row"].min())


def _total_row(page: Worksheet) -> int:
    """The worksheet row of 合计, 0 where there is none."""
    return next((row for row in range(1, page.max_row + 1) if "合计" in (page.cell(row, 1).value, page.cell(row, 2).value)), 0)


def taken_back(workspace: Workspace, entry: SubmissionRecord) -> None:
    """Withdraws a version."""
    withdraw(workspace, entry.submission, by="王审核", reason="报错单位")


def handed_in_again(workspace: Workspace, sheet: str, period: str, reporter: str) -> None:
    """Hands in the file of the newest version of a report that was taken back: it is stored as a further version."""
    held = [entry for entry in list_versions(workspace, period=period, sheet=sheet) if entry.reporter == reporter]
    content = original_file(workspace, held[-1])
    assert content is not None
    taken = import_files(workspace, [WorkbookFile(name=held[-1].file, content=content)], CONSENT)
    assert "accepted" in {one.outcome for one in taken if one.examined.sheet == sheet}

"""Who has reported what, by the due moment or not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from data_access.sheets import load_sheets
from data_access.store import SubmissionRecord, first_versions, in_force
from metrics.calendar import due_at
from metrics.evidence import ReportState
from metrics.packs import Pack
from metrics.periods import Period
from services.clock import now
from services.forms import moment_json
from services.periods import parsed_period
from services.workspace import Workspace

STATES = ("on_time", "late", "missing", "not_due", "returned", "pending", "exempt")


def report_states(
    workspace: Workspace, *, period: str, pack: str | None = None, as_of: datetime | None = None
) -> list[ReportState]:
    """One line a sheet and reporter of the pack that answers for the period (CalledWrongly: unknown, or several packs)."""
    asked = parsed_period(period)
    return list(states_of_pack(workspace, workspace.one_pack_for(asked, pack_id=pack), period, as_of))


def reporters_of(workspace: Workspace, pack: Pack, sheet: str) -> list[tuple[str, str]]:
    """Code and name of everybody who hands in a sheet, in code order."""
    entry = pack.sheets[sheet]
    if entry.reporters:
        return [(code, pack.departments[code]) for code in sorted(entry.reporters)]
    return [(region.code, region.name) for region in workspace.tree.inside(pack.root, pack.submit_level)]


def states_of_pack(workspace: Workspace, pack: Pack, period: str, as_of: datetime | None) -> Sequence[ReportState]:
    """The lines of one pack: the sheets whose periods are of the asked kind, each reporter of each."""
    kind = Period.parse(period).kind
    at = as_of or now()
    lines: list[ReportState] = []
    for sheet, declaration in load_sheets().items():
        if sheet in pack.sheets and declaration.period == kind:
            lines += _states_of_sheet(workspace, pack, sheet, period, at, as_of)
    return lines


def _states_of_sheet(
    workspace: Workspace, pack: Pack, sheet: str, period: str, at: datetime, as_of: datetime | None
) -> list[ReportState]:
    database, scope = workspace.database, workspace.scope
    records = {
        record.reporter: record
        for record in in_force(database, scope, root=pack.root, sheet=sheet, periods=[period], as_of=as_of)
    }
    firsts = first_versions(database, scope, root=pack.root, sheet=sheet, period=period, as_of=as_of)
    asked = Period.parse(period)
    due = due_at(pack.calendar, asked.kind, asked, income_year_starts=pack.income_year_starts).at
    lines: list[ReportState] = []
    for code, name in reporters_of(workspace, pack, sheet):
        record, first = records.get(code), firsts.get(code)
        lines.append(
            ReportState(
                sheet=sheet,
                reporter=code,
                name=name,
                due_at=due,
                state=_state(record, first.received_at if first else None, due, at, exempt=code in pack.sheets[sheet].exempt),
                submission=record.submission if record else None,
                version=record.version if record else None,
                received_at=record.received_at if record else None,
                first_valid_at=first.received_at if first and record else None,
                first_pass=first.first_pass if first and record else None,
            )
        )
    return lines


def _state(
    record: SubmissionRecord | None, first_received: datetime | None, due: datetime, at: datetime, *, exempt: bool
) -> Any:
    if exempt:
        return "exempt"
    if record is None:
        return "missing" if at > due else "not_due"
    return "on_time" if (first_received or record.received_at) <= due else "late"


def status_json(period: str, as_of: datetime | None, states: Sequence[ReportState]) -> dict[str, Any]:
    """The document of ``status --json``."""
    counts = Counter(state.state for state in states)
    return {
        "period": period,
        "as_of": moment_json(as_of or now()),
        "rows": [
            {
                "sheet": state.sheet,
                "reporter": state.reporter,
                "name": state.name,
                "due_at": moment_json(state.due_at),
                "state": state.state,
                "submission": state.submission,
                "version": state.version,
                "received_at": moment_json(state.received_at),
                "first_valid_at": moment_json(state.first_valid_at),
            }
            for state in states
        ],
        "counts": {"expected": len(states) - counts["exempt"], **{name: counts[name] for name in STATES}},
    }

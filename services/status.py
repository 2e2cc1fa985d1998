"""Who has reported what, by the due moment or not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal

from data_access.sheets import load_sheets
from data_access.store import first_versions, in_force
from metrics.calendar import due_at
from metrics.evidence import ReportState
from metrics.packs import Pack
from metrics.periods import Period
from services.clock import now
from services.forms import moment_json
from services.periods import parsed_period
from services.workspace import Workspace

StateName = Literal["on_time", "late", "missing", "not_due", "exempt"]
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


def states_of_pack(workspace: Workspace, pack: Pack, period: str, as_of: datetime | None = None) -> Sequence[ReportState]:
    """The lines of one pack: its sheets of the asked kind of period in their order, each reporter of each, as of a moment
    (None: the workspace's)."""
    asked, seen = Period.parse(period), workspace.at(as_of or workspace.as_of)
    lines: list[ReportState] = []
    for sheet, declaration in load_sheets().items():
        if sheet in pack.sheets and declaration.period == asked.kind:
            due = due_at(pack.calendar, declaration.period, asked, income_year_starts=pack.income_year_starts).at
            lines += _SheetStates(seen, pack, sheet, period, due).lines()
    return lines


class _SheetStates:
    """The lines of one sheet and period."""

    def __init__(self, workspace: Workspace, pack: Pack, sheet: str, period: str, due: datetime) -> None:
        database, scope, as_of = workspace.database, workspace.scope, workspace.as_of
        found = in_force(database, scope, root=pack.root, sheet=sheet, periods=[period], as_of=as_of)
        self._records = {record.reporter: record for record in found}
        self._firsts = first_versions(database, scope, root=pack.root, sheet=sheet, period=period, as_of=as_of)
        self._reporters = reporters_of(workspace, pack, sheet)
        self._sheet, self._exempt = sheet, pack.sheets[sheet].exempt
        self._due, self._at = due, workspace.moment

    def lines(self) -> list[ReportState]:
        return [self._line(code, name) for code, name in self._reporters]

    def _line(self, code: str, name: str) -> ReportState:
        record = self._records.get(code)
        first = self._firsts.get(code) if record else None
        return ReportState(
            sheet=self._sheet,
            reporter=code,
            name=name,
            due_at=self._due,
            state=self._state(code, first.received_at if first else None),
            submission=record.submission if record else None,
            version=record.version if record else None,
            received_at=record.received_at if record else None,
            first_valid_at=first.received_at if first else None,
            first_pass=first.first_pass if first else None,
        )

    def _state(self, code: str, first_received: datetime | None) -> StateName:
        """A later correction does not make a report late: the first version decides."""
        if code in self._exempt:
            return "exempt"
        if first_received is None:
            return "missing" if self._at > self._due else "not_due"
        return "on_time" if first_received <= self._due else "late"


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

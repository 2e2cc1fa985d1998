"""The rows in force that answer a question, fetched from the database in the shapes that metrics asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

import pandas as pd

from data_access.sheets import load_sheets
from data_access.sheets.declaration import SheetDeclaration
from data_access.store import SubmissionRecord, facts, in_force
from metrics.coverage import Selection, choose
from metrics.evidence import ReportState, SheetShape, Snapshot
from metrics.packs import Pack
from services.status import states_of_pack
from services.workspace import Workspace


def shape_of(declaration: SheetDeclaration) -> SheetShape:
    """What metrics needs to know of a sheet."""
    return SheetShape(
        period=declaration.period,
        accumulation={field.name: field.accumulation for field in declaration.fields},
        keys=tuple(field.name for field in declaration.keys),
        places=declaration.places,
    )


def needed_columns(declaration: SheetDeclaration) -> list[str]:
    """Every field but personal ones: no name or number of a person leaves the database for a figure."""
    return [field.name for field in declaration.fields if not field.personal and field.name != "remark"]


class StoredEvidence:
    """``metrics.evidence.Evidence`` over one pack's root as of one moment (None: the workspace's); asks the database at most
    once for each thing.

    ``only``: sheet → the fields to read of it, for who knows that no other is asked for; a question about another one is a
    fault (KeyError), never an empty answer.
    """

    def __init__(
        self,
        workspace: Workspace,
        pack: Pack,
        as_of: datetime | None = None,
        only: Mapping[str, Sequence[str]] = MappingProxyType({}),
    ) -> None:
        self._only = only
        self._workspace = workspace
        self._pack = pack
        self._as_of = as_of or workspace.as_of
        self._declarations = {sheet: declaration for sheet, declaration in load_sheets().items() if sheet in pack.sheets}
        self.sheets: Mapping[str, SheetShape] = {sheet: shape_of(entry) for sheet, entry in self._declarations.items()}
        self._in_force: dict[str, dict[str, dict[str, SubmissionRecord]]] = {}
        self._snapshots: dict[tuple[str, str, bool], Snapshot] = {}
        self._states: dict[str, Sequence[ReportState]] = {}

    def _records(self, sheet: str) -> dict[str, dict[str, SubmissionRecord]]:
        """Submissions in force by period and reporter."""
        if sheet not in self._in_force:
            database, scope = self._workspace.database, self._workspace.scope
            records = in_force(database, scope, root=self._pack.root, sheet=sheet, as_of=self._as_of)
            found = self._in_force[sheet] = {}
            for record in records:
                found.setdefault(record.period, {})[record.reporter] = record
        return self._in_force[sheet]

    def submissions(self, sheet: str) -> Mapping[int, SubmissionRecord]:
        """The versions of a sheet in force by their number: what a row of a snapshot stands in."""
        return {record.submission: record for of_period in self._records(sheet).values() for record in of_period.values()}

    def periods(self, sheet: str) -> Sequence[str]:
        """Periods of a sheet with a submission of the root in force, ascending."""
        if sheet not in self._declarations:
            return []
        return sorted(self._records(sheet))

    def snapshot(self, sheet: str, period: str, *, carry: bool = True) -> Snapshot:
        """The rows of a sheet that answer for a period, carried ones marked."""
        key = (sheet, period, carry)
        if key not in self._snapshots:
            self._snapshots[key] = self._fetch(sheet, period, carry)
        return self._snapshots[key]

    def answering(self, sheet: str, period: str, *, carry: bool = True) -> Selection[SubmissionRecord]:
        """The versions whose rows make that snapshot, by reporter."""
        monthly = self.sheets[sheet].period == "month"
        return choose(self._records(sheet), period=period, carry=carry and monthly)

    def _fetch(self, sheet: str, period: str, carry: bool) -> Snapshot:
        if sheet not in self._declarations:
            return _nothing(sheet, period)
        chosen = self.answering(sheet, period, carry=carry)
        reported, carried = frozenset(chosen.reported), frozenset(chosen.carried)
        rows = self._rows(sheet, {**chosen.reported, **chosen.carried}, carried)
        return Snapshot(sheet=sheet, period=period, rows=rows, reported=reported, carried=carried)

    def _rows(self, sheet: str, records: Mapping[str, SubmissionRecord], carried: frozenset[str]) -> pd.DataFrame:
        """The frame of ``metrics.evidence`` for submissions by reporter."""
        rows = facts(
            self._workspace.database,
            self._workspace.scope,
            sheet=sheet,
            submissions=[record.submission for record in records.values()],
            columns=self._only.get(sheet) or needed_columns(self._declarations[sheet]),
        )
        reporters = {record.submission: reporter for reporter, record in records.items()}
        rows["reporter"] = rows["submission"].map(reporters).astype("str")
        rows["carried"] = rows["reporter"].isin(carried)
        return rows

    def report_states(self, period: str) -> Sequence[ReportState]:
        """The lines of ``status`` for a period of this pack."""
        if period not in self._states:
            self._states[period] = states_of_pack(self._workspace, self._pack, period, self._as_of)
        return self._states[period]


def _nothing(sheet: str, period: str) -> Snapshot:
    """A sheet that the program cannot read yet."""
    rows = pd.DataFrame({"submission": [], "reporter": [], "carried": [], "source_row": []})
    return Snapshot(sheet=sheet, period=period, rows=rows, reported=frozenset(), carried=frozenset())

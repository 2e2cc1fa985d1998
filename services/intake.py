"""Takes workbooks in: check, import, and the preview that a person confirms on the page. The same steps for all three."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from data_access.answers import Answers
from data_access.errors import StaleVersion
from data_access.examination import Examined, Found, examine, find
from data_access.problems import Problem, problem
from data_access.reading import Reader
from data_access.reading.grid import WorkbookFile
from data_access.store import Proposal, StoredEarlierReports, Warned, commit, record_attempt
from data_access.undisturbed import undisturbed
from services.back_dating import refuse_early
from services.clock import now
from services.derivation import derivation
from services.explained import keys_by_row, message_of, warned, with_reasons
from services.steps import SILENT, Share, Steps
from services.workspace import Workspace

Outcome = Literal["valid", "invalid", "unrecognised", "accepted", "unchanged", "rejected", "needs_reason"]
Progress = Callable[[int, int], None]


@dataclass(frozen=True, kw_only=True)
class Taken:
    """What became of one submission found in a file: its examination, the outcome, and where it was stored."""

    examined: Examined
    outcome: Outcome
    submission: int | None = None
    version: int | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def done(self) -> bool:
        """Whether nothing stands in the way any more."""
        return self.outcome in ("valid", "accepted", "unchanged")


@dataclass(frozen=True, kw_only=True)
class Consent:
    """Who hands in, whether the warnings are accepted, and why."""

    by: str
    accept_warnings: bool = False
    reason: str = ""
    received_at: datetime | None = None


def check_files(workspace: Workspace, files: Sequence[WorkbookFile], answers: Answers | None = None) -> list[Taken]:
    """Reads and validates; writes nothing."""
    received_at = now()
    taken: list[Taken] = []
    for found in find_in(workspace, files, answers, received_at):
        taken += [checked(examined) for examined in examine_in(workspace, found, received_at)]
    return taken


def checked(examined: Examined) -> Taken:
    """What ``check`` answers of an examination."""
    return Taken(examined=examined, outcome=examined.check_outcome, problems=examined.problems)


def import_files(
    workspace: Workspace,
    files: Sequence[WorkbookFile],
    consent: Consent,
    answers: Answers | None = None,
    progress: Progress | None = None,
    reader: Reader | None = None,
) -> list[Taken]:
    """Validates and stores, files in order of period, each submission whole or not at all; answers in the order of the files.

    ``reader``: one that the caller keeps for several batches.
    """
    received_at = consent.received_at or now()
    contents = {hashlib.sha256(file.content).hexdigest(): file.content for file in files}
    finds = find_in(workspace, files, answers, received_at, reader)
    if consent.received_at is not None:
        refuse_early(workspace, finds, consent.received_at, lambda found: _to_store(workspace, found, consent, received_at))
    taken: dict[int, list[Taken]] = {}
    order = sorted(
        range(len(finds)), key=lambda index: (finds[index].period is None, finds[index].begins or received_at.date())
    )
    for done, index in enumerate(order):
        found = finds[index]
        taken[index] = [
            store(workspace, examined, contents[found.sha256], consent)
            for examined in examine_in(workspace, found, received_at)
        ]
        if progress:
            progress(done + 1, len(finds))
    return [entry for index in range(len(finds)) for entry in taken[index]]


def _to_store(workspace: Workspace, found: Found, consent: Consent, received_at: datetime) -> list[Examined]:
    examined = examine_in(workspace, found, received_at)
    return [entry for entry in examined if _verdict(entry, consent) == "accepted"]


@undisturbed()
def store(workspace: Workspace, examined: Examined, content: bytes, consent: Consent, steps: Steps = SILENT) -> Taken:
    """Stores one examined submission if nothing stands against it; a rejection leaves one attempt."""
    outcome = _verdict(examined, consent)
    result = Taken(examined=examined, outcome=outcome, problems=examined.problems)
    if outcome == "unchanged" and examined.in_force is not None:
        return replace(result, submission=examined.in_force.submission, version=examined.in_force.version)
    if outcome == "rejected":
        _leave_attempt(workspace, examined, consent, examined.problems)
    if outcome != "accepted":
        return result
    return _commit(workspace, examined, content, consent, result, steps)


def _verdict(examined: Examined, consent: Consent) -> Outcome:
    if examined.check_outcome == "unrecognised":
        return "unrecognised"
    if examined.check_outcome == "invalid":
        return "rejected"
    if examined.unchanged:
        return "unchanged"
    if examined.warnings and not (consent.accept_warnings and consent.reason):
        return "needs_reason"
    return "accepted"


def _commit(workspace: Workspace, examined: Examined, content: bytes, consent: Consent, result: Taken, steps: Steps) -> Taken:
    try:
        committed = commit(
            workspace.database,
            _proposal(examined, content, consent),
            derive=derivation(workspace.packs_now),
            progress=lambda done, rows: steps.say(done / rows, f"正在入库{examined.file}：{done}/{rows}行"),
        )
    except StaleVersion:
        return refuse_stale(workspace, examined, consent)
    return replace(result, submission=committed.submission, version=committed.version)


def refuse_stale(workspace: Workspace, examined: Examined, consent: Consent) -> Taken:
    """Another version is in force than the one compared with: nothing is written but the attempt."""
    stale = problem("stale_version", "核对之后，这份报表的现行版本已经变动，本次没有写入")
    problems = (*examined.problems, stale)
    _leave_attempt(workspace, examined, consent, problems)
    return Taken(examined=examined, outcome="rejected", problems=problems)


def _proposal(examined: Examined, content: bytes, consent: Consent) -> Proposal:
    if examined.rows is None or not (examined.root and examined.sheet and examined.reporter and examined.period):
        raise ValueError("only a recognised submission can be stored")
    return Proposal(
        root=examined.root,
        sheet=examined.sheet,
        reporter=examined.reporter,
        period=examined.period,
        rows=examined.rows,
        worksheet=examined.worksheet or "",
        file=examined.file,
        sha256=examined.sha256,
        content=content,
        by=consent.by,
        reason=consent.reason,
        received_at=consent.received_at,
        compared_with=examined.in_force.submission if examined.in_force else None,
        warnings=_places_by_code(examined),
    )


def _places_by_code(examined: Examined) -> dict[str, list[Warned]]:
    found: dict[str, list[Warned]] = {}
    keys = keys_by_row(examined) if examined.warnings else {}
    for entry in examined.warnings:
        found.setdefault(entry.code, []).append(warned(entry, keys))
    return found


def _leave_attempt(workspace: Workspace, examined: Examined, consent: Consent, problems: Sequence[Problem]) -> None:
    record_attempt(
        workspace.database,
        root=examined.root,
        sheet=examined.sheet,
        reporter=examined.reporter,
        period=examined.period,
        by=consent.by,
        outcome="rejected",
        counts=dict(Counter(entry.code for entry in problems)),
        at=consent.received_at,
    )


@undisturbed()
def find_in(
    workspace: Workspace,
    files: Sequence[WorkbookFile],
    answers: Answers | None,
    received_at: datetime,
    reader: Reader | None = None,
    progress: Share | None = None,
) -> list[Found]:
    """Every report sheet in the files, and every file that could not be read; ``progress``: the share of the files read."""
    asked = answers or Answers()
    return find(files, schemes=workspace.schemes, answers=asked, received_at=received_at, progress=progress, reader=reader)


@undisturbed()
def examine_in(workspace: Workspace, found: Found, received_at: datetime) -> list[Examined]:
    """Checks one worksheet against the reports in force now, and recalls what was said of its warnings the period before."""
    earlier = StoredEarlierReports(workspace.database, workspace.scope)
    examined = examine(found, earlier=earlier, schemes=workspace.schemes, received_at=received_at)
    return [with_reasons(workspace, entry) for entry in examined]


def taken_json(taken: Taken) -> dict[str, Any]:
    """One object of ``check --json`` and ``import --json``."""
    examined = taken.examined
    changes = examined.changes
    return {
        "file": examined.file,
        "worksheet": examined.worksheet,
        "sheet": examined.sheet,
        "period": examined.period,
        "reporter": examined.reporter,
        "rows": len(examined.rows) if examined.rows is not None else 0,
        "left_out": examined.left_out,
        "outcome": taken.outcome,
        "changes": None
        if changes is None
        else {
            "new": changes.new,
            "changed": changes.changed,
            "unchanged": changes.unchanged,
            "removed": changes.removed,
        },
        "submission": taken.submission,
        "version": taken.version,
        "problems": [problem_json(entry) for entry in taken.problems],
    }


def problem_json(entry: Problem) -> dict[str, Any]:
    """One problem with cell, what is wrong and how to mend it."""
    return {
        "code": entry.code,
        "severity": entry.severity,
        "cell": entry.cell,
        "field": entry.field,
        "value": entry.value,
        "message": message_of(entry),
        "fix": entry.fix,
    }

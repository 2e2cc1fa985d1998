"""Every stored version of every report, two of them side by side, and taking one back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from data_access.changes import Changes, Comparison, compare, compare_whole
from data_access.errors import CalledWrongly
from data_access.examination import Examined
from data_access.store import (
    Attempt,
    StoredEarlierReports,
    StoredState,
    SubmissionRecord,
    attempts,
    comes_back,
    file_content,
    in_force,
    submission_record,
    submissions,
)
from data_access.store import withdraw as withdraw_stored
from services.derivation import changed_lists, derivation
from services.forms import moment_json
from services.workspace import Workspace


def list_versions(
    workspace: Workspace, *, period: str | None = None, sheet: str | None = None, as_of: datetime | None = None
) -> list[SubmissionRecord]:
    """Every version stored by ``as_of`` (None: the workspace's moment), in the order in which they were stored."""
    return submissions(workspace.database, workspace.scope, period=period, sheet=sheet, as_of=as_of or workspace.as_of)


def changes_since(workspace: Workspace, record: SubmissionRecord, before: SubmissionRecord | None) -> Changes | None:
    """What a version changed against the one before it; None for a first version."""
    if before is None:
        return None
    stored = StoredEarlierReports(workspace.database, workspace.scope)
    new, old = stored.version(record.submission), stored.version(before.submission)
    return compare(new.rows, old.rows) if new and old else None


def standing_version(workspace: Workspace, examined: Examined) -> SubmissionRecord | None:
    """The version in force now of the report that somebody examined."""
    if not (examined.root and examined.sheet and examined.period):
        return None
    found = in_force(workspace.database, workspace.scope, root=examined.root, sheet=examined.sheet, periods=[examined.period])
    return next((record for record in found if record.reporter == examined.reporter), None)


def original_file(workspace: Workspace, record: SubmissionRecord) -> bytes | None:
    """The workbook as it was handed in; None where it also holds reports of somebody outside the caller's scope."""
    return file_content(workspace.database, workspace.scope, record.sha256)


def refused_attempts(workspace: Workspace, root: str) -> list[Attempt]:
    """Refused reports under a root, newest first; those of which nobody could say the root too."""
    found = attempts(workspace.database, workspace.scope, as_of=workspace.as_of)
    return [entry for entry in reversed(found) if entry.root in (root, None)]


@dataclass(frozen=True, kw_only=True)
class VersionsCompared:
    """Two versions of one report, cell by cell: ``new`` is the one of the higher number."""

    old: SubmissionRecord
    new: SubmissionRecord
    found: Comparison


def compare_versions(workspace: Workspace, one: int, other: int) -> VersionsCompared:
    """What the later of two versions of one report has otherwise than the earlier, whichever is named first.

    Raises CalledWrongly: no such version, or not two versions of one report.
    """
    old, new = sorted((_known(workspace, one), _known(workspace, other)), key=lambda record: record.version)
    if _report(old) != _report(new) or old.submission == new.submission:
        raise CalledWrongly("只能对比同一单位同一张表同一期的两个版本。")
    stored = StoredEarlierReports(workspace.database, workspace.scope)
    before, after = stored.version(old.submission), stored.version(new.submission)
    if before is None or after is None:
        raise RuntimeError("a stored version has no rows to read")
    return VersionsCompared(old=old, new=new, found=compare_whole(after.rows, before.rows))


def _known(workspace: Workspace, submission: int) -> SubmissionRecord:
    record = submission_record(workspace.database, workspace.scope, submission)
    if record is None:
        raise CalledWrongly(f"没有编号为{submission}的报表。")
    return record


def _report(record: SubmissionRecord) -> tuple[str, str, str, str]:
    return record.root, record.sheet, record.reporter, record.period


@dataclass(frozen=True, kw_only=True)
class WithdrawalOutlook:
    """What a withdrawal would do: ``back`` is in force again (None: nothing is), the warning lists of ``quarters`` change."""

    goes: SubmissionRecord
    back: SubmissionRecord | None
    quarters: tuple[str, ...]


def withdrawal_outlook(workspace: Workspace, submission: int) -> WithdrawalOutlook:
    """What ``withdraw`` would do now (CalledWrongly: no such version in force)."""
    goes = _known(workspace, submission)
    back = comes_back(workspace.database, submission)
    state = StoredState(workspace.database, workspace.scope, goes.root)
    lists = changed_lists(workspace.packs, state, sheet=goes.sheet, period=goes.period)
    return WithdrawalOutlook(
        goes=goes,
        back=None if back is None else _known(workspace, back),
        quarters=tuple(sorted({period for _, period in lists})),
    )


def withdraw(workspace: Workspace, submission: int, *, by: str, reason: str) -> SubmissionRecord | None:
    """Takes the version in force back; returns the one before it, in force again, None for none.

    Raises CalledWrongly: no such version in force, or nobody and no reason given.
    """
    if not reason.strip() or not by.strip():
        raise CalledWrongly("撤回须写明经办人和原因。")
    _known(workspace, submission)
    derive = derivation(workspace.packs_now)
    back = withdraw_stored(workspace.database, submission, by=by.strip(), reason=reason.strip(), derive=derive)
    return None if back is None else _known(workspace, back)


def versions_json(records: Sequence[SubmissionRecord]) -> list[dict[str, Any]]:
    """The list of ``submissions --json``."""
    return [
        {
            "submission": record.submission,
            "sheet": record.sheet,
            "reporter": record.reporter,
            "period": record.period,
            "version": record.version,
            "state": record.state,
            "rows": record.rows,
            "by": record.by,
            "reason": record.reason,
            "accepted_at": moment_json(record.accepted_at),
            "received_at": moment_json(record.received_at),
            "from_at": moment_json(record.from_at),
            "to_at": moment_json(record.to_at),
            "file": record.file,
            "sha256": record.sha256,
        }
        for record in records
    ]

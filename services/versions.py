"""Every stored version of every report, and taking one back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from data_access.changes import Changes, compare
from data_access.store import Attempt, StoredEarlierReports, SubmissionRecord, attempts, file_content, submissions
from data_access.store import withdraw as withdraw_stored
from services.derivation import derivation
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


def original_file(workspace: Workspace, record: SubmissionRecord) -> bytes | None:
    """The workbook as it was handed in; None where it also holds reports of somebody outside the caller's scope."""
    return file_content(workspace.database, workspace.scope, record.sha256)


def refused_attempts(workspace: Workspace, root: str) -> list[Attempt]:
    """Refused reports under a root, newest first; those of which nobody could say the root too."""
    found = attempts(workspace.database, workspace.scope, as_of=workspace.as_of)
    return [entry for entry in reversed(found) if entry.root in (root, None)]


def withdraw(workspace: Workspace, submission: int, *, by: str, reason: str) -> None:
    """Takes the version in force back; the one before it is in force again (CalledWrongly: no such version in force)."""
    withdraw_stored(workspace.database, submission, by=by, reason=reason, derive=derivation(workspace.packs))


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

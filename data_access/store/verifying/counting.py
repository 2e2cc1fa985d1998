"""Counts that must agree: rows of a version, versions of a report, receipts in their order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import Connection, func, select

from data_access.store.database import Database
from data_access.store.validity import Key
from data_access.store.verifying.findings import Findings
from data_access.store.verifying.stored import StoredSubmission


def check_counts(
    database: Database, connection: Connection, submissions: Sequence[StoredSubmission], findings: Findings
) -> int:
    """Names what does not agree; returns how many rows all versions have."""
    counted = _fact_rows(database, connection)
    for stored in submissions:
        if counted.get((stored.sheet, stored.id), 0) != stored.rows:
            findings.add("rows_count", submission=stored.id)
    _check_versions(submissions, findings)
    return sum(counted.values())


def _fact_rows(database: Database, connection: Connection) -> dict[tuple[str, int], int]:
    counted: dict[tuple[str, int], int] = {}
    for sheet, table in database.facts.items():
        number = table.c.submission
        for identity, rows in connection.execute(select(number, func.count()).group_by(number)):
            counted[(sheet, identity)] = rows
    return counted


def _check_versions(submissions: Sequence[StoredSubmission], findings: Findings) -> None:
    """Versions are 1 to n, and none was received before the one it follows."""
    for versions in by_key(submissions).values():
        for expected, stored in enumerate(versions, start=1):
            if stored.version != expected:
                findings.add("version_hole", submission=stored.id)
                break
        for earlier, later in zip(versions, versions[1:], strict=False):
            if later.received_at < earlier.received_at:
                findings.add("received_order", submission=later.id)


def by_key(submissions: Sequence[StoredSubmission]) -> dict[Key, list[StoredSubmission]]:
    """The versions of each report, oldest first."""
    found: defaultdict[Key, list[StoredSubmission]] = defaultdict(list)
    for stored in submissions:
        found[stored.key].append(stored)
    return {key: sorted(versions, key=lambda stored: stored.version) for key, versions in found.items()}

"""Rows that lead nowhere. Foreign keys prevent them; a hand in the database, or a file put together, does not ask them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Select, Table, func, select

from data_access.store.database import Database
from data_access.store.leftovers import abandoned
from data_access.store.schema import allocation, in_force, submission, upload_file, withdrawal
from data_access.store.verifying.findings import FaultCode, Findings


def check_orphans(database: Database, connection: Connection, findings: Findings) -> None:
    """Names versions without file, files without version, rows, intervals and withdrawals without version."""
    every = select(submission.c.id)
    committed = every.where(submission.c.state == "committed")
    known = select(upload_file.c.sha256)
    _add(findings, "file_missing", connection.execute(every.where(submission.c.sha256.not_in(known))).scalars().all())
    used = select(submission.c.sha256).union(select(allocation.c.sha256))
    for sha256 in connection.execute(known.where(upload_file.c.sha256.not_in(used))).scalars():
        findings.add("file_orphan", subject=sha256)
    _add(findings, "interval_orphan", connection.execute(_not_among(in_force, committed)).scalars().all())
    _add(findings, "withdrawal_orphan", connection.execute(_not_among(withdrawal, committed)).scalars().all())
    for sheet, table in database.facts.items():
        own = every.where(submission.c.sheet == sheet)
        for identity in connection.execute(_not_among(table, own)).scalars():
            findings.add("fact_orphan", submission=identity, subject=sheet)


def _not_among(table: Table, submissions: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    return select(table.c.submission).distinct().where(table.c.submission.not_in(submissions))


def _add(findings: Findings, code: FaultCode, submissions: Sequence[int]) -> None:
    for identity in submissions:
        findings.add(code, submission=identity)


def count_leftovers(connection: Connection) -> int:
    """How many submissions dead writers left in staging: no fault, no read sees them and the next writer clears them."""
    if connection.execute(select(func.count()).where(submission.c.state == "staging")).scalar_one() == 0:
        return 0
    return len(abandoned(connection))

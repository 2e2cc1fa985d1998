"""How reports came in: first versions, rejected attempts, the original files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, exists, insert, select

from data_access.store.database import Database
from data_access.store.moments import now as clock_now
from data_access.store.schema import attempt, submission, upload_file
from data_access.store.scope import Scope
from data_access.store.validity import newest_moment


@dataclass(frozen=True, kw_only=True, slots=True)
class FirstVersion:
    """When the first version without errors was received, and whether no rejected attempt came before it."""

    submission: int
    received_at: datetime
    first_pass: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Attempt:
    """One import that was refused: who, when (``at`` as claimed), and how many problems of each code; no values."""

    attempt: int
    root: str | None
    sheet: str | None
    reporter: str | None
    period: str | None
    by: str
    at: datetime
    recorded_at: datetime
    outcome: str
    counts: Mapping[str, int]


def first_versions(
    database: Database, scope: Scope, *, root: str, sheet: str, period: str, as_of: datetime | None = None
) -> dict[str, FirstVersion]:
    """By reporter, the first version stored for a period by ``as_of`` (None: now)."""
    own = submission.c
    rejected = exists().where(
        and_(*(attempt.c[name] == own[name] for name in ("root", "sheet", "reporter", "period"))),
        attempt.c.outcome == "rejected",
        attempt.c.recorded_at <= own.accepted_at,
    )
    query = select(own.id, own.reporter, own.received_at, rejected.label("rejected")).where(
        own.root == root, own.sheet == sheet, own.period == period, own.version == 1, scope.reporters(own.reporter, own.root)
    )
    if as_of is not None:
        query = query.where(own.accepted_at <= as_of)
    with database.reading() as connection:
        return {
            row.reporter: FirstVersion(submission=row.id, received_at=row.received_at, first_pass=not row.rejected)
            for row in connection.execute(query)
        }


def record_attempt(
    database: Database,
    *,
    root: str | None,
    sheet: str | None,
    reporter: str | None,
    period: str | None,
    by: str,
    outcome: str,
    counts: Mapping[str, int],
    at: datetime | None = None,
    now: datetime | None = None,
) -> int:
    """Leaves a trace of a refused import; returns its number. ``at``: the moment of receipt claimed, None: now."""
    with database.writing() as connection:
        recorded_at = newest_moment(connection, now or clock_now())
        made = (
            insert(attempt)
            .values(root=root, sheet=sheet, reporter=reporter, period=period, by=by, outcome=outcome)
            .values(counts=dict(counts), at=at or recorded_at, recorded_at=recorded_at)
            .returning(attempt.c.id)
        )
        return connection.execute(made).scalar_one()


def attempts(
    database: Database,
    scope: Scope,
    *,
    root: str | None = None,
    sheet: str | None = None,
    period: str | None = None,
    as_of: datetime | None = None,
) -> list[Attempt]:
    """Refused imports of reporters in scope, oldest first; those that named no reporter only for who sees everything."""
    asked = {attempt.c.root: root, attempt.c.sheet: sheet, attempt.c.period: period}
    query = select(attempt).where(*(column == value for column, value in asked.items() if value is not None))
    if as_of is not None:
        query = query.where(attempt.c.recorded_at <= as_of)
    with database.reading() as connection:
        rows = connection.execute(query.order_by(attempt.c.id)).all()
    return [_attempt(row) for row in rows if scope.covers(row.reporter, row.root)]


def _attempt(row: Row[*tuple[Any, ...]]) -> Attempt:
    return Attempt(
        attempt=row.id, root=row.root, sheet=row.sheet, reporter=row.reporter, period=row.period, by=row.by, at=row.at,
        recorded_at=row.recorded_at, outcome=row.outcome, counts=row.counts,
    )  # fmt: skip


def file_content(database: Database, scope: Scope, sha256: str) -> bytes | None:
    """An original file. None: no such file, or it also holds a report of somebody outside the scope."""
    own = submission.c
    query = select(own.reporter, own.root).where(own.sha256 == sha256, own.state == "committed")
    with database.reading() as connection:
        reports = connection.execute(query).all()
        if not reports or not all(scope.covers(row.reporter, row.root) for row in reports):
            return None
        content = connection.execute(select(upload_file.c.content).where(upload_file.c.sha256 == sha256)).scalar()
    return None if content is None else bytes(content)

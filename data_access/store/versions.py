"""What has been stored: every version of every submission, as of any moment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Row, Select, and_, func, select, true

from data_access.store.database import Database
from data_access.store.schema import in_force as interval
from data_access.store.schema import submission, withdrawal
from data_access.store.scope import Scope
from data_access.store.validity import holds, revision_of, standing

State = Literal["in_force", "superseded", "withdrawn"]


# a field (None: the finding is of no field) and the key of a row (None: of no row)
WarnedPlace = tuple[str | None, tuple[str, ...] | None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Warned:
    """Where one warning stands: its cell in the file (None: it has none), and the field and key of the row that it is about."""

    cell: str | None = None
    field: str | None = None
    key: tuple[str, ...] | None = None

    @property
    def place(self) -> WarnedPlace:
        """What stays the same from period to period; keys are no personal fields."""
        return self.field, self.key


@dataclass(frozen=True, kw_only=True, slots=True)
class AcceptedWarning:
    """How often a warning was accepted with a version, the first cells (A1 addresses in the original file) that it named,
    and the first thousands of places that it was about (none in databases of earlier versions)."""

    count: int
    cells: tuple[str, ...]
    places: frozenset[WarnedPlace] = frozenset()


@dataclass(frozen=True, kw_only=True, slots=True)
class SubmissionRecord:
    """One stored version as it was known at the moment asked for.

    ``from_at`` and ``to_at`` are those of its latest interval; ``to_at`` None: still in force then. ``reason`` is why its
    warnings (by code) were accepted, ``withdrawn_reason`` why it was taken back. ``column_map``: field → column letters of
    the file.
    """

    submission: int
    root: str
    sheet: str
    reporter: str
    period: str
    version: int
    state: State
    rows: int
    by: str
    reason: str
    accepted_at: datetime
    received_at: datetime
    from_at: datetime
    to_at: datetime | None
    file: str
    worksheet: str
    sha256: str
    column_map: Mapping[str, str]
    warnings: Mapping[str, AcceptedWarning]
    withdrawn_by: str | None
    withdrawn_reason: str | None


def submissions(
    database: Database,
    scope: Scope,
    *,
    as_of: datetime | None = None,
    period: str | None = None,
    sheet: str | None = None,
    root: str | None = None,
    received_after: datetime | None = None,
) -> list[SubmissionRecord]:
    """Every version stored by ``as_of`` (None: now), in the order in which they were stored."""
    asked = {submission.c.period: period, submission.c.sheet: sheet, submission.c.root: root}
    wanted = [column == value for column, value in asked.items() if value is not None]
    if received_after is not None:
        wanted.append(submission.c.received_at > received_after)
    return _records(database, scope, as_of, *wanted)


def in_force(
    database: Database,
    scope: Scope,
    *,
    root: str,
    sheet: str,
    periods: Sequence[str] | None = None,
    as_of: datetime | None = None,
) -> list[SubmissionRecord]:
    """The versions of one sheet in force at ``as_of`` (None: now); ``periods`` None: all periods."""
    wanted: list[ColumnElement[bool]] = [submission.c.root == root, submission.c.sheet == sheet, standing(as_of)]
    if periods is not None:
        wanted.append(submission.c.period.in_(periods))
    return _records(database, scope, as_of, *wanted)


def submission_record(database: Database, scope: Scope, identity: int) -> SubmissionRecord | None:
    """One stored version as it is now; None: no such version in scope."""
    found = _records(database, scope, None, submission.c.id == identity)
    return found[0] if found else None


def in_force_before(
    database: Database, scope: Scope, *, root: str, sheet: str, reporter: str, period: str
) -> SubmissionRecord | None:
    """The version in force now of the same reporter's latest report of an earlier period; None for none."""
    own = submission.c
    earlier = and_(own.root == root, own.sheet == sheet, own.reporter == reporter, own.period < period)
    with database.reading() as connection:
        newest = select(own.id).where(earlier, standing(None)).order_by(own.period.desc()).limit(1)
        identity = connection.execute(newest).scalar()
    return None if identity is None else submission_record(database, scope, identity)


def revision(database: Database, root: str) -> int:
    """A number that grows whenever anything in force under a root changes: the key of every cache."""
    with database.reading() as connection:
        return revision_of(connection, root)


def last_change(database: Database, scope: Scope, *, root: str, as_of: datetime | None = None) -> datetime | None:
    """The moment of the newest switch under a root that the scope sees: how fresh the figures are."""
    seen = and_(submission.c.root == root, scope.reporters(submission.c.reporter, submission.c.root))
    moments: list[datetime] = []
    with database.reading() as connection:
        for end in (interval.c.from_at, interval.c.to_at):
            query = select(func.max(end)).join(submission, submission.c.id == interval.c.submission).where(seen)
            newest = connection.execute(query if as_of is None else query.where(end <= as_of)).scalar()
            moments += [newest] if newest is not None else []
    return max(moments, default=None)


def _records(database: Database, scope: Scope, as_of: datetime | None, *wanted: ColumnElement[bool]) -> list[SubmissionRecord]:
    query = _query(as_of).where(scope.reporters(submission.c.reporter, submission.c.root), *wanted)
    with database.reading() as connection:
        return [_record(row, as_of) for row in connection.execute(query.order_by(submission.c.id))]


def _query(as_of: datetime | None) -> Select[*tuple[Any, ...]]:
    """Stored versions, each with its latest interval that had begun, and its withdrawal if that had happened."""
    begun = interval.c.from_at <= as_of if as_of is not None else interval.c.from_at.is_not(None)
    other = interval.alias()
    other_begun = other.c.from_at <= as_of if as_of is not None else other.c.from_at.is_not(None)
    latest = select(func.max(other.c.from_at)).where(other.c.submission == submission.c.id, other_begun).scalar_subquery()
    taken_back = withdrawal.c.at <= as_of if as_of is not None else true()
    return (
        select(submission, interval.c.from_at, interval.c.to_at, withdrawal.c.by.label("gone_by"),
               withdrawal.c.reason.label("gone_reason"), holds(as_of).label("holds"))
        .select_from(submission)
        .join(interval, and_(interval.c.submission == submission.c.id, begun, interval.c.from_at == latest))
        .outerjoin(withdrawal, and_(withdrawal.c.submission == submission.c.id, taken_back))
        .where(submission.c.state == "committed")
    )  # fmt: skip


def _record(row: Row[*tuple[Any, ...]], as_of: datetime | None) -> SubmissionRecord:
    ended = row.to_at is not None and (as_of is None or row.to_at <= as_of)
    return SubmissionRecord(
        submission=row.id, root=row.root, sheet=row.sheet, reporter=row.reporter, period=row.period, version=row.version,
        state="withdrawn" if row.gone_by is not None else "in_force" if row.holds else "superseded",
        rows=row.rows, by=row.by, reason=row.reason, accepted_at=row.accepted_at, received_at=row.received_at,
        from_at=row.from_at, to_at=row.to_at if ended else None, file=row.file, worksheet=row.worksheet,
        sha256=row.sha256, column_map=row.column_map, warnings=_accepted(row.warnings),
        withdrawn_by=row.gone_by, withdrawn_reason=row.gone_reason,
    )  # fmt: skip


def _accepted(stored: Mapping[str, Any]) -> dict[str, AcceptedWarning]:
    """Databases of the first version hold a bare count, those of the second no places."""
    return {
        code: AcceptedWarning(count=entry, cells=()) if isinstance(entry, int) else _kept(entry)
        for code, entry in stored.items()
    }


def _kept(entry: Mapping[str, Any]) -> AcceptedWarning:
    places = frozenset((field, None if key is None else tuple(key)) for field, key in entry.get("places", ()))
    return AcceptedWarning(count=entry["count"], cells=tuple(entry["cells"]), places=places)

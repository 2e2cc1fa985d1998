"""When something under a root was switched in or out of force: the moments between which no figure can change."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, func, or_, select

from data_access.store.database import Database
from data_access.store.schema import in_force as interval
from data_access.store.schema import submission
from data_access.store.scope import Scope

#: sheet, reporter, period
ReportKey = tuple[str, str, str]
_DAY = 10  # characters of 2023-05-25 in a stored moment, which always has the offset of Asia/Shanghai


def switch_days(database: Database, scope: Scope, *, root: str, limit: int) -> list[date]:
    """The newest days on which a report under a root came into force or went, newest first."""
    found: set[str] = set()
    with database.reading() as connection:
        for end in (interval.c.from_at, interval.c.to_at):
            # the stored text, not the moment: one day a row, no moment built of each
            day = func.substr(end, 1, _DAY, type_=submission.c.period.type).label("day")
            query = (
                select(day)
                .join(submission, submission.c.id == interval.c.submission)
                .where(_seen(scope, root), end.is_not(None))
            )
            found |= set(connection.execute(query.distinct().order_by(day.desc()).limit(limit)).scalars())
    return [date.fromisoformat(day) for day in sorted(found, reverse=True)[:limit]]


def switched_between(database: Database, scope: Scope, *, root: str, after: datetime, until: datetime | None) -> set[ReportKey]:
    """The reports of which some version came into force or went after a moment, by ``until`` (None: now) at the latest."""
    own = submission.c
    ends = [and_(end > after, *([end <= until] if until is not None else [])) for end in (interval.c.from_at, interval.c.to_at)]
    query = select(own.sheet, own.reporter, own.period).join(interval, interval.c.submission == own.id)
    with database.reading() as connection:
        found = connection.execute(query.where(_seen(scope, root), or_(*ends)).distinct())
        return {(row.sheet, row.reporter, row.period) for row in found}


def first_replaced(database: Database, scope: Scope, *, root: str, period: str) -> datetime | None:
    """When a report of a period was replaced or withdrawn for the first time; None: never."""
    query = select(func.min(interval.c.to_at)).join(submission, submission.c.id == interval.c.submission)
    with database.reading() as connection:
        return connection.execute(query.where(_seen(scope, root), submission.c.period == period)).scalar()


def _seen(scope: Scope, root: str) -> ColumnElement[bool]:
    return and_(submission.c.root == root, scope.reporters(submission.c.reporter, submission.c.root))

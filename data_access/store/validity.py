"""Validity in time: which submissions are in force, and the one place that opens and closes intervals."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, func, insert, or_, select, update

from data_access.store.moments import TICK
from data_access.store.schema import in_force, state_revision, submission

Key = tuple[str, str, str, str]  # root, sheet, reporter, period


def holds(as_of: datetime | None) -> ColumnElement[bool]:
    """The interval holds at a moment: from_at <= T < to_at; None is now, whatever the clock says."""
    if as_of is None:
        return in_force.c.to_at.is_(None)
    return and_(in_force.c.from_at <= as_of, or_(in_force.c.to_at.is_(None), in_force.c.to_at > as_of))


def standing(as_of: datetime | None) -> ColumnElement[bool]:
    """The submission is in force at a moment."""
    return exists().where(in_force.c.submission == submission.c.id, holds(as_of)).correlate(submission)


def of_key(key: Key) -> ColumnElement[bool]:
    """Every version of one sheet of one reporter for one period."""
    root, sheet, reporter, period = key
    own = submission.c
    return and_(own.root == root, own.sheet == sheet, own.reporter == reporter, own.period == period)


def standing_version(connection: Connection, key: Key) -> int | None:
    """The submission of the key that is in force now."""
    return connection.execute(select(submission.c.id).where(of_key(key), standing(None))).scalar()


def next_moment(connection: Connection, key: Key, clock: datetime) -> datetime:
    """The moment of a switch: the clock's, but never before one already stored, and after the key's own last one.

    A clock that was set back would otherwise change what an earlier moment's answer was.
    """
    newest = connection.execute(select(func.max(in_force.c.from_at), func.max(in_force.c.to_at))).one()
    own: Select[*tuple[Any, ...]] = (
        select(func.max(in_force.c.from_at), func.max(in_force.c.to_at))
        .join(submission, submission.c.id == in_force.c.submission)
        .where(of_key(key))
    )
    own_newest = [moment + TICK for moment in connection.execute(own).one() if moment is not None]
    return max(clock, *(moment for moment in newest if moment is not None), *own_newest, clock)


def newest_moment(connection: Connection, clock: datetime) -> datetime:
    """The clock's moment, but never before the newest switch stored."""
    newest = connection.execute(select(func.max(in_force.c.from_at))).scalar()
    return clock if newest is None else max(clock, newest)


def open_interval(connection: Connection, identity: int, moment: datetime) -> None:
    """Brings a submission into force."""
    connection.execute(insert(in_force).values(submission=identity, from_at=moment, to_at=None))


def close_interval(connection: Connection, identity: int, moment: datetime) -> None:
    """Takes a submission out of force."""
    still_open = and_(in_force.c.submission == identity, in_force.c.to_at.is_(None))
    connection.execute(update(in_force).where(still_open).values(to_at=moment))


def revision_of(connection: Connection, root: str) -> int:
    """How often anything in force has changed under a root."""
    found = connection.execute(select(state_revision.c.revision).where(state_revision.c.root == root)).scalar()
    return found or 0


def bump_revision(connection: Connection, root: str) -> None:
    """Counts one more change; only inside an exclusive transaction."""
    before = revision_of(connection, root)
    if before == 0:
        connection.execute(insert(state_revision).values(root=root, revision=1))
    else:
        connection.execute(update(state_revision).where(state_revision.c.root == root).values(revision=before + 1))

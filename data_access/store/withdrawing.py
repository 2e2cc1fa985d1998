"""Takes a stored version back; the one before it is in force again."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import Connection, Row, exists, insert, select

from data_access.errors import CalledWrongly
from data_access.store.database import Database
from data_access.store.derived import Derive
from data_access.store.moments import now as clock_now
from data_access.store.schema import audit, submission, withdrawal
from data_access.store.state import Switch
from data_access.store.switching import carry_out
from data_access.store.validity import Key, close_interval, next_moment, of_key, open_interval, standing_version


def withdraw(
    database: Database, identity: int, *, by: str, reason: str, derive: Derive | None = None, now: datetime | None = None
) -> int | None:
    """Ends the validity of the submission ``identity``; returns the submission that is in force again, None for none.

    Raises CalledWrongly unless it is the version in force. Nothing is deleted.
    """
    record, back = _outlook(database, identity)
    key: Key = (record.root, record.sheet, record.reporter, record.period)
    switch = Switch(sheet=record.sheet, reporter=record.reporter, period=record.period, goes=identity, comes=back)
    act = partial(_end, key=key, goes=identity, back=back, by=by, reason=reason, clock=now or clock_now())
    carry_out(database, record.root, switch, derive, act)
    return back


def comes_back(database: Database, identity: int) -> int | None:
    """The submission that would be in force again if ``identity`` were withdrawn now, None for none.

    Raises CalledWrongly unless it is the version in force.
    """
    return _outlook(database, identity)[1]


def _outlook(database: Database, identity: int) -> tuple[Row[*tuple[Any, ...]], int | None]:
    """The stored submission and the one that stands behind it."""
    with database.reading() as connection:
        record = _stored(connection, identity)
        key: Key = (record.root, record.sheet, record.reporter, record.period)
        _check(connection, key, identity)
        return record, _predecessor(connection, key, record.version)


def _stored(connection: Connection, identity: int) -> Row[*tuple[Any, ...]]:
    query = select(submission).where(submission.c.id == identity, submission.c.state == "committed")
    found = connection.execute(query).one_or_none()
    if found is None:
        raise CalledWrongly(f"没有编号为{identity}的报表。")
    return found


def _check(connection: Connection, key: Key, identity: int) -> None:
    stands = standing_version(connection, key)
    if stands == identity:
        return
    gone = connection.execute(select(withdrawal.c.by).where(withdrawal.c.submission == identity)).scalar()
    if gone is not None:
        raise CalledWrongly(f"编号{identity}的版本已由{gone}撤回，不能再次撤回。")
    raise CalledWrongly(f"编号{identity}不是现行版本（现行的是编号{stands}），只能撤回现行版本。")


def _predecessor(connection: Connection, key: Key, version: int) -> int | None:
    """The latest earlier version that was never withdrawn."""
    own = submission.c
    gone = exists().where(withdrawal.c.submission == own.id)
    query = select(own.id).where(of_key(key), own.version < version, ~gone).order_by(own.version.desc()).limit(1)
    return connection.execute(query).scalar()


def _end(connection: Connection, *, key: Key, goes: int, back: int | None, by: str, reason: str, clock: datetime) -> None:
    _check(connection, key, goes)
    moment = next_moment(connection, key, clock)
    close_interval(connection, goes, moment)
    connection.execute(insert(withdrawal).values(submission=goes, at=moment, by=by, reason=reason))
    subject = {"submission": goes, "in_force": back}
    connection.execute(insert(audit).values(at=moment, by=by, action="withdraw", subject=subject))
    if back is not None:
        open_interval(connection, back, moment)

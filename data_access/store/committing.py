"""Puts a submission into force: whole or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from data_access.errors import CalledWrongly, StaleVersion
from data_access.store.bulk import insert_rows
from data_access.store.database import Database
from data_access.store.derived import Derive
from data_access.store.leftovers import being_staged, clear_leftovers, remove_staged, this_process
from data_access.store.moments import now as clock_now
from data_access.store.row_form import column_names, stored_rows
from data_access.store.schema import audit, submission, upload_file
from data_access.store.state import Switch
from data_access.store.switching import carry_out
from data_access.store.validity import Key, close_interval, next_moment, of_key, open_interval, standing_version
from data_access.store.versions import Warned
from data_access.typed_rows import TypedRows
from data_access.undisturbed import undisturbed

# rows in one staging transaction: the write lock of SQLite is held for some tens of milliseconds at a time
SLICE = 5_000
# addresses kept of one accepted warning; a whole column of a long list needs no more to be found again
CELLS_KEPT = 20
# places kept of one accepted warning: its reason is shown beside the same ones in the next period
PLACES_KEPT = 2_000
#: called with the rows put into staging so far, and all of them
RowsTold = Callable[[int, int], None]
STALE = "核对之后，这份报表已有新的版本入库，请重新核对后再确认。"


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """A checked submission that somebody wants in force.

    ``content``: the original file, ``sha256`` of it. ``compared_with``: the submission of the same key that was in force
    when the preview was made (None: none). ``received_at`` None: now. ``warnings``: accepted ones, by code where each
    stands.
    """

    root: str
    sheet: str
    reporter: str
    period: str
    rows: TypedRows
    worksheet: str
    file: str
    content: bytes
    sha256: str
    by: str
    reason: str = ""
    received_at: datetime | None = None
    compared_with: int | None
    warnings: Mapping[str, Sequence[Warned]]

    @property
    def key(self) -> Key:
        return (self.root, self.sheet, self.reporter, self.period)


@dataclass(frozen=True, kw_only=True)
class Committed:
    """A submission in force."""

    submission: int
    version: int
    accepted_at: datetime
    received_at: datetime


def commit(
    database: Database,
    proposal: Proposal,
    *,
    derive: Derive | None = None,
    now: datetime | None = None,
    progress: RowsTold | None = None,
) -> Committed:
    """Stores a submission and brings it into force, with everything derived from it; returns its number and version.

    Raises StaleVersion (the version compared with is no longer the one in force) and CalledWrongly (``received_at``
    before that of a stored version, or after now). Whatever is raised, the database answers as before.
    """
    clock = now or clock_now()
    clear_leftovers(database)
    with database.reading() as connection:
        _check(connection, proposal, clock)
    with undisturbed(), _staged(database, proposal, clock, progress) as identity:
        switch = Switch(
            sheet=proposal.sheet,
            reporter=proposal.reporter,
            period=proposal.period,
            goes=proposal.compared_with,
            comes=identity,
            rows=proposal.rows,
        )
        return carry_out(
            database, proposal.root, switch, derive, partial(_bring_into_force, database, proposal, identity, clock)
        )


def _check(connection: Connection, proposal: Proposal, clock: datetime) -> datetime | None:
    """The newest received_at of the key; raises StaleVersion or CalledWrongly."""
    if standing_version(connection, proposal.key) != proposal.compared_with:
        raise StaleVersion(STALE)
    newest = connection.execute(select(func.max(submission.c.received_at)).where(of_key(proposal.key))).scalar()
    if proposal.received_at is None:
        return newest
    if proposal.received_at > clock:
        raise CalledWrongly("收到时间不能晚于现在。")
    if newest is not None and proposal.received_at < newest:
        raise CalledWrongly(f"收到时间不能早于这份报表已入库版本的收到时间（{newest:%Y-%m-%d %H:%M}）。")
    return newest


@contextmanager
def _staged(database: Database, proposal: Proposal, clock: datetime, progress: RowsTold | None) -> Generator[int]:
    """The number of a submission whose rows wait in staging; whatever happens before the switch takes them away again."""
    identity = _announce(database, proposal, clock)
    try:
        _fill(database, proposal, identity, progress)
        yield identity
    except BaseException:
        with database.exclusive() as connection:
            remove_staged(database, connection, [identity])
        raise
    finally:
        being_staged.discard(identity)


def _announce(database: Database, proposal: Proposal, clock: datetime) -> int:
    """Keeps the original file and makes the submission, in staging."""
    if hashlib.sha256(proposal.content).hexdigest() != proposal.sha256:
        raise ValueError("the fingerprint is not that of the content")
    with database.exclusive() as connection:
        known = connection.execute(select(upload_file.c.sha256).where(upload_file.c.sha256 == proposal.sha256)).first()
        if known is None:
            content = {"sha256": proposal.sha256, "content": proposal.content, "size": len(proposal.content)}
            connection.execute(insert(upload_file), content)
        made = insert(submission).values(_staging_row(proposal, clock)).returning(submission.c.id)
        identity = connection.execute(made).scalar_one()
        being_staged.add(identity)  # before anybody else can see it
        return identity


def _staging_row(proposal: Proposal, clock: datetime) -> dict[str, Any]:
    return {
        "root": proposal.root,
        "sheet": proposal.sheet,
        "reporter": proposal.reporter,
        "period": proposal.period,
        "rows": len(proposal.rows),
        "worksheet": proposal.worksheet,
        "file": proposal.file,
        "sha256": proposal.sha256,
        "by": proposal.by,
        "reason": proposal.reason,
        "column_map": dict(proposal.rows.letters),
        "warnings": {code: _kept(found) for code, found in proposal.warnings.items()},
        "state": "staging",
        "owner": this_process(),
        "staged_at": clock,
    }


def _kept(found: Sequence[Warned]) -> dict[str, Any]:
    """What is kept of one accepted warning: how often, the first addresses, the first places."""
    places = dict.fromkeys(entry.place for entry in found)
    return {
        "count": len(found),
        "cells": [entry.cell for entry in found if entry.cell][:CELLS_KEPT],
        "places": list(places)[:PLACES_KEPT],
    }


def _fill(database: Database, proposal: Proposal, identity: int, progress: RowsTold | None) -> None:
    table, columns = database.facts[proposal.sheet], column_names(proposal.rows.declaration)
    filled = 0
    for part in stored_rows(proposal.rows, identity, SLICE):
        with database.writing() as connection:
            insert_rows(connection, table, columns, part)
            connection.execute(update(submission).where(submission.c.id == identity).values(staged_at=clock_now()))
        filled += len(part)
        if progress is not None:
            progress(filled, len(proposal.rows))


def _bring_into_force(
    database: Database, proposal: Proposal, identity: int, clock: datetime, connection: Connection
) -> Committed:
    """The switch itself; the caller holds the lock."""
    newest = _check(connection, proposal, clock)
    _check_whole(database, connection, proposal, identity)
    moment = next_moment(connection, proposal.key, clock)
    received_at = proposal.received_at or (clock if newest is None else max(clock, newest))
    version = 1 + (connection.execute(select(func.max(submission.c.version)).where(of_key(proposal.key))).scalar() or 0)
    connection.execute(
        update(submission)
        .where(submission.c.id == identity)
        .values(state="committed", version=version, accepted_at=moment, received_at=received_at)
    )
    if proposal.compared_with is not None:
        close_interval(connection, proposal.compared_with, moment)
    open_interval(connection, identity, moment)
    if proposal.received_at is not None:
        _note(connection, proposal, moment, "received_at", submission=identity, received_at=proposal.received_at.isoformat())
    if proposal.warnings and proposal.reason:
        counts = {code: len(found) for code, found in proposal.warnings.items()}
        _note(connection, proposal, moment, "accept_warnings", submission=identity, counts=counts)
    return Committed(submission=identity, version=version, accepted_at=moment, received_at=received_at)


def _check_whole(database: Database, connection: Connection, proposal: Proposal, identity: int) -> None:
    """A fault (RuntimeError) unless everything put into staging is still there."""
    table = database.facts[proposal.sheet]
    state = connection.execute(select(submission.c.state).where(submission.c.id == identity)).scalar()
    count = connection.execute(select(func.count()).where(table.c.submission == identity)).scalar()
    if state != "staging" or count != len(proposal.rows):
        raise RuntimeError(f"submission {identity} is not whole in staging")


def _note(connection: Connection, proposal: Proposal, moment: datetime, action: str, **subject: Any) -> None:
    connection.execute(insert(audit).values(at=moment, by=proposal.by, action=action, subject=subject))

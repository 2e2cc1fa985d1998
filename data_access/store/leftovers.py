"""Rows that a killed process left in staging: no read sees them, the next writer clears them."""

from __future__ import annotations

import os
import socket
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import lru_cache

from sqlalchemy import Connection, delete, select

from data_access.store.database import Database
from data_access.store.moments import now
from data_access.store.schema import allocation, submission, upload_file

# a writer on another machine that has not put a slice into staging for so long is taken for dead
ABANDONED_AFTER = timedelta(hours=1)
# submissions that threads of this process are staging right now
being_staged: set[int] = set()


@lru_cache(maxsize=4)
def _own_mark(process: int) -> str:
    return _mark(process) or ""


def _mark(process: int) -> str | None:
    """Machine, process number and start: a number that came round again is another process. None: no such process.

    Linux knows a start only as time since boot; as a time of day it would move whenever the clock is set, and a living
    writer be taken for dead.
    """
    import psutil

    try:
        begun = psutil.Process(process).create_time() - (psutil.boot_time() if psutil.LINUX else 0)
        return f"{socket.gethostname()}:{process}:{begun:.2f}"
    except psutil.NoSuchProcess:
        return None


def this_process() -> str:
    """The mark of this process, kept with what it puts into staging."""
    return _own_mark(os.getpid())


def clear_leftovers(database: Database) -> None:
    """Takes away what dead writers left in staging."""
    staged = select(submission.c.id).where(submission.c.state == "staging")
    with database.reading() as connection:
        if connection.execute(staged.limit(1)).first() is None:
            return
    with database.exclusive() as connection:
        remove_staged(database, connection, abandoned(connection))


def abandoned(connection: Connection) -> list[int]:
    """The submissions that dead writers left in staging."""
    staged = select(submission.c.id, submission.c.owner, submission.c.staged_at).where(submission.c.state == "staging")
    return [row.id for row in connection.execute(staged) if not _is_at_work(row.id, row.owner, row.staged_at)]


def _is_at_work(staged: int, owner: str, staged_at: datetime) -> bool:
    """Whether the writer lives; of one on another machine only its last slice tells."""
    if owner == this_process():
        return staged in being_staged
    host, process, _ = owner.rsplit(":", 2)
    if host != socket.gethostname():
        return now() - staged_at < ABANDONED_AFTER
    return _mark(int(process)) == owner


def remove_staged(database: Database, connection: Connection, staged: Sequence[int]) -> None:
    """Takes submissions out of staging with their rows, and files that nothing else refers to."""
    if not staged:
        return
    is_staged = (submission.c.id.in_(staged)) & (submission.c.state == "staging")
    files = connection.execute(select(submission.c.sha256).where(is_staged)).scalars().all()
    for table in database.facts.values():
        connection.execute(delete(table).where(table.c.submission.in_(select(submission.c.id).where(is_staged))))
    connection.execute(delete(submission).where(is_staged))
    used = select(submission.c.sha256).union(select(allocation.c.sha256))
    connection.execute(delete(upload_file).where(upload_file.c.sha256.in_(files), upload_file.c.sha256.not_in(used)))

"""Previews that wait for a person's confirmation: in the database, so that a reload or a second server finds them."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select

from data_access.store.database import Database
from data_access.store.moments import now as clock_now
from data_access.store.schema import preview

LASTS = timedelta(hours=24)


@dataclass(frozen=True, kw_only=True, slots=True)
class Preview:
    """What was examined, as ``services`` packed it; the token is known to nobody but who made it."""

    token: str
    created_at: datetime
    by: str
    content: bytes


def save_preview(database: Database, content: bytes, *, by: str, now: datetime | None = None) -> str:
    """Keeps a preview for 24 hours; returns its token."""
    created_at, token = now or clock_now(), secrets.token_urlsafe(24)
    with database.writing() as connection:
        connection.execute(delete(preview).where(preview.c.created_at < created_at - LASTS))
        connection.execute(insert(preview).values(token=token, created_at=created_at, by=by, content=content))
    return token


def load_preview(database: Database, token: str, *, by: str, now: datetime | None = None) -> Preview | None:
    """The preview that ``by`` made under this token, None where there is none or it has expired."""
    oldest = (now or clock_now()) - LASTS
    query = select(preview).where(preview.c.token == token, preview.c.by == by, preview.c.created_at >= oldest)
    with database.reading() as connection:
        row = connection.execute(query).one_or_none()
    if row is None:
        return None
    return Preview(token=row.token, created_at=row.created_at, by=row.by, content=bytes(row.content))


def drop_preview(database: Database, token: str) -> None:
    """Forgets a preview: it was confirmed or given up."""
    with database.writing() as connection:
        connection.execute(delete(preview).where(preview.c.token == token))

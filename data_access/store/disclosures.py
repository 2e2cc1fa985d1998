"""Who was shown persons plainly: one row of the audit each time, written before anything leaves. No personal values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select

from data_access.store.database import Database
from data_access.store.moments import now
from data_access.store.schema import audit

ACTION = "disclose"


@dataclass(frozen=True, kw_only=True, slots=True)
class Disclosure:
    """One record: ``said`` what was shown, what for, of how many households."""

    number: int
    at: datetime
    by: str
    said: Mapping[str, str | int]


def record_disclosure(database: Database, *, by: str, said: Mapping[str, str | int]) -> int:
    """Stores the record and returns its number; it stands when this returns."""
    with database.writing() as connection:
        row = insert(audit).values(at=now(), by=by, action=ACTION, subject=dict(said)).returning(audit.c.id)
        return int(connection.execute(row).scalar_one())


def disclosures(database: Database) -> list[Disclosure]:
    """Every record, oldest first."""
    query = select(audit.c.id, audit.c.at, audit.c.by, audit.c.subject).where(audit.c.action == ACTION).order_by(audit.c.id)
    with database.reading() as connection:
        return [Disclosure(number=row.id, at=row.at, by=row.by, said=row.subject) for row in connection.execute(query)]

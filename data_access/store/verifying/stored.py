"""The stored versions as they stand in their table, whatever else of them may be gone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from data_access.store.schema import submission
from data_access.store.validity import Key


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredSubmission:
    """One committed version; ``file``: its name when it was handed in; ``column_map``: field → column letters."""

    id: int
    root: str
    sheet: str
    reporter: str
    period: str
    version: int
    rows: int
    worksheet: str
    file: str
    sha256: str
    accepted_at: datetime
    received_at: datetime
    column_map: Mapping[str, str]

    @property
    def key(self) -> Key:
        return (self.root, self.sheet, self.reporter, self.period)


def stored_submissions(connection: Connection) -> list[StoredSubmission]:
    """Every committed version, in the order in which they were stored."""
    names = StoredSubmission.__dataclass_fields__
    query = select(*(submission.c[name] for name in names)).where(submission.c.state == "committed")
    rows = connection.execute(query.order_by(submission.c.id))
    return [StoredSubmission(**dict(zip(names, row, strict=True))) for row in rows]

"""Which policy packs a database serves. A shipped pack is kept by its id, one from a file with its text."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, inspect, select

from data_access.store.database import Database, parse_url
from data_access.store.moments import now
from data_access.store.opening import connect_database, is_missing, reachable
from data_access.store.schema import pack_state


@dataclass(frozen=True, kw_only=True)
class PackEntry:
    """One pack: ``text`` the TOML of a pack of one's own, None for a shipped one; ``fingerprint`` and ``set_at`` as stored."""

    id: str
    text: str | None = None
    fingerprint: str = ""
    set_at: datetime | None = None


def pack_entries(database: Database) -> list[PackEntry]:
    """The packs in the order in which ``initialise`` set them."""
    query = select(pack_state).order_by(pack_state.c.position)
    with database.reading() as connection:
        return [
            PackEntry(id=row.id, text=row.text, fingerprint=row.fingerprint, set_at=row.set_at)
            for row in connection.execute(query)
        ]


def has_packs(url: str) -> bool:
    """Whether a database stands at ``url``, of this or another version, that already serves packs."""
    parsed = parse_url(url)
    if is_missing(parsed):
        return False
    database = connect_database(parsed)
    try:
        with reachable(), database.reading() as connection:
            there = inspect(connection).has_table("pack_state")
            return there and connection.execute(select(pack_state.c.id).limit(1)).first() is not None
    finally:
        database.close()


def set_packs(connection: Connection, packs: Sequence[PackEntry]) -> None:
    """Makes ``packs`` the packs of the database; one that is unchanged keeps the moment it was set at."""
    known = {row.id: row for row in connection.execute(select(pack_state))}
    rows: list[dict[str, object]] = []
    for position, entry in enumerate(packs):
        mark = entry.fingerprint or hashlib.sha256((entry.text or entry.id).encode()).hexdigest()
        old = known.get(entry.id)
        same = old is not None and old.fingerprint == mark and old.text == entry.text
        set_at = old.set_at if same and old is not None else now()
        rows.append({"id": entry.id, "position": position, "text": entry.text, "fingerprint": mark, "set_at": set_at})
    connection.execute(delete(pack_state))
    if rows:
        connection.execute(insert(pack_state), rows)

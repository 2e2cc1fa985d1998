"""On the lists of which quarters some households stand: one question by the keys of the derived table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from data_access.store.database import Database
from data_access.store.schema import household_warning
from data_access.store.scope import Scope, inside

_BATCH = 500


def listed_quarters(
    database: Database, scope: Scope, *, pack: str, households: Sequence[str], periods: Sequence[str]
) -> Mapping[str, frozenset[str]]:
    """Household number → those of ``periods`` whose list of the pack it stands on; who stands on none is absent."""
    own = household_warning.c
    wanted = [own.pack == pack, own.period.in_(periods)]
    if (ranges := scope.ranges()) is not None:
        wanted.append(inside(own.region, ranges))
    found: dict[str, set[str]] = {}
    with database.reading() as connection:
        for start in range(0, len(households), _BATCH):
            some = own.household_no.in_(households[start : start + _BATCH])
            for number, period in connection.execute(select(own.household_no, own.period).where(*wanted, some)):
                found.setdefault(number, set()).add(period)
    return {number: frozenset(quarters) for number, quarters in found.items()}

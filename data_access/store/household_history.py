"""One household through the quarters: its rows in force, found by its number's index, never a whole report read through."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from data_access.store.database import Database
from data_access.store.derived import HOUSEHOLD_SHEET
from data_access.store.fact_frames import rows_inside
from data_access.store.schema import submission
from data_access.store.scope import Scope
from data_access.store.validity import standing


@dataclass(frozen=True, kw_only=True)
class HouseholdQuarter:
    """The household's row of one quarter: ``values`` as stored, numbers in counts of 1e-6 of the unit, None for no value."""

    period: str
    submission: int
    source_row: int
    values: Mapping[str, Any]


def household_history(
    database: Database,
    scope: Scope,
    root: str,
    household_no: str,
    as_of: datetime | None = None,
    *,
    columns: Sequence[str],
) -> Mapping[str, HouseholdQuarter]:
    """Period → the household's row in force at a moment (None: now), oldest first; periods without a row are absent.

    Reports and places outside the scope are not seen. Should two reporters hold the number in one quarter, the first of
    them counts, as for the warnings.
    """
    table = database.facts[HOUSEHOLD_SHEET]
    wanted = [table.c.household_no == household_no, submission.c.root == root, standing(as_of)]
    wanted.append(scope.reporters(submission.c.reporter, submission.c.root))
    if (own := rows_inside(table, scope)) is not None:
        wanted.append(own)
    query = (
        select(submission.c.period, table.c.submission, table.c.source_row, *(table.c[name] for name in columns))
        .join(submission, submission.c.id == table.c.submission)
        .where(*wanted)
        .order_by(submission.c.period, submission.c.reporter, table.c.submission, table.c.source_row)
    )
    found: dict[str, HouseholdQuarter] = {}
    with database.reading() as connection:
        rows: Any = connection.execute(query)
        for period, identity, source_row, *values in rows:
            quarter = HouseholdQuarter(
                period=period, submission=identity, source_row=source_row, values=dict(zip(columns, values, strict=True))
            )
            found.setdefault(period, quarter)
    return found

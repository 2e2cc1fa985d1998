"""The rows of some households through some quarters, found by their numbers' index, never whole reports read through."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from data_access.store.database import Database
from data_access.store.derived import HOUSEHOLD_SHEET
from data_access.store.fact_frames import rows_inside
from data_access.store.schema import submission
from data_access.store.scope import Scope
from data_access.store.validity import standing

if TYPE_CHECKING:
    import pandas as pd

_BATCH = 400
_PLACES = ("submission", "source_row")


def household_rows(
    database: Database,
    scope: Scope,
    root: str,
    household_nos: Sequence[str],
    periods: Sequence[str],
    as_of: datetime | None = None,
    *,
    columns: Sequence[str],
) -> pd.DataFrame:
    """The households' rows in force at a moment (None: now): period, reporter, submission, source_row, then ``columns``.

    Values as ``facts`` gives them. Reports and places outside the scope are not seen.
    """
    import pandas as pd

    table = database.facts[HOUSEHOLD_SHEET]
    wanted = [submission.c.root == root, submission.c.period.in_(periods), standing(as_of)]
    wanted.append(scope.reporters(submission.c.reporter, submission.c.root))
    if (own := rows_inside(table, scope)) is not None:
        wanted.append(own)
    shown = (*(table.c[name] for name in _PLACES), *(table.c[name] for name in columns))
    query = (
        select(submission.c.period, submission.c.reporter, *shown)
        .join(submission, submission.c.id == table.c.submission)
        .where(*wanted)
    )
    found: list[tuple[Any, ...]] = []
    with database.reading() as connection:
        for start in range(0, len(household_nos), _BATCH):
            numbers = table.c.household_no.in_(household_nos[start : start + _BATCH])
            found += map(tuple, connection.execute(query.where(numbers)))
    names = ("period", "reporter", *_PLACES, *columns)
    held = pd.DataFrame(found, columns=list(names), dtype=object)
    return held.astype({name: _type(database, name) for name in names})


def _type(database: Database, name: str) -> str:
    if name in _PLACES:
        return "int64"
    numeric = {field.name for field in database.sheets[HOUSEHOLD_SHEET].fields if field.is_numeric}
    return "Int64" if name in numeric else "str"

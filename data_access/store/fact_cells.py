"""Single rows of a fact table by their place: a page of a list never reads whole reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select, tuple_

from data_access.store.database import Database
from data_access.store.fact_frames import rows_inside
from data_access.store.schema import submission
from data_access.store.scope import Scope

_BATCH = 400


def fact_cells(
    database: Database, scope: Scope, *, sheet: str, rows: Sequence[tuple[int, int]], columns: Sequence[str]
) -> Mapping[tuple[int, int], tuple[Any, ...]]:
    """(submission, source row) → the values of ``columns`` as stored; rows of reporters outside the scope are absent."""
    table = database.facts[sheet]
    place = tuple_(table.c.submission, table.c.source_row)
    query = (
        select(table.c.submission, table.c.source_row, *(table.c[name] for name in columns))
        .join(submission, submission.c.id == table.c.submission)
        .where(submission.c.state == "committed", scope.reporters(submission.c.reporter, submission.c.root))
    )
    if (own := rows_inside(table, scope)) is not None:
        query = query.where(own)
    found: dict[tuple[int, int], tuple[Any, ...]] = {}
    with database.reading() as connection:
        for start in range(0, len(rows), _BATCH):
            page: Any = connection.execute(query.where(place.in_(rows[start : start + _BATCH])))
            for identity, source_row, *values in page:
                found[(identity, source_row)] = tuple(values)
    return found

"""Single rows of a fact table by their place: a page of a list never reads whole reports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, select

from data_access.store.database import Database
from data_access.store.fact_frames import rows_inside
from data_access.store.schema import submission
from data_access.store.scope import Scope

# rows of one report in one question: far under the limits of parameters of both engines
_BATCH = 5_000


def fact_cells(
    database: Database, scope: Scope, *, sheet: str, rows: Sequence[tuple[int, int]], columns: Sequence[str]
) -> Mapping[tuple[int, int], tuple[Any, ...]]:
    """(submission, source row) → the values of ``columns`` as stored; rows of reporters outside the scope are absent.

    Asked report by report: pairs of report and row in one list are found by reading all of them through."""
    table = database.facts[sheet]
    query = (
        select(table.c.submission, table.c.source_row, *(table.c[name] for name in columns))
        .join(submission, submission.c.id == table.c.submission)
        .where(submission.c.state == "committed", scope.reporters(submission.c.reporter, submission.c.root))
    )
    if (own := rows_inside(table, scope)) is not None:
        query = query.where(own)
    found: dict[tuple[int, int], tuple[Any, ...]] = {}
    with database.reading() as connection:
        for report, wanted in _by_report(rows):
            # written into the statement: thousands of numbers as parameters cost more than the answer
            numbers = bindparam("wanted", wanted, expanding=True, literal_execute=True)
            page: Any = connection.execute(query.where(table.c.submission == report, table.c.source_row.in_(numbers)))
            for identity, source_row, *values in page:
                found[(identity, source_row)] = tuple(values)
    return found


def _by_report(rows: Sequence[tuple[int, int]]) -> Iterator[tuple[int, Sequence[int]]]:
    """Each report with rows of it, at most ``_BATCH`` at once."""
    reports: dict[int, list[int]] = {}
    for report, source_row in rows:
        reports.setdefault(report, []).append(source_row)
    for report, wanted in reports.items():
        for start in range(0, len(wanted), _BATCH):
            yield report, wanted[start : start + _BATCH]

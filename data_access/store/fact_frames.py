"""Rows of submissions as frames: nullable Int64 counts of 1e-6 for numbers, str for everything else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from sqlalchemy import ColumnElement, Connection, Select, Table, or_, select

from data_access.sheets.declaration import SheetDeclaration
from data_access.store.database import Database
from data_access.store.fetching import chunks_of, joined, numbers
from data_access.store.schema import submission
from data_access.store.scope import Scope, inside
from data_access.typed_rows import TypedRows

if TYPE_CHECKING:
    import pandas as pd

LEADING = ("submission", "source_row")


def facts(database: Database, scope: Scope, *, sheet: str, submissions: Sequence[int], columns: Sequence[str]) -> pd.DataFrame:
    """The rows of stored submissions, in their order: ``submission`` and ``source_row`` (int64), then ``columns``.

    int, decimal and ratio fields are ``Int64`` counts of 1e-6 of the unit, all others ``str``, missing where there is
    no value. Submissions and rows outside the scope, and what is still in staging, are not there.
    """
    table = database.facts[sheet]
    query = select(*picked(table, columns)).where(table.c.submission.in_(visible(scope, submissions)))
    if (own := rows_inside(table, scope)) is not None:
        query = query.where(own)
    with database.reading() as connection:
        ordered = query.order_by(table.c.submission, table.c.source_row)
        return fetch_frame(connection, ordered, database.sheets[sheet], columns)


def picked(table: Table, columns: Sequence[str]) -> list[ColumnElement[Any]]:
    """The columns asked for behind those that lead to the source."""
    return [*(table.c[name] for name in LEADING), *(table.c[name] for name in columns)]


def visible(scope: Scope, submissions: Sequence[int]) -> Select[tuple[int]]:
    """Those of the submissions that are stored and in scope."""
    return select(submission.c.id).where(
        submission.c.id.in_(submissions),
        submission.c.state == "committed",
        scope.reporters(submission.c.reporter, submission.c.root),
    )


def rows_inside(table: Table, scope: Scope) -> ColumnElement[bool] | None:
    """Rows that stand at a place outside are left out; a row without a place goes with its submission."""
    ranges = scope.ranges()
    if ranges is None or "region" not in table.c:
        return None
    return or_(table.c.region.is_(None), inside(table.c.region, ranges))


def fetch_frame(
    connection: Connection, query: Select[*tuple[Any, ...]], declaration: SheetDeclaration, columns: Sequence[str]
) -> pd.DataFrame:
    """The frame of a query of ``picked`` columns."""
    import pandas as pd

    numeric = {*LEADING, *(field.name for field in declaration.fields if field.is_numeric)}
    parts: dict[str, list[Any]] = {name: [] for name in (*LEADING, *columns)}
    # the driver's own numbers and words take ten times the room of a column: a part is packed before the next one comes
    for chunk in chunks_of(connection, query):
        for (name, packed), values in zip(parts.items(), chunk, strict=True):
            packed.append(numbers(values) if name in numeric else pd.Series(pd.array(values, dtype="str")))
    content: dict[str, Any] = {}
    for name, packed in parts.items():
        if name in numeric:
            counts = joined(packed)
            content[name] = counts[0] if name in LEADING else pd.arrays.IntegerArray(*counts)
        else:
            content[name] = pd.concat(packed, ignore_index=True) if packed else pd.array([], dtype="str")
    return pd.DataFrame(content)


def frame_of(rows: TypedRows, submission: int, columns: Sequence[str], *, keyed_by: str | None = None) -> pd.DataFrame:
    """The frame that ``fetch_frame`` would answer for rows of a submission at hand; only those with a ``keyed_by``, if given."""
    import pandas as pd

    keyless = keyed_by is not None and rows.columns[keyed_by].missing.any()
    chosen = rows.take(np.flatnonzero(~rows.columns[keyed_by].missing)) if keyed_by is not None and keyless else rows
    content: dict[str, Any] = {"submission": np.full(len(chosen), submission, dtype=np.int64), "source_row": chosen.source_rows}
    for name in columns:
        column = chosen.columns[name]
        if rows.declaration.field(name).is_numeric:
            content[name] = pd.arrays.IntegerArray(column.values, column.missing)
        else:
            content[name] = pd.array(column.values, dtype="str")
    return pd.DataFrame(content)

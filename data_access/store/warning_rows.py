"""Writes the derived table of household warnings."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, delete, select

from data_access.store.bulk import insert_rows
from data_access.store.database import Database
from data_access.store.derived import HOUSEHOLD_SHEET, WARNING_COLUMNS, WarningChange
from data_access.store.fetching import fetch_columns
from data_access.store.schema import NO_PERCENT, household_warning

if TYPE_CHECKING:
    import pandas as pd

# household numbers in one DELETE: far under SQLite's limit of parameters
_BATCH = 5_000
#: columns of the table in the order of ``warning_tuples``
LISTED_COLUMNS = ("pack", "period", *WARNING_COLUMNS, "change_order", "helper")


def write_warnings(database: Database, connection: Connection, change: WarningChange) -> None:
    """Takes the households of a change off the list of its pack and quarter, and puts its rows on it."""
    table = household_warning.c
    listed = delete(household_warning).where(table.pack == change.pack, table.period == change.period)
    if change.households is None:
        connection.execute(listed)
    else:
        # few of the households of a report are on a list: asking first is cheaper than naming all of them
        listing = select(table.household_no).where(table.pack == change.pack, table.period == change.period)
        numbers = sorted(change.households.intersection(chain.from_iterable(fetch_columns(connection, listing, 1)[0])))
        for start in range(0, len(numbers), _BATCH):
            connection.execute(listed.where(table.household_no.in_(numbers[start : start + _BATCH])))
    insert_rows(connection, household_warning, LISTED_COLUMNS, warning_tuples(database, connection, change))


def warning_tuples(database: Database, connection: Connection, change: WarningChange) -> list[tuple[Any, ...]]:
    """The rows of a change as the table keeps them."""
    count = len(change.rows)
    columns = {name: _plain(change.rows[name]) for name in WARNING_COLUMNS}
    order = [NO_PERCENT if value is None else value for value in columns["change_percent"]]
    places = list(zip(columns["submission"], columns["source_row"], strict=True))
    helpers = _helpers(database, connection, set(columns["submission"]))
    helping = [helpers.get(place, "") for place in places]
    return list(zip([change.pack] * count, [change.period] * count, *columns.values(), order, helping, strict=True))


def _helpers(database: Database, connection: Connection, submissions: set[int]) -> Mapping[tuple[int, int], str]:
    """(submission, source row) → who helps the household, as its report names them: who judges never sees a name."""
    table = database.facts[HOUSEHOLD_SHEET].c
    if "helper" not in table:
        return {}
    found: dict[tuple[int, int], str] = {}
    for number in sorted(submissions):
        named = select(table.source_row, table.helper).where(table.submission == number, table.helper.is_not(None))
        rows, names = (chain.from_iterable(chunks) for chunks in fetch_columns(connection, named, 2))
        found |= {(number, row): name.strip() for row, name in zip(rows, names, strict=True)}
    return found


def _plain(column: pd.Series[Any]) -> list[Any]:
    """Python numbers and text, None for what is missing."""
    values = column.to_numpy(dtype=object)
    values = values.copy()
    values[column.isna().to_numpy()] = None
    return values.tolist()

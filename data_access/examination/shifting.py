"""Rows that were pasted a column off: the place stands beside its column, and the finding about it says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from data_access.problems import Problem
from data_access.reading.grid import address
from data_access.recognition.result import Recognised
from data_access.recognition.texts import cell_at, quoted
from data_access.regions.places import PlaceFinder

_SIDES = ((1, "右", "左"), (-1, "左", "右"))


def with_shifts(
    problems: Sequence[Problem], recognised: Recognised, *, places: PlaceFinder, within: str
) -> tuple[Problem, ...]:
    """The findings; an unknown or missing place beside whose cell a known one stands is told as a row a column off."""
    declaration = recognised.declaration
    region = next((field.name for field in declaration.fields if field.type == "region"), "") if declaration else ""
    column = recognised.columns.get(region)
    if column is None:
        return tuple(problems)
    taken = {place.column for place in recognised.place_columns}
    return tuple(_told(entry, region, column.column, taken, recognised, places, within) for entry in problems)


def _told(
    entry: Problem, region: str, column: int, taken: set[int], recognised: Recognised, places: PlaceFinder, within: str
) -> Problem:
    if entry.code not in {"place_unknown", "required_blank"} or entry.field != region or entry.row is None:
        return entry
    for by, moved, back in _SIDES:
        beside = cell_at(recognised.worksheet, entry.row - 1, column + by) if column + by >= 0 else None
        if column + by in taken or not isinstance(beside, str) or places.find(beside, within=within).code is None:
            continue
        where = f"地名{quoted(beside)}在 {address(entry.row - 1, column + by)}，疑似整行{moved}移了一列"
        return replace(entry, message=f"{entry.message}；{where}", fix=f"核对该行，错列的整行{back}移一列。")
    return entry

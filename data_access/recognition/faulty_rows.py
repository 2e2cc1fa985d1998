"""Rows whose place or key is a fault (#REF!, a formula without a result): rows of the report all the same, whatever is left of them."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import chain

from data_access.reading.grid import Worksheet
from data_access.recognition.texts import is_filled


def faulty_rows(worksheet: Worksheet, keys: AbstractSet[int], start: int, end: int | None) -> frozenset[int]:
    """0-based rows from ``start`` on, before ``end``, with a fault in a column of ``keys``.

    A fault in other columns alone may be a formula drawn down over rows that nobody filled in.
    """
    faults = chain(worksheet.errors, worksheet.formulas_without_value)
    return frozenset(row for row, column in faults if column in keys and start <= row and (end is None or row < end))


def unseen_rows(worksheet: Worksheet, rows: AbstractSet[int]) -> int:
    """How many of the rows hold nothing, in no column."""
    return sum(not any(map(is_filled, worksheet.table[row])) for row in rows)


def reaching(worksheet: Worksheet, rows: AbstractSet[int]) -> Worksheet:
    """The worksheet with empty rows at its end up to the last of ``rows``."""
    table = worksheet.table
    missing = max(rows, default=-1) + 1 - len(table)
    return replace(worksheet, rows=table.longer(missing)) if missing > 0 else worksheet

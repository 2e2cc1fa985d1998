"""The cells of a traced figure that somebody looks at: their address in the original file and what stands in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from data_access.sheets import load_sheets
from data_access.store import SubmissionRecord, fact_cells
from metrics.evidence import MICRO
from metrics.rounding import printed
from metrics.tracing import Part
from services.tracing import FigureTrace, Numbers
from services.workspace import Workspace


@dataclass(frozen=True, kw_only=True)
class TracedCell:
    """One cell. ``cell``: its address in the original file, None where the file has no such column; ``value`` as stored."""

    part: Part
    field: str | None
    record: SubmissionRecord
    cell: str | None
    row_key: str | None
    value: int | float | str | None
    carried: bool


def cells_at(workspace: Workspace, found: FigureTrace, positions: Numbers) -> list[TracedCell]:
    """Some cells of a figure with what stands in them, in the order of ``positions``."""
    stored = _stored(workspace, found, positions)
    return [_cell(found, stored, int(at)) for at in positions]


@dataclass(frozen=True)
class _Stored:
    """Rows by report and worksheet row: the key in words, and the values of the fields that are looked at."""

    fields: Mapping[str, tuple[str, ...]]
    rows: Mapping[str, Mapping[tuple[int, int], tuple[Any, ...]]]


def _stored(workspace: Workspace, found: FigureTrace, positions: Numbers) -> _Stored:
    fields: dict[str, tuple[str, ...]] = {}
    rows: dict[str, Mapping[tuple[int, int], tuple[Any, ...]]] = {}
    for sheet in dict.fromkeys(field.sheet for field in found.fields if field.name is not None):
        mine = positions[np.array([field.sheet == sheet for field in found.fields])[found.field_of[positions]]]
        keys = tuple(field.name for field in load_sheets()[sheet].keys)
        looked_at = {field.name for field in found.fields if field.sheet == sheet and field.name is not None}
        fields[sheet] = (*keys, *sorted(looked_at - set(keys)))
        rows[sheet] = fact_cells(
            workspace.database, workspace.scope, sheet=sheet, rows=_places(found, mine), columns=fields[sheet]
        )
    return _Stored(fields, rows)


def _places(found: FigureTrace, positions: Numbers) -> list[tuple[int, int]]:
    """(report, worksheet row) of some cells, each once."""
    records = [found.records[index].submission for index in found.record_of[positions].tolist()]
    return sorted(set(zip(records, found.source_rows[positions].tolist(), strict=True)))


def _cell(found: FigureTrace, stored: _Stored, at: int) -> TracedCell:
    field, record = found.fields[int(found.field_of[at])], found.records[int(found.record_of[at])]
    carried = bool(found.carried[at])
    if field.name is None:
        return TracedCell(part=field.part, field=None, record=record, cell=None, row_key=None, value=None, carried=carried)
    row = int(found.source_rows[at])
    values = dict(zip(stored.fields[field.sheet], stored.rows[field.sheet][(record.submission, row)], strict=True))
    keys = [values[key.name] for key in load_sheets()[field.sheet].keys]
    letters = record.column_map.get(field.name)
    return TracedCell(
        part=field.part, field=field.name, record=record, cell=f"{letters}{row}" if letters else None,
        row_key="|".join(str(key) for key in keys), value=_value(values[field.name], numeric=field.numeric), carried=carried,
    )  # fmt: skip


def _value(value: Any, *, numeric: bool) -> int | float | str | None:
    return printed(Fraction(value, MICRO), 6) if numeric and value is not None else value


def trace_json(workspace: Workspace, found: FigureTrace, limit: int) -> dict[str, Any]:
    """The document of ``trace --json``; ``total`` counts the cells before the limit."""
    figure = found.figure
    cells = cells_at(workspace, found, np.arange(min(limit, len(found)), dtype=np.int64))
    return {
        "indicator": figure.indicator,
        "region": figure.region,
        "period": figure.period,
        "value": printed(figure.value, 6),
        "total": len(found),
        "cells": [_cell_json(cell) for cell in cells],
    }


def _cell_json(cell: TracedCell) -> dict[str, Any]:
    return {
        "part": cell.part,
        "submission": cell.record.submission,
        "version": cell.record.version,
        "file": cell.record.file,
        "worksheet": cell.record.worksheet,
        "cell": cell.cell,
        "field": cell.field,
        "row_key": cell.row_key,
        "value": cell.value,
        "carried_forward": cell.carried,
    }

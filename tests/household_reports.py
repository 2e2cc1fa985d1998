"""Household income put into a database by the doors that an import ends at: rows, derived lists, one transaction each."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

import numpy as np

from data_access.sheets import load_sheets
from data_access.sheets.declaration import Field
from data_access.store import HOUSEHOLD_SHEET, Committed, Proposal, Scope, commit, in_force, withdraw
from data_access.typed_rows import Column, TypedRows
from services.derivation import derivation
from services.workspace import Workspace

MICRO = 1_000_000
Row = Mapping[str, Any]


def typed(rows: Sequence[Row]) -> TypedRows:
    """Rows as the reading of a workbook gives them; amounts in 元, heads plain, what is absent or None is blank."""
    declaration = load_sheets()[HOUSEHOLD_SHEET]
    return TypedRows(
        declaration=declaration,
        source_rows=np.arange(5, 5 + len(rows), dtype=np.int64),
        columns={field.name: _column(field, [row.get(field.name) for row in rows]) for field in declaration.fields},
        letters={field.name: "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[place] for place, field in enumerate(declaration.fields)},
    )


def _column(field: Field, cells: Sequence[Any]) -> Column:
    missing = np.array([cell is None for cell in cells], dtype=bool)
    values: list[Any] = (
        [0 if cell is None else int(Decimal(cell) * MICRO) for cell in cells] if field.is_numeric else list(cells)
    )
    array = np.array(values, dtype=np.int64) if field.is_numeric else np.array([*values, None], dtype=object)[:-1]
    nothing = np.zeros(len(cells), dtype=bool)
    return Column(values=array, missing=missing, not_applicable=nothing, invalid=nothing)


def hand_in(
    workspace: Workspace, root: str, reporter: str, period: str, rows: Sequence[Row], now: datetime | None = None
) -> Committed:
    """The next version of a reporter's report of a quarter, in force with the lists that it changes."""
    content = f"{reporter}{period}{standing(workspace, root, reporter, period)}".encode()
    proposal = Proposal(
        root=root, sheet=HOUSEHOLD_SHEET, reporter=reporter, period=period, rows=typed(rows), worksheet="收入", file="收入.xlsx",
        content=content, sha256=hashlib.sha256(content).hexdigest(), by="张三",
        compared_with=standing(workspace, root, reporter, period), warnings={},
    )  # fmt: skip
    return commit(workspace.database, proposal, derive=derivation(workspace.packs_now), now=now)


def take_back(workspace: Workspace, submission: int, now: datetime | None = None) -> int | None:
    """Withdraws a report, with the lists that this changes; the version that is in force again."""
    derive = derivation(workspace.packs_now)
    return withdraw(workspace.database, submission, by="张三", reason="填错", derive=derive, now=now)


def standing(workspace: Workspace, root: str, reporter: str, period: str) -> int | None:
    """The version in force."""
    found = in_force(workspace.database, Scope.everything(), root=root, sheet=HOUSEHOLD_SHEET, periods=[period])
    return next((record.submission for record in found if record.reporter == reporter), None)

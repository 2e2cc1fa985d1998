"""Small invented sheets and reports for the tests of the store."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import numpy as np

from data_access.sheets.declaration import Field, SheetDeclaration
from data_access.store import Database, Proposal, Scope, Warned, in_force
from data_access.store.moments import SHANGHAI
from data_access.typed_rows import Column, TypedRows

ROOT = "532323000000"
TOWN_A, TOWN_B = "532323101000", "532323102000"
VILLAGE_A, VILLAGE_B = "532323101001", "532323102201"
DEPARTMENT = "dept:jytyj"
NA = object()  # stands for a cell that held ／
EVERYTHING = Scope.everything()

JOBS = SheetDeclaration(
    id="jobs", title="就业表", tab="就业", period="month", row="村",
    fields=(
        Field(name="region", heading="村", type="region", accumulation="key"),
        Field(name="workers", heading="人数", unit="人", type="int", accumulation="stock"),
        Field(name="share", heading="占比", type="ratio"),
        Field(name="kind", heading="类别", type="choice", choices=("甲", "乙")),
        Field(name="remark", heading="备注", type="text"),
    ),
)  # fmt: skip
HOUSEHOLDS = SheetDeclaration(
    id="household_income", title="收入表", tab="收入", period="quarter", row="户", unique_in_root=("household_no",),
    fields=(
        Field(name="household_no", heading="户编号", type="identifier", accumulation="key"),
        Field(name="region", heading="村", type="region"),
        Field(name="net", heading="纯收入", unit="元", type="decimal", accumulation="ytd"),
    ),
)  # fmt: skip
WARNED = {
    "number_magnitude": [
        Warned(cell=f"B{row}", field="workers", key=(code,)) for row, code in ((4, VILLAGE_A), (5, VILLAGE_B))
    ],
    "rows_missing": [Warned(field="region")],
}
SHEETS = {"jobs": JOBS, "household_income": HOUSEHOLDS}


def at(day: int, hour: int = 9, month: int = 5) -> datetime:
    """A moment of 2023 in Asia/Shanghai."""
    return datetime(2023, month, day, hour, tzinfo=SHANGHAI)


def rows_of(declaration: SheetDeclaration, rows: Sequence[Mapping[str, Any]], first_row: int = 5) -> TypedRows:
    """Typed rows of plain values: numbers as counts of 1e-6, None or absent for blank, NA for ／."""
    return TypedRows(
        declaration=declaration,
        source_rows=np.arange(first_row, first_row + len(rows), dtype=np.int64),
        columns={field.name: _column(field, [row.get(field.name) for row in rows]) for field in declaration.fields},
        letters={field.name: "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[position] for position, field in enumerate(declaration.fields)},
    )


def _column(field: Field, cells: Sequence[Any]) -> Column:
    applies = np.array([cell is not NA for cell in cells], dtype=bool)
    missing = np.array([cell is None or cell is NA for cell in cells], dtype=bool)
    blank = 0 if field.is_numeric else None
    plain = [blank if gone else cell for cell, gone in zip(cells, missing, strict=True)]
    values = np.array(plain, dtype=np.int64 if field.is_numeric else object)
    return Column(values=values, missing=missing, not_applicable=~applies, invalid=np.zeros(len(cells), dtype=bool))


def proposal(
    rows: Sequence[Mapping[str, Any]],
    *,
    declaration: SheetDeclaration = JOBS,
    reporter: str = TOWN_A,
    period: str = "2023-05",
    compared_with: int | None = None,
    received_at: datetime | None = None,
    content: bytes = b"workbook",
) -> Proposal:
    """A report that passed every check."""
    return Proposal(
        root=ROOT, sheet=declaration.id, reporter=reporter, period=period, rows=rows_of(declaration, rows),
        worksheet="表一", file="上报.xlsx", content=content, sha256=hashlib.sha256(content).hexdigest(), by="张三",
        reason="", received_at=received_at, compared_with=compared_with, warnings=WARNED,
    )  # fmt: skip


def village(workers: int | None, region: str = VILLAGE_A) -> dict[str, Any]:
    """One row of the jobs sheet; whole people."""
    return {"region": region, "workers": None if workers is None else workers * 1_000_000}


def standing(database: Database, sheet: str = "jobs", as_of: datetime | None = None) -> list[int]:
    """The submissions of a sheet in force."""
    return [record.submission for record in in_force(database, EVERYTHING, root=ROOT, sheet=sheet, as_of=as_of)]

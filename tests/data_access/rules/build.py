"""Typed rows, schemes and pasts written by hand: what the tests of the rules start from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

import numpy as np

from data_access.earlier import StoredReport
from data_access.reading.grid import column_letters
from data_access.scheme import ReportingScheme, SheetScheme
from data_access.sheets.declaration import SheetDeclaration
from data_access.sheets.loader import load_sheets
from data_access.typed_rows import MICRO, Column, TypedRows

ROOT = "532323000000"
GONGHE, XINQIAO = "532323101000", "532323102000"
INVALID = "!"  # a cell with an error of its own


def sheet(name: str) -> SheetDeclaration:
    return load_sheets()[name]


def typed(declaration: SheetDeclaration, rows: Sequence[Mapping[str, object]], *, first: int = 6) -> TypedRows:
    """One mapping a row; None or absent: blank, ``/``: does not apply, ``!``: faulty. Columns stand in declared order from A."""
    return TypedRows(
        declaration=declaration,
        source_rows=np.arange(first, first + len(rows), dtype=np.int64),
        columns={f.name: _column(f.is_numeric, [row.get(f.name) for row in rows]) for f in declaration.fields},
        letters={f.name: column_letters(index) for index, f in enumerate(declaration.fields)},
    )


def _column(numeric: bool, cells: Sequence[object]) -> Column:
    not_applicable = np.array([cell == "/" for cell in cells], dtype=np.bool_)
    invalid = np.array([cell == INVALID for cell in cells], dtype=np.bool_)
    missing = np.array([cell is None for cell in cells], dtype=np.bool_) | not_applicable | invalid
    plain = [None if gone else cell for cell, gone in zip(cells, missing, strict=True)]
    if numeric:
        counts = [0 if cell is None else int(Decimal(str(cell)) * MICRO) for cell in plain]
        values = np.array(counts, dtype=np.int64)
    else:
        values = np.array(plain, dtype=object)
    return Column(values=values, missing=missing, not_applicable=not_applicable, invalid=invalid)


def village(number: int, township: str = GONGHE) -> str:
    """The n-th village of a township, from 1."""
    from data_access.regions.tree import region_tree

    return region_tree().children(township)[number - 1].code


def employment(**cells: object) -> dict[str, object]:
    """A sound row of the employment sheet, with some cells said otherwise."""
    row: dict[str, object] = {
        "region": village(1), "labour_force": 1000,
        "transfer_total": 600, "transfer_out_province": 100, "transfer_in_province": 200, "transfer_in_county": 300,
        "lifted_labour": 200, "lifted_transfer_total": 120,
        "lifted_out_province": 20, "lifted_in_province": 40, "lifted_in_county": 60,
        "willing_households": 150, "employed_households": 140, "public_posts": 12, "trained": 30,
    }  # fmt: skip
    return row | cells


def household(**cells: object) -> dict[str, object]:
    """A sound row of the household sheet: 4 persons, net 40000."""
    row: dict[str, object] = {
        "household_no": "5323230001", "head_name": "张某", "region": village(1), "kind": "脱贫户", "persons": 4,
        "labourers": 2, "employed": 1, "wage": 30000, "operating_gross": 12000, "operating_cost": 4000,
        "property": 500, "transfer": 1500, "net": 40000, "net_per_capita": 10000,
    }  # fmt: skip
    return row | cells


def collective(**cells: object) -> dict[str, object]:
    """A sound row of the collective-economy sheet."""
    row: dict[str, object] = {
        "region": village(1), "operating": 3, "contracting": 2, "investment": 1,
        "operating_total": 6, "subsidy": 4, "total": 10,
    }  # fmt: skip
    return row | cells


def scheme(
    settings: Mapping[str, Fraction | str | None] | None = None,
    *,
    years: tuple[int, int] = (2023, 2023),
    pack: str = "mouding-2023",
    departments: Mapping[str, str] | None = None,
    **sheets: SheetScheme,
) -> ReportingScheme:
    known = {
        "employment": SheetScheme(row_level="village"),
        "collective_economy": SheetScheme(row_level="village"),
        "household_income": SheetScheme(),
    }
    return ReportingScheme(
        pack=pack, title="牟定县2023年增收方案", root=ROOT, years=years, submit_level="township",
        departments=departments or {}, sheets=known | sheets, settings=settings or {}, places={}, total_row_first=False,
        period_begins=begins, previous_period=before,
    )  # fmt: skip


def begins(period: str) -> date:
    month = 3 * int(period[-1]) - 2 if "Q" in period else int(period[-2:])
    return date(int(period[:4]), month, 1)


def before(period: str) -> str:
    """The month or quarter before."""
    year, number, (mark, count) = (
        int(period[:4]),
        int(period[-1:] if "Q" in period else period[-2:]),
        ("Q", 4) if "Q" in period else ("-", 12),
    )
    year, number = (year, number - 1) if number > 1 else (year - 1, count)
    return f"{year}Q{number}" if mark == "Q" else f"{year}-{number:02d}"


@dataclass
class Past:
    """The reports in force, as lists: (reporter, period) → rows, and what other reporters hold."""

    reports: dict[tuple[str, str], TypedRows] = field(default_factory=dict)
    held: dict[int, str] = field(default_factory=dict)

    def _of(self, sheet: str, reporter: str) -> list[StoredReport]:
        return [
            StoredReport(submission=number, version=1, period=period, rows=rows)
            for number, ((owner, period), rows) in enumerate(sorted(self.reports.items()), start=1)
            if owner == reporter and rows.declaration.id == sheet
        ]

    def in_force(self, root: str, sheet: str, reporter: str, period: str) -> StoredReport | None:
        return next((report for report in self._of(sheet, reporter) if report.period == period), None)

    def latest_earlier(self, root: str, sheet: str, reporter: str, period: str) -> StoredReport | None:
        return next((report for report in reversed(self._of(sheet, reporter)) if report.period < period), None)

    def earlier_periods(self, root: str, sheet: str, reporter: str, period: str) -> list[str]:
        return [r.period for r in self._of(sheet, reporter) if r.period < period and r.period[:4] == period[:4]]

    def keys_elsewhere(
        self, root: str, sheet: str, reporter: str, period: str, fields: Sequence[str], rows: TypedRows
    ) -> dict[int, str]:
        return self.held

"""Workbooks for the upload: 凤屯镇's employment report of June 2023, which the sample county leaves out, sound and spoilt."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from io import BytesIO

import numpy as np
import openpyxl

from sample_data import employment
from sample_data.generate import SEED, County, draw_county
from services.templates import sheet_to_write, shipped_scheme, write_report
from tests.sample_county import HOUSEHOLDS

TOWNSHIP, CODE = "凤屯镇", "532323104000"
SHEET = "employment"


@dataclass(frozen=True, kw_only=True)
class Report:
    """A filled template. ``transfer_total``: persons over its villages, ``transfer_total_before``: in the May report,
    which carries forward while June is missing."""

    name: str
    content: bytes
    transfer_total: int = 0
    transfer_total_before: int = 0
    wrong_cell: str = ""


@cache
def _county() -> County:
    return draw_county(shipped_scheme("mouding-2023"), int(HOUSEHOLDS), SEED)


def _rows(month: int) -> list[employment.Row]:
    county = _county()
    drawn = employment.month_rows(np.random.default_rng([SEED, 2023, month]), county.working, county.names, 2023, month)
    return [drawn[code] for code in county.names if code.startswith(CODE[:9])]


def _sum(rows: list[employment.Row]) -> int:
    return sum(int(row["transfer_total"] or 0) for row in rows)


def missing_report() -> Report:
    """The sound report."""
    rows = _rows(6)
    return Report(
        name=f"{TOWNSHIP}2023年6月就业.xlsx",
        content=_workbook(rows),
        transfer_total=_sum(rows),
        transfer_total_before=_sum(_rows(5)),
    )


def spoilt_report() -> Report:
    """Its third village with 约800 for the labour force."""
    rows = [dict(row) for row in _rows(6)]
    rows[2]["labour_force"] = "约800"
    content = _workbook(rows, total=employment.total_of(_rows(6)))
    sheet = openpyxl.load_workbook(BytesIO(content)).worksheets[0]
    wrong = next(cell.coordinate for line in sheet.iter_rows() for cell in line if cell.value == "约800")
    return Report(name=f"{TOWNSHIP}2023年6月就业（有错）.xlsx", content=content, wrong_cell=wrong)


def _workbook(rows: list[employment.Row], total: employment.Row | None = None) -> bytes:
    total = total or employment.total_of(rows)
    return write_report([sheet_to_write(shipped_scheme("mouding-2023"), SHEET, CODE, "2023-06", rows=rows, total=total)])

"""What is mutated: reports as they are drawn in the tests of intake, shipped templates, and old binary workbooks."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from services.templates import empty_report
from services.workspace import Workspace
from tests.data_access.reading import biff
from tests.data_access.reading.biff import XlsBook, XlsSheet
from tests.intake.counter import honest_file
from tests.intake.habits import forms_in_life, habits
from tests.intake.honest import Honest, col, emp, hh
from tests.intake.layouts import layouts
from tests.intake.other_habits import other_habits
from tests.intake.paper import Paper
from tests.intake.rows import PANMAO

TEMPLATES = (("employment", "2023-05"), ("household_income", "2023Q1"), ("collective_economy", "2023-05"))
EVERY = 5  # of the honest reports of the tests of intake, one in so many


@dataclass(frozen=True, kw_only=True)
class Seed:
    """A workbook that is read without a fault before it is mutated."""

    called: str
    name: str
    content: bytes
    is_xls: bool = False


def seeds(workspace: Workspace) -> tuple[Seed, ...]:
    """All of them, in an order that does not change."""
    drawn = [Seed(called=case, name=honest.file, content=content) for case, honest, content in _drawn()]
    empty = [
        Seed(called=f"template {sheet}", name="模板.xlsx", content=_template(workspace, sheet, period))
        for sheet, period in TEMPLATES
    ]
    return (*drawn, *empty, *_old())


@lru_cache(maxsize=1)
def _drawn() -> tuple[tuple[str, Honest, bytes], ...]:
    plain: Mapping[str, Honest] = {
        "employment": Honest(form=emp()),
        "collective economy": Honest(form=col()),
        "households": Honest(form=hh()),
        "with a total": Honest(form=emp(total="below", subtotals="below", township_column="merged")),
    }
    more = list((habits() | forms_in_life() | layouts() | other_habits()).items())[::EVERY]
    cases = [*plain.items(), *more]
    return tuple((case, honest, honest_file(number, honest).content) for number, (case, honest) in enumerate(cases))


def _old() -> list[Seed]:
    forms = {"employment.xls": emp(), "households.xls": hh(), "collective economy.xls": col(total="below")}
    return [Seed(called=case, name=case, content=xls(form.draw()), is_xls=True) for case, form in forms.items()]


def _template(workspace: Workspace, sheet: str, period: str) -> bytes:
    return empty_report(workspace, sheet=sheet, reporter=PANMAO, period=period)


def xls(paper: Paper) -> bytes:
    """The paper as an old binary workbook."""
    records = [_record(row - 1, column - 1, value) for (row, column), value in sorted(paper.cells.items())]
    merges = [biff.merge(top - 1, bottom - 1, left - 1, right - 1) for top, left, bottom, right in paper.merges]
    return XlsBook(sheets=[XlsSheet(name=paper.name, records=[*records, *merges])]).content()


def _record(row: int, column: int, value: Any) -> bytes:
    if isinstance(value, bool):
        return biff.boolean(row, column, value)
    if isinstance(value, (int, float)):
        return biff.number(row, column, float(value))
    if isinstance(value, date):
        return biff.number(row, column, float(value.toordinal() - 693_594))
    text = str(value)
    body = struct.pack("<HHH", row, column, 15) + struct.pack("<H", len(text)) + b"\x01" + text.encode("utf-16-le")
    return biff.record(0x0204, body)

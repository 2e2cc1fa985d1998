"""A county's database on either engine, and small reports handed in there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from data_access.reading.grid import WorkbookFile
from services.initialising import initialise_database
from services.intake import Consent, Taken, import_files
from services.workspace import Workspace, open_workspace
from tests.intake.forms import Form
from tests.intake.paper import workbook
from tests.intake.rows import PANMAO, Row, declared, name

QUARTERS = {"2022Q2": "2022年第二季度", "2023Q1": "2023年第一季度", "2023Q2": "2023年第二季度", "2023Q3": "2023年第三季度"}


def county(url: str) -> Workspace:
    initialise_database(url, ["mouding-2023"])
    return open_workspace(url)


def form(sheet: str, period: str, rows: list[Row], **options: Any) -> Form:
    spoken = QUARTERS.get(period) or f"{period[:4]}年{int(period[5:])}月"
    return Form(sheet=sheet, rows=rows, title=(f"{name(PANMAO)}{spoken}{declared(sheet).title}",), above=(), **options)


def file(drawn: Form, called: str = "报表.xlsx") -> WorkbookFile:
    return workbook(called, drawn.draw())


def hand_in(workspace: Workspace, drawn: Form, reason: str = "属实", by: str = "张三") -> Taken:
    consent = Consent(by=by, accept_warnings=bool(reason), reason=reason)
    [taken] = import_files(workspace, [file(drawn)], consent)
    return taken


def changed(rows: Sequence[Row], index: int, **values: Any) -> list[Row]:
    """The rows with some fields of one of them otherwise."""
    return [{**row, **values} if at == index else dict(row) for at, row in enumerate(rows)]


def income(rows: Sequence[Row], index: int, wage: int) -> list[Row]:
    """The household's wage otherwise, and the sums that follow."""
    from decimal import Decimal

    row = rows[index]
    others = (
        Decimal(row["operating_gross"]) - Decimal(row["operating_cost"]) + Decimal(row["property"]) + Decimal(row["transfer"])
    )
    net = wage + others
    each = (net / row["persons"]).quantize(Decimal("0.01"))
    return changed(rows, index, wage=str(wage), net=str(net), net_per_capita=str(each))

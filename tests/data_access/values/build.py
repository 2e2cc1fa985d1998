"""One typed column at a time: a small report of household_income or collective_economy with given cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from data_access.problems import Problem
from data_access.reading.grid import Cell, Position
from data_access.sheets.declaration import Field, SheetDeclaration
from data_access.typed_rows import Column
from data_access.values import Typed
from tests.data_access.recognition.build import ROOT, scheme, typed, understand, worksheet

FIELDS = [
    Field(name="code", heading="项目编号", type="identifier", accumulation="key", required=True),
    Field(name="people", heading="人数", unit="人", type="int", accumulation="stock"),
    Field(name="money", heading="金额", unit="万元", type="decimal", accumulation="ytd"),
    Field(name="share", heading="进度", unit="%", type="ratio", accumulation="stock"),
    Field(name="started", heading="是否开工", type="yes_no"),
    Field(name="kind", heading="类型", type="choice", choices=("厂房式", "居家式", "种养式")),
    Field(name="ways", heading="带动方式", type="choice", several=True, choices=("订单收购", "务工就业")),
    Field(name="person", heading="户主姓名", type="text", personal=True),
    Field(name="head_id", heading="证件号码", type="identifier", personal=True, check="identity_number"),
    Field(name="phone", heading="联系电话", type="identifier", personal=True, check="telephone"),
    Field(name="remark", heading="备注", type="text"),
]
SHEET = SheetDeclaration(id="trial", title="试验表", tab="试验", period="month", row="一项", fields=tuple(FIELDS))
START = 2  # 0-based row of the first cell


def column(name: str, *cells: Cell, heading: str = "", formats: Mapping[int, str] | None = None, **changes: object) -> Typed:
    """A report whose rows hold one cell each besides their code; ``formats`` by index."""
    field = SHEET.field(name)
    rows: list[Sequence[Cell]] = [["牟定县农业农村局2023年5月试验表"], ["项目编号", heading or field.heading]]
    if name == "code":
        rows = [rows[0], [heading or field.heading, "备注"], *([cell, "有内容"] for cell in cells)]
    else:
        rows += [[f"A{number:03d}", cell] for number, cell in enumerate(cells)]
    place = 0 if name == "code" else 1
    shown: dict[Position, str] = {(START + index, place): text for index, text in (formats or {}).items()}
    sheet = worksheet(rows, "试验", formats=shown, **changes)
    (report,) = understand(sheet, declarations={"trial": SHEET}, schemes=[scheme(sheets={})])
    assert report.declaration is SHEET
    return typed(report, within=ROOT)


def of(result: Typed, name: str) -> Column:
    return result.rows.columns[name]


def micro(result: Typed, name: str) -> list[int | None]:
    found = of(result, name)
    return [None if blank else int(value) for value, blank in zip(found.values, found.missing, strict=True)]


def cell_problems(result: Typed) -> list[Problem]:
    return [problem for problem in result.problems if problem.code != "rows_left_out"]


def at_cells(result: Typed) -> list[tuple[str, str | None]]:
    return [(problem.code, problem.cell) for problem in cell_problems(result)]

"""任务分解表 by hand: the written table with some cells changed, and the plain grid that the reading child would give."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from data_access.allocations import AllocationForm, FormLine, ReadAllocation, check_sums, read_allocation, write_allocation
from data_access.problems import Problem
from data_access.reading import Workbook, read_workbooks
from data_access.reading.grid import WorkbookFile

ROOT = "532323000000"
UNITS = {"532323101000": "共和镇", "532323102000": "新桥镇", "532323203000": "安乐乡"}
GONGHE, XINQIAO, ANLE = UNITS


def line(
    code: str, unit: str, whole: Any, *, op: str = ">=", adds_up: bool = True, counts: bool = True, **more: Any
) -> FormLine:
    return FormLine(
        code=code, title=f"目标{code}", unit=unit, op=op, clause="二(六)", whole=Fraction(str(whole)), adds_up=adds_up,
        counts=counts, **more,
    )  # fmt: skip


LINES = (
    line("A", "人", 100),
    line("B", "亩", 8000, counts=False, paper={GONGHE: Fraction(2000)}),
    line("C", "%", 95, adds_up=False, counts=False),
    line("D", "户", 6, op="<="),
    line("E", "%", 3, op="<", adds_up=False, counts=False),
)
#: the row of each target and the column of each unit in the written table
ROWS = {"A": 4, "B": 5, "C": 6, "D": 7, "E": 8}
COLUMNS = {GONGHE: "I", XINQIAO: "J", ANLE: "K"}


def form(lines: Sequence[FormLine] = LINES) -> AllocationForm:
    return AllocationForm(
        pack="mouding-2023", pack_title="牟定县方案", root=ROOT, root_name="牟定县", whole_word="全县", unit_noun="乡镇",
        year=2023, units=UNITS, lines=tuple(lines),
    )  # fmt: skip


def filled(cells: Mapping[str, Any], of: AllocationForm | None = None) -> bytes:
    """The written table with ``cells`` (A1 address → value) filled in."""
    book = load_workbook(BytesIO(write_allocation(of or form())))
    for address, value in cells.items():
        book["任务分解表"][address].value = value
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def workbook(content: bytes, name: str = "分解.xlsx") -> Workbook:
    found = read_workbooks([WorkbookFile(name=name, content=content)])[0]
    assert isinstance(found, Workbook)
    return found


def grid(cells: Mapping[str, Any]) -> Workbook:
    """The same without a reading child: what stands in the written table, then ``cells``."""
    book = load_workbook(BytesIO(write_allocation(form())))
    sheet = book["任务分解表"]
    for address, value in cells.items():
        sheet[address].value = value
    from data_access.reading.grid import Worksheet

    rows = [[None if str(value).startswith("=") else value for value in row] for row in sheet.iter_rows(values_only=True)]
    hidden = [list(row) for row in book["_identity"].iter_rows(values_only=True)]
    sheets = (Worksheet(name="任务分解表", rows=rows), Worksheet(name="_identity", hidden=True, rows=hidden))  # type: ignore[arg-type]
    return Workbook(file="分解.xlsx", sha256="", worksheets=sheets)


def read(cells: Mapping[str, Any]) -> ReadAllocation:
    """The table with ``cells``, with its sums checked."""
    found = read_allocation(grid(cells), form())
    return replace(found, problems=(*found.problems, *check_sums(form(), found)))


def said(problems: Sequence[Problem]) -> list[tuple[str, str, str | None]]:
    """Severity, code and cell of every finding."""
    return [(one.severity, one.code.removeprefix("allocation_"), one.cell) for one in problems]

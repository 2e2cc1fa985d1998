"""What a case changes in a drawn report: cells, number formats, merged blocks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tests.intake.forms import Form
from tests.intake.honest import Honest, emp
from tests.intake.other_rows import linkage
from tests.intake.paper import Paper
from tests.intake.rows import Row, declared, employment
from tests.intake.sheets import link
from tests.intake.wrong import Where, Wrong, at, changed, put

Touch = Callable[[Paper, Form], None]
NOTE = frozenset({"normalised"})


def filled(column: str, values: Mapping[int, Any], formats: Mapping[int, str] | None = None) -> Touch:
    """Cells of a column as they stand in the file, by row."""

    def touch(paper: Paper, form: Form) -> None:
        for index, value in values.items():
            where = (form.row_of[index], form.column_of[column])
            paper.cells.pop(where, None)
            paper.put(*where, value)
            if formats and index in formats:
                paper.formats[where] = formats[index]

    return touch


def formatted(column: str, code: str, factor: int = 1) -> Touch:
    """A column under a number format, every figure ``factor`` times as large."""

    def touch(paper: Paper, form: Form) -> None:
        for row in form.row_of:
            where = (row, form.column_of[column])
            paper.cells[where] = round(paper.cells[where] * factor, 6)
            paper.formats[where] = code

    return touch


def merged(columns: Sequence[str], first: int, last: int, *, left_over: bool = False) -> Touch:
    """Blocks merged down over rows; ``left_over``: what stood below stays in the file."""

    def touch(paper: Paper, form: Form) -> None:
        for name in columns:
            column = form.column_of[name]
            paper.merge(form.row_of[first], column, form.row_of[last], column)
            for row in form.row_of[first + 1 : last + 1]:
                if not left_over:
                    paper.cells.pop((row, column), None)

    return touch


def both(*touches: Touch) -> Touch:
    def touch(paper: Paper, form: Form) -> None:
        for one in touches:
            one(paper, form)

    return touch


def people(stored: int | None, written: Any, notes: frozenset[str] = NOTE) -> Honest:
    """生态护林员, 人, of one village."""
    return Honest(emp(changed(employment(), 3, rangers=stored)), notes=set(notes), touch=put("rangers", 3, written))


def credit(stored: str | None, written: Any, notes: frozenset[str] = NOTE, shown: str = "") -> Honest:
    """小额信贷余额, 万元, of one village; no rule holds it to another figure."""
    formats = {2: shown} if shown else None
    return Honest(
        link(changed(linkage(), 2, microcredit_balance=stored)), notes=set(notes),
        touch=filled("microcredit_balance", {2: written}, formats),
    )  # fmt: skip


def travel(stored: str | None, written: Any, notes: frozenset[str] = NOTE) -> Honest:
    """交通补助已补金额, 元, of one village."""
    return Honest(emp(changed(employment(), 3, travel_amount=stored)), notes=set(notes), touch=put("travel_amount", 3, written))


def no_people(written: Any, code: str = "number_invalid") -> Wrong:
    return Wrong(emp(), [(code, at("rangers", 3))], put("rangers", 3, written))


def no_credit(written: Any, code: str = "number_invalid", shown: str = "") -> Wrong:
    formats = {2: shown} if shown else None
    return Wrong(link(), [(code, at("microcredit_balance", 2))], filled("microcredit_balance", {2: written}, formats))


def headed(column: str) -> Where:
    """Where the heading of a field stands: below its group, or merged over both rows."""

    def where(form: Form) -> str:
        return form.head(column, -1 if declared(form.sheet).field(column).subheading else 0)

    return where


def apart(texts: str) -> list[str]:
    """Texts that hold no blanks, written with blanks between them."""
    return texts.split()


def every(rows: list[Row], **values: Any) -> list[Row]:
    return [{**row, **values} for row in rows]

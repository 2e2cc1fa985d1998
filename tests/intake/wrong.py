"""Reports with one defect each: what must be said, at which cell, and nothing beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.intake.forms import Form
from tests.intake.paper import Paper, a1

Where = Callable[[Form], str | None]


@dataclass
class Wrong:
    """``said``: code and where (a function of the drawn form)."""

    form: Form
    said: list[tuple[str, Where]]
    touch: Callable[[Paper, Form], None] | None = None
    file: str = "报表.xlsx"
    more: list[Paper] = field(default_factory=list)


def at(field_name: str, index: int) -> Where:
    return lambda form: form.at(field_name, index)


def head(field_name: str, level: int = -1) -> Where:
    return lambda form: form.head(field_name, level)


def total(field_name: str, which: int = 0) -> Where:
    return lambda form: a1(form.total_rows[which], form.column_of[field_name])


def nowhere(form: Form) -> None:
    return None


def cell(address: str) -> Where:
    return lambda form: address


def put(field_name: str, index: int, value: Any) -> Callable[[Paper, Form], None]:
    def touch(paper: Paper, form: Form) -> None:
        where = (form.row_of[index], form.column_of[field_name])
        paper.cells.pop(where, None)
        paper.put(*where, value)

    return touch


def put_total(field_name: str, value: Any, which: int = 0) -> Callable[[Paper, Form], None]:
    def touch(paper: Paper, form: Form) -> None:
        paper.cells[form.total_rows[which], form.column_of[field_name]] = value

    return touch


def changed(rows: list[Any], index: int, **values: Any) -> list[Any]:
    rows[index] = {**rows[index], **values}
    return rows


def rule(form: Form, *codes: tuple[str, str, int]) -> Wrong:
    return Wrong(form, [(code, at(field_name, index)) for code, field_name, index in codes])

"""Honest reports: how a case is written, and three plain ones to vary."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tests.intake.forms import Form
from tests.intake.paper import Paper
from tests.intake.rows import (
    PANMAO,
    collective,
    employment,
    households,
)

COLLECTIVE_TITLE = ("牟定县蟠猫乡2023年5月村级集体经济收入统计表",)


HOUSEHOLD_TITLE = ("牟定县蟠猫乡2023年第一季度脱贫人口和监测对象家庭收入监测表",)


@dataclass
class Honest:
    """``notes``: codes of notes (each once); ``warnings``: codes that even an honest file deserves."""

    form: Form
    file: str = "报表.xlsx"
    notes: set[str] = field(default_factory=set)
    warnings: list[str] = field(default_factory=list)
    reporters: tuple[str, ...] = (PANMAO,)
    period: str = ""
    touch: Callable[[Any, Form], None] | None = None  # a last touch on the drawn paper
    by: str = ""  # the writer, where it matters: openpyxl or xlsxwriter
    before: list[Paper] = field(default_factory=list)  # worksheets in front of it
    more: list[Paper] = field(default_factory=list)  # worksheets behind it


def emp(rows: Any = None, **options: Any) -> Form:
    return Form(sheet="employment", rows=rows or employment(), **options)


def col(rows: Any = None, **options: Any) -> Form:
    options.setdefault("title", COLLECTIVE_TITLE)
    return Form(sheet="collective_economy", rows=rows or collective(), **options)


def hh(rows: Any = None, **options: Any) -> Form:
    options.setdefault("title", HOUSEHOLD_TITLE)
    options.setdefault("above", ({1: "填报单位（盖章）：蟠猫乡人民政府", 9: "填报日期：2023年3月25日"},))
    return Form(sheet="household_income", rows=rows or households(), **options)


def nothing_in(rows: list[Any], field_name: str, word: Any) -> list[Any]:
    return [{**row, field_name: word} for row in rows]


def as_dates(paper: Any, form: Form) -> None:
    """填报日期： in one cell, a real date in the next."""
    paper.put(2 + form.offset[0], 9, "填报日期：")
    paper.put(2 + form.offset[0], 10, date(2023, 5, 25))

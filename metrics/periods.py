"""Months, quarters and years: parsing, neighbours, and which period of a sheet answers a question.

Months and years are those of the calendar. Quarters belong to the income year: with ``income_year_starts = 10``
2023Q1 is October to December 2022, the quarter named by the year in which the income year ends.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Literal

PeriodKind = Literal["month", "quarter", "year"]

_FORM = re.compile(r"(?P<year>\d{4})(?:-(?P<month>0[1-9]|1[0-2])|Q(?P<quarter>[1-4]))?")
_PER_YEAR: dict[PeriodKind, int] = {"month": 12, "quarter": 4, "year": 1}
_QUARTERS = "一二三四"


class PeriodError(ValueError):
    """A text that is no period; ``sentence`` says so in Chinese."""

    def __init__(self, text: str) -> None:
        self.sentence = f"期间“{text}”无法识别，应写作 2023-05（月）、2023Q2（季度）或 2023（年）。"
        super().__init__(self.sentence)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A month, quarter or year; ``number`` is 1 to 12, 1 to 4, or 1. Periods of one kind sort by time."""

    kind: PeriodKind
    year: int
    number: int = 1

    @classmethod
    def parse(cls, text: str) -> Period:
        """The period that ``2023-05``, ``2023Q2`` or ``2023`` names (PeriodError: none)."""
        found = _FORM.fullmatch(text)
        if found is None or int(found["year"]) == 0:
            raise PeriodError(text)
        year = int(found["year"])
        if found["month"]:
            return cls("month", year, int(found["month"]))
        if found["quarter"]:
            return cls("quarter", year, int(found["quarter"]))
        return cls("year", year)

    def __str__(self) -> str:
        if self.kind == "month":
            return f"{self.year:04d}-{self.number:02d}"
        return f"{self.year:04d}Q{self.number}" if self.kind == "quarter" else f"{self.year:04d}"

    @property
    def label(self) -> str:
        """As it is written on screen: 2023年5月, 2023年第二季度, 2023年."""
        if self.kind == "month":
            return f"{self.year}年{self.number}月"
        return f"{self.year}年第{_QUARTERS[self.number - 1]}季度" if self.kind == "quarter" else f"{self.year}年"

    def shift(self, steps: int) -> Period:
        """The period ``steps`` later (earlier where negative), of the same kind."""
        per_year = _PER_YEAR[self.kind]
        year, place = divmod(self.year * per_year + self.number - 1 + steps, per_year)
        return Period(self.kind, year, place + 1)

    def previous(self) -> Period:
        """The period before, of the same kind."""
        return self.shift(-1)

    def year_before(self) -> Period:
        """The same period of the year before: what 同比 compares with."""
        return Period(self.kind, self.year - 1, self.number)

    @property
    def months_elapsed(self) -> int:
        """Months of its year that are over at its end: 5 for May, 6 for the second quarter, 12 for a year."""
        return self.number * 12 // _PER_YEAR[self.kind]

    def months(self, income_year_starts: int = 1) -> tuple[Period, ...]:
        """The calendar months in it, in order."""
        if self.kind == "month":
            return (self,)
        if self.kind == "year":
            return tuple(Period("month", self.year, number) for number in range(1, 13))
        first = Period("month", self.year, 1).shift(3 * (self.number - 1) - (13 - income_year_starts) % 12)
        return tuple(first.shift(step) for step in range(3))

    def begins(self, income_year_starts: int = 1) -> date:
        """Its first day."""
        first = self.months(income_year_starts)[0]
        return date(first.year, first.number, 1)

    def ends(self, income_year_starts: int = 1) -> date:
        """Its last day."""
        last = self.months(income_year_starts)[-1]
        return date(last.year, last.number, monthrange(last.year, last.number)[1])


def quarter_for_month(month: Period, income_year_starts: int = 1) -> Period:
    """The last quarter that ended on or before the month's end: 2023-05 → 2023Q1, 2023-06 → 2023Q2."""
    months_begun = (month.number - income_year_starts) % 12 + 1
    year = month.year + (income_year_starts > 1 and month.number >= income_year_starts)
    return Period("quarter", year, 1).shift(months_begun // 3 - 1)


def answering_period(sheet_kind: Literal["month", "quarter"], asked: Period, income_year_starts: int = 1) -> Period:
    """The period of a monthly or quarterly sheet that answers a question."""
    if sheet_kind == "month":
        return asked.months(income_year_starts)[-1]
    if asked.kind == "month":
        return quarter_for_month(asked, income_year_starts)
    return asked if asked.kind == "quarter" else Period("quarter", asked.year, 4)

"""Public holidays and make-up working days of China, by year.

Source: the yearly notices of the General Office of the State Council (国务院办公厅关于部分节假日安排的通知), ``holidays.toml``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

SATURDAY = 5


@dataclass(frozen=True, kw_only=True)
class HolidayTable:
    """``holidays``: days off, the weekends inside them too; ``working``: Saturdays and Sundays that are worked instead."""

    years: frozenset[int]
    holidays: frozenset[date]
    working: frozenset[date]

    def knows(self, day: date) -> bool:
        """Whether the table of that day's year is there."""
        return day.year in self.years

    def is_holiday(self, day: date) -> bool:
        """Whether the day is a public holiday; in a year without a table none is."""
        return day in self.holidays

    def is_weekend_off(self, day: date) -> bool:
        """Whether the day is an ordinary Saturday or Sunday that nobody makes up for."""
        return day.weekday() >= SATURDAY and day not in self.working

    def next_working_day(self, day: date) -> date:
        """The first day after ``day`` that is worked, make-up Saturdays and Sundays included."""
        day += timedelta(days=1)
        while self.is_holiday(day) or self.is_weekend_off(day):
            day += timedelta(days=1)
        return day


@lru_cache(maxsize=1)
def holiday_table() -> HolidayTable:
    """The shipped table."""
    content: Mapping[str, Mapping[str, list[date]]] = tomllib.loads(
        (Path(__file__).parent / "holidays.toml").read_text(encoding="utf-8")
    )
    return HolidayTable(
        years=frozenset(int(year) for year in content),
        holidays=frozenset(day for year in content.values() for day in year["holidays"]),
        working=frozenset(day for year in content.values() for day in year["working"]),
    )

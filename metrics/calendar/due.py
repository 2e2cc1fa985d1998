"""When a report is due: the pack's reporting calendar, holidays included."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from metrics.calendar.holidays import HolidayTable, holiday_table
from metrics.periods import Period

SHANGHAI = ZoneInfo("Asia/Shanghai")
QUARTER_DATES = ((3, 31), (6, 30), (9, 30), (12, 30))


@dataclass(frozen=True, kw_only=True)
class ReportingCalendar:
    """A pack's [calendar]. ``quarter_dates``: (month, day) of the four quarterly reports; ``overrides``: day by period."""

    day: int = 25
    month_offset: int = 0
    quarter_dates: tuple[tuple[int, int], ...] = QUARTER_DATES
    weekend_moves: bool = False
    holiday_moves: bool = True
    overrides: Mapping[str, date] = field(default_factory=dict[str, date])


@dataclass(frozen=True, kw_only=True)
class Due:
    """``day``: the last day for handing in; ``at``: its 24:00, Asia/Shanghai; ``known``: the year's holiday table is there."""

    day: date
    at: datetime
    known: bool


def due_at(
    calendar: ReportingCalendar,
    kind: Literal["month", "quarter"],
    period: Period,
    *,
    income_year_starts: int = 1,
    holidays: HolidayTable | None = None,
) -> Due:
    """When the report of a monthly or quarterly sheet for ``period`` is due.

    A day set for the single period stands as it is; any other moves off a public holiday (and, where the pack says so, off a
    weekend) to the next working day.
    """
    table = holidays or holiday_table()
    day = calendar.overrides.get(str(period))
    if day is None:
        plain = _month_day(calendar, period) if kind == "month" else _quarter_day(calendar, period, income_year_starts)
        day = _moved(calendar, table, plain)
    return Due(day=day, at=datetime.combine(day + timedelta(days=1), time.min, SHANGHAI), known=table.knows(day))


def _month_day(calendar: ReportingCalendar, period: Period) -> date:
    month = period.shift(calendar.month_offset)
    return date(month.year, month.number, min(calendar.day, monthrange(month.year, month.number)[1]))


def _quarter_day(calendar: ReportingCalendar, period: Period, income_year_starts: int) -> date:
    """The first of the four dates from the quarter's last month on: so 12-30 is Q4's, in an October year Q1's."""
    last = period.months(income_year_starts)[-1]
    from_day = date(last.year, last.number, 1)
    days = [
        date(year, month, min(day, monthrange(year, month)[1]))
        for year in (last.year, last.year + 1)
        for month, day in calendar.quarter_dates
    ]
    return min(day for day in days if day >= from_day)


def _moved(calendar: ReportingCalendar, table: HolidayTable, day: date) -> date:
    if calendar.holiday_moves and table.is_holiday(day):
        return table.next_working_day(day)
    if calendar.weekend_moves and table.is_weekend_off(day):
        return table.next_working_day(day)
    return day

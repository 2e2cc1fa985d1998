"""When a report is due, row by row."""

from datetime import date, datetime, timedelta

import pytest

from metrics.calendar import SHANGHAI, ReportingCalendar, due_at
from metrics.periods import Period

PLAIN = ReportingCalendar()

ROWS = [
    ("2023-05", PLAIN, date(2023, 5, 25)),  # the 25th of the month itself
    ("2023-01", PLAIN, date(2023, 1, 28)),  # Spring Festival moves it to a make-up Saturday
    ("2023-03", PLAIN, date(2023, 3, 25)),  # an ordinary Saturday does not move it
    ("2023-03", ReportingCalendar(weekend_moves=True), date(2023, 3, 27)),
    ("2023-01", ReportingCalendar(holiday_moves=False), date(2023, 1, 25)),
    ("2023-06", ReportingCalendar(weekend_moves=True), date(2023, 6, 25)),  # a Sunday that is worked
    ("2023-05", ReportingCalendar(day=5, month_offset=1), date(2023, 6, 5)),
    ("2023-02", ReportingCalendar(day=31), date(2023, 2, 28)),
    ("2023-12", ReportingCalendar(day=3, month_offset=1), date(2024, 1, 3)),
    ("2023-01", ReportingCalendar(overrides={"2023-01": date(2023, 1, 26)}), date(2023, 1, 26)),  # stands as it is
    ("2031-10", ReportingCalendar(day=1), date(2031, 10, 1)),  # no table: nothing moves
    ("2023Q1", PLAIN, date(2023, 3, 31)),
    ("2023Q2", PLAIN, date(2023, 6, 30)),
    ("2023Q3", PLAIN, date(2023, 10, 7)),  # 30 September lies in the National Day holiday
    ("2023Q4", PLAIN, date(2024, 1, 2)),  # 30 December lies in the New Year holiday
    ("2022Q4", PLAIN, date(2022, 12, 30)),
    ("2023Q1", ReportingCalendar(quarter_dates=((4, 10), (7, 10), (10, 10), (1, 10))), date(2023, 4, 10)),
    ("2023Q4", ReportingCalendar(quarter_dates=((4, 10), (7, 10), (10, 10), (1, 10))), date(2024, 1, 10)),
]


@pytest.mark.parametrize(("period", "calendar", "day"), ROWS)
def test_due_day(period: str, calendar: ReportingCalendar, day: date) -> None:
    due = due_at(calendar, "quarter" if "Q" in period else "month", Period.parse(period))
    assert due.day == day


def test_an_october_year_keeps_the_dates_with_their_months() -> None:
    days = [due_at(PLAIN, "quarter", Period("quarter", 2023, n), income_year_starts=10).day for n in (1, 2, 3, 4)]
    assert days == [date(2022, 12, 30), date(2023, 3, 31), date(2023, 6, 30), date(2023, 10, 7)]


def test_the_moment_is_24_00_in_shanghai() -> None:
    due = due_at(PLAIN, "month", Period.parse("2023-05"))
    assert due.at == datetime(2023, 5, 26, tzinfo=SHANGHAI)
    assert due.at.utcoffset() == timedelta(hours=8)


def test_a_year_without_a_holiday_table_says_so() -> None:
    assert due_at(PLAIN, "month", Period.parse("2023-05")).known
    assert not due_at(PLAIN, "month", Period.parse("2031-05")).known

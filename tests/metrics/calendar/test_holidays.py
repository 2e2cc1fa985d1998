"""The shipped holiday table against the independent table of the chinesecalendar package."""

from datetime import date, timedelta

import chinese_calendar
import pytest

from metrics.calendar import holiday_table


@pytest.mark.parametrize("year", range(2018, 2027))
def test_every_day_of_a_year_agrees(year: int) -> None:
    table = holiday_table()
    day = date(year, 1, 1)
    while day.year == year:
        off = table.is_holiday(day) or table.is_weekend_off(day)
        assert off == chinese_calendar.is_holiday(day), day
        day += timedelta(days=1)


def test_years_without_a_table_are_not_known() -> None:
    table = holiday_table()
    assert table.knows(date(2026, 10, 1))
    assert not table.knows(date(2017, 10, 1))
    assert not table.is_holiday(date(2030, 10, 1))

"""Due moments of reports and the holidays that move them."""

from metrics.calendar.due import SHANGHAI, Due, ReportingCalendar, due_at
from metrics.calendar.holidays import HolidayTable, holiday_table

__all__ = ["SHANGHAI", "Due", "HolidayTable", "ReportingCalendar", "due_at", "holiday_table"]

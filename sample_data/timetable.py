"""When the sample reports come in: mostly before the 25th, some late, a few never, one corrected."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np

SHANGHAI = ZoneInfo("Asia/Shanghai")
MONTHS = tuple((year, month) for year in (2022, 2023) for month in range(1, 13) if (year, month) <= (2023, 6))
QUARTERS = tuple((year, quarter) for year in (2022, 2023) for quarter in range(1, 5) if (year, quarter) <= (2023, 2))

#: (township's place in code order, year, month): days after the 25th.
LATE = {(6, 2022, 3): 2, (5, 2022, 7): 3, (4, 2022, 10): 1, (3, 2022, 12): 4, (6, 2023, 3): 2, (5, 2023, 5): 1, (4, 2023, 6): 3}
#: (township, year, month) without any workbook.
MISSING = {(4, 2022, 11), (3, 2023, 6)}
#: (township, year, month) whose workbook lacks the employment worksheet.
WITHOUT_EMPLOYMENT = {(4, 2023, 5)}
#: (township, year, month) handed in again with a correction.
CORRECTED = {(2, 2023, 4)}
#: (township, year, quarter): days after the due day.
LATE_QUARTERS = {(5, 2022, 3): 3, (6, 2023, 2): 2}
#: (department, year, month): days after the 25th; without any workbook; handed in again with a correction.
DEPARTMENTS_LATE = {("dept:gxsj", 2022, 9): 3, ("dept:rjb", 2023, 2): 1, ("dept:swj", 2023, 6): 2}
DEPARTMENTS_MISSING = {("dept:fgj", 2022, 8), ("dept:zjj", 2023, 6)}
DEPARTMENTS_CORRECTED = {("dept:nyncj", 2023, 5)}
_QUARTER_ENDS = {1: (3, 31), 2: (6, 30), 3: (9, 30), 4: (12, 30)}


def monthly(rng: np.random.Generator, township: int, year: int, month: int) -> datetime:
    """A working moment from the 17th to the 24th, or so many days late."""
    return received_in(rng, year, month, LATE.get((township, year, month)))


def departmental(rng: np.random.Generator, department: str, year: int, month: int) -> datetime:
    """The same of a department."""
    return received_in(rng, year, month, DEPARTMENTS_LATE.get((department, year, month)))


def received_in(rng: np.random.Generator, year: int, month: int, late: int | None) -> datetime:
    """A working moment of a month: from the 17th to the 24th, or so many days after the 25th."""
    return _at_work(rng, date(year, month, 25) + timedelta(days=late if late else -int(rng.integers(1, 9))), backwards=not late)


def quarterly(rng: np.random.Generator, township: int, year: int, quarter: int) -> datetime:
    """A working moment in the eight days before the due day, or so many days late."""
    late = LATE_QUARTERS.get((township, year, quarter))
    due = date(year, *_QUARTER_ENDS[quarter])
    return _at_work(rng, due + timedelta(days=late if late else -int(rng.integers(0, 8))), backwards=not late)


def correction(received: datetime) -> datetime:
    """The next working afternoon."""
    return next(day for day in _following(received) if day.weekday() < 5).replace(hour=15, minute=20)


def _following(moment: datetime) -> Iterator[datetime]:
    while True:
        moment += timedelta(days=1)
        yield moment


def _at_work(rng: np.random.Generator, day: date, *, backwards: bool) -> datetime:
    """Weekends move to Friday, for late ones to Monday."""
    while day.weekday() > 4:
        day += timedelta(days=-1 if backwards else 1)
    return datetime(day.year, day.month, day.day, int(rng.integers(9, 18)), int(rng.integers(60)), tzinfo=SHANGHAI)

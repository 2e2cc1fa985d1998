"""Which quarters a quarter's households are compared with, and which quarters' warnings a report changes."""

from __future__ import annotations

from metrics.periods import Period


def shifted(period: str, quarters: int) -> str:
    """The quarter that many quarters later (earlier where negative)."""
    return str(Period.parse(period).shift(quarters))


def year_of(period: str) -> int:
    """The income year of a quarter: the one that it is named by."""
    return Period.parse(period).year


def is_fourth(period: str) -> bool:
    """Whether a quarter's running total is the whole year's."""
    return Period.parse(period).number == 4


def fourth_of_last_year(period: str) -> str:
    """The quarter whose running total is the whole of the year before."""
    return str(Period("quarter", year_of(period) - 1, 4))


def needed_periods(period: str) -> list[str]:
    """The quarters whose rows judge a quarter, ascending.

    Itself, the quarter before, both a year earlier, and the fourth quarter of the year before each of the first two.
    """
    before = shifted(period, -1)
    needed = {period, before, shifted(period, -4), shifted(before, -4)}
    needed |= {fourth_of_last_year(quarter) for quarter in (period, before) if not is_fourth(quarter)}
    return sorted(needed)


def affected_periods(period: str) -> list[str]:
    """The quarters whose warnings may change when a report of this quarter changes, ascending; itself among them."""
    return [later for later in (shifted(period, step) for step in range(6)) if period in needed_periods(later)]

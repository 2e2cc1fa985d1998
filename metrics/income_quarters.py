"""Which quarters a quarter's households are compared with, and which quarters' warnings a report changes."""

from __future__ import annotations

from typing import Literal

from metrics.periods import Period

Basis = Literal["cumulative", "single_quarter", "year", "last_four_quarters"]


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


def window(period: str, basis: Basis) -> tuple[tuple[int, str], ...]:
    """The running totals, each added (1) or taken away (-1), that make the income a pack compares.

    Empty: there is none yet, a whole year being compared only when it is over.
    """
    if is_fourth(period) and basis != "single_quarter":
        return ((1, period),)
    if basis == "single_quarter" and Period.parse(period).number > 1:
        return ((1, period), (-1, shifted(period, -1)))
    if basis == "last_four_quarters":
        return ((1, period), (1, fourth_of_last_year(period)), (-1, shifted(period, -4)))
    return () if basis == "year" else ((1, period),)


def between(period: str, basis: Basis) -> list[str]:
    """The quarters beside itself and the same one of last year whose running totals a comparison takes, ascending."""
    last_year = shifted(period, -4)
    taken = {part for quarter in (period, last_year) for _, part in window(quarter, basis)}
    return sorted(taken - {period, last_year})


def needed_periods(period: str, basis: Basis = "cumulative") -> list[str]:
    """The quarters whose rows judge a quarter, ascending.

    Itself, the quarter before, both a year earlier, the fourth quarter of the year before each of the first two, and what
    the pack's base of comparison asks for besides.
    """
    needed: set[str] = set()
    for quarter in (period, shifted(period, -1)):
        last_year = shifted(quarter, -4)
        needed |= {quarter, last_year, quarter if is_fourth(quarter) else fourth_of_last_year(quarter)}
        needed |= {part for compared in (quarter, last_year) for _, part in window(compared, basis)}
    return sorted(needed)


def affected_periods(period: str, basis: Basis = "cumulative") -> list[str]:
    """The quarters whose warnings may change when a report of this quarter changes, ascending; itself among them."""
    later = (shifted(period, step) for step in range(12))
    return [quarter for quarter in later if period in needed_periods(quarter, basis)]

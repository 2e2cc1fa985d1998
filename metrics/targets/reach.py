"""Whether a target is reached in time: what every month left has to bring, when the pace of the last months gets there, and
how far last year had come by the same month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from metrics.periods import Period
from metrics.results import Figure
from metrics.targets.remaining import LESS, ONE, least

#: months whose movement the pace is the mean of, and the fewest on which anything may be foretold
MONTHS, FEWEST = 3, 2
YEAR = 12


def months_left(period: Period, year: int, due: int | None = None) -> int:
    """Months from the end of a period to the end of the month in which a target is due; 0 where that is over."""
    return max(YEAR * (year - period.year) + (due or YEAR) - period.months_elapsed, 0)


def a_month(amount: Fraction, months: int, step: Fraction = ONE) -> Fraction | None:
    """What every month left has to bring, rounded up to whole steps; None where no month is left."""
    return (amount / months / step).__ceil__() * step if months > 0 else None


@dataclass(frozen=True, kw_only=True)
class Pace:
    """The mean movement a month of the last ``months`` months."""

    speed: Fraction
    months: int


def pace_of_months(figures: Sequence[Figure | None], *, cumulative: bool) -> Pace | None:
    """The pace of a figure by its months in order, the one in hand last; None where it rests on fewer than two months.

    A month counts only beside one of the same reporters in number and, of a ratio, the same denominator; a gap ends the count.
    ``cumulative``: the year's first month has moved from nothing."""
    steps: list[Fraction] = []
    for position in range(len(figures) - 1, max(len(figures) - 1 - MONTHS, -1), -1):
        moved = _moved(figures[position], figures[position - 1] if position else None, cumulative=cumulative)
        if moved is None:
            break
        steps.append(moved)
    return Pace(speed=sum(steps, Fraction(0)) / len(steps), months=len(steps)) if len(steps) >= FEWEST else None


def _moved(now: Figure | None, before: Figure | None, *, cumulative: bool) -> Fraction | None:
    if now is None or now.value is None or not now.reported:
        return None
    if before is None or before.value is None:
        first = cumulative and now.period[5:] == "01" and now.denominator is None
        return now.value if first else None
    same = now.reported + now.carried_forward == before.reported + before.carried_forward
    if not same or not before.reported or now.denominator != before.denominator or now.period == before.period:
        return None
    return now.value - before.value


def months_needed(value: Fraction, op: str, goal: Fraction, speed: Fraction) -> int | None:
    """In how many months ``value op goal`` holds at a speed a month; None where it never does."""
    towards = -speed if op in LESS else speed
    if towards <= 0:
        return None if least(value, op, goal) else 0
    return int(least(value, op, goal, towards) / towards)


def month_after(period: Period, months: int) -> tuple[int, int]:
    """Year and month so many months after a period's last."""
    total = period.year * YEAR + period.months_elapsed - 1 + months
    return total // YEAR, total % YEAR + 1


def share_by_now(then: Figure | None, december: Figure | None) -> Fraction | None:
    """去年同期进度 in percent: last year's figure by this month over last year's December; None unless both rest on reports of
    their own of equally many reporters, and on something above 0."""
    if then is None or december is None or then.value is None or not december.value or december.value < 0:
        return None
    own = then.reported == december.reported > 0 and not then.carried_forward and not december.carried_forward
    return then.value / december.value * 100 if own else None

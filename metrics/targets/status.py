"""What a figure is worth against a target: the table of statuses, on exact fractions."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from metrics.results import Status

Comparison = Literal[">=", ">", "<=", "<"]
_COMPARE: dict[str, Callable[[Fraction, Fraction], bool]] = {
    ">=": operator.ge,
    ">": operator.gt,
    "<=": operator.le,
    "<": operator.lt,
}
#: From worst to best; the two without a figure count only where nothing else is there, who did not report last of all.
WORST_FIRST: tuple[Status, ...] = ("far_behind", "behind", "not_due", "on_pace", "met", "not_comparable", "not_reported")
SHORT: frozenset[Status] = frozenset({"behind", "far_behind"})


@dataclass(frozen=True, kw_only=True)
class Cuts:
    """Where behind ends and far behind begins: percent of the target, percentage points short of pace."""

    percent: Fraction = Fraction(10)
    points: Fraction = Fraction(10)


def compares(value: Fraction, op: str, goal: Fraction) -> bool:
    """Whether ``value op goal`` holds."""
    return _COMPARE[op](value, goal)


def threshold(value: Fraction, op: str, goal: Fraction, cuts: Cuts) -> Status:
    """Met, or behind while the gap is at most a share of the target; of a target of 0 any excess is far behind."""
    if compares(value, op, goal):
        return "met"
    return "behind" if abs(value - goal) <= abs(goal) * cuts.percent / 100 else "far_behind"


def progress(value: Fraction, op: str, goal: Fraction, pace: Fraction, cuts: Cuts) -> Status:
    """Met, on pace, or behind while at most some percentage points short of pace; ``pace`` is a share of 1."""
    if compares(value, op, goal):
        return "met"
    if goal == 0:
        return "behind"
    done = value / goal
    if done >= pace:
        return "on_pace"
    return "behind" if pace - done <= cuts.points / 100 else "far_behind"


def about(value: Fraction, goal: Fraction, tolerance: Fraction, *, both: bool) -> Status:
    """左右: from the target on met, within the tolerance below it behind; with ``both`` met inside it, behind outside."""
    if both:
        return "met" if abs(value - goal) <= tolerance else "behind"
    if value >= goal:
        return "met"
    return "behind" if goal - value <= tolerance else "far_behind"


def between(value: Fraction, lower: Fraction) -> Status:
    """From the lower bound on met; above the upper one is met too."""
    return "met" if value >= lower else "behind"


def worst(statuses: Iterable[Status]) -> Status | None:
    """The worst of several; None of none."""
    found = list(statuses)
    judged = [status for status in found if status not in ("not_reported", "not_comparable")]
    return next((status for status in WORST_FIRST if status in (judged or found)), None)

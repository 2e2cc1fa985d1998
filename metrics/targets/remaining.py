"""What is still missing to a target, in whole steps of work: villages, households, 万元; exact, rounded up."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from metrics.packs import EVERY_PLACE
from metrics.places import level_of
from metrics.results import Figure, Judgement, Shortfall

ONE = Fraction(1)
LESS = ("<=", "<")
#: what no amount of work brings nearer: a score, a list, a household's line
NO_AMOUNT = ("rule", "line", "list")


@dataclass(frozen=True, kw_only=True)
class Remaining:
    """How much has to be added, or with ``less`` to go away. ``of_ratio``: it is counted in the ratio's numerator, at the
    present denominator; else in the figure's own unit."""

    amount: Fraction
    less: bool = False
    of_ratio: bool = False


def least(value: Fraction, op: str, goal: Fraction, step: Fraction = ONE) -> Fraction:
    """The smallest whole number of steps by which a value has to move until ``value op goal`` holds; 0 where it does.

    Equality meets ``>=`` and ``<=``; under ``>`` and ``<`` it takes one step more. 左右 and a range are met from below."""
    distance = (value - goal if op in LESS else goal - value) / step
    steps = distance.__floor__() + 1 if op in ("<", ">") else distance.__ceil__()
    return max(steps, 0) * step


def numerator_goal(goal: Fraction, denominator: Fraction, factor: Fraction) -> Fraction:
    """What the numerator of a ratio has to be at the present denominator, not yet a whole number: 44.5 of 89 villages."""
    return goal * denominator / factor


def remaining(
    judgement: Judgement, figure: Figure, *, step: Fraction = ONE, factor: Fraction | None = None,
    ratio_step: Fraction | None = None,
) -> Remaining | None:  # fmt: skip
    """What one place still lacks; None where nothing is missing, where there is nothing to compare, or where the target is
    set for each of several places (``places_missing``).

    ``step``: the smallest piece of the figure's unit. With ``ratio_step`` the amount is counted in the numerator, ``factor``
    being what the ratio is multiplied by."""
    ends = compared(judgement, figure)
    if ends is None:
        return None
    value, op, goal = ends
    if ratio_step is not None and factor is not None:
        return _in_numerator(figure, op, goal, factor, ratio_step)
    amount = least(value, op, goal, step)
    return Remaining(amount=amount, less=op in LESS) if amount else None


def compared(judgement: Judgement, figure: Figure) -> tuple[Fraction, str, Fraction] | None:
    """Value, comparison and number to reach of a target that is missed, or not met yet; None where no amount is missing."""
    if judgement.kind in NO_AMOUNT or judgement.status in (None, "met", "not_reported", "not_comparable"):
        return None
    if judgement.scope.startswith("every ") and not _is_its_own(judgement, figure.region):
        return None
    goal = judgement.value[0] if isinstance(judgement.value, tuple) else judgement.value
    if goal is None:
        return None
    if judgement.op == "not below last period":
        return None if judgement.gap is None else (goal + judgement.gap, ">=", goal)
    if judgement.kind == "floor" and judgement.scope == "every row":
        return None
    return None if figure.value is None else (figure.value, judgement.op, goal)


def _is_its_own(judgement: Judgement, region: str) -> bool:
    """Whether an "every …" target speaks of this very place."""
    return judgement.scope in EVERY_PLACE and level_of(region) == judgement.scope.removeprefix("every ")


def _in_numerator(figure: Figure, op: str, goal: Fraction, factor: Fraction, step: Fraction) -> Remaining | None:
    """Of nothing there is no share: no amount brings a ratio over zero nearer."""
    if figure.numerator is None or not figure.denominator:
        return None
    amount = least(figure.numerator, op, numerator_goal(goal, figure.denominator, factor), step)
    return Remaining(amount=amount, less=op in LESS, of_ratio=True) if amount else None


@dataclass(frozen=True, kw_only=True)
class PlaceMissing:
    """One place or row that misses a target set for each; ``amount`` None: nobody can say how much."""

    place: Shortfall
    amount: Fraction | None
    less: bool = False


def places_missing(judgement: Judgement, step: Fraction = ONE) -> tuple[PlaceMissing, ...]:
    """Who misses a target that is set for each place or row, the nearest first, each with what it lacks of the figure itself."""
    if not judgement.scope.startswith("every ") or judgement.op == "not below last period":
        return ()
    goal = judgement.value[0] if isinstance(judgement.value, tuple) else judgement.value
    found = [
        PlaceMissing(
            place=place, less=judgement.op in LESS,
            amount=None if goal is None or place.value is None else least(place.value, judgement.op, goal, step),
        )
        for place in judgement.short
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda entry: (entry.amount is None, entry.amount or 0)))


@dataclass(frozen=True, kw_only=True)
class Relief:
    """How many households fewer in decline save ``points`` percentage points of excess; ``ends``: none is left then."""

    households: int
    points: Fraction
    ends: bool


def relief(unit: tuple[Fraction, Fraction], root: tuple[Fraction, Fraction], points: Fraction = ONE) -> Relief | None:
    """The smallest number of households that must no longer be in decline to take ``points`` percentage points off what the
    unit's share exceeds the root's by, or all of it where there is less; None where it exceeds by nothing.

    ``unit``, ``root``: households in decline, of how many comparable ones. The root pools the unit's households too, so its
    own share falls with every one of them."""
    (own, households), (all_own, everybody) = unit, root
    if not households or not everybody:
        return None
    excess = (own / households - all_own / everybody) * 100
    each = (1 / households - 1 / everybody) * 100
    if excess <= 0 or each <= 0:
        return None
    return Relief(households=(min(points, excess) / each).__ceil__(), points=min(points, excess), ends=excess <= points)

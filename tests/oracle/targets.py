"""Targets judged by plain loops, after the contract's table of statuses: thresholds, progress, 左右, and lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from tests.oracle.figures import ExpectedFigure
from tests.oracle.formulas import INDICATORS, formulas
from tests.oracle.indicators import oracle_indicators
from tests.oracle.reports import Reports, level
from tests.oracle.tasks import codes, task

WORST_FIRST = ("far_behind", "behind", "not_due", "on_pace", "met")
CUT = Fraction(1, 10)  # 10 % of a target, 10 points short of pace


@dataclass(frozen=True, kw_only=True)
class ExpectedObject:
    """One object of ``indicators``: a figure with one of its targets (None: it has none), exact and unrounded."""

    title: str
    unit: str
    figure: ExpectedFigure
    target: dict[str, Any] | None


def oracle_objects(
    reports: Reports,
    *,
    period: str,
    region: str,
    pack: dict[str, Any],
    places: Sequence[str],
    states: Sequence[Mapping[str, Any]] = (),
) -> list[ExpectedObject]:
    """Every object of one region, the key tasks included."""
    figures = oracle_indicators(reports, period=period, region=region, pack=pack, places=places, states=states)
    named = [(INDICATORS[name]["title"], INDICATORS[name]["unit"], figure) for name, figure in figures.items()]
    if "key_tasks" in pack["sheets"]:
        tasks = [task(reports, code, period, region, pack, places) for code in codes(reports, period, pack)]
        named += [(one.title, one.unit, one.figure) for one in tasks]
    found: list[ExpectedObject] = []
    for title, unit, figure in named:
        judged = [_judged(reports, target, figure, period, pack, places) for target in _targets(pack, figure)]
        found.extend(ExpectedObject(title=title, unit=unit, figure=figure, target=one) for one in judged or [None])
    return found


def _targets(pack: dict[str, Any], figure: ExpectedFigure) -> list[dict[str, Any]]:
    """The targets of the figure's year that stand on its region's object."""
    year = int(figure.period[:4])
    first, last = pack["pack"]["years"]
    return [
        target
        for target in pack["targets"]
        if first <= year <= last
        and target.get("indicator") == figure.indicator
        and target["year"] == year
        and _stands_on(target["scope"], figure.region, pack["pack"]["root"])
    ]


def _stands_on(scope: str, region: str, root: str) -> bool:
    if scope == "pack root":
        return region == root
    if scope.startswith("every "):
        return region == root or level(region) == scope.removeprefix("every ")
    return region == scope


def _judged(
    reports: Reports, target: dict[str, Any], figure: ExpectedFigure, period: str, pack: dict[str, Any], places: Sequence[str]
) -> dict[str, Any]:
    goal, value, listed = Fraction(target["value"]), figure.value, target["kind"] == "list"
    pace = _pace(figure.period) * 100 if target["kind"] == "progress" else None
    status, short = (None, []) if listed else (_status(target, figure), list[tuple[str, Fraction | None]]())
    if target["scope"].startswith("every ") and figure.region == pack["pack"]["root"]:
        status, short = _over_places(reports, target, period, pack, places)
    comparable = value is not None and not listed
    above = comparable and goal != 0 and target["op"] not in ("<", "<=")
    return {
        "code": target["code"], "op": target["op"], "value": goal, "unit": target["unit"], "kind": target["kind"],
        "year": target["year"], "stretch": target.get("stretch", False), "scope": target["scope"], "clause": target["clause"],
        "completion": value / goal * 100 if above and value is not None else None, "pace": pace,
        "gap": value - goal if comparable and value is not None else None, "status": status, "short": short,
    }  # fmt: skip


def _over_places(
    reports: Reports, target: dict[str, Any], period: str, pack: dict[str, Any], places: Sequence[str]
) -> tuple[str, list[tuple[str, Fraction | None]]]:
    """The worst of the places that reported, and those that miss the target."""
    wanted = [place for place in places if level(place) == target["scope"].removeprefix("every ")]
    figures = [task(reports, target["indicator"][5:], period, place, pack, places).figure for place in wanted]
    statuses = [_status(target, figure) for figure in figures]
    short = [
        (one.region, one.value) for one, status in zip(figures, statuses, strict=True) if status in ("behind", "far_behind")
    ]
    for status in (*WORST_FIRST, "not_comparable", "not_reported"):
        if status in statuses:
            return status, short
    return "not_comparable", short


def _pace(period: str) -> Fraction:
    """Share of the year that is over at a period's end."""
    if "-" in period:
        return Fraction(int(period[5:]), 12)
    return Fraction(int(period[5]), 4) if "Q" in period else Fraction(1)


def _status(target: dict[str, Any], figure: ExpectedFigure) -> str:
    if figure.value is None:
        return "not_comparable" if figure.denominator == 0 else "not_reported"
    goal, op, value = Fraction(target["value"]), target["op"], figure.value
    if target["kind"] == "progress":
        return _progress(value, goal, _pace(figure.period))
    status = _about(target, value, goal) if op == "about" else _threshold(op, value, goal)
    due = target.get("due") or (12 if _cumulative(figure.indicator) else 0)
    return "not_due" if status != "met" and _pace(figure.period) * 12 < due else status


def _cumulative(indicator: str) -> bool:
    """Whether it rests on fields that count from the year's beginning."""
    return indicator.startswith("task:") or "ytd" in formulas()[indicator].kinds


def _progress(value: Fraction, goal: Fraction, pace: Fraction) -> str:
    if value >= goal:
        return "met"
    if value / goal >= pace:
        return "on_pace"
    return "behind" if value / goal >= pace - CUT else "far_behind"


def _threshold(op: str, value: Fraction, goal: Fraction) -> str:
    if value >= goal if op == ">=" else value <= goal:
        return "met"
    return "behind" if abs(value - goal) <= CUT * abs(goal) else "far_behind"


def _about(target: dict[str, Any], value: Fraction, goal: Fraction) -> str:
    tolerance = Fraction(target["tolerance"])
    if target.get("tolerance_both"):
        return "met" if goal - tolerance <= value <= goal + tolerance else "behind"
    if value >= goal:
        return "met"
    return "behind" if value >= goal - tolerance else "far_behind"

"""The key tasks by plain loops: whose row counts, what is added up, who has reported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from tests.oracle.coverage import due, months_of
from tests.oracle.figures import ExpectedFigure
from tests.oracle.reports import Reports, Row, inside, number

ADDITIVE = ("人", "人次", "户", "个", "家", "亩", "万亩", "元", "万元", "亿元", "份", "次", "起")


@dataclass(frozen=True, kw_only=True)
class Task:
    """A code's name and unit, and its expected figure."""

    title: str
    unit: str
    figure: ExpectedFigure


@dataclass(frozen=True, kw_only=True)
class Handed:
    """One reporter's row of the code, and whether its report is one of an earlier month."""

    reporter: str
    carried: bool
    row: Row


def month_asked(period: str, pack: dict[str, Any]) -> str:
    return months_of(period, pack["pack"].get("income_year_starts", 1))[-1]


def in_hand(reports: Reports, month: str) -> list[Handed]:
    """Every row of the reports that answer for a month: that month's own, else the latest earlier one of the year."""
    latest: dict[str, str] = {}
    for sheet, when, who in reports:
        if sheet == "key_tasks" and when[:4] == month[:4] and latest.get(who, "") < when <= month:
            latest[who] = when
    return [
        Handed(reporter=who, carried=when != month, row=row)
        for who, when in sorted(latest.items())
        for row in reports["key_tasks", when, who]
    ]


def codes(reports: Reports, period: str, pack: dict[str, Any]) -> list[str]:
    """The pack's tasks, and those that somebody has handed in beside."""
    named = [target["indicator"][5:] for target in pack["targets"] if target.get("indicator", "").startswith("task:")]
    found = sorted({one.row["code"] for one in in_hand(reports, month_asked(period, pack))})
    return list(dict.fromkeys(named + found))


def task(reports: Reports, code: str, period: str, region: str, pack: dict[str, Any], places: Sequence[str]) -> Task:
    """The expected object of one code."""
    month = month_asked(period, pack)
    target = _target(pack, code, int(month[:4]))
    departments = [] if pack["sheets"]["key_tasks"]["reporters"] == "regions" else pack["sheets"]["key_tasks"]["reporters"]
    names = {entry["name"]: entry["code"] for entry in pack.get("departments", [])}
    leads = [names[name] for name in target.get("lead", []) if names.get(name) in departments]
    expected = frozenset(leads) or due(pack, "key_tasks", region, places)
    mine = [one for one in in_hand(reports, month) if one.row["code"] == code]
    reported = {one.reporter for one in mine if not one.carried} & expected
    carried = {one.reporter for one in mine if one.carried} & expected
    filled = [one for one in mine if one.row.get("cumulative") is not None]
    first = min(mine, key=lambda one: str(one.row["region"]), default=None)
    unit = target.get("unit", first.row["unit"] if first else "")
    value = _value(filled, region, pack["pack"]["root"], unit, leads) if reported or carried else None
    return Task(
        title=target.get("title", first.row["name"] if first else code),
        unit=unit,
        figure=ExpectedFigure(
            indicator=f"task:{code}", region=region, period=month, value=value, numerator=value, denominator=None,
            reported=len(reported), expected=len(expected), carried_forward=len(carried),
            rows=sum(inside(one.row["region"], region) for one in filled), rows_expected=None,
        ),
    )  # fmt: skip


def _target(pack: dict[str, Any], code: str, year: int) -> dict[str, Any]:
    """The pack's entry of a code: that of the year, else any, else nothing."""
    mine = [target for target in pack["targets"] if target.get("indicator") == f"task:{code}"]
    of_year = [target for target in mine if target.get("from_year", target["year"]) <= year <= target["year"]]
    return (of_year or mine or [{}])[0]


def _value(filled: Sequence[Handed], region: str, root: str, unit: str, leads: Sequence[str]) -> Fraction | None:
    own = [one for one in filled if one.row["region"] == region]
    if own:
        return _first_of(own, leads)
    if region != root or unit not in ADDITIVE or not filled:
        return None
    total = Fraction(0)
    for place in {str(one.row["region"]) for one in filled}:
        if not any(inside(place, one.row["region"]) and place != one.row["region"] for one in filled):
            total += _first_of([one for one in filled if one.row["region"] == place], leads)
    return total


def _first_of(rows: Sequence[Handed], leads: Sequence[str]) -> Fraction:
    """Of several reporters' rows of one place that of the department named first."""
    for reporter in [*leads, *sorted(one.reporter for one in rows)]:
        for one in rows:
            value = number(one.row, "cumulative")
            if one.reporter == reporter and value is not None:
                return value
    raise AssertionError("no row")

"""Which submissions a figure uses, by plain loops: who is due, who reported, what is carried forward, for which months."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tests.oracle.reports import LEVELS, Reports, Row, inside, level, significant

MONTHLY = {"employment", "workshops", "industry_projects", "industry_linkage", "consumption", "canteen_quota"}
MONTHLY |= {"collective_economy", "key_tasks", "project_progress"}
ROW_LEVEL_SHEETS = {"employment", "industry_linkage", "collective_economy"}
DIGITS = {name: digits for digits, name in LEVELS.items()}


@dataclass(frozen=True, kw_only=True)
class Answering:
    """The rows inside the region that answer, and the coverage; ``handed_in``: any submission at all stands behind them."""

    period: str
    rows: tuple[Row, ...]
    handed_in: bool
    reported: frozenset[str]
    expected: frozenset[str]
    carried: frozenset[str]
    months: int = 1


def due(pack: dict[str, Any], sheet: str, region: str, places: Sequence[str]) -> frozenset[str]:
    """Reporters due for the sheet whose region meets the asked one; the departments where they report it."""
    declared = pack["sheets"][sheet]
    if declared["reporters"] != "regions":
        return frozenset(declared["reporters"]) - frozenset(declared.get("exempt", []))
    submit = DIGITS[pack["pack"]["submit_level"]]
    found: set[str] = set()
    for place in places:
        if significant(place) == submit and inside(place, pack["pack"]["root"]) and meets(place, region):
            found.add(place)
    return frozenset(found) - frozenset(declared.get("exempt", []))


def meets(reporter: str, region: str) -> bool:
    return reporter.startswith("dept:") or inside(reporter, region) or inside(region, reporter)


def months_of(period: str, starts: int) -> list[str]:
    """The months of a month, quarter or year; a quarter of an income year from October begins in October before."""
    if "-" in period:
        return [period]
    year = int(period[:4])
    if "Q" not in period:
        return [f"{year}-{month:02d}" for month in range(1, 13)]
    first = year * 12 + 3 * (int(period[5]) - 1)
    if starts == 10:
        first -= 3
    return [f"{month // 12:04d}-{month % 12 + 1:02d}" for month in range(first, first + 3)]


def quarter_asked(period: str, starts: int) -> str:
    """The quarter that answers: itself, a year's fourth, or the last that ended on or before the month's end."""
    if "Q" in period:
        return period
    if "-" not in period:
        return f"{period}Q4"
    candidates = [f"{year}Q{quarter}" for year in range(int(period[:4]) - 1, int(period[:4]) + 2) for quarter in (1, 2, 3, 4)]
    return max(quarter for quarter in candidates if months_of(quarter, starts)[-1] <= period)


def answering(
    reports: Reports, sheet: str, asked: str, region: str, pack: dict[str, Any], places: Sequence[str], *, flow: bool = False
) -> Answering:
    """What answers a question; ``flow``: the months' sum, nothing carried."""
    starts = pack["pack"].get("income_year_starts", 1)
    if sheet not in MONTHLY:
        periods = [quarter_asked(asked, starts)]
    elif flow:
        periods = months_of(asked, starts)
    else:
        periods = months_of(asked, starts)[-1:]
    expected = due(pack, sheet, region, places)
    reported: set[str] = set()
    carried: set[str] = set()
    rows: list[Row] = []
    handed_in = False
    for reporter in {who for name, _, who in reports if name == sheet and meets(who, region)}:
        own = [period for period in periods if (sheet, period, reporter) in reports]
        used = own
        if not own and sheet in MONTHLY and not flow:
            earlier = _latest_earlier(reports, sheet, periods[-1], reporter)
            used = [earlier] if earlier else []
            carried |= {reporter} if earlier else set()
        if own == periods:
            reported.add(reporter)
        handed_in = handed_in or bool(used)
        rows.extend(row for period in used for row in reports[(sheet, period, reporter)] if inside(row["region"], region))
    return Answering(
        period=asked if flow else periods[-1],
        rows=tuple(rows),
        handed_in=handed_in,
        reported=frozenset(reported) & expected,
        expected=expected,
        carried=frozenset(carried) & expected,
        months=len(periods),
    )


def _latest_earlier(reports: Reports, sheet: str, period: str, reporter: str) -> str:
    """The latest earlier month of the same calendar year with a submission, or nothing."""
    found = ""
    for name, when, who in reports:
        if name == sheet and who == reporter and when[:4] == period[:4] and found < when < period:
            found = when
    return found


def places_expected(pack: dict[str, Any], sheet: str, region: str, places: Sequence[str]) -> int | None:
    """Places of the row level inside the region; None for sheets whose rows are no places."""
    if sheet not in ROW_LEVEL_SHEETS:
        return None
    wanted = pack["sheets"][sheet]["row_level"]
    return sum(1 for place in places if level(place) == wanted and inside(place, region))


def too_fine(pack: dict[str, Any], sheet: str, region: str, rows: Sequence[Row], whole: Sequence[Row]) -> bool:
    """Whether the region lies below the sheet's rows: below their level, or empty inside a larger place that has a row."""
    if sheet in ROW_LEVEL_SHEETS:
        return significant(region) > DIGITS[pack["sheets"][sheet]["row_level"]]
    return not rows and any(inside(region, row["region"]) and row["region"] != region for row in whole)

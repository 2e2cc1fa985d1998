"""Who is expected to report a sheet, and which submission stands in for a reporter that has none (carry-forward)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from metrics.packs import Pack, SheetPlan
from metrics.periods import Period
from metrics.places import is_inside

Submission = TypeVar("Submission")
NEVER_CARRIED = frozenset({"household_income"})


@dataclass(frozen=True, kw_only=True)
class Reporters:
    """Who hands in one sheet: places of the submit level, or departments."""

    codes: tuple[str, ...]
    departments: bool

    def meeting(self, region: str) -> frozenset[str]:
        """Those whose place meets a region: inside it, or the one that contains it; of a department sheet, every department."""
        if self.departments:
            return frozenset(self.codes)
        return frozenset(code for code in self.codes if is_inside(code, region) or is_inside(region, code))


def reporters_of(plan: SheetPlan, regions: Iterable[str]) -> Reporters:
    """The reporters expected for a sheet; ``regions``: the places of the submit level. The exempt leave both sides."""
    codes = plan.reporters or tuple(regions)
    return Reporters(codes=tuple(code for code in codes if code not in plan.exempt), departments=bool(plan.reporters))


def sheet_reporters(pack: Pack, sheet: str, regions: Iterable[str]) -> Reporters:
    """The same for a sheet of a pack (KeyError: the pack does not list it)."""
    return reporters_of(pack.sheets[sheet], regions)


@dataclass(frozen=True, kw_only=True)
class Selection(Generic[Submission]):
    """Which submission answers for each reporter: of the very period, or carried over from an earlier month."""

    reported: Mapping[str, Submission]
    carried: Mapping[str, Submission]


def choose(
    in_force: Mapping[tuple[str, str], Submission], period: str, sheet: str, kind: Literal["month", "quarter"]
) -> Selection[Submission]:
    """The submissions of a sheet that answer for a period; ``in_force``: submission by (reporter, period), of any period.

    A reporter of a monthly sheet without one for the period gives its latest earlier one of the same calendar year;
    household income and quarterly sheets are never carried. January carries nothing.
    """
    asked = Period.parse(period)
    reported = {reporter: found for (reporter, when), found in in_force.items() if when == period}
    if kind != "month" or sheet in NEVER_CARRIED:
        return Selection(reported=reported, carried={})
    latest: dict[str, str] = {}
    for reporter, when in in_force:
        earlier = Period.parse(when)
        if earlier.kind == "month" and earlier.year == asked.year and earlier.number < asked.number:
            latest[reporter] = max(latest.get(reporter, ""), when)
    carried = {reporter: in_force[reporter, when] for reporter, when in latest.items() if reporter not in reported}
    return Selection(reported=reported, carried=carried)

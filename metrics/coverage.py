"""Who is expected to report a sheet, and which submission stands in for a reporter that has none (carry-forward)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from metrics.packs import Pack, SheetPlan
from metrics.periods import Period
from metrics.places import is_inside

Submission = TypeVar("Submission")


@dataclass(frozen=True, kw_only=True)
class Reporters:
    """Who hands in one sheet: places of the submit level, or departments."""

    codes: tuple[str, ...]
    departments: bool

    def meeting(self, region: str) -> frozenset[str]:
        """Those whose place meets a region: inside it, or the one that contains it; of a department sheet, every department."""
        return frozenset(code for code in self.codes if self.meets(code, region))

    def meets(self, reporter: str, region: str) -> bool:
        """Whether a reporter, an exempt one too, answers for a region or a part of it."""
        return self.departments or is_inside(reporter, region) or is_inside(region, reporter)


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


def choose(in_force: Mapping[str, Mapping[str, Submission]], *, period: str, carry: bool) -> Selection[Submission]:
    """The submissions of one sheet that answer for a period; ``in_force``: submission by period and reporter.

    With ``carry`` (monthly sheets only) a reporter without one for the period gives its latest earlier one of the same
    calendar year; January carries nothing.
    """
    reported = dict(in_force.get(period, {}))
    asked = Period.parse(period)
    if not carry or asked.kind != "month":
        return Selection(reported=reported, carried={})
    carried: dict[str, Submission] = {}
    for number in range(1, asked.number):
        carried.update(in_force.get(str(Period("month", asked.year, number)), {}))
    return Selection(reported=reported, carried={code: found for code, found in carried.items() if code not in reported})

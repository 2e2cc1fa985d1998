"""What a measured and judged figure looks like: exact values, rounded by nobody here."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Status = Literal["met", "on_pace", "behind", "far_behind", "not_reported", "not_comparable", "not_due"]


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A measured indicator of one region: values in the indicator's unit, None where there is none.

    ``rows``: rows with every field of the figure filled (carried ones too); ``rows_expected``: places of the row level
    inside the region, None for sheets without one. ``expected`` and ``reported`` count reporters.
    ``reason`` says why the value is None: nothing handed in, nothing to compare with, or neither.
    """

    indicator: str
    region: str
    period: str
    value: Fraction | None
    numerator: Fraction | None
    denominator: Fraction | None
    reported: int
    expected: int
    carried_forward: int
    rows: int | None
    rows_expected: int | None
    reason: Literal["not_reported", "not_comparable", ""] = ""


@dataclass(frozen=True, kw_only=True)
class Shortfall:
    """One region or row that misses a target (``row_key`` for rows that are no places)."""

    region: str | None
    row_key: str | None
    value: Fraction | None


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """A target beside a figure. ``value``: number, (lower, upper), or None; percentages are exact, unrounded.

    ``handed_down``: the version of the 任务分解 that gave the place its target; None for a target of the paper itself.
    ``due``: the month that the target itself names; ``first_year``: where it spans several years, the first of them."""

    code: str
    op: str
    value: Fraction | tuple[Fraction, Fraction] | None
    unit: str
    kind: str
    year: int
    stretch: bool
    scope: str
    clause: str
    completion: Fraction | None
    pace: Fraction | None
    gap: Fraction | None
    status: Status | None
    short: tuple[Shortfall, ...]
    handed_down: int | None = None
    due: int | None = None
    first_year: int | None = None


@dataclass(frozen=True, kw_only=True)
class Result:
    """One object of ``indicators``: a figure with one of its targets, or with none. ``indicator`` None: a target without one."""

    pack: str
    indicator: str | None
    title: str
    unit: str
    page: str
    decimals: int
    better: str
    figure: Figure
    target: Judgement | None

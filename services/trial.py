"""口径试算: the warning list of a quarter under other bounds, beside the list under the pack's own. Nothing is stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import lru_cache
from threading import Lock

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data_access.errors import CalledWrongly
from data_access.store import HOUSEHOLD_SHEET, Scope, StoredState, WarningRow, fact_cells
from metrics.income_comparison import compare
from metrics.income_exact import Flags, difference, ratio, rounded
from metrics.income_needs import JUDGED, needed_fields
from metrics.income_quarters import Basis, year_of
from metrics.income_rules import LEVELS, RULES
from metrics.packs import Pack
from metrics.warnings.bounds import Tried, own_bounds, with_bounds
from metrics.warnings.trial import KeptComparison, Verdict, judged, kept, sizes
from services.household_frames import household_frames
from services.trial_rows import listed_rows
from services.workspace import Workspace

SHOWN = 20
_LARGEST_FALL_FIRST = 10_000
_building = Lock()


@dataclass(frozen=True, kw_only=True)
class ListSize:
    """How long a list is: households by level and by rule (a household counts under each of its rules)."""

    total: int
    by_level: Mapping[str, int]
    by_rule: Mapping[str, int]


@dataclass(frozen=True, kw_only=True)
class UnitChange:
    """A unit's households: all reported ones, on the list under the pack's bounds and under the tried ones, who comes (won) and
    goes (lost)."""

    households: int
    own: int
    tried: int
    won: int
    lost: int


@dataclass(frozen=True, kw_only=True)
class Trial:
    """``households``: all that were reported; ``levels_changed``: stay on the list at another level; ``held_by_others``:
    stay although a rule lists them no more; ``units``: region code →
    change, one level below the region asked about; ``won_rows``, ``lost_rows``: the first ones, worst first, with their
    sentence under the tried and under the pack's own bounds."""

    period: str
    households: int
    comparable: int
    own_bounds: Tried
    tried_bounds: Tried
    own: ListSize
    tried: ListSize
    won: int
    lost: int
    levels_changed: int
    held_by_others: int
    units: Mapping[str, UnitChange]
    won_rows: Sequence[WarningRow] = ()
    lost_rows: Sequence[WarningRow] = ()


@dataclass(frozen=True, kw_only=True, eq=False)
class _Quarter:
    """What is kept of a quarter: the compared households, where each lives (12 digits as a number) and stands in which report."""

    compared: KeptComparison
    region: NDArray[np.int64]
    submission: NDArray[np.int64]
    source_row: NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class _Question:
    """What a quarter is kept under; ``workspace`` and ``judging`` only serve to work it out."""

    database: str
    revision: str
    pack: str
    period: str
    basis: Basis
    workspace: Workspace = field(compare=False)
    judging: Pack = field(compare=False)


def own_trial(pack: Pack, period: str) -> Tried:
    """The pack's own bounds for a quarter."""
    return own_bounds(pack.income_settings, year_of(period))


def has_households(workspace: Workspace, pack: Pack, period: str, region: str) -> bool:
    """Whether any household of a region that the caller may see was reported for the quarter."""
    quarter = _quarter(workspace, pack, period, pack.income_settings.comparison)
    return quarter is not None and bool(_among(workspace, quarter, region).any())


def try_bounds(workspace: Workspace, pack: Pack, period: str, region: str, tried: Tried, *, digits: int) -> Trial:
    """The list of a region under the tried bounds beside the pack's own (CalledWrongly: nobody has reported the quarter).

    ``digits``: how many digits of a code tell the units apart that the change is counted by.
    """
    own = own_trial(pack, period)
    quarter, own_quarter = (_quarter(workspace, pack, period, bounds.comparison) for bounds in (tried, own))
    if quarter is None or own_quarter is None:
        raise CalledWrongly(f"{period}还没有单位报送家庭收入。")
    before = _own_verdict(_question(workspace, pack, period, own.comparison))
    after = before if tried == own else _verdict(pack, period, quarter, tried)
    among = _among(workspace, quarter, region)
    won, lost = among & after.listed & ~before.listed, among & before.listed & ~after.listed
    stays = among & before.listed & after.listed
    return Trial(
        period=period, households=int(among.sum()), comparable=int((among & quarter.compared.comparable).sum()),
        own_bounds=own, tried_bounds=tried, own=_size(before, among), tried=_size(after, among), won=int(won.sum()), lost=int(lost.sum()),
        levels_changed=int((stays & (before.level != after.level)).sum()),
        held_by_others=int((stays & (before.mask & ~after.mask != 0)).sum()),
        units=_units(quarter.region[among], digits, before.listed[among], after.listed[among]),
        won_rows=_first(workspace, pack, period, quarter, won, after, tried),
        lost_rows=_first(workspace, pack, period, quarter, lost, before, own),
    )  # fmt: skip


def sizes_by_bound(
    workspace: Workspace, pack: Pack, period: str, region: str, tried: Tried, *, key: str, points: Sequence[Fraction]
) -> list[int]:
    """How long the list of a region is at each value of one bound, all else as tried; empty where nobody has reported."""
    quarter = _quarter(workspace, pack, period, tried.comparison)
    if quarter is None:
        return []
    settings, year = pack.income_settings, year_of(period)
    among = _among(workspace, quarter, region)
    return sizes(settings, tried, quarter.compared, year, key=key, points=points, among=among)


def _verdict(pack: Pack, period: str, quarter: _Quarter, tried: Tried) -> Verdict:
    return judged(pack.income_settings, tried, quarter.compared, year_of(period))


def _quarter(workspace: Workspace, pack: Pack, period: str, basis: Basis) -> _Quarter | None:
    question = _question(workspace, pack, period, basis)
    with _building:  # twenty pages opened at once compare the households once
        return _compared(question)


def _question(workspace: Workspace, pack: Pack, period: str, basis: Basis) -> _Question:
    return _Question(
        database=str(workspace.database.engine.url), revision=workspace.revision(), pack=pack.id, period=period, basis=basis,
        workspace=workspace, judging=pack,
    )  # fmt: skip


@lru_cache(maxsize=3)
def _compared(question: _Question) -> _Quarter | None:
    """The households of the whole root, whoever asks, like the stored list; what the caller may see is taken afterwards."""
    workspace = question.workspace
    state = StoredState(workspace.database, Scope.everything(), question.judging.root, workspace.as_of)
    if question.period not in state.periods(HOUSEHOLD_SHEET):
        return None
    settings = replace(question.judging.income_settings, comparison=question.basis)
    frames = household_frames(state, needed_fields(question.period, question.basis, JUDGED))
    compared = compare(settings, period=question.period, frames=frames)
    return _Quarter(
        compared=kept(settings, compared),
        region=pd.to_numeric(compared.rows["region"]).to_numpy(dtype=np.int64, na_value=0),
        submission=compared.rows["submission"].to_numpy(dtype=np.int64),
        source_row=compared.rows["source_row"].to_numpy(dtype=np.int64),
    )


@lru_cache(maxsize=3)
def _own_verdict(question: _Question) -> Verdict:
    """The list under the pack's own bounds, of a quarter that was reported: every trial stands beside it."""
    quarter, pack, period = _compared(question), question.judging, question.period
    if quarter is None:
        raise CalledWrongly(f"{period}还没有单位报送家庭收入。")
    return _verdict(pack, period, quarter, own_trial(pack, period))


def _among(workspace: Workspace, quarter: _Quarter, region: str) -> Flags:
    """The households of a region that the caller may see."""
    asked = _within(quarter.region, [workspace.tree.subtree(region)])
    own = workspace.scope.ranges()
    return asked if own is None else asked & _within(quarter.region, own)


def _within(codes: NDArray[np.int64], ranges: Sequence[tuple[str, str]]) -> Flags:
    found = np.zeros(len(codes), np.bool_)
    for first, last in ranges:
        found |= (codes >= int(first)) & (codes <= int(last))
    return found


def _size(verdict: Verdict, among: Flags) -> ListSize:
    masks = np.bincount(verdict.mask[among], minlength=1 << len(RULES))
    ranks = np.bincount(verdict.level[among], minlength=len(LEVELS) + 1)
    every = np.arange(len(masks))
    return ListSize(
        total=int(masks[1:].sum()),
        by_level={name: int(ranks[rank]) for rank, name in enumerate(LEVELS)},
        by_rule={name: int(masks[every >> bit & 1 == 1].sum()) for bit, name in enumerate(RULES)},
    )


def _units(regions: NDArray[np.int64], digits: int, was: Flags, now: Flags) -> Mapping[str, UnitChange]:
    place, codes = pd.factorize(regions // 10 ** (12 - digits))

    def counted(flags: Flags) -> list[int]:
        return np.bincount(place[flags], minlength=len(codes)).tolist()

    counts = [counted(flags) for flags in (np.ones(len(was), np.bool_), was, now, now & ~was, was & ~now)]
    return {
        str(code).zfill(digits).ljust(12, "0"): UnitChange(households=households, own=own, tried=tried, won=won, lost=lost)
        for code, households, own, tried, won, lost in sorted(zip(codes.tolist(), *counts, strict=True))
    }


def _first(
    workspace: Workspace, pack: Pack, period: str, quarter: _Quarter, those: Flags, verdict: Verdict, bounds: Tried
) -> Sequence[WarningRow]:
    """The first of some households, worst level and deepest fall first, as the list would show them under ``bounds``."""
    positions = np.flatnonzero(those)
    if not len(positions):
        return ()
    now, base = quarter.compared.per_head.at(positions), quarter.compared.per_head_before.at(positions)
    fall = ratio(difference(now, base), base)
    change = np.where(fall.known, rounded(fall, scale=_LARGEST_FALL_FIRST), np.iinfo(np.int64).max)
    chosen = positions[np.lexsort((positions, change, verdict.level[positions]))[:SHOWN]]
    places = [(int(quarter.submission[at]), int(quarter.source_row[at])) for at in chosen]
    cells = fact_cells(workspace.database, workspace.scope, sheet=HOUSEHOLD_SHEET, rows=places, columns=("household_no",))
    settings = with_bounds(pack.income_settings, year_of(period), bounds)
    numbers = [str(cells[place][0]) for place in places if place in cells]
    return listed_rows(workspace, pack, settings, period, numbers)

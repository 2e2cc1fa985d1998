"""The early-warning list of an earlier moment: worked out anew from the rows then in force."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd

from data_access.store import (
    HOUSEHOLD_SHEET,
    ChurnCounts,
    Scope,
    StoredState,
    WarningCounts,
    WarningFilters,
    WarningOrder,
    WarningRow,
    fact_cells,
)
from data_access.store.household_rows import household_rows
from metrics.income_needs import FIELDS
from metrics.income_quarters import needed_periods
from metrics.packs import Pack
from metrics.warnings import derive
from services.derivation import warnings_of
from services.quarter_question import QuarterQuestion, quarter_question
from services.warning_churn import only_total
from services.workspace import Workspace


@dataclass(frozen=True, kw_only=True)
class EarlierList:
    """The filtered list, and its counts."""

    rows: Sequence[WarningRow]
    counts: WarningCounts

    def page(
        self, order: WarningOrder, *, descending: bool = False, limit: int | None = None, offset: int = 0
    ) -> Sequence[WarningRow]:
        """A part of the list in the same orders as the stored one: missing values last, ties by fall and number."""
        ordered = sorted(self.rows, key=lambda row: (_last(row.change_percent), row.household_no))
        ordered.sort(key=lambda row: getattr(row, order) if getattr(row, order) is not None else 0, reverse=descending)
        ordered.sort(key=lambda row: getattr(row, order) is None)
        return ordered[offset : None if limit is None else offset + limit]


def _last(value: int | None) -> tuple[bool, int]:
    return (value is None, value or 0)


def list_as_of(
    workspace: Workspace, pack: Pack, period: str, filters: WarningFilters, region_digits: int, *, gone: bool = False
) -> EarlierList:
    """The list of a pack and quarter as it would have been answered at the workspace's moment, filtered.

    ``gone``: the households of the list of ``filters.before``, as of that moment too, that this one does not hold."""
    if gone:
        here = _numbers(workspace, pack, period)
        rows = [row for row in _filtered(workspace, pack, filters.before, filters) if row.household_no not in here]
        return EarlierList(rows=rows, counts=only_total(len(rows)))
    rows = _filtered(workspace, pack, period, filters)
    if filters.churn:
        was = _numbers(workspace, pack, filters.before)
        rows = [row for row in rows if (row.household_no in was) == (filters.churn == "staying")]
    return EarlierList(rows=rows, counts=_counts(rows, region_digits))


def churn_as_of(
    workspace: Workspace, pack: Pack, period: str, before: str, filters: WarningFilters, region_digits: int
) -> ChurnCounts:
    """The list as of the workspace's moment against that of the quarter ``before`` as of the same moment, each filtered."""
    here, was = _numbers(workspace, pack, period), _numbers(workspace, pack, before)
    found: dict[str, list[int]] = {}
    for row in _filtered(workspace, pack, period, filters):
        found.setdefault(row.region[:region_digits], [0, 0, 0])[row.household_no in was] += 1
    for row in _filtered(workspace, pack, before, filters):
        if row.household_no not in here:
            found.setdefault(row.region[:region_digits], [0, 0, 0])[2] += 1
    new, staying, gone = (sum(counts[place] for counts in found.values()) for place in range(3))
    by_region = {unit: (counts[0], counts[1], counts[2]) for unit, counts in found.items()}
    return ChurnCounts(new=new, staying=staying, gone=gone, by_region=by_region)


def quarters_listed(workspace: Workspace, pack: Pack, household_no: str, periods: Sequence[str]) -> frozenset[str]:
    """Those of the quarters on whose lists a household stood as of the workspace's moment, worked out from its own rows."""
    settings, keeps = pack.income_settings, _filter(workspace, WarningFilters())
    needed = {period: needed_periods(period, settings.comparison) for period in periods}
    every = sorted(set().union(*needed.values()))
    rows = household_rows(
        workspace.database, Scope.everything(), pack.root, [household_no], every, workspace.as_of, columns=FIELDS
    )
    of = dict(tuple(rows.groupby("period")))
    frames = {name: of.get(name, rows.iloc[:0]).drop(columns="period").reset_index(drop=True) for name in every}
    found: set[str] = set()
    for period in (period for period in periods if period in of):
        listed = derive(settings, period=period, frames={name: frames[name] for name in needed[period]})
        listed["flags"] = 0
        found |= {period for row in map(_row, listed.to_dict("records")) if keeps(row)}
    return frozenset(found)


def _numbers(workspace: Workspace, pack: Pack, period: str) -> frozenset[str]:
    """Who is on the whole list of a quarter, whoever asks."""
    return frozenset(row.household_no for row in _listed(workspace, pack, period))


def _filtered(workspace: Workspace, pack: Pack, period: str, filters: WarningFilters) -> list[WarningRow]:
    keeps = _filter(workspace, filters)
    kept = [row for row in _listed(workspace, pack, period) if keeps(row)]
    return _helped_by(workspace, kept, filters.helper.strip()) if filters.helper.strip() else kept


def _helped_by(workspace: Workspace, rows: Sequence[WarningRow], name: str) -> list[WarningRow]:
    """Those whose row of the report names that 帮扶责任人: no name stands in the list itself."""
    places = [(row.submission, row.source_row) for row in rows]
    cells = fact_cells(workspace.database, workspace.scope, sheet=HOUSEHOLD_SHEET, rows=places, columns=("helper",))
    named = {place for place, (helper,) in cells.items() if (helper or "").strip() == name}
    return [row for row, place in zip(rows, places, strict=True) if place in named]


def _listed(workspace: Workspace, pack: Pack, period: str) -> tuple[WarningRow, ...]:
    return _rows(quarter_question(workspace, pack, period))


@lru_cache(maxsize=8)
def _rows(question: QuarterQuestion) -> tuple[WarningRow, ...]:
    """The whole list of the root, whoever asks: a page turns and filters it many times."""
    workspace = question.workspace
    # judged over the whole root like the stored list; what the caller may see is filtered afterwards
    state = StoredState(workspace.database, Scope.everything(), question.judging.root, workspace.as_of)
    if question.period not in state.periods(HOUSEHOLD_SHEET):
        return ()
    frame = warnings_of(question.judging.income_settings, question.period, state, touched_only=False)
    return tuple(map(_row, frame.to_dict("records")))


def _row(entry: dict[Any, Any]) -> WarningRow:
    """Missing values of the frame become None."""
    values: dict[str, Any] = {name: _plain(entry[name]) for name in WarningRow.__dataclass_fields__}
    return WarningRow(**values)


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return value
    return None if pd.isna(value) else int(value)


def _filter(workspace: Workspace, filters: WarningFilters) -> Callable[[WarningRow], bool]:
    """What a row must be; helper and churn, which no row tells, are asked elsewhere."""
    ranges = [workspace.tree.subtree(region) for region in filters.regions]
    own, number = workspace.scope.ranges(), filters.household_no.lower()

    def keeps(row: WarningRow) -> bool:
        return all(
            (
                own is None or any(first <= row.region <= last for first, last in own),
                not ranges or any(first <= row.region <= last for first, last in ranges),
                not filters.levels or row.level in filters.levels,
                not filters.rules or bool(row.rules & filters.rules),
                not filters.together or any(row.rules & mask == mask for mask in filters.together),
                not filters.kinds or row.kind in filters.kinds,
                filters.min_drop is None or (row.change is not None and row.change <= -filters.min_drop),
                filters.min_drop_percent is None
                or (row.change_percent is not None and row.change_percent <= -filters.min_drop_percent),
                number in row.household_no.lower(),
            )
        )

    return keeps


def _counts(rows: Sequence[WarningRow], region_digits: int) -> WarningCounts:
    by_region: dict[str, Counter[int]] = {}
    by_kind: dict[str, Counter[int]] = {}
    by_rule: Counter[int] = Counter()
    for row in rows:
        by_kind.setdefault(row.kind, Counter())[row.level] += 1
        by_region.setdefault(row.region[:region_digits], Counter())[row.level] += 1
        by_rule.update(bit for bit in range(row.rules.bit_length()) if row.rules >> bit & 1)
    by_level = Counter(row.level for row in rows)
    return WarningCounts(total=len(rows), by_level=by_level, by_rule=by_rule, by_region=by_region, by_kind=by_kind)

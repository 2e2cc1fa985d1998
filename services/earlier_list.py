"""The early-warning list of an earlier moment: worked out anew from the rows then in force."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

import pandas as pd

from data_access.store import HOUSEHOLD_SHEET, Scope, StoredState, WarningCounts, WarningFilters, WarningOrder, WarningRow
from metrics.packs import Pack
from services.derivation import warnings_of
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
    workspace: Workspace, pack: Pack, period: str, as_of: datetime, filters: WarningFilters, region_digits: int
) -> EarlierList:
    """The list of a pack and quarter as it would have been answered at ``as_of``, filtered."""
    keeps = _filter(workspace, filters)
    seen = workspace.at(as_of)
    question = _Question(
        database=str(workspace.database.engine.url),
        revision=seen.revision(),
        pack=pack.id,
        period=period,
        workspace=seen,
        judging=pack,
    )
    rows = [row for row in _rows(question) if keeps(row)]
    return EarlierList(rows=rows, counts=_counts(rows, region_digits))


@dataclass(frozen=True, kw_only=True)
class _Question:
    """What a whole list is kept under; ``workspace`` and ``judging`` only serve to work it out."""

    database: str
    revision: str
    pack: str
    period: str
    workspace: Workspace = field(compare=False)
    judging: Pack = field(compare=False)


@lru_cache(maxsize=4)
def _rows(question: _Question) -> tuple[WarningRow, ...]:
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
    by_rule: Counter[int] = Counter()
    for row in rows:
        by_region.setdefault(row.region[:region_digits], Counter())[row.level] += 1
        by_rule.update(bit for bit in range(row.rules.bit_length()) if row.rules >> bit & 1)
    return WarningCounts(total=len(rows), by_level=Counter(row.level for row in rows), by_rule=by_rule, by_region=by_region)

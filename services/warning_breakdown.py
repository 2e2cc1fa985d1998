"""What a quarter's warning list adds up to for the meeting: by unit and level, since the quarter before, by cause.

From the derived table; for an earlier moment counted over the list worked out anew, with the same results.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from data_access.regions.tree import DIGITS
from data_access.regions.tree import LEVELS as REGION_LEVELS
from data_access.store import (
    HOUSEHOLD_SHEET,
    ChurnCounts,
    Scope,
    StoredState,
    WarningFilters,
    cause_counts,
    churn_counts,
    warning_counts,
)
from metrics.packs import Pack
from metrics.periods import Period
from services.workspace import Workspace


@dataclass(frozen=True, kw_only=True)
class Breakdown:
    """``by_level``: rank → households; ``by_unit`` and ``causes``: first digits of the unit → rank of the level, or the
    source that fell most (0 none … 4 transfer) → households. ``before`` and ``churn``: the list of the quarter before and
    how this one differs; None where nobody had reported then."""

    total: int
    by_level: Mapping[int, int]
    by_unit: Mapping[str, Mapping[int, int]]
    causes: Mapping[str, Mapping[int, int]]
    before: int | None
    churn: ChurnCounts | None


def digits_below(workspace: Workspace, region: str) -> int:
    """How many digits tell the units one level below apart."""
    level = workspace.region(region).level
    return DIGITS[REGION_LEVELS[min(REGION_LEVELS.index(level) + 1, len(REGION_LEVELS) - 1)]]


def quarter_before(workspace: Workspace, pack: Pack, period: str) -> str | None:
    """The quarter before, None where no list was made for it because nobody had reported."""
    before = str(Period.parse(period).previous())
    state = StoredState(workspace.database, Scope.everything(), pack.root, workspace.as_of)
    return before if before in state.periods(HOUSEHOLD_SHEET) else None


def break_down(workspace: Workspace, pack: Pack, period: str, region: str) -> Breakdown:
    """The list of a region and quarter at the workspace's moment (CalledWrongly: an unknown region)."""
    before = quarter_before(workspace, pack, period)
    digits = digits_below(workspace, region)
    if workspace.as_of is not None:
        return _recounted(workspace, pack, (period, before), region, digits)
    return _stored(workspace, pack, (period, before), region, digits)


def _stored(workspace: Workspace, pack: Pack, periods: tuple[str, str | None], region: str, digits: int) -> Breakdown:
    database, scope, filters = workspace.database, workspace.scope, WarningFilters(regions=(region,))
    period, before = periods
    now = warning_counts(database, scope, pack=pack.id, period=period, filters=filters, region_digits=digits)
    causes = cause_counts(database, scope, pack=pack.id, period=period, filters=filters, region_digits=digits)
    found = Breakdown(
        total=now.total, by_level=now.by_level, by_unit=now.by_region, causes=causes, before=None, churn=None,
    )  # fmt: skip
    if before is None:
        return found
    then = warning_counts(database, scope, pack=pack.id, period=before, filters=filters, region_digits=digits)
    churn = churn_counts(database, scope, pack=pack.id, period=period, before=before, filters=filters, region_digits=digits)
    return replace(found, before=then.total, churn=churn)


def _recounted(workspace: Workspace, pack: Pack, periods: tuple[str, str | None], region: str, digits: int) -> Breakdown:
    """The same over the list as it was at the workspace's moment."""
    from services.earlier_list import churn_as_of, list_as_of  # bring pandas, which today's list does without

    period, before = periods
    filters = WarningFilters(regions=(region,))
    now = list_as_of(workspace, pack, period, filters, digits)
    found = Breakdown(
        total=now.counts.total, by_level=now.counts.by_level, by_unit=now.counts.by_region,
        causes=count_by_unit(((row.region, row.driver) for row in now.rows), digits), before=None, churn=None,
    )  # fmt: skip
    if before is None:
        return found
    then = list_as_of(workspace, pack, before, filters, digits)
    churn = churn_as_of(workspace, pack, period, before, filters, digits)
    return replace(found, before=then.counts.total, churn=churn)


def count_by_unit(found: Iterable[tuple[str, int]], digits: int) -> Mapping[str, Mapping[int, int]]:
    """Unit → rank → households of (region, rank) pairs."""
    counts: dict[str, Counter[int]] = {}
    for place, rank in found:
        counts.setdefault(place[:digits], Counter())[rank] += 1
    return counts

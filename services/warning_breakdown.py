"""What a quarter's warning list adds up to for the meeting: by unit and level, since the quarter before, by cause.

From the derived table; for an earlier moment counted over the list worked out anew, with the same results.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from data_access.regions.tree import DIGITS
from data_access.regions.tree import LEVELS as REGION_LEVELS
from data_access.store import (
    HOUSEHOLD_SHEET,
    ChurnCounts,
    Scope,
    StoredState,
    WarningFilters,
    WarningRow,
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
    """The same counted over the rows of the list as it was at the workspace's moment."""
    period, before = periods
    now, listed = _rows(workspace, pack, period, region)
    then, was_listed = _rows(workspace, pack, before, region) if before else ((), frozenset[str]())
    churn = count_churn(now, then, listed=listed, was_listed=was_listed, digits=digits)
    return Breakdown(
        total=len(now), by_level=Counter(row.level for row in now),
        by_unit=count_by_unit(((row.region, row.level) for row in now), digits),
        causes=count_by_unit(((row.region, row.driver) for row in now), digits),
        before=len(then) if before else None, churn=churn if before else None,
    )  # fmt: skip


def _rows(workspace: Workspace, pack: Pack, period: str, region: str) -> tuple[Sequence[WarningRow], frozenset[str]]:
    """The rows of a region that the caller may see, and the numbers of all households on the list, wherever they live."""
    from services.earlier_list import list_as_of  # brings pandas, which today's list does without

    moment = workspace.as_of or workspace.moment
    whole = replace(workspace, scope=Scope.everything())
    rows = list_as_of(workspace, pack, period, moment, WarningFilters(regions=(region,)), 12).rows
    everywhere = list_as_of(whole, pack, period, moment, WarningFilters(), 12).rows
    return rows, frozenset(row.household_no for row in everywhere)


def count_by_unit(found: Iterable[tuple[str, int]], digits: int) -> Mapping[str, Mapping[int, int]]:
    """Unit → rank → households of (region, rank) pairs."""
    counts: dict[str, Counter[int]] = {}
    for place, rank in found:
        counts.setdefault(place[:digits], Counter())[rank] += 1
    return counts


def count_churn(
    now: Sequence[WarningRow],
    then: Sequence[WarningRow],
    *,
    listed: frozenset[str],
    was_listed: frozenset[str],
    digits: int,
) -> ChurnCounts:
    """New, staying and gone; ``listed`` and ``was_listed``: every household of the two lists, so that one that moved to
    another unit is neither new nor gone."""
    found: dict[str, list[int]] = {}
    for row in now:
        found.setdefault(row.region[:digits], [0, 0, 0])[1 if row.household_no in was_listed else 0] += 1
    for row in then:
        if row.household_no not in listed:
            found.setdefault(row.region[:digits], [0, 0, 0])[2] += 1
    new, staying, gone = (sum(counts[place] for counts in found.values()) for place in range(3))
    by_region = {unit: (counts[0], counts[1], counts[2]) for unit, counts in found.items()}
    return ChurnCounts(new=new, staying=staying, gone=gone, by_region=by_region)

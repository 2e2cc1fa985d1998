"""The list of a quarter against that of the quarter before: who is new, who stays, who is gone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from data_access.regions.tree import DIGITS
from data_access.regions.tree import LEVELS as REGION_LEVELS
from data_access.store import HOUSEHOLD_SHEET, ChurnCounts, WarningCounts, WarningFilters, churn_counts, in_force
from metrics.packs import Pack
from metrics.periods import Period
from services.workspace import Workspace


@dataclass(frozen=True, kw_only=True)
class ListChurn:
    """Households ``new`` on the list since the quarter ``before``, ``staying`` on it, and ``gone`` from it.

    ``by_unit``: region code → the three of them in that order, those gone where they stood then. ``unreported``: reporters
    of the region without a report of the quarter before: all their households count as new."""

    before: str
    new: int
    staying: int
    gone: int
    by_unit: Mapping[str, tuple[int, int, int]]
    unreported: tuple[str, ...] = ()


def quarter_before(period: str) -> str:
    """The quarter that a quarter's list is laid beside."""
    return str(Period.parse(period).previous())


def was_reported(workspace: Workspace, pack: Pack, period: str, region: str) -> tuple[bool, tuple[str, ...]]:
    """Whether anybody in a region (or over it) had reported household income for a quarter, and who there had not, by code."""
    tree = workspace.tree
    records = in_force(
        workspace.database, workspace.scope, root=pack.root, sheet=HOUSEHOLD_SHEET, periods=[period], as_of=workspace.as_of
    )
    reported = {record.reporter for record in records}
    reporters = [entry.code for entry in tree.inside(pack.root, pack.submit_level)]
    own = [code for code in reporters if tree.is_inside(code, region) or tree.is_inside(region, code)]
    return any(code in reported for code in own), tuple(code for code in own if code not in reported)


def counted_churn(workspace: Workspace, pack: Pack, period: str, wanted: WarningFilters, region_digits: int) -> ChurnCounts:
    """The list against that of the quarter before, each filtered by itself; as of the workspace's moment."""
    before = quarter_before(period)
    if workspace.as_of is None:
        return churn_counts(
            workspace.database, workspace.scope, pack=pack.id, period=period, before=before, filters=wanted,
            region_digits=region_digits,
        )  # fmt: skip
    from services.earlier_list import churn_as_of  # brings pandas, which today's list does without

    return churn_as_of(workspace, pack, period, before, wanted, region_digits)


def list_churn(workspace: Workspace, pack: Pack, period: str, region: str) -> ListChurn | None:
    """A region's list before any filter; None where nobody there had reported the quarter before: nothing to lay it beside."""
    before = quarter_before(period)
    reported, missing = was_reported(workspace, pack, before, region)
    if not reported:
        return None
    found = counted_churn(workspace, pack, period, WarningFilters(regions=(region,)), digits_below(workspace, region))
    return ListChurn(
        before=before, new=found.new, staying=found.staying, gone=found.gone,
        by_unit={unit.ljust(12, "0"): counts for unit, counts in sorted(found.by_region.items())}, unreported=missing,
    )  # fmt: skip


def digits_below(workspace: Workspace, region: str) -> int:
    """How many digits tell the units one level below a region apart."""
    level = workspace.region(region).level
    return DIGITS[REGION_LEVELS[min(REGION_LEVELS.index(level) + 1, len(REGION_LEVELS) - 1)]]


def only_total(total: int) -> WarningCounts:
    """Of households that are gone there is no level of this quarter to count by."""
    return WarningCounts(total=total, by_level={}, by_rule={}, by_region={}, by_kind={})

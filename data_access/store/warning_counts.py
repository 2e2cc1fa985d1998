"""What the early-warning list adds up to: by level, rule, kind and unit, since the quarter before, by cause, by income."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from data_access.store.database import Database
from data_access.store.schema import household_warning
from data_access.store.scope import Scope
from data_access.store.warning_filters import ALL, WarningFilters, listed_in, wanted

_TABLE = household_warning.c
TOWNSHIP = 9  # digits of a township's code


@dataclass(frozen=True, kw_only=True)
class WarningCounts:
    """Households after all filters. ``by_level``: 0 to 3; ``by_rule``: bit number, a household counts under each of its
    rules; ``by_region``: first digits of the region → level → households; ``by_kind``: kind → level → households."""

    total: int
    by_level: Mapping[int, int]
    by_rule: Mapping[int, int]
    by_region: Mapping[str, Mapping[int, int]]
    by_kind: Mapping[str, Mapping[int, int]]


@dataclass(frozen=True, kw_only=True)
class ChurnCounts:
    """Households new on the list since the quarter before, staying on it, and gone from it.

    ``by_region``: first digits of the region (of those gone: as it was then) → new, staying, gone.
    """

    new: int
    staying: int
    gone: int
    by_region: Mapping[str, tuple[int, int, int]]


def warning_counts(
    database: Database, scope: Scope, *, pack: str, period: str, filters: WarningFilters = ALL, region_digits: int = TOWNSHIP
) -> WarningCounts:
    """Totals of the filtered list, by level, by rule, by kind, and by the first ``region_digits`` digits of the region."""
    with database.reading() as connection:
        groups = connection.execute(counts_query(scope, pack, period, filters, region_digits)).all()
    return _counted(groups)


def counts_query(scope: Scope, pack: str, period: str, filters: WarningFilters, region_digits: int) -> Select[*tuple[Any, ...]]:
    """Households by unit, level, kind and rule mask: small enough to be added up outside the database."""
    unit = _unit(region_digits)
    by = (unit, _TABLE.level, _TABLE.kind, _TABLE.rules)
    return select(*by, func.count().label("households")).where(*wanted(scope, pack, period, filters)).group_by(*by)


def _unit(region_digits: int) -> ColumnElement[str]:
    return func.substr(_TABLE.region, 1, region_digits).label("unit")


def _counted(groups: Sequence[Any]) -> WarningCounts:
    by_level: Counter[int] = Counter()
    masks: Counter[int] = Counter()
    by_region: dict[str, Counter[int]] = {}
    by_kind: dict[str, Counter[int]] = {}
    for unit, level, kind, rules, households in groups:
        by_level[level] += households
        masks[rules] += households
        by_region.setdefault(unit, Counter())[level] += households
        by_kind.setdefault(kind, Counter())[level] += households
    return WarningCounts(
        total=by_level.total(), by_level=by_level, by_rule=_by_rule(masks), by_region=by_region, by_kind=by_kind
    )


def _by_rule(masks: Mapping[int, int]) -> Counter[int]:
    found: Counter[int] = Counter()
    for mask, households in masks.items():
        for bit in range(mask.bit_length()):
            if mask >> bit & 1:
                found[bit] += households
    return found


def churn_counts(
    database: Database,
    scope: Scope,
    *,
    pack: str,
    period: str,
    before: str,
    filters: WarningFilters = ALL,
    region_digits: int = TOWNSHIP,
) -> ChurnCounts:
    """The list of ``period`` against that of the quarter ``before``, as both stand now; each filtered by itself.

    What the filters say of churn is not asked.
    """
    narrowed = replace(filters, churn="")
    with database.reading() as connection:
        now = connection.execute(_churned(scope, pack, period, before, narrowed, region_digits)).all()
        then = connection.execute(_churned(scope, pack, before, period, narrowed, region_digits)).all()
    found: dict[str, list[int]] = {}
    for unit, also, households in now:
        found.setdefault(unit, [0, 0, 0])[1 if also else 0] += households
    for unit, also, households in then:
        if not also:
            found.setdefault(unit, [0, 0, 0])[2] += households
    new, staying, gone = (sum(counts[place] for counts in found.values()) for place in range(3))
    by_region = {unit: (counts[0], counts[1], counts[2]) for unit, counts in found.items()}
    return ChurnCounts(new=new, staying=staying, gone=gone, by_region=by_region)


def _churned(
    scope: Scope, pack: str, period: str, other: str, filters: WarningFilters, region_digits: int
) -> Select[*tuple[Any, ...]]:
    """Households of one list by unit and by whether they are on the other list too."""
    listed = select(_unit(region_digits), listed_in(pack, other).label("also")).where(*wanted(scope, pack, period, filters))
    found = listed.subquery()
    return select(found.c.unit, found.c.also, func.count()).group_by(found.c.unit, found.c.also)


def cause_counts(
    database: Database, scope: Scope, *, pack: str, period: str, filters: WarningFilters = ALL, region_digits: int = TOWNSHIP
) -> Mapping[str, Mapping[int, int]]:
    """First digits of the region → the source that fell most (0 none, 1 wage … 4 transfer) → households."""
    unit = _unit(region_digits)
    query = select(unit, _TABLE.driver, func.count()).where(*wanted(scope, pack, period, filters)).group_by(unit, _TABLE.driver)
    found: dict[str, dict[int, int]] = {}
    with database.reading() as connection:
        rows: Any = connection.execute(query)
        for region, driver, households in rows:
            found.setdefault(region, {})[driver] = households
    return found


def annual_histogram(
    database: Database, scope: Scope, *, pack: str, period: str, filters: WarningFilters = ALL, width: int
) -> Mapping[int, int]:
    """Bin → households: bin ``n`` is an annual income a head from ``n * width`` on to below the next, in counts of 1e-6 元.

    Households without an annual income are in none.
    """
    value = _TABLE.annual_per_capita
    # rounds down below zero too, where the engines cut off
    bin_ = ((value - ((value % width) + width) % width) // width).label("bin")
    query = select(bin_, func.count()).where(*wanted(scope, pack, period, filters), value.is_not(None)).group_by(bin_)
    with database.reading() as connection:
        rows: Any = connection.execute(query)
        return {int(number): households for number, households in rows}

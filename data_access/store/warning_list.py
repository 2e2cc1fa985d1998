"""The early-warning list in pages and counts, read from indexes that carry all that it filters by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Literal

from sqlalchemy import ColumnElement, Select, func, or_, select

from data_access.store.database import Database
from data_access.store.schema import household_warning
from data_access.store.scope import Scope, inside, ranges_of

_TABLE = household_warning.c
WarningOrder = Literal["level", "change", "change_percent", "net_per_capita", "annual_per_capita", "region", "household_no"]


@dataclass(frozen=True, kw_only=True)
class WarningFilters:
    """What the list is narrowed to; empty: all.

    ``regions``: inside any of these units. ``levels``: 0 red to 3 watch. ``rules``: bit mask, any of the bits.
    ``together``: bit masks, all bits of any of them.
    ``min_drop``, ``min_drop_percent``: fell by at least so much, in counts of 1e-6 (元 a head; percent).
    ``household_no``: a part of the number.
    """

    regions: tuple[str, ...] = ()
    levels: tuple[int, ...] = ()
    rules: int = 0
    together: tuple[int, ...] = ()
    kinds: tuple[str, ...] = ()
    min_drop: int | None = None
    min_drop_percent: int | None = None
    household_no: str = ""


ALL = WarningFilters()


@dataclass(frozen=True, kw_only=True, slots=True)
class WarningRow:
    """One household of the list; persons, money and percent in counts of 1e-6, None where there is no value."""

    household_no: str
    submission: int
    source_row: int
    region: str
    kind: str
    persons: int | None
    net_per_capita: int | None
    net_per_capita_before: int | None
    change: int | None
    change_percent: int | None
    annual_per_capita: int | None
    level: int
    rules: int
    reason: str
    flags: int


_SHOWN = tuple(field.name for field in fields(WarningRow))


@dataclass(frozen=True, kw_only=True)
class WarningCounts:
    """Households after all filters. ``by_level``: 0 to 3; ``by_rule``: bit number, a household counts under each of its
    rules; ``by_region``: first digits of the region → level → households."""

    total: int
    by_level: Mapping[int, int]
    by_rule: Mapping[int, int]
    by_region: Mapping[str, Mapping[int, int]]


def warning_rows(
    database: Database,
    scope: Scope,
    *,
    pack: str,
    period: str,
    filters: WarningFilters = ALL,
    order: WarningOrder = "level",
    descending: bool = False,
    limit: int | None = None,
    offset: int = 0,
) -> list[WarningRow]:
    """One page of the list of a pack and quarter. ``level``: red first, then the deepest fall, unknown falls last.

    Every order ends with change_percent and household_no; missing values come last, ascending or not.
    """
    query = rows_query(
        scope, pack=pack, period=period, filters=filters, order=order, descending=descending, limit=limit, offset=offset
    )
    with database.reading() as connection:
        found = connection.execute(query).all()
    return [WarningRow(**dict(zip(_SHOWN, row, strict=True))) for row in found]


def rows_query(
    scope: Scope,
    *,
    pack: str,
    period: str,
    filters: WarningFilters = ALL,
    order: WarningOrder = "level",
    descending: bool = False,
    limit: int | None = None,
    offset: int = 0,
) -> Select[*tuple[Any, ...]]:
    """The keys of the page first, from a covering index, then the rows of those keys."""
    wanted, by = _wanted(scope, pack, period, filters), _order(order, descending=descending)
    shown = select(*(_TABLE[name] for name in _SHOWN)).order_by(*by)
    if limit is None and not offset:
        return shown.where(*wanted)
    keys = select(_TABLE.household_no).where(*wanted).order_by(*by).limit(limit).offset(offset).subquery()
    return shown.where(_TABLE.pack == pack, _TABLE.period == period).join(keys, keys.c.household_no == _TABLE.household_no)


def _order(order: WarningOrder, *, descending: bool) -> list[ColumnElement[Any]]:
    """``change_order`` is change_percent with the missing ones last: the indexes are in that order."""
    last: list[ColumnElement[Any]] = [_TABLE.change_order, _TABLE.household_no]
    column: ColumnElement[Any] = _TABLE[order]
    if order == "level":
        return [column.desc() if descending else column, *last]
    if order == "household_no" or (order == "change_percent" and not descending):
        return [column.desc()] if descending else last[order == "household_no" :]
    missing_last = [] if order == "region" else [column.is_(None)]
    return [*missing_last, column.desc() if descending else column, *last]


def warning_counts(
    database: Database, scope: Scope, *, pack: str, period: str, filters: WarningFilters = ALL, region_digits: int = 9
) -> WarningCounts:
    """Totals of the filtered list, by level, by rule, and by the first ``region_digits`` digits of the region."""
    with database.reading() as connection:
        groups = connection.execute(counts_query(scope, pack, period, filters, region_digits)).all()
    return _counted(groups)


def counts_query(scope: Scope, pack: str, period: str, filters: WarningFilters, region_digits: int) -> Select[*tuple[Any, ...]]:
    """Households by unit, level and rule mask: small enough to be added up outside the database."""
    unit = func.substr(_TABLE.region, 1, region_digits).label("unit")
    query = select(unit, _TABLE.level, _TABLE.rules, func.count().label("households"))
    return query.where(*_wanted(scope, pack, period, filters)).group_by(unit, _TABLE.level, _TABLE.rules)


def _counted(groups: Sequence[Any]) -> WarningCounts:
    by_level: Counter[int] = Counter()
    by_rule: Counter[int] = Counter()
    by_region: dict[str, Counter[int]] = {}
    for unit, level, rules, households in groups:
        by_level[level] += households
        by_region.setdefault(unit, Counter())[level] += households
        for bit in range(int(rules).bit_length()):
            if rules >> bit & 1:
                by_rule[bit] += households
    return WarningCounts(total=by_level.total(), by_level=by_level, by_rule=by_rule, by_region=by_region)


def _wanted(scope: Scope, pack: str, period: str, filters: WarningFilters) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = [_TABLE.pack == pack, _TABLE.period == period]
    ranges = scope.ranges()
    if ranges is not None:
        wanted.append(inside(_TABLE.region, ranges))
    if filters.regions:
        wanted.append(inside(_TABLE.region, ranges_of(filters.regions)))
    if filters.levels:
        wanted.append(_TABLE.level.in_(filters.levels))
    if filters.kinds:
        wanted.append(_TABLE.kind.in_(filters.kinds))
    if filters.rules:
        wanted.append(_TABLE.rules.bitwise_and(filters.rules) != 0)
    if filters.together:
        wanted.append(or_(*(_TABLE.rules.bitwise_and(mask) == mask for mask in filters.together)))
    if filters.min_drop is not None:
        wanted.append(_TABLE.change <= -filters.min_drop)
    if filters.min_drop_percent is not None:
        wanted.append(_TABLE.change_order <= -filters.min_drop_percent)
    if filters.household_no:
        wanted.append(func.lower(_TABLE.household_no).contains(filters.household_no.lower(), autoescape=True))
    return wanted

"""The early-warning list page by page, read from indexes that carry all that it filters by."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any, Literal

from sqlalchemy import ColumnElement, Select, literal_column, select

from data_access.store.database import Database
from data_access.store.schema import household_warning
from data_access.store.scope import Scope
from data_access.store.warning_filters import ALL, WarningFilters, listed_in, wanted

_TABLE = household_warning.c
WarningOrder = Literal["level", "change", "change_percent", "net_per_capita", "annual_per_capita", "region", "household_no"]


@dataclass(frozen=True, kw_only=True, slots=True)
class WarningRow:
    """One household of the list; persons, money and percent in counts of 1e-6, None where there is no value.

    ``driver``: the source that its sentence names as what fell most (0 none, 1 wage, 2 operating, 3 property, 4 transfer).
    """

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
    driver: int


_SHOWN = tuple(field.name for field in fields(WarningRow))


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
    return _read(database, query)


def gone_rows(
    database: Database,
    scope: Scope,
    *,
    pack: str,
    period: str,
    before: str,
    filters: WarningFilters = ALL,
    order: WarningOrder = "level",
    descending: bool = False,
    limit: int | None = None,
    offset: int = 0,
) -> list[WarningRow]:
    """Households on the list of the quarter ``before`` that the list of ``period`` does not hold, as they stood there.

    The filters are asked of the quarter before too; what they say of churn is not.
    """
    query = rows_query(
        scope, pack=pack, period=before, filters=replace(filters, churn=""), order=order, descending=descending,
        limit=limit, offset=offset, gone_by=period,
    )  # fmt: skip
    return _read(database, query)


def _read(database: Database, query: Select[*tuple[Any, ...]]) -> list[WarningRow]:
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
    gone_by: str = "",
) -> Select[*tuple[Any, ...]]:
    """The keys of the page first, from a covering index, then the rows of those keys.

    ``gone_by``: only households that are no longer on the list of that quarter.
    """
    conditions, by = wanted(scope, pack, period, filters), _order(order, descending=descending)
    if gone_by:
        conditions.append(~listed_in(pack, gone_by))
    shown = select(*(_TABLE[name] for name in _SHOWN)).order_by(*by)
    if limit is None and not offset:
        return shown.where(*conditions)
    found_by = _without_index(by) if filters.helper.strip() else by
    keys = select(_TABLE.household_no).where(*conditions).order_by(*found_by).limit(limit).offset(offset).subquery("keys")
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


def _without_index(by: list[ColumnElement[Any]]) -> list[ColumnElement[Any]]:
    """The same order, for which no index is read from its start: a helper's few households are found first, then sorted.

    Without statistics SQLite would rather read the whole list in order. The index of helpers goes on with the level.
    """
    plain: dict[ColumnElement[Any], ColumnElement[Any]] = {
        _TABLE.change_order: _TABLE.change_order + 0,
        _TABLE.region: _TABLE.region.concat(literal_column("''")),
        _TABLE.household_no: _TABLE.household_no.concat(literal_column("''")),
    }
    return [plain.get(by[0], by[0]), *by[1:]]

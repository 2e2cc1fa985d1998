"""What the early-warning list may be narrowed to, as conditions on the columns that its indexes carry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Boolean, ColumnElement, exists, func, or_, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler

from data_access.store.schema import household_warning
from data_access.store.scope import Scope, inside, ranges_of

_TABLE = household_warning.c
Churn = Literal["", "new", "staying"]


@dataclass(frozen=True, kw_only=True)
class WarningFilters:
    """What the list is narrowed to; empty: all.

    ``regions``: inside any of these units. ``levels``: 0 red to 3 watch. ``rules``: bit mask, any of the bits.
    ``together``: bit masks, all bits of any of them.
    ``min_drop``, ``min_drop_percent``: fell by at least so much, in counts of 1e-6 (元 a head; percent).
    ``household_no``: a part of the number. ``helper``: the whole name of who helps (帮扶责任人).
    ``churn``: not on, or also on, the list of the quarter ``before`` of the same pack.
    """

    regions: tuple[str, ...] = ()
    levels: tuple[int, ...] = ()
    rules: int = 0
    together: tuple[int, ...] = ()
    kinds: tuple[str, ...] = ()
    min_drop: int | None = None
    min_drop_percent: int | None = None
    household_no: str = ""
    helper: str = ""
    churn: Churn = ""
    before: str = ""


ALL = WarningFilters()


def wanted(scope: Scope, pack: str, period: str, filters: WarningFilters) -> list[ColumnElement[bool]]:
    """The conditions on ``household_warning`` of one list, narrowed (CalledWrongly: an unknown unit)."""
    found = [_TABLE.pack == pack, _TABLE.period == period, *_of_place(scope, filters), *_of_judgement(filters)]
    if filters.household_no:
        found.append(func.lower(_TABLE.household_no).contains(filters.household_no.lower(), autoescape=True))
    if filters.helper.strip():
        found.append(_TABLE.helper == filters.helper.strip())
    if filters.churn:
        staying = filters.churn == "staying"
        found.append(listed_in(pack, filters.before) if staying else _NewSince(pack, filters.before))
    return found


def listed_in(pack: str, period: str) -> ColumnElement[bool]:
    """Whether the household is also on the pack's list of another quarter: looked up there, nothing is kept of it."""
    other = household_warning.alias("other").c
    same = other.household_no == _TABLE.household_no
    return exists(select(1).where(other.pack == pack, other.period == period, same).correlate(household_warning))


class _NewSince(ColumnElement[bool]):
    """Not on the list of another quarter, in the form that each engine answers fastest.

    Hardly any household is new, so the whole list is looked through: SQLite then looks each number up in a set made once,
    in place of a place in the table; PostgreSQL joins, for a set that outgrows its memory would be read again and again.
    """

    inherit_cache = False

    def __init__(self, pack: str, period: str) -> None:
        other = household_warning.alias("other").c
        self.type = Boolean()
        self.as_set = _TABLE.household_no.not_in(select(other.household_no).where(other.pack == pack, other.period == period))
        self.as_join = ~listed_in(pack, period)


@compiles(_NewSince)
def _joined(element: _NewSince, compiler: SQLCompiler, **options: Any) -> str:
    return compiler.process(element.as_join, **options)


@compiles(_NewSince, "sqlite")
def _looked_up(element: _NewSince, compiler: SQLCompiler, **options: Any) -> str:
    return compiler.process(element.as_set, **options)


def _of_place(scope: Scope, filters: WarningFilters) -> Iterator[ColumnElement[bool]]:
    ranges = scope.ranges()
    if ranges is not None:
        yield inside(_TABLE.region, ranges)
    if filters.regions:
        yield inside(_TABLE.region, ranges_of(filters.regions))


def _of_judgement(filters: WarningFilters) -> Iterator[ColumnElement[bool]]:
    if filters.levels:
        yield _TABLE.level.in_(filters.levels)
    if filters.kinds:
        yield _TABLE.kind.in_(filters.kinds)
    if filters.rules:
        yield _TABLE.rules.bitwise_and(filters.rules) != 0
    if filters.together:
        yield or_(*(_TABLE.rules.bitwise_and(mask) == mask for mask in filters.together))
    if filters.min_drop is not None:
        yield _TABLE.change <= -filters.min_drop
    if filters.min_drop_percent is not None:
        yield _TABLE.change_order <= -filters.min_drop_percent

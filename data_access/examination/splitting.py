"""Whose rows these are: a worksheet of one reporter, or of several, one part each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from data_access.examination.ordering import row_of
from data_access.problems import Problem
from data_access.regions.tree import RegionTree
from data_access.rules.exact import known
from data_access.rules.keys import Positions
from data_access.rules.totals import check_total
from data_access.rules.wording import at_cell, place_name, row_label
from data_access.scheme import ReportingScheme
from data_access.typed_rows import TypedRows

if TYPE_CHECKING:
    from data_access.values import Typed


@dataclass(frozen=True, kw_only=True)
class Part:
    """The rows of one reporter (None: nobody's) with the findings that concern them.

    ``is_complete``: no row of the worksheet is nobody's, so what has no row here has none at all.
    """

    reporter: str | None
    rows: TypedRows
    problems: tuple[Problem, ...]
    is_complete: bool = True


def whole(typed: Typed, reporter: str | None, findings: Sequence[Problem]) -> Part:
    """A worksheet that is one submission."""
    totals = [problem for row in typed.totals for problem in check_total(typed.rows, row)]
    return Part(reporter=reporter, rows=typed.rows, problems=(*typed.problems, *findings, *totals))


def split(typed: Typed, findings: Sequence[Problem], scheme: ReportingScheme, tree: RegionTree) -> list[Part]:
    """One part a reporter whose places stand in the rows, in code order; no part where no row's place is known.

    Findings go with their row; those about the sheet or about a row of unknown place go to every part. A subtotal over
    one reporter's rows is that reporter's, any other total concerns all.
    """
    owners = reporters_of(typed.rows, scheme, tree)
    reporters = sorted({owner for owner in owners if owner is not None})
    homes = _homes(typed, owners)
    shared = [*typed.problems, *findings, *_astray(typed.rows, owners), *_claimed_twice(typed.rows, owners)]
    placed = [(homes.get(row_of(problem) or 0), problem) for problem in shared]
    placed += [(homes.get(row.row), problem) for row in typed.totals for problem in check_total(typed.rows, row)]
    return [
        Part(
            reporter=reporter,
            rows=typed.rows.take(_positions(owners, reporter)),
            problems=tuple(problem for home, problem in placed if home in (None, reporter)),
            is_complete=None not in owners,
        )
        for reporter in reporters
    ]


def reporters_of(rows: TypedRows, scheme: ReportingScheme, tree: RegionTree) -> list[str | None]:
    """For every row the unit of the submit level that contains its place; None where that is unknown."""
    field = place_field(rows)
    if field is None:
        return [None] * len(rows)
    column = rows.columns[field]
    known = {code: _unit(code, scheme, tree) for code in set(column.values[~column.missing & ~column.invalid].tolist())}
    unusable = column.missing | column.invalid
    return [None if bad else known[code] for code, bad in zip(column.values.tolist(), unusable.tolist(), strict=True)]


def place_field(rows: TypedRows) -> str | None:
    """The field that says where a row lies."""
    return next((field.name for field in rows.declaration.fields if field.type == "region"), None)


def _unit(code: str, scheme: ReportingScheme, tree: RegionTree) -> str | None:
    if tree.get(code) is None or not tree.is_inside(code, scheme.root):
        return None
    unit = tree.ancestor(code, scheme.submit_level)
    return unit.code if unit else None


def _positions(owners: Sequence[str | None], reporter: str) -> Positions:
    return np.array([index for index, owner in enumerate(owners) if owner == reporter], dtype=np.int64)


def _homes(typed: Typed, owners: Sequence[str | None]) -> dict[int, str]:
    """Worksheet row → the one reporter that its findings concern."""
    homes = {int(row): owner for row, owner in zip(typed.rows.source_rows.tolist(), owners, strict=True) if owner is not None}
    for total in typed.totals:
        units = {owners[int(index)] for index in total.covers} - {None}
        if len(units) == 1:
            homes[total.row] = str(units.pop())
    return homes


def _astray(rows: TypedRows, owners: Sequence[str | None]) -> list[Problem]:
    """Rows whose place is sound but lies in no reporter: the root itself, or something above the submit level."""
    field = place_field(rows)
    if field is None:
        return []
    column = rows.columns[field]
    return [
        at_cell(
            "place_outside", f"{place_name(str(column.values[index]))}不属于任何一个报送单位",
            rows=rows, field=field, index=index,
        )
        for index, owner in enumerate(owners)
        if owner is None and not column.missing[index] and not column.invalid[index]
    ]  # fmt: skip


def _claimed_twice(rows: TypedRows, owners: Sequence[str | None]) -> list[Problem]:
    """Rows of what belongs to one reporter (a project in several rows) and already stands among another's; the first in code order has it.

    Where that is the whole key, the second row is a ``duplicate_key`` already."""
    unique = rows.declaration.unique_in_root
    if not unique or {field.name for field in rows.declaration.keys} == set(unique):
        return []
    usable = known(rows, *unique)
    keys = list(zip(*(rows.columns[name].values.tolist() for name in unique), strict=True))
    claims = [(key, owner) for key, owner, known_key in zip(keys, owners, usable.tolist(), strict=True) if owner and known_key]
    holders: dict[tuple[str, ...], str] = {}
    for key, owner in claims:
        holders[key] = min(owner, holders.get(key, owner))
    return [
        at_cell(
            "key_elsewhere", f"{row_label(rows, index)}：本表已列入{place_name(holders[key])}",
            rows=rows, field=unique[0], index=index,
        )
        for index, (key, owner) in enumerate(zip(keys, owners, strict=True))
        if owner is not None and holders.get(key, owner) != owner
    ]  # fmt: skip

"""合计 and 小计: checked against the rows that they cover, never stored."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from data_access.problems import Problem, problem
from data_access.rules.exact import total
from data_access.rules.wording import figure, plain
from data_access.sheets.declaration import Field, SheetDeclaration
from data_access.typed_rows import TypedRows


class Total(Protocol):
    """A total row of a worksheet: 1-based ``row``, its ``label``, the indices of the rows that it ``covers``, its counts and their cells."""

    @property
    def row(self) -> int: ...
    @property
    def label(self) -> str: ...
    @property
    def covers(self) -> npt.NDArray[Any]: ...
    @property
    def values(self) -> Mapping[str, int | None]: ...
    @property
    def cells(self) -> Mapping[str, str]: ...


def summable(declaration: SheetDeclaration) -> list[Field]:
    """Fields that may be added up over rows: no ratios, no amounts per something, no quotients, nothing without a unit."""
    quotients = {rule.left for rule in declaration.rules if rule.kind == "quotient"}
    return [
        field
        for field in declaration.fields
        if field.type in {"int", "decimal"} and field.unit and "/" not in field.unit and field.name not in quotients
    ]


def check_total(rows: TypedRows, row: Total) -> list[Problem]:
    """One error a cell of the total row that differs from the sum of its rows; a covered cell with an error keeps it silent."""
    covered = rows.take(np.asarray(row.covers, dtype=np.int64))
    problems: list[Problem] = []
    for field in summable(rows.declaration):
        stated = row.values.get(field.name)
        if stated is None or covered.columns[field.name].invalid.any():
            continue
        computed = int(sum(total(covered, (field.name,)).tolist()))
        allowed = 0 if field.type == "int" else 10_000
        if abs(stated - computed) > allowed:
            problems.append(_wrong(row, field, stated, computed))
    return problems


def _wrong(row: Total, field: Field, stated: int, computed: int) -> Problem:
    difference = figure(abs(stated - computed), field)
    return problem(
        "total_row",
        f"{row.label}行{field.title}为{figure(stated, field)}，各行相加为{figure(computed, field)}，相差{difference}",
        cell=row.cells.get(field.name),
        field=field.name,
        value=plain(stated),
        row=row.row,
    )

"""Rows of one submission as exact, typed columns: what stands between a workbook, a rule and the database.

Numbers are int64 counts of 1e-6 of the field's unit (``MICRO``), never binary fractions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from data_access.sheets.declaration import SheetDeclaration

MICRO = 1_000_000
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class Column:
    """One field over all rows.

    ``values``: int64 (1e-6 of the unit, 0 where there is none) for int, decimal and ratio; otherwise an object array
    of str or None (regions as 12-digit codes, yes_no as 是 / 否, several choices joined by 、). ``missing``: no value.
    ``not_applicable``: the cell held / (a subset of missing). ``invalid``: the cell has an error, rules keep silent on it.
    """

    values: npt.NDArray[Any]
    missing: Mask
    not_applicable: Mask
    invalid: Mask


@dataclass(frozen=True, kw_only=True)
class TypedRows:
    """All body rows of one submission; every field of the declaration has a column, one entry a row.

    ``source_rows``: 1-based worksheet rows. ``letters``: field → column letters in the user's file, absent fields left out.
    """

    declaration: SheetDeclaration
    source_rows: npt.NDArray[np.int64]
    columns: Mapping[str, Column]
    letters: Mapping[str, str]

    def __len__(self) -> int:
        return len(self.source_rows)

    def cell(self, field: str, index: int) -> str | None:
        """A1 address of one field of one row, None where the file has no such column."""
        letters = self.letters.get(field)
        return f"{letters}{int(self.source_rows[index])}" if letters else None

    def take(self, indices: npt.NDArray[np.int64]) -> TypedRows:
        """The rows at ``indices``, in that order."""
        return TypedRows(
            declaration=self.declaration,
            source_rows=self.source_rows[indices],
            letters=self.letters,
            columns={
                name: Column(
                    values=column.values[indices],
                    missing=column.missing[indices],
                    not_applicable=column.not_applicable[indices],
                    invalid=column.invalid[indices],
                )
                for name, column in self.columns.items()
            },
        )

"""What a row is: its key, two rows of one key, and keys that another reporter already holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from data_access.problems import Problem
from data_access.rules.wording import at_cell, place_name, row_label
from data_access.typed_rows import TypedRows

Key = tuple[str, ...]
Positions = npt.NDArray[np.int64]


def row_keys(rows: TypedRows) -> list[Key | None]:
    """The key of every row; None where a part of it is blank or faulty."""
    fields = [field.name for field in rows.declaration.keys]
    unusable = np.zeros(len(rows), dtype=np.bool_)
    for name in fields:
        unusable |= rows.columns[name].missing | rows.columns[name].invalid
    keys = zip(*(rows.columns[name].values.tolist() for name in fields), strict=True)
    return [None if bad else key for key, bad in zip(keys, unusable.tolist(), strict=True)]


def first_positions(keys: Sequence[Key | None]) -> dict[Key, int]:
    """Where each key stands first."""
    positions: dict[Key, int] = {}
    for index, key in enumerate(keys):
        if key is not None:
            positions.setdefault(key, index)
    return positions


def positions_in(earlier: TypedRows, keys: Sequence[Key | None]) -> Positions:
    """For every key the row of ``earlier`` that holds it, −1 where none does."""
    positions = first_positions(row_keys(earlier))
    return np.fromiter((-1 if key is None else positions.get(key, -1) for key in keys), dtype=np.int64, count=len(keys))


def check_duplicates(rows: TypedRows) -> list[Problem]:
    """Every further row of a key: the finding stands at the later row and names the first."""
    keys = row_keys(rows)
    positions = first_positions(keys)
    field = rows.declaration.keys[0].name
    return [
        at_cell(
            "duplicate_key",
            f"{row_label(rows, index)}：{rows.cell(field, index) or ''}与第{int(rows.source_rows[positions[key]])}行"
            f"（{rows.cell(field, positions[key]) or ''}）重复",
            rows=rows, field=field, index=index,
        )
        for index, key in enumerate(keys)
        if key is not None and positions[key] != index
    ]  # fmt: skip


def elsewhere_problems(rows: TypedRows, holders: Mapping[int, str], departments: Mapping[str, str]) -> list[Problem]:
    """Rows whose key is in force with another reporter: ``holders`` is row → that reporter."""
    field = rows.declaration.unique_in_root[0] if rows.declaration.unique_in_root else ""
    return [
        at_cell(
            "key_elsewhere",
            f"{row_label(rows, index)}：本期已由{departments.get(holder) or place_name(holder)}报送",
            rows=rows, field=field, index=index,
        )
        for index, holder in sorted(holders.items())
        if not rows.columns[field].missing[index] and not rows.columns[field].invalid[index]
    ]  # fmt: skip

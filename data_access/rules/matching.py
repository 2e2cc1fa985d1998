"""Rows of two reports of one sheet laid side by side.

Rows are matched by their key fields; rows without a usable key, and further rows of one key, by their order.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np

from data_access.rules.keys import Key, Positions, row_keys
from data_access.typed_rows import Column, Mask, TypedRows


@dataclass(frozen=True, kw_only=True)
class Matched:
    """Positions of the rows that both reports have, and by field whether the two differ there."""

    new: Positions
    old: Positions
    differs: dict[str, Mask]

    @property
    def changed(self) -> Mask:
        mask = np.zeros(len(self.new), dtype=np.bool_)
        for differs in self.differs.values():
            mask |= differs
        return mask


def match_rows(new: TypedRows, old: TypedRows) -> Matched:
    """The common rows in the order of ``new``, every declared field compared."""
    positions = {key: index for index, key in enumerate(_numbered(old))}
    found = np.fromiter((positions.get(key, -1) for key in _numbered(new)), dtype=np.int64, count=len(new))
    here = np.flatnonzero(found >= 0)
    differs = {
        field.name: _differs(new.columns[field.name], here, old.columns[field.name], found[here])
        for field in new.declaration.fields
    }
    return Matched(new=here, old=found[here], differs=differs)


def is_unchanged(new: TypedRows, old: TypedRows) -> bool:
    """Whether both hold the same typed rows, 不适用 told from blank, in whatever order."""
    if len(new) != len(old) or not _same_sums(new, old):
        return False
    matched = match_rows(new, old)
    return len(matched.new) == len(new) and not matched.changed.any()


def _same_sums(new: TypedRows, old: TypedRows) -> bool:
    """Whether the columns of numbers have the same blanks and sums (by the 64 bits that they keep): where not, no row need be sought."""
    for field in new.declaration.fields:
        if field.is_numeric:
            now, then = new.columns[field.name], old.columns[field.name]
            if now.missing.sum() != then.missing.sum():
                return False
            if np.sum(now.values, where=~now.missing) != np.sum(then.values, where=~then.missing):
                return False
    return True


def _numbered(rows: TypedRows) -> list[tuple[Key | None, int]]:
    """Keys, told apart where one comes several times."""
    seen: Counter[Key | None] = Counter()
    numbered: list[tuple[Key | None, int]] = []
    for key in row_keys(rows):
        numbered.append((key, seen[key]))
        seen[key] += 1
    return numbered


def _differs(new: Column, here: Positions, old: Column, there: Positions) -> Mask:
    blank, blank_before = new.missing[here], old.missing[there]
    valued = ~blank & ~blank_before & np.asarray(new.values[here] != old.values[there], dtype=np.bool_)
    return valued | (blank != blank_before) | (new.not_applicable[here] != old.not_applicable[there])

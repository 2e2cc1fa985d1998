"""What a new report changes against the one in force: new, changed, unchanged and removed rows, cell by cell.

Rows are matched by their key fields; rows without a usable key, and further rows of one key, by their order.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from data_access.rules.matching import Matched, is_unchanged, match_rows
from data_access.rules.wording import row_label, value_text
from data_access.sheets.declaration import Field
from data_access.typed_rows import TypedRows

__all__ = ["CellChange", "Changes", "compare", "is_unchanged"]


@dataclass(frozen=True, kw_only=True, slots=True)
class CellChange:
    """One cell: ``row_key`` names the row, ``cell`` its A1 address in the new file, ``old`` and ``new`` as text (None: blank, ／: does not apply).

    Personal fields are masked.
    """

    row_key: str
    field: str
    cell: str | None
    old: str | None
    new: str | None


@dataclass(frozen=True, kw_only=True)
class Changes:
    """Counts of rows, and every changed cell of rows that both reports have, in the order of the new file."""

    new: int
    changed: int
    unchanged: int
    removed: int
    cells: tuple[CellChange, ...] = ()

    @property
    def nothing(self) -> bool:
        """Whether both reports hold the same typed rows."""
        return not (self.new or self.changed or self.removed)


def compare(new: TypedRows, old: TypedRows | None) -> Changes:
    """What ``new`` would change; ``old`` None where nothing is in force."""
    if old is None:
        return Changes(new=len(new), changed=0, unchanged=0, removed=0)
    matched = match_rows(new, old)
    changed = int(matched.changed.sum())
    return Changes(
        new=len(new) - len(matched.new),
        changed=changed,
        unchanged=len(matched.new) - changed,
        removed=len(old) - len(matched.new),
        cells=_cells(new, old, matched),
    )


def _cells(new: TypedRows, old: TypedRows, matched: Matched) -> tuple[CellChange, ...]:
    cells: list[CellChange] = []
    for at in np.flatnonzero(matched.changed):
        index, before = int(matched.new[at]), int(matched.old[at])
        label = row_label(new, index)
        for field in new.declaration.fields:
            if matched.differs[field.name][at]:
                cells.append(
                    CellChange(
                        row_key=label, field=field.name, cell=new.cell(field.name, index),
                        old=_text(old, field, before), new=_text(new, field, index),
                    )
                )  # fmt: skip
    return tuple(cells)


def _text(rows: TypedRows, field: Field, index: int) -> str | None:
    return "／" if rows.columns[field.name].not_applicable[index] else value_text(rows, field, index)

"""What a new report changes against the one in force: new, changed, unchanged and removed rows, cell by cell.

Rows are matched by their key fields; rows without a usable key, and further rows of one key, by their order.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from data_access.rules.keys import Positions
from data_access.rules.matching import Matched, is_unchanged, match_rows
from data_access.rules.wording import row_label, value_text
from data_access.sheets.declaration import Field
from data_access.typed_rows import TypedRows

__all__ = ["CellChange", "Changes", "Comparison", "WholeRow", "compare", "compare_whole", "is_unchanged"]


@dataclass(frozen=True, kw_only=True, slots=True)
class CellChange:
    """One cell: ``row_key`` names the row, ``cell`` and ``old_cell`` its A1 addresses in the new and in the old file,
    ``old`` and ``new`` as text (None: blank, ／: does not apply).

    Personal fields are masked.
    """

    row_key: str
    field: str
    cell: str | None
    old: str | None
    new: str | None
    old_cell: str | None = None


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


@dataclass(frozen=True, kw_only=True, slots=True)
class WholeRow:
    """A row that only one of two reports has: its 1-based worksheet row there, and every field in the order of the
    declaration as text (None: blank, ／: does not apply); personal fields are masked."""

    row_key: str
    source_row: int
    values: tuple[str | None, ...]


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Two reports side by side: the counts and changed cells, and the rows that came and went, in their files' order."""

    changes: Changes
    new_rows: tuple[WholeRow, ...]
    removed_rows: tuple[WholeRow, ...]


def compare_whole(new: TypedRows, old: TypedRows) -> Comparison:
    """Like ``compare``, with the rows that only one of the two has."""
    matched = match_rows(new, old)
    return Comparison(
        changes=_counted(new, old, matched),
        new_rows=_alone(new, matched.new),
        removed_rows=_alone(old, matched.old),
    )


def _alone(rows: TypedRows, common: Positions) -> tuple[WholeRow, ...]:
    positions = np.setdiff1d(np.arange(len(rows), dtype=np.int64), common).tolist()
    return tuple(
        WholeRow(
            row_key=row_label(rows, index), source_row=int(rows.source_rows[index]),
            values=tuple(_text(rows, field, index) for field in rows.declaration.fields),
        )
        for index in positions
    )  # fmt: skip


def compare(new: TypedRows, old: TypedRows | None) -> Changes:
    """What ``new`` would change; ``old`` None where nothing is in force."""
    if old is None:
        return Changes(new=len(new), changed=0, unchanged=0, removed=0)
    return _counted(new, old, match_rows(new, old))


def _counted(new: TypedRows, old: TypedRows, matched: Matched) -> Changes:
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
                        old=_text(old, field, before), new=_text(new, field, index), old_cell=old.cell(field.name, before),
                    )
                )  # fmt: skip
    return tuple(cells)


def _text(rows: TypedRows, field: Field, index: int) -> str | None:
    return "／" if rows.columns[field.name].not_applicable[index] else value_text(rows, field, index)

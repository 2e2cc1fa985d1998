"""合计, 小计 and the rows of a unit above the row level: what each covers and states."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from data_access.regions.tree import RegionTree
from data_access.typed_rows import TypedRows

_GRAND = ("总计", "總計", "共计", "全省", "全州", "全市", "全县", "全区", "全乡", "全镇", "全村")
_SUM = ("合计", "合計", "合计数", "汇总", "总数", "总和")
Indices = npt.NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class TotalRow:
    """One total: 1-based worksheet ``row``, its words, the indices of the rows it covers, its counts (None: blank) and cells."""

    row: int
    label: str
    covers: Indices
    values: Mapping[str, int | None]
    cells: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class TotalPlace:
    """Where a total stands (0-based ``row``), what it is called, and the place it names, if any."""

    row: int
    label: str
    place: str | None


def covered_rows(totals: Sequence[TotalPlace], rows: TypedRows, tree: RegionTree) -> list[Indices]:
    """For each total the indices of the rows that it adds up.

    A total that names a place covers the rows inside it, and of those whose own place is at fault the ones at which it
    stands; 总计 and 全县 cover all; 小计, and 合计 where there are several,
    cover the rows since the total before (or up to the next one, where totals stand above their rows).
    """
    sums = [total for total in totals if total.label.endswith(_SUM) and total.place is None]
    whole = {total.row for total in totals if total.label.startswith(_GRAND) or (total in sums and len(sums) == 1)}
    parts = [total.row for total in totals if total.place is None and total.row not in whole]
    blocks = _blocks(parts, rows.source_rows - 1)
    beside = _blocks([total.row for total in totals if total.row not in whole], rows.source_rows - 1)
    everything = np.arange(len(rows), dtype=np.int64)
    covered: list[Indices] = []
    for total in totals:
        block = blocks.get(total.row, everything)
        if total.place is not None:
            covered.append(_of_place(total.place, beside.get(total.row, everything), rows, tree))
        else:
            covered.append(block if len(block) else everything)
    return covered


def _of_place(place: str, block: Indices, rows: TypedRows, tree: RegionTree) -> Indices:
    """The rows inside a place and, of ``block``, those without a sound place; all where no row is known to lie elsewhere."""
    everything = np.arange(len(rows), dtype=np.int64)
    field = next((field.name for field in rows.declaration.fields if field.type == "region"), None)
    if field is None:
        return everything
    first, last = tree.subtree(place)
    column = rows.columns[field]
    unplaced = column.missing | column.invalid
    inside = np.array([isinstance(code, str) and first <= code <= last for code in column.values], dtype=np.bool_)
    if bool((inside | unplaced).all()):
        return everything
    inside[block] |= unplaced[block]
    return np.flatnonzero(inside).astype(np.int64)


def _blocks(totals: Sequence[int], body: Indices) -> dict[int, Indices]:
    """The body rows that go with each total by position: those above it, or below it where all of them stand on top."""
    if not totals:
        return {}
    above = {here: _between(body, before, here) for before, here in zip([-1, *totals[:-1]], totals, strict=True)}
    below = {here: _between(body, here, after) for here, after in zip(totals, [*totals[1:], 2**40], strict=True)}
    on_top = not len(above[totals[0]]) and len(below[totals[-1]]) > 0
    return below if on_top else above


def _between(body: Indices, low: int, high: int) -> Indices:
    return np.flatnonzero((body > low) & (body < high)).astype(np.int64)

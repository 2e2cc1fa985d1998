"""Small cells: one or two households in a cell that others may see read 少于3, and no total gives them away.

A reader knows the printed figures, that 少于3 is 1 or 2 and that 略 beside it is 3 or more. A small cell is safe when both
1 and 2 (in a line that is left out whole: two values at least) agree with all of that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush

LEAST = 3
FEWER, OMITTED = "少于3", "略"
#: the column of the row totals in what ``hidden_cells`` returns
TOTAL = -1
NOTES = ("“少于3”为1户或2户，不列确数；“略”为防止由合计推算而不列。",)
Cell = tuple[int, int]
Table = Sequence[Sequence[int]]


def is_small(count: int) -> bool:
    """Whether a count is one of those that others must not see."""
    return 0 < count < LEAST


def shown(count: int, own: bool) -> str:
    """A count of households as its reader sees it; ``own``: a unit of the reader's."""
    return FEWER if is_small(count) and not own else f"{count:,}"


def hidden_parts(counts: Sequence[int]) -> Mapping[int, str]:
    """Which parts of a whole with a printed total are not printed, and what stands there: the small ones, and of the
    others the smallest, as many as it takes. Where that is not enough, none is printed; one part alone is the whole."""
    hidden = {part for part, count in enumerate(counts) if is_small(count)}
    if not hidden or len(counts) == 1:
        return {}
    others = sorted((count, part) for part, count in enumerate(counts) if count >= LEAST)
    while not all(_ambiguous(counts, hidden, part) for part in hidden if is_small(counts[part])):
        if not others:
            return dict.fromkeys(range(len(counts)), OMITTED)
        hidden.add(others.pop(0)[1])
    return {part: _word(counts[part]) for part in sorted(hidden)}


def _ambiguous(counts: Sequence[int], hidden: set[int], part: int) -> bool:
    """Whether another hidden part could be less by the one that this is more, or the other way round."""
    rest = [counts[other] for other in hidden if other != part]
    if counts[part] == 1:
        return any(count == 2 or count > LEAST for count in rest)
    return any(count == 1 or count >= LEAST for count in rest)


def _word(count: int) -> str:
    return FEWER if is_small(count) else OMITTED


def hidden_cells(table: Table) -> Mapping[Cell, str]:
    """Which cells of a table of units (rows) with printed row and column totals are not printed, and what stands there.

    Keys are (row, column), (row, ``TOTAL``) for the row's own total. The totals of the columns, the whole's, always stay.
    """
    return hidden_together((table,))[0]


def hidden_together(tables: Sequence[Table]) -> tuple[Mapping[Cell, str], ...]:
    """As ``hidden_cells`` for several tables that split the same households of the same units in different ways.

    Units whose own total is hidden are not split at all; the rest then hangs together by printed totals only, and each
    table stands for itself.
    """
    totals = [sum(row) for row in tables[0]]
    if len(totals) == 1:
        return tuple({} for _ in tables)
    parts = hidden_parts(totals)
    found = [_hidden(table, parts) for table in tables]
    whole = len(parts) == len(totals) and set(parts.values()) == {OMITTED}
    if not whole and all(one is not None for one in found):
        return tuple(one or {} for one in found)
    return tuple(_everything(table) for table in tables)


def _everything(table: Table) -> dict[Cell, str]:
    return {(row, column): OMITTED for row, cells in enumerate(table) for column in (*range(len(cells)), TOTAL)}


def _hidden(table: Table, parts: Mapping[int, str]) -> dict[Cell, str] | None:
    """The hidden cells of one table; None where only leaving out all would do."""
    grid = _grid(table, parts)
    if not _protected(grid):
        return None
    columns = range(len(table[0]))
    found = {(row, TOTAL): word for row, word in parts.items()}
    found |= {(row, column): OMITTED for row in parts for column in columns}
    printed = [row for row in range(len(table)) if row not in parts]
    for place, row in enumerate(printed):
        left_out = place in grid.unsplit
        cells = columns if left_out else [column for column in columns if (place, column) in grid.hidden]
        found |= {(row, column): OMITTED if left_out else _word(table[row][column]) for column in cells}
    return found


@dataclass(kw_only=True)
class _Grid:
    """The units with a printed total, and those without as one line more. ``unsplit``: lines of which no cell is printed;
    ``hidden``: cells of the others."""

    counts: list[list[int]]
    small: list[Cell]
    hidden: set[Cell] = field(default_factory=set[Cell])
    unsplit: set[int] = field(default_factory=set[int])

    def price(self, cell: Cell, step: int) -> int | None:
        """What it costs to let a reader think that a cell is one more or less: 0 where it is hidden, the households that
        are no longer printed where it would have to be; None where the reader knows better."""
        count = self.counts[cell[0]][cell[1]]
        if cell[0] in self.unsplit:
            return 0 if count + step >= 0 else None
        if is_small(count):
            return 0 if is_small(count + step) else None
        if count + step < LEAST:
            return None
        return 0 if cell in self.hidden else count


def _grid(table: Table, parts: Mapping[int, str]) -> _Grid:
    counts = [list(cells) for row, cells in enumerate(table) if row not in parts]
    small = [(row, column) for row, cells in enumerate(counts) for column, count in enumerate(cells) if is_small(count)]
    grid = _Grid(counts=counts, small=small, hidden=set(small))
    if parts:
        grid.unsplit.add(len(counts))
        counts.append([sum(table[row][column] for row in parts) for column in range(len(table[0]))])
    return grid


def _protected(grid: _Grid) -> bool:
    """Hides what it takes to make every small cell safe; False where nothing less than all does."""
    while (stuck := _first_known(grid)) is not None:
        if stuck not in grid.unsplit:
            grid.unsplit.add(stuck)
            continue
        others = [(sum(cells), row) for row, cells in enumerate(grid.counts) if row not in grid.unsplit and any(cells)]
        if not others:
            return False
        grid.unsplit.add(min(others)[1])
    return True


def _first_known(grid: _Grid) -> int | None:
    """The line of the first small cell that cannot be made safe by hiding others."""
    for cell in grid.small:
        ways = [way for step in (1, -1) if (way := _way_round(grid, cell, step)) is not None]
        if not ways:
            return cell[0]
        grid.hidden.update(min(ways)[1])
    return None


def _way_round(grid: _Grid, cell: Cell, step: int) -> tuple[int, tuple[Cell, ...]] | None:
    """The cells that a reader may think one less and one more in turn, so that all totals stay, when ``cell`` is ``step``
    more: the way that hides the fewest households, and how many. None: ``cell`` cannot be ``step`` more."""
    if grid.price(cell, step) is None:
        return None
    queue: list[tuple[int, bool, int, tuple[Cell, ...]]] = [(0, True, cell[1], ())]
    seen: set[tuple[bool, int]] = set()
    while queue:
        cost, down, line, way = heappop(queue)
        if (down, line) == (False, cell[0]):
            return cost, way
        if (down, line) in seen:
            continue
        seen.add((down, line))
        for other in range(len(grid.counts) if down else len(grid.counts[0])):
            used = (other, line) if down else (line, other)
            price = grid.price(used, -step if down else step)
            if used != cell and price is not None:
                heappush(queue, (cost + price, not down, other, (*way, used)))
    return None

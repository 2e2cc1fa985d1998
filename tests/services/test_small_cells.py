"""少于3 and 略: what a reader of the printed table can find out, by trying all tables that agree with it."""

import random
from collections.abc import Iterator, Mapping, Sequence
from itertools import product

import pytest

from services.small_cells import FEWER, OMITTED, TOTAL, Cell, hidden_cells, hidden_parts, hidden_together, shown

Table = Sequence[Sequence[int]]
Row = tuple[int, ...]


@pytest.mark.parametrize(
    ("count", "own", "text"),
    [(0, False, "0"), (1, False, "少于3"), (2, False, "少于3"), (3, False, "3"), (1204, False, "1,204"), (1, True, "1")],
)
def test_one_or_two_households_read_fewer_than_three_for_others(count: int, own: bool, text: str) -> None:
    assert shown(count, own) == text


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        ([], {}),
        ([0, 3, 8], {}),
        ([2], {}),  # the part is the whole
        ([0, 2, 9, 5], {1: FEWER, 3: OMITTED}),  # the next smallest, never a zero
        ([2, 1, 9], {0: FEWER, 1: FEWER}),  # three households in two units: 2 and 1, or 1 and 2
        ([2, 2, 9], {0: FEWER, 1: FEWER, 2: OMITTED}),  # four in two units would be 2 and 2
        ([1, 3, 9], {0: FEWER, 1: OMITTED, 2: OMITTED}),  # 略 is 3 or more: 4 in the two would be 1 and 3
        ([1, 4, 9], {0: FEWER, 1: OMITTED}),
        ([1, 1, 0], {0: OMITTED, 1: OMITTED, 2: OMITTED}),  # nothing to hide behind: none is printed
    ],
)
def test_parts_of_a_printed_total(counts: list[int], hidden: dict[int, str]) -> None:
    assert hidden_parts(counts) == hidden


@pytest.mark.parametrize(
    ("table", "hidden"),
    [
        ([[3, 0, 12], [4, 5, 6]], {}),
        # one small cell: a second one in its row, one in its column, and the one that closes the square
        ([[1, 9, 30], [20, 7, 40], [8, 5, 50]], {(0, 0): FEWER, (0, 1): OMITTED, (2, 0): OMITTED, (2, 1): OMITTED}),
        # 1+1+1 and 2+2 would follow from totals of 3 and 4: such a row is not split
        (
            [[2, 2, 0], [9, 8, 7], [6, 5, 4]],
            {(0, 0): OMITTED, (0, 1): OMITTED, (0, 2): OMITTED, (2, 0): OMITTED, (2, 1): OMITTED, (2, 2): OMITTED},
        ),
        # a unit of two households in all is not split, and no total tells that they are two
        (
            [[2, 0], [9, 8], [6, 5]],
            {(0, TOTAL): FEWER, (2, TOTAL): OMITTED, (0, 0): OMITTED, (0, 1): OMITTED, (2, 0): OMITTED, (2, 1): OMITTED},
        ),
        # the households of the whole live in one unit: which one is not said
        ([[1, 4], [0, 0]], dict.fromkeys([(0, 0), (0, 1), (0, TOTAL), (1, 0), (1, 1), (1, TOTAL)], OMITTED)),
    ],
)
def test_tables_with_totals_of_rows_and_columns(table: Table, hidden: dict[Cell, str]) -> None:
    assert hidden_cells(table) == hidden


def _random_tables() -> list[list[list[int]]]:
    drawn = random.Random(20240611)
    sizes = [(2, 2), (2, 3), (3, 2), (3, 3), (2, 4), (4, 2)]
    kinds = [(0, 0, 1, 2, 3), (0, 1, 2, 3, 4), (0, 0, 0, 1, 2), (1, 3, 3, 4, 5), (0, 3, 4, 5, 1)]
    tables: list[list[list[int]]] = []
    for number in range(240):
        rows, columns = sizes[number % len(sizes)]
        kind = kinds[number // len(sizes) % len(kinds)]
        tables.append([[drawn.choice(kind) for _ in range(columns)] for _ in range(rows)])
    return tables


@pytest.mark.parametrize("table", _random_tables(), ids=str)
def test_no_small_cell_follows_from_what_is_printed(table: Table) -> None:
    """Every table that agrees with the print is tried: of each small cell at least two values must remain."""
    hidden = hidden_cells(table)
    values = _values(table, hidden, _agreeing(table, hidden))
    assert all(len(found) > 1 for found in values.values()), (hidden, values)


def test_two_tables_of_the_same_households_do_not_give_each_other_away() -> None:
    drawn = random.Random(7)
    for _ in range(80):
        first = [[drawn.choice((0, 0, 1, 2, 3, 4)) for _ in range(2)] for _ in range(3)]
        second = [[split := drawn.randint(0, sum(row)), sum(row) - split] for row in first]
        hidden = hidden_together((first, second))
        agreeing = [list(_agreeing(table, found)) for table, found in zip((first, second), hidden, strict=True)]
        sums = [{tuple(map(sum, table)) for table in tables} for tables in agreeing]
        assert sums[0] & sums[1]
        for table, found, tables in zip((first, second), hidden, agreeing, strict=True):
            both = [one for one in tables if tuple(map(sum, one)) in sums[0] & sums[1]]
            values = _values(table, found, both)
            assert all(len(left) > 1 for left in values.values()), (first, second, hidden, values)


def test_hardly_more_is_hidden_than_must_be() -> None:
    """A usual county: of twelve townships by four levels, two small cells cost two more."""
    table = [[12 + row, 25 - row, 31, 40 + row] for row in range(12)]
    table[3][0], table[7][0] = 1, 2
    hidden = hidden_cells(table)
    assert sorted(hidden) == [(3, 0), (3, 1), (7, 0), (7, 1)]


def _agreeing(table: Table, hidden: Mapping[Cell, str]) -> Iterator[tuple[Row, ...]]:
    """All tables of counts that a reader cannot tell from the true one."""
    sums = [sum(column) for column in zip(*table, strict=True)]
    rows = [list(_rows(cells, row, hidden, sums)) for row, cells in enumerate(table)]
    for choice in product(*rows[:-1]):
        rest = tuple(whole - sum(row[column] for row in choice) for column, whole in enumerate(sums))
        if rest in rows[-1]:
            yield (*choice, rest)


def _rows(cells: Sequence[int], row: int, hidden: Mapping[Cell, str], most: Sequence[int]) -> Iterator[Row]:
    """What one row may be: 少于3 is 1 or 2; 略 is 3 or more, anything in a row that is 略 all over."""
    left_out = all(hidden.get((row, column)) == OMITTED for column in range(len(cells)))
    ranges = [_range(hidden.get((row, column)), cells[column], most[column], left_out=left_out) for column in range(len(cells))]
    total = _range(hidden.get((row, TOTAL)), sum(cells), sum(most), left_out=left_out)
    return (found for found in product(*ranges) if sum(found) in total)


def _range(word: str | None, count: int, most: int, *, left_out: bool) -> range:
    if word is None:
        return range(count, count + 1)
    return range(1, 3) if word == FEWER else range(0 if left_out else 3, most + 1)


def _values(
    table: Table, hidden: Mapping[Cell, str], agreeing: Sequence[tuple[Row, ...]] | Iterator[tuple[Row, ...]]
) -> dict[Cell, set[int]]:
    """What each small cell and small row total may be."""
    small = [(row, column) for row, cells in enumerate(table) for column, count in enumerate(cells) if 0 < count < 3]
    small += [(row, TOTAL) for row, cells in enumerate(table) if 0 < sum(cells) < 3]
    found: dict[Cell, set[int]] = {cell: set() for cell in small}
    for one in agreeing:
        for row, column in small:
            found[row, column].add(sum(one[row]) if column == TOTAL else one[row][column])
    return found

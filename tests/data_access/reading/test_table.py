"""A worksheet kept by column answers as its rows would."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from data_access.reading.grid import Cell
from data_access.reading.table import Piece, Table

ROWS: list[list[Cell]] = [
    ["甲", None, 1.5],
    [],
    [None, "乙", None, True],
    [2.0, 3, date(2023, 5, 25)],
    [float("nan"), "1", 2**60],
]
#: The same rows as the child may cut them: figures packed, an empty column left out.
PIECES = Table(
    [
        Piece(height=1, columns=[["甲"], None, np.array([1.5])]),
        Piece(height=1, columns=()),
        Piece(height=0, columns=()),
        Piece(height=2, columns=[np.array([np.nan, 2.0]), ["乙", 3], [None, date(2023, 5, 25)], [True, None]]),
        Piece(height=1, columns=[[float("nan")], ["1"], [2**60]]),
    ]
)


@pytest.fixture(params=[Table.of(ROWS), PIECES], ids=["rows", "pieces"])
def table(request: pytest.FixtureRequest) -> Table:
    return request.param


def test_rows_are_put_together_without_empty_ends(table: Table) -> None:
    assert (len(table), table.width) == (5, 4)
    assert repr(list(table)) == repr(table[:]) == repr([table[row] for row in range(5)]) == repr(ROWS)
    assert repr(table[-1]) == repr(ROWS[-1])
    with pytest.raises(IndexError):
        table[5]


def test_cells_outside_are_empty(table: Table) -> None:
    assert [table.cell(row, column) for row, column in [(0, 0), (2, 3), (0, 3), (5, 0), (0, 9), (-1, 0)]] == [
        "甲", True, None, None, None, None,
    ]  # fmt: skip


def test_a_column_is_its_numbers_and_the_others(table: Table) -> None:
    assert repr(table.cells(0)) == repr(["甲", None, None, 2.0, float("nan")])
    np.testing.assert_array_equal(table.numbers(1), [np.nan, np.nan, np.nan, 3.0, np.nan])
    np.testing.assert_array_equal(table.numbers(9), [np.nan] * 5)
    assert {column: dict(table.others(column)) for column in (1, 2, 3)} == {
        1: {2: "乙", 4: "1"}, 2: {3: date(2023, 5, 25), 4: 2**60}, 3: {2: True},
    }  # fmt: skip
    assert list(table.others(0)) == [0, 4]


def test_figures_are_counted_by_row(table: Table) -> None:
    assert table.figures(range(4)).tolist() == [1, 0, 0, 2, 0]


def test_equality_is_that_of_the_rows() -> None:
    assert Table.of([[1.0], []]) == [[1.0], []]
    assert Table.of([[1.0]]) != [[2.0]]
    assert Table.of([]) == []

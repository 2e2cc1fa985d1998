"""Problems are read down the sheet, then across."""

from __future__ import annotations

from data_access.examination.ordering import arranged, row_of
from data_access.problems import problem


def test_sheet_first_then_rows_then_columns_then_severity() -> None:
    given = [
        problem("negative", "e", cell="AA7", row=7),
        problem("jump", "d", cell="B7", row=7),
        problem("negative", "c", cell="B7", row=7),
        problem("normalised", "b", cell="C6", row=6),
        problem("same_as_last", "a"),
    ]
    assert [one.message for one in arranged(given, "表")] == ["a", "b", "c", "d", "e"]


def test_a_finding_said_twice_is_listed_once_and_names_its_worksheet() -> None:
    given = [
        problem("negative", "a", cell="B7"),
        problem("negative", "a", cell="B7", worksheet="别的"),
        problem("negative", "a", cell="B7"),
    ]
    assert [one.worksheet for one in arranged(given, "表")] == ["表", "别的"]


def test_the_row_of_a_cell() -> None:
    assert row_of(problem("negative", "a", cell="AB12")) == 12
    assert row_of(problem("negative", "a", cell="AB12", row=3)) == 3
    assert row_of(problem("same_as_last", "a")) is None

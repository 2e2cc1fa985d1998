"""What goes in comes out: numbers to the last digit, blanks, ／, text."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from data_access.store import Database, Scope, StoredEarlierReports, commit, facts
from data_access.store.committing import SLICE
from data_access.typed_rows import TypedRows
from tests.data_access.store.reports import EVERYTHING, JOBS, NA, ROOT, TOWN_A, VILLAGE_A, proposal, rows_of

LARGEST, SMALLEST = 2**63 - 1, -(2**63)
ROWS = [
    {"region": VILLAGE_A, "workers": LARGEST, "share": 333_333, "kind": "甲", "remark": "全角，“引号” 与 'x'\\t"},
    {"region": VILLAGE_A, "workers": SMALLEST, "share": NA, "kind": NA, "remark": None},
    {"region": VILLAGE_A, "workers": 0, "share": None, "kind": None, "remark": "012"},
]


def assert_same(left: TypedRows, right: TypedRows) -> None:
    assert left.source_rows.tolist() == right.source_rows.tolist()
    assert left.letters == right.letters
    for name, column in left.columns.items():
        for part in ("values", "missing", "not_applicable", "invalid"):
            assert getattr(column, part).tolist() == getattr(right.columns[name], part).tolist(), (name, part)


def test_typed_rows_come_back_as_they_went_in(database: Database) -> None:
    stored = proposal(ROWS)
    committed = commit(database, stored)
    report = StoredEarlierReports(database, EVERYTHING).in_force(ROOT, "jobs", TOWN_A, "2023-05")
    assert report is not None
    assert (report.submission, report.version, report.period) == (committed.submission, 1, "2023-05")
    assert_same(report.rows, stored.rows)


def test_a_frame_holds_exact_numbers_and_missing_values(database: Database) -> None:
    committed = commit(database, proposal(ROWS))
    frame = facts(database, EVERYTHING, sheet="jobs", submissions=[committed.submission], columns=["workers", "share", "kind"])
    expected = pd.DataFrame(
        {
            "submission": pd.array([committed.submission] * 3, dtype="int64"),
            "source_row": pd.array([5, 6, 7], dtype="int64"),
            "workers": pd.array([LARGEST, SMALLEST, 0], dtype="Int64"),
            "share": pd.array([333_333, None, None], dtype="Int64"),
            "kind": pd.array(["甲", None, None], dtype="str"),
        }
    )
    pd.testing.assert_frame_equal(frame, expected)


def test_no_rows_give_an_empty_frame_of_the_same_shape(database: Database) -> None:
    committed = commit(database, proposal([]))
    frame = facts(database, EVERYTHING, sheet="jobs", submissions=[committed.submission], columns=["workers", "kind"])
    assert (len(frame), list(frame.dtypes.astype(str))) == (0, ["int64", "int64", "Int64", "str"])
    assert facts(database, EVERYTHING, sheet="jobs", submissions=[], columns=["workers"]).empty
    report = StoredEarlierReports(database, EVERYTHING).in_force(ROOT, "jobs", TOWN_A, "2023-05")
    assert report is not None
    assert len(report.rows) == 0


def test_rows_of_several_slices_are_all_there(database: Database) -> None:
    count = SLICE + 7
    committed = commit(database, proposal([{"region": VILLAGE_A, "workers": number} for number in range(count)]))
    frame = facts(database, Scope.of(ROOT), sheet="jobs", submissions=[committed.submission], columns=["workers"])
    assert frame["workers"].tolist() == list(range(count))


def test_rows_with_errors_are_refused(database: Database) -> None:
    stored = proposal(ROWS)
    stored.rows.columns["workers"].invalid[:] = np.array([True, False, False])
    with pytest.raises(ValueError, match="errors"):
        commit(database, stored)
    assert StoredEarlierReports(database, EVERYTHING).in_force(ROOT, "jobs", TOWN_A, "2023-05") is None


def test_rows_of_helper_are_typed() -> None:
    assert rows_of(JOBS, ROWS).columns["share"].not_applicable.tolist() == [False, True, False]

"""Single rows by their place."""

from __future__ import annotations

from data_access.store import Database, Scope, commit, fact_cells
from tests.data_access.store.reports import DEPARTMENT, EVERYTHING, TOWN_A, TOWN_B, VILLAGE_B, proposal, village


def test_rows_are_found_by_submission_and_source_row(database: Database) -> None:
    own = commit(database, proposal([village(number) for number in range(900)])).submission
    shared = commit(database, proposal([village(7, VILLAGE_B)], reporter=DEPARTMENT)).submission
    places = [(own, 5 + number) for number in range(900)] + [(shared, 5), (shared, 99)]
    found = fact_cells(database, EVERYTHING, sheet="jobs", rows=places, columns=["workers", "remark"])
    assert len(found) == 901
    assert (found[own, 5], found[own, 904], found[shared, 5]) == ((0, None), (899_000_000, None), (7_000_000, None))
    seen = fact_cells(database, Scope.of(TOWN_A), sheet="jobs", rows=places, columns=["workers"])
    assert {identity for identity, _ in seen} == {own}
    assert fact_cells(database, Scope.of(TOWN_B), sheet="jobs", rows=places, columns=["workers"]) == {}

"""Who sees which reports, rows and files."""

from __future__ import annotations

import hashlib

import pytest

from data_access.errors import CalledWrongly
from data_access.store import (
    Database,
    Scope,
    StoredEarlierReports,
    StoredState,
    attempts,
    commit,
    facts,
    file_content,
    first_versions,
    in_force,
    last_change,
    record_attempt,
    submission_record,
    submissions,
)
from tests.data_access.store.reports import (
    DEPARTMENT,
    EVERYTHING,
    ROOT,
    TOWN_A,
    TOWN_B,
    VILLAGE_A,
    VILLAGE_B,
    proposal,
    village,
)

A, B, COUNTY, PREFECTURE, NEIGHBOUR = (Scope.of(code) for code in (TOWN_A, TOWN_B, ROOT, "532300000000", "532600000000"))
BOTH = Scope.of(TOWN_A, TOWN_B)
SHARED, OWN = b"both towns in one file", b"town A alone"


@pytest.fixture
def stored(database: Database) -> dict[str, int]:
    """Reports of two towns from one file, one of town A from its own, and one of a department."""
    return {
        "a": commit(database, proposal([village(1)], content=SHARED)).submission,
        "b": commit(database, proposal([village(2, VILLAGE_B)], reporter=TOWN_B, content=SHARED)).submission,
        "own": commit(database, proposal([village(3)], period="2023-06", content=OWN)).submission,
        "department": commit(
            database, proposal([village(4), village(5, VILLAGE_B)], reporter=DEPARTMENT, content=b"department")
        ).submission,
    }


@pytest.mark.parametrize(
    ("scope", "seen"),
    [
        (EVERYTHING, {"a", "b", "own", "department"}),
        (PREFECTURE, {"a", "b", "own", "department"}),
        (COUNTY, {"a", "b", "own", "department"}),
        (BOTH, {"a", "b", "own"}),
        (A, {"a", "own"}),
        (B, {"b"}),
        (NEIGHBOUR, set()),
        (Scope.of(VILLAGE_A), set()),
        (Scope.of(), set()),
    ],
)
def test_reports_seen(database: Database, stored: dict[str, int], scope: Scope, seen: set[str]) -> None:
    identities = {stored[name] for name in seen}
    assert {record.submission for record in submissions(database, scope)} == identities
    assert {record.submission for record in in_force(database, scope, root=ROOT, sheet="jobs")} == identities
    rows = facts(database, scope, sheet="jobs", submissions=list(stored.values()), columns=["workers"])
    assert set(rows["submission"]) == identities
    assert {name for name, identity in stored.items() if submission_record(database, scope, identity)} == seen
    assert (last_change(database, scope, root=ROOT) is not None) is bool(seen)
    firsts = first_versions(database, scope, root=ROOT, sheet="jobs", period="2023-05")
    assert {first.submission for first in firsts.values()} == identities - {stored["own"]}


def test_an_original_file_is_for_who_sees_all_of_it(database: Database, stored: dict[str, int]) -> None:
    assert stored
    shared, own = (hashlib.sha256(content).hexdigest() for content in (SHARED, OWN))
    assert [file_content(database, scope, shared) for scope in (A, B, NEIGHBOUR)] == [None, None, None]
    assert [file_content(database, scope, shared) for scope in (EVERYTHING, COUNTY, BOTH)] == [SHARED] * 3
    assert file_content(database, A, own) == OWN
    assert file_content(database, EVERYTHING, "0" * 64) is None


def test_attempts_are_those_of_reporters_seen(database: Database) -> None:
    for reporter in (TOWN_A, DEPARTMENT, None):
        record_attempt(
            database, root=ROOT, sheet="jobs", reporter=reporter, period="2023-05", by="张三", outcome="rejected", counts={}
        )
    assert [entry.reporter for entry in attempts(database, EVERYTHING)] == [TOWN_A, DEPARTMENT, None]
    assert [entry.reporter for entry in attempts(database, COUNTY)] == [TOWN_A, DEPARTMENT]
    assert [entry.reporter for entry in attempts(database, A)] == [TOWN_A]
    assert attempts(database, B) == []


def test_earlier_reports_and_states_keep_to_the_scope(database: Database, stored: dict[str, int]) -> None:
    assert stored
    assert StoredEarlierReports(database, B).in_force(ROOT, "jobs", TOWN_A, "2023-05") is None
    assert StoredEarlierReports(database, A).in_force(ROOT, "jobs", TOWN_A, "2023-05") is not None
    assert list(StoredState(database, A, ROOT).periods("jobs")) == []
    assert list(StoredState(database, COUNTY, ROOT).periods("jobs")) == ["2023-05", "2023-06"]


def test_an_unknown_place_is_called_wrongly(database: Database) -> None:
    with pytest.raises(CalledWrongly, match="999999999999"):
        submissions(database, Scope.of("999999999999"))

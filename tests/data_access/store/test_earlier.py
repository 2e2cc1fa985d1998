"""What rules and previews ask of the past."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import update

from data_access.store import (
    AcceptedWarning,
    Database,
    Scope,
    StoredEarlierReports,
    Warned,
    commit,
    in_force_before,
    submissions,
    withdraw,
)
from data_access.store.committing import PLACES_KEPT
from data_access.store.schema import submission
from tests.data_access.store.reports import (
    EVERYTHING,
    HOUSEHOLDS,
    ROOT,
    TOWN_A,
    TOWN_B,
    VILLAGE_A,
    VILLAGE_B,
    proposal,
    rows_of,
    village,
)


def months(database: Database, *periods: str) -> dict[str, int]:
    return {period: commit(database, proposal([village(1)], period=period)).submission for period in periods}


def test_the_latest_earlier_report_may_be_of_last_year(database: Database) -> None:
    stored = months(database, "2022-11", "2023-03", "2023-04")
    past = StoredEarlierReports(database, EVERYTHING)
    found = {
        period: past.latest_earlier(ROOT, "jobs", TOWN_A, period) for period in ("2022-11", "2023-02", "2023-04", "2023-12")
    }
    assert {period: report.period if report else None for period, report in found.items()} == {
        "2022-11": None, "2023-02": "2022-11", "2023-04": "2023-03", "2023-12": "2023-04",
    }  # fmt: skip
    withdraw(database, stored["2023-04"], by="李四", reason="填错")
    latest = past.latest_earlier(ROOT, "jobs", TOWN_A, "2023-12")
    assert latest is not None
    assert latest.period == "2023-03"
    assert past.latest_earlier(ROOT, "jobs", TOWN_B, "2023-12") is None


def test_earlier_periods_of_the_year_come_oldest_first(database: Database) -> None:
    months(database, "2023-04", "2022-12", "2023-01")
    past = StoredEarlierReports(database, EVERYTHING)
    assert past.earlier_periods(ROOT, "jobs", TOWN_A, "2023-05") == ["2023-01", "2023-04"]
    assert past.earlier_periods(ROOT, "jobs", TOWN_A, "2023-01") == []


def household(number: str | None, region: str = VILLAGE_A) -> dict[str, object]:
    return {"household_no": number, "region": region, "net": 1}


def test_a_key_of_another_reporter_is_found(database: Database) -> None:
    def hand_in(reporter: str, period: str, *numbers: str) -> int:
        rows = [household(number) for number in numbers]
        return commit(database, proposal(rows, declaration=HOUSEHOLDS, reporter=reporter, period=period)).submission

    other = hand_in(TOWN_B, "2023Q1", "001", "002", "003")
    hand_in(TOWN_B, "2023Q2", "004")
    hand_in(TOWN_A, "2023Q1", "005")
    rows = rows_of(HOUSEHOLDS, [household(number) for number in ("003", "004", "005", None, "001", "1")])
    past = StoredEarlierReports(database, EVERYTHING)
    assert past.keys_elsewhere(ROOT, HOUSEHOLDS.id, TOWN_A, "2023Q1", ["household_no"], rows) == {0: TOWN_B, 4: TOWN_B}
    assert past.keys_elsewhere(ROOT, HOUSEHOLDS.id, TOWN_B, "2023Q1", ["household_no"], rows) == {2: TOWN_A}
    assert past.keys_elsewhere(ROOT, HOUSEHOLDS.id, TOWN_A, "2023Q3", ["household_no"], rows) == {}
    withdraw(database, other, by="李四", reason="填错")
    assert past.keys_elsewhere(ROOT, HOUSEHOLDS.id, TOWN_A, "2023Q1", ["household_no"], rows) == {}


def test_a_key_of_several_fields_must_agree_in_all(database: Database) -> None:
    rows = [household("甲车间", VILLAGE_A), household("乙车间", VILLAGE_B)]
    commit(database, proposal(rows, declaration=HOUSEHOLDS, reporter=TOWN_B, period="2023Q1"))
    asked = rows_of(HOUSEHOLDS, [household("甲车间", VILLAGE_B), household("乙车间", VILLAGE_B)])
    past = StoredEarlierReports(database, EVERYTHING)
    found = past.keys_elsewhere(ROOT, HOUSEHOLDS.id, TOWN_A, "2023Q1", ["household_no", "region"], asked)
    assert found == {1: TOWN_B}


def test_neighbours_out_of_sight_still_hold_their_keys(database: Database) -> None:
    from data_access.store import Scope

    commit(database, proposal([household("001")], declaration=HOUSEHOLDS, reporter=TOWN_B, period="2023Q1"))
    past = StoredEarlierReports(database, Scope.of(TOWN_A))
    rows = rows_of(HOUSEHOLDS, [household("001")])
    assert past.keys_elsewhere(ROOT, HOUSEHOLDS.id, TOWN_A, "2023Q1", ["household_no"], rows) == {0: TOWN_B}


def test_a_superseded_version_can_still_be_read_by_who_may_see_it(database: Database) -> None:
    first = commit(database, proposal([village(1)]))
    commit(database, proposal([village(2)], compared_with=first.submission))
    found = StoredEarlierReports(database, EVERYTHING).version(first.submission)
    assert found is not None
    assert (found.version, found.rows.columns["workers"].values.tolist()) == (1, [1_000_000])
    assert StoredEarlierReports(database, Scope.of(TOWN_B)).version(first.submission) is None
    assert StoredEarlierReports(database, EVERYTHING).version(999) is None


def test_accepted_warnings_keep_their_cells_and_older_databases_their_counts(database: Database) -> None:
    stored = commit(database, proposal([village(1)]))
    (record,) = submissions(database, EVERYTHING)
    places = frozenset({("workers", (VILLAGE_A,)), ("workers", (VILLAGE_B,))})
    assert record.warnings["number_magnitude"] == AcceptedWarning(count=2, cells=("B4", "B5"), places=places)
    assert record.warnings["rows_missing"] == AcceptedWarning(count=1, cells=(), places=frozenset({("region", None)}))
    older = {"rows_missing": 7, "jump": {"count": 2, "cells": ["C5"]}}
    with database.writing() as connection:
        connection.execute(update(submission).where(submission.c.id == stored.submission).values(warnings=older))
    (record,) = submissions(database, EVERYTHING)
    assert record.warnings == {
        "rows_missing": AcceptedWarning(count=7, cells=()),
        "jump": AcceptedWarning(count=2, cells=("C5",)),
    }


def test_a_long_warning_keeps_its_first_places_and_its_whole_count(database: Database) -> None:
    many = [Warned(cell=f"B{row}", field="workers", key=(str(row),)) for row in range(PLACES_KEPT + 5)]
    commit(database, replace(proposal([village(1)]), warnings={"jump": many}))
    (record,) = submissions(database, EVERYTHING)
    kept = record.warnings["jump"]
    assert (kept.count, len(kept.cells), len(kept.places)) == (PLACES_KEPT + 5, 20, PLACES_KEPT)


def test_the_version_before_is_the_one_in_force_of_the_latest_earlier_period(database: Database) -> None:
    march = commit(database, proposal([village(1)], period="2023-03"))
    april = commit(database, proposal([village(2)], period="2023-04"))
    commit(database, proposal([village(3)], period="2023-04", reporter=TOWN_B))
    commit(database, proposal([village(3)], period="2023-05"))
    key = {"root": ROOT, "sheet": "jobs", "reporter": TOWN_A}
    newer = commit(database, proposal([village(4)], period="2023-04", compared_with=april.submission))

    def before(period: str, scope: Scope = EVERYTHING) -> int | None:
        found = in_force_before(database, scope, **key, period=period)
        return found.submission if found else None

    assert [before(period) for period in ("2023-05", "2023-04", "2023-03")] == [newer.submission, march.submission, None]
    withdraw(database, newer.submission, by="李四", reason="填错")
    assert before("2023-05") == april.submission
    withdraw(database, april.submission, by="李四", reason="填错")
    assert before("2023-05") == march.submission
    assert before("2023-05", Scope.of(TOWN_B)) is None

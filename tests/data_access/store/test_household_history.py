"""One household through the quarters: in force only, inside the scope only, wherever it was reported."""

from __future__ import annotations

from typing import Any

from sqlalchemy import event

from data_access.store import Database, Scope, commit, household_history
from tests.data_access.store.reports import (
    EVERYTHING,
    HOUSEHOLDS,
    ROOT,
    TOWN_A,
    TOWN_B,
    VILLAGE_A,
    VILLAGE_B,
    at,
    proposal,
)


def household(net: int, number: str = "0417", region: str = VILLAGE_A) -> dict[str, Any]:
    return {"household_no": number, "region": region, "net": net * 1_000_000}


def handed_in(
    database: Database, period: str, *rows: dict[str, Any], reporter: str = TOWN_A, over: int | None = None, day: int = 1
) -> int:
    made = proposal(rows, declaration=HOUSEHOLDS, reporter=reporter, period=period, compared_with=over)
    return commit(database, made, now=at(day)).submission


def nets(database: Database, scope: Scope = EVERYTHING, number: str = "0417", as_of: Any = None) -> dict[str, int]:
    found = household_history(database, scope, ROOT, number, as_of, columns=("net",))
    return {period: quarter.values["net"] // 1_000_000 for period, quarter in found.items()}


def test_the_quarters_come_oldest_first_and_only_those_in_force(database: Database) -> None:
    handed_in(database, "2023Q2", household(300), household(9, "0999"))
    first = handed_in(database, "2022Q2", household(100))
    handed_in(database, "2022Q2", household(200), over=first, day=5)
    assert nets(database) == {"2022Q2": 200, "2023Q2": 300}
    assert list(nets(database)) == ["2022Q2", "2023Q2"]
    assert nets(database, as_of=at(3)) == {"2022Q2": 100, "2023Q2": 300}
    assert nets(database, number="041") == {}


def test_a_household_that_moved_keeps_its_past_for_who_may_see_it(database: Database) -> None:
    handed_in(database, "2022Q2", household(100, region=VILLAGE_B), reporter=TOWN_B)
    handed_in(database, "2023Q2", household(300))
    assert nets(database) == {"2022Q2": 100, "2023Q2": 300}
    assert nets(database, Scope.of(TOWN_A)) == {"2023Q2": 300}
    assert nets(database, Scope.of(TOWN_B)) == {"2022Q2": 100}
    assert household_history(database, EVERYTHING, "532600000000", "0417", columns=("net",)) == {}


def test_the_row_leads_to_its_cell(database: Database) -> None:
    identity = handed_in(database, "2023Q2", household(1, "0001"), household(300))
    found = household_history(database, EVERYTHING, ROOT, "0417", columns=("net",))["2023Q2"]
    assert (found.submission, found.source_row) == (identity, 6)


def test_it_is_found_by_the_index_of_its_number(database: Database) -> None:
    handed_in(database, "2023Q2", household(300))
    asked: list[tuple[str, Any]] = []
    event.listen(
        database.engine, "before_cursor_execute", lambda _c, _u, statement, values, _x, _m: asked.append((statement, values))
    )
    household_history(database, EVERYTHING, ROOT, "0417", columns=("net",))
    if database.engine.dialect.name != "sqlite":
        return
    statement, values = next(entry for entry in asked if "household_no" in entry[0])
    with database.reading() as connection:
        plan = " ".join(str(row) for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values))
    assert "fact_household_income_household" in plan
    assert "SCAN fact_household_income" not in plan

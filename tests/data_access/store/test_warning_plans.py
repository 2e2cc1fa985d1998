"""Pages and counts of the list are read from covering indexes in their order, on both engines, without statistics on SQLite."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.dialects import postgresql, sqlite

from data_access.store import Database, Scope, WarningFilters, initialise, open_database, replace_warnings
from data_access.store.warning_counts import counts_query
from data_access.store.warning_list import rows_query
from tests.data_access.store.reports import EVERYTHING, ROOT, SHEETS, TOWN_A, VILLAGE_A, VILLAGE_B
from tests.data_access.store.test_warning_list import LINE, PACK, PERIOD, UNIT, frame, listed

BEFORE = "2023Q1"
DIALECTS: dict[str, Any] = {"sqlite": sqlite.dialect(), "postgresql": postgresql.dialect()}
#: order → the index that is in it; households by number are in the order of the table itself
IN_ORDER = {"level": "warning_list", "change_percent": "warning_change", "region": "warning_region"}
FILTERS = (
    WarningFilters(),
    WarningFilters(levels=(0, 1)),
    WarningFilters(rules=LINE, kinds=("脱贫户",), min_drop=UNIT, household_no="12"),
    WarningFilters(together=(LINE,), min_drop_percent=20 * UNIT),
    WarningFilters(churn="staying", before=BEFORE),
    WarningFilters(churn="new", before=BEFORE),
)


@pytest.fixture
def full(database_url: str) -> Iterator[Database]:
    """Two lists of some thousands of households, so that PostgreSQL has something to weigh."""
    initialise(database_url, [], SHEETS)
    database = open_database(database_url, SHEETS)
    rows = [
        listed(f"{index:06}", index % 4, -(index % 50), region=(VILLAGE_A, VILLAGE_B)[index % 2], rules=index % 8)
        for index in range(4000)
    ]
    for period in (PERIOD, BEFORE):
        replace_warnings(database, ROOT, PACK, period, frame(rows))
    if database.engine.dialect.name == "postgresql":
        _settle(database.engine)
    yield database
    database.close()


def _settle(engine: Engine) -> None:
    """What the server does by itself after a while: a page that another transaction still looks at is left for the next time."""
    visible = text("SELECT relallvisible >= relpages FROM pg_class WHERE relname = 'household_warning'")
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for _ in range(100):
            connection.execute(text("VACUUM ANALYZE household_warning"))
            if connection.execute(visible).scalar_one():
                return
            time.sleep(0.1)
    pytest.fail("the server never took the table as settled")


def _plan(database: Database, query: Any) -> list[tuple[int, int, str]]:
    """Number, number of the step above, words; on PostgreSQL the words of each line."""
    engine = database.engine.dialect.name
    statement = str(query.compile(dialect=DIALECTS[engine], compile_kwargs={"literal_binds": True})).replace("%%", "%")
    with database.reading() as connection:
        if engine == "sqlite":
            rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}")
            return [(row[0], row[1], row[3]) for row in rows]
        connection.execute(text("SET LOCAL enable_seqscan = off"))
        connection.execute(text("SET LOCAL enable_bitmapscan = off"))
        return [(0, 0, row[0]) for row in connection.exec_driver_sql(f"EXPLAIN {statement.replace('%', '%%')}")]


def _keys(plan: list[tuple[int, int, str]]) -> list[str]:
    """On SQLite the steps that find the keys of the page."""
    [number] = [number for number, _, words in plan if words.endswith(" keys") and not words.startswith("SCAN")]
    return [words for _, above, words in plan if above == number]


def test_a_page_is_read_in_the_order_of_an_index(full: Database) -> None:
    for scope, order, filters in product((EVERYTHING, Scope.of(TOWN_A)), IN_ORDER, FILTERS):
        _in_order(full, scope, order, filters)


def _in_order(full: Database, scope: Scope, order: Any, filters: WarningFilters) -> None:
    plan = _plan(full, rows_query(scope, pack=PACK, period=PERIOD, filters=filters, order=order, limit=50))
    words = "\n".join(line for _, _, line in plan)
    if full.engine.dialect.name == "postgresql":
        # where few are left it may rather sort them
        whole = scope is EVERYTHING and filters == WarningFilters()
        assert re.search(rf"Index Only Scan using {IN_ORDER[order]}\b", words) or not whole
        assert "Seq Scan" not in words
        return
    keys = _keys(plan)
    if scope is EVERYTHING:
        assert keys[0].startswith(f"SEARCH household_warning USING COVERING INDEX {IN_ORDER[order]} (pack=? AND period=?")
        assert not [step for step in keys if "TEMP B-TREE" in step]
    else:  # the households of a small unit may rather be found by their place, and sorted
        assert re.match(r"SEARCH household_warning USING COVERING INDEX warning_\w+ \(pack=\? AND period=\?", keys[0])
    # the page's own rows are fetched by their key
    assert "SEARCH household_warning USING PRIMARY KEY (pack=? AND period=? AND household_no=?)" in words


def test_by_number_the_table_itself_is_in_order(full: Database) -> None:
    for filters in FILTERS:
        _by_number(full, filters)


def _by_number(full: Database, filters: WarningFilters) -> None:
    plan = _plan(full, rows_query(EVERYTHING, pack=PACK, period=PERIOD, filters=filters, order="household_no", limit=50))
    words = "\n".join(line for _, _, line in plan)
    if full.engine.dialect.name == "postgresql":
        assert "Seq Scan" not in words
        return
    keys = _keys(plan)
    assert keys[0].startswith("SEARCH household_warning USING PRIMARY KEY (pack=? AND period=?")
    assert not [step for step in keys if "TEMP B-TREE" in step]


def test_the_households_of_a_helper_are_found_by_the_name(full: Database) -> None:
    for order in (*IN_ORDER, "household_no", "change"):
        _by_helper(full, order)


def _by_helper(full: Database, order: Any) -> None:
    filters = WarningFilters(helper="王帮扶")
    plan = _plan(full, rows_query(EVERYTHING, pack=PACK, period=PERIOD, filters=filters, order=order, limit=50))
    if full.engine.dialect.name == "postgresql":
        assert "using warning_helper" in "\n".join(line for _, _, line in plan)
        return
    known = "(pack=? AND period=? AND helper=?)"
    assert _keys(plan)[0] in {
        f"SEARCH household_warning USING {kind} warning_helper {known}" for kind in ("COVERING INDEX", "INDEX")
    }


def test_counts_are_read_from_a_covering_index(full: Database) -> None:
    for scope, filters in product((EVERYTHING, Scope.of(TOWN_A)), FILTERS):
        _counted(full, scope, filters)


def _counted(full: Database, scope: Scope, filters: WarningFilters) -> None:
    plan = _plan(full, counts_query(scope, PACK, PERIOD, filters, 9))
    words = "\n".join(line for _, _, line in plan)
    if full.engine.dialect.name == "postgresql":
        assert "Index Only Scan using warning_" in words or filters.churn
        assert "Seq Scan" not in words
    else:
        assert plan[0][2].startswith("SEARCH household_warning USING COVERING INDEX warning_")

"""The derived list: order, filters, counts, pages, and the indexes that it is read from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd
import pytest

from data_access.store import (
    WARNING_COLUMNS,
    Database,
    Scope,
    WarningFilters,
    drop_warnings,
    replace_warnings,
    revision,
    warning_counts,
    warning_rows,
)
from tests.data_access.store.reports import EVERYTHING, ROOT, TOWN_A, TOWN_B, VILLAGE_A, VILLAGE_B

PACK, PERIOD = "mouding-2023", "2023Q2"
UNIT = 1_000_000
NUMERIC = frozenset({"persons", "net_per_capita", "net_per_capita_before", "change", "change_percent", "annual_per_capita"})
LINE, DROP, IDLE = 1, 2, 4


def listed(number: str, level: int, percent: int | None, **more: Any) -> dict[str, Any]:
    """One household of the list; percent and money in whole units."""
    values: dict[str, Any] = {
        "household_no": number, "submission": 1, "source_row": int(number), "region": VILLAGE_A, "kind": "脱贫户",
        "level": level, "rules": DROP, "reason": "比上年同期下降", "flags": 0, "driver": 0, "persons": 3, "net_per_capita": 9000,
        "net_per_capita_before": 10000, "change": -1000, "change_percent": percent, "annual_per_capita": None,
    } | more  # fmt: skip
    return {name: value * UNIT if name in NUMERIC and value is not None else value for name, value in values.items()}


ROWS = [
    listed("001", 2, -10),
    listed("002", 0, None, rules=LINE, change=None),
    listed("003", 2, -30, region=VILLAGE_B, rules=LINE | DROP, kind="边缘易致贫户", change=-3000, annual_per_capita=7000),
    listed("004", 0, 5, rules=LINE | IDLE, change=500, net_per_capita=8000),
    listed("005", 0, -30, region=VILLAGE_B, change=-4000, net_per_capita=None),
    listed("006", 0, -30, change=-2000),
    listed("017", 3, None, rules=IDLE, change=None),
]


def frame(rows: Iterable[dict[str, Any]]) -> pd.DataFrame:
    """The shape of ``WARNING_COLUMNS`` as metrics gives it."""
    content = {name: [row[name] for row in rows] for name in WARNING_COLUMNS}
    texts = {"household_no", "region", "kind", "reason"}
    return pd.DataFrame(
        {
            name: pd.array(values, dtype="str" if name in texts else "Int64" if name in NUMERIC else "int64")
            for name, values in content.items()
        }
    )


@pytest.fixture
def warned(database: Database) -> Database:
    """The list of one quarter, beside those of another quarter and another pack."""
    replace_warnings(database, ROOT, PACK, PERIOD, frame(ROWS))
    replace_warnings(database, ROOT, PACK, "2023Q1", frame([listed("901", 0, -1)]))
    replace_warnings(database, ROOT, "other", PERIOD, frame([listed("902", 0, -1)]))
    return database


def numbers(database: Database, filters: WarningFilters | None = None, scope: Scope = EVERYTHING, **more: Any) -> list[str]:
    rows = warning_rows(database, scope, pack=PACK, period=PERIOD, filters=filters or WarningFilters(), **more)
    return [row.household_no for row in rows]


IN_ORDER = ["005", "006", "004", "002", "003", "001", "017"]


def test_red_comes_first_then_the_deepest_fall_and_unknown_falls_last(warned: Database) -> None:
    assert numbers(warned) == IN_ORDER


def test_a_row_comes_back_whole(warned: Database) -> None:
    found = warning_rows(warned, EVERYTHING, pack=PACK, period=PERIOD, filters=WarningFilters(household_no="003"))
    assert [{name: getattr(row, name) for name in WARNING_COLUMNS} for row in found] == [ROWS[2]]


def test_pages_are_parts_of_the_whole(warned: Database) -> None:
    pages = [numbers(warned, limit=3, offset=start) for start in (0, 3, 6, 9)]
    assert pages == [IN_ORDER[0:3], IN_ORDER[3:6], IN_ORDER[6:], []]


@pytest.mark.parametrize(
    ("order", "descending", "expected"),
    [
        ("level", True, ["017", "003", "001", "005", "006", "004", "002"]),
        ("change_percent", False, ["003", "005", "006", "001", "004", "002", "017"]),
        ("change_percent", True, ["004", "001", "003", "005", "006", "002", "017"]),
        ("change", False, ["005", "003", "006", "001", "004", "002", "017"]),
        ("net_per_capita", False, ["004", "003", "006", "001", "002", "017", "005"]),
        ("annual_per_capita", False, ["003", "005", "006", "001", "004", "002", "017"]),
        ("region", True, ["003", "005", "006", "001", "004", "002", "017"]),
        ("household_no", False, ["001", "002", "003", "004", "005", "006", "017"]),
        ("household_no", True, ["017", "006", "005", "004", "003", "002", "001"]),
    ],
)
def test_other_orders(warned: Database, order: Any, descending: bool, expected: list[str]) -> None:
    assert numbers(warned, order=order, descending=descending) == expected
    assert numbers(warned, order=order, descending=descending, limit=4, offset=2) == expected[2:6]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (WarningFilters(levels=(0,)), {"002", "004", "005", "006"}),
        (WarningFilters(levels=(2, 3)), {"001", "003", "017"}),
        (WarningFilters(rules=LINE), {"002", "003", "004"}),
        (WarningFilters(rules=LINE | IDLE), {"002", "003", "004", "017"}),
        (WarningFilters(kinds=("边缘易致贫户",)), {"003"}),
        (WarningFilters(regions=(TOWN_B,)), {"003", "005"}),
        (WarningFilters(regions=(TOWN_A, VILLAGE_B)), set(IN_ORDER)),
        (WarningFilters(min_drop=2000 * UNIT), {"003", "005", "006"}),
        (WarningFilters(min_drop=2000 * UNIT + 1), {"003", "005"}),
        (WarningFilters(min_drop_percent=30 * UNIT), {"003", "005", "006"}),
        (WarningFilters(min_drop_percent=10 * UNIT), {"001", "003", "005", "006"}),
        (WarningFilters(household_no="01"), {"001", "017"}),
        (WarningFilters(household_no="%"), set()),
        (WarningFilters(household_no="0_"), set()),
        (WarningFilters(levels=(0,), rules=DROP, regions=(TOWN_A,)), {"006"}),
    ],
)
def test_filters_narrow_list_and_counts_alike(warned: Database, filters: WarningFilters, expected: set[str]) -> None:
    assert numbers(warned, filters) == [number for number in IN_ORDER if number in expected]
    assert warning_counts(warned, EVERYTHING, pack=PACK, period=PERIOD, filters=filters).total == len(expected)


def test_counts_by_level_rule_and_unit(warned: Database) -> None:
    counts = warning_counts(warned, EVERYTHING, pack=PACK, period=PERIOD)
    assert (counts.total, dict(counts.by_level), dict(counts.by_rule)) == (7, {0: 4, 2: 2, 3: 1}, {0: 3, 1: 4, 2: 2})
    assert {unit: dict(levels) for unit, levels in counts.by_region.items()} == {
        "532323101": {0: 3, 2: 1, 3: 1}, "532323102": {0: 1, 2: 1},
    }  # fmt: skip
    whole = warning_counts(warned, EVERYTHING, pack=PACK, period=PERIOD, region_digits=6)
    assert {unit: sum(levels.values()) for unit, levels in whole.by_region.items()} == {"532323": 7}


def test_only_places_in_scope_are_listed_and_counted(warned: Database) -> None:
    assert numbers(warned, scope=Scope.of(TOWN_B)) == ["005", "003"]
    assert numbers(warned, WarningFilters(regions=(TOWN_A,)), scope=Scope.of(TOWN_B)) == []
    assert numbers(warned, scope=Scope.of("532600000000")) == []
    assert warning_counts(warned, Scope.of(TOWN_B), pack=PACK, period=PERIOD).total == 2


def test_a_list_is_replaced_whole_and_can_be_dropped(warned: Database) -> None:
    before = revision(warned, ROOT)
    replace_warnings(warned, ROOT, PACK, PERIOD, frame([listed("050", 1, -9)]))
    assert numbers(warned) == ["050"]
    drop_warnings(warned, ROOT, PACK)
    assert numbers(warned) == []
    assert warning_counts(warned, EVERYTHING, pack="other", period=PERIOD).total == 1
    assert revision(warned, ROOT) == before + 2

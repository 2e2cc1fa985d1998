"""What the list is counted and narrowed by, against plain loops over lists drawn at random."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from math import floor
from typing import Any

import pytest
from sqlalchemy import text

from data_access.sheets.declaration import Field
from data_access.store import (
    ChurnCounts,
    Database,
    Scope,
    WarningFilters,
    annual_histogram,
    cause_counts,
    churn_counts,
    commit,
    gone_rows,
    initialise,
    open_database,
    replace_warnings,
    warning_counts,
    warning_rows,
)
from data_access.store.database import parse_url
from data_access.store.opening import connect_database
from tests.data_access.store.reports import EVERYTHING, HOUSEHOLDS, JOBS, ROOT, TOWN_A, TOWN_B, VILLAGE_A, VILLAGE_B, proposal
from tests.data_access.store.test_warning_list import PACK, UNIT, frame, listed

BEFORE, PERIOD = "2023Q1", "2023Q2"
HELPED = HOUSEHOLDS.model_copy(
    update={"fields": (*HOUSEHOLDS.fields, Field(name="helper", heading="帮扶责任人", type="text", personal=True))}
)
SHEETS = {"jobs": JOBS, "household_income": HELPED}
#: as reports write them; None: nobody
HELPERS = ("王帮扶", " 王帮扶 ", "李帮扶", "王帮", None)
KINDS = ("脱贫户", "边缘易致贫户")
LISTED, NUMBERS = 150, 200
Row = dict[str, Any]


@dataclass(frozen=True)
class Lists:
    """The rows of both quarters by household number, and the helper that the report of each names."""

    database: Database
    now: dict[str, Row]
    then: dict[str, Row]
    helpers: dict[str, str]


def _drawn(chance: random.Random, number: str) -> Row:
    percent = chance.choice([None, *range(-60, 20, 5)])
    return listed(
        number, chance.randrange(4), percent, region=chance.choice((VILLAGE_A, VILLAGE_B)), kind=chance.choice(KINDS),
        rules=chance.randrange(1, 16), change=None if percent is None else percent * 100, driver=chance.randrange(5),
        annual_per_capita=chance.choice([None, *range(-3000, 12_000, 700)]),
    )  # fmt: skip


@pytest.fixture
def lists(database_url: str) -> Iterator[Lists]:
    initialise(database_url, [], SHEETS)
    database = open_database(database_url, SHEETS)
    chance = random.Random(20230630)
    numbers = [f"{number:04}" for number in range(1, NUMBERS + 1)]
    now, then = ({number: _drawn(chance, number) for number in chance.sample(numbers, LISTED)} for _ in range(2))
    named = {number: chance.choice(HELPERS) for number in numbers}
    reported = [{"household_no": number, "region": VILLAGE_A, "helper": named[number]} for number in numbers]
    stored = commit(database, proposal(reported, declaration=HELPED, period=PERIOD)).submission
    for row in (*now.values(), *then.values()):
        row["submission"], row["source_row"] = stored, 4 + int(row["household_no"])
    replace_warnings(database, ROOT, PACK, PERIOD, frame(now.values()))
    replace_warnings(database, ROOT, PACK, BEFORE, frame(then.values()))
    replace_warnings(database, ROOT, "other", BEFORE, frame(now.values()))
    helpers = {number: (name or "").strip() for number, name in named.items()}
    yield Lists(database=database, now=now, then=then, helpers=helpers)
    database.close()


FILTERS = (
    WarningFilters(),
    WarningFilters(regions=(TOWN_A,), kinds=(KINDS[0],)),
    WarningFilters(levels=(0, 2), rules=5),
    WarningFilters(min_drop_percent=20 * UNIT),
    WarningFilters(helper="王帮扶"),
    WarningFilters(helper="王帮扶 ", levels=(1,)),
    WarningFilters(helper="帮扶"),
)


def with_each(cases: Iterable[Any]) -> Callable[[Callable[..., None]], Callable[[Lists], None]]:
    """One database for all cases: making one takes longer than all of them."""
    kept = list(cases)

    def repeated(case: Callable[..., None]) -> Callable[[Lists], None]:
        def test(lists: Lists) -> None:
            for values in kept:
                case(lists, *(values if isinstance(values, tuple) else (values,)))

        return test

    return repeated


def _keeps(lists: Lists, row: Row, filters: WarningFilters, digits: str = "") -> bool:
    """The filters but those of churn, said once more."""
    return (
        row["region"].startswith(digits)
        and (not filters.regions or any(row["region"][:9] == unit[:9] for unit in filters.regions))
        and (not filters.levels or row["level"] in filters.levels)
        and (not filters.kinds or row["kind"] in filters.kinds)
        and (not filters.rules or row["rules"] & filters.rules != 0)
        and (
            filters.min_drop_percent is None
            or (row["change_percent"] is not None and row["change_percent"] <= -filters.min_drop_percent)
        )
        and (not filters.helper or lists.helpers[row["household_no"]] == filters.helper.strip())
    )


def _kept(lists: Lists, rows: dict[str, Row], filters: WarningFilters, digits: str = "") -> dict[str, Row]:
    return {number: row for number, row in rows.items() if _keeps(lists, row, filters, digits)}


@with_each(FILTERS)
def test_who_is_new_and_who_stays(lists: Lists, filters: WarningFilters) -> None:
    kept = _kept(lists, lists.now, filters)
    for churn, expected in (("new", kept.keys() - lists.then.keys()), ("staying", kept.keys() & lists.then.keys())):
        asked = WarningFilters(**{**vars(filters), "churn": churn, "before": BEFORE})
        found = warning_rows(lists.database, EVERYTHING, pack=PACK, period=PERIOD, filters=asked)
        assert [row.household_no for row in found] == [
            row["household_no"] for row in sorted((lists.now[number] for number in expected), key=_by_level)
        ]
        assert warning_counts(lists.database, EVERYTHING, pack=PACK, period=PERIOD, filters=asked).total == len(expected)


def _by_level(row: Row) -> tuple[Any, ...]:
    percent = row["change_percent"]
    return (row["level"], percent is None, percent or 0, row["household_no"])


@with_each(product(FILTERS, ("level", "change_percent", "region", "household_no"), (False, True)))
def test_who_is_gone_stands_as_before(lists: Lists, filters: WarningFilters, order: Any, descending: bool) -> None:
    expected = [row for number, row in _kept(lists, lists.then, filters).items() if number not in lists.now]
    expected.sort(key=lambda row: (row["change_percent"] is None, row["change_percent"] or 0, row["household_no"]))
    expected.sort(key=lambda row: row[order] if row[order] is not None else 0, reverse=descending)
    expected.sort(key=lambda row: row[order] is None)
    found = gone_rows(
        lists.database, EVERYTHING, pack=PACK, period=PERIOD, before=BEFORE, filters=filters, order=order,
        descending=descending, limit=20, offset=3,
    )  # fmt: skip
    assert [row.household_no for row in found] == [row["household_no"] for row in expected[3:23]]
    assert all(row.annual_per_capita == lists.then[row.household_no]["annual_per_capita"] for row in found)


@with_each(product(FILTERS, (EVERYTHING, Scope.of(TOWN_B))))
def test_new_staying_and_gone_by_unit(lists: Lists, filters: WarningFilters, scope: Scope) -> None:
    digits = "" if scope is EVERYTHING else TOWN_B[:9]
    by_unit: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for number, row in _kept(lists, lists.now, filters, digits).items():
        by_unit[row["region"][:9]][1 if number in lists.then else 0] += 1
    for number, row in _kept(lists, lists.then, filters, digits).items():
        by_unit[row["region"][:9]][2] += number not in lists.now
    expected = {unit: tuple(counts) for unit, counts in by_unit.items() if any(counts)}
    found = churn_counts(lists.database, scope, pack=PACK, period=PERIOD, before=BEFORE, filters=filters)
    new, staying, gone = ([counts[place] for counts in expected.values()] for place in range(3))
    assert found == ChurnCounts(new=sum(new), staying=sum(staying), gone=sum(gone), by_region=expected)
    asked = WarningFilters(**{**vars(filters), "churn": "new", "before": BEFORE})
    assert churn_counts(lists.database, scope, pack=PACK, period=PERIOD, before=BEFORE, filters=asked) == found


def test_against_a_quarter_without_a_list_everybody_is_new(lists: Lists) -> None:
    found = churn_counts(lists.database, EVERYTHING, pack=PACK, period=PERIOD, before="2022Q4", region_digits=6)
    assert found == ChurnCounts(new=LISTED, staying=0, gone=0, by_region={"532323": (LISTED, 0, 0)})


@with_each(FILTERS)
def test_counts_by_kind_level_rule_and_unit(lists: Lists, filters: WarningFilters) -> None:
    kept = _kept(lists, lists.now, filters).values()
    found = warning_counts(lists.database, EVERYTHING, pack=PACK, period=PERIOD, filters=filters)
    for counted, key in ((found.by_kind, "kind"), (found.by_region, "region")):
        expected = Counter((row[key][:9], row["level"]) for row in kept)
        assert {(name, level): count for name, levels in counted.items() for level, count in levels.items()} == expected
    assert found.by_level == Counter(row["level"] for row in kept)
    assert found.by_rule == Counter(bit for row in kept for bit in range(4) if row["rules"] >> bit & 1)


@with_each(FILTERS)
def test_causes_by_unit(lists: Lists, filters: WarningFilters) -> None:
    expected = Counter((row["region"][:9], row["driver"]) for row in _kept(lists, lists.now, filters).values())
    found = cause_counts(lists.database, EVERYTHING, pack=PACK, period=PERIOD, filters=filters)
    assert {(unit, driver): count for unit, drivers in found.items() for driver, count in drivers.items()} == expected


@with_each(product(FILTERS, (500, 700)))
def test_incomes_in_steps(lists: Lists, filters: WarningFilters, width: int) -> None:
    kept = _kept(lists, lists.now, filters).values()
    expected = Counter(floor(row["annual_per_capita"] / (width * UNIT)) for row in kept if row["annual_per_capita"] is not None)
    found = annual_histogram(lists.database, EVERYTHING, pack=PACK, period=PERIOD, filters=filters, width=width * UNIT)
    assert found == expected


def test_a_list_of_an_earlier_program_gets_causes_and_helpers(lists: Lists, database_url: str) -> None:
    """Down to the tables of revision 0003 with their rows, then up again."""
    sentences = ("主要是工资性收入减少", "主要是生产经营净收入减少", "主要是财产性收入减少", "主要是转移性收入减少")
    rows = list(lists.now.values())
    for row in rows:
        row["reason"] = f"同比下降，{sentences[row['driver'] - 1]}6,400元。" if row["driver"] else "有劳动力2人，无人务工。"
    replace_warnings(lists.database, ROOT, PACK, PERIOD, frame(rows))
    before = _stored(lists.database)
    earlier = connect_database(parse_url(database_url), SHEETS)
    with earlier.exclusive() as connection:
        for name in ("warning_list", "warning_region", "warning_change", "warning_helper"):
            connection.execute(text(f"DROP INDEX {name}"))
        for name in ("driver", "helper"):
            connection.execute(text(f"ALTER TABLE household_warning DROP COLUMN {name}"))
        for name in ("warning_list", "warning_region"):
            connection.execute(text(f"CREATE INDEX {name} ON household_warning (pack, period)"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0003'"))
    earlier.close()
    initialise(database_url, None, SHEETS)
    again = open_database(database_url, SHEETS)
    assert _stored(again) == before
    assert {driver for _, driver, _ in before} == {0, 1, 2, 3, 4}
    assert {helper for _, _, helper in before} == {"王帮扶", "李帮扶", "王帮", ""}
    again.close()


def _stored(database: Database) -> list[tuple[Any, ...]]:
    query = text(f"SELECT household_no, driver, helper FROM household_warning WHERE pack = '{PACK}' AND period = '{PERIOD}'")
    with database.reading() as connection:
        return sorted(tuple(row) for row in connection.execute(query))

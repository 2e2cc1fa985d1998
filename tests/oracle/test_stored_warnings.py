"""Five thousand households through ten quarters in a database, with corrections and withdrawals: each stored list, under each
base of comparison, is the plain loops' list, household by household and word by word; on both engines."""

from __future__ import annotations

import random
from decimal import Decimal
from fractions import Fraction
from functools import cache
from math import floor
from pathlib import Path
from typing import Any

import pytest

from data_access.store import Scope, WarningRow, warning_rows
from services.initialising import initialise_database
from services.workspace import Workspace, open_workspace
from tests.household_reports import hand_in, take_back
from tests.metrics.income.households import household
from tests.oracle.reports import Reports
from tests.oracle.sentences import Teller
from tests.oracle.warnings import ORDER, SEVERITY, histories, oracle_warnings
from tests.shell.packs import PLAN, ROOT, XINXIAN, YUPING

HOUSEHOLDS = 5_000
QUARTERS = [f"{year}Q{number}" for year in (2022, 2023) for number in (1, 2, 3, 4)] + ["2024Q1", "2024Q2"]
PLACES = {YUPING: "532523101001", XINXIAN: "532523102201"}
LINE = {"line": {"2023": 7800, "2024": 8000}, "work_line": 9500}
OUTSIDE = {"low_income_cutoff": {"2023": 5000.5, "2024": 5200}, "reference_income": {"2022": 14000, "2023": 14147}}
#: one pack a base of comparison over the same place, each with bounds, levels and rules of its own
PACKS: dict[str, dict[str, Any]] = {
    "cumulative": {"income": {"comparison": "cumulative", **LINE, **OUTSIDE}, "settings": {"operating_basis": "net"},
                   "warnings": {"net_drop": {"min_drop": 100, "min_drop_percent": 2.5}, "operating_drop": {"level": "watch"}}},
    "single_quarter": {"income": {"comparison": "single_quarter", **LINE}, "settings": {"operating_basis": "gross"},
                       "warnings": {"idle_labour": False, "component_drop": {"component_drop": 500, "component_drop_percent": 12.5}}},
    "last_four_quarters": {"income": {"comparison": "last_four_quarters", **LINE, **OUTSIDE, "work_line": 0}, "settings": {},
                           "warnings": {"near_line": {"near_line_percent": 25}, "low_income": {"level": "red"}, "below_line": False}},
    "year": {"income": {"comparison": "year", **OUTSIDE}, "settings": {"operating_basis": "gross"},
             "warnings": {"net_drop": {"level": "watch", "orange_drop_percent": 33}, "below_work_line": False}},
}  # fmt: skip
#: the lists that are compared: a first, a second and a fourth quarter, reports before and after them corrected or gone
ASKED = [("cumulative", "2024Q2"), ("cumulative", "2024Q1"), ("single_quarter", "2024Q2"), ("last_four_quarters", "2024Q1"), ("year", "2023Q4")]  # fmt: skip
Reported = dict[tuple[str, str, str], list[dict[str, Any]]]


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_toml(item)}" for key, item in value.items()) + " }"
    return f'"{value}"' if isinstance(value, str) else str(value)


def _plan(folder: Path, name: str, pack: dict[str, Any]) -> str:
    tables = "".join(
        f"\n[{table}]\n" + "".join(f"{key} = {_toml(value)}\n" for key, value in content.items())
        for table, content in pack.items()
    )
    file = folder / f"{name}.toml"
    text = PLAN.replace('"pingbian-2023"', f'"{name}"').replace("years = [2023, 2023]", "years = [2023, 2024]")
    file.write_text(text + tables, encoding="utf-8")
    return str(file)


def _amount(chance: random.Random, top: int) -> Decimal | None:
    """Blank and zero at times, round sums often (so that figures meet), else to the fen."""
    kind = chance.random()
    if kind < 0.03:
        return None
    if kind < 0.15:
        return Decimal(0)
    return Decimal(chance.randint(0, top // 500) * 500) if kind < 0.6 else Decimal(chance.randint(0, top * 100)) / 100


def _row(chance: random.Random, number: int, place: str, part: int) -> dict[str, Any]:
    persons = chance.choice((1, 2, 4, 5)) if chance.random() < 0.2 else 3
    return household(
        f"5325231{number:05d}", region=place, persons=persons, labourers=chance.choice((None, 0, 1, 2)),
        employed=chance.choice((None, 0, 0, 1, 2)), wage=_amount(chance, 6000 * part), operating_gross=_amount(chance, 4000 * part),
        operating_cost=_amount(chance, 3500 * part), property=_amount(chance, 300 * part), transfer=_amount(chance, 1500 * part),
        medical_self_paid=chance.choice((None, 0, Decimal("7073.5"), Decimal("7073.51"))),
    )  # fmt: skip


@cache
def _first() -> Reported:
    """Every report: one household in twelve is absent, some live in the other township for a quarter."""
    chance = random.Random("stored")
    made: Reported = {("household_income", quarter, reporter): [] for quarter in QUARTERS for reporter in PLACES}
    for quarter in QUARTERS:
        for number in range(HOUSEHOLDS):
            home = list(PLACES)[(number % 3 == 0) ^ (chance.random() < 0.02)]
            if chance.random() > 0.08:
                made["household_income", quarter, home].append(_row(chance, number, PLACES[home], int(quarter[5])))
    return made


@cache
def _corrected() -> Reported:
    """Second versions: a twentieth of the households otherwise, some gone, some new."""
    chance, made = random.Random("corrected"), dict[tuple[str, str, str], list[dict[str, Any]]]()
    for key in (("household_income", "2023Q2", YUPING), ("household_income", "2024Q1", XINXIAN)):
        rows = [row for row in _first()[key] if chance.random() > 0.02]
        part, place = int(key[1][5]), PLACES[key[2]]
        rows = [_row(chance, int(row["household_no"][7:]), place, part) if chance.random() < 0.05 else row for row in rows]
        made[key] = [*rows, *(_row(chance, number, place, part) for number in range(HOUSEHOLDS, HOUSEHOLDS + 30))]
    return made


GONE = ("household_income", "2022Q4", XINXIAN)


@pytest.fixture
def place(database_url: str, tmp_path: Path) -> Workspace:
    """All reports in order of period, two corrections, a correction withdrawn and a report withdrawn whole."""
    initialise_database(database_url, [_plan(tmp_path, name, pack) for name, pack in PACKS.items()])
    found = open_workspace(database_url)
    stored = {key: hand_in(found, ROOT, key[2], key[1], rows) for key, rows in _first().items()}
    for key, rows in _corrected().items():
        hand_in(found, ROOT, key[2], key[1], rows)
    wrong = hand_in(found, ROOT, YUPING, "2023Q4", _first()["household_income", "2023Q4", YUPING][:500])
    assert take_back(found, wrong.submission) == stored["household_income", "2023Q4", YUPING].submission
    assert take_back(found, stored[GONE].submission) is None
    return found


@cache
def _in_force() -> Reports:
    return {key: rows for key, rows in (_first() | _corrected()).items() if key != GONE}


@cache
def _expected(name: str, period: str) -> dict[str, tuple[Any, ...]]:
    """Listed households by number: level, rules, change, percent, annual income, comparable, sentence."""
    pack, reports = PACKS[name], _in_force()
    pasts, judged = histories(reports, pack), oracle_warnings(reports, period=period, pack=pack)
    return {
        number: (
            SEVERITY.index(warning.level or ""), sum(1 << ORDER.index(rule) for rule in warning.rules), _micro(warning.change),
            _micro(warning.change_percent), _micro(warning.annual_per_capita), warning.comparable,
            Teller(pasts[number], period, pack, warning.rules).sentence(),
        )
        for number, warning in judged.items() if warning.rules
    }  # fmt: skip


def _micro(value: Fraction | None) -> int | None:
    """Counts of 1e-6, half up (away from zero)."""
    if value is None:
        return None
    size = floor(abs(value) * 1_000_000 + Fraction(1, 2))
    return -size if value < 0 else size


def _stored(row: WarningRow) -> tuple[Any, ...]:
    return (row.level, row.rules, row.change, row.change_percent, row.annual_per_capita, bool(row.flags & 1), row.reason)


def test_every_stored_list_is_that_of_the_plain_loops(place: Workspace) -> None:
    for name, period in ASKED:
        rows = warning_rows(place.database, Scope.everything(), pack=name, period=period)
        expected = _expected(name, period)
        assert len(rows) > 1_000, (name, period)
        assert {row.household_no: _stored(row) for row in rows} == expected, (name, period)

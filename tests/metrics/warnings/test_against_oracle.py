"""Thousands of invented households: the program's list and the plain loops' list are the same, figure by figure."""

from __future__ import annotations

import random
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Any

import pandas as pd
import pytest

from metrics.income import IncomeSettings, needed_periods
from metrics.income_quarters import Basis
from metrics.income_rules import DEFAULT_RULES, RuleSetting
from metrics.warnings import LEVELS, derive, rules_of
from tests.metrics.income.households import frame, household
from tests.oracle.sentences import Teller
from tests.oracle.warnings import ExpectedWarning, histories, oracle_warnings

REPORTERS = ("532323101000", "532323102000")
HOUSEHOLDS = 2_000
LINES = {2023: Fraction(7800), 2024: Fraction(8000)}
BOUNDS: dict[str, dict[str, Any]] = {
    "net_drop": {"level": "yellow", "min_drop": 100, "min_drop_percent": 2.5, "orange_drop_percent": 20},
    "operating_drop": {"level": "watch", "min_drop": 50},
}


def _settings(basis: str, comparison: Basis) -> IncomeSettings:
    rules = dict(DEFAULT_RULES)
    for name, bounds in BOUNDS.items():
        given = {key: Fraction(str(value)) for key, value in bounds.items() if key != "level"}
        rules[name] = RuleSetting(level=bounds["level"], bounds=given)
    return IncomeSettings(
        line=LINES,
        low_income_cutoff={2024: Fraction(5000)},
        reference_income={2023: Fraction(14147)},
        comparison=comparison,
        operating_basis="gross" if basis == "gross" else "net",
        rules=rules,
    )


def _pack(basis: str, comparison: Basis) -> dict[str, Any]:
    income = {
        "comparison": comparison,
        "line": {str(year): int(line) for year, line in LINES.items()},
        "low_income_cutoff": {"2024": 5000},
        "reference_income": {"2023": 14147},
    }
    return {"income": income, "settings": {"operating_basis": basis}, "warnings": BOUNDS}


def _amount(chance: random.Random, top: int) -> Decimal | None:
    """Zero and blank often, round sums often (so that figures meet), else to the fen."""
    kind = chance.random()
    if kind < 0.05:
        return None
    if kind < 0.2:
        return Decimal(0)
    return Decimal(chance.randint(0, top // 500) * 500) if kind < 0.6 else Decimal(chance.randint(0, top * 100)) / 100


def _quarter(chance: random.Random, share: int) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for number in range(HOUSEHOLDS):
        if chance.random() < 0.1:
            continue
        employed = chance.choice((None, 0, 0, 1, 2))
        row = household(
            f"5323231{number:05d}",
            persons=chance.choice((None, 1, 2, 2, 3, 3, 4)) if chance.random() < 0.4 else 3,
            labourers=chance.choice((None, 0, 1, 2)),
            employed=employed,
            wage=_amount(chance, 6000 * share),
            operating_gross=_amount(chance, 4000 * share),
            operating_cost=_amount(chance, 4000 * share),
            property=_amount(chance, 300 * share),
            transfer=_amount(chance, 1500 * share),
            medical_self_paid=chance.choice((None, 0, Decimal("7073.5"), Decimal("7073.51"))),
        )
        rows.append(row)
    return rows


ASKED: list[tuple[str, str, Basis]] = [
    ("2024Q1", "net", "cumulative"),
    ("2024Q2", "net", "cumulative"),
    ("2024Q4", "net", "cumulative"),
    ("2024Q2", "gross", "cumulative"),
    ("2024Q1", "gross", "single_quarter"),
    ("2024Q3", "net", "single_quarter"),
    ("2024Q1", "net", "last_four_quarters"),
    ("2024Q3", "gross", "last_four_quarters"),
    ("2024Q4", "net", "year"),
]


# rules that chance, or a base of comparison that only a fourth quarter has, may leave without a household
RARE: dict[Basis, set[str]] = {
    "cumulative": {"crossed_line"},
    "single_quarter": {"crossed_line"},
    "last_four_quarters": {"crossed_line"},
    "year": {"crossed_line", "two_quarter_fall"},
}


@pytest.mark.parametrize(("period", "basis", "comparison"), ASKED)
def test_every_household_of_thousands_is_judged_as_by_plain_loops(period: str, basis: str, comparison: Basis) -> None:
    chance = random.Random(f"{period}{basis}{comparison}")
    reports: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
    frames = {}
    for quarter in needed_periods(period, comparison):
        rows = _quarter(chance, int(quarter[5]))
        cut = chance.randint(0, len(rows))
        reports[("household_income", quarter, REPORTERS[0])] = rows[:cut]
        reports[("household_income", quarter, REPORTERS[1])] = rows[cut:]
        frames[quarter] = frame(rows)
    pack = _pack(basis, comparison)
    expected, pasts = oracle_warnings(reports, period=period, pack=pack), histories(reports, pack)
    listed = derive(_settings(basis, comparison), period=period, frames=frames)
    assert set(listed["household_no"]) == {number for number, warning in expected.items() if warning.rules}
    met = {rule for warning in expected.values() for rule in warning.rules}
    assert set(DEFAULT_RULES) - met <= RARE[comparison]
    for row in listed.to_dict("records"):
        warning = expected[row["household_no"]]
        _assert_same(row, warning)
        assert row["reason"] == Teller(pasts[row["household_no"]], period, pack, warning.rules).sentence()


def _assert_same(row: dict[str, Any], warning: ExpectedWarning) -> None:
    assert rules_of(row["rules"]) == warning.rules
    assert LEVELS[row["level"]] == warning.level
    assert bool(row["comparable"]) == warning.comparable
    for name in ("change", "change_percent", "annual_per_capita"):
        assert _micro(row[name]) == _rounded(getattr(warning, name)), (row["household_no"], name)


def _micro(value: Any) -> int | None:
    return None if pd.isna(value) else int(value)


def _rounded(value: Fraction | None) -> int | None:
    """To counts of 1e-6, half up (away from zero)."""
    if value is None:
        return None
    size = floor(abs(value) * 1_000_000 + Fraction(1, 2))
    return -size if value < 0 else size

"""The program's figures and the plain loops' figures of random reports are the same."""

from __future__ import annotations

import random
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import metrics.packs
from data_access.regions.tree import region_tree
from data_access.sheets import load_sheets
from metrics.catalogue import load_catalogue
from metrics.evaluation import evaluate
from metrics.packs import read_pack
from services.workspace import territory
from tests.metrics.income.households import household
from tests.oracle.in_memory import NUMBERS, InMemoryEvidence
from tests.oracle.indicators import oracle_indicators

ROOT = "532323000000"
PACK_TEXT = (Path(metrics.packs.__file__).parent / "mouding-2023.toml").read_text(encoding="utf-8")
PLACES = [ROOT, *(place.code for level in ("township", "village") for place in region_tree().inside(ROOT, level))]
TOWNSHIPS = [code for code in PLACES if code.endswith("000") and code != ROOT][:4]
FIGURE = ("period", "value", "numerator", "denominator", "reported", "expected", "carried_forward", "rows", "rows_expected")


def _villages(township: str) -> list[str]:
    return [code for code in PLACES if code.startswith(township[:9]) and code != township][:4]


def _monthly(chance: random.Random, sheet: str, township: str) -> list[dict[str, Any]]:
    fields = [field.name for field in load_sheets()[sheet].fields if field.type in NUMBERS]
    return [
        {"region": code} | {name: None if chance.random() < 0.15 else Decimal(chance.randint(0, 2500)) / 100 for name in fields}
        for code in _villages(township)
        if chance.random() < 0.9
    ]


def _households(chance: random.Random, township: str) -> list[dict[str, Any]]:
    def amount() -> Decimal | None:
        return None if chance.random() < 0.1 else Decimal(chance.choice((0, 100, 100, 30000, chance.randint(0, 40000))))

    return [
        household(
            f"{township}-{number}",
            region=chance.choice(_villages(township)),
            persons=chance.choice((1, 2, 4)),
            labourers=chance.choice((0, 1, None)),
            employed=chance.choice((0, 1)),
            **{name: amount() for name in ("wage", "operating_gross", "operating_cost", "property", "transfer")},
        )
        for number in range(12)
        if chance.random() < 0.8
    ]


def _reports(chance: random.Random) -> dict[tuple[str, str, str], list[dict[str, Any]]]:
    reports: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
    for township in TOWNSHIPS:
        for sheet in ("employment", "collective_economy"):
            for month in ("2022-12", *(f"2023-{number:02d}" for number in range(1, 7))):
                if chance.random() < 0.6:
                    reports[(sheet, month, township)] = _monthly(chance, sheet, township)
        for year in (2022, 2023):
            for quarter in (1, 2, 3, 4):
                if chance.random() < 0.8:
                    reports[("household_income", f"{year}Q{quarter}", township)] = _households(chance, township)
    return reports


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("line", ["", "[income.line]\n2022 = 7500\n2023 = 8000\n"])
def test_every_figure_of_random_reports_is_that_of_the_plain_loops(seed: int, line: str) -> None:
    text = PACK_TEXT + ("\n" + line if line and "[income.line]" not in PACK_TEXT else "")
    pack = tomllib.loads(text, parse_float=Decimal)
    paper = read_pack(text, "test.toml")
    reports = _reports(random.Random(seed))
    evidence, places = InMemoryEvidence(reports), territory(region_tree())
    for period in ("2023-01", "2023-05", "2023Q2", "2023"):
        for region in (ROOT, TOWNSHIPS[0], TOWNSHIPS[1], _villages(TOWNSHIPS[0])[0]):
            expected = oracle_indicators(reports, period=period, region=region, pack=pack, places=PLACES)
            results = evaluate(
                paper,
                load_catalogue(),
                evidence,
                places,
                period=period,
                region=region,
                indicators=set(expected),
            )
            found = {result.indicator: result.figure for result in results}
            assert set(found) == set(expected)
            for name, figure in expected.items():
                differing = {part: (getattr(found[name], part), getattr(figure, part)) for part in FIGURE}
                assert {part: pair for part, pair in differing.items() if pair[0] != pair[1]} == {}, (name, period, region)

"""The program's figures and judgements of random reports are those of the plain loops: every indicator, every target."""

from __future__ import annotations

import random
import re
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import metrics.packs
from data_access.regions.tree import region_tree
from metrics.catalogue import load_catalogue
from metrics.evaluation import evaluate
from metrics.packs import read_pack
from metrics.results import Figure, Judgement, Result
from services.workspace import territory
from tests.oracle.figures import ExpectedFigure
from tests.oracle.in_memory import InMemoryEvidence
from tests.oracle.random_county import random_reports
from tests.oracle.targets import ExpectedObject, oracle_objects

ROOT = "532323000000"
PACK_TEXT = (Path(metrics.packs.__file__).parent / "mouding-2023.toml").read_text(encoding="utf-8")
PLACES = [ROOT, *(place.code for level in ("township", "village") for place in region_tree().inside(ROOT, level))]
TOWNSHIPS = [code for code in PLACES if code.endswith("000") and code != ROOT][:4]
VILLAGES = {town: [code for code in PLACES if code.startswith(town[:9]) and code != town][:4] for town in TOWNSHIPS}
REGIONS = (*TOWNSHIPS[:3], VILLAGES[TOWNSHIPS[0]][0])
PERIODS = ("2023-01", "2023-05", "2023Q2", "2022-12", "2023")
FIGURE = ("period", "value", "numerator", "denominator", "reported", "expected", "carried_forward", "rows", "rows_expected")
SETTINGS = "workshop_min_workers = 5\nworkshop_min_months = 1\nworkshop_reward_rate = 0.15\nreserved_share = 0.10\n"
LINES = "\n[income.line]\n2022 = 7500\n2023 = 8000\n"
PLANS = {
    "as it is shipped": PACK_TEXT,
    "with lines and every setting": PACK_TEXT.replace("[settings]\n", f"[settings]\n{SETTINGS}") + LINES,
    "without any setting": PACK_TEXT.replace("return_target = 0.07", ""),
    "townships report everything": re.sub(r"reporters = \[[^\]]*\]", 'reporters = "regions"', PACK_TEXT),
}


def _figure(figure: Figure | ExpectedFigure) -> dict[str, Any]:
    return {part: getattr(figure, part) for part in FIGURE}


def _target(judged: Judgement | None) -> dict[str, Any] | None:
    if judged is None:
        return None
    parts = ("code", "op", "value", "unit", "kind", "year", "stretch", "scope", "clause", "completion", "pace", "gap", "status")
    return {part: getattr(judged, part) for part in parts} | {"short": [(one.region, one.value) for one in judged.short]}


def _answered(results: list[Result]) -> dict[tuple[str | None, str], Any]:
    return {
        (one.indicator, one.target.code if one.target else ""): (
            one.title, one.unit, _figure(one.figure), _target(one.target),
        )
        for one in results
        if not (one.indicator or "").startswith("reporting.")
    }  # fmt: skip


def _wanted(objects: list[ExpectedObject]) -> dict[tuple[str | None, str], Any]:
    return {
        (one.figure.indicator, one.target["code"] if one.target else ""): (
            one.title, one.unit, _figure(one.figure), one.target,
        )
        for one in objects
    }  # fmt: skip


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("plan", PLANS)
def test_every_object_of_random_reports_is_that_of_the_plain_loops(seed: int, plan: str) -> None:
    pack = tomllib.loads(PLANS[plan], parse_float=Decimal)
    departments = {name: entry["reporters"] for name, entry in pack["sheets"].items() if entry["reporters"] != "regions"}
    chance = random.Random(seed)
    reports = random_reports(chance, ROOT, VILLAGES, departments)
    paper, evidence, places = read_pack(PLANS[plan], "test.toml"), InMemoryEvidence(reports), territory(region_tree())
    for period in PERIODS:
        for region in (ROOT, chance.choice(REGIONS)):
            found = _answered(evaluate(paper, load_catalogue(), evidence, places, period=period, region=region))
            wanted = _wanted(oracle_objects(reports, period=period, region=region, pack=pack, places=PLACES))
            assert set(found) == set(wanted)
            for key, one in wanted.items():
                assert found[key] == one, (key, period, region)

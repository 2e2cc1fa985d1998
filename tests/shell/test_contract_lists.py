"""What the shell prints of the sample county is what the contract lists: every indicator, every target of the paper."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from services.shell.main import main
from tests.oracle.formulas import INDICATORS, contract
from tests.oracle.stored import stored_reports

ROOT, TOWNSHIP, VILLAGE = "532323000000", "532323101000", "532323101001"
TARGETS = [row for row in contract("metrics", "packs", "targets.csv") if row["pack"] == "mouding-2023"]
TASK = "task:"
PERIODS = ("2023-01", "2023-05", "2023Q2", "2023")
SHAPE = [
    "pack", "indicator", "title", "region", "period", "value", "unit", "numerator", "denominator", "reported", "expected",
    "carried_forward", "rows", "rows_expected", "target",
]  # fmt: skip
TARGET_SHAPE = [
    "code", "op", "value", "unit", "kind", "year", "stretch", "scope", "clause", "completion", "pace", "gap", "status", "short",
]  # fmt: skip
STATUSES = {"met", "on_pace", "behind", "far_behind", "not_reported", "not_comparable", "not_due"}


def _no_samples(pack: str, **options: Any) -> Iterator[Any]:
    raise AssertionError("nobody asked for samples")


def _printed(file: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, Any]]:
    capsys.readouterr()
    assert main(["indicators", *arguments, "--json", "--database", f"sqlite:///{file}"], _no_samples) == 0
    return json.loads(capsys.readouterr().out, parse_float=Decimal, parse_int=Decimal)


@pytest.mark.parametrize("period", PERIODS)
def test_every_indicator_of_the_contract_and_no_other(
    period: str, sample_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    printed = _printed(sample_file, capsys, "--period", period, "--by-child")
    printed += _printed(sample_file, capsys, "--period", period, "--region", VILLAGE)
    stored = {
        row["code"] for (sheet, _, _), rows in stored_reports(sample_file).items() if sheet == "key_tasks" for row in rows
    }
    of_the_paper = {row["indicator"] for row in TARGETS if row["indicator"].startswith(TASK)}
    for region in (ROOT, TOWNSHIP, VILLAGE):
        rows = [row for row in printed if row["region"] == region]
        plain = {row["indicator"]: row for row in rows if not row["indicator"].startswith(TASK)}
        assert list(plain) == [name for name in INDICATORS if name != "task:CODE"]
        for name, row in plain.items():
            assert (row["title"], row["unit"]) == (INDICATORS[name]["title"], INDICATORS[name]["unit"])
        tasks = {row["indicator"] for row in rows} - set(plain)
        assert of_the_paper <= tasks <= of_the_paper | {f"{TASK}{code}" for code in stored}
        assert all(list(row) == SHAPE and row["pack"] == "mouding-2023" for row in rows)


def _places(scope: str) -> set[str]:
    """On whose objects, of the three regions asked about, a target stands."""
    if scope == "pack root":
        return {ROOT}
    return {ROOT, VILLAGE} if scope == "every village" else {scope} & {TOWNSHIP}


@pytest.mark.parametrize("region", [ROOT, TOWNSHIP, VILLAGE])
def test_every_target_of_the_paper_stands_on_its_regions_object(
    region: str, sample_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    printed = _printed(sample_file, capsys, "--period", "2023-05", "--region", region)
    found = {(row["indicator"], row["target"]["code"]): row["target"] for row in printed if row["target"]}
    expected = {(row["indicator"], row["code"]): row for row in TARGETS if region in _places(row["scope"])}
    assert set(found) == set(expected)
    for key, row in expected.items():
        target = found[key]
        assert list(target) == TARGET_SHAPE
        parts = ("op", "unit", "kind", "scope", "clause")
        assert {part: target[part] for part in parts} == {part: row[part] for part in parts}
        assert (target["value"], target["year"]) == (Decimal(row["value"]), int(row["year"]))
        assert target["stretch"] is (row["stretch"] == "yes")
        assert (target["status"] is None) == (row["kind"] == "list")
        assert target["status"] in STATUSES | {None}
        assert (target["pace"] is None) == (row["kind"] != "progress")


def test_the_titles_and_units_of_tasks_are_those_of_the_paper(sample_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    printed = {row["indicator"]: row for row in _printed(sample_file, capsys, "--period", "2023-05")}
    for row in TARGETS:
        if row["indicator"].startswith(TASK):
            assert (printed[row["indicator"]]["title"], printed[row["indicator"]]["unit"]) == (row["title"], row["unit"])


def test_every_target_of_the_paper_is_judged_on_the_sample(sample_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    printed = _printed(sample_file, capsys, "--period", "2023-05", "--by-child")
    judged = {(row["target"]["code"], row["region"]): row["target"]["status"] for row in printed if row["target"]}
    assert {code for code, _ in judged} == {row["code"] for row in TARGETS}
    assert not {"not_reported", "not_comparable"} & set(judged.values())
    assert set(judged.values()) > {"met", "on_pace", "behind", "far_behind", "not_due"}

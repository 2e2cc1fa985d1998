"""The sample county as the importer took it: ten sheets, no reasons needed, every target of the pack judged."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from data_access.sheets.loader import load_sheets
from services.shell.main import main
from tests.sample_data.test_departments import PACK

ROOT = "532323000000"
#: Targets without a verdict in June 2023, and why.
UNJUDGED = {
    "INC-M02": None,  # a list: how many there are is no task
}
Found = dict[tuple[str, str], dict[str, Any]]


def _no_samples(pack: str, **options: Any) -> Iterator[Any]:
    raise AssertionError("nobody asked for samples")


@pytest.fixture
def june(sample_file: Path, capsys: pytest.CaptureFixture[str]) -> Found:
    """(code, scope) of a target → what the shell prints of it on the object that the scope names, June 2023."""
    assert (
        main(
            ["indicators", "--period", "2023-06", "--by-child", "--json", "--database", f"sqlite:///{sample_file}"], _no_samples
        )
        == 0
    )
    found: Found = {}
    for entry in json.loads(capsys.readouterr().out):
        target = entry["target"]
        if target is None:
            continue
        place = target["scope"] if target["scope"].isdigit() else ROOT
        if entry["region"] == place:
            found[target["code"], target["scope"]] = target
    return found


def test_all_ten_sheets_are_in_force_and_the_importer_asked_no_reasons(sample_file: Path) -> None:
    with closing(sqlite3.connect(f"file:{sample_file}?mode=ro", uri=True)) as connection:
        rows = connection.execute(
            "select sheet, reporter, period, version, warnings from submission where state = 'committed'"
        ).fetchall()
    assert {row[0] for row in rows} == set(load_sheets())
    warned = Counter((sheet, code) for sheet, *_, warnings in rows for code in json.loads(warnings))
    assert warned.keys() <= {("employment", "jump")}  # a travel allowance paid late
    newest = Counter(sheet for sheet, _, period, version, _ in rows if period == "2023-06" and version == 1)
    assert newest["key_tasks"] == newest["project_progress"] == 12  # one department is missing
    assert newest["industry_projects"] == 6  # and one township
    assert (newest["consumption"], newest["canteen_quota"]) == (2, 1)
    assert sum(1 for sheet, *_ in rows if sheet == "canteen_quota") == 18


def test_every_target_of_the_pack_is_judged_but_two(june: Found) -> None:
    assert june.keys() == {(target["code"], target["scope"]) for target in PACK["targets"]}
    open_ones = {
        code: target["status"]
        for (code, _), target in june.items()
        if target["status"] in (None, "not_reported", "not_comparable")
    }
    assert open_ones == UNJUDGED


def test_the_county_has_something_of_everything(june: Found) -> None:
    counts = Counter(target["status"] for target in june.values())
    assert counts.keys() == {"met", "on_pace", "behind", "far_behind", "not_due", None}
    assert counts["met"] + counts["on_pace"] > counts["behind"] > counts["far_behind"] >= 4
    far = {code for (code, _), target in june.items() if target["status"] == "far_behind"}
    assert far == {"IND-M06", "IND-M07", "IND-M08", "PUB-M08", "ORG-M02a"}


def test_a_target_of_every_village_names_those_that_fall_short(june: Found) -> None:
    short = {code: [entry["region"] for entry in june[code, "every village"]["short"]] for code in ("ORG-M02a", "ORG-M02b")}
    assert sorted(short["ORG-M02a"]) == ["532323202206", "532323202208", "532323203210"]
    assert len(short["ORG-M02b"]) == 5


def test_greenhouses_are_judged_for_each_township_that_has_a_target(june: Found) -> None:
    assert {scope: target["status"] for (code, scope), target in june.items() if code == "IND-M08"} == {
        "532323101000": "behind", "532323102000": "behind", "532323202000": "far_behind", "532323203000": "far_behind",
    }  # fmt: skip

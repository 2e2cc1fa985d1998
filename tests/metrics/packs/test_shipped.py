"""Every row of the five papers' list of targets, found through `indicators --json` of a database without any report."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from metrics.packs import load_pack, shipped_packs
from services.shell.main import main
from tests.metrics.packs.test_mouding import contract

ROWS = contract("targets.csv")
Row = dict[str, str]


def span(row: Row) -> range:
    """The years in which a target is shown."""
    return range(int(row["from_year"] or row["year"]), int(row["year"]) + 1)


ASKED = sorted({(row["pack"], year) for row in ROWS for year in span(row)})


def _no_samples(pack: str, **options: Any) -> Iterator[Any]:
    raise AssertionError("nobody asked for samples")


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> str:
    """One database with the packs of all five papers and nothing handed in."""
    url = f"sqlite:///{tmp_path_factory.mktemp('papers') / 'papers.sqlite'}"
    packs = [argument for name in shipped_packs() for argument in ("--pack", name)]
    assert main(["init", *packs, "--database", url], _no_samples) == 0
    return url


def _value(row: Row) -> Decimal | list[Decimal] | None:
    """What stands in the list as it is printed: nothing was keyed in for an outside series yet."""
    if not row["value"] or row["value"].startswith("reference:"):
        return None
    numbers = [Decimal(part) for part in row["value"].split("..")]
    return numbers if len(numbers) == 2 else numbers[0]


def _status(row: Row, listed: dict[str, tuple[str, ...] | None]) -> str | None:
    """Rules, lines and lists have none; a target whose villages are not keyed in cannot be judged; else nobody reported."""
    if row["kind"] in ("rule", "line", "list"):
        return None
    return "not_comparable" if listed[row["code"]] == () else "not_reported"


@pytest.mark.parametrize(("pack", "year"), ASKED)
def test_every_row_is_found(pack: str, year: int, database: str, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    asked = ["indicators", "--pack", pack, "--period", f"{year}-12", "--by-child", "--json", "--database", database]
    assert main(asked, _no_samples) == 0
    printed = json.loads(capsys.readouterr().out, parse_float=Decimal, parse_int=Decimal)
    found = {(row["indicator"], row["target"]["code"], row["region"]): row for row in printed if row["target"]}
    root, listed = load_pack(pack).root, {target.code: target.listed for target in load_pack(pack).targets}
    wanted = [row for row in ROWS if row["pack"] == pack and year in span(row)]
    assert wanted
    for row in wanted:
        shown = found[row["indicator"] or None, row["code"], row["scope"] if row["scope"].isdigit() else root]
        target = shown["target"]
        assert {name: target[name] for name in ("code", "op", "unit", "scope", "kind", "clause")} == {
            name: row[name] for name in ("code", "op", "unit", "scope", "kind", "clause")
        }
        assert (target["value"], target["year"], target["stretch"]) == (_value(row), int(row["year"]), row["stretch"] == "yes")
        assert (target["status"], target["short"], shown["value"]) == (_status(row, listed), [], None), row["code"]
        assert (target["pace"] is None) == (row["kind"] != "progress")
        if row["indicator"].startswith("task:"):
            assert (shown["title"], shown["unit"]) == (row["title"], row["unit"])


def test_a_target_stands_in_no_year_but_its_own(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    """文山's ladder of village income: one step a year, two in 2023."""
    ladder: dict[int, set[str]] = {}
    for year in (2022, 2023, 2024, 2025):
        capsys.readouterr()
        main(
            ["indicators", "--pack", "wenshan-2022-2024", "--period", str(year), "--json", "--database", database], _no_samples
        )
        printed = json.loads(capsys.readouterr().out)
        ladder[year] = {row["target"]["code"] for row in printed if row["target"] and row["target"]["code"].startswith("COL-")}
    assert ladder == {2022: {"COL-W01"}, 2023: {"COL-W02", "COL-W03"}, 2024: {"COL-W04"}, 2025: set()}


def test_the_list_is_that_of_all_packs() -> None:
    assert {row["pack"] for row in ROWS} == set(shipped_packs())

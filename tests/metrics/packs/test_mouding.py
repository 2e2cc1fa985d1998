"""The pack mouding-2023 against the contract's lists of targets and departments."""

import csv
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import pytest

from metrics.packs import Pack, Target, load_pack, shipped_packs

HERE = Path(__file__).parent


def contract(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack("mouding-2023")


def test_every_shipped_pack_is_named_like_its_file() -> None:
    assert "mouding-2023" in shipped_packs()
    assert [load_pack(name).id for name in shipped_packs()] == list(shipped_packs())


def listed(targets: Sequence[Target]) -> list[tuple[object, ...]]:
    return [
        (
            target.code, target.title, target.indicator, target.op, target.value, target.unit, target.year, target.due,
            target.scope, target.kind, target.stretch, target.tolerance, target.tolerance_both, "、".join(target.lead), target.clause,
        )
        for target in targets
    ]  # fmt: skip


def test_every_target_of_the_contract(pack: Pack) -> None:
    expected = [
        (
            row["code"], row["title"], row["indicator"], row["op"], Fraction(row["value"]), row["unit"], int(row["year"]),
            int(row["due"]) if row["due"] else None, row["scope"], row["kind"], row["stretch"] == "yes",
            Fraction(row["tolerance"] or 0), row["tolerance_both"] == "yes", row["lead"], row["clause"],
        )
        for row in contract("targets.csv")
        if row["pack"] == "mouding-2023"
        if row["pack"] == pack.id
    ]  # fmt: skip
    assert listed(pack.targets) == expected


def test_departments_and_what_they_report(pack: Pack) -> None:
    rows = contract("departments.csv")
    assert pack.departments == {row["code"]: row["name"] for row in rows}
    for sheet in ("consumption", "canteen_quota", "key_tasks", "project_progress"):
        assert list(pack.sheets[sheet].reporters) == [row["code"] for row in rows if sheet in row["sheets"].split("|")]


def test_the_other_sheets_are_reported_by_the_townships(pack: Pack) -> None:
    assert {name for name, plan in pack.sheets.items() if not plan.reporters} == {
        "employment", "workshops", "industry_projects", "industry_linkage", "collective_economy", "household_income",
    }  # fmt: skip
    assert {name for name, plan in pack.sheets.items() if plan.row_level == "village"} == {
        "employment", "industry_linkage", "collective_economy",
    }  # fmt: skip


def test_what_the_paper_leaves_open_stays_out(pack: Pack) -> None:
    assert pack.settings.model_fields_set == {"return_target"}
    assert pack.bounds["return_target"] == Fraction(7, 100)
    assert pack.bounds["village_income_limit"] == 2000
    assert pack.bounds["public_post_floor"] is None
    assert pack.bounds["total_row"] == "last"
    assert pack.income.line == {}
    assert all(target.leader == "" for target in pack.targets)


def test_leads_are_departments_of_the_pack(pack: Pack) -> None:
    assert {lead for target in pack.targets for lead in target.lead} <= set(pack.departments.values())


def test_responsible_units_are_those_of_the_clause(pack: Pack) -> None:
    by_code = {target.code: target.units for target in pack.targets}
    assert by_code["EMP-M01"] == (
        "县乡村振兴局", "县农业农村局", "县财政局", "县发展改革局", "县搬迁安置办", "各乡镇党委、政府",
    )  # fmt: skip
    assert by_code["COL-M01"] == ("县农业农村局", "县乡村振兴局", "各乡镇党委、政府")
    assert by_code["INC-M01"] == ()

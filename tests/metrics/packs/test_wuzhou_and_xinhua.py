"""The packs of 梧州 and 新华乡: the contract's rows, what the papers quantify besides, and what they leave open."""

from __future__ import annotations

from fractions import Fraction

import pytest

from metrics.packs import Pack, Reference, Target, load_pack
from tests.metrics.packs.test_mouding import contract

ADDED = {
    "wuzhou-2024": {"PUB-Z04": ("二9", "足额"), "PUB-Z05": ("二13", "均纳入"), "ORG-Z02": ("三21", "坚决防止")},
    "xinhua-2021": {
        "EMP-X03": ("三(八)", "每月"), "INC-X03": ("二(二)、二(六)", "动态清零"), "PUB-X06": ("四(十五)", "应保尽保"),
        "PUB-X07": ("四(十三)", "全额"), "FIN-X03": ("六(十八)", "足额"),
    },
}  # fmt: skip


@pytest.fixture(params=list(ADDED), scope="module")
def pack(request: pytest.FixtureRequest) -> Pack:
    return load_pack(request.param)


def value_of(text: str) -> Fraction | Reference | None:
    name = text.removeprefix("reference:")
    if name != text:
        return Reference(reference=name)
    return Fraction(text) if text else None


def said(target: Target) -> tuple[object, ...]:
    return (
        target.code, target.title, target.indicator, target.op, target.value, target.unit, target.year, target.from_year, target.due,
        target.scope, target.kind, target.stretch, target.tolerance, target.population, "、".join(target.lead), target.clause,
    )  # fmt: skip


def test_every_row_of_the_contract(pack: Pack) -> None:
    expected = [
        (
            row["code"], row["title"], row["indicator"] or None, row["op"], value_of(row["value"]), row["unit"], int(row["year"]),
            None, int(row["due"]) if row["due"] else None, row["scope"], row["kind"], row["stretch"] == "yes", Fraction(0),
            row["population"], row["lead"], row["clause"],
        )
        for row in contract("targets.csv")
        if row["pack"] == pack.id
    ]  # fmt: skip
    assert [said(target) for target in pack.targets if target.code not in ADDED[pack.id]] == expected


def test_what_the_paper_quantifies_besides(pack: Pack) -> None:
    years = range(pack.years[0], pack.years[1] + 1)
    found = [target for target in pack.targets if target.code in ADDED[pack.id]]
    assert {(target.code, target.year) for target in found} == {(code, year) for code in ADDED[pack.id] for year in years}
    for target in found:
        clause, words = ADDED[pack.id][target.code]
        assert target.clause == clause
        assert words in target.note


def test_all_sheets_are_reported_by_the_regions(pack: Pack) -> None:
    assert len(pack.sheets) == 10
    assert not [name for name, plan in pack.sheets.items() if plan.reporters or plan.exempt]
    level = {"wuzhou-2024": "township", "xinhua-2021": "village"}[pack.id]
    assert {name: plan.row_level for name, plan in pack.sheets.items() if plan.row_level} == {
        "employment": level, "industry_linkage": level, "collective_economy": "village",
    }  # fmt: skip


def test_nothing_is_set_that_the_paper_leaves_open(pack: Pack) -> None:
    assert pack.settings.model_fields_set == set()
    assert dict(pack.income.line) == ({2024: 8000} if pack.id == "wuzhou-2024" else {})
    assert dict(pack.income.low_income_cutoff) == {}
    assert all(not series.values and not series.source for series in pack.income.reference_series.values())
    assert len(pack.open_questions) >= 5
    assert all(target.leader == "" for target in pack.targets)


def test_references_name_a_series_that_the_pack_has(pack: Pack) -> None:
    named = {target.value.reference for target in pack.targets if isinstance(target.value, Reference)}
    assert named == set(pack.income.reference_series)
    assert named == ({"全省农民收入增速"} if pack.id == "xinhua-2021" else set())


def test_the_assumption_about_weak_villages_is_said() -> None:
    (target,) = [target for target in load_pack("xinhua-2021").targets if target.code == "COL-X01"]
    assert "假定" in target.note
    assert any("假定" in question for question in load_pack("xinhua-2021").open_questions)


def test_wuzhou_speaks_of_monitored_households_in_its_own_words() -> None:
    labels = load_pack("wuzhou-2024").labels
    assert (labels.lifted_household, labels.monitored_household, labels.red) == ("脱贫户", "监测户", "红")
    assert len(load_pack("wuzhou-2024").tiles) == len(set(load_pack("wuzhou-2024").tiles.values())) == 7

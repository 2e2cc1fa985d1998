"""The packs of 文山 and 曲靖: the contract's rows, what the papers quantify besides, and what they leave open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from fractions import Fraction

import pytest

from data_access.regions.tree import region_tree
from metrics.packs import Pack, Reference, Target, load_pack
from tests.metrics.packs.test_mouding import contract

WENSHAN, QUJING = "wenshan-2022-2024", "qujing-2023"
WHOLE, MEETINGS = (2022, 2023, 2024), (2023, 2024)
#: What the contract's list leaves out: clause, words of the paper that stand in the note, comparison, value, years.
ADDED = {
    WENSHAN: {
        "INC-W03": ("一", "不发生规模性返贫", "<=", 0, WHOLE),
        "FIN-W01": ("二(五)11", "不超过20万元", "<=", 20, WHOLE),
        "FIN-W02": ("二(五)11", "不超过1万元", "<=", 1, WHOLE),
        "FIN-W03": ("二(五)11", "不超过3万元", "<=", 3, WHOLE),
        "FIN-W04": ("二(五)11", "一次性1000元", ">=", 1000, WHOLE),
        "FIN-W05": ("二(五)12", "全额贴息", ">=", 100, WHOLE),
        "PUB-W05": ("二(八)17", "应救尽救", ">=", 100, WHOLE),
        "PUB-W01": ("二(九)19", "3000元—5000元/人/年", "between", (3000, 5000), WHOLE),
        "PUB-W04": ("二(九)19", "应助尽助", ">=", 100, WHOLE),
        "ORG-W01": ("三(一)", "每季度一次", ">=", 4, MEETINGS),
        "ORG-W02": ("三(四)", "每半月一次", ">=", 24, MEETINGS),
        "ORG-W03": ("三(四)", "每月一次", ">=", 12, MEETINGS),
        "ORG-W04a": ("三(四)", "月通报", ">=", 12, MEETINGS),
        "ORG-W04b": ("三(四)", "季调度", ">=", 4, MEETINGS),
        "ORG-W06": ("三(五)", "坚决杜绝", "<=", 0, WHOLE),
        "ORG-W07": ("三(六)", "发放宣传到户", ">=", 100, WHOLE),
    },
    QUJING: {
        "ORG-Q01a": ("三(三)", "每季度", ">=", 4, (2023,)),
        "ORG-Q01b": ("三(三)", "每季度", ">=", 4, (2023,)),
        "ORG-Q02": ("三(三)", "第一季度通报上一年", ">=", 2, (2023,)),
    },
}


@pytest.fixture(params=list(ADDED), scope="module")
def pack(request: pytest.FixtureRequest) -> Pack:
    return load_pack(request.param)


def value_of(text: str) -> Fraction | tuple[Fraction, Fraction] | Reference | None:
    if text.startswith("reference:"):
        return Reference(reference=text.removeprefix("reference:"))
    if ".." in text:
        lower, upper = text.split("..")
        return Fraction(lower), Fraction(upper)
    return Fraction(text) if text else None


def said(targets: Iterable[Target]) -> Counter[str]:
    """What a target says, however the file orders them."""
    return Counter(
        repr((
            target.code, target.title, target.indicator, target.op, target.value, target.unit, target.from_year, target.year,
            target.due, target.scope, target.kind, target.stretch, target.tolerance, target.tolerance_both, target.population,
            "、".join(target.lead), target.clause,
        ))
        for target in targets
    )  # fmt: skip


def whole(text: str) -> int | None:
    return int(text) if text else None


def test_every_row_of_the_contract(pack: Pack) -> None:
    expected = Counter(
        repr((
            row["code"], row["title"], row["indicator"] or None, row["op"], value_of(row["value"]), row["unit"],
            whole(row["from_year"]), int(row["year"]), whole(row["due"]), row["scope"], row["kind"], row["stretch"] == "yes",
            Fraction(row["tolerance"] or 0), row["tolerance_both"] == "yes", row["population"], row["lead"], row["clause"],
        ))
        for row in contract("targets.csv")
        if row["pack"] == pack.id
    )  # fmt: skip
    assert said(target for target in pack.targets if target.code not in ADDED[pack.id]) == expected


def test_what_the_paper_quantifies_besides(pack: Pack) -> None:
    found = [target for target in pack.targets if target.code in ADDED[pack.id]]
    years = {(code, year) for code, (_, _, _, _, several) in ADDED[pack.id].items() for year in several}
    assert {(target.code, target.year) for target in found} == years
    for target in found:
        clause, words, op, value, _ = ADDED[pack.id][target.code]
        assert (target.clause, target.op, target.value) == (clause, op, value)
        assert words in target.note
        assert target.indicator == f"task:{target.code}"


def test_counties_report_and_rows_are_townships_and_villages(pack: Pack) -> None:
    assert pack.submit_level == "county"
    assert pack.departments == {}
    assert len(pack.sheets) == 10
    assert not [name for name, plan in pack.sheets.items() if plan.reporters or plan.exempt]
    assert {name: plan.row_level for name, plan in pack.sheets.items() if plan.row_level} == {
        "employment": "township", "industry_linkage": "township", "collective_economy": "village",
    }  # fmt: skip


def test_only_what_the_paper_sets_is_set() -> None:
    wenshan, qujing = load_pack(WENSHAN), load_pack(QUJING)
    names = wenshan.settings.model_fields_set
    assert {name: wenshan.settings.bound(name) for name in names} == {
        "public_post_floor": 800, "travel_allowance": 1000, "workshop_min_workers": 5, "workshop_min_months": 1,
        "workshop_reward_rate": Fraction(15, 100), "reserved_share": Fraction(10, 100),
    }  # fmt: skip
    assert wenshan.income.work_line == 10000
    assert qujing.settings.model_fields_set == set()


def test_lines_and_outside_series_wait_for_the_bureau(pack: Pack) -> None:
    assert (dict(pack.income.line), dict(pack.income.low_income_cutoff), pack.income_year_starts) == ({}, {}, 1)
    named = {target.value.reference for target in pack.targets if isinstance(target.value, Reference)}
    assert named == set(pack.income.reference_series)
    for series in pack.income.reference_series.values():
        assert not series.source
        assert not series.values
        assert not any(series.by_region.values())
    assert len(pack.open_questions) >= 10
    assert all(target.leader == "" for target in pack.targets)


def test_the_villages_that_left_poverty_are_not_keyed_in_yet() -> None:
    assert [target.code for target in load_pack(QUJING).targets if target.listed is not None] == ["IND-Q19"]
    assert [target.listed for target in load_pack(QUJING).targets if target.code == "IND-Q19"] == [()]


def test_every_county_has_a_tile_of_its_own_and_its_loan_target(pack: Pack) -> None:
    counties = {region.code for region in region_tree().children(pack.root)}
    assert set(pack.tiles) == counties
    assert len(set(pack.tiles.values())) == len(counties)
    series = pack.income.reference_series.get("2022年度小额信贷目标")
    assert series is None or set(series.by_region) == counties


def test_zones_stand_for_places_of_the_list(pack: Pack) -> None:
    names = {name: region_tree().get(code) for name, code in pack.places.items()}
    found = {name: place.name if place else None for name, place in names.items()}
    assert found == {
        WENSHAN: {
            "文山高新区": "文山高新技术产业开发区", "文山州高新区": "文山高新技术产业开发区", "马关县健康农场": "健康农场",
            "马关健康农场": "健康农场",
        },
        QUJING: {"曲靖经开区": "麒麟区", "曲靖经济技术开发区": "麒麟区"},
    }[pack.id]  # fmt: skip

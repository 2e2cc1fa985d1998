"""Kinds and scopes that only the prefectures' papers have, judged under the packs as they are shipped."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from metrics.packs import Pack, Series, load_pack
from tests.metrics.county import Reports
from tests.spec.prefecture import (
    CITY,
    MALONG,
    QILIN,
    QUJING,
    WENSHAN,
    XICHOU,
    YANSHAN,
    ZHANYI,
    asked,
    household,
    judged,
    short,
    task,
    township,
    villages,
)


def tasks(period: str, code: str, unit: str = "家", **by_county: float | str | None) -> Reports:
    names = {"qilin": QILIN, "zhanyi": ZHANYI, "malong": MALONG, "city": CITY, "yanshan": YANSHAN, "xichou": XICHOU}
    reports = Reports()
    for name, value in by_county.items():
        reports.hand_in("key_tasks", period, names[name], task(code, names[name], value, unit))
    return reports


def village_income(root: str, period: str, **values: str) -> Reports:
    """operating_total of two villages a county, written as "9.99 10.01"."""
    names = {"city": CITY, "yanshan": YANSHAN, "xichou": XICHOU}
    reports = Reports()
    for name, figures in values.items():
        rows = [
            {"region": village, "operating_total": figure, "total": figure}
            for village, figure in zip(villages(names[name]), figures.split(), strict=True)
        ]
        reports.hand_in("collective_economy", period, names[name], *rows)
    return reports


# 每个县（市）3年内至少引进10家: over the years, each county for itself


def test_a_span_is_summed_for_each_county_and_names_who_falls_short() -> None:
    reports = tasks("2022-11", "IND-W08", city=6, yanshan=2)
    for period, values in {"2023-12": {CITY: 5, YANSHAN: 2, XICHOU: 9}, "2024-12": {CITY: 0, YANSHAN: 3, XICHOU: 1}}.items():
        for county, value in values.items():
            reports.hand_in("key_tasks", period, county, task("IND-W08", county, value))
    result, found = judged(WENSHAN, "IND-W08", reports, "2024-12")
    assert (result.figure.value, found.pace, found.status) == (28, 100, "far_behind")
    assert short(found) == [(YANSHAN, 7)]  # 2 + 2 + 3; 文山市 6 + 5 + 0, 西畴县 9 + 1
    mine, own = judged(WENSHAN, "IND-W08", reports, "2024-12", YANSHAN)
    assert (mine.figure.value, own.status, own.gap, own.completion) == (7, "far_behind", -3, 70)


def test_the_pace_of_three_years_counts_36_months() -> None:
    reports = tasks("2023-06", "IND-W08", city=5, yanshan="4.999999")
    _, found = judged(WENSHAN, "IND-W08", reports, "2023-06", CITY)
    assert (found.pace, found.status, found.year) == (50, "on_pace", 2024)
    _, found = judged(WENSHAN, "IND-W08", reports, "2023-06", YANSHAN)
    assert found.status == "behind"
    _, found = judged(WENSHAN, "IND-W08", reports, "2023-06", XICHOU)
    assert (found.status, found.completion) == ("not_reported", None)


# 2022年底占比90%、2023年底全部5万元且县级平均10万元、2024年10万元以上占比70%


@pytest.mark.parametrize(
    ("figures", "status"), [("10 10", "met"), ("9.99 10.01", "met"), ("9.99 10", "behind"), ("8 9", "far_behind")]
)
def test_the_mean_of_each_county_is_compared_unrounded(figures: str, status: str) -> None:
    reports = village_income(WENSHAN, "2023-12", city="30 40", yanshan=figures)
    result, found = judged(WENSHAN, "COL-W03", reports, "2023-12")
    assert result.figure.denominator == 4
    assert found.status == status
    assert [region for region, _ in short(found)] == ([] if status == "met" else [YANSHAN])


def test_before_december_a_yearly_ladder_is_not_due_unless_it_is_met() -> None:
    reports = village_income(WENSHAN, "2023-11", city="30 40", yanshan="9.99 10")
    _, found = judged(WENSHAN, "COL-W03", reports, "2023-11")
    assert (found.status, found.short) == ("not_due", ())
    reports = village_income(WENSHAN, "2023-11", city="30 40", yanshan="10 10")
    assert judged(WENSHAN, "COL-W03", reports, "2023-11")[1].status == "met"


@pytest.mark.parametrize(("period", "codes"), [
    ("2022-12", {"COL-W01"}), ("2023-12", {"COL-W02", "COL-W03"}), ("2024-12", {"COL-W04"}), ("2021-12", set()), ("2025-12", set()),
])  # fmt: skip
def test_a_year_without_a_target_has_the_figure_alone(period: str, codes: set[str]) -> None:
    found = asked(WENSHAN, village_income(WENSHAN, period, city="6 12"), period)
    ladder = {"collective.share_operating_5", "collective.share_operating_10", "collective.mean_operating"}
    collective = [entry for entry in found if entry.indicator in ladder]
    assert {entry.target.code for entry in collective if entry.target} == codes
    assert {entry.indicator for entry in collective} == ladder
    assert {entry.figure.value for entry in collective} == {100, 50, 9}


# 力争突破8亿元: equality does not exceed, and a missed 力争 stays named as such


SALES = [
    ("80000.000001", "met", "met"),
    ("80000", "met", "on_pace"),  # 100 % of the target keeps December's pace and does not exceed it
    ("72000", "met", "behind"),  # exactly 10 points short
    ("71999", "met", "far_behind"),
    ("60000", "met", "far_behind"),
    ("59999.999999", "behind", "far_behind"),
    ("53999", "far_behind", "far_behind"),
]


@pytest.mark.parametrize(("sales", "floor", "stretch"), SALES)
def test_more_than_80000_is_a_stretch_beside_the_floor_of_60000(sales: str, floor: str, stretch: str) -> None:
    row = {
        "buyer": "甲",
        "region": CITY,
        "product": "三七",
        "channel": "其他",
        "buyer_kind": "东部协作地区",
        "amount_ytd": sales,
    }
    reports = Reports().hand_in("consumption", "2024-12", CITY, row)
    found = asked(WENSHAN, reports, "2024-12", indicators={"consumption.partner_sales"})
    said = {entry.target.code: (entry.target.status, entry.target.stretch) for entry in found if entry.target}
    assert said == {"CON-W01": (floor, False), "CON-W02": (stretch, True)}


@pytest.mark.parametrize(
    ("value", "status"), [("800", "behind"), ("800.000001", "met"), ("720", "behind"), ("719.999999", "far_behind")]
)
def test_800_exactly_does_not_exceed_800(value: str, status: str) -> None:
    reports = tasks("2023-12", "FIN-Q05", "亿元", qilin=value)
    assert judged(QUJING, "FIN-Q05", reports, "2023-12")[1].status == status


# 信贷规模不得低于2022年度目标; 超过全国水平


def with_series(root: str, name: str, **keys: Any) -> Pack:
    pack = load_pack({QUJING: "qujing-2023", WENSHAN: "wenshan-2022-2024"}[root])
    series = {**pack.income.reference_series, name: Series(source="公报", **keys)}
    return replace(pack, income=pack.income.model_copy(update={"reference_series": series}))


def test_each_county_has_its_own_reference() -> None:
    reports = tasks("2023-12", "FIN-Q04", "亿元", qilin="1.2", zhanyi="1.2", malong="0.5")
    by_region = {QILIN: {"2023": Decimal("1.2")}, ZHANYI: {"2023": Decimal("1.3")}}
    pack = with_series(QUJING, "2022年度小额信贷目标", by_region=by_region)
    result, found = judged(QUJING, "FIN-Q04", reports, "2023-12", pack=pack)
    assert (result.figure.value, found.value, found.gap) == (Fraction("2.9"), None, None)
    assert (found.status, short(found)) == ("behind", [(ZHANYI, Fraction("1.2"))])
    own = {place: judged(QUJING, "FIN-Q04", reports, "2023-12", place, pack)[1] for place in (QILIN, ZHANYI, MALONG)}
    assert {place: entry.status for place, entry in own.items()} == {QILIN: "met", ZHANYI: "behind", MALONG: "not_comparable"}
    assert (own[ZHANYI].value, own[ZHANYI].gap, own[MALONG].value) == (Fraction("1.3"), Fraction("-0.1"), None)


def test_without_the_series_nobody_is_compared() -> None:
    reports = tasks("2023-12", "FIN-Q04", "亿元", qilin="1.2")
    _, found = judged(QUJING, "FIN-Q04", reports, "2023-12")
    assert (found.status, found.value, found.short) == ("not_comparable", None, ())


@pytest.mark.parametrize(("net", "status"), [(16000, "behind"), (16001, "met"), (14000, "far_behind")])
def test_equality_with_the_nation_is_not_more_than_the_nation(net: int, status: str) -> None:
    reports = Reports().hand_in("household_income", "2024Q4", CITY, household("1", CITY, net=net))
    pack = with_series(WENSHAN, "全国脱贫人口人均纯收入", values={"2024": 16000})
    _, found = judged(WENSHAN, "INC-W01", reports, "2024Q4", pack=pack)
    assert (found.status, found.value, found.stretch) == (status, 16000, True)
    assert judged(WENSHAN, "INC-W01", reports, "2024Q4")[1].status == "not_comparable"


# 每个出列村每年争取3—5名


def test_villages_that_are_not_keyed_in_yet_are_not_judged() -> None:
    reports = Reports()
    reports.hand_in("key_tasks", "2023-12", QILIN, *(task("IND-Q19", place, 2, "人/村") for place in villages(QILIN)))
    result, found = judged(QUJING, "IND-Q19", reports, "2023-12")
    assert (result.figure.value, found.status, found.value, found.gap) == (None, "not_comparable", (3, 5), None)
    assert not [
        entry
        for entry in asked(QUJING, reports, "2023-12", villages(QILIN)[0])
        if entry.target and entry.target.code == "IND-Q19"
    ]


def listed(*places: str) -> Pack:
    pack = load_pack("qujing-2023")
    return replace(
        pack,
        targets=tuple(
            target.model_copy(update={"listed": places}) if target.code == "IND-Q19" else target for target in pack.targets
        ),
    )


@pytest.mark.parametrize(("count", "status"), [("2", "behind"), ("3", "met"), ("5", "met"), ("6", "met")])
def test_3_to_5_in_each_village_of_the_list(count: str, status: str) -> None:
    first, second = villages(QILIN)
    reports = Reports()
    reports.hand_in("key_tasks", "2023-12", QILIN, task("IND-Q19", first, count, "人/村"), task("IND-Q19", second, 0, "人/村"))
    _, found = judged(QUJING, "IND-Q19", reports, "2023-12", pack=listed(first))
    assert (found.status, short(found)) == (status, [(first, 2)] if status == "behind" else [])
    assert found.stretch is True
    _, both = judged(QUJING, "IND-Q19", reports, "2023-12", pack=listed(first, second))
    assert (second, 0) in short(both)


# 稳步提升、规模稳定: not below last period over the counties in force in both


def test_not_below_last_period_at_the_prefecture_names_the_counties() -> None:
    reports = Reports()
    for period, values in {"2022-12": {CITY: 100, YANSHAN: 50}, "2023-01": {CITY: 90, YANSHAN: 59, XICHOU: 7}}.items():
        for county, value in values.items():
            reports.hand_in("employment", period, county, {"region": township(county), "lifted_out_province": value})
    result, found = judged(WENSHAN, "EMP-W03-out_province", reports, "2023-01")
    assert (result.figure.value, found.value, found.gap) == (156, 150, -1)  # the common counties: 149 against 150
    assert (found.status, short(found)) == ("behind", [(CITY, 90)])


def test_the_first_period_has_nothing_to_compare_with() -> None:
    reports = Reports().hand_in("employment", "2022-01", CITY, {"region": township(CITY), "public_posts": 1})
    _, found = judged(WENSHAN, "EMP-W17", reports, "2022-01")
    assert (found.status, found.value, found.short) == ("not_comparable", None, ())


def test_a_reporter_that_is_missing_neither_helps_nor_harms() -> None:
    row = {"region": township(CITY), "public_post_pay": "799.99"}
    reports = Reports().hand_in("employment", "2024-05", CITY, row)
    result, found = judged(WENSHAN, "EMP-W16", reports, "2024-05")
    assert (result.figure.reported, result.figure.expected) == (1, 3)
    assert (found.status, short(found)) == ("behind", [(township(CITY), Fraction("799.99"))])
    assert judged(WENSHAN, "EMP-W16", Reports(), "2024-05")[1].status == "not_reported"


# a task of rates has no figure of the prefecture unless somebody hands in its own row


def test_rates_of_counties_are_never_added_up() -> None:
    reports = tasks("2022-12", "EMP-W08", "%", city=95, yanshan=80)
    result, found = judged(WENSHAN, "EMP-W08", reports, "2022-12")
    assert (result.figure.value, result.figure.reported, found.status) == (None, 2, "not_reported")


def test_a_workshop_of_five_earns_its_reward_and_of_four_none() -> None:
    five = {"name": "甲", "region": villages(CITY)[0], "lifted_workers": 5, "months": 1, "wages": 18000}
    four = {**five, "name": "乙", "lifted_workers": 4}
    for rows, due in (([five], 2700), ([four], 0), ([five, four], 2700)):
        reports = Reports().hand_in("workshops", "2022-06", CITY, *rows)
        (found,) = asked(WENSHAN, reports, "2022-06", indicators={"employment.workshop_reward_due"})
        assert found.figure.value == due

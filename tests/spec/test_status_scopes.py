"""Floors, scopes, references, spans of years: on whose object a target stands and what it compares."""

from fractions import Fraction
from typing import Any

import pytest

from tests.metrics.county import COUNTY, VILLAGES, A, B, C, Reports, answers, pack, target, verdict

V = VILLAGES
POSTS, TRAINED = "employment.public_posts", "employment.trained"
NOT_BELOW = {"kind": "floor", "op": "not below last period"}


def employment(**by_period: dict[str, dict[str, Any]]) -> Reports:
    reports = Reports()
    for period, towns in by_period.items():
        for town, row in towns.items():
            reports.hand_in("employment", period.removeprefix("p").replace("_", "-"), town, {"region": f"{town[:9]}001", **row})
    return reports


def short(found: Any) -> list[tuple[str | None, Fraction | None]]:
    return [(entry.region or entry.row_key, entry.value) for entry in found.short]


def test_not_below_the_latest_earlier_period_over_the_common_reporters() -> None:
    reports = employment(
        p2023_03={A: {"public_posts": 90}, B: {"public_posts": 50}, C: {"public_posts": 10}},
        p2023_05={A: {"public_posts": 80}, B: {"public_posts": 59}},
    )
    found = verdict(reports, "2023-05", indicator=POSTS, **NOT_BELOW)
    assert (found.status, found.value, found.gap, short(found)) == ("behind", 140, -1, [(A, 80)])
    reports.hand_in("employment", "2023-05", B, {"region": V[2], "public_posts": 60})
    found = verdict(reports, "2023-05", indicator=POSTS, **NOT_BELOW)
    assert (found.status, found.value, found.gap, found.short) == ("met", 140, 0, ())


def test_cumulative_fields_are_compared_with_the_same_period_last_year() -> None:
    reports = employment(p2022_05={A: {"trained": 10}}, p2023_04={A: {"trained": 30}}, p2023_05={A: {"trained": 11}})
    found = verdict(reports, "2023-05", indicator=TRAINED, **NOT_BELOW)
    assert (found.status, found.value) == ("met", 10)


def test_nothing_to_compare_with() -> None:
    reports = employment(p2023_05={A: {"public_posts": 1}}, p2023_03={B: {"public_posts": 1}})
    assert verdict(reports, "2023-05", indicator=POSTS, **NOT_BELOW).status == "not_comparable"
    assert (
        verdict(employment(p2023_05={A: {"public_posts": 1}}), "2023-05", indicator=POSTS, **NOT_BELOW).status
        == "not_comparable"
    )
    assert verdict(Reports(), "2023-05", indicator=POSTS, **NOT_BELOW).status == "not_reported"


PAY = "employment.public_post_pay_min"


def test_a_floor_with_a_number_names_the_rows_below_it() -> None:
    rows = [{"region": V[0], "public_post_pay": "799.99"}, {"region": V[1], "public_post_pay": 800}, {"region": V[2]}]
    reports = Reports().hand_in("employment", "2023-05", A, *rows)
    keys = {"indicator": PAY, "kind": "floor", "scope": "every row", "value": 800}
    found = verdict(reports, "2023-05", **keys)
    assert (found.status, short(found)) == ("behind", [(V[0], Fraction("799.99"))])
    assert verdict(Reports().hand_in("employment", "2023-05", A, rows[1]), "2023-05", **keys).status == "met"
    assert verdict(Reports().hand_in("employment", "2023-05", A, rows[2]), "2023-05", **keys).status == "not_reported"
    assert verdict(reports, "2023-05", V[1], **keys).status == "met"  # a child that is a row carries it
    assert not [r.target for r in answers(pack(target(**keys)), reports, "2023-05", A) if r.target]


def test_every_row_against_its_own_key_then() -> None:
    reports = employment(
        p2023_04={A: {"public_post_pay": 900}, B: {"public_post_pay": 700}, C: {"public_post_pay": 1000}},
        p2023_05={A: {"public_post_pay": 850}, B: {"public_post_pay": 750}},
    )
    found = verdict(reports, "2023-05", indicator=PAY, scope="every row", **NOT_BELOW)
    assert (found.status, short(found), found.value) == ("behind", [(V[0], 850)], 700)


def test_every_unit_is_every_row_with_a_canteen() -> None:
    rows = [
        {"unit": "甲局", "region": COUNTY, "has_canteen": "是", "canteen_total": 100, "reserved": 10},
        {"unit": "乙局", "region": COUNTY, "has_canteen": "是", "canteen_total": 100, "reserved": "9.5"},
        {"unit": "丙局", "region": COUNTY, "has_canteen": "否", "canteen_total": 0, "reserved": 0},
    ]
    reports = Reports().hand_in("canteen_quota", "2023-05", "dept:nyj", *rows)
    found = verdict(reports, "2023-05", indicator="consumption.reserved_share", scope="every unit", value=10, unit="%")
    assert (found.status, found.completion, short(found)) == ("behind", Fraction("97.5"), [(f"乙局|{COUNTY}", Fraction("9.5"))])


EVERY = {"indicator": POSTS, "scope": "every township", "value": 100}


def test_every_township_is_judged_on_each() -> None:
    reports = employment(p2023_05={A: {"public_posts": 100}, B: {"public_posts": 95}})
    root = verdict(reports, "2023-05", **EVERY)
    assert (root.status, short(root), root.gap) == ("behind", [(B, 95)], 95)
    assert verdict(reports, "2023-05", A, **EVERY).status == "met"
    assert verdict(reports, "2023-05", C, **EVERY).status == "not_reported"
    assert not [r.target for r in answers(pack(target(**EVERY)), reports, "2023-05", V[0]) if r.target]


def test_a_list_narrows_an_every_scope_and_an_empty_one_is_not_keyed_in_yet() -> None:
    reports = employment(p2023_05={A: {"public_posts": 100}, B: {"public_posts": 95}})
    listed = pack(target(**EVERY) + f'list = ["{A}"]\n')
    assert [r.target.status for r in answers(listed, reports, "2023-05") if r.target] == ["met"]
    assert not [r for r in answers(listed, reports, "2023-05", B) if r.target]
    empty = pack(target(**EVERY) + "list = []\n")
    assert [r.target.status for r in answers(empty, reports, "2023-05") if r.target] == ["not_comparable"]


def test_root_targets_stand_on_the_root_only_and_a_regions_on_its_own() -> None:
    both = pack(target(code="R", indicator=POSTS, value=1), target(code="A", indicator=POSTS, value=1, scope=A))
    shown = {place: [r.target.code for r in answers(both, Reports(), "2023-05", place) if r.target] for place in (COUNTY, A, B)}
    assert shown == {COUNTY: ["R"], A: ["A"], B: []}


def test_several_targets_give_an_object_each_and_none_gives_one_without() -> None:
    two = pack(target(code="X", indicator=POSTS, value=1), target(code="Y", indicator=POSTS, value=2, stretch=True))
    found = [r for r in answers(two, Reports(), "2023-05") if r.indicator == POSTS]
    assert [r.target.code for r in found if r.target] == ["X", "Y"]
    assert [r.target for r in answers(two, Reports(), "2022-05") if r.indicator == POSTS] == [None]


@pytest.mark.parametrize("period", ["2021-05", "2025-05"])
def test_outside_the_packs_years_there_are_values_without_targets(period: str) -> None:
    reports = Reports().hand_in("employment", period, A, {"region": V[0], "public_posts": 1})
    found = [
        r
        for r in answers(pack(target(indicator=POSTS, value=1, from_year=2020, year=2024)), reports, period)
        if r.indicator == POSTS
    ]
    assert [(r.figure.value, r.target) for r in found] == [(1, None)]


SERIES = '[income.reference_series]\n"外部" = { source = "公报", values = { 2023 = 9 } }\n'


@pytest.mark.parametrize(
    ("series", "value", "status"), [(SERIES, 10, "met"), (SERIES, 9, "behind"), ("", 10, "not_comparable")]
)
def test_a_reference_needs_the_keyed_in_series(series: str, value: int, status: str) -> None:
    reports = employment(p2023_12={A: {"public_posts": value}})
    asked = pack(target(indicator=POSTS, kind="reference", op=">", value='{ reference = "外部" }'), series)
    (found,) = [r.target for r in answers(asked, reports, "2023-12") if r.target]
    assert (found.status, found.value) == (status, 9 if series else None)


def test_a_span_sums_december_else_the_latest_of_each_year() -> None:
    reports = employment(
        p2022_10={A: {"trained": 100}, B: {"trained": 5}}, p2022_12={A: {"trained": 120}}, p2023_05={A: {"trained": 30}}
    )
    keys = {"indicator": TRAINED, "kind": "progress", "value": 360, "from_year": 2022, "year": 2024}
    (found,) = [r for r in answers(pack(target(**keys)), reports, "2023-05") if r.target]
    assert found.target is not None
    assert (found.figure.value, found.target.pace, found.target.completion) == (155, Fraction(1700, 36), Fraction(15500, 360))
    assert found.target.status == "behind"


def test_a_population_cut_off_has_neither_indicator_nor_value() -> None:
    cut = target(indicator=None, kind="line", op="list", value=20, scope="every household")
    (found,) = [r for r in answers(pack(cut), Reports(), "2023-05", by_child=True) if r.target]
    assert (found.indicator, found.figure.value, found.target and found.target.status, found.figure.region) == (
        None,
        None,
        None,
        COUNTY,
    )

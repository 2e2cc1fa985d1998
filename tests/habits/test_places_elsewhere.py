"""Habits 36 to 43 where 牟定 has no example: names of several counties, old counties, zones and farms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from tests.habits.elsewhere import NAMES, QUJING, WENSHAN, WUZHOU, Prefecture, cell
from tests.intake.desk import said, told

COUNTY, TOWNSHIP, VILLAGE, PLACE = "县（市、区）", "乡镇", "村（社区）", "实施地点"
LISTED = {"rows_left_out", "column_unknown"}


@pytest.fixture(scope="module")
def desks(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Prefecture]:
    folder = tmp_path_factory.mktemp("elsewhere")
    return {root: Prefecture(folder / f"{root}.sqlite", root=root) for root in NAMES}


def look(
    desk: Prefecture, sheet: str, headings: Sequence[str], *places: Sequence[Any], unit: str = "", merges: Sequence[int] = ()
) -> tuple[list[str], list[tuple[str, str | None]]]:
    """The codes of the places of all rows, and what was said at which cell, notes included, missing places apart."""
    taken = desk.look(sheet, unit or NAMES[desk.root], headings, *places, merges=merges)
    codes = [code for one in taken if one.examined.rows is not None for code in one.examined.rows.columns["region"].values]
    spoken = [entry for one in taken for entry in said(one, "error", "warning", "note")]
    quiet = LISTED | {"rows_missing", "total_row"}
    assert taken, "nothing was recognised"
    assert not any(code == "sheet_unrecognised" for code, _ in spoken), told(taken[0])
    return codes, sorted({entry for entry in spoken if entry[0] not in quiet}, key=str)


PROJECTS = "industry_projects"
FOUND = [
    # number, root, sheet, headings, words, code of the place, what is said (code, column)
    (36, WENSHAN, PROJECTS, (PLACE,), ("砚山",), "532622000000", ("place_old_name", 1)),
    (36, WENSHAN, PROJECTS, (PLACE,), ("砚山县",), "532622000000", None),
    (36, WENSHAN, PROJECTS, (PLACE,), ("东山乡",), "532601201000", ("place_old_name", 1)),
    (37, WENSHAN, PROJECTS, (PLACE,), ("云南省文山州砚山县",), "532622000000", ("normalised", 1)),
    (37, WENSHAN, PROJECTS, (PLACE,), ("文山州砚山",), "532622000000", ("place_old_name", 1)),
    (38, WENSHAN, PROJECTS, (PLACE,), ("文山县",), "532601000000", ("place_old_name", 1)),
    (38, QUJING, PROJECTS, (PLACE,), ("沾益县",), "530303000000", ("place_old_name", 1)),
    (38, QUJING, PROJECTS, (PLACE,), ("马龙县",), "530304000000", ("place_old_name", 1)),
    (38, QUJING, PROJECTS, (PLACE,), ("宣威县",), "530381000000", ("place_old_name", 1)),
    (38, QUJING, PROJECTS, (PLACE,), ("沾益县白水镇",), "530303101000", ("normalised", 1)),
    (38, WUZHOU, PROJECTS, (PLACE,), ("岑溪县",), "450481000000", ("place_old_name", 1)),
    (39, QUJING, PROJECTS, (PLACE,), ("者海乡",), "530326106000", ("place_near", 1)),
    (39, QUJING, PROJECTS, (PLACE,), ("古城镇",), "530326001000", ("place_near", 1)),
    (39, QUJING, PROJECTS, (COUNTY, TOWNSHIP), ("麒麟区", "东山乡"), "530302103000", ("place_near", 2)),
    (41, QUJING, PROJECTS, (COUNTY, TOWNSHIP), ("陆良县", "板桥镇"), "530322102000", None),
    (41, QUJING, PROJECTS, (COUNTY, TOWNSHIP), ("罗平县", "板桥镇"), "530324102000", None),
    (41, QUJING, PROJECTS, (PLACE,), ("罗平县老厂乡",), "530324206000", ("normalised", 1)),
    (41, QUJING, PROJECTS, (PLACE,), ("板桥镇（陆良县）",), "530322102000", ("normalised", 1)),
    (42, QUJING, PROJECTS, (COUNTY, TOWNSHIP, VILLAGE), ("会泽县", "者海镇", "小街社区"), "530326106", ("place_old_name", 3)),
    (42, QUJING, PROJECTS, (COUNTY, TOWNSHIP, VILLAGE), ("会泽县", "矿山镇", "小街"), "530326105", ("place_old_name", 3)),
    (42, QUJING, PROJECTS, (PLACE,), ("小街社区（者海镇）",), "530326106", ("place_old_name", 1)),
    (43, QUJING, PROJECTS, (PLACE,), ("曲靖经开区",), "530302000000", ("place_mapped", 1)),
    (43, QUJING, PROJECTS, (PLACE,), ("云南省曲靖市曲靖经开区",), "530302000000", ("place_mapped", 1)),
    (43, WENSHAN, PROJECTS, (PLACE,), ("文山高新区",), "532601403000", ("place_mapped", 1)),
    (43, WENSHAN, PROJECTS, (PLACE,), ("文山高新技术产业开发区",), "532601403000", None),
    (43, WENSHAN, PROJECTS, (PLACE,), ("马关县健康农场",), "532625501000", ("normalised", 1)),
    (43, WENSHAN, "employment", (COUNTY, TOWNSHIP), ("文山市", "文山高新区"), "532601403000", ("place_mapped", 2)),
]  # fmt: skip


@pytest.mark.parametrize("case", FOUND, ids=lambda case: f"{case[0]} {' '.join(case[4])}")
def test_places_are_found(desks: dict[str, Prefecture], case: tuple[Any, ...]) -> None:
    _, root, sheet, headings, words, code, spoken = case
    codes, found = look(desks[root], sheet, headings, words)
    assert [str(one).startswith(code) for one in codes] == [True], (codes, found)
    assert found == ([(spoken[0], cell(1, spoken[1]))] if spoken else [])


REFUSED = [
    # number, root, headings, words, code, column
    (36, WENSHAN, (PLACE,), ("砚县",), "place_unknown", 1),
    (37, WENSHAN, (PLACE,), ("曲靖市砚山县",), "place_unknown", 1),
    (38, WUZHOU, (PLACE,), ("蝶山区",), "place_unknown", 1),
    (39, QUJING, (PLACE,), ("东山乡",), "place_unknown", 1),
    (39, QUJING, (PLACE,), ("者海街",), "place_unknown", 1),
    (41, QUJING, (PLACE,), ("板桥镇",), "place_ambiguous", 1),
    (41, QUJING, (PLACE,), ("马街镇",), "place_ambiguous", 1),
    (41, QUJING, (PLACE,), ("老厂乡",), "place_ambiguous", 1),
    (41, QUJING, (PLACE,), ("富源老厂",), "place_ambiguous", 1),  # the town or its village
    (41, QUJING, (COUNTY, TOWNSHIP), (None, "板桥镇"), "place_ambiguous", 2),
    (41, QUJING, (COUNTY, TOWNSHIP), ("会泽县", "板桥镇"), "place_unknown", 2),
    (41, QUJING, (COUNTY, TOWNSHIP), ("某某县", "板桥镇"), "place_unknown", 1),
    (41, QUJING, (COUNTY, TOWNSHIP), ("砚山县", "平远镇"), "place_outside", 1),
    (42, QUJING, (COUNTY, VILLAGE), ("会泽县", "小街社区"), "place_ambiguous", 2),
    (42, QUJING, (PLACE,), ("会泽县小街",), "place_ambiguous", 1),
    (42, QUJING, (COUNTY, TOWNSHIP, VILLAGE), ("会泽县", "古城街道", "小街社区"), "place_unknown", 3),
    (43, QUJING, (PLACE,), ("沾益工业园区",), "place_unknown", 1),
    (43, WENSHAN, (PLACE,), ("文山三七产业园区",), "place_unknown", 1),
]  # fmt: skip


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: f"{case[0]} {' '.join(word or '-' for word in case[3])}")
def test_places_are_asked_for(desks: dict[str, Prefecture], case: tuple[Any, ...]) -> None:
    _, root, headings, words, code, column = case
    codes, found = look(desks[root], PROJECTS, headings, words)
    assert (code, cell(1, column)) in found
    assert [entry for entry in found if entry[0].startswith("place_")] == [(code, cell(1, column))]
    assert codes == [None]


ONCE = (("会泽县", "者海镇", "小街社区"), (None, None, "三多多村"), (None, "矿山镇", "小街社区"), (None, None, "小街社区"))
DOUBLE = (("会泽县", "者海镇", "小街社区"), (None, None, "小街社区"), (None, None, "小街社区"))


def test_42_a_township_written_once_counts_for_the_villages_below_it(desks: dict[str, Prefecture]) -> None:
    """Not merged: the blank cells repeat the name above where the village alone is not clear, and say so."""
    codes, found = look(desks[QUJING], PROJECTS, (COUNTY, TOWNSHIP, VILLAGE), *ONCE)
    assert [str(code)[:9] for code in codes] == ["530326106", "530326106", "530326105", "530326105"]
    assert [(code, at) for code, at in found if code == "normalised"] == [
        ("normalised", cell(4, 1)),
        ("normalised", cell(4, 2)),
    ]


def test_42_a_township_merged_over_its_villages_settles_them_silently(desks: dict[str, Prefecture]) -> None:
    codes, found = look(desks[QUJING], PROJECTS, (COUNTY, TOWNSHIP, VILLAGE), *DOUBLE, merges=(1, 2))
    assert [str(code)[:9] for code in codes] == ["530326106"] * 3
    assert {code for code, _ in found} == {"place_old_name"}


def test_42_double_villages_without_a_township_are_asked_for_each(desks: dict[str, Prefecture]) -> None:
    codes, found = look(desks[QUJING], PROJECTS, (VILLAGE,), ("小街社区",), ("会泽县小街社区",), unit="会泽县")
    assert codes == [None, None]
    assert [entry for entry in found if entry[0].startswith("place_")] == [
        ("place_ambiguous", cell(1, 1)), ("place_ambiguous", cell(2, 1)),
    ]  # fmt: skip


def test_41_a_name_of_two_counties_is_the_reporters_own(desks: dict[str, Prefecture]) -> None:
    assert look(desks[QUJING], PROJECTS, (PLACE,), ("老厂乡",), unit="罗平县") == (["530324206000"], [])
    assert look(desks[QUJING], PROJECTS, (PLACE,), ("富源县老厂镇",), unit="罗平县")[1] == [("place_outside", cell(1, 1))]


def test_43_a_zone_that_the_pack_maps_above_the_row_level_is_never_dropped(desks: dict[str, Prefecture]) -> None:
    """曲靖经开区 stands for 麒麟区, a total in a sheet of townships: what no row accounts for is an error."""
    taken = desks[QUJING].look("employment", "麒麟区", (COUNTY, TOWNSHIP), ("麒麟区", "越州镇"), ("曲靖经开区", None))
    spoken = [entry for one in taken for entry in said(one)]
    assert ("place_mapped", cell(2, 1)) in spoken
    assert any(code == "total_row" for code, _ in spoken)


def test_43_the_remedy_of_a_zone_says_where_it_belongs(desks: dict[str, Prefecture]) -> None:
    [taken] = desks[QUJING].look(PROJECTS, "沾益区", (PLACE,), ("沾益工业园区",))
    [unknown] = [entry for entry in taken.problems if entry.code == "place_unknown"]
    assert "地名对照" in unknown.fix


def test_39_two_that_fit_after_an_exchange_are_suggested_both(desks: dict[str, Prefecture]) -> None:
    [taken] = desks[QUJING].look(PROJECTS, NAMES[QUJING], (PLACE,), ("东山乡",))
    [unknown] = [entry for entry in taken.problems if entry.code == "place_unknown"]
    assert "麒麟区东山镇" in unknown.message
    assert "宣威市东山镇" in unknown.message


def test_38_the_successor_of_an_abolished_county_is_suggested(desks: dict[str, Prefecture]) -> None:
    [taken] = desks[WUZHOU].look(PROJECTS, NAMES[WUZHOU], (PLACE,), ("蝶山区",))
    [unknown] = [entry for entry in taken.problems if entry.code == "place_unknown"]
    assert "万秀区" in unknown.message

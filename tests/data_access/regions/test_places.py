"""How a written place is understood: one line a habit."""

from __future__ import annotations

import pytest

from data_access.regions.places import PlaceFinder
from data_access.regions.tree import LEVELS, region_tree

MOUDING, GONGHE, XINQIAO = "532323000000", "532323101000", "532323102000"
WENSHAN, QUJING, HUIZE, WUZHOU = "532600000000", "530300000000", "530326000000", "450400000000"
GUANHE, XINQIAO_VILLAGE = "532323102202", "532323102215"


@pytest.fixture(scope="module")
def finder() -> PlaceFinder:
    return PlaceFinder(region_tree(), {"曲靖经开区": "530302000000", "文山高新区": "532601000000"})


FOUND = [
    # text, searched in, code, problem
    ("共和镇", MOUDING, GONGHE, None),
    ("云南省楚雄州牟定县共和镇", MOUDING, GONGHE, "normalised"),
    ("楚雄彝族自治州牟定县共和镇", MOUDING, GONGHE, "normalised"),
    ("牟定县 共和镇", MOUDING, GONGHE, "normalised"),
    ("牟定县-共和镇", MOUDING, GONGHE, "normalised"),
    ("牟定县新桥镇官河村", MOUDING, GUANHE, "place_old_name"),
    ("新桥官河村", MOUDING, GUANHE, "place_old_name"),
    ("共　和　镇", MOUDING, GONGHE, "normalised"),
    ("\u200b共和镇\ufeff", MOUDING, GONGHE, "normalised"),
    ("共和镇人民政府", MOUDING, GONGHE, "normalised"),
    ("开化街道办事处", WENSHAN, "532601001000", "normalised"),
    ("开化街道办", WENSHAN, "532601001000", "normalised"),
    ("532323102202", MOUDING, GUANHE, None),
    ("５３２３２３１０２２０２", MOUDING, GUANHE, "normalised"),
    ("共和", MOUDING, GONGHE, "place_old_name"),
    ("砚山", WENSHAN, "532622000000", "place_old_name"),
    ("文山州砚山", WENSHAN, "532622000000", "place_old_name"),
    ("屏边县", "532500000000", "532523000000", "place_old_name"),
    ("东山乡", WENSHAN, "532601201000", "place_old_name"),
    ("官河村民委员会", MOUDING, GUANHE, None),
    ("官河村委会", MOUDING, GUANHE, "place_old_name"),
    ("官河村", MOUDING, GUANHE, "place_old_name"),
    ("官河", MOUDING, GUANHE, "place_old_name"),
    ("官河社区", MOUDING, GUANHE, "place_old_name"),
    ("官河社区居民委员会", MOUDING, GUANHE, "place_old_name"),
    ("官河居委会", MOUDING, GUANHE, "place_old_name"),
    ("茅阳社区", MOUDING, "532323101001", "place_old_name"),
    ("茅阳居委会", MOUDING, "532323101001", "place_old_name"),
    ("茅阳村", MOUDING, "532323101001", "place_old_name"),
    ("大村", MOUDING, "532323102207", "place_old_name"),
    ("大村村", MOUDING, "532323102207", "place_old_name"),
    ("大村委会", MOUDING, "532323102207", "place_old_name"),
    ("新桥镇", MOUDING, XINQIAO, None),
    ("新桥村", MOUDING, XINQIAO_VILLAGE, "place_old_name"),
    ("新桥", XINQIAO, XINQIAO_VILLAGE, "place_old_name"),
    ("文山县", WENSHAN, "532601000000", "place_old_name"),
    ("沾益县", QUJING, "530303000000", "place_old_name"),
    ("云南省曲靖市马龙县", QUJING, "530304000000", "place_old_name"),
    ("凤屯乡", MOUDING, "532323104000", "place_near"),
    ("者海乡", QUJING, "530326106000", "place_near"),
    ("牟定县蟠猫镇", MOUDING, "532323201000", "place_near"),
    ("曲靖经开区", QUJING, "530302000000", "place_mapped"),
    ("文山 高新区", WENSHAN, "532601000000", "place_mapped"),
    ("陆良县马街镇", QUJING, "530322104000", "normalised"),
    ("官河村", GONGHE, GUANHE, "place_old_name"),  # lies outside: the caller says so
    ("和平村", GONGHE, "532323103206", "place_old_name"),  # many in the province, one in the county around
    ("砚山县", MOUDING, "532622000000", None),
]


@pytest.mark.parametrize(("text", "within", "code", "problem"), FOUND)
def test_found(finder: PlaceFinder, text: str, within: str, code: str, problem: str | None) -> None:
    match = finder.find(text, within=within)
    assert (match.code, match.problem, match.suggestions) == (code, problem, ())


NOT_FOUND = [
    # text, searched in, problem, suggestions
    ("共合镇", MOUDING, "place_unknown", ("牟定县共和镇",)),
    ("官和村", XINQIAO, "place_unknown", ("新桥镇官河村民委员会",)),
    ("共和镇官河村", MOUDING, "place_unknown", ("新桥镇官河村民委员会",)),
    ("石河子", MOUDING, "place_unknown", ()),
    ("", MOUDING, "place_unknown", ()),
    ("532323999999", MOUDING, "place_unknown", ()),
    ("某某县共和镇", MOUDING, "place_unknown", ("牟定县共和镇",)),
    ("新桥", MOUDING, "place_ambiguous", ("牟定县新桥镇", "新桥镇新桥村民委员会")),
    ("马街镇", QUJING, "place_ambiguous", ("陆良县马街镇", "罗平县马街镇")),
    ("小街社区", HUIZE, "place_ambiguous", ("矿山镇小街社区居民委员会", "者海镇小街社区居民委员会")),
]


@pytest.mark.parametrize(("text", "within", "problem", "suggestions"), NOT_FOUND)
def test_not_found(finder: PlaceFinder, text: str, within: str, problem: str, suggestions: tuple[str, ...]) -> None:
    match = finder.find(text, within=within)
    assert (match.code, match.problem, match.suggestions) == (None, problem, suggestions)


@pytest.mark.parametrize(
    ("text", "within", "parents", "code"),
    [
        ("马街镇", QUJING, ["530322000000"], "530322104000"),
        ("马街镇", QUJING, ["陆良县"], "530322104000"),
        ("马街镇", QUJING, ["罗平"], "530324103000"),
        ("小街社区", HUIZE, ["会泽县", "者海镇"], "530326106"),
        ("新桥", MOUDING, [XINQIAO], XINQIAO_VILLAGE),
        ("官河村", GONGHE, [XINQIAO], GUANHE),
        ("官河村", MOUDING, [GONGHE], None),
        ("官河村", MOUDING, ["某某乡"], GUANHE),  # a parent that is no place narrows nothing
    ],
)
def test_parents_settle_it(finder: PlaceFinder, text: str, within: str, parents: list[str], code: str | None) -> None:
    found = finder.find(text, within=within, parents=parents).code
    assert (found or "").startswith(code) if code else found is None


@pytest.mark.parametrize(("level", "code"), [("township", XINQIAO), ("village", XINQIAO_VILLAGE)])
def test_the_level_settles_a_name_of_two_levels(finder: PlaceFinder, level: str, code: str) -> None:
    assert finder.find("新桥", within=MOUDING, level=level).code == code  # type: ignore[arg-type]


def test_a_level_is_a_preference_only(finder: PlaceFinder) -> None:
    assert finder.find("共和镇", within=MOUDING, level="village").code == GONGHE


def test_every_place_is_found_by_its_own_name_under_its_parent(finder: PlaceFinder) -> None:
    tree = region_tree()
    missed = [
        region.code
        for region in tree.regions.values()
        if region.parent and finder.find(region.name, within=region.parent, level=region.level).code != region.code
    ]
    assert missed == []


def test_a_column_of_other_things_gets_no_endless_search() -> None:
    finder = PlaceFinder(region_tree())
    matches = [finder.find(f"共和{number}镇", within=MOUDING) for number in range(300)]
    assert {match.problem for match in matches} == {"place_unknown"}
    assert matches[0].suggestions
    assert not matches[-1].suggestions


@pytest.mark.parametrize("unit", ["530000000000", "532300000000", MOUDING, GONGHE, GUANHE])
def test_the_places_of_a_level_inside_a_unit_in_code_order(unit: str) -> None:
    tree = region_tree()
    for level in LEVELS:
        inside = sorted(
            region.code for region in tree.regions.values() if region.level == level and tree.is_inside(region.code, unit)
        )
        assert [region.code for region in tree.inside(unit, level)] == inside

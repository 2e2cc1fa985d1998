"""The ways in which people write a place's name, ranked by how far they are from the official one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from enum import IntEnum
from functools import lru_cache

from data_access.regions.tree import Level, Region, RegionTree

# The peoples in the names of autonomous units of Yunnan and Guangxi; 东山彝族乡 is also written 东山乡.
_PEOPLES = (
    "彝族|白族|哈尼族|壮族|傣族|苗族|回族|傈僳族|拉祜族|佤族|纳西族|瑶族|景颇族|藏族|布朗族|布依族|阿昌族|普米族|蒙古族|怒族|"
    "基诺族|德昂族|水族|满族|独龙族|侗族|仫佬族|毛南族|京族|仡佬族|各族"
)
_AUTONOMOUS = re.compile(f"(?:{_PEOPLES})+(?:自治)?(?=[区州县乡]$)")
_TOWNSHIP_SUFFIXES = ("镇", "乡", "街道")
_SUFFIXES: dict[Level, tuple[str, ...]] = {
    "province": ("自治区", "省"),
    "prefecture": ("自治州", "州", "市"),
    "county": ("自治县", "县", "市", "区"),
    "township": _TOWNSHIP_SUFFIXES,
    "village": (),
}
_VILLAGE = ("村民委员会", "村委会", "村")
_COMMUNITY = ("社区居民委员会", "社区居委会", "社区居委员", "居民委员会", "居委会", "社区")
_FIRST = 2  # characters by which names are laid together
_LEFT_OUT = {word[0] for words in (*_SUFFIXES.values(), _VILLAGE, _COMMUNITY, _PEOPLES.split("|"), ["自治"]) for word in words}
_LASTING = re.compile(f"[\u4e00-\u9fff](?<![{''.join(sorted(_LEFT_OUT))}])" * _FIRST)  # no form is without them
_OFFICE = re.compile(r"(?:人民)?政府$|办事处$|街道办$")
_BETWEEN = re.compile(r"[\s\-—–>/＞|,，、]+")

# Renamed counties (development of the pilot prefectures since 1994); old files still carry these names.
OLD_NAMES = {
    "文山县": "532601000000", "沾益县": "530303000000", "马龙县": "530304000000", "宣威县": "530381000000", "岑溪县": "450481000000",
}  # fmt: skip
# A county that was merged into another: its figures are a part of that one's, so the name is not taken for it.
ABOLISHED = {"蝶山区": "450403000000"}


class Form(IntEnum):
    """How a name was written; the lower, the nearer to the official name."""

    OFFICIAL = 0
    VARIANT = 1  # 官河村, 官河村委会 for 官河村民委员会; 共和镇人民政府
    SHORT = 2  # 共和 for 共和镇, 官河 for 官河村民委员会, 东山乡 for 东山彝族乡
    OLD = 3  # 文山县 for 文山市
    OTHER_SUFFIX = 4  # 官河社区 for 官河村民委员会
    NEAR = 5  # 者海乡 for 者海镇


def plain(text: str) -> str:
    """A name without blanks, separators and full-width forms."""
    return _BETWEEN.sub("", unicodedata.normalize("NFKC", text).replace("\u200b", "").replace("\ufeff", ""))


def without_office(name: str) -> str:
    """共和镇人民政府 → 共和镇, 开化街道办事处 → 开化街道."""
    found = _OFFICE.search(name)
    if found is None:
        return name
    rest = name[: found.start()]
    return rest + "街道" if found.group() == "街道办" else rest


def stem(region: Region) -> str:
    """The name without what says the kind of unit: 屏边苗族自治县 → 屏边, 官河村民委员会 → 官河."""
    name = _AUTONOMOUS.sub("", plain(region.name))
    for suffix in _VILLAGE + _COMMUNITY if region.level == "village" else _SUFFIXES[region.level]:
        if name.endswith(suffix) and len(name) > len(suffix):
            return name[: -len(suffix)]
    return name


def forms(region: Region) -> Iterator[tuple[str, Form]]:
    """Every way of writing one place, the official name first."""
    name = plain(region.name)
    yield name, Form.OFFICIAL
    yield from _village_forms(region, name) if region.level == "village" else _unit_forms(region, name)


def _unit_forms(region: Region, name: str) -> Iterator[tuple[str, Form]]:
    without_peoples = _AUTONOMOUS.sub("", name)
    if without_peoples != name:
        yield without_peoples, Form.SHORT
    short = stem(region)
    if len(short) > 1:
        yield short, Form.SHORT
    if region.level == "township" and short != name:
        yield from ((short + suffix, Form.NEAR) for suffix in _TOWNSHIP_SUFFIXES if not name.endswith(suffix))


def _village_forms(region: Region, name: str) -> Iterator[tuple[str, Form]]:
    short = stem(region)
    own, other = (_VILLAGE, _COMMUNITY) if name.endswith(_VILLAGE) else (_COMMUNITY, _VILLAGE)
    yield from ((short + suffix, Form.VARIANT) for suffix in own)
    if short.endswith("村"):
        yield short + "委会", Form.VARIANT
        yield short + "民委员会", Form.VARIANT
    if len(short) > 1:
        yield short, Form.SHORT
    yield from ((short + suffix, Form.OTHER_SUFFIX) for suffix in other)


class NameIndex:
    """The names of all places of a tree, worked out by their first characters when a name is first looked up.

    A report names the places of one county: the forms of thousands of others would cost each start of the program 0.1 s.
    """

    def __init__(self, tree: RegionTree) -> None:
        self._regions: dict[str, list[Region]] = {}
        self._names: dict[str, Mapping[str, Mapping[str, Form]]] = {}
        self._old = {name: code for name, code in OLD_NAMES.items() if tree.get(code) is not None}
        for region in tree.regions.values():
            for beginning in _beginnings(region):
                self._regions.setdefault(beginning, []).append(region)

    def codes(self, name: str) -> Mapping[str, Form]:
        """Codes of the places that are written so, each with the nearest form in which it is."""
        beginning = name[:_FIRST]
        if beginning not in self._names:  # threads that meet here do the same work and leave the same answer
            self._names[beginning] = self._beginning_with(beginning)
        return self._names[beginning].get(name, {})

    def _beginning_with(self, beginning: str) -> dict[str, dict[str, Form]]:
        names: dict[str, dict[str, Form]] = {}
        for region in self._regions.get(beginning, ()):
            for name, form in forms(region):
                if name[:_FIRST] == beginning:
                    codes = names.setdefault(name, {})
                    codes[region.code] = min(form, codes.get(region.code, form))
        for name, code in self._old.items():
            if name[:_FIRST] == beginning:
                names.setdefault(name, {})[code] = Form.OLD
        return names


def _beginnings(region: Region) -> set[str]:
    """The first characters of all forms of a name: its own, unless they may be left out or changed in one."""
    beginning = region.name[:_FIRST]
    if _LASTING.fullmatch(beginning):
        return {beginning}
    return {form[:_FIRST] for form, _ in forms(region)}


@lru_cache(maxsize=4)
def name_index(tree: RegionTree) -> NameIndex:
    """The names of a tree; kept, so that no place is worked out twice."""
    return NameIndex(tree)

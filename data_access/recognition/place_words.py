"""Words over columns of places: 乡镇, 村 …, and the groups that they stand below."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from data_access.recognition.texts import heading_key
from data_access.regions.tree import Level

_PLACES: dict[Level, str] = {
    "province": "省 省份 省（区、市） 省（自治区）",
    "prefecture": "州 市州 州市 州（市） 市（州） 地州市 州、市 所在州市",
    "county": "县 县市 县区 区县 县（市） 县（区） 县（市、区） 县（市、区、旗） 县市区 所在县 市县区",
    "township": "乡 镇 乡镇 乡（镇） 镇（街道） 乡镇（街道） 乡（镇、街道） 街道 所在乡镇 所属乡镇 乡镇名称 实施乡镇",
    "village": "村 行政村 村名 村（社区） 村（居） 社区 村委会 村居 所在村 所在村（社区） 所属村 村（社区）名称 行政村名称 村（居）委会",
}
PLACE_LEVELS: Mapping[str, Level] = {heading_key(word): level for level, words in _PLACES.items() for word in words.split()}
# Groups that say of the places below them only that they are the row's: 所在地, 项目实施地点, 基本信息.
_OF_THE_ROW = re.compile(
    r"(?:户|农户|村|项目|车间|企业|经营主体)?(?:所在|所属|实施|建设)?(?:地|地区|地址|位置|地点|区域|行政区划|区划|属地)"
    r"|(?:户|农户|村|项目|车间|企业|经营主体|单位)?基本(?:信息|情况)"
)


def are_of_the_row(groups: Sequence[str]) -> bool:
    """Whether places below these groups (their keys) are the row's own; below no group they are."""
    return all(_OF_THE_ROW.fullmatch(group) for group in groups)


def names_places(text: str, groups: Sequence[str]) -> bool:
    """Whether a text below groups heads a column of places, although 村 is a unit too."""
    return heading_key(text) in PLACE_LEVELS and are_of_the_row(groups)

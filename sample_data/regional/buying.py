"""Who buys and whose canteens set aside, in every reporter's region: invented names."""

from __future__ import annotations

from sample_data.consumption import Buyer
from sample_data.regional.senders import Sender

_FIRMS = ("稔岭", "穗丰源", "谷澜", "云畴", "禾麓", "青塬", "兴稼", "绿畦", "沃岭")
#: Share of what partners buy in a year.
_PARTNERS = (
    ("临江区对口协作办（{place}组）", "东部协作地区", ("协议采购", "帮助销售"), 0.36),
    ("临江区总工会（{place}组）", "东部协作地区", ("工会福利",), 0.12),
    ("中联基建集团有限公司驻{place}帮扶组", "中央定点帮扶单位", ("832平台", "协议采购"), 0.22),
    ("云岭发展集团有限公司驻{place}帮扶组", "省级定点帮扶单位", ("832平台", "工会福利"), 0.19),
    ("{place}机关工会联合会", "州县定点帮扶单位", ("工会福利", "直接采购"), 0.11),
)  # fmt: skip
_OTHERS = (
    ("{place}机关食堂联采中心", "预算单位", ("832平台", "协议采购"), 0.14),
    ("{firm}超市连锁有限公司{place}分公司", "社会力量", ("直接采购", "协议采购"), 0.16),
    ("{firm}电商服务有限公司{place}店", "社会力量", ("帮助销售",), 0.12),
)
_OFFICES = (
    "机关事务服务中心", "教育体育局", "卫生健康局", "住建局", "水务局", "财政局", "农业农村局", "人力资源和社会保障局", "医保局", "融媒体中心",
)  # fmt: skip
_SCHOOLS = ("第一中学", "第二中学", "职业高级中学", "实验小学", "第三小学", "机关幼儿园", "人民医院", "中医医院")
_SMALL = (
    "人民政府",
    "中心学校",
    "初级中学",
    "中心幼儿园",
    "卫生院",
    "敬老院",
    "农业农村和集体经济发展中心",
    "林草和水利站",
    "派出所",
)


def buyers(sender: Sender, position: int, yearly: float) -> tuple[Buyer, ...]:
    """``yearly``: 万元 that partners buy here in a year; others come on top."""
    firm = _FIRMS[position % len(_FIRMS)]
    place = sender.region_name
    return tuple(
        (name.format(place=place, firm=firm), kind, channels, max(round(yearly * share), 1))
        for name, kind, channels, share in (*_PARTNERS, *_OTHERS)
    )


def canteen_units(sender: Sender, is_small: bool) -> list[tuple[str, str]]:
    """Name and place of every budget unit; ``is_small``: of a township itself."""
    place = sender.region_name
    if is_small:
        return [(f"{place}{unit}", place) for unit in _SMALL]
    units = [(f"{sender.noun}{office}", place) for office in _OFFICES] + [(f"{place}{school}", place) for school in _SCHOOLS]
    return units + [(f"{name}人民政府" if name[-1] in "乡镇" else f"{name}办事处", name) for name in sender.below.values()]

"""What the canteens of budget units set aside for produce of the county, and what they have bought of it so far."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

Row = dict[str, str | int | float | None]

#: Invented schools and hospitals; offices of the county and its townships are added to them.
_UNITS = (
    "化湖中学",
    "云龙桥中学",
    "县城第五小学",
    "东屏小学",
    "西屏小学",
    "县城第二幼儿园",
    "白马山医院",
    "县城社区卫生服务中心",
)
_OFFICES = (
    "县级机关事务服务中心", "县教育体育局", "县卫生健康局", "县住建局", "县水务局", "县财政局", "县农业农村局", "县人力资源和社会保障局",
    "县乡村振兴局", "县医保局", "县发展改革局", "县工业信息化商务科技局", "县档案馆", "县融媒体中心", "县图书馆",
)  # fmt: skip
_WITHOUT_CANTEEN = frozenset({"县档案馆", "县图书馆", "县城第二幼儿园"})
_BELOW_TEN_PERCENT = {"西屏小学": 0.062, "县住建局": 0.085, "白马山医院": 0.094}
_BELOW_TOWNSHIP, _BELOW_SHARE = 5, 0.071  # position of the township whose office sets aside too little
_BY_MONTH = (0.06, 0.12, 0.21, 0.30, 0.39, 0.48, 0.55, 0.62, 0.72, 0.82, 0.91, 1.0)


@dataclass(frozen=True, kw_only=True)
class Canteen:
    """One budget unit. ``total`` and ``reserved``: 万元 a year, 0 without a canteen; ``bought``: of what is reserved, by December."""

    unit: str
    region: str
    total: float
    reserved: float
    bought: float
    by_platform: float


def draw_for(rng: np.random.Generator, units: Sequence[tuple[str, str]]) -> tuple[Canteen, ...]:
    """``units``: name and place; every eighth has no canteen, every ninth sets aside too little."""
    drawn: list[Canteen] = []
    for number, (unit, region) in enumerate(units):
        one = _canteen(rng, unit, region, float(rng.uniform(0.06, 0.097)) if number % 9 == 4 else None)
        drawn.append(replace(one, total=0.0, reserved=0.0) if number % 8 == 6 else one)
    return tuple(drawn)


def draw(rng: np.random.Generator, root: str, townships: Mapping[str, str]) -> tuple[Canteen, ...]:
    """About thirty units; ``root``: name of the county, ``townships``: code → name."""
    units = [(unit, root) for unit in (*_OFFICES, *_UNITS)]
    units += [(f"{name}人民政府", name) for name in townships.values()]
    below = dict(_BELOW_TEN_PERCENT)
    below |= {f"{name}人民政府": _BELOW_SHARE for name in list(townships.values())[_BELOW_TOWNSHIP : _BELOW_TOWNSHIP + 1]}
    return tuple(_canteen(rng, unit, region, below.get(unit)) for unit, region in units)


def _canteen(rng: np.random.Generator, unit: str, region: str, share: float | None) -> Canteen:
    total = float(rng.integers(60, 260) if unit in _UNITS else rng.integers(12, 70))
    drawn = float(rng.uniform(0.10, 0.16))
    has_canteen = unit not in _WITHOUT_CANTEEN
    reserved = np.ceil(total * drawn * 10) / 10 if share is None else np.floor(total * share * 10) / 10
    return Canteen(
        unit=unit,
        region=region,
        total=total if has_canteen else 0.0,
        reserved=float(reserved) if has_canteen else 0.0,
        bought=float(rng.uniform(0.75, 1.2)),
        by_platform=float(rng.uniform(0.4, 0.8)),
    )


def month_rows(drawn: tuple[Canteen, ...], year: int, month: int, first: int = 2022) -> list[Row]:
    """The rows of one month; the quotas of the first year were a little smaller."""
    return [_row(canteen, 0.9 if year == first else 1.0, month) for canteen in drawn]


def _row(canteen: Canteen, size: float, month: int) -> Row:
    bought = canteen.reserved * size * canteen.bought * _BY_MONTH[month - 1]
    return {
        "unit": canteen.unit,
        "region": canteen.region,
        "has_canteen": "是" if canteen.total else "否",
        "canteen_total": round(canteen.total * size, 2),
        "reserved": round(canteen.reserved * size, 2),
        "purchased_832": round(bought * canteen.by_platform, 2),
        "purchased_agreement": round(bought * (1 - canteen.by_platform), 2),
        "remark": None,
    }

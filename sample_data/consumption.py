"""Produce bought by partners, budget units and others: cumulative over the year in hundredths of 万元."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from sample_data.spreading import Floats, Ints

Row = dict[str, str | int | float | None]

#: Name, kind, channels, purchases of a year in 万元.
Buyer = tuple[str, str, tuple[str, ...], int]

#: By department.
_BUYERS: dict[str, tuple[Buyer, ...]] = {
    "dept:gxsj": (
        ("临江区对口协作办", "东部协作地区", ("协议采购", "帮助销售"), 460),
        ("临江区总工会", "东部协作地区", ("工会福利",), 180),
        ("中联基建集团有限公司", "中央定点帮扶单位", ("832平台", "协议采购"), 260),
        ("云岭发展集团有限公司", "省级定点帮扶单位", ("832平台", "工会福利"), 210),
        ("滇中物流有限公司", "州县定点帮扶单位", ("直接采购", "832平台"), 120),
        ("稔岭电商服务有限公司", "社会力量", ("帮助销售",), 240),
    ),
    "dept:nyncj": (
        ("县级机关食堂联采中心", "预算单位", ("832平台", "协议采购"), 310),
        ("化湖中学", "预算单位", ("832平台", "直接采购"), 96),
        ("穗丰源超市连锁有限公司", "社会力量", ("直接采购", "协议采购"), 280),
        ("州级机关工会联合会", "州县定点帮扶单位", ("工会福利",), 88),
        ("谷澜餐饮管理有限公司", "社会力量", ("直接采购", "协议采购"), 156),
    ),
}  # fmt: skip
_PRODUCTS = ("蔬菜", "肉牛", "中药材", "粮食", "辣椒", "瓜果", "其他", "茶叶")
#: Share of a year's purchases in each month: a peak before Spring Festival and one in autumn.
_BY_MONTH = (0.098, 0.062, 0.066, 0.072, 0.078, 0.080, 0.076, 0.080, 0.098, 0.094, 0.090, 0.106)
_GROWTH = {2022: 1.0, 2023: 1.14}


@dataclass(frozen=True, kw_only=True)
class Purchase:
    """One buyer, origin, product and channel; ``months``: year → hundredths of 万元 by month."""

    department: str
    buyer: str
    kind: str
    region: str
    product: str
    channel: str
    months: dict[int, Ints]
    lifted_share: float


def draw(
    rng: np.random.Generator,
    places: tuple[str, ...],
    by_sender: Mapping[str, tuple[Buyer, ...]] = _BUYERS,
    growth: Mapping[int, float] = _GROWTH,
) -> tuple[Purchase, ...]:
    """The purchases of all years; ``places``: names of the county and its townships. ``growth``: against the first year."""
    found: list[Purchase] = []
    for department, buyers in by_sender.items():
        for name, kind, channels, yearly in buyers:
            shares = rng.dirichlet(np.full(len(channels) * 2, 6.0))
            for number, share in enumerate(shares.tolist()):
                found.append(
                    Purchase(
                        department=department,
                        buyer=name,
                        kind=kind,
                        region=places[int(rng.integers(len(places)))],
                        product=_PRODUCTS[len(found) * 3 % len(_PRODUCTS)],
                        channel=channels[number % len(channels)],
                        months=_months(rng, yearly * share, growth),
                        lifted_share=float(rng.uniform(0.28, 0.66)),
                    )
                )
    return tuple(found)


def _months(rng: np.random.Generator, yearly: float, growth: Mapping[int, float]) -> dict[int, Ints]:
    return {year: _hundredths(yearly * grown * _uneven(rng)) for year, grown in growth.items()}


def _uneven(rng: np.random.Generator) -> Floats:
    return np.array(_BY_MONTH) * rng.uniform(0.7, 1.3, 12)


def _hundredths(amounts: Floats) -> Ints:
    return np.rint(amounts * 100).astype(np.int64)


def month_rows(drawn: tuple[Purchase, ...], year: int, month: int) -> dict[str, list[Row]]:
    """The rows of one month by department code."""
    rows: dict[str, list[Row]] = {}
    for purchase in drawn:
        rows.setdefault(purchase.department, []).append(_row(purchase, year, month))
    return rows


def _row(purchase: Purchase, year: int, month: int) -> Row:
    months = purchase.months[year]
    cumulative = int(months[:month].sum())
    lifted = int(cumulative * purchase.lifted_share)
    return {
        "buyer": purchase.buyer,
        "buyer_kind": purchase.kind,
        "region": purchase.region,
        "product": purchase.product,
        "channel": purchase.channel,
        "amount_month": int(months[month - 1]) / 100,
        "amount_ytd": cumulative / 100,
        "lifted_amount": lifted / 100,
        "lifted_households": lifted // 120,
        "remark": None,
    }

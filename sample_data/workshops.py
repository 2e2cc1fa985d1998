"""Employment workshops: small, most of them running through both years, one closed at the end of 2022, some opened since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

Row = dict[str, str | int | float | None]

COUNT = 25
REWARD_SHARE, REWARD_FROM = 0.12, 5  # of the wages, for workshops with at least so many lifted workers
_TRADES = (
    ("服装加工", "厂房式"), ("彝绣", "居家式"), ("食用菌", "种养式"), ("蔬菜分拣", "厂房式"), ("手工编织", "居家式"),
    ("中药材初加工", "种养式"), ("电子配件组装", "厂房式"), ("农产品电商", "贸易流通式"), ("腐乳包装", "厂房式"), ("民俗体验", "文化旅游式"),
)  # fmt: skip
# In spring or in the newest month: a cumulative figure that begins later in a year doubles, which is a jump.
_OPENED = {20: (2022, 2), 21: (2022, 3), 22: (2023, 2), 23: (2023, 3), 24: (2023, 6)}
_CLOSED = {7: (2022, 12)}


@dataclass(frozen=True, kw_only=True)
class Workshop:
    """``pay``: yuan a month and worker. ``opened`` and ``closed``: first and last month with a row."""

    name: str
    village: str
    kind: str
    workers: int
    lifted: int
    pay: int
    opened: tuple[int, int]
    closed: tuple[int, int]
    reward_share: float = REWARD_SHARE


def draw(rng: np.random.Generator, names: dict[str, str]) -> tuple[Workshop, ...]:
    """Workshops over the villages; ``names``: village code → name."""
    codes = list(names)
    places = rng.permutation(len(codes))
    found: list[Workshop] = []
    for serial in range(COUNT):
        village = codes[int(places[serial % len(codes)])]
        trade, kind = _TRADES[serial % len(_TRADES)]
        lifted = int(rng.integers(3, 19))
        found.append(
            Workshop(
                name=f"{short_name(names[village])}{trade}帮扶车间",
                village=village,
                kind=kind,
                workers=lifted + int(rng.integers(4, 30)),
                lifted=lifted,
                pay=int(rng.integers(18, 32)) * 100,
                opened=_OPENED.get(serial, (2022, 1)),
                closed=_CLOSED.get(serial, (9999, 12)),
            )
        )
    return tuple(found)


def draw_for(
    rng: np.random.Generator, names: Mapping[str, str], count: int, opening: int, reward_share: float
) -> tuple[Workshop, ...]:
    """Workshops of one reporter; every tenth opened in March of ``opening``. ``reward_share``: of the wages, as the paper says."""
    codes, found = list(names), list[Workshop]()
    for serial in range(count):
        village = codes[int(rng.integers(len(codes)))]
        trade, kind = _TRADES[serial % len(_TRADES)]
        lifted = int(rng.integers(3, 19))
        found.append(
            Workshop(
                name=f"{short_name(names[village])}{trade}{'' if serial < len(_TRADES) else f'{serial // len(_TRADES) + 1}号'}帮扶车间",
                village=village,
                kind=kind,
                workers=lifted + int(rng.integers(4, 30)),
                lifted=lifted,
                pay=int(rng.integers(18, 32)) * 100,
                opened=(opening, 3) if serial % 10 == 9 else (0, 1),
                closed=(9999, 12),
                reward_share=reward_share,
            )
        )
    return tuple(found)


def short_name(village: str) -> str:
    """天台 of 天台村民委员会."""
    for ending in ("村民委员会", "社区居民委员会", "村委会", "社区居委会", "居委会", "社区"):
        if village.endswith(ending) and village != ending:
            return village.removesuffix(ending)
    return village


def month_rows(drawn: tuple[Workshop, ...], names: Mapping[str, str], year: int, month: int) -> dict[str, list[Row]]:
    """The workshops of one month by village code."""
    rows: dict[str, list[Row]] = {}
    for serial, one in enumerate(drawn):
        if one.opened <= (year, month) <= one.closed:
            rows.setdefault(one.village, []).append(_row(one, serial, names[one.village], year, month))
    return rows


def _row(one: Workshop, serial: int, village: str, year: int, month: int) -> Row:
    months = month - one.opened[1] + 1 if one.opened[0] == year else month
    wages = one.lifted * one.pay * months
    return {
        "name": one.name,
        "region": village,
        "kind": one.kind,
        "workers": one.workers + (serial * 7 + month) % 4,
        "lifted_workers": one.lifted,
        "months": months,
        "wages": wages,
        "reward_paid": round(wages * one.reward_share) if one.lifted >= REWARD_FROM else 0,
        "remark": "本年新认定" if one.opened[0] == year >= 2023 else None,
    }

"""Industry projects: three batches, most with a mechanism, the older ones yielding above and below 7 %."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sample_data.workshops import short_name

Row = dict[str, str | int | float | None]
Month = tuple[int, int]

#: Township → projects of the batches of 2021, 2022 and 2023, and what a project there yields in a year.
_PLAN = (((3, 7, 4), 0.0735), ((2, 5, 4), 0.0690), ((2, 5, 2), 0.0635), ((1, 4, 2), 0.0710),
         ((1, 3, 2), 0.0515), ((2, 3, 2), 0.0620), ((1, 3, 2), 0.0590))  # fmt: skip
_TRADES = (
    ("设施蔬菜大棚", "土地流转、务工就业"), ("肉牛养殖", "代种代养、订单收购"), ("魔芋种植", "订单收购、技术培训"), ("冷链仓储", "入股分红"),
    ("中药材种植", "订单收购"), ("食用菌工厂", "务工就业、入股分红"), ("黑山羊扩繁", "代种代养"), ("油菜加工", "订单收购、入股分红"),
    ("小米辣基地", "订单收购、土地流转"), ("蚕桑提质", "技术培训、订单收购"),
)  # fmt: skip
_SOURCES = ("中央衔接资金", "省级衔接资金", "东西部协作资金", "定点帮扶资金", "县级整合资金", "社会捐赠资金")
_SOURCE_SHARES = (0.46, 0.27, 0.12, 0.06, 0.07, 0.02)
_KEPT_FOR_INDUSTRY = {"中央衔接资金": (0.50, 0.84), "省级衔接资金": (0.42, 0.76)}
_OPERATORS = ("龙头企业", "农民合作社", "农民合作社", "村集体经济组织", "家庭农场")
_FIRMS = ("禾麓", "稔岭", "青塬", "云畴", "穗丰源", "谷澜", "沃岭", "兴稼", "彝穗", "绿畦")
#: Position of a township and of its project → no mechanism, and in how far that was mended (None: not yet).
_WITHOUT_MECHANISM: dict[tuple[int, int], Month | None] = {
    (2, 8): None, (4, 2): None, (4, 5): None, (5, 4): None, (6, 3): None, (1, 6): (2023, 4), (2, 3): (2022, 11), (6, 1): (2023, 2),
}  # fmt: skip
_EXACT = {(0, 1), (1, 2), (3, 1), (5, 2)}
_LOSING = {(6, 2)}
_TWO_FUNDS = {(0, 2), (0, 8), (1, 3), (2, 4), (3, 2), (5, 1)}
_PAID = (0.35, 0.48, 0.65, 0.84, 0.93, 1.0)  # of the funds, months after the start
#: Where months are left out no step of a quarter may be a jump.
_GENTLE, _QUIET_MONTHS = (0.6, 0.68, 0.75, 0.84, 0.93, 1.0), 8
_DIVIDEND_SHARE = 0.4  # of the return; paid two months late


@dataclass(frozen=True, kw_only=True)
class Fund:
    """One kind of money in a project: 万元, of which for industry, households it brings along, what a year returns."""

    source: str
    fiscal: int
    industry: float
    lifted: int
    monitored: int
    households: int
    annual_return: float


@dataclass(frozen=True, kw_only=True)
class Project:
    """``listed`` … ``yielding``: months in which it appears, starts, is finished, first brings a return. ``mended``: None: never.

    ``paid``: shares of the funds by month of work; ``dividends_after``: months with a return before dividends are spoken of."""

    code: str
    name: str
    village: str
    operator: str
    operator_kind: str
    linkage: str
    has_mechanism: bool
    mended: Month | None
    listed: Month
    started: Month
    finished: Month
    yielding: Month
    pays_dividends: bool
    funds: tuple[Fund, ...]
    paid: tuple[float, ...] = _PAID
    dividends_after: int = 0


def draw(rng: np.random.Generator, townships: tuple[str, ...], names: dict[str, str]) -> tuple[Project, ...]:
    """The projects of every township; ``names``: village code → name."""
    found: list[Project] = []
    for position, township in enumerate(townships):
        counts, rate = _PLAN[position % len(_PLAN)]
        villages = [code for code in names if code[:9] == township[:9]]
        batches = [2021 + batch for batch, count in enumerate(counts) for _ in range(count)]
        for number, batch in enumerate(batches):
            village = villages[int(rng.integers(len(villages)))]
            found.append(_project(rng, (position, number), len(found), batch, village, names[village], rate))
    return tuple(found)


def draw_for(
    rng: np.random.Generator,
    position: int,
    names: dict[str, str],
    batches: Sequence[int],
    brand: str,
    rate: float,
    gaps: bool = True,
) -> tuple[Project, ...]:
    """The projects of one reporter, one a batch (year); ``names``: code → name of the villages it has.

    ``gaps``: some months are not reported."""
    codes = list(names)
    found: list[Project] = []
    for number, batch in enumerate(batches):
        village = codes[int(rng.integers(len(codes)))]
        spot, serial = (position % len(_PLAN), number), position * 1000 + number
        drawn = _project(rng, spot, serial, batch, village, names[village], rate, brand, min(batches) + 1)
        found.append(replace(drawn, paid=_GENTLE, dividends_after=_QUIET_MONTHS if gaps else 0))
    return tuple(found)


def _project(
    rng: np.random.Generator,
    spot: tuple[int, int],
    serial: int,
    batch: int,
    village: str,
    place: str,
    rate: float,
    brand: str = "牟定",
    first: int = 2022,
) -> Project:
    trade, linkage = _TRADES[(serial * 3 + spot[1]) % len(_TRADES)]
    kind = _OPERATORS[serial % len(_OPERATORS)]
    listed, started, finished, yielding = _calendar(rng, batch, first)
    return Project(
        code=f"{village[:6]}{batch}{serial + 1:04d}",
        name=f"{short_name(place)}{trade}项目",
        village=village,
        operator=_operator(kind, short_name(place), serial, brand),
        operator_kind=kind,
        linkage=linkage,
        has_mechanism=spot not in _WITHOUT_MECHANISM,
        mended=_WITHOUT_MECHANISM.get(spot),
        listed=listed,
        started=started,
        finished=finished,
        yielding=yielding,
        pays_dividends=serial % 7 != 3,
        funds=tuple(_fund(rng, spot, rate, second) for second in range(2 if spot in _TWO_FUNDS else 1)),
    )


def _operator(kind: str, village: str, serial: int, brand: str) -> str:
    firm = _FIRMS[serial % len(_FIRMS)]
    return {
        "龙头企业": f"{brand}{firm}农业科技有限公司",
        "农民合作社": f"{village}{firm}种植养殖专业合作社",
        "家庭农场": f"{village}{firm}家庭农场",
        "村集体经济组织": f"{village}股份经济合作社",
    }[kind]


def _calendar(rng: np.random.Generator, batch: int, first: int) -> tuple[Month, Month, Month, Month]:
    """``first``: the year of the first report, which lists what is older as finished."""
    if batch < first:
        return (first, 1), (batch, 6), (batch, 11), (first, 1)
    listed = (batch - 2022) * 12 + (2 if rng.random() < 0.75 else 4)
    start = listed + int(rng.integers(0, 4))
    done = start + int(rng.integers(5, 8))
    return _month(listed), _month(start), _month(done), _month(done + int(rng.integers(3, 8)))


def _month(since_2022: int) -> Month:
    return 2022 + since_2022 // 12, since_2022 % 12 + 1


def _fund(rng: np.random.Generator, spot: tuple[int, int], rate: float, second: int) -> Fund:
    source = _SOURCES[1 if second else int(rng.choice(len(_SOURCES), p=_SOURCE_SHARES))]
    source = "中央衔接资金" if not second and spot in _TWO_FUNDS else source
    fiscal = int(rng.integers(30, 90) if second else rng.integers(50, 320))
    low, high = _KEPT_FOR_INDUSTRY.get(source, (0.7, 1.0))
    industry = round(fiscal * rng.uniform(low, high))
    lifted = max(round(industry * rng.uniform(0.08, 0.15)), 2)
    yearly = rate + rng.normal(0.0, 0.004)
    yearly = 0.07 if spot in _EXACT else -0.012 if spot in _LOSING else yearly
    return Fund(
        source=source,
        fiscal=fiscal,
        industry=industry,
        lifted=lifted,
        monitored=round(lifted * rng.uniform(0.0, 0.25)),
        households=round(lifted * rng.uniform(1.6, 3.5)),
        annual_return=round(fiscal * yearly, 2),
    )


def month_rows(drawn: tuple[Project, ...], names: Mapping[str, str], year: int, month: int) -> dict[str, list[Row]]:
    """The projects of one month by village code, one row a fund."""
    rows: dict[str, list[Row]] = {}
    for project in drawn:
        if project.listed <= (year, month):
            mine = [_row(project, fund, names[project.village], (year, month)) for fund in project.funds]
            rows.setdefault(project.village, []).extend(mine)
    return rows


def _row(project: Project, fund: Fund, place: str, now: Month) -> Row:
    mechanism = project.has_mechanism or (project.mended is not None and project.mended <= now)
    return {
        "code": project.code,
        "name": project.name,
        "region": place,
        "fund_source": fund.source,
        "fiscal_investment": fund.fiscal,
        "industry_investment": fund.industry,
        "paid": _paid(project, fund, now),
        "operator": project.operator,
        "operator_kind": project.operator_kind,
        "mechanism": "是" if mechanism else "否",
        "linkage": project.linkage if mechanism else None,
        "households": fund.households,
        "lifted_households": fund.lifted,
        "monitored_households": min(fund.monitored, fund.households - fund.lifted),
        **_yield(project, fund, now),
        "progress": _stage(project, now),
        "remark": None if mechanism else "正在与经营主体协商签订联结协议",
    }


def _stage(project: Project, now: Month) -> str:
    if now >= project.yielding:
        return "见效"
    return "完工" if now >= project.finished else "在建" if now >= project.started else "未开工"


def _since(then: Month, now: Month) -> int:
    return (now[0] - then[0]) * 12 + now[1] - then[1]


def _paid(project: Project, fund: Fund, now: Month) -> float | None:
    """Left open before the start: the first payment is then a beginning and no jump."""
    months = _since(project.started, now)
    return None if months < 0 else round(fund.fiscal * project.paid[min(months, len(project.paid) - 1)], 2)


def _yield(project: Project, fund: Fund, now: Month) -> Row:
    months = _since(project.yielding, now)
    if months < 0:
        return {"annual_return": None, "dividend_due": None, "dividend_paid": None}
    if months < project.dividends_after:
        return {"annual_return": fund.annual_return, "dividend_due": None, "dividend_paid": None}
    due = _accrued(fund, months + 1)
    paid = _accrued(fund, months - 1) if project.pays_dividends else 0.0
    return {"annual_return": fund.annual_return, "dividend_due": due, "dividend_paid": paid}


def _accrued(fund: Fund, months: int) -> float:
    """Dividends of so many months: a share of the return, nothing of a loss."""
    return round(max(fund.annual_return, 0.0) * _DIVIDEND_SHARE * max(months, 0) / 12, 2)

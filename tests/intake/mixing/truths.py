"""What a report truly says: rows of any of the ten sheets that keep all rules, blanks and extremes among them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random
from typing import Any

from tests.intake.mixing.figures import Chance
from tests.intake.other_rows import BUYERS, CHANNELS, FUNDS, KINDS, PRODUCTS
from tests.intake.rows import ROOT, TREE, Row, declared, villages
from tests.intake.sheets import CZJ, GXSJ, JYTYJ, NYNCJ, SWJ

TOWNSHIPS = tuple(unit.code for unit in TREE.inside(ROOT, "township"))
OFFICES: dict[str, tuple[str, ...]] = {
    "consumption": (NYNCJ, GXSJ), "canteen_quota": (CZJ,), "key_tasks": (JYTYJ, NYNCJ, SWJ), "project_progress": (SWJ, JYTYJ),
}  # fmt: skip
OPERATORS = ("龙头企业", "农民合作社", "家庭农场", "村集体经济组织", "其他")
LINKS = ("订单收购", "土地流转", "务工就业", "入股分红", "代种代养", "技术培训", "其他")
HOUSEHOLDS = ("脱贫户", "脱贫不稳定户", "边缘易致贫户", "突发严重困难户")
UNITS = ("个", "%", "万元", "人", "户", "人次", "公里")
REMARKS = (
    "情况属实",
    "较上月增加，主要是返乡人员外出",
    "见附件2",
    "35",
    "A-1#",
    "2022年底搬迁至县城",
    "（含兼职）",
    "本月新增（一户）",
)
#: Figures that no rule holds to another one: here an extreme is legal.
FREE = {
    "employment": "rangers", "workshops": "wages", "industry_projects": "dividend_due", "industry_linkage": "microcredit_balance",
    "consumption": "lifted_households", "canteen_quota": "purchased_832", "collective_economy": "distributed",
    "household_income": "medical_self_paid", "key_tasks": "annual_target", "project_progress": "total_investment",
}  # fmt: skip


@dataclass(kw_only=True)
class Truth:
    """``reporters`` in code order; ``not_applicable``: (row, field) of the figures that are /; ``period`` 2023-05 or 2023Q1."""

    sheet: str
    reporters: tuple[str, ...]
    period: str
    rows: list[Row]
    not_applicable: set[tuple[int, str]] = field(default_factory=set)

    @property
    def is_office(self) -> bool:
        return self.sheet in OFFICES


def employment(chance: Chance, place: str, number: int) -> Row:
    out, province, county = chance.count(), chance.count(), chance.count()
    lifted = [chance.count(most) for most in (out, province, county)]
    total, willing, trained, due = out + province + county, chance.count(), chance.count(), chance.count()
    trained_willing, paid = chance.maybe(chance.count(trained)), chance.maybe(chance.count(due))
    return {
        "region": place, "labour_force": total + chance.count(), "transfer_total": total, "transfer_out_province": out,
        "transfer_in_province": province, "transfer_in_county": county, "lifted_labour": sum(lifted) + chance.count(),
        "lifted_transfer_total": sum(lifted), "lifted_out_province": lifted[0], "lifted_in_province": lifted[1],
        "lifted_in_county": lifted[2], "relocated_transfer": chance.maybe(chance.count(total)), "willing_households": willing,
        "employed_households": chance.count(willing), "returned": chance.maybe(chance.count()), "public_posts": chance.count(),
        "public_post_pay": chance.maybe(800 + chance.amount(2)), "rangers": chance.maybe(chance.count()), "trained": trained,
        "trained_certified": chance.maybe(chance.count(trained)), "trained_willing": trained_willing,
        "trained_employed": chance.maybe(chance.count(trained_willing or 0)), "travel_due": due, "travel_paid": paid,
        "travel_amount": chance.maybe(Decimal(1000 * (paid or 0))),
    }  # fmt: skip


def workshop(chance: Chance, place: str, number: int) -> Row:
    workers = chance.count()
    return {
        "name": f"{chance.one('惠民', '兴农', '彝绣', '新丰')}{number}车间", "region": place, "kind": chance.one(*KINDS), "workers": workers,
        "lifted_workers": chance.count(workers), "months": chance.random.randint(0, 12), "wages": 500 + chance.amount(900),
        "reward_paid": chance.maybe(100 + chance.amount(90)),
    }  # fmt: skip


def project(chance: Chance, place: str, number: int) -> Row:
    fiscal, lifted, monitored, due = 1 + chance.amount(10), chance.count(), chance.count(), chance.maybe(chance.amount(2))
    progress = chance.one("未开工", "在建", "完工", "见效")
    # never the paper's 7 %
    earned = (
        fiscal * Decimal(chance.one("0.05", "0.0625", "0.0812", "-0.01"))
        if progress == "见效"
        else chance.maybe(chance.amount(2))
    )
    return {
        "code": f"0053232{place[6:9]}{number:04d}", "name": f"{chance.one('核桃', '生猪', '蚕桑')}种植（养殖）项目{number}", "region": place,
        "fund_source": FUNDS[number % len(FUNDS)], "fiscal_investment": fiscal, "industry_investment": chance.part_of(fiscal),
        "paid": chance.maybe(chance.part_of(fiscal)), "operator": f"{chance.one('丰裕', '民心')}农民专业合作社", "operator_kind": chance.one(*OPERATORS),
        "mechanism": chance.one("是", "否"), "linkage": chance.maybe("、".join(chance.random.sample(LINKS, chance.one(1, 1, 2, 3)))),
        "households": lifted + monitored + chance.count(), "lifted_households": lifted, "monitored_households": monitored,
        "annual_return": earned if earned is None else earned.quantize(Decimal("0.000001")).normalize() + 0, "dividend_due": due,
        "dividend_paid": None if due is None else chance.maybe(chance.part_of(due)), "progress": progress,
    }  # fmt: skip


def linkage(chance: Chance, place: str, number: int) -> Row:
    intended = chance.count()
    optional = {
        name: chance.maybe(chance.count())
        for name in ("leading_enterprises", "cooperatives", "family_farms", "pioneers_new", "tech_envoys")
    }
    return {
        "region": place, "intended_households": intended, "bound_households": chance.count(intended), "market_entities": chance.count(),
        "market_entities_new": chance.maybe(chance.count() * chance.one(1, -1)), **optional, "pioneers": chance.count(),
        "greenhouse": chance.maybe(chance.amount(5)), "microcredit_new": chance.maybe(chance.amount(5)),
        "microcredit_balance": chance.maybe(chance.amount(9)),
    }  # fmt: skip


def purchase(chance: Chance, place: str, number: int) -> Row:
    year = chance.amount(10)
    return {
        "buyer": f"{chance.one('上海市嘉定区', '省', '州')}第{number}帮扶公司", "buyer_kind": chance.one(*BUYERS), "region": place,
        "product": chance.one(*PRODUCTS), "channel": chance.one(*CHANNELS), "amount_month": chance.part_of(year), "amount_ytd": year,
        "lifted_amount": chance.maybe(chance.part_of(year)), "lifted_households": chance.maybe(chance.count()),
    }  # fmt: skip


def canteen(chance: Chance, place: str, number: int) -> Row:
    has = chance.one("是", "是", "否")
    total = chance.amount(10) if has == "是" else Decimal(0)
    return {
        "unit": f"{chance.one('牟定县', '县')}第{number}中学", "region": place, "has_canteen": has, "canteen_total": total,
        "reserved": chance.part_of(total), "purchased_832": chance.amount(3), "purchased_agreement": chance.maybe(chance.amount(3)),
    }  # fmt: skip


def collective(chance: Chance, place: str, number: int) -> Row:
    operating, contracting = chance.amount(2), chance.maybe(chance.amount(2))
    investment = chance.maybe(chance.amount(1) * chance.one(1, 1, -1) + 0)
    subsidy, other, shared = chance.maybe(chance.amount(2)), chance.maybe(chance.amount(2)), chance.maybe(chance.amount(2))
    earned = operating + (contracting or 0) + (investment or 0)
    dividends = None if shared is None else chance.maybe(chance.part_of(shared))
    return {
        "region": place, "operating": operating, "contracting": contracting, "investment": investment, "operating_total": earned,
        "subsidy": subsidy, "other": other, "total": earned + (subsidy or 0) + (other or 0), "distributed": shared, "dividends": dividends,
        "lifted_dividends": None if dividends is None else chance.maybe(chance.part_of(dividends)),
    }  # fmt: skip


def household(chance: Chance, place: str, number: int) -> Row:
    persons, workers = chance.random.randint(1, 9), 0
    workers = chance.random.randint(1, persons)
    wage, gross, cost, land, transfer = (100 + chance.amount(size) for size in (300, 200, 150, 20, 60))
    net = wage + gross - cost + land + transfer
    return {
        "household_no": f"{chance.one('0', '5')}532{place[6:9]}{number:05d}", "head_name": chance.person(),
        "head_id": chance.maybe(chance.identity()), "region": place, "kind": chance.one(*HOUSEHOLDS), "persons": persons,
        "labourers": chance.maybe(workers), "employed": chance.maybe(chance.random.randint(1, workers)), "wage": wage,
        "operating_gross": gross, "operating_cost": cost, "property": land, "transfer": transfer, "net": net,
        "net_per_capita": (net / persons).quantize(Decimal("0.01")), "medical_self_paid": chance.maybe(50 + chance.amount(9)),
        "phone": chance.maybe(f"1{chance.one(38, 59, 87)}{number:08d}"), "helper": chance.maybe(chance.person()),
    }  # fmt: skip


def task(chance: Chance, place: str, number: int) -> Row:
    done = chance.amount(10)
    return {
        "code": f"{chance.one('PUB-M', 'EMP-Q', 'IND-M')}{number:02d}", "name": f"{chance.one('开展培训', '新建大棚', '转移就业合计')}任务{number}",
        "region": place, "unit": chance.one(*UNITS), "annual_target": chance.maybe(chance.amount(20)),
        "month": chance.maybe(chance.part_of(done)), "cumulative": done, "problem": chance.maybe("资金未到位", 0.5),
        "next_step": chance.maybe("加快推进", 0.5),
    }  # fmt: skip


def progress(chance: Chance, place: str, number: int) -> Row:
    total = 1 + chance.amount(20)
    there = chance.part_of(total)
    started, finished, accepted = chance.one(("否", "否", "否"), ("是", "否", "否"), ("是", "是", "否"), ("是", "是", "是"))
    return {
        "code": f"0153232{number:05d}", "name": f"{chance.one('人畜饮水', '道路硬化')}工程{number}", "region": place, "total_investment": total,
        "funds_in_place": there, "paid": chance.part_of(there), "started": started, "finished": finished,
        "accepted": chance.maybe(accepted), "progress_percent": chance.maybe(Decimal(chance.random.randint(0, 1000)) / 10),
        "problem": chance.maybe("缺砂石", 0.6),
    }  # fmt: skip


MAKERS: dict[str, Callable[[Chance, str, int], Row]] = {
    "employment": employment, "workshops": workshop, "industry_projects": project, "industry_linkage": linkage,
    "consumption": purchase, "canteen_quota": canteen, "collective_economy": collective, "household_income": household,
    "key_tasks": task, "project_progress": progress,
}  # fmt: skip


def truth_of(sheet: str, seed: int, *, units: int = 1, size: int = 5, is_calm: bool = False) -> Truth:
    """A report of ``units`` townships or of one office; ``size`` rows where rows are no places; calm ones hold no extreme."""
    chance = Chance(random=Random(f"{seed}:truth"))
    quarterly = declared(sheet).period == "quarter"
    period = (
        chance.one("2023Q1", "2023Q1", "2022Q4")
        if quarterly
        else chance.one("2023-05", "2023-05", "2023-01", "2022-12", "2023-04")
    )
    reporters = (chance.one(*OFFICES[sheet]),) if sheet in OFFICES else tuple(sorted(chance.random.sample(TOWNSHIPS, units)))
    places = (
        _office_places(chance, size)
        if sheet in OFFICES
        else [one for unit in reporters for one in _places(chance, sheet, unit, size)]
    )
    rows = [MAKERS[sheet](chance, place, number) for number, place in enumerate(places, 1)]
    remarked = chance.often(0.7)
    rows = [{**row, "remark": chance.maybe(chance.one(*REMARKS), 0.5) if remarked else None} for row in rows]
    made = Truth(sheet=sheet, reporters=reporters, period=period, rows=rows)
    made.not_applicable = {at for at in _may_be_inapplicable(sheet, rows) if chance.often(0.02)}
    for index, name in made.not_applicable:
        made.rows[index][name] = None
    if not is_calm and rows and chance.often(0.3):
        at = chance.random.randrange(len(rows))
        rows[at][FREE[sheet]] = _extreme(chance, sheet)
        made.not_applicable.discard((at, FREE[sheet]))
    return made


def _extreme(chance: Chance, sheet: str) -> Any:
    most = chance.random.randint(10**5, 10**8)
    return (
        most
        if declared(sheet).field(FREE[sheet]).type == "int"
        else Decimal(most) + Decimal(chance.random.randint(0, 99)) / 100
    )


def _places(chance: Chance, sheet: str, township: str, size: int) -> list[str]:
    """Every village where a row is a place, in any order; else villages and the township itself, some several times."""
    own = villages(township)
    if declared(sheet).places:
        return chance.random.sample(own, len(own)) if chance.often(0.3) else own
    return sorted(chance.random.choice([township, *own, *own]) for _ in range(size))


def _office_places(chance: Chance, size: int) -> list[str]:
    known = [ROOT, *TOWNSHIPS, *villages(TOWNSHIPS[0])[:6], *villages(TOWNSHIPS[5])]
    return [chance.random.choice(known) for _ in range(size)]


def _may_be_inapplicable(sheet: str, rows: Sequence[Row]) -> list[tuple[int, str]]:
    """Figures that no sum rests on."""
    sums = {
        name
        for rule in declared(sheet).rules
        if rule.kind in ("parts", "quotient")
        for name in (rule.left, *rule.parts, *rule.minus, *rule.right)
    }
    names = [
        one.name for one in declared(sheet).fields if one.is_numeric and one.name not in {*sums, "persons", "annual_return"}
    ]
    return [(index, name) for index in range(len(rows)) for name in names]

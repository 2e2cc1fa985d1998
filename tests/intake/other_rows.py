"""Rows of the sheets that have come since: figures that differ from column to column and row to row, all rules kept."""

from __future__ import annotations

from decimal import Decimal

from tests.intake.rows import PANMAO, ROOT, Row, villages

KINDS = ("厂房式", "居家式", "种养式", "贸易流通式", "文化旅游式", "其他")
FUNDS = ("中央衔接资金", "省级衔接资金", "东西部协作资金", "定点帮扶资金", "县级整合资金", "社会捐赠资金")
PRODUCTS = ("粮食", "蔬菜", "中药材", "辣椒", "肉牛", "瓜果", "茶叶", "其他")
CHANNELS = ("832平台", "协议采购", "工会福利", "直接采购", "帮助销售")
BUYERS = ("东部协作地区", "中央定点帮扶单位", "省级定点帮扶单位", "州县定点帮扶单位", "预算单位", "社会力量")
NAMES = "甲乙丙丁戊己庚辛壬癸"


def money(amount: str, number: int) -> str:
    return str(Decimal(amount) + number)


def workshop_row(code: str, number: int) -> Row:
    n = number
    return {
        "name": f"{NAMES[n]}字服装加工车间", "region": code, "kind": KINDS[n % 6], "workers": 30 + n, "lifted_workers": 12 + n,
        "months": 3, "wages": money("86400.5", 100 * n), "reward_paid": money("1200.25", n), "remark": f"间{n}",
    }  # fmt: skip


def project_row(code: str, number: int) -> Row:
    n = number
    return {
        "code": f"0053232{n:05d}", "name": f"{NAMES[n]}村种植基地项目", "region": code, "fund_source": FUNDS[n % 6],
        "fiscal_investment": money("200.55", n), "industry_investment": money("150.25", n), "paid": money("120.125", n),
        "operator": f"{NAMES[n]}字农民专业合作社", "operator_kind": "农民合作社", "mechanism": "否" if n % 3 == 0 else "是",
        "linkage": "订单收购、务工就业" if n % 2 else None, "households": 90 + n, "lifted_households": 40 + n,
        "monitored_households": 7 + n % 3, "annual_return": money("13.5", n) if n != 2 else "-1.5", "dividend_due": "5.5",
        "dividend_paid": "4.25", "progress": ("未开工", "在建", "完工", "见效")[n % 4], "remark": f"项{n}",
    }  # fmt: skip


def linkage_row(code: str, number: int) -> Row:
    n = number
    return {
        "region": code, "intended_households": 120 + n, "bound_households": 110 + n, "market_entities": 60 + n,
        "market_entities_new": 5 - 2 * n, "leading_enterprises": 1, "cooperatives": 4 + n, "family_farms": 8 + n, "pioneers": n - 1,
        "pioneers_new": n, "tech_envoys": 2, "greenhouse": money("12.5", n), "microcredit_new": money("35.4", n),
        "microcredit_balance": money("80.6", n), "remark": f"村{n}",
    }  # fmt: skip


def consumption_row(code: str, number: int) -> Row:
    n = number
    return {
        "buyer": f"{NAMES[n]}市帮扶公司", "buyer_kind": BUYERS[n % 6], "region": code, "product": PRODUCTS[n % 8],
        "channel": CHANNELS[n % 5], "amount_month": money("3.25", n), "amount_ytd": money("20.5", n), "lifted_amount": money("8.75", n),
        "lifted_households": 11 + n, "remark": f"购{n}",
    }  # fmt: skip


def canteen_row(code: str, number: int) -> Row:
    n = number
    return {
        "unit": f"县第{n}中学", "region": code, "has_canteen": "是" if n != 2 else "否", "canteen_total": money("60.5", n) if n != 2 else "0",
        "reserved": money("9.5", n) if n != 2 else "0", "purchased_832": money("3.125", n), "purchased_agreement": money("1.5", n),
        "remark": f"校{n}",
    }  # fmt: skip


def task_row(code: str, number: int) -> Row:
    n = number
    return {
        "code": f"PUB-M{n:02d}", "name": f"第{n}项任务", "region": code, "unit": "个", "annual_target": str(40 + n),
        "month": money("2.5", n), "cumulative": money("18.5", n), "problem": f"进度偏慢{n}", "next_step": f"加快{n}", "remark": f"任{n}",
    }  # fmt: skip


def progress_row(code: str, number: int) -> Row:
    n = number
    return {
        "code": f"0053232{n:05d}", "name": f"{NAMES[n]}村人畜饮水工程", "region": code, "total_investment": money("300.5", n),
        "funds_in_place": money("250.25", n), "paid": money("180.75", n), "started": "是", "finished": "是" if n % 2 else "否",
        "accepted": "是" if n % 4 == 1 else "否", "progress_percent": str(80 + n), "problem": f"缺砂石{n}", "remark": f"程{n}",
    }  # fmt: skip


def workshops(township: str = PANMAO) -> list[Row]:
    return [workshop_row(code, number) for number, code in enumerate(villages(township)[:5], 1)]


def projects(township: str = PANMAO) -> list[Row]:
    """The last one has two kinds of funds and stands in two rows."""
    rows = [project_row(code, number) for number, code in enumerate(villages(township)[:5], 1)]
    return [
        *rows,
        {**rows[-1], "fund_source": "中央衔接资金", "fiscal_investment": "31.5", "industry_investment": "30", "paid": "2.5"},
    ]


def linkage(township: str = PANMAO) -> list[Row]:
    return [linkage_row(code, number) for number, code in enumerate(villages(township), 1)]


def _anywhere() -> list[str]:
    """The county itself, a township, villages of two."""
    return [ROOT, PANMAO, villages(PANMAO)[0], villages("532323101000")[2], "532323102000"]


def consumption() -> list[Row]:
    return [consumption_row(code, number) for number, code in enumerate(_anywhere(), 1)]


def canteens() -> list[Row]:
    return [canteen_row(code, number) for number, code in enumerate(_anywhere(), 1)]


def tasks() -> list[Row]:
    """One task of the whole county, the others by place; the last task in two places."""
    rows = [task_row(code, number) for number, code in enumerate(_anywhere(), 1)]
    return [*rows, {**rows[-1], "region": PANMAO}]


def progress() -> list[Row]:
    return [progress_row(code, number) for number, code in enumerate(_anywhere(), 1)]

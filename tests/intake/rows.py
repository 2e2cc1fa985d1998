"""Rows whose figures differ from column to column and from row to row, all rules kept."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from data_access.regions.tree import region_tree
from data_access.sheets.declaration import SheetDeclaration
from data_access.sheets.loader import load_sheets

TREE = region_tree()


ROOT = "532323000000"


PANMAO, XUJIE, GONGHE, XINQIAO = "532323201000", "532323202000", "532323101000", "532323102000"


Row = dict[str, Any]


def declared(sheet: str) -> SheetDeclaration:
    return load_sheets()[sheet]


def villages(township: str) -> list[str]:
    return [place.code for place in TREE.inside(township, "village")]


def name(code: str) -> str:
    return TREE.regions[code].name


def employment_row(code: str, number: int) -> Row:
    """Figures that differ from column to column and from row to row, all rules kept."""
    n = number
    return {
        "region": code, "labour_force": 900 + 7 * n, "transfer_total": 600 + 5 * n, "transfer_out_province": 200 + n,
        "transfer_in_province": 150 + 2 * n, "transfer_in_county": 250 + 2 * n, "lifted_labour": 300 + n,
        "lifted_transfer_total": 180 + 3 * n, "lifted_out_province": 60 + n, "lifted_in_province": 50 + n,
        "lifted_in_county": 70 + n, "relocated_transfer": 21 + n, "willing_households": 110 + n,
        "employed_households": 101 + n, "returned": 3 + n, "public_posts": 12 + n, "public_post_pay": "800.5",
        "rangers": 4 + n, "trained": 44 + n, "trained_certified": 22 + n, "trained_willing": 33 + n,
        "trained_employed": 11 + n, "travel_due": 40 + n, "travel_paid": 30 + n, "travel_amount": 30000 + 1000 * n,
        "remark": f"第{n}村",
    }  # fmt: skip


def collective_row(code: str, number: int) -> Row:
    """万元 with two decimals."""
    n = number
    parts = [Decimal("3.15") + n, Decimal("1.25") + n, Decimal("0.5") - n if n == 1 else Decimal("0.5")]
    operating_total = sum(parts)
    total = operating_total + Decimal("2.2") + Decimal("0.3")
    return {
        "region": code, "operating": str(parts[0]), "contracting": str(parts[1]), "investment": str(parts[2]),
        "operating_total": str(operating_total), "subsidy": "2.2", "other": "0.3", "total": str(total),
        "distributed": "2.05", "dividends": "1.55", "lifted_dividends": "0.75", "remark": f"村{n}",
    }  # fmt: skip


def identity(number: int) -> str:
    """An invented number with sequence 000, its check character right."""
    body = f"532323{1950 + number % 50}0{1 + number % 9}{10 + number % 18}000"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(int(a) * b for a, b in zip(body, weights, strict=True)) % 11]


def household_row(code: str, number: int) -> Row:
    """One household of three with cents."""
    n = number
    wage, gross, cost, prop, transfer = (
        Decimal(6000 + 100 * n),
        Decimal(2500 + n),
        Decimal("1200.5"),
        Decimal(300),
        Decimal("450.25"),
    )
    net = wage + gross - cost + prop + transfer
    return {
        "household_no": f"0532{code[6:]}{n:04d}", "head_name": f"李{'甲乙丙丁戊己庚辛'[n % 8]}", "head_id": identity(n),
        "region": code, "kind": ("脱贫户", "脱贫不稳定户", "边缘易致贫户", "突发严重困难户")[n % 4], "persons": 3, "labourers": 2,
        "employed": 1, "wage": str(wage), "operating_gross": str(gross), "operating_cost": str(cost), "property": str(prop),
        "transfer": str(transfer), "net": str(net), "net_per_capita": str((net / 3).quantize(Decimal("0.01"))),
        "medical_self_paid": str(120 + n), "phone": f"1380000{1000 + n}", "helper": "张三", "remark": "",
    }  # fmt: skip


def employment(township: str = PANMAO) -> list[Row]:
    return [employment_row(code, number) for number, code in enumerate(villages(township), 1)]


def collective(township: str = PANMAO) -> list[Row]:
    return [collective_row(code, number) for number, code in enumerate(villages(township), 1)]


def households(township: str = PANMAO, count: int = 5) -> list[Row]:
    places = villages(township)
    return [household_row(places[number % len(places)], number) for number in range(1, count + 1)]

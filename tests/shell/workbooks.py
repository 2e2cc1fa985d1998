"""Workbooks as bureaus lay them out, written from the list of headings alone: openpyxl, no declaration of the program."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

TITLES = {
    "employment": "农村劳动力转移就业月报表",
    "collective_economy": "村级集体经济收入统计表",
    "household_income": "脱贫人口和监测对象家庭收入监测表",
}
Heading = tuple[str, str]
HEADINGS: dict[str, dict[str, Heading]] = {
    "employment": {
        "region": ("行政区划", ""),
        "labour_force": ("农村劳动力资源数", ""),
        "transfer_total": ("转移就业人数", "合计"),
        "transfer_out_province": ("转移就业人数", "省外"),
        "transfer_in_province": ("转移就业人数", "省内县外"),
        "transfer_in_county": ("转移就业人数", "县内"),
        "lifted_labour": ("脱贫劳动力", "总数"),
        "lifted_transfer_total": ("脱贫劳动力", "转移就业合计"),
        "lifted_out_province": ("脱贫劳动力", "省外"),
        "lifted_in_province": ("脱贫劳动力", "省内县外"),
        "lifted_in_county": ("脱贫劳动力", "县内"),
        "relocated_transfer": ("易地搬迁劳动力转移就业", ""),
        "willing_households": ("有劳动力且有就业意愿户数", ""),
        "employed_households": ("其中：至少1人稳定就业户数", ""),
        "returned": ("本月返乡回流人数", ""),
        "public_posts": ("公益性岗位", "在岗人数"),
        "public_post_pay": ("公益性岗位", "最低补贴标准"),
        "rangers": ("生态护林员", ""),
        "trained": ("技能培训", "培训人次"),
        "trained_certified": ("技能培训", "取得证书人数"),
        "trained_willing": ("技能培训", "有就业意愿参训人数"),
        "trained_employed": ("技能培训", "培训后就业人数"),
        "travel_due": ("交通补助", "应补人数"),
        "travel_paid": ("交通补助", "已补人数"),
        "travel_amount": ("交通补助", "已补金额"),
        "remark": ("备注", ""),
    },
    "collective_economy": {
        "region": ("村（社区）", ""),
        "operating": ("经营收入", ""),
        "contracting": ("发包及上交收入", ""),
        "investment": ("投资收益", ""),
        "operating_total": ("经营性收入小计", ""),
        "subsidy": ("补助收入", ""),
        "other": ("其他收入", ""),
        "total": ("总收入", ""),
        "distributed": ("收益分配", "合计"),
        "dividends": ("收益分配", "成员分红"),
        "lifted_dividends": ("收益分配", "其中：脱贫户及监测户"),
        "remark": ("备注", ""),
    },
    "household_income": {
        "household_no": ("户编号", ""),
        "head_name": ("户主姓名", ""),
        "head_id": ("户主证件号码", ""),
        "region": ("村（社区）", ""),
        "kind": ("户类型", ""),
        "persons": ("家庭人口数", ""),
        "labourers": ("劳动力人数", ""),
        "employed": ("务工人数", ""),
        "wage": ("工资性收入", ""),
        "operating_gross": ("生产经营性收入", ""),
        "operating_cost": ("生产经营性支出", ""),
        "property": ("财产性收入", ""),
        "transfer": ("转移性收入", ""),
        "net": ("家庭纯收入", ""),
        "net_per_capita": ("人均纯收入", ""),
        "medical_self_paid": ("合规自付支出", ""),
        "phone": ("联系电话", ""),
        "helper": ("帮扶责任人", ""),
        "remark": ("备注", ""),
    },
}


def workers(place: str, *, out: int = 10, province: int = 20, county: int = 30, **others: Any) -> dict[str, Any]:
    """A row of employment that every rule accepts: people by where they work, and the sums that follow."""
    total = out + province + county
    row: dict[str, Any] = {
        "region": place, "labour_force": total + 40, "transfer_total": total, "transfer_out_province": out,
        "transfer_in_province": province, "transfer_in_county": county, "lifted_labour": 12, "lifted_transfer_total": 6,
        "lifted_out_province": 1, "lifted_in_province": 2, "lifted_in_county": 3, "willing_households": 20,
        "employed_households": 18, "public_posts": 2, "trained": 0,
    }  # fmt: skip
    return row | others


def village(place: str, operating: float, subsidy: float = 0, **others: Any) -> dict[str, Any]:
    """A row of collective_economy that adds up."""
    return {
        "region": place, "operating": operating, "operating_total": operating, "subsidy": subsidy, "total": operating + subsidy,
    } | others  # fmt: skip


def household(number: str, place: str, *, persons: int = 2, wage: float = 0, gross: float = 0, cost: float = 0,
              transfer: float = 0, kind: str = "脱贫户", **others: Any) -> dict[str, Any]:  # fmt: skip
    """A row of household_income that adds up; an invented head."""
    net = wage + gross - cost + transfer
    return {
        "household_no": number, "head_name": "赵甲", "region": place, "kind": kind, "persons": persons, "wage": wage,
        "operating_gross": gross, "operating_cost": cost, "property": 0, "transfer": transfer, "net": net,
        "net_per_capita": round(net / persons, 2) if persons else 0, "employed": 1, "labourers": 1,
    } | others  # fmt: skip


def fill(page: Worksheet, sheet: str, rows: Sequence[Mapping[str, Any]], *, unit: str, period: str, columns: Sequence[str] = (),
         names: Mapping[str, Heading] | None = None, above: str = "单位：人、户", serial: bool = False, numbers: bool = False,
         total: Mapping[str, Any] | None = None, total_first: bool = False, title: str | None = None) -> int:  # fmt: skip
    """Writes one report under its title as bureaus do; returns the worksheet row of its first body row."""
    headings = HEADINGS[sheet] | dict(names or {})
    chosen = list(columns) or [name for name in HEADINGS[sheet] if any(name in row for row in rows)] or list(HEADINGS[sheet])
    first = 2 if serial else 1
    page.cell(1, 1, title or f"{unit}{period}{TITLES[sheet]}")
    page.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(chosen) + first - 1)
    page.cell(2, 1, f"填报单位（盖章）：{unit}")
    page.cell(2, len(chosen) + first - 1, above)
    if serial:
        page.cell(3, 1, "序号")
        page.merge_cells("A3:A4")
    _write_headings(page, [headings[name] for name in chosen], first)
    row = 5
    if numbers:
        page.append(["甲", *range(1, len(chosen) + first - 1)])
        row += 1
    body = [("", entry) for entry in rows]
    if total is not None:
        body.insert(0 if total_first else len(body), ("合计", total))
    for position, (label, entry) in enumerate(body):
        if serial and not label:
            page.cell(row + position, 1, position + 1)
        for offset, name in enumerate(chosen):
            value = entry.get(name)
            page.cell(row + position, first + offset, label if label and not offset else value)
    last = row + len(body)
    page.cell(last, 1, "注：本表按月报送。")
    page.cell(last + 1, 1, "单位负责人：        审核人：        填表人：        联系电话：        报出日期：")
    return row + (1 if total is not None and total_first else 0)


def _write_headings(page: Worksheet, headings: Sequence[Heading], first: int) -> None:
    start = 0
    while start < len(headings):
        upper, lower = headings[start]
        stop = start + 1
        while lower and stop < len(headings) and headings[stop][0] == upper and headings[stop][1]:
            stop += 1
        page.cell(3, first + start, upper)
        if lower:
            for position in range(start, stop):
                page.cell(4, first + position, headings[position][1])
            if stop - start > 1:
                page.merge_cells(start_row=3, start_column=first + start, end_row=3, end_column=first + stop - 1)
        else:
            page.merge_cells(start_row=3, start_column=first + start, end_row=4, end_column=first + start)
        start = stop


def save_report(path: Path, sheet: str, rows: Sequence[Mapping[str, Any]], *, unit: str, period: str, **layout: Any) -> Path:
    """One report in a workbook of its own."""
    book = Workbook()
    page = book.worksheets[0]
    page.title = "Sheet1"
    fill(page, sheet, rows, unit=unit, period=period, **layout)
    book.save(path)
    return path

"""Honest reports with units and periods stated in the ways in which they are."""

from __future__ import annotations

from typing import Any

from tests.intake.honest import Honest, as_dates, col, emp, hh, nothing_in
from tests.intake.rows import (
    declared,
    employment,
    households,
)


def units() -> dict[str, Honest]:
    """Headings in other units than the declared ones, and the 单位 line."""
    tens = [row for row in employment()]
    for row in tens:
        for key, value in row.items():
            if key in TEN_THOUSANDS:
                row[key] = int(value) * 10
    yuan = {entry.name: ("（元）", "0.0001") for entry in declared("collective_economy").fields if entry.is_numeric}
    line_yuan = {entry.name: ("", "0.0001") for entry in declared("collective_economy").fields if entry.is_numeric}
    money = [entry.name for entry in declared("household_income").fields if entry.unit == "元"]
    return {
        "万人 in the heading": Honest(emp(rows=tens, units={entry: ("（万人）", "10000") for entry in TEN_THOUSANDS})),
        "千元 for travel": Honest(emp(units={"travel_amount": ("（千元）", "1000")})),
        "万元 for travel": Honest(emp(units={"travel_amount": ("\n(万元)", "10000")})),
        "元 for 万元": Honest(col(units=yuan)),
        "亿元 for 万元": Honest(col(units={"total": ("（亿元）", "10000"), "operating_total": ("（亿元）", "10000")})),
        "千元 for 万元": Honest(col(units={"total": ("(千元)", "0.1")})),
        "单位：元 above 万元 columns": Honest(
            col(units=line_yuan, above=({1: "填报单位：蟠猫乡", 6: "填报日期：2023-05-25", 10: "单位：元"},))
        ),
        "单位：万元 above": Honest(col(above=({1: "填报单位：蟠猫乡", 10: "单位：万元"},))),
        "单位 and its unit in two cells": Honest(col(units=line_yuan, above=({1: "填报单位：", 2: "蟠猫乡", 10: "单位：", 11: "元"},))),
        "（单位：元） in brackets": Honest(col(units=line_yuan, above=({1: "填报单位：蟠猫乡", 10: "（单位：元）"},))),
        "单位：元 and a heading of its own": Honest(
            col(units={**line_yuan, "total": ("（万元）", "1")}, above=({1: "填报单位：蟠猫乡", 10: "单位:元"},))
        ),
        "单位：人、户 above": Honest(emp(above=({1: "填报单位（盖章）：蟠猫乡人民政府", 9: "填报日期：2023年5月25日", 20: "单位：人、户、元"},))),
        "万元 households": Honest(hh(units={entry: ("（万元）", "10000") for entry in money}, fields=None)),
        "单位：人、元 above households": Honest(
            hh(above=({1: "填报单位：蟠猫乡", 6: "填报日期：2023年3月30日", 12: "单位：人、元"},))
        ),
        "group unit": Honest(
            col(headings={"distributed": ("收益分配（万元）", "合计"), "dividends": ("收益分配（万元）", "成员分红"),
                          "lifted_dividends": ("收益分配（万元）", "其中：脱贫户及监测户")})
        ),
        "group unit converted": Honest(
            col(headings={"distributed": ("收益分配（元）", "合计"), "dividends": ("收益分配（元）", "成员分红"),
                          "lifted_dividends": ("收益分配（元）", "其中：脱贫户及监测户")},
                units={entry: ("", "0.0001") for entry in ("distributed", "dividends", "lifted_dividends")})
        ),
    }  # fmt: skip


def other(remark: str) -> list[Any]:
    """Reports of several periods that are not copies of one another."""
    return nothing_in(households(), "remark", remark)


def titles() -> dict[str, Honest]:
    """Titles, lines and file names that say period and reporter."""
    no_line = ({1: "填报单位：", 9: "填报日期：   年  月  日"},)
    return {
        "截至 in the title": Honest(emp(title=("蟠猫乡农村劳动力转移就业月报表（截至2023年5月25日）",))),
        "title of three lines": Honest(
            emp(title=("附件2", "牟定县蟠猫乡", "2023年5月农村劳动力转移就业月报表"), above=({1: "填报单位：蟠猫乡"},))
        ),
        "title in Chinese numerals": Honest(emp(title=("蟠猫乡二〇二三年五月农村劳动力转移就业月报表",)), notes={"normalised"}),
        "title 1—5月": Honest(col(title=("蟠猫乡2023年1—5月村级集体经济收入统计表",))),
        "title 5月份": Honest(col(title=("牟定县蟠猫乡2023年5月份村级集体经济收入统计表",))),
        "title with 2023.5": Honest(col(title=("蟠猫乡村级集体经济收入统计表（2023.5）",))),
        "title without a place": Honest(col(title=("2023年5月村级集体经济收入统计表",))),
        "no title, all in the file name": Honest(emp(title=(), above=()), file="蟠猫乡2023年5月转移就业.xlsx"),
        "file name 202305": Honest(emp(title=("农村劳动力转移就业月报表",), above=no_line), file="蟠猫乡202305.xlsx"),
        "period in a line": Honest(
            emp(title=("农村劳动力转移就业月报表",), above=({1: "填报单位：蟠猫乡", 6: "报告期：2023年5月"},))
        ),
        "reporter only by rows": Honest(emp(title=("2023年5月农村劳动力转移就业月报表",), above=()), file="5月.xlsx"),
        "date as a date": Honest(emp(above=({1: "填报单位：蟠猫乡"},)), touch=as_dates),
        "date as a serial": Honest(emp(above=({1: "填报单位：蟠猫乡", 9: "填报日期：", 10: 45071},)), notes={"normalised"}),
        "date 5月25日": Honest(emp(above=({1: "填报单位：蟠猫乡", 9: "填报日期：5月25日"},)), notes={"normalised"}),
        "quarter 一季度": Honest(hh(title=("蟠猫乡2023年一季度脱贫人口和监测对象家庭收入监测表",))),
        "quarter 第1季度": Honest(hh(title=("蟠猫乡2023年第1季度脱贫人口和监测对象家庭收入监测表",))),
        "quarter 1季度": Honest(hh(title=("蟠猫乡2023年1季度家庭收入监测表",))),
        "quarter 1-3月": Honest(hh(title=("蟠猫乡2023年1-3月脱贫人口和监测对象家庭收入监测表",))),
        "quarter 上半年": Honest(
            hh(other("上半年"), title=("蟠猫乡2022年上半年脱贫人口和监测对象家庭收入监测表",), above=({1: "填报单位：蟠猫乡"},)), period="2022Q2"
        ),
        "quarter 前三季度": Honest(
            hh(other("前三季度"), title=("蟠猫乡2022年前三季度脱贫人口和监测对象家庭收入监测表",), above=({1: "填报单位：蟠猫乡"},)), period="2022Q3"
        ),
        "quarter 全年": Honest(
            hh(other("全年"), title=("蟠猫乡2022年全年脱贫人口和监测对象家庭收入监测表",), above=({1: "填报单位：蟠猫乡"},)), period="2022Q4"
        ),
        "December reported in January": Honest(
            emp(nothing_in(employment(), "remark", "年末"),
            title=("蟠猫乡2022年12月农村劳动力转移就业月报表",), above=({1: "填报单位：蟠猫乡", 9: "填报日期：2023年1月3日"},)),
            period="2022-12",
        ),
    }  # fmt: skip


TEN_THOUSANDS = (
    "labour_force", "transfer_total", "transfer_out_province", "transfer_in_province", "transfer_in_county",
)  # fmt: skip

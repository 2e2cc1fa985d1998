"""Habits 6 to 10: figures in another unit than their column's, told by their size; percents and rates."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tests.habits.drawing import both, every, filled, headed
from tests.intake.honest import Honest, col, emp, hh
from tests.intake.other_habits import first
from tests.intake.other_rows import linkage, progress, projects, tasks
from tests.intake.rows import Row, collective, employment, households
from tests.intake.sheets import JYTYJ, SWJ, link, prog, proj, task
from tests.intake.wrong import Where, Wrong, at, changed, nowhere, put

SUMS = (
    "operating", "contracting", "investment", "operating_total", "subsidy", "other", "total", "distributed", "dividends", "lifted_dividends",
)  # fmt: skip
INCOMES = ("wage", "operating_gross", "operating_cost", "property", "transfer", "net", "net_per_capita")
CREDIT = "microcredit_balance"


def villages_of(column: str, *amounts: Any) -> list[Row]:
    """Seven villages with these amounts in a column that no rule binds."""
    return [{**row, column: None if amount is None else str(amount)} for row, amount in zip(linkage(), amounts, strict=True)]


def in_units(columns: tuple[str, ...], unit: str, factor: str) -> dict[str, tuple[str, str]]:
    return dict.fromkeys(columns, (unit, factor))


def line(units: str) -> tuple[dict[int, str], ...]:
    return ({1: "填报单位（盖章）：蟠猫乡人民政府", 6: "填报日期：2023年5月25日", 9: f"单位：{units}"},)


def large(*indices: int, amounts: tuple[Any, ...], column: str = CREDIT) -> Wrong:
    """``indices``: the villages whose amount is doubted."""
    return Wrong(link(villages_of(column, *amounts)), [("number_magnitude", at(column, index)) for index in indices])


def percent(value: str | None, written: Any, shown: str = "", notes: str = "") -> Honest:
    touch = filled("progress_percent", {0: written}, {0: shown} if shown else None)
    return Honest(prog(first(progress(), progress_percent=value)), reporters=(SWJ,), notes={notes} - {""}, touch=touch)


def no_percent(written: Any, code: str = "percent_ambiguous", shown: str = "") -> Wrong:
    touch = filled("progress_percent", {1: written}, {1: shown} if shown else None)
    return Wrong(prog(), [(code, at("progress_percent", 1))], touch)


def doubted(*columns: str) -> list[tuple[str, Where]]:
    return [("unit_assumed", headed(column)) for column in columns]


HONEST: dict[str, Honest] = {
    "06 a small village beside a rich one": Honest(link(villages_of(CREDIT, "0.05", "3.2", "12.5", "13.1", "48", "350", "12499"))),
    "06 exactly a thousand times the median": Honest(link(villages_of(CREDIT, "1", "2", "3", "12.5", "13", "14", "12500"))),
    "06 a debt of exactly a thousand times": Honest(
        proj([{**row, "annual_return": str(amount)} for row, amount in zip(projects(), ("5.5", "-5500", "4", "6", "7", "5.5"), strict=True)])
    ),
    "06 whole yuan below 20 under 元": Honest(link(villages_of(CREDIT, *(f"0.000{n}" for n in range(2, 9))), units={CREDIT: ("（元）", "0.0001")})),
    "06 zeros are no measure": Honest(link(villages_of(CREDIT, 0, 0, 0, 0, "0.5", "12.5", "350"))),
    "06 one figure beside zeros": Honest(link(villages_of(CREDIT, 0, 0, 0, 0, 0, 0, "350"))),
    "06 one figure beside blanks": Honest(link(villages_of(CREDIT, None, None, None, None, None, None, "350"))),
    "06 two figures far apart": Honest(link(villages_of(CREDIT, None, None, None, None, None, "0.01", "9999"))),
    "06 nothing but zeros": Honest(link(villages_of(CREDIT, *[0] * 7))),
    "06 nothing but blanks": Honest(link(villages_of(CREDIT, *[None] * 7))),
    "06 large figures all alike": Honest(link(villages_of(CREDIT, *range(9990, 9997)))),
    "06 a column in yuan that says so": Honest(col(units=in_units(SUMS, "（元）", "0.0001"))),
    "06 单位：元 above": Honest(col(above=line("元"), units=in_units(SUMS, "", "0.0001"))),
    "06 one column in yuan, the others in 万元": Honest(col(units={"subsidy": ("（元）", "0.0001"), "other": ("（万元）", "1")})),
    "06 households in 万元 that say so": Honest(
        hh([{**row, "net_per_capita": str((Decimal(row["net"]) / 3).quantize(Decimal("0.01")))} for row in households()],
           units=in_units(INCOMES, "（万元）", "10000")),
    ),
    "06 large projects without a unit": Honest(
        proj(every(projects(), fiscal_investment="9000", industry_investment="8500", paid="2000"))
    ),
    "07 万人 in the heading": Honest(emp(units={"labour_force": ("（万人）", "10000"), "transfer_total": ("（万人）", "10000")})),
    "07 千人 in the heading": Honest(emp(units={"labour_force": ("（千人）", "1000")})),
    "07 单位：万人 above figures in 人 converts nothing": Honest(emp(above=line("万人"))),
    "07 单位：万人、万户 above figures in 人 and 户": Honest(emp(above=line("万人、万户"))),
    "07 few people beside many": Honest(emp(changed(employment(), 3, rangers=9000))),
    "08 亿元 in the headings": Honest(col(units=in_units(SUMS, "（亿元）", "10000"))),
    "08 千元 and 百万元 in the headings": Honest(col(units={"subsidy": ("（千元）", "0.1"), "other": ("（百万元）", "100")})),
    "08 万亩 in the heading": Honest(link(every(linkage(), greenhouse="2000"), units={"greenhouse": ("（万亩）", "10000")})),
    "08 公顷 in the heading": Honest(link(every(linkage(), greenhouse="30"), units={"greenhouse": ("（公顷）", "15")})),
    "08 单位：亿元 above figures in 万元 converts nothing": Honest(col(above=line("亿元"))),
    "08 单位：万元 above figures in 元 converts nothing": Honest(hh(above=line("万元"))),
    "08 tasks of all sizes": Honest(
        task([{**row, "unit": unit, "cumulative": amount, "month": "0.1"} for row, unit, amount in zip(
            tasks(), ("万亩", "亩", "亿元", "元", "人", "万人"), ("0.2", "2000", "0.5", "128000000", "86412", "8.6412"), strict=True)]),
        reporters=(JYTYJ,),
    ),
    "09 85": percent("85", 85),
    "09 85%": percent("85", "85%", notes="normalised"),
    "09 85％": percent("85", "85％", notes="normalised"),
    "09 ８５ ％": percent("85", "８５ ％", notes="normalised"),
    "09 0.85 shown as 85%": percent("85", 0.85, "0%"),
    "09 0.8535 shown as 85.35%": percent("85.35", 0.8535, "0.00%"),
    "09 1 shown as 100%": percent("100", 1, "0%"),
    "09 0.01 shown as 1%": percent("1", 0.01, "0%"),
    "09 1%": percent("1", "1%", notes="normalised"),
    "09 100%": percent("100", "100%", notes="normalised"),
    "09 0.85%": percent("0.85", "0.85%", notes="normalised"),
    "09 0 is nothing either way": percent("0", 0),
    "09 1.01 is more than the whole": percent("1.01", 1.01),
    "09 a column of all forms": Honest(
        prog([{**row, "progress_percent": value} for row, value in zip(progress(), ("85", "85", "85", "85.5", None), strict=True)]),
        reporters=(SWJ,), notes={"normalised"},
        touch=filled("progress_percent", {0: 85, 1: "85%", 2: "85％", 3: 0.855, 4: "/"}, {3: "0.0%"}),
    ),
    "09 a heading in percent": Honest(prog(units={"progress_percent": ("（%）", "1")}), reporters=(SWJ,)),
    "10 a task beyond its target": Honest(task(first(tasks(), unit="%", cumulative="104.17", month="1")), reporters=(JYTYJ,)),
    "10 a task beyond its target as text": Honest(
        task(first(tasks(), unit="%", cumulative="104.17", month="1")), reporters=(JYTYJ,), notes={"normalised"},
        touch=filled("cumulative", {0: "104.17%"}),
    ),
    "10 a task beyond its target under a percent format": Honest(
        task(first(tasks(), unit="%", cumulative="104.17", month="1")), reporters=(JYTYJ,),
        touch=filled("cumulative", {0: 1.0417}, {0: "0.00%"}),
    ),
    "10 100 is the whole": percent("100", 100),
}  # fmt: skip

WRONG: dict[str, Wrong] = {
    "06 yuan in one cell": large(6, amounts=("12.5", "13.1", "12", "14", "13", "15", "128000")),
    "06 just above a thousand times": large(6, amounts=("1", "2", "3", "12.5", "13", "14", "12500.01")),
    "06 three figures": large(6, amounts=(None, None, None, None, "12.5", "13.1", "128000")),
    "06 beside zeros": large(6, amounts=(0, 0, 0, "12.5", "13.1", "13.2", "128000")),
    "06 beside more zeros than figures": large(6, amounts=(0, 0, 0, 0, "12.5", "13.1", "128000")),
    "06 several cells": large(2, 5, amounts=("12.5", "13.1", "125000", "14", "13", "150000", "12")),
    "06 a cell of text": Wrong(
        link(villages_of(CREDIT, "12.5", "13.1", "12", "14", "13", "15", "12")), [("number_magnitude", at(CREDIT, 3))], put(CREDIT, 3, "128,000")
    ),
    "06 a loss in yuan": Wrong(
        proj([{**row, "annual_return": str(amount)} for row, amount in zip(projects(), ("5.5", "-55000", "4", "6", "7", "5"), strict=True)]),
        [("number_magnitude", at("annual_return", 1))],
    ),
    "06 元 under a heading in yuan": Wrong(
        link(villages_of(CREDIT, "12.5", "13.1", "12", "14", "13", "15", "128000"), units={CREDIT: ("（元）", "0.0001")}),
        [("number_magnitude", at(CREDIT, 6))],
    ),
    "06 a whole column in yuan and no word of it": Wrong(
        link(villages_of(CREDIT, *range(125, 132)), units={CREDIT: ("", "0.0001")}), doubted(CREDIT)
    ),
    "06 a whole column in yuan under 万元": Wrong(
        link(villages_of(CREDIT, *range(125, 132)), units={CREDIT: ("（万元）", "0.0001")}), doubted(CREDIT)
    ),
    "06 a whole column in 万元 under 元": Wrong(
        link(villages_of(CREDIT, "8.5", "13.1", "12", "14.25", "13.6", "15.3", "350"), units={CREDIT: ("（元）", "1")}), doubted(CREDIT)
    ),
    "06 a whole column in 万元 below 单位：元": Wrong(
        link(villages_of(CREDIT, "8.5", "13.1", "12", "14.25", "13.6", "15.3", "350"), units={}, above=line("元")), doubted(CREDIT)
    ),
    "06 households in 万元 under 元": Wrong(
        hh(units={"property": ("（元）", "10000"), "transfer": ("（元）", "10000")}),
        [*doubted("property", "transfer"), *(("net_parts", at("net", index)) for index in range(5))],
    ),
    "06 village incomes above 2000 and no word of it": Wrong(
        col(every(collective(), distributed="2001", dividends="1999")), doubted("distributed")
    ),
    "06 a village in yuan": Wrong(
        col(every(collective(), operating="2001", contracting="0", investment="0", operating_total="2001", subsidy=None, other=None, total="2001"),
            units=in_units(SUMS, "（万元）", "1")),
        [("yuan_as_wanyuan", at("total", index)) for index in range(7)],
    ),
    "06 households in 万元 and no word of it": Wrong(
        hh(units=in_units(("property", "transfer"), "", "10000")),
        [*doubted("property", "transfer"), *(("net_parts", at("net", index)) for index in range(5))],
    ),
    "07 人 in one cell of 万人": Wrong(
        emp(units={"rangers": ("（万人）", "10000")}), [("number_magnitude", at("rangers", 3))],
        both(filled("rangers", dict.fromkeys(range(7), 0.0008)), put("rangers", 3, 8)),
    ),
    "07 万人 in one cell of 人": Wrong(emp(), [("number_fraction", at("rangers", 3))], put("rangers", 3, 0.0008)),
    "07 a whole column in 万人 under 人": Wrong(
        emp(units={"rangers": ("（人）", "10000")}), [("number_fraction", at("rangers", index)) for index in range(7)]
    ),
    "07 a whole column in 万人 and no word of it": Wrong(
        emp(units={"rangers": ("", "10000")}),
        [*doubted("rangers"), *(("number_fraction", at("rangers", index)) for index in range(7))],
    ),
    "07 a village of a thousand times more": Wrong(emp(changed(employment(), 3, rangers=9001)), [("number_magnitude", at("rangers", 3))]),
    "08 亩 in one cell of 万亩": Wrong(
        link(every(linkage(), greenhouse="2000"), units={"greenhouse": ("（万亩）", "10000")}), [("number_magnitude", at("greenhouse", 2))],
        put("greenhouse", 2, 2000),
    ),
    "08 元 in one cell of 亿元": Wrong(
        link(villages_of(CREDIT, *range(5000, 5007)), units={CREDIT: ("（亿元）", "10000")}), [("number_magnitude", at(CREDIT, 2))],
        put(CREDIT, 2, 50000000),
    ),
    "08 万元 in one cell of 亿元": Wrong(
        link(villages_of(CREDIT, *range(5000, 5007)), units={CREDIT: ("（亿元）", "10000")}), [("number_magnitude", at(CREDIT, 2))],
        put(CREDIT, 2, 5000),
    ),
    "08 a unit that measures something else": Wrong(link(units={"greenhouse": ("（公里）", "1")}), [("unit_unknown", headed("greenhouse"))]),
    "08 单位：亿元 above figures that may be": Wrong(
        link(villages_of(CREDIT, "0.5", "0.4", "0.3", "0.2", "0.1", "0.6", "0.7"), fields=[
            entry for entry in linkage()[0] if entry != "microcredit_new"], above=line("亿元")), doubted(CREDIT),
    ),
    **{f"09 {written!r}": no_percent(written) for written in (0.85, 1, "1", "0.85", 0.01, "１", " 1 ")},
    "09 1 shown as 1": no_percent(1, shown='0"%"'),
    "09 half a percent or the half": no_percent(0.5, shown="0.0"),
    "09 percent of words": no_percent("约八成", "number_invalid"),
    "09 both signs": no_percent("85%%", "number_invalid"),
    "10 more than the whole of a project": no_percent(104.17, "progress_range"),
    "10 more than the whole as text": no_percent("104.17%", "progress_range"),
    "10 more than the whole under a percent format": no_percent(1.0417, "progress_range", "0.00%"),
    "06 a village missing beside a large one": Wrong(
        link(villages_of(CREDIT, "12.5", "13.1", "12", "14", "13", "15", "128000")[1:]), [("number_magnitude", at(CREDIT, 5)), ("rows_missing", nowhere)]
    ),
}  # fmt: skip

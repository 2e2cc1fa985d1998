"""Honest reports in every layout that the contract allows: what must be taken in without a warning."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tests.intake.forms import (
    GONGHE,
    PANMAO,
    ROWS,
    TREE,
    XINQIAO,
    XUJIE,
    Extra,
    Form,
    collective,
    declared,
    employment,
    households,
    name,
)

SHORT = {"：": ":", "（": "(", "）": ")"}
COLLECTIVE_TITLE = ("牟定县蟠猫乡2023年5月村级集体经济收入统计表",)
HOUSEHOLD_TITLE = ("牟定县蟠猫乡2023年第一季度脱贫人口和监测对象家庭收入监测表",)


@dataclass
class Honest:
    """``notes``: codes of notes (each once); ``warnings``: codes that even an honest file deserves."""

    form: Form
    file: str = "报表.xlsx"
    notes: set[str] = field(default_factory=set)
    warnings: list[str] = field(default_factory=list)
    reporters: tuple[str, ...] = (PANMAO,)
    period: str = ""
    touch: Callable[[Any, Form], None] | None = None  # a last touch on the drawn paper


def emp(rows: Any = None, **options: Any) -> Form:
    return Form(sheet="employment", rows=rows or employment(), **options)


def col(rows: Any = None, **options: Any) -> Form:
    options.setdefault("title", COLLECTIVE_TITLE)
    return Form(sheet="collective_economy", rows=rows or collective(), **options)


def hh(rows: Any = None, **options: Any) -> Form:
    options.setdefault("title", HOUSEHOLD_TITLE)
    options.setdefault("above", ({1: "填报单位（盖章）：蟠猫乡人民政府", 9: "填报日期：2023年3月25日"},))
    return Form(sheet="household_income", rows=rows or households(), **options)


def required(sheet: str) -> list[str]:
    return [entry.name for entry in declared(sheet).fields if entry.required]


def lean(sheet: str) -> list[Any]:
    """Rows that balance without the optional columns, whose blanks count 0 in a sum."""
    rows = ROWS[sheet]()
    if sheet == "collective_economy":
        rows = [{**row, "operating_total": row["operating"], "total": row["operating"]} for row in rows]
    return rows


def aliases(sheet: str, which: int) -> dict[str, tuple[str, ...]]:
    return {
        entry.name: (entry.aliases[min(which, len(entry.aliases) - 1)],) for entry in declared(sheet).fields if entry.aliases
    }


def shuffled(sheet: str) -> list[str]:
    names = [entry.name for entry in declared(sheet).fields]
    return names[1::3] + names[0::3] + names[2::3]


def widened(text: str) -> str:
    """省外 → 省　外: blanks and breaks inside heading words."""
    return "　".join(text[:2]) + "\n" + text[2:] if len(text) > 3 else " ".join(text)


def spread(sheet: str) -> dict[str, tuple[str, ...]]:
    return {
        entry.name: tuple(widened(text) for text in (entry.heading, entry.subheading) if text)
        for entry in declared(sheet).fields
    }


def half_width(sheet: str) -> dict[str, tuple[str, ...]]:
    def narrow(text: str) -> str:
        return "".join(SHORT.get(letter, letter) for letter in text)

    return {
        entry.name: tuple(narrow(text) for text in (entry.heading, entry.subheading) if text)
        for entry in declared(sheet).fields
    }


def units_for(sheet: str, style: str) -> dict[str, tuple[str, str]]:
    """Every heading with its own unit in brackets."""
    return {entry.name: (style.format(entry.unit), "1") for entry in declared(sheet).fields if entry.is_numeric and entry.unit}


def three_rows(sheet: str) -> dict[str, tuple[str, ...]]:
    """A banner over everything that counts."""
    headings: dict[str, tuple[str, ...]] = {}
    for entry in declared(sheet).fields:
        texts = tuple(text for text in (entry.heading, entry.subheading) if text)
        headings[entry.name] = ("本期完成情况", *texts) if entry.is_numeric else texts
    return headings


def with_unit_row(form: Form) -> Form:
    """Units in a row of their own below the headings."""
    headings: dict[str, tuple[str, ...]] = {}
    for entry in declared(form.sheet).fields:
        texts = tuple(text for text in (entry.heading, entry.subheading) if text)
        headings[entry.name] = (*texts, entry.unit) if entry.is_numeric and entry.unit else texts
    form.headings, form.depth = headings, 3
    return form


def suffix(word: str) -> Callable[[str], str]:
    def place(code: str) -> str:
        full = name(code)
        stem = full.removesuffix("村民委员会").removesuffix("社区居民委员会")
        return stem + word

    return place


def with_parents(code: str) -> str:
    return "云南省楚雄州牟定县" + name(TREE.regions[code].parent) + name(code)


def county_rows(maker: Callable[[str], list[Any]]) -> list[Any]:
    return [row for unit in TREE.inside("532323000000", "township") for row in maker(unit.code)]


ALL = tuple(unit.code for unit in TREE.inside("532323000000", "township"))


def nothing_in(rows: list[Any], field_name: str, word: Any) -> list[Any]:
    return [{**row, field_name: word} for row in rows]


def as_dates(paper: Any, form: Form) -> None:
    """填报日期： in one cell, a real date in the next."""
    paper.put(2 + form.offset[0], 9, "填报日期：")
    paper.put(2 + form.offset[0], 10, date(2023, 5, 25))


def layouts() -> dict[str, Honest]:
    """The same report in the ways in which clerks lay it out."""
    cases: dict[str, Honest] = {}
    for kind, make in {"emp": emp, "col": col, "hh": hh}.items():
        sheet = make().sheet
        cases |= {
            f"{kind} plain": Honest(make()),
            f"{kind} columns reordered": Honest(make(fields=shuffled(sheet))),
            f"{kind} first aliases": Honest(make(headings=aliases(sheet, 0), depth=2)),
            f"{kind} second aliases": Honest(make(headings=aliases(sheet, 1), depth=2)),
            f"{kind} three heading rows": Honest(make(headings=three_rows(sheet), depth=3)),
            f"{kind} headings in one row": Honest(make(depth=1)),
            f"{kind} headings not merged": Honest(make(merged=False)),
            f"{kind} blanks and breaks in headings": Honest(make(headings=spread(sheet))),
            f"{kind} half-width punctuation": Honest(make(headings=half_width(sheet))),
            f"{kind} units in full-width brackets": Honest(make(units=units_for(sheet, "（{}）"))),
            f"{kind} units in half-width brackets": Honest(make(units=units_for(sheet, "({})"))),
            f"{kind} units in square brackets": Honest(make(units=units_for(sheet, "［{}］"))),
            f"{kind} units on a line of the heading": Honest(make(units=units_for(sheet, "\n（单位：{}）"))),
            f"{kind} units in a row": Honest(with_unit_row(make())),
            f"{kind} column numbers": Honest(make(numbers_row=True)),
            f"{kind} total below": Honest(make(total="below")),
            f"{kind} total above": Honest(make(total="above")),
            f"{kind} total of spaced words": Honest(make(total="above", total_word="合　计")),
            f"{kind} total in both places": Honest(make(total="both")),
            f"{kind} only required": Honest(make(lean(sheet), fields=required(sheet))),
            f"{kind} from column C and row 4": Honest(make(offset=(3, 2), total="below", numbers_row=True)),
            f"{kind} empty rows between": Honest(make(blank_after=(1, 3), total="below")),
            f"{kind} numbers as text": Honest(make(as_text=True), notes={"normalised"}),
            f"{kind} township merged": Honest(make(township_column="merged", total="below")),
            f"{kind} township filled": Honest(make(township_column="filled", total="above")),
            f"{kind} no numbering, no foot": Honest(make(numbering=False, foot=())),
            f"{kind} short place names": Honest(make(place=suffix("")), notes={"place_old_name"}),
            f"{kind} 村 for 村民委员会": Honest(make(place=suffix("村"))),
            f"{kind} 村委会": Honest(make(place=suffix("村委会"))),
            f"{kind} 社区": Honest(make(place=suffix("社区")), notes={"place_old_name"}),
            f"{kind} places with parents": Honest(make(place=with_parents)),
            f"{kind} places as codes": Honest(make(place=str)),
            f"{kind} places as code numbers": Honest(make(place=int)),
            f"{kind} places with blanks": Honest(make(place=lambda code: f" {name(code)[:2]}　{name(code)[2:]} ")),
            f"{kind} moved by blank rows": Honest(make(offset=(2, 0))),
        }
        extra = [
            Extra(heading=("上年同期",), before=make().draw() and shuffled(sheet)[3], values=(1.5, 2, 3)),
            Extra(heading=("增长（%）",), values=(5, 6, 7)),
            Extra(heading=("是否达标",), values=("是", "否", "是")),
        ]
        cases[f"{kind} extra columns"] = Honest(make(extras=extra), notes={"column_unknown"})


        cases[f"{kind} subtotals below, all townships"] = Honest(
            make(rows=county_rows({"emp": employment, "col": collective, "hh": households}[kind]), subtotals="below", total="below",
                 title=(make().title[0].replace("蟠猫乡", ""),), above=({1: "填报单位：牟定县乡村振兴局"},)),
            reporters=ALL,
        )  # fmt: skip
        cases[f"{kind} subtotals above, all townships"] = Honest(
            make(rows=county_rows({"emp": employment, "col": collective, "hh": households}[kind]), subtotals="above", total="above",
                 township_column="merged", title=(make().title[0].replace("蟠猫乡", ""),), above=()),
            reporters=ALL,
        )  # fmt: skip
    return cases


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
        "单位：人、户 above": Honest(emp(above=({1: "填报单位（盖章）：蟠猫乡人民政府", 9: "填报日期：2023.5.25", 20: "单位：人、户、元"},))),
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


TEN_THOUSANDS = (
    "labour_force", "transfer_total", "transfer_out_province", "transfer_in_province", "transfer_in_county",
)  # fmt: skip


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
        "title in Chinese numerals": Honest(emp(title=("蟠猫乡二〇二三年五月农村劳动力转移就业月报表",))),
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
        "date as a serial": Honest(emp(above=({1: "填报单位：蟠猫乡", 9: "填报日期：", 10: 45071},))),
        "date 5月25日": Honest(emp(above=({1: "填报单位：蟠猫乡", 9: "填报日期：5月25日"},))),
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
            emp(nothing_in(employment(), "remark", "年末"), title=("蟠猫乡2022年12月农村劳动力转移就业月报表",), above=({1: "填报单位：蟠猫乡", 9: "填报日期：2023年1月3日"},)),
            period="2022-12",
        ),
    }  # fmt: skip


def habits() -> dict[str, Honest]:
    """Cells and rows as they come."""
    wide = {
        "0": "０",
        "1": "１",
        "2": "２",
        "3": "３",
        "4": "４",
        "5": "５",
        "6": "６",
        "7": "７",
        "8": "８",
        "9": "９",
        ".": "．",
    }

    def full(value: Any) -> str:
        return "".join(wide.get(letter, letter) for letter in str(value))

    cases = {
        "full-width digits": Honest(emp(), notes={"normalised"}, touch=_each("labour_force", full)),
        "thousands separators": Honest(emp(), notes={"normalised"}, touch=_each("travel_amount", lambda v: f"{v:,}")),
        "full-width separators": Honest(emp(), notes={"normalised"}, touch=_each("travel_amount", lambda v: f"{v:,}".replace(",", "，"))),
        "blanks around": Honest(emp(), notes={"normalised"}, touch=_each("trained", lambda v: f" {v}　")),
        "blanks inside": Honest(emp(), notes={"normalised"}, touch=_each("travel_amount", lambda v: f"{v // 1000} {v % 1000:03d}")),
        "unit typed in the cell": Honest(emp(), notes={"normalised"}, touch=_each("trained", lambda v: f"{v}人次")),
        "元 typed in the cell": Honest(hh(), notes={"normalised"}, touch=_each("wage", lambda v: f"{v}元")),
        "excess decimals": Honest(col(), touch=_each("other", lambda v: 0.30000000000000004)),
        "blank words": Honest(col(nothing_in(collective(), "remark", None)), touch=_each("remark", lambda _: "—")),
        "dash for nothing": Honest(col(nothing_in(collective(), "distributed", None)), touch=_put("distributed", "-")),
        "… for nothing": Honest(col(nothing_in(collective(), "distributed", None)), touch=_put("distributed", "……")),
        "未报 for nothing": Honest(emp(nothing_in(employment(), "rangers", None)), touch=_put("rangers", "未报")),
        "无 for 0 people": Honest(emp(nothing_in(employment(), "trained_employed", 0)), notes={"normalised"}, touch=_put("trained_employed", "无")),
        "零 for 0 people": Honest(emp(nothing_in(employment(), "returned", 0)), notes={"normalised"}, touch=_put("returned", "零")),
        "无 in money is blank": Honest(col(nothing_in(collective(), "distributed", None)), touch=_put("distributed", "无")),
        "／ in a required field": Honest(emp(nothing_in(employment(), "public_posts", None)), touch=_put("public_posts", "/")),
        "negative investment": Honest(col()),
        "minus sign ASCII text": Honest(col(), notes={"normalised"}, touch=_each("investment", str)),
        "floats that are whole": Honest(emp(), touch=_each("labour_force", float)),
        "formats with 00": Honest(col(), touch=_formatted("total", "#,##0.00_ ")),
        "title row has a long note above": Honest(emp(title=("附件：牟定县蟠猫乡2023年5月农村劳动力转移就业月报表",))),
        "notes of several lines": Honest(
            emp(foot=({1: "注：1.转移就业人数为时点数。"}, {1: "2.培训人次为本年累计数，含本月。"}, {1: "3.交通补助按每人1000元计。"},
                      {1: "单位负责人：赵六"}, {1: "审核人：", 4: "填表人：", 8: "联系电话：", 9: 13800001234, 12: "报出日期：2023年5月25日"}))
        ),
        "填报说明 after the table": Honest(emp(foot=({1: "填报说明：指标平衡关系：转移就业人数=省外+省内县外+县内。"},))),
        "signature without a colon's value": Honest(emp(foot=({2: "单位负责人", 5: "审核人", 9: "填表人"}, {2: "联系电话", 5: "0878-5211234"}))),
        "household names of two letters spaced": Honest(hh(nothing_in(households(), "head_name", "李 甲"))),
        "identity in lower case": Honest(hh(), touch=_each("head_id", lambda v: str(v).lower())),
        "household number as a number": Honest(hh(_short_numbers()), touch=_each("household_no", int), notes={"normalised"}),
        "phone as a number": Honest(hh(), touch=_each("phone", int), notes={"normalised"}),
        "remark is a long text": Honest(emp(nothing_in(employment(), "remark", "本月外出务工人员返乡过节较多，" * 20))),
        "remark starts with =": Honest(emp(nothing_in(employment(), "remark", "合计栏已核对"))),
        "列 of 全县 row on top": Honest(emp(total="above", total_word="全乡合计")),
        "总计": Honest(emp(total="below", total_word="总计")),
        "合计： with a colon": Honest(emp(total="below", total_word="合计：")),
        "共计": Honest(col(total="below", total_word="共  计")),
        "place level row of the township itself": Honest(emp(total="above", total_word="蟠猫乡")),
        "gross loss": Honest(hh(_loss())),
        "same heading under a foreign group": Honest(
            emp(extras=[Extra(heading=("上年同期", "培训人次"), values=(1, 2, 3)), Extra(heading=("上年同期", "合计"), values=(1, 2, 3))]),
            notes={"column_unknown"},
        ),
        "年度目标 before the groups": Honest(
            emp(extras=[Extra(heading=("年度目标任务数",), before="transfer_total", values=(700, 700, 700)),
                        Extra(heading=("完成率(%)",), before="lifted_labour", values=(88.5, 90, 104.17))]),
            notes={"column_unknown"},
        ),
        "本月新增 inside the group": Honest(
            emp(extras=[Extra(heading=("转移就业人数", "本月新增"), before="lifted_labour", values=(5, 6, 7))]), notes={"column_unknown"}
        ),
        "a list for validation on the right": Honest(emp(), touch=_list_on_the_right),
    }  # fmt: skip
    return cases


def _each(field_name: str, change: Callable[[Any], Any]) -> Callable[[Any, Form], None]:
    def touch(paper: Any, form: Form) -> None:
        for index in range(len(form.row_of)):
            where = (form.row_of[index], form.column_of[field_name])
            if where in paper.cells:
                paper.cells[where] = change(paper.cells[where])
            else:
                paper.put(*where, change(None) if field_name == "remark" else None)

    return touch


def _put(field_name: str, value: Any) -> Callable[[Any, Form], None]:
    def touch(paper: Any, form: Form) -> None:
        for row in form.row_of:
            paper.cells[row, form.column_of[field_name]] = value

    return touch


def _formatted(field_name: str, shown: str) -> Callable[[Any, Form], None]:
    def touch(paper: Any, form: Form) -> None:
        for row in form.row_of:
            paper.formats[row, form.column_of[field_name]] = shown

    return touch


def _list_on_the_right(paper: Any, form: Form) -> None:
    for number, choice in enumerate(("脱贫户", "脱贫不稳定户", "边缘易致贫户", "突发严重困难户") * 4):
        paper.put(5 + number, paper.last_column + 3 if number == 0 else form.column_of["list"], choice)
        form.column_of.setdefault("list", paper.last_column)


def _short_numbers() -> list[Any]:
    return [{**row, "household_no": f"53232320{number:04d}"} for number, row in enumerate(households(), 1)]


def _loss() -> list[Any]:
    rows = households()
    rows[0] |= {
        "wage": "0",
        "employed": 0,
        "operating_gross": "100",
        "operating_cost": "2000.5",
        "net": "-1150.25",
        "net_per_capita": "-383.42",
    }
    return rows


def _foot(*lines: dict[int, Any], **options: Any) -> Honest:
    return Honest(emp(foot=lines, **options))


def _label_in_front(paper: Any, form: Form) -> None:
    """合计 in the 序号 column, merged over the place."""
    for row in form.total_rows:
        column = form.column_of["region"]
        paper.cells[row, 1] = paper.cells.pop((row, column))
        paper.merge(row, 1, row, column)


def _label_without_place(paper: Any, form: Form) -> None:
    for row in form.total_rows:
        paper.cells[row, 1] = paper.cells.pop((row, form.column_of["region"]))


def _numbered_in_words(paper: Any, form: Form) -> None:
    for number, row in enumerate(form.row_of):
        paper.cells[row, 1] = "一二三四五六七八九"[number]


def _total_counts(paper: Any, form: Form) -> None:
    """（7个村） behind 合计."""
    for row in form.total_rows:
        paper.cells[row, form.column_of["region"]] = "合计（7个村）"


def _empty_below_heading(paper: Any, form: Form) -> None:
    paper.put(paper.last_row + 4, 20, " ")
    for row in form.row_of:
        paper.put(row, paper.last_column + 1 if (row, 40) not in paper.cells else 40, None)


def _formulas(paper: Any, form: Form) -> None:
    """Totals as formulas of Excel, with the value that it stored; xlsxwriter writes them so."""
    for row in form.total_rows:
        paper.formulas = {(row, form.column_of[entry]) for entry in ("labour_force", "transfer_total")}


def forms_in_life() -> dict[str, Honest]:
    """More of what is seen: labels in other columns, lines below, units that write their name in other ways."""

    def line(text: str, **options: Any) -> Honest:
        return Honest(emp(title=("2023年5月农村劳动力转移就业月报表",), above=({1: text},), **options))

    def titled(*lines: str) -> Honest:
        return Honest(emp(title=lines, above=({1: "填报单位：蟠猫乡"},)))

    return {
        "合计 in the 序号 column merged": Honest(emp(total="below"), touch=_label_in_front),
        "合计 in the 序号 column alone": Honest(emp(total="above"), touch=_label_without_place),
        "合计 in the 序号 column, money": Honest(col(total="below"), touch=_label_without_place),
        "合计（7个村）": Honest(emp(total="below"), touch=_total_counts),
        "序号 in words": Honest(emp(), touch=_numbered_in_words),
        "signatures in one cell": _foot(
            {1: "单位负责人：张三    审核人：李四    填表人：王五   联系电话：0878-5211234  报出日期：2023年5月25日"}
        ),
        "unit and date at the bottom": _foot({15: "牟定县蟠猫乡人民政府"}, {15: "2023年5月25日"}),
        "unit and date at the bottom left": _foot({2: "蟠猫乡人民政府"}, {2: "2023年5月25日"}),
        "unit and date below money": Honest(col(foot=({2: "蟠猫乡人民政府（盖章）"}, {2: "二〇二三年五月二十五日"}))),
        "unit and date below households": Honest(hh(foot=({5: "蟠猫乡人民政府"}, {5: "2023年3月25日"}))),
        "a date of its own at the bottom": _foot({10: date(2023, 5, 25)}),
        "— 1 — a page number": _foot({12: "— 1 —"}),
        "第1页共1页": _foot({12: "第1页，共1页"}),
        "备注 line below": _foot({1: "备注：以上数据截至5月25日。"}),
        "说明 over two cells": _foot({1: "说明", 2: "本表由各乡镇填报，县乡村振兴局汇总。"}),
        "指标解释 with numbers": _foot({1: "指标解释：1.农村劳动力是指16至60周岁。"}, {1: "（1）男16—59周岁；"}, {1: "（2）女16—54周岁。"}),
        "注 in the second column": _foot({2: "注：省外含港澳台。"}),
        "★ remark line": _foot({1: "★数据口径以农业农村部系统为准，不一致的以系统为准。"}),
        "line with the county": line("填报单位（盖章）：牟定县蟠猫乡人民政府"),
        "line with all parents": line("填报单位：云南省楚雄彝族自治州牟定县蟠猫乡人民政府"),
        "line with an office": line("填报单位：蟠猫乡乡村振兴办公室"),
        "line with a centre": line("填报单位：蟠猫乡社会保障服务中心"),
        "line with the party committee": line("填报单位：中共蟠猫乡委员会"),
        "line short": line("填报单位：蟠猫"),
        "line with blanks": line("填 报 单 位（盖 章）：蟠 猫 乡"),
        "line 乡镇：": line("乡镇：蟠猫乡"),
        "line 上报单位": line("上报单位(公章)：蟠猫乡政府"),
        "everything in one line": line("填报单位：蟠猫乡    填报日期：2023年5月25日    单位：人"),
        "month apart from its year": titled("牟定县蟠猫乡2023年农村劳动力转移就业月报表（5月）"),
        "month in a line of its own": titled("牟定县蟠猫乡农村劳动力转移就业月报表", "（2023年5月）"),
        "month with blanks": titled("牟定县蟠猫乡 2023 年 5 月 农村劳动力转移就业月报表"),
        "month 05": titled("牟定县蟠猫乡2023年05月农村劳动力转移就业月报表"),
        "month 2023-05": titled("牟定县蟠猫乡农村劳动力转移就业月报表（2023-05）"),
        "to the end of May": titled("牟定县蟠猫乡农村劳动力转移就业月报表（截至2023年5月底）"),
        "截止 without a day": titled("牟定县蟠猫乡农村劳动力转移就业月报表（截止2023年5月）"),
        "a number of the table": titled("表号：乡振就01表", "牟定县蟠猫乡2023年5月农村劳动力转移就业月报表"),
        "a paper of 2022 named": titled("附件1（牟政发〔2022〕15号）", "牟定县蟠猫乡2023年5月农村劳动力转移就业月报表"),
        "file with a day": Honest(emp(), file="蟠猫乡5月报表20230526.xlsx"),
        "file with copies": Honest(emp(), file="牟定县蟠猫乡2023年5月就业月报(1)(最终版).xlsx"),
        "file with a quarter": Honest(emp(), file="蟠猫乡2023年二季度.xlsx"),
        "file of an office": Honest(emp(), file="县乡村振兴局转：蟠猫乡2023年5月.xlsx"),
        "household at its township": Honest(hh([{**row, "region": PANMAO} for row in households()])),
        "households of one": Honest(hh(households(count=1))),
        "no title at all but a line": Honest(
            emp(title=(), above=({1: "填报单位：蟠猫乡", 5: "填报日期：2023年5月25日", 9: "报告期：2023年5月"},))
        ),
    }  # fmt: skip


def all_cases() -> dict[str, Honest]:
    return {**layouts(), **units(), **titles(), **habits(), **forms_in_life()}



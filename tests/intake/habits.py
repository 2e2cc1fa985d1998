"""Honest reports with the habits of clerks in cells, rows and the lines around."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from tests.intake.forms import Extra, Form
from tests.intake.honest import Honest, col, emp, hh, nothing_in
from tests.intake.rows import (
    PANMAO,
    collective,
    employment,
    households,
)


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

    return {
        "full-width digits": Honest(emp(), notes={"normalised"}, touch=each("labour_force", full)),
        "thousands separators": Honest(emp(), notes={"normalised"}, touch=each("travel_amount", lambda v: f"{v:,}")),
        "full-width separators": Honest(emp(), notes={"normalised"}, touch=each("travel_amount", lambda v: f"{v:,}".replace(",", "，"))),
        "blanks around": Honest(emp(), notes={"normalised"}, touch=each("trained", lambda v: f" {v}　")),
        "blanks inside": Honest(emp(), notes={"normalised"}, touch=each("travel_amount", lambda v: f"{v // 1000} {v % 1000:03d}")),
        "unit typed in the cell": Honest(emp(), notes={"normalised"}, touch=each("trained", lambda v: f"{v}人次")),
        "元 typed in the cell": Honest(hh(), notes={"normalised"}, touch=each("wage", lambda v: f"{v}元")),
        "excess decimals": Honest(col(), touch=each("other", lambda v: 0.30000000000000004)),
        "blank words": Honest(col(nothing_in(collective(), "remark", None)), touch=each("remark", lambda _: "—")),
        "dash for nothing": Honest(col(nothing_in(collective(), "distributed", None)), notes={"normalised"}, touch=everywhere("distributed", "-")),
        "… for nothing": Honest(col(nothing_in(collective(), "distributed", None)), notes={"normalised"}, touch=everywhere("distributed", "……")),
        "未报 for nothing": Honest(emp(nothing_in(employment(), "rangers", None)), notes={"normalised"}, touch=everywhere("rangers", "未报")),
        "无 for 0 people": Honest(emp(nothing_in(employment(), "trained_employed", 0)), notes={"normalised"}, touch=everywhere("trained_employed", "无")),
        "零 for 0 people": Honest(emp(nothing_in(employment(), "returned", 0)), notes={"normalised"}, touch=everywhere("returned", "零")),
        "无 in money is blank": Honest(col(nothing_in(collective(), "distributed", None)), notes={"normalised"}, touch=everywhere("distributed", "无")),
        "／ in a required field": Honest(emp(nothing_in(employment(), "public_posts", None)), touch=everywhere("public_posts", "/")),
        "negative investment": Honest(col()),
        "minus sign ASCII text": Honest(col(), notes={"normalised"}, touch=each("investment", str)),
        "floats that are whole": Honest(emp(), touch=each("labour_force", float)),
        "formats with 00": Honest(col(), touch=_formatted("total", "#,##0.00_ ")),
        "title row has a long note above": Honest(emp(title=("附件：牟定县蟠猫乡2023年5月农村劳动力转移就业月报表",))),
        "notes of several lines": Honest(
            emp(foot=({1: "注：1.转移就业人数为时点数。"}, {1: "2.培训人次为本年累计数，含本月。"}, {1: "3.交通补助按每人1000元计。"},
                      {1: "单位负责人：赵六"}, {1: "审核人：", 4: "填表人：", 8: "联系电话：", 9: 13800001234, 12: "报出日期：2023年5月25日"}))
        ),
        "填报说明 after the table": Honest(emp(foot=({1: "填报说明：指标平衡关系：转移就业人数=省外+省内县外+县内。"},))),
        "signature without a colon's value": Honest(emp(foot=({2: "单位负责人", 5: "审核人", 9: "填表人"}, {2: "联系电话", 5: "0878-5211234"}))),
        "household names of two letters spaced": Honest(hh(nothing_in(households(), "head_name", "李 甲"))),
        "identity in lower case": Honest(hh(), touch=each("head_id", lambda v: str(v).lower())),
        "household number as a number": Honest(hh(_short_numbers()), touch=each("household_no", int), notes={"normalised"}),
        "phone as a number": Honest(hh(), touch=each("phone", int), notes={"normalised"}),
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


def each(field_name: str, change: Callable[[Any], Any]) -> Callable[[Any, Form], None]:
    def touch(paper: Any, form: Form) -> None:
        for index in range(len(form.row_of)):
            where = (form.row_of[index], form.column_of[field_name])
            if where in paper.cells:
                paper.cells[where] = change(paper.cells[where])
            else:
                paper.put(*where, change(None) if field_name == "remark" else None)

    return touch


def everywhere(field_name: str, value: Any) -> Callable[[Any, Form], None]:
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

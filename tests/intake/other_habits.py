"""Habits of those who fill in workshops, projects, purchases, tasks: percents, lists of choices, merged projects, 全县."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.intake.forms import Extra, Form
from tests.intake.habits import each, everywhere
from tests.intake.honest import Honest, nothing_in
from tests.intake.other_rows import canteens, consumption, linkage, progress, projects, tasks, workshops
from tests.intake.paper import Paper
from tests.intake.rows import PANMAO, ROOT, Row, name
from tests.intake.sheets import CZJ, GXSJ, JYTYJ, NYNCJ, SWJ, cons, food, link, prog, proj, shop, task


def only(field_name: str, written: Any, shown: str = "") -> Callable[[Paper, Form], None]:
    """The first row's cell as it stands in the file."""

    def touch(paper: Paper, form: Form) -> None:
        where = (form.row_of[0], form.column_of[field_name])
        paper.cells.pop(where, None)
        paper.put(*where, written)
        if shown:
            paper.formats[where] = shown

    return touch


def first(rows: list[Row], **values: Any) -> list[Row]:
    return [{**rows[0], **values}, *rows[1:]]


def percents() -> dict[str, Honest]:
    """形象进度 as a text, under a percent format, as a plain figure, of the whole."""

    def case(value: str | None, written: Any, shown: str = "", notes: str = "") -> Honest:
        return Honest(
            prog(first(progress(), progress_percent=value)), reporters=(SWJ,), notes={notes} - {""},
            touch=only("progress_percent", written, shown),
        )  # fmt: skip

    return {
        "85%": case("85", "85%", notes="normalised"),
        "85 ％ in full width": case("85", "８５％", notes="normalised"),
        "0.85 under a percent format": case("85", 0.85, "0%"),
        "0.855 under a percent format": case("85.5", 0.855, "0.0%"),
        "1 under a percent format": case("100", 1, "0%"),
        "0.005 under a percent format": case("0.5", 0.005, "0.0%"),
        "85 plain": case("85", 85),
        "85.5 plain": case("85.5", 85.5),
        "0 plain": case("0", 0),
        "100 plain": case("100", 100),
        "0.5%": case("0.5", "0.5%", notes="normalised"),
        "progress not filled": case(None, None),
        "progress of a dash": case(None, "—", notes="normalised"),
        "progress not applicable": case(None, "/"),
    }


def choices() -> dict[str, Honest]:
    """Several ways of linkage in one cell, choices in other forms, 是 and 否 in other signs."""

    def linked(stored: str | None, written: Any, notes: str = "normalised") -> Honest:
        return Honest(proj(first(projects(), linkage=stored)), notes={notes} - {""}, touch=only("linkage", written))

    both = "订单收购、务工就业"
    cases = {
        "linkage by 、": linked(both, both, ""),
        "linkage by ，": linked(both, "订单收购，务工就业"),
        "linkage by ;": linked(both, "订单收购;务工就业"),
        "linkage by ；": linked(both, "订单收购；务工就业"),
        "linkage by comma and blank": linked(both, "订单收购, 务工就业"),
        "linkage by line breaks": linked(both, "订单收购\n务工就业"),
        "linkage of three": linked("订单收购、务工就业、入股分红", "订单收购、务工就业，入股分红"),
        "linkage once twice": linked("订单收购", "订单收购、订单收购"),
        "linkage with one at the end": linked(both, "订单收购、务工就业、"),
        "linkage blank": linked(None, None, ""),
        "linkage 无": linked(None, "无", ""),
        "832平台 in full width": Honest(
            cons(first(consumption(), channel="832平台")),
            reporters=(NYNCJ,),
            notes={"normalised"},
            touch=only("channel", "８３２平台"),
        ),
        "a choice with blanks": Honest(cons(), reporters=(NYNCJ,), notes={"normalised"}, touch=only("product", " 蔬　菜 ")),
    }
    for sign, word in {"√": "是", "有": "是", "×": "否", "无": "否", "✓": "是", "没有": "否"}.items():
        cases[f"canteen {sign}"] = Honest(
            food(first(canteens(), has_canteen=word, canteen_total="0", reserved="0")), reporters=(CZJ,), notes={"normalised"},
            touch=only("has_canteen", sign),
        )  # fmt: skip
    for sign, word in {"√": "是", "有": "是", "×": "否", "无": "否"}.items():
        cases[f"mechanism {sign}"] = Honest(
            proj(first(projects(), mechanism=word)), notes={"normalised"}, touch=only("mechanism", sign)
        )
    return cases


def rows_of_their_own() -> dict[str, Honest]:
    """Merged projects, places of two columns, words that look like totals, numbers that lead with 0."""
    codes = [{**row, "code": row["code"].lstrip("0")} for row in projects()]
    return {
        "a project of two funds, its number, name and place merged": Honest(proj(), touch=_merged_project),
        "project numbers as numbers": Honest(proj(codes), notes={"normalised"}, touch=each("code", int)),
        "project numbers with an apostrophe": Honest(proj(), notes={"normalised"}, touch=each("code", lambda code: f"'{code}")),
        "project numbers with blanks": Honest(proj(), notes={"normalised"}, touch=each("code", lambda code: f"{code[:4]} {code[4:]}")),
        "乡镇 beside the place of a project": Honest(
            proj(extras=[Extra(heading=("乡镇",), before="region", values=[name(PANMAO)] * 6)]),
        ),
        "a project of the township itself": Honest(proj(first(projects(), region=PANMAO))),
        "a loss": Honest(proj(first(projects(), annual_return="-3.5"))),
        "no dividends": Honest(proj(nothing_in(nothing_in(projects(), "dividend_due", None), "dividend_paid", None))),
        "金额 in yuan": Honest(
            proj(units={entry: ("（元）", "0.0001") for entry in ("fiscal_investment", "industry_investment", "paid", "annual_return")})
        ),
        "单位：元 above purchases": Honest(
            cons(units={entry: ("", "0.0001") for entry in ("amount_month", "amount_ytd", "lifted_amount")},
                 above=({1: "填报单位：县农业农村局", 6: "单位：元、户"},)), reporters=(NYNCJ,),
        ),
        "wages in 万元": Honest(shop(units={"wages": ("（万元）", "10000"), "reward_paid": ("（万元）", "10000")})),
        "months in 个月": Honest(shop(units={"months": ("（个月）", "1")})),
        "entities in 家 and 个": Honest(link(units={"market_entities": ("（家）", "1"), "leading_enterprises": ("（个）", "1")})),
        "greenhouses in 公顷": Honest(
            link([{**row, "greenhouse": "30"} for row in linkage()], units={"greenhouse": ("（公顷）", "15")})
        ),
        "fewer entities": Honest(link([{**row, "market_entities_new": -7} for row in linkage()])),
        "no pioneers": Honest(link(nothing_in(linkage(), "pioneers", 0)), notes={"normalised"}, touch=everywhere("pioneers", "无")),
        "pioneers not applicable": Honest(link(nothing_in(linkage(), "pioneers", None)), touch=everywhere("pioneers", "/")),
        "全县 for the county": Honest(
            task(first(tasks(), region=ROOT)), reporters=(JYTYJ,), notes={"place_old_name"}, touch=only("region", "全县")
        ),
        "全县 as an origin": Honest(cons(first(consumption(), region=ROOT)), reporters=(NYNCJ,), notes={"place_old_name"}, touch=only("region", "全县")),
        "a task that counts a total": Honest(
            task(first(tasks(), name="农村劳动力转移就业合计")), reporters=(JYTYJ,)
        ),
        "a total below tasks of a total": Honest(task(first(tasks(), name="培训人次总计"), total="below"), reporters=(JYTYJ,)),
        "a product subtotal without its keys": Honest(cons(), reporters=(NYNCJ,), touch=_product_subtotal),
        "tasks whose units are figures of all kinds": Honest(
            task([{**row, "unit": unit} for row, unit in zip(tasks(), ("个", "%", "万元", "人次", "公里", "户"), strict=True)]), reporters=(JYTYJ,)
        ),
        "a task over the whole county twice by place": Honest(task(tasks()[:1] + tasks()[4:]), reporters=(JYTYJ,)),
        "workshops of one name in two villages": Honest(shop([{**row, "name": "惠民车间"} for row in workshops()])),
        "the second office": Honest(
            cons([{**row, "buyer": row["buyer"] + "二部"} for row in consumption()], above=({1: "填报单位：牟定县工业信息化商务科技局（盖章）"},)),
            reporters=(GXSJ,),
        ),
        "purchases on two lines of heading": Honest(
            cons(headings={"amount_month": ("采购金额（万元）", "本月"), "amount_ytd": ("采购金额（万元）", "本年累计")}), reporters=(NYNCJ,)
        ),
        "form of the office in the file's name": Honest(
            cons(title=("2023年5月消费帮扶月报表",), above=()), file="牟定县农业农村局2023年5月.xlsx", reporters=(NYNCJ,)
        ),
        "office and month in the file's name": Honest(
            prog(title=("项目进度月报表",), above=()), file="2023年5月水务局.xlsx", reporters=(SWJ,)
        ),
        "office in the title": Honest(task(title=("县教育体育局2023年5月重点工作数据表",), above=()), reporters=(JYTYJ,)),
        "file of a renamed kind": Honest(food(title=("（截至2023年5月25日）食堂预留份额",)), reporters=(CZJ,)),
    }  # fmt: skip


def tasks_of_many_units() -> dict[str, Honest]:
    """Each row of key_tasks states its unit; a figure may repeat it."""

    def case(unit: str, stored: str, written: Any, shown: str = "", notes: str = "") -> Honest:
        rows = first(tasks(), unit=unit, cumulative=stored, month="1")
        return Honest(task(rows), reporters=(JYTYJ,), notes={notes} - {""}, touch=only("cumulative", written, shown))

    return {
        "a task in percent, 85%": case("%", "85", "85%", notes="normalised"),
        "a task in percent, a percent format": case("%", "85.5", 0.855, "0.0%"),
        "a task in percent, a plain figure": case("%", "85", 85),
        "a task in 个, 5个": case("个", "5", "5个", notes="normalised"),
        "a task in 万元, 12.5万元": case("万元", "12.5", "12.5万元", notes="normalised"),
        "a task of thousands beside tasks of few": case("人", "86412", 86412),
    }


def _merged_project(paper: Paper, form: Form) -> None:
    """The last two rows are one project; what both say stands once."""
    for entry in ("code", "name", "region", "operator", "operator_kind", "mechanism", "linkage", "progress", "remark"):
        column = form.column_of[entry]
        paper.merge(form.row_of[-2], column, form.row_of[-1], column)
        paper.cells.pop((form.row_of[-1], column), None)


def _product_subtotal(paper: Paper, form: Form) -> None:
    """蔬菜小计 below the rows, in the product's column."""
    row = form.row_of[-1] + 1
    paper.cells = {(r + 1 if r >= row else r, c): value for (r, c), value in paper.cells.items()}
    paper.put(row, form.column_of["product"], "蔬菜小计")


def other_habits() -> dict[str, Honest]:
    return {**percents(), **choices(), **rows_of_their_own(), **tasks_of_many_units()}

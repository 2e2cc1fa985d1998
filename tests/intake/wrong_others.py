"""Reports of workshops, projects, linkage, purchases, canteens, tasks and progress with one defect each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.intake.forms import Form
from tests.intake.other_rows import linkage, project_row
from tests.intake.paper import Paper
from tests.intake.rows import PANMAO, Row, villages
from tests.intake.sheets import cons, food, link, prog, proj, shop, task
from tests.intake.wrong import Wrong, at, changed, nowhere, put, put_total, rule, total


def broken(make: Callable[..., Form], *codes: tuple[str, str], row: int = 2, **values: Any) -> Wrong:
    """A plain form with some cells of one row said otherwise."""
    return rule(make(changed(make().rows, row, **values)), *((code, entry, row) for code, entry in codes))


def other_rules() -> dict[str, Wrong]:
    """Every declared rule at its cell; row 3 (index 2) unless told otherwise."""
    return {
        "workshop lifted above workers": broken(shop, ("lifted_within_workers", "lifted_workers"), lifted_workers=34),
        "project industry above fiscal": broken(proj, ("industry_within_fiscal", "industry_investment"), industry_investment="203.56"),
        "project paid above fiscal": broken(proj, ("paid_within_fiscal", "paid"), paid="203.56"),
        "project households above their parts": broken(proj, ("linked_parts", "lifted_households"), households=49),
        "project dividends above due": broken(proj, ("dividend_within_due", "dividend_paid"), dividend_paid="5.51"),
        "project in effect without a return": broken(proj, ("return_needed", "progress"), progress="见效", annual_return=None),
        "linkage bound above intended": broken(link, ("bound_within_intended", "bound_households"), bound_households=124),
        "purchases of a month above the year's": broken(cons, ("month_within_ytd", "amount_month"), amount_month="23.51"),
        "purchases from lifted above all": broken(cons, ("lifted_within_ytd", "lifted_amount"), lifted_amount="23.51"),
        "canteen reserved above total": broken(food, ("reserved_within_total", "reserved"), reserved="63.51"),
        "canteen without a canteen": broken(food, ("no_canteen_no_quota", "canteen_total"), has_canteen="否"),
        "task month above cumulative": broken(task, ("month_within_cumulative", "month"), month="21.51"),
        "progress above 100": broken(prog, ("progress_range", "progress_percent"), progress_percent="100.5"),
        "progress below 0": broken(prog, ("negative", "progress_percent"), ("progress_range", "progress_percent"), progress_percent="-2"),
        "progress paid above in place": broken(prog, ("paid_within_place", "paid"), paid="253.26"),
        "progress finished and not begun": broken(prog, ("finished_needs_start", "finished"), started="否", finished="是", accepted="否"),
        "progress accepted and not finished": broken(prog, ("finished_needs_start", "finished"), finished="否", accepted="是"),
        "projects that all yield the paper's number": Wrong(proj(_seven_percent()), [("return_exactly_target", nowhere)]),
        "negative wages": broken(shop, ("negative", "wages"), wages="-1"),
        "negative purchases": broken(cons, ("negative", "amount_month"), amount_month="-1"),
        "negative greenhouses": broken(link, ("negative", "greenhouse"), greenhouse="-1"),
        "negative investment of a project": broken(prog, ("negative", "total_investment"), total_investment="-1"),
        "workshop twice": broken(shop, ("duplicate_key", "name"), name="乙字服装加工车间", region=villages(PANMAO)[0]),
        "project and fund twice": broken(proj, ("duplicate_key", "code"), code="005323200001", fund_source="省级衔接资金"),
        "village twice": Wrong(link(changed(linkage(), 6, region=villages(PANMAO)[0])), [("duplicate_key", at("region", 6)), ("rows_missing", nowhere)]),
        "purchase twice": Wrong(cons([*cons().rows, cons().rows[1]]), [("duplicate_key", at("buyer", 5))]),
        "canteen twice": Wrong(food([*food().rows, food().rows[1]]), [("duplicate_key", at("unit", 5))]),
        "task and place twice": Wrong(task([*task().rows, task().rows[1]]), [("duplicate_key", at("code", 6))]),
        "project of progress twice": broken(prog, ("duplicate_key", "code"), code="005323200001"),
    }  # fmt: skip


def _seven_percent() -> list[Row]:
    """Five projects in effect, three of them at exactly 7 %."""
    rows = [project_row(code, number) for number, code in enumerate(villages(PANMAO)[:5], 1)]
    return [
        {**row, "progress": "见效", "fiscal_investment": "250", "annual_return": "17.5" if number < 3 else "17.25"}
        for number, row in enumerate(rows)
    ]


def other_cells() -> dict[str, Wrong]:
    """Cells that hold no such choice, percent, number or place."""

    def one(make: Callable[..., Form], entry: str, value: Any, code: str, index: int = 1) -> Wrong:
        return Wrong(make(), [(code, at(entry, index))] if code else [], put(entry, index, value))

    percents = {"0.85": 0.85, "1": 1, "0.85 as text": "0.85", "0.01": 0.01}
    cases = {f"percent {words}": one(prog, "progress_percent", value, "percent_ambiguous") for words, value in percents.items()}
    channels = ("八三二平台", "832", "线上832平台", "平台")
    cases |= {f"channel {word}": one(cons, "channel", word, "choice_invalid") for word in channels}
    cases |= {
        "percent of words": one(prog, "progress_percent", "约八成", "number_invalid"),
        "a fund that is none": one(proj, "fund_source", "衔接资金", "choice_invalid"),
        "a linkage that is none": one(proj, "linkage", "订单收购、以工代赈", "choice_invalid"),
        "a kind of workshop that is none": one(shop, "kind", "工厂", "choice_invalid"),
        "a buyer's kind": one(cons, "buyer_kind", "企业", "choice_invalid"),
        "a progress that is none": one(proj, "progress", "已完工", "choice_invalid"),
        "begun or not": one(prog, "started", "部分", "yes_no_invalid"),
        "begun on a day": one(prog, "started", "2023年3月", "yes_no_invalid"),
        "a canteen maybe": one(food, "has_canteen", "待建", "yes_no_invalid"),
        "half a workshop worker": one(shop, "workers", 12.5, "number_fraction"),
        "half a month": one(shop, "months", 2.5, "number_fraction"),
        "half a household": one(link, "bound_households", "110.5", "number_fraction"),
        "money in words": one(proj, "fiscal_investment", "贰佰万", "number_invalid"),
        "money of households": one(cons, "amount_ytd", "22户", "number_unit_conflict"),
        "a project number that lost its digits": one(proj, "code", 53232320230000001, "id_lost_digits"),
        "a project number in powers": one(prog, "code", "5.32323E+17", "id_lost_digits"),
        "a task without its number": one(task, "code", None, "required_blank"),
        "a task without its figure": one(task, "cumulative", "未报", "required_blank"),
        "a task in another unit than its own": one(task, "cumulative", "5人", "number_unit_conflict"),
        "a task in yuan for 个": one(task, "cumulative", "5万元", "number_unit_conflict"),
        "a task of a place unknown": one(task, "region", "东方红乡", "place_unknown"),
        "a task of another county": one(task, "region", "砚山县", "place_outside"),
        "a purchase from another county": one(cons, "region", "砚山县平远镇", "place_outside"),
        "a workshop of another township": one(shop, "region", "共和镇", "place_outside"),
        "a village without pioneers": one(link, "pioneers", None, "required_blank"),
        "a village with unreported pioneers": one(link, "pioneers", "—", "required_blank"),
        "a hidden sign in a name": one(shop, "name", "乙\u202e车间", "text_control"),
        "a name that did not come through": one(proj, "operator", "合作??社", "text_garbled"),
        "a long problem": one(task, "problem", "长" * 501, "text_too_long"),
        "a buyer not applicable": one(cons, "buyer", "/", "required_blank"),
        "no pioneers column at all": Wrong(
            link(fields=[entry for entry in linkage()[0] if entry != "pioneers"]), [("field_missing", nowhere)]
        ),
        "no tasks numbers column": Wrong(
            task(fields=[entry for entry in task().rows[0] if entry != "code"]), [("field_missing", nowhere)]
        ),
        "two rows of a project with figures merged": Wrong(
            proj(), [("merged_numbers", at("households", 4)), ("required_blank", at("households", 5))], _merged_households
        ),
    }  # fmt: skip
    return cases


def _merged_households(paper: Paper, form: Form) -> None:
    column = form.column_of["households"]
    paper.merge(form.row_of[4], column, form.row_of[5], column)
    paper.cells.pop((form.row_of[5], column))


def other_totals() -> dict[str, Wrong]:
    """合计 that does not add up; what is no sum is not added."""

    def off(make: Callable[..., Form], entry: str, value: Any, wrong: bool = True) -> Wrong:
        return Wrong(make(total="below"), [("total_row", total(entry))] if wrong else [], put_total(entry, value))

    return {
        "total of workers": off(shop, "workers", 1),
        "total of projects' money": off(proj, "fiscal_investment", 1),
        "total of linkage": off(link, "bound_households", 1),
        "total of purchases off by 0.02": off(cons, "amount_ytd", "117.52"),
        "total of purchases off by 0.01": off(cons, "amount_ytd", "117.51", wrong=False),
        "total of canteens": off(food, "reserved", 1),
        "total of tasks in many units": off(task, "cumulative", 1, wrong=False),
        "total of progress": off(prog, "paid", 1),
        "total of percents": off(prog, "progress_percent", 12, wrong=False),
    }


def whose() -> dict[str, Wrong]:
    """Units that may not hand a sheet in."""
    line = "填报单位（盖章）："

    def by(make: Callable[..., Form], title: str, unit: str, code: str) -> Wrong:
        return Wrong(make(title=(title,), above=({1: line + unit},)), [(code, nowhere)])

    return {
        "a township with purchases": by(cons, "2023年5月消费帮扶月报表", "蟠猫乡人民政府", "reporter_not_due"),
        "a township with canteens": by(food, "蟠猫乡2023年5月预算单位食堂采购预留份额表", "蟠猫乡", "reporter_not_due"),
        "a township with tasks": by(task, "2023年5月重点工作数据表", "共和镇", "reporter_not_due"),
        "an office with another's sheet": by(food, "2023年5月预算单位食堂采购预留份额表", "县农业农村局", "reporter_not_due"),
        "an office with purchases of others": by(cons, "2023年5月消费帮扶月报表", "县教育体育局", "reporter_not_due"),
        "purchases of the county": by(cons, "牟定县2023年5月消费帮扶月报表", "牟定县人民政府", "reporter_missing"),
        "tasks of nobody": Wrong(task(title=("2023年5月重点工作数据表",), above=()), [("reporter_missing", nowhere)]),
        "purchases of two offices": Wrong(
            cons(title=("县农业农村局2023年5月消费帮扶月报表",), above=({1: line + "县工业信息化商务科技局"},)), [("identity_conflict", nowhere)]
        ),
    }  # fmt: skip

"""Headings and worksheets with one fault."""

from __future__ import annotations

from tests.intake.forms import Extra, Form
from tests.intake.honest import col, emp, hh
from tests.intake.paper import Paper
from tests.intake.rows import employment
from tests.intake.wrong import Wrong, at, cell, head, nowhere


def headings() -> dict[str, Wrong]:
    """Columns that are missing, doubled or in odd units."""
    names = [entry for entry in emp().rows[0]]

    def without(entry: str) -> list[str]:
        return [one for one in names if one != entry]

    return {
        "a required column missing": Wrong(emp(fields=without("public_posts")), [("field_missing", nowhere)]),
        "a required column misspelt": Wrong(emp(headings={"willing_households": ("有就业意愿户",)}), [("field_missing", nowhere)]),
        "the place column missing": Wrong(emp(fields=without("region")), [("field_missing", nowhere)]),
        "a part column missing": Wrong(emp(fields=without("transfer_in_county")), [("field_missing", nowhere)]),
        "an optional column missing": Wrong(emp(fields=without("rangers")), []),
        "a column twice": Wrong(emp(extras=[Extra(heading=("公益岗人数",), values=(1, 2, 3))]), [("field_twice", head("公益岗人数", 0))]),
        "a column twice in front": Wrong(
            emp(extras=[Extra(heading=("公益岗人数",), before="labour_force", values=range(20, 27))]), [("field_twice", head("public_posts"))]
        ),
        "a unit of length": Wrong(emp(units={"rangers": ("（公里）", "1")}), [("unit_unknown", head("rangers", 0))]),
        "a unit of money for people": Wrong(emp(units={"rangers": ("（万元）", "1")}), [("unit_unknown", head("rangers", 0))]),
        "households for people": Wrong(emp(units={"rangers": ("（户）", "1")}), [("unit_unknown", head("rangers", 0))]),
        "dollars": Wrong(col(units={"subsidy": ("（万美元）", "1")}), [("unit_unknown", head("subsidy", 0))]),
        "percent for money": Wrong(col(units={"subsidy": ("（%）", "1")}), [("unit_unknown", head("subsidy", 0))]),
        "all in yuan and no word of it": Wrong(
            col(units={"distributed": ("", "0.0001"), "dividends": ("", "0.0001"), "lifted_dividends": ("", "0.0001")}),
            [("unit_assumed", head(entry)) for entry in ("distributed", "dividends", "lifted_dividends")],
        ),
        "ten thousands of people and no word of it": Wrong(
            emp(units={"public_posts": ("", "10000")}),
            [("unit_assumed", head("public_posts")), *(("number_fraction", at("public_posts", index)) for index in range(7))],
        ),
    }  # fmt: skip


def _hidden_row(paper: Paper, form: Form) -> None:
    paper.hidden_rows.append(form.row_of[2])


def _hidden_column(paper: Paper, form: Form) -> None:
    paper.hidden_columns.append(form.column_of["trained"])


def _merged_numbers(paper: Paper, form: Form) -> None:
    column = form.column_of["rangers"]
    paper.merge(form.row_of[2], column, form.row_of[3], column)
    paper.cells.pop((form.row_of[3], column))


def _second_table(paper: Paper, form: Form) -> None:
    """The same heading and a row once more, below."""
    top, _ = form.heading_rows
    start = paper.last_row + 2
    for (row, column), value in list(paper.cells.items()):
        if top <= row <= form.row_of[0]:
            paper.put(start + row - top, column, value)
    paper.merges += [(t + start - top, left, b + start - top, right) for t, left, b, right in list(paper.merges) if t >= top]
    form.column_of["second"] = start


def worksheets() -> dict[str, Wrong]:
    """What concerns a worksheet as a whole."""
    plain = ({1: "填报单位：蟠猫乡"},)
    return {
        "a hidden row": Wrong(emp(), [("hidden_rows", at("region", 2))], _hidden_row),
        "a hidden column": Wrong(emp(), [("hidden_rows", at("trained", 0))], _hidden_column),
        "merged numbers": Wrong(emp(), [("merged_numbers", at("rangers", 2))], _merged_numbers),
        "a second table": Wrong(emp(foot=()), [("tables_several", nowhere)], _second_table),
        "a report date of last year": Wrong(emp(above=({1: "填报单位：蟠猫乡", 9: "填报日期：2022年5月25日"},)), [("report_date_odd", cell("I2"))]),
        "no such report date": Wrong(emp(above=({1: "填报单位：蟠猫乡", 9: "填报日期：2023年2月30日"},)), [("report_date_odd", cell("I2"))]),
        "no period": Wrong(emp(title=("蟠猫乡农村劳动力转移就业月报表",), above=({1: "填报单位：蟠猫乡",
            9: "填报日期：2023年5月25日"},)), [("period_missing", nowhere)]),
        "a period to come": Wrong(emp(title=("蟠猫乡2035年5月农村劳动力转移就业月报表",), above=plain), [("period_out_of_range", nowhere)]),
        "a period long ago": Wrong(emp(title=("蟠猫乡2019年12月农村劳动力转移就业月报表",), above=plain), [("period_out_of_range", nowhere)]),
        "no heading of ours": Wrong(Form(sheet="employment", rows=employment(), fields=("labour_force",
            "rangers"), title=("劳动力",), above=(), foot=()), [("sheet_unrecognised", nowhere)]),
        "quarter instead of a month": Wrong(emp(title=("蟠猫乡2023年第一季度农村劳动力转移就业月报表",), above=plain), [("period_missing", nowhere)]),
        "month instead of a quarter": Wrong(hh(title=("蟠猫乡2023年4月脱贫人口和监测对象家庭收入监测表",), above=plain), [("period_missing", nowhere)]),
    }  # fmt: skip

"""Habits 15 and 16: blanks that mean the same as above, and merged cells in the body."""

from __future__ import annotations

from tests.habits.drawing import Touch, both, filled, merged
from tests.intake.forms import Extra, Form
from tests.intake.honest import Honest, col, emp, hh, nothing_in
from tests.intake.other_rows import workshops
from tests.intake.paper import Paper
from tests.intake.rows import PANMAO, XUJIE, collective, employment
from tests.intake.sheets import proj, shop
from tests.intake.wrong import Wrong, at, changed, nowhere, put

FUND_ROWS = (4, 5)  # one project in two rows
SAYS_THE_SAME = ("code", "name", "region", "operator", "operator_kind", "mechanism", "linkage", "progress", "remark")


def across(first: str, last: str, index: int, *, left_over: bool = True) -> Touch:
    """A block merged over columns of one row."""

    def touch(paper: Paper, form: Form) -> None:
        row, left, right = form.row_of[index], form.column_of[first], form.column_of[last]
        paper.merge(row, left, row, right)
        if not left_over:
            for column in range(left + 1, right + 1):
                paper.cells.pop((row, column), None)

    return touch


def unmerged(column: str) -> Touch:
    """The first cell of a block stays, its merging goes: blanks below it."""

    def touch(paper: Paper, form: Form) -> None:
        place = form.column_of[column]
        paper.merges = [block for block in paper.merges if block[1] != place or block[0] < form.row_of[0]]

    return touch


def over_totals(first: str, last: str) -> Touch:
    def touch(paper: Paper, form: Form) -> None:
        paper.merge(form.total_rows[0], form.column_of[first], form.total_rows[0], form.column_of[last])

    return touch


TWO = [*employment(), *employment(XUJIE)]
COUNTY = {"title": ("2023年5月农村劳动力转移就业月报表",), "above": ()}

HONEST: dict[str, Honest] = {
    "15 乡镇 merged over its villages": Honest(emp(township_column="merged")),
    "15 乡镇 merged, two townships": Honest(emp(TWO, township_column="merged", **COUNTY), reporters=(PANMAO, XUJIE)),
    "15 乡镇 merged, with subtotals": Honest(
        emp(TWO, township_column="merged", subtotals="below", total="below", **COUNTY), reporters=(PANMAO, XUJIE)
    ),
    "15 乡镇 written once, not merged": Honest(emp(township_column="merged"), touch=unmerged("乡镇")),
    "15 a remark blank below another": Honest(emp(changed(employment(), 3, remark=None)), touch=put("remark", 3, None)),
    "16 a remark merged over all rows": Honest(
        emp([{**row, "remark": "以系统数为准"} for row in employment()]), touch=merged(["remark"], 0, 6)
    ),
    "16 a kind of workshop merged over two": Honest(
        shop(changed(workshops(), 2, kind=workshops()[1]["kind"])), touch=merged(["kind"], 1, 2)
    ),
    "16 the place of two workshops merged": Honest(
        shop(changed(workshops(), 2, region=workshops()[1]["region"])), touch=merged(["region"], 1, 2)
    ),
    "16 a project of two funds merged": Honest(proj(), touch=merged(SAYS_THE_SAME, *FUND_ROWS)),
    "16 a project of two funds merged over what stood there": Honest(proj(), touch=merged(SAYS_THE_SAME, *FUND_ROWS, left_over=True)),
    "16 other words left over under a merged 乡镇": Honest(
        emp(township_column="merged"), touch=lambda paper, form: paper.put(form.row_of[2], form.column_of["乡镇"], "共和镇"), by="openpyxl"
    ),
    "16 the villages of households merged": Honest(
        hh([{**row, "region": hh().rows[0]["region"]} for row in hh().rows]), touch=merged(["region"], 0, 4)
    ),
    "16 blank figures merged": Honest(emp(nothing_in(employment(), "rangers", None)), touch=merged(["rangers"], 2, 4)),
    "16 one blank figure merged beside": Honest(
        emp([{**row, "trained_willing": None, "trained_employed": None} for row in employment()]), touch=across("trained_willing", "trained_employed", 2)
    ),
    "16 a column of nobody's merged": Honest(
        emp(extras=[Extra(heading=("上年同期",), values=(1,))]), notes={"column_unknown"},
        touch=lambda paper, form: paper.merge(form.row_of[0], form.column_of["上年同期"], form.row_of[3], form.column_of["上年同期"]),
    ),
    "16 figures merged over many rows": Honest(
        emp([{**row, "rangers": 5 if number == 2 else row["rangers"] if number not in (3, 4) else None} for number, row in enumerate(employment())]),
        warnings=["merged_numbers"], touch=both(filled("rangers", {2: 5}), merged(["rangers"], 2, 4)),
    ),
    "16 figures merged over what stood there": Honest(
        emp([{**row, "rangers": None} if number in (3, 4) else row for number, row in enumerate(employment())]), by="openpyxl",
        warnings=["merged_numbers"], touch=merged(["rangers"], 2, 4, left_over=True),
    ),
    "16 figures merged across": Honest(
        emp(changed(employment(), 2, trained_employed=None)), by="openpyxl", warnings=["merged_numbers"],
        touch=across("trained_willing", "trained_employed", 2),
    ),
    "16 figures of a total merged": Honest(emp(total="below"), warnings=["merged_numbers"], touch=over_totals("trained_willing", "trained_employed")),
    "16 two blocks of figures": Honest(
        col(changed(changed(collective(), 3, distributed=None, dividends=None, lifted_dividends=None), 1, lifted_dividends=None)),
        warnings=["merged_numbers"] * 4,
        touch=both(merged(["distributed", "dividends", "lifted_dividends"], 2, 3), merged(["lifted_dividends"], 0, 1)),
    ),
}  # fmt: skip

WRONG: dict[str, Wrong] = {
    "15 the place blank below another": Wrong(emp(), [("required_blank", at("region", 3))], put("region", 3, None)),
    "15 a kind blank below another": Wrong(shop(), [("required_blank", at("kind", 2))], put("kind", 2, None)),
    "15 a project's number blank below another": Wrong(proj(), [("required_blank", at("code", 5))], put("code", 5, None)),
    "15 a figure blank below another": Wrong(emp(), [("required_blank", at("public_posts", 3))], put("public_posts", 3, None)),
    "16 required figures merged": Wrong(
        emp(), [("merged_numbers", at("public_posts", 2)), *(("required_blank", at("public_posts", index)) for index in (3, 4))],
        merged(["public_posts"], 2, 4),
    ),
    "16 required figures merged over what stood there": Wrong(
        emp(), [("merged_numbers", at("public_posts", 2)), ("required_blank", at("public_posts", 3))], merged(["public_posts"], 2, 3, left_over=True)
    ),
    "16 a place merged over two villages": Wrong(
        emp(), [("duplicate_key", at("region", 3)), ("rows_missing", nowhere)], merged(["region"], 2, 3, left_over=True)
    ),
    "16 a household's number merged over two": Wrong(hh(), [("duplicate_key", at("household_no", 3))], merged(["household_no"], 2, 3)),
    "16 a place merged into the figures": Wrong(
        emp(), [("merged_numbers", at("region", 2)), ("required_blank", at("labour_force", 2))], across("region", "labour_force", 2)
    ),
    "16 a wrong figure merged": Wrong(
        emp(), [("merged_numbers", at("rangers", 2)), ("number_invalid", at("rangers", 2))], both(put("rangers", 2, "约30"), merged(["rangers"], 2, 3))
    ),
}  # fmt: skip

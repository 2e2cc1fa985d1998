"""Habits 50, 53 and 54: where the table stands on its worksheet, what is hidden there, and which worksheets are none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from tests.habits.rows_below import pushed
from tests.intake.forms import Extra, Form
from tests.intake.honest import Honest, col, emp, hh
from tests.intake.paper import Paper
from tests.intake.wrong import Wrong, at, cell, nowhere

Touch = Callable[[Paper, Form], None]
_MONEY = (
    "operating",
    "contracting",
    "investment",
    "operating_total",
    "subsidy",
    "other",
    "total",
    "distributed",
    "dividends",
    "lifted_dividends",
)
_YUAN = dict.fromkeys(_MONEY, ("", "0.0001"))
_LATE = "填报日期：2022年5月25日"


def _empty_column(before: str) -> Extra:
    return Extra(heading=(), before=before)


def _gap_below_heading(paper: Paper, form: Form) -> None:
    """A blank row between heading and body."""
    last = form.heading_rows[1]
    paper.cells = {(row + (row > last), column): value for (row, column), value in paper.cells.items()}
    form.row_of = [row + 1 for row in form.row_of]


def _numbered(words: Callable[[int], Any]) -> Touch:
    def touch(paper: Paper, form: Form) -> None:
        for number, row in enumerate(form.row_of, 1):
            paper.cells[row, form.column_of["region"] - 1] = words(number)

    return touch


def hidden(rows: Sequence[int] = (), columns: Sequence[str] = (), *, total: bool = False) -> Touch:
    def touch(paper: Paper, form: Form) -> None:
        paper.hidden_rows += [form.row_of[row] for row in rows] + (form.total_rows if total else [])
        paper.hidden_columns += [form.column_of[column] for column in columns]

    return touch


def _hide_heading(paper: Paper, form: Form) -> None:
    paper.hidden_rows += [1, *range(form.heading_rows[0], form.heading_rows[1] + 1)]
    paper.hidden_columns += [1]


def tab(form: Form, name: str, state: str = "visible") -> Paper:
    """The drawn report under another name."""
    form.tab = name
    paper = form.draw()
    paper.state = state
    return paper


def _hide_tab(paper: Paper, form: Form) -> None:
    paper.state = "hidden"
    paper.after.append(lambda _: None)  # by openpyxl: the other writer shows its first worksheet whatever is asked


def _hidden_blank_rows(paper: Paper, form: Form) -> None:
    pushed(3, 2)(paper, form)
    paper.hidden_rows += [form.row_of[3] + 1, form.row_of[3] + 2]


def _empty() -> Paper:
    return Paper(name="Sheet2")


def _texts(name: str = "填表说明") -> Paper:
    return Paper(name=name, cells={(1, 1): "填表说明", (2, 1): "本表每月25日前报送"})


_APRIL = "牟定县蟠猫乡2023年4月农村劳动力转移就业月报表"
_LINE = {1: "填报单位：蟠猫乡"}

HONEST: dict[str, Honest] = {
    **{f"50 {down} rows down, {right} columns right": Honest(emp(offset=(down, right))) for down, right in ((1, 0), (2, 1), (3, 3), (40, 0), (62, 5))},
    "50 money three rows down": Honest(col(offset=(3, 2), total="above")),
    "50 households three rows down": Honest(hh(offset=(3, 1))),
    "50 blank columns between": Honest(emp(extras=[_empty_column("labour_force"), _empty_column("trained"), _empty_column("remark")])),
    "50 blank columns beside each other": Honest(emp(extras=[_empty_column("rangers"), _empty_column("rangers")])),
    "50 a blank row below the heading": Honest(emp(), touch=_gap_below_heading),
    "50 a blank row above column numbers": Honest(emp(numbers_row=True), touch=_gap_below_heading),
    "50 three lines of title": Honest(emp(title=("附件3", "牟定县蟠猫乡2023年5月", "农村劳动力转移就业月报表"))),
    "50 the title below the line": Honest(emp(title=(), above=(_LINE, {1: "牟定县2023年5月农村劳动力转移就业月报表"}, {9: "单位：人"}))),
    "50 the title in the middle": Honest(emp(title=(), above=({7: "牟定县蟠猫乡2023年5月农村劳动力转移就业月报表"},))),
    "50 序号 as text": Honest(emp(), touch=_numbered(lambda number: f"{number}、")),
    "50 序号 in brackets": Honest(emp(), touch=_numbered(lambda number: f"（{'一二三四五六七'[number - 1]}）")),
    "50 序号 with gaps": Honest(emp(), touch=_numbered(lambda number: 3 * number + 1)),
    "50 序号 starts anew": Honest(emp(), touch=_numbered(lambda number: (number + 1) // 2)),
    "50 单位： and its unit in two cells": Honest(col(units=_YUAN, above=({**_LINE, 9: "单位：", 10: "元"},))),
    "50 单位：万元 in two cells": Honest(col(above=({**_LINE, 9: "单 位：", 10: "万元"},))),
    "50 （单位：元）": Honest(col(units=_YUAN, above=({**_LINE, 9: "（单位：元）"},))),
    "50 signature words bare above the table": Honest(emp(above=(_LINE, {1: "负责人", 2: "张三", 5: "审核", 6: "李四", 12: "电话", 13: 8785211234.0}))),
    "53 hidden rows": Honest(emp(), warnings=["hidden_rows"], touch=hidden([1, 2, 5])),
    "53 a filtered list": Honest(hh(), warnings=["hidden_rows"], touch=hidden([0, 2, 3, 4])),
    "53 hidden columns": Honest(emp(), warnings=["hidden_rows"], touch=hidden([], ["trained", "rangers"])),
    "53 rows and columns": Honest(col(), warnings=["hidden_rows"], touch=hidden([3], ["subsidy"])),
    "53 the total hidden": Honest(emp(total="below"), warnings=["hidden_rows"], touch=hidden(total=True)),
    "53 hidden rows without anything": Honest(emp(), touch=_hidden_blank_rows),
    "53 the heading and 序号 hidden": Honest(emp(), touch=_hide_heading),
    "53 a column of nobody hidden": Honest(
        emp(extras=[Extra(heading=("上年同期",), values=(1, 2, 3))]), notes={"column_unknown"}, touch=hidden([], ["上年同期"])
    ),
    "54 on the second worksheet": Honest(emp(), before=[Paper(name="Sheet1")], more=[_empty()]),
    "54 beside instructions and a list": Honest(emp(), notes={"worksheets_left_out"}, before=[_texts()], more=[_texts("序列")]),
    "54 a hidden copy": Honest(emp(), notes={"worksheets_left_out"}, more=[tab(emp(), "备份", "hidden")]),
    "54 a hidden copy of last month": Honest(emp(), notes={"worksheets_left_out"}, before=[tab(emp(title=(_APRIL,)), "4月", "veryHidden")], by="openpyxl"),
    "54 an empty form beside the filled one": Honest(emp(), notes={"worksheets_left_out"}, more=[tab(emp([{"region": ""}]), "空表")]),
    "54 a tab of quotes": Honest(emp(tab="5月'表\"(定)")),
    "54 a tab of 31 characters": Honest(emp(tab="二〇二三年五月农村劳动力转移就业情况月报表蟠猫乡上报正式稿定")),
}  # fmt: skip

WRONG: dict[str, Wrong] = {
    "53 hidden rows by the first": Wrong(emp(), [("hidden_rows", at("region", 1))], hidden([5, 1, 2])),
    "53 hidden column by its first": Wrong(emp(), [("hidden_rows", at("trained", 0))], hidden([], ["travel_amount", "trained"])),
    "54 the only report is hidden": Wrong(emp(), [("sheet_unrecognised", nowhere)], _hide_tab, more=[_texts()]),
    "54 a copy of the sheet": Wrong(emp(), [("sheet_twice", nowhere)] * 2, more=[tab(emp(), "表一 (2)")]),
    "54 figures without a heading": Wrong(emp(), [("sheet_unrecognised", nowhere)], more=[Paper(name="计算", cells={(1, 1): 3, (2, 1): 4})]),
    "54 last month beside a file name of this one": Wrong(
        emp(), [("identity_conflict", nowhere)], more=[tab(emp(title=(_APRIL,)), "4月")], file="蟠猫乡2023年5月报表.xlsx"
    ),
    "54 a line of last year": Wrong(emp(above=({**_LINE, 9: _LATE},)), [("report_date_odd", cell("I2"))]),
}  # fmt: skip

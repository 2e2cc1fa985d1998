"""Habits 55 to 57: rows that come twice, rows of blanks, and rows that are none: notes, signatures, numbers of columns, other tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tests.intake.forms import Form
from tests.intake.honest import Honest, col, emp, hh
from tests.intake.paper import Paper
from tests.intake.rows import employment, households
from tests.intake.wrong import Where, Wrong, at, head, nowhere

Touch = Callable[[Paper, Form], None]
Line = Mapping[int, Any]

_FEET: dict[str, tuple[Line, ...]] = {
    "signatures over several cells": ({1: "单位负责人", 2: "张三", 5: "审核人", 6: "李四", 9: "填表人", 10: "王五"},),
    "signatures with telephone and date": (
        {1: "单位负责人：", 2: "张三", 5: "审核人：", 6: "李四", 9: "联系电话：", 10: 13800001234, 12: "报出日期：", 13: 45071},
    ),
    "two telephones behind names": ({1: "填表人：李四", 5: 13800001234, 9: "审核人：王五", 12: 13900001234},),
    "a signature in the place column": ({2: "审核人：李四", 3: 13800001234},),
    "signatures among the figures": ({5: "审核人：李四", 9: "填表人：王五"},),
    "审核人 after blank rows": ({}, {}, {1: "审核人：××"}),
    "审核： 制表：": ({1: "审核：李四", 5: "制表：王五"},),
    "签字 of the leaders": ({1: "分管领导签字：", 5: "主要领导签字："},),
    "党委书记 乡长": ({2: "党委书记：李四", 9: "乡长：王五"},),
    "乡长（签字）": ({2: "乡长（签字）：李四"},),
    "联系人及电话": ({2: "联系人及电话：李四 13800001234"},),
    "单位（公章）": ({2: "单位（公章）："},),
    "日期：": ({2: "日期：2023年5月25日"},),
    "制表单位": ({2: "制表单位：蟠猫乡乡村振兴办", 12: "制表时间：2023.5.25"},),
    "spaced words": ({1: "审 核 人：", 5: "填　表　人："},),
    "（注：…）": ({1: "（注：本表每月25日前报送。）"},),
    "【说明】": ({1: "【说明】本表每月25日前报送。"},),
    "* remark": ({2: "*本表为快报数"},),
    "numbered remarks": ({2: "1.本表由乡镇填报"}, {2: "（2）数据截至月底"}),
    "a short remark": ({2: "本表为快报数"},),
    "数据来源": ({2: "数据来源：县人社局"},),
    "a page number": ({12: "第 1 页 共 2 页"},),
}
_COLUMN_NUMBERS: dict[str, Callable[[int], Any]] = {
    "甲 乙 1 2 3": lambda column: "甲乙"[column - 1] if column < 3 else column - 2,
    "甲 乙 … 丙": lambda column: {1: "甲", 2: "乙", 27: "丙"}.get(column, column - 2),
    "(1) (2)": lambda column: f"({column})",
    "（１）": lambda column: f"（{column}）",
    "①": lambda column: chr(0x2460 + column - 1) if column < 21 else f"({column})",
    "1 2=3+4+5": lambda column: {1: "甲", 2: "乙", 4: "2=3+4+5"}.get(column, str(column - 2)),
    "(1)=(2)+(3)": lambda column: {1: "—", 2: "—", 4: "(2)=(3)+(4)"}.get(column, f"({column - 2})"),
    "栏次": lambda column: "栏次" if column == 1 else column - 1,
    "栏次 —": lambda column: {1: "栏次", 2: "—"}.get(column, column - 2),
    "A B": lambda column: {1: "A", 2: "B"}.get(column, column - 2),
    "第1列": lambda column: f"第{column}列",
    "栏1": lambda column: f"栏{column}",
    "columns moved": lambda column: {1: "甲", 2: "乙", 3: 9, 11: 1}.get(column, column - 2),
    "floats": float,
}  # fmt: skip


def _numbers_row(words: Callable[[int], Any]) -> Touch:
    def touch(paper: Paper, form: Form) -> None:
        for column in range(1, len(form.column_of) + 2):
            paper.cells[form.heading_rows[1] + 1, column] = words(column)

    return touch


def pushed(after: int, rows: int, fill: Mapping[int, Line] | None = None) -> Touch:
    """Everything below the row of the body with this index moved down, and the rows between filled in."""

    def touch(paper: Paper, form: Form) -> None:
        last = form.row_of[after]
        paper.cells = {(row + rows * (row > last), column): value for (row, column), value in paper.cells.items()}
        form.row_of = [row + rows * (row > last) for row in form.row_of]
        for number, line in (fill or {}).items():
            for column, value in line.items():
                paper.put(last + number, column, value)

    return touch


def _lists_right(first: int, values: tuple[Any, ...]) -> Touch:
    """Choices for the validation of cells, or figures of somebody's own, to the right of the table."""

    def touch(paper: Paper, form: Form) -> None:
        column = paper.last_column + 3
        for number, value in enumerate(values):
            paper.put(first + number, column, value)

    return touch


def _another(other: Form, *, gap: int = 2, title: bool = False) -> Touch:
    """A second table below, with or without its own title."""

    def touch(paper: Paper, form: Form) -> None:
        drawn = other.draw()
        from_row = 1 if title else other.heading_rows[0]
        down = paper.last_row + gap
        for (row, column), value in drawn.cells.items():
            if row >= from_row:
                paper.put(row + down, column, value)
        paper.merges += [(top + down, left, low + down, right) for top, left, low, right in drawn.merges if top >= from_row]

    return touch


def _right(other: Form) -> Touch:
    """A second table beside the first."""

    def touch(paper: Paper, form: Form) -> None:
        drawn, width = other.draw(), paper.last_column + 1
        for (row, column), value in drawn.cells.items():
            if row >= other.heading_rows[0]:
                paper.put(row, column + width, value)
        paper.merges += [
            (top, left + width, low, right + width) for top, left, low, right in drawn.merges if top >= other.heading_rows[0]
        ]
        form.column_of |= {f"right {name}": column + width for name, column in other.column_of.items()}

    return touch


def _shifted(index: int, by: int) -> Touch:
    """One row pasted a column off."""

    def touch(paper: Paper, form: Form) -> None:
        row = form.row_of[index]
        held = {
            column: paper.cells.pop((row, column)) for column in sorted(form.column_of.values()) if (row, column) in paper.cells
        }
        for column, value in held.items():
            paper.put(row, column + by, value)

    return touch


def _few_figures(paper: Paper, form: Form) -> None:
    """The first row without its place and with two small rising figures: no row of column numbers."""
    row = form.row_of[0]
    for column in range(2, paper.last_column + 1):
        paper.cells.pop((row, column), None)
    paper.put(row, form.column_of["labour_force"], 7)
    paper.put(row, form.column_of["transfer_total"], 9)


def _first(name: str) -> Where:
    return head(f"right {name}", 1 if name in ("distributed", "dividends", "lifted_dividends") else 0)


_SPARE = {number: {1: 7 + number} for number in range(1, 6)}
_REST = [
    "transfer_out_province", "transfer_in_province", "transfer_in_county", "lifted_labour", "lifted_transfer_total", "lifted_out_province",
    "lifted_in_province", "lifted_in_county", "willing_households", "employed_households", "public_posts", "trained",
]  # fmt: skip

HONEST: dict[str, Honest] = {
    "55 the same figures in two villages": Honest(
        emp([{**row, **{k: v for k, v in employment()[-1].items() if k != "region"}} for row in employment()])
    ),
    "55 one head of two households": Honest(hh([*households(), {**households()[0], "household_no": "053299990001"}])),
    "56 a blank row after every row": Honest(emp(blank_after=(1, 2, 3, 4, 5, 6), total="below")),
    "56 five hundred blank rows inside": Honest(emp(), touch=pushed(3, 500)),
    "56 numbered rows without anything": Honest(emp(), touch=pushed(6, 5, _SPARE)),
    "56 numbered rows, numbers as text": Honest(
        emp(), touch=pushed(6, 5, {n: {1: str(line[1])} for n, line in _SPARE.items()})
    ),
    "56 rows of blanks": Honest(emp(), touch=pushed(2, 3, {n: dict.fromkeys(range(1, 20), " 　") for n in (1, 2, 3)})),
    "56 rows of dashes": Honest(emp(), touch=pushed(6, 3, {n: dict.fromkeys(range(1, 27), "—") for n in (1, 2, 3)})),
    "56 the body goes on below a signature": Honest(emp(), touch=pushed(3, 1, {1: {1: "审核人：李四", 5: "填表人：王五"}})),
    **{f"57 {words}": Honest(emp(foot=lines)) for words, lines in _FEET.items()},
    "57 signatures below households": Honest(hh(foot=({2: "审核人", 3: "李四", 5: "填表人", 6: "王五"},))),
    "57 signatures below money": Honest(
        col(total="below", foot=({3: "单位负责人：", 6: "审核人：", 9: "电话：", 10: 87852112.0, 11: "填表人：", 12: 5211234},))
    ),
    "57 signatures above the table": Honest(
        emp(
            above=(
                {1: "填报单位：蟠猫乡"},
                {1: "单位负责人：张三", 5: "审核人：李四", 9: "填表人：王五", 12: "联系电话：0878-5211234"},
            )
        )
    ),
    **{
        f"57 columns numbered {words}": Honest(emp(numbers_row=True), touch=_numbers_row(numbers))
        for words, numbers in _COLUMN_NUMBERS.items()
    },
    "57 columns numbered below a blank row": Honest(emp(numbers_row=True, blank_after=(7,))),
    "57 a list for validation longer than the table": Honest(emp(), touch=_lists_right(5, ("脱贫户", "监测户") * 20)),
    "57 a list of figures on the right": Honest(emp(), touch=_lists_right(5, tuple(range(30)))),
}

WRONG: dict[str, Wrong] = {
    "55 a village twice": Wrong(emp([*employment(), employment()[2]]), [("duplicate_key", at("region", 7))]),
    "55 a village twice, blank row between": Wrong(
        emp([*employment(), {**employment()[2], "remark": "重"}], blank_after=(4,)), [("duplicate_key", at("region", 7))]
    ),
    "55 a village three times": Wrong(
        emp([*employment(), *[employment()[2]] * 2]), [("duplicate_key", at("region", 7)), ("duplicate_key", at("region", 8))]
    ),
    "55 a household twice": Wrong(hh([*households(), households()[1]]), [("duplicate_key", at("household_no", 5))]),
    "56 a row of figures without its place": Wrong(
        emp([*employment(), {**employment()[0], "region": ""}]), [("required_blank", at("region", 7))]
    ),
    "57 a few small figures are no column numbers": Wrong(
        emp(),
        [("required_blank", at(name, 0)) for name in ["region", *_REST]]
        + [("transfer_within_labour", at("transfer_total", 0))],
        _few_figures,
    ),
    "57 a name alone may be a place": Wrong(
        emp(foot=({2: "李四"},)),
        [
            ("place_unknown", at("region", 7)),
            *(("required_blank", at(name, 7)) for name in ["labour_force", "transfer_total", *_REST]),
        ],
        lambda paper, form: form.row_of.append(form.row_of[-1] + 1),
    ),
    "57 one more table below": Wrong(
        emp(employment()[:4], foot=()), [("tables_several", nowhere)], _another(emp(employment()[4:], foot=()))
    ),
    "57 one more table below with its title": Wrong(
        emp(employment()[:4]), [("tables_several", nowhere)], _another(emp(employment()[4:]), title=True)
    ),
    "57 a table of another sheet below": Wrong(emp(), [("tables_several", nowhere)], _another(col(), title=True)),
    "57 households below": Wrong(col(), [("tables_several", nowhere)], _another(hh(), title=True, gap=1)),
    "57 the table goes on to the right": Wrong(
        col(col().rows[:4], foot=()),
        [("field_twice", _first(name)) for name in col().rows[0]],
        _right(col(col().rows[4:], foot=())),
    ),
}

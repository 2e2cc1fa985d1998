"""Mixtures that were once read wrongly, each in its plainest form."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.intake.counter import Stored, check, take_in
from tests.intake.forms import Extra, Form
from tests.intake.honest import Honest
from tests.intake.other_rows import projects
from tests.intake.paper import Paper, a1
from tests.intake.rows import Row, declared
from tests.intake.sheets import CZJ, food, proj, shop
from tests.intake.wrong import Wrong, at, put

HUNDRED_MILLIONS = {"canteen_total": ("亿元", "10000"), "reserved": ("元", "0.0001")}


def unit_row(form: Form, **others: tuple[str, str]) -> Form:
    """One row of headings and, below, one of units; ``others``: field → unit as written, its factor."""
    for kind in declared(form.sheet).fields:
        unit = others.get(kind.name, (kind.unit, "1"))[0]
        form.headings = {
            **form.headings,
            kind.name: (kind.heading + kind.subheading, *((unit,) if unit and kind.is_numeric else ())),
        }
    form.units = {name: ("", factor) for name, (_, factor) in others.items()}
    return form


def split(paper: Paper, form: Form) -> None:
    """No heading is merged with the row below it."""
    paper.merges = [block for block in paper.merges if block[0] not in range(*form.heading_rows)]


def two_blank_rows(paper: Paper, form: Form) -> None:
    """A heading of three rows that nobody merged: what stands in the first, two empty ones, the numbers of the columns."""
    split(paper, form)
    assert any(paper.cells.get((form.heading_rows[1] + 1, column)) == 1 for column in range(1, 9))


def year_beside_it(paper: Paper, form: Form) -> None:
    """A column of another year, its second word in the row of the units or alone in the row below the heading."""
    column, (top, _) = paper.last_column + 1, form.heading_rows
    paper.put(top, column, "2022年")
    paper.put(top + 1, column, "年末数")
    split(paper, form)


def two_villages() -> list[Row]:
    """Projects in 蟠猫村, which is called as its township is, and in the village beside it."""
    return [{**row, "region": region} for row, region in zip(projects(), ("532323201203", "532323201202"), strict=False)]


def named_once(paper: Paper, form: Form) -> None:
    """The township stands beside 小计 and nowhere else; the village goes by its short name."""
    for row in form.row_of:
        paper.cells.pop((row, form.column_of["乡镇"]))
    paper.cells[form.row_of[0], form.column_of["region"]] = "蟠猫"


#: A title without a unit, and no line that names one.
NOBODY = {"title": ("2023年5月产业项目联农带农台账",), "above": ()}
CASES = {
    "units below headings that are merged down over them": Honest(unit_row(food(), **HUNDRED_MILLIONS), reporters=(CZJ,)),
    "units below headings that are not merged": Honest(unit_row(food(), **HUNDRED_MILLIONS), reporters=(CZJ,), touch=split),
    "units of people below merged headings": Honest(unit_row(shop(), workers=("万人", "10000"), lifted_workers=("万人", "10000"))),
    "units below headings beside another column of two words": Honest(
        unit_row(food(), **HUNDRED_MILLIONS), reporters=(CZJ,), notes={"column_unknown"}, touch=year_beside_it
    ),
    "column numbers below a word of another column": Honest(
        shop(numbers_row=True), notes={"column_unknown"}, touch=year_beside_it
    ),
    "a township that only its subtotal above names": Honest(
        proj(two_villages(), **NOBODY, subtotals="above", township_column="filled"),
        notes={"normalised", "place_old_name"}, touch=named_once,
    ),
    "a township named as its village is": Honest(shop(above=({1: "填报单位（盖章）：蟠猫"},), title=("2023年5月就业帮扶车间台账",))),
    "column numbers below two empty rows": Honest(shop(depth=3, numbers_row=True), touch=two_blank_rows),
}  # fmt: skip


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Stored:
    folder: Path = tmp_path_factory.mktemp("found")
    return take_in(folder, CASES)


@pytest.mark.parametrize("case", CASES)
def test_it_is_taken_to_the_exact_figure(stored: Stored, case: str) -> None:
    stored.assert_exact(case)


def test_a_column_beside_the_title_does_not_become_the_field(tmp_path: Path) -> None:
    """The title is merged over the table; a second column of a field stands right of it, said to be twice."""
    form = shop(title=("牟定县蟠猫乡2023年5月就业帮扶车间台账",), above=())

    def second(paper: Paper, form: Form) -> None:
        column, (top, bottom) = paper.last_column + 1, form.heading_rows
        paper.put(top, column, "支付工资")
        paper.merge(top, column, bottom, column)
        for row in form.row_of:
            paper.put(row, column, 1)
        form.column_of["second"] = column

    wrong = Wrong(form, [("field_twice", lambda form: a1(form.heading_rows[0], form.column_of["second"]))], second)
    check(tmp_path, {"second": wrong}).assert_named("second")


def test_a_column_beside_the_banner_does_not_become_the_field(tmp_path: Path) -> None:
    """A heading of three rows with the figures below 本期完成情况, one of them a second time behind it."""
    form = food(depth=3, numbers_row=True)
    form.headings = {
        "canteen_total": ("本期完成情况", "食材采购总额"), "reserved": ("本期完成情况", "预留采购份额"),
        "purchased_832": ("本期完成情况", "832平台采购"), "purchased_agreement": ("本期完成情况", "已采购", "协议采购"),
    }  # fmt: skip
    form.extras = [Extra(heading=("食材采购总额",), values=(1, 1, 1))]
    wrong = Wrong(form, [("field_twice", lambda form: a1(form.heading_rows[0], form.column_of["食材采购总额"]))])
    check(tmp_path, {"second": wrong}).assert_named("second")


def test_a_broken_place_of_the_only_row_is_said_once(tmp_path: Path) -> None:
    form = shop(shop().rows[:1], title=("2023年5月就业帮扶车间台账",), above=())
    check(tmp_path, {"broken": Wrong(form, [("error_value", at("region", 0))], put("region", 0, "#REF!"))}).assert_named(
        "broken"
    )

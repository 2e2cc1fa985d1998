"""Sheets that resemble each other are told apart by their headings alone: no title, other columns, other order, other words."""

from __future__ import annotations

from random import Random

import pytest

from data_access.reading.grid import Cell, Worksheet
from data_access.recognition.choice import choose_sheet
from data_access.sheets.declaration import Field
from data_access.sheets.loader import load_sheets

SHEETS = tuple(load_sheets())


def words(field: Field, random: Random, aliases: bool) -> tuple[str, str]:
    """A heading and its second level."""
    if aliases and field.aliases and random.random() < 0.5:
        return random.choice(field.aliases), ""
    return field.heading, field.subheading


def page(fields: list[Field], random: Random, *, aliases: bool = False, title: str = "", tab: str = "Sheet1") -> Worksheet:
    """A heading of one or two rows over a row of figures."""
    pairs = [words(field, random, aliases) for field in fields]
    flat = random.random() < 0.5
    upper: list[Cell] = ["序号", *(top + below if flat else top for top, below in pairs)]
    lower: list[Cell] = [None, *(None if flat else below or None for _, below in pairs)]
    body: list[Cell] = [1.0, *(float(number) if field.is_numeric else "甲" for number, field in enumerate(fields))]
    return Worksheet(name=tab, rows=[[title], [], upper, *([] if flat else [lower]), body])


def chosen(worksheet: Worksheet) -> str | None:
    heading = choose_sheet(worksheet, load_sheets(), []).heading
    return heading.declaration.id if heading is not None else None


@pytest.mark.parametrize("sheet", SHEETS)
@pytest.mark.parametrize("aliases", [False, True])
def test_in_any_order_without_some_optional_columns(sheet: str, aliases: bool) -> None:
    random = Random(f"{sheet}{aliases}")
    declared = load_sheets()[sheet].fields
    for _ in range(60):
        fields = [field for field in declared if field.required or random.random() < 0.5]
        random.shuffle(fields)
        assert chosen(page(fields, random, aliases=aliases)) == sheet, [field.name for field in fields]


@pytest.mark.parametrize("sheet", SHEETS)
def test_with_a_required_column_missing_too(sheet: str) -> None:
    """The missing column is said of the sheet that it is missing from, not of one that it resembles."""
    declared = load_sheets()[sheet].fields
    for gone in [field for field in declared if field.required]:
        random = Random(f"{sheet}{gone.name}")
        fields = [field for field in declared if field is not gone and (field.required or random.random() < 0.5)]
        assert chosen(page(fields, random)) == sheet, gone.name


@pytest.mark.parametrize("sheet", SHEETS)
@pytest.mark.parametrize("other", SHEETS)
def test_a_copied_title_or_tab_does_not_make_it_another(sheet: str, other: str) -> None:
    random = Random(f"{sheet}{other}")
    fields = list(load_sheets()[sheet].fields)
    assert chosen(page(fields, random, title=f"牟定县2023年5月{load_sheets()[other].title}")) == sheet
    assert chosen(page(fields, random, tab=load_sheets()[other].tab)) == sheet


RESEMBLING = [
    ("industry_projects", "project_progress"), ("consumption", "canteen_quota"), ("key_tasks", "project_progress"),
    ("employment", "industry_linkage"), ("collective_economy", "household_income"), ("workshops", "employment"),
]  # fmt: skip


@pytest.mark.parametrize("pair", RESEMBLING)
def test_extra_columns_of_the_other_sheet_do_not_turn_it(pair: tuple[str, str]) -> None:
    """A bureau's own table carries a few columns of a neighbouring sheet (形象进度 in the list of projects)."""
    for sheet, other in (pair, pair[::-1]):
        random = Random(sheet)
        own = [field for field in load_sheets()[sheet].fields if field.required]
        held = {field.heading for field in own}
        foreign = [field for field in load_sheets()[other].fields if field.heading not in held and not field.subheading][:3]
        assert chosen(page([*own, *foreign], random)) == sheet


def test_what_is_common_to_two_sheets_alone_is_neither() -> None:
    """项目编号, 项目名称, 实施地点 and a remark say nothing about which list of projects it is."""
    common = [field for field in load_sheets()["project_progress"].fields if field.name in ("code", "name", "region", "remark")]
    assert chosen(page(common, Random(1))) is None

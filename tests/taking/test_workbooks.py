"""The exported list is the list: same rows, same order, filters and 口径 above, lists to choose from, nothing that counts."""

from __future__ import annotations

import zipfile
from datetime import date
from io import BytesIO
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pytest

from data_access.errors import CalledWrongly
from services.exports import card_workbook
from services.exports.visit_words import CAUSES, MEASURES, OUTCOMES
from services.taking import FORMS, Form, take_filtered, take_list
from services.views.asking_warning_standing import ORDERS
from services.warning_list import ListFilter, page_json, warning_page
from services.workspace import Workspace
from tests.shell.packs import ROOT, XINXIAN, YUPING
from tests.taking.county import QUARTER, cells, words

VISIT = ("核实结果", "降因", "措施", "责任人", "完成时限")


def taken(workspace: Workspace, form: Form = "list", filters: ListFilter | None = None, **question: Any) -> Any:
    content, _ = take_list(workspace, filters=filters or ListFilter(), form=form, period=QUARTER, **question)
    return openpyxl.load_workbook(BytesIO(content))


def body(sheet: Any) -> tuple[dict[str, int], list[tuple[Any, ...]]]:
    """Columns by heading, and the rows of households."""
    lines = list(sheet.iter_rows(values_only=True))
    top = next(index for index, line in enumerate(lines) if "户编号" in line)
    return {str(name): place for place, name in enumerate(lines[top])}, [row for row in lines[top + 1 :] if row[2] is not None]


@pytest.mark.parametrize("order", list(ORDERS))
def test_rows_figures_and_order_are_those_of_the_list(workspace: Workspace, order: str) -> None:
    pack, (ranking, descending) = workspace.packs[0], ORDERS[order]
    content = take_filtered(workspace, pack, QUARTER, ROOT, ListFilter(), order=order)
    columns, rows = body(openpyxl.load_workbook(BytesIO(content)).worksheets[0])
    listed = page_json(warning_page(workspace, period=QUARTER, order=ranking, descending=descending))["rows"]
    asked = {"户编号": "household_no", "人口": "persons", "上年同期人均": "net_per_capita_before", "本期人均": "net_per_capita",
             "增减额": "change", "增幅%": "change_percent", "年度人均": "annual_per_capita", "预警原因": "reason"}  # fmt: skip
    for heading, name in asked.items():
        expected = [round(row[name], 2) if isinstance(row[name], float) else row[name] for row in listed]
        assert [row[columns[heading]] for row in rows] == expected, heading
    assert [row[columns["序号"]] for row in rows] == list(range(1, len(listed) + 1))


def test_filters_and_definition_stand_above_the_rows(workspace: Workspace) -> None:
    filters = ListFilter(regions=(YUPING,), levels=("red",), helper="帮密一")
    content, households = take_list(workspace, filters=filters, period=QUARTER)
    above = [line[0] for line in cells(content)[:4]]
    assert households == 1
    assert above[0] == "屏边苗族自治县2023年第一季度收入下降预警名单"
    assert "共1户。筛选：单位：玉屏镇；级别：红；帮扶责任人：帮**。" in above[1]
    assert above[2].startswith("口径：家庭收入为年度累计数；同比为与上年同季累计数比较")
    assert "2023年监测线8,000元，工作线10,000元。“—”表示没有可比基期或数据不足，不是0。" in above[2]


def test_the_visit_is_left_to_fill_in_with_lists_that_survive_any_length(workspace: Workspace) -> None:
    book = taken(workspace)
    sheet, lists = book.worksheets[0], book["选项"]
    columns, rows = body(sheet)
    assert tuple(list(columns)[-5:]) == VISIT
    assert [row[columns["责任人"]] for row in rows][:1] != [None]
    assert {row[columns[name]] for row in rows for name in VISIT if name != "责任人"} == {None}
    assert lists.sheet_state == "hidden"
    offered = {next(iter(entry.sqref.ranges)).min_col - 1: entry for entry in sheet.data_validations.dataValidation}
    for heading, choices in (("核实结果", OUTCOMES), ("降因", CAUSES), ("措施", MEASURES)):
        rule = offered[columns[heading]]
        assert not rule.formula1.startswith('"'), "a list inside the rule may have 255 characters"
        first, last = rule.formula1.replace("$", "").split("!")[1].split(":")
        assert [cell.value for (cell,) in lists[first:last]] == [choice.word for choice in choices]
        (where,) = rule.sqref.ranges
        assert (where.min_row, where.size["rows"]) == (6, len(rows))
    assert offered[columns["完成时限"]].type == "date"
    assert int(offered[columns["完成时限"]].formula1) >= (date(2026, 1, 1) - date(1899, 12, 30)).days
    guide = words_of(book["填写说明"])
    assert all(choice.word in guide and choice.meaning in guide for choice in (*OUTCOMES, *CAUSES, *MEASURES))


def words_of(sheet: Any) -> str:
    return "".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell)


def test_the_list_sorts_filters_and_prints(workspace: Workspace) -> None:
    sheet = taken(workspace).worksheets[0]
    columns, rows = body(sheet)
    assert sheet.auto_filter.ref == f"A5:{openpyxl.utils.get_column_letter(len(columns))}{5 + len(rows)}"
    assert not sheet.protection.sheet, "a protected list cannot be sorted"
    assert (sheet.print_title_rows, sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("$5:$5", "landscape", 9)
    assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight, sheet.freeze_panes) == (True, 0, "A6")
    filled_in = [sheet.cell(6, columns[name] + 1) for name in VISIT]
    assert not any(cell.protection.locked for cell in filled_in)
    assert not any(merged.min_row >= 5 for merged in sheet.merged_cells.ranges), "merged rows cannot be sorted"


def test_the_round_goes_from_village_to_village_each_on_pages_of_its_own(workspace: Workspace) -> None:
    content, _ = take_list(workspace, filters=ListFilter(), form="visit", period=QUARTER, order="annual_per_capita")
    sheet = openpyxl.load_workbook(BytesIO(content)).worksheets[0]
    lines = [(index, line) for index, line in enumerate(sheet.iter_rows(values_only=True), start=1) if index > 4]
    bands = [(index, line[0]) for index, line in lines if isinstance(line[0], str)]
    numbers = [line[2] for _, line in lines if isinstance(line[0], int)]
    assert [band.split("（")[0] for _, band in bands] == [
        "玉屏镇　大龙树社区　共3户", "玉屏镇　卫国社区　共2户", "新现镇　洗马塘村委会　共1户",
    ]  # fmt: skip
    assert numbers == ["H5", "H7", "H9", "H6", "H8", "H4"]
    assert [mark.id for mark in sheet.row_breaks.brk] == [index - 1 for index, _ in bands[1:]]
    assert all(sheet.row_dimensions[index].height >= 40 for index, line in lines if isinstance(line[0], int))
    assert sheet.print_title_rows == "$4:$4"


def test_a_card_for_each_household_in_the_order_of_the_list(workspace: Workspace) -> None:
    book = taken(workspace, "cards", order="household_no")
    assert book.sheetnames == [
        "洗马塘村H4", "大龙树社区H5", "卫国社区H6", "大龙树社区H7", "卫国社区H8", "大龙树社区H9", "填写说明", "选项",
    ]  # fmt: skip
    text = words_of(book.worksheets[5])
    for part in ("甄**", "5325**********0001", "139****2001", "帮**", "年人均2,250元 < 监测线8,000元", "低于监测线", "连续第2季预警",
                 "数字来源（本季）：玉屏镇2023年第一季度", "收入.xlsx，工作表“收入”第5行", "数字来源（上年同季）：",
                 "数字来源（上年第四季度）：", "核实人（签字）：", "户主（签字）：", "村负责人（签字）：", "数据截至", "口径："):  # fmt: skip
        assert part in text, part
    assert len(book.worksheets[0].data_validations.dataValidation) == 3


def test_cards_of_too_many_households_are_refused_with_what_to_do(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    from services.exports import warning_words

    monkeypatch.setattr(warning_words, "MOST_CARDS", 5)
    with pytest.raises(CalledWrongly, match="名单共6户，一户一策卡每次最多5户，请先按乡镇、级别或规则筛选。"):
        taken(workspace, "cards")
    assert len(taken(workspace, "cards", ListFilter(regions=(XINXIAN,))).sheetnames) == 3
    assert card_workbook.too_many(5) == ""


@pytest.mark.parametrize("form", FORMS)
def test_an_empty_list_is_a_workbook_too(workspace: Workspace, form: Form) -> None:
    content, households = take_list(workspace, filters=ListFilter(levels=("watch",)), form=form, period=QUARTER)
    assert households == 0
    assert openpyxl.load_workbook(BytesIO(content)).sheetnames[-2:] == ["填写说明", "选项"]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("plainly", [False, True])
def test_nothing_in_a_cell_counts_or_leads_anywhere(workspace: Workspace, form: Form, plainly: bool) -> None:
    from dataclasses import replace

    from services.sight import Asked, Sight

    seen = replace(workspace, sight=Sight(may_unmask=True))
    asked = Asked(by="=1+1", purpose="@SUM(A1)") if plainly else None
    content, _ = take_list(seen, filters=ListFilter(), form=form, asked=asked, period=QUARTER)
    with zipfile.ZipFile(BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist() if name.endswith((".xml", ".rels"))}
    for part in parts.values():
        ElementTree.fromstring(part)  # noqa: S314 - our own
    assert not any(b"<f>" in part or b"<f " in part or b"<hyperlink" in part for part in parts.values())
    hostile = [cell for sheet in openpyxl.load_workbook(BytesIO(content)).worksheets[:-2] for row in sheet.iter_rows() for cell in row
               if isinstance(cell.value, str) and cell.value[:1] in "=+@-'\t<"]  # fmt: skip
    assert {cell.data_type for cell in hostile} <= {"s", "inlineStr"}
    assert {cell.number_format for cell in hostile} <= {"@"}
    assert hostile or not plainly
    assert "密丙" in words(content) or not plainly

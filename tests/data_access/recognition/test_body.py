"""Rows of a report, and the rows that are not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from data_access.reading.grid import Cell
from tests.data_access.recognition.build import BODY, HEADING, TITLE, codes, collective, found, understand, worksheet


@pytest.mark.parametrize(
    "label",
    ["合计", "合　计", "小计", "总计", "全县", "全乡", "共和镇小计", "合计（89个村）", "合计："],
)
def test_totals_are_no_rows(label: str) -> None:
    (report,) = understand(collective([label, 3.0, 13.0, 2.0, 17.0, None], *BODY))
    assert report.body_rows == (4, 5)
    assert [total.row for total in report.total_rows] == [3]
    assert report.left_out == {"标题": 1, "合计": 1}


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (["注：数据为累计数"], "注"),
        (["填报说明：指标平衡关系"], "注"),
        (["本表由乡镇填写，数据来源于农村集体资产管理平台"], "注"),
        (["单位负责人：", None, "审核人：", "填表人：张三"], "签章"),
        (["填表人：张三", None, None, None, "联系电话：", 8785211234.0], "签章"),
        (["报出日期：2023年5月25日"], "签章"),
        (["共和镇人民政府（盖章）"], "签章"),
        ([None, None, "牟定县乡村振兴局"], "签章"),
        (["2023年5月25日"], "签章"),
        ([None, "二〇二三年五月"], "签章"),
        ([None, None, "—1—"], "表外"),
        (["第1页，共2页"], "表外"),
        (["说明", "本表由乡镇填写"], "注"),
    ],
)
def test_notes_and_signatures_are_no_rows(row: list[Cell], reason: str) -> None:
    (report,) = understand(collective(*BODY, row))
    assert report.body_rows == (3, 4)
    assert report.left_out[reason] == 1


def test_every_filled_row_is_data_or_counted_with_its_reason() -> None:
    rows: list[list[Cell]] = [
        [TITLE], ["填报单位：共和镇"], HEADING, ["合计", 3.0, 13.0, 2.0, 17.0], BODY[0], [], BODY[1], ["注：无"], ["审核人："], ["续注"],
    ]  # fmt: skip
    (report,) = understand(worksheet(rows))
    assert (report.present_rows, report.heading_rows) == (9, 1)
    assert len(report.body_rows) + sum(report.left_out.values()) + report.heading_rows == report.present_rows


def test_a_row_below_a_note_whose_figures_are_words_is_a_row() -> None:
    (report,) = understand(collective(*BODY, ["注：数据为累计数"], ["官河村", "约3", "约10", "约2", "约15"]))
    assert report.body_rows == (3, 4, 6)


def test_a_row_of_errors_is_a_row_even_below_all_others() -> None:
    sheet = collective(*BODY)
    faulty = replace(sheet, errors={(6, 0): "#REF!", (6, 1): "#REF!", (9, 1): "#DIV/0!"})
    (report,) = understand(faulty)
    assert report.body_rows == (3, 4, 6)
    assert len(report.worksheet.rows) == 7
    assert len(report.body_rows) + sum(report.left_out.values()) + report.heading_rows == report.present_rows


def test_a_formula_drawn_down_beside_no_place_is_no_row() -> None:
    (report,) = understand(replace(collective(*BODY), errors={(row, 2): "#DIV/0!" for row in range(5, 60)}))
    assert report.body_rows == (3, 4)


def test_a_figure_beside_the_table_is_counted_too() -> None:
    (report,) = understand(collective(*BODY, [None] * 30 + [7.0]))
    assert report.left_out["表外"] == 1
    assert len(report.body_rows) + sum(report.left_out.values()) + report.heading_rows == report.present_rows


def test_blank_rows_inside_the_body_are_passed_over_and_it_goes_on() -> None:
    (report,) = understand(collective(BODY[0], [], [None, None, "  "], BODY[1]))
    assert report.body_rows == (3, 6)


def test_a_row_with_values_below_the_signature_is_not_lost() -> None:
    (report,) = understand(collective(BODY[0], ["审核人：张三"], BODY[1]))
    assert report.body_rows == (3, 5)


def test_a_row_without_key_but_with_values_stays() -> None:
    (report,) = understand(collective(BODY[0], [None, 1.0, 6.0, 1.0, 8.0]))
    assert report.body_rows == (3, 4)


@pytest.mark.parametrize("rows", [[], [["无"]], [["本月无"]], [["无"] * 6], [[]], [["合计", 0.0, 0.0, 0.0, 0.0]]])
def test_headings_without_rows_are_a_nil_return(rows: list[list[Cell]]) -> None:
    (report,) = understand(worksheet([[TITLE], HEADING, *rows]))
    assert report.nil_return
    assert report.body_rows == ()
    assert "nil_return" in codes(report.problems)


def test_a_place_with_nothing_in_it_is_no_nil_return() -> None:
    (report,) = understand(collective(["清河村", "无", "无", "无", "无", None]))
    assert not report.nil_return


def test_hidden_rows_with_values_are_read_and_warned_of() -> None:
    sheet = worksheet([[TITLE], HEADING, *BODY], hidden_rows=frozenset({3}), hidden_columns=frozenset({5}))
    (report,) = understand(sheet)
    assert report.body_rows == (2, 3)
    assert [(p.cell, p.severity) for p in found(report.problems, "hidden_rows")] == [("A4", "warning")]


def test_hidden_rows_without_values_are_nothing() -> None:
    (report,) = understand(worksheet([[TITLE], HEADING, *BODY, []], hidden_rows=frozenset({4, 9})))
    assert codes(report.problems) == []


def test_merged_numbers_and_pictures_are_warned_of() -> None:
    sheet = worksheet([[TITLE], HEADING, *BODY], merges=((2, 4, 3, 4), (2, 0, 3, 0)), has_pictures=True)
    (report,) = understand(sheet)
    assert [(p.code, p.cell) for p in report.problems] == [("merged_numbers", "E3"), ("pictures_ignored", None)]


@pytest.mark.parametrize("row", [["官河村民委员会"], ["和平社区居委会"], [None, 3.0]])
def test_a_row_of_one_cell_that_names_something_or_counts_stays(row: list[Cell]) -> None:
    (report,) = understand(collective(BODY[0], row))
    assert report.body_rows == (3, 4)

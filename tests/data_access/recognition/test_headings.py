"""Headings are found by content, flattened to paths and matched by equality."""

from __future__ import annotations

from fractions import Fraction

import pytest

from data_access.reading.grid import Cell, Worksheet
from tests.data_access.recognition.build import BODY, HEADING, TITLE, codes, collective, found, understand, worksheet

GROUPS: list[Cell] = ["行政区划", "农村劳动力资源数", "转移就业人数", None, None, None, "脱贫劳动力", None, None]
LEAVES: list[Cell] = [None, None, "合计", "省外", "省内县外", "县内", "总数", "转移就业合计", "省外"]
EMPLOYMENT_TITLE: list[Cell] = ["牟定县共和镇2023年5月农村劳动力转移就业月报表"]


def employment(groups: list[Cell] = GROUPS, leaves: list[Cell] = LEAVES, **changes: object) -> Worksheet:
    return worksheet([EMPLOYMENT_TITLE, groups, leaves, ["清河村", *[1.0] * 8]], "就业", **changes)


def test_groups_give_their_name_to_the_columns_below_them_merged_or_not() -> None:
    merges = ((0, 0, 0, 8), (1, 2, 1, 5), (1, 6, 1, 8), (1, 0, 2, 0), (1, 1, 2, 1))
    for sheet in (employment(), employment(merges=merges)):
        (report,) = understand(sheet)
        assert {name: column.column for name, column in report.columns.items()} == {
            "region": 0, "labour_force": 1, "transfer_total": 2, "transfer_out_province": 3, "transfer_in_province": 4,
            "transfer_in_county": 5, "lifted_labour": 6, "lifted_transfer_total": 7, "lifted_out_province": 8,
        }  # fmt: skip
        assert report.body_rows == (3,)


def test_a_subheading_alone_or_under_another_group_is_no_field() -> None:
    groups: list[Cell] = ["行政区划", "农村劳动力资源数", "转移就业人数", None, "县内", "易迁劳动力", None, None, None]
    leaves: list[Cell] = [None, None, "合计", "省外", None, "合计", "省内县外", None, None]
    (report,) = understand(employment(groups, leaves))
    assert set(report.columns) == {"region", "labour_force", "transfer_total", "transfer_out_province"}
    assert [problem.cell for problem in found(report.problems, "column_unknown")] == ["E2", "F3", "G3", "H4", "I4"]


@pytest.mark.parametrize("moved", [0, 1, 3])
def test_the_heading_may_stand_lower(moved: int) -> None:
    blank: list[list[Cell]] = [[] for _ in range(moved)]
    (report,) = understand(worksheet([[TITLE], *blank, HEADING, *BODY]))
    assert report.body_rows == (2 + moved, 3 + moved)


@pytest.mark.parametrize(
    "heading",
    ["经营收入", "经 营\n收 入", "经营收入（万元）", "经营收入[万元]", "*经营收入", "经营收入(单位：万元)", "　经营收入 "],
)
def test_a_heading_is_compared_without_blanks_punctuation_and_unit(heading: str) -> None:
    (report,) = understand(collective(heading=["村（社区）", heading, *HEADING[2:]]))
    assert report.columns["operating"].column == 1


@pytest.mark.parametrize("heading", ["其中经营收入", "经营收入合计", "上年经营收入"])
def test_a_heading_is_never_matched_by_a_part_of_it(heading: str) -> None:
    (report,) = understand(collective(heading=["村（社区）", heading, *HEADING[2:]]))
    assert "operating" not in report.columns
    missing = found(report.problems, "field_missing")
    assert [(problem.field, problem.cell) for problem in missing] == [("operating", None)]
    assert [(problem.value, problem.cell) for problem in found(report.problems, "column_unknown")] == [(heading, "B3")]


def test_last_years_columns_beside_this_years_are_not_taken_for_them() -> None:
    rows: list[list[Cell]] = [
        [TITLE],
        ["村（社区）", "本年累计", None, None, None, "上年同期", None],
        [None, "经营收入", "经营性收入小计", "补助收入", "总收入", "经营收入", "总收入"],
        ["清河村", 1.0, 6.0, 1.0, 8.0, 0.5, 7.0],
    ]
    (report,) = understand(worksheet(rows))
    assert {name: column.column for name, column in report.columns.items()}["total"] == 4
    assert "field_twice" not in codes(report.problems)
    assert "field_missing" not in codes(report.problems)


def test_two_columns_of_one_field_are_an_error_at_the_second() -> None:
    (report,) = understand(collective(heading=["村（社区）", "经营收入", "经营性收入小计", "补助收入", "总收入", "收入合计"]))
    assert [(problem.cell, problem.field) for problem in found(report.problems, "field_twice")] == [("F3", "total")]


def test_a_township_column_beside_the_village_is_its_parent() -> None:
    heading: list[Cell] = ["乡镇", *HEADING]
    (report,) = understand(collective(["共和镇", *BODY[0]], heading=heading))
    assert [(place.column, place.level) for place in report.place_columns] == [(0, "township"), (1, "village")]
    assert report.columns["region"].column == 1
    assert codes(report.problems) == []


@pytest.mark.parametrize(
    ("heading", "line", "scale", "stated"),
    [
        ("总收入", (), Fraction(1), False),
        ("总收入（元）", (), Fraction(1, 10_000), True),
        ("总收入（亿元）", (), Fraction(10_000), True),
        ("总收入（千元）", (), Fraction(1, 10), True),
        ("总收入", ("单位：元",), Fraction(1, 10_000), True),
        ("总收入", ("单位：万元",), Fraction(1), True),
        ("总收入", ("单位：亿元",), Fraction(1), False),
        ("总收入（万元）", ("单位：元",), Fraction(1), True),
        ("总收入", ("单位：万元、元",), Fraction(1), True),
    ],
)
def test_units_of_heading_and_line_convert(heading: str, line: tuple[str, ...], scale: Fraction, stated: bool) -> None:
    (report,) = understand(collective(line=line, heading=[*HEADING[:4], heading, "备注"]))
    column = report.columns["total"]
    assert (column.scale, column.stated) == (scale, stated)


def merged_heading(*more: Cell) -> Worksheet:
    """Each heading merged over two rows, the unit of the line standing right over the last one."""
    heading = [*HEADING, *more]
    line: list[Cell] = ["填报单位（盖章）：共和镇", *[None] * (len(heading) - 2), "单位：万元、户"]
    rows: list[list[Cell]] = [["2023年5月村级集体经济收入统计表"], line, heading, [], *BODY]
    return worksheet(rows, merges=((0, 0, 0, len(heading) - 1), *((2, column, 3, column) for column in range(len(heading)))))


def test_the_line_above_is_no_group_of_the_last_column() -> None:
    (report,) = understand(merged_heading("总收入"))
    assert [(problem.cell, problem.value) for problem in found(report.problems, "field_twice")] == [("G3", "总收入")]
    assert report.reporter == "532323101000"


def test_a_township_column_at_the_end_is_a_place_under_the_unit_of_the_line() -> None:
    (report,) = understand(merged_heading("乡镇"))
    assert [(place.column, place.level) for place in report.place_columns] == [(6, "township"), (0, "village")]
    assert report.reporter == "532323101000"


def test_a_group_that_states_its_unit_is_a_group_all_the_same() -> None:
    rows: list[list[Cell]] = [
        [TITLE],
        ["村（社区）", "收益分配（单位：元）", None, "经营收入", "经营性收入小计", "总收入"],
        [None, "合计", "成员分红", None, None, None],
        ["清河村", 1.0, 6.0, 1.0, 8.0, 0.5],
    ]
    (report,) = understand(worksheet(rows))
    assert report.columns["distributed"].unit == "元"


def test_a_unit_that_does_not_fit_the_field_is_an_error() -> None:
    (report,) = understand(collective(heading=[*HEADING[:4], "总收入（人）", "备注"]))
    problem = found(report.problems, "unit_unknown")[0]
    assert (problem.cell, problem.field, problem.value) == ("E3", "total", "人")


def test_a_unit_may_stand_in_a_row_of_its_own_or_with_the_group() -> None:
    leaves: list[Cell] = [None, "（万人）", "合计", "省外", "省内县外", "县内", "总数", "转移就业合计", "省外"]
    groups: list[Cell] = [*GROUPS[:2], "转移就业人数（百人）", *GROUPS[3:]]
    (report,) = understand(employment(groups, leaves))
    assert report.columns["labour_force"].scale == 10_000
    assert report.columns["transfer_in_county"].scale == 100
    assert report.columns["lifted_labour"].scale == 1


def test_a_row_of_column_numbers_is_no_data() -> None:
    (report,) = understand(collective(["甲", 1.0, 2.0, 3.0, 4.0, 5.0], *BODY))
    assert report.body_rows == (4, 5)
    assert report.left_out["栏次"] == 1


def test_figures_without_a_known_heading_are_unrecognised_and_texts_are_left_out() -> None:
    other = worksheet([["村名", "面积"], ["清河村", 3.0]], "面积")
    words = worksheet([["填报要求"], ["一、及时"]], "要求")
    reports = understand(other, words, worksheet([], "Sheet2"), collective())
    assert [report.declaration and report.declaration.id for report in reports] == [None, "collective_economy"]
    assert codes(reports[0].problems) == ["sheet_unrecognised", "worksheets_left_out"]
    assert "要求" in reports[0].problems[1].message
    assert "Sheet2" not in reports[0].problems[1].message


def test_a_workbook_without_any_report_says_so() -> None:
    (nothing,) = understand(worksheet([["填报要求"]], "要求"))
    assert nothing.declaration is None
    assert codes(nothing.problems) == ["sheet_unrecognised"]


def test_a_second_heading_on_the_worksheet_is_refused() -> None:
    (report,) = understand(collective(*BODY, [], HEADING, BODY[0]))
    assert [(p.code, p.cell) for p in found(report.problems, "tables_several")] == [("tables_several", None)]


def test_numbers_at_the_head_of_a_heading_lose_their_point() -> None:
    (report,) = understand(collective(heading=[*HEADING, 2023.0]))
    assert [problem.value for problem in found(report.problems, "column_unknown")] == ["2023"]


def beside(group: str, name: str, *, first: bool = False) -> Worksheet:
    """经营收入 … 总收入 without a banner, and one more column below ``group``, behind them or in front."""
    column: list[Cell] = [group, name, 9.0, 9.0]
    heading: list[Cell] = HEADING[:5]
    lower: list[Cell] = [None] * 5
    rows = [heading, lower, *(row[:5] for row in BODY)]
    place = 1 if first else 5
    return worksheet(
        [[TITLE], *([*row[:place], cell, *row[place:]] for row, cell in zip(rows, column, strict=True))],
        merges=tuple((1, number, 2, number) for number in range(6) if number != place),
    )


@pytest.mark.parametrize(
    ("group", "first", "cell"), [("本期完成情况", False, "F3"), ("本期完成情况", True, "F2"), ("审核数", False, "F3")]
)
def test_a_whole_heading_does_not_go_before_one_below_a_group(group: str, first: bool, cell: str) -> None:
    (report,) = understand(beside(group, "总收入", first=first))
    assert [(problem.cell, problem.field) for problem in found(report.problems, "field_twice")] == [(cell, "total")]


@pytest.mark.parametrize("group", ["上年同期", "下达计划", "其中：省级补助", "2022年"])
def test_a_group_that_makes_something_else_of_a_column_claims_nothing(group: str) -> None:
    (report,) = understand(beside(group, "总收入"))
    assert report.columns["total"].column == 4
    assert codes(report.problems) == ["column_unknown"]


def test_a_column_without_a_heading_is_named_at_its_first_value() -> None:
    """Not a column of blanks, nor a list of choices set apart from the table."""
    body = [[*row[:5], value, " ", "是"] for row, value in zip(BODY, (None, 3.0), strict=True)]
    (report,) = understand(collective(*body, heading=HEADING[:5]))
    assert [(p.cell, p.severity) for p in found(report.problems, "column_unknown")] == [("F5", "note")]
    assert "F列" in found(report.problems, "column_unknown")[0].message


def test_a_column_headed_above_the_heading_only_is_named_there() -> None:
    rows: list[list[Cell]] = [
        [TITLE], ["单位：万元", *[None] * 4, "上级核定", "核定"], [*HEADING[:5], None, None], *([*row[:5], 4.0, None] for row in BODY),
    ]  # fmt: skip
    (report,) = understand(worksheet(rows))
    assert [(p.cell, p.value) for p in found(report.problems, "column_unknown")] == [("F2", "上级核定")]


def test_a_second_column_of_a_field_headed_above_the_heading_only_is_the_same_field() -> None:
    rows: list[list[Cell]] = [[TITLE], [None] * 5 + ["总收入"], HEADING[:5], *([*row[:5], 4.0] for row in BODY)]
    (report,) = understand(worksheet(rows))
    assert [(p.cell, p.field) for p in found(report.problems, "field_twice")] == [("F2", "total")]

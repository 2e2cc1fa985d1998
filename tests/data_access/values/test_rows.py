"""Places, totals and required cells of whole reports."""

from __future__ import annotations

import pytest

from data_access.problems import Problem
from data_access.reading.grid import Cell
from data_access.regions.tree import region_tree
from data_access.scheme import SheetScheme
from data_access.values import Typed
from tests.data_access.recognition.build import (
    BODY,
    GONGHE,
    HEADING,
    ROOT,
    TITLE,
    XINQIAO,
    codes,
    collective,
    found,
    scheme,
    typed,
    understand,
    worksheet,
)  # fmt: skip

QINGHE, HELIANG = (
    "532323101209",
    next(region.code for region in region_tree().inside(GONGHE, "village") if region.name.startswith("何梁")),
)
FIGURES: list[Cell] = [1.0, 6.0, 1.0, 8.0, None]


def read(*body: list[Cell], heading: list[Cell] | None = None, within: str = GONGHE, **changes: object) -> Typed:
    rows = [[TITLE], heading or HEADING, *(body or BODY)]
    return typed(understand(worksheet(rows, **changes))[0], within=within)


def at_cells(result: Typed) -> list[tuple[str, str | None]]:
    return [(problem.code, problem.cell) for problem in result.problems if problem.code != "rows_left_out"]


@pytest.mark.parametrize(
    ("text", "code", "problem"),
    [
        ("清河村民委员会", QINGHE, ""),
        ("清河村", QINGHE, "place_old_name"),
        ("共和镇清河村民委员会", QINGHE, "normalised"),
        (" 清河村民委员会", QINGHE, "normalised"),
        ("清河", QINGHE, "place_old_name"),
        ("清远村", None, "place_unknown"),
        (None, None, "required_blank"),
        ("-", None, "required_blank"),
    ],
)
def test_the_place_of_a_row(text: str | None, code: str | None, problem: str) -> None:
    result = read([text, *FIGURES])
    assert result.rows.columns["region"].values.tolist() == [code]
    assert at_cells(result) == ([(problem, "A3")] if problem else [])


def test_a_place_of_another_unit_is_outside() -> None:
    other = region_tree().inside(XINQIAO, "village")[0].name
    assert at_cells(read([other, *FIGURES])) == [("place_outside", "A3")]
    assert at_cells(read([other, *FIGURES], within=ROOT)) == []


def test_a_row_above_the_row_level_is_a_total_of_its_place() -> None:
    result = read(["共和镇", 3.0, 13.0, 2.0, 17.0, None], *BODY)
    assert result.rows.source_rows.tolist() == [4, 5]
    (total,) = result.totals
    assert (total.row, total.label, total.covers.tolist()) == (3, "共和镇", [0, 1])
    assert total.values["total"] == 17_000_000
    assert total.cells["total"] == "E3"
    assert result.count.left_out["合计"] == 1


def test_a_row_below_the_row_level_is_refused() -> None:
    townships = scheme(sheets={"collective_economy": SheetScheme(row_level="township")})
    report = understand(worksheet([[TITLE], HEADING, *BODY]))[0]
    result = typed(report, under=townships)
    assert at_cells(result) == [("place_level", "A3"), ("place_level", "A4")]


def test_a_township_merged_over_its_villages_is_filled_down_inside_the_range_only() -> None:
    heading: list[Cell] = ["乡镇", *HEADING]
    villages = [region.name for region in region_tree().inside(XINQIAO, "village")]
    rows: list[list[Cell]] = [
        ["共和镇", *BODY[0]],
        [None, *BODY[1]],
        ["新桥镇", villages[0], *FIGURES],
        [None, villages[1], *FIGURES],
    ]
    result = read(*rows, heading=heading, within=ROOT, merges=((2, 0, 3, 0),))
    assert at_cells(result) == []
    assert [code[:9] for code in result.rows.columns["region"].values] == ["532323101", "532323101", "532323102", "532323102"]


def test_a_text_merged_over_rows_stands_in_each_a_number_only_in_the_first() -> None:
    rows: list[list[Cell]] = [[*BODY[0][:5], "已核"], ["何梁村民委员会", 2.0, 7.0, None, None, None]]
    result = read(*rows, merges=((2, 5, 3, 5), (2, 4, 3, 4)))
    assert result.rows.columns["remark"].values.tolist() == ["已核", "已核"]
    assert result.rows.columns["total"].missing.tolist() == [False, True]
    assert at_cells(result) == [("required_blank", "E4")]


def test_a_village_that_does_not_lie_in_the_named_township_is_unknown_there() -> None:
    result = read(["新桥镇", *BODY[0]], heading=["乡镇", *HEADING], within=ROOT)
    assert [code for code, _ in at_cells(result)] == ["place_unknown"]


def test_a_township_row_with_a_blank_village_is_a_total() -> None:
    rows: list[list[Cell]] = [["共和镇", None, 3.0, 13.0, 2.0, 17.0, None], ["共和镇", *BODY[0]]]
    result = read(*rows, heading=["乡镇", *HEADING], within=ROOT)
    assert [total.label for total in result.totals] == ["共和镇"]
    assert len(result.rows) == 1


TOWNSHIPS = [[region.name for region in region_tree().inside(unit, "village")][:2] for unit in (GONGHE, XINQIAO)]
A, B, C, D = ([village, *FIGURES] for villages in TOWNSHIPS for village in villages)
SUM: list[Cell] = [2.0, 12.0, 2.0, 16.0, None]


@pytest.mark.parametrize(
    ("body", "covers"),
    [
        ([A, B, C, ["合计", *SUM]], [[0, 1, 2]]),
        ([["合计", *SUM], A, B, C], [[0, 1, 2]]),
        ([A, B, ["小计", *SUM], C, D, ["小计", *SUM], ["合计", *SUM]], [[0, 1], [2, 3], [0, 1, 2, 3]]),
        ([["合计", *SUM], ["小计", *SUM], A, B, ["小计", *SUM], C, D], [[0, 1, 2, 3], [0, 1], [2, 3]]),
        ([A, B, ["合计", *SUM], C, D, ["合计", *SUM], ["总计", *SUM]], [[0, 1], [2, 3], [0, 1, 2, 3]]),
        ([["合计", *SUM], A, B, ["小计", *SUM], C, ["小计", *SUM]], [[0, 1, 2], [0, 1], [2]]),
        ([["合计", *SUM], A, B, ["合计", *SUM], C, ["合计", *SUM]], [[0, 1, 2], [0, 1], [2]]),
        ([A, C, ["共和镇小计", *SUM], ["新桥镇合计", *SUM]], [[0], [1]]),
        ([A, B, C, ["全县", *SUM]], [[0, 1, 2]]),
    ],
)
def test_what_a_total_covers(body: list[list[Cell]], covers: list[list[int]]) -> None:
    result = read(*body, within=ROOT)
    assert [total.covers.tolist() for total in result.totals] == covers


def test_a_blank_cell_of_a_total_states_nothing_and_a_broken_one_is_an_error() -> None:
    result = read(*BODY, ["合计", None, None, 2.0, 17.0, None], errors={(4, 1): "#REF!"})
    assert at_cells(result) == [("error_value", "B5")]
    (total,) = result.totals
    assert {name: total.values[name] for name in ("operating", "operating_total", "subsidy")} == {
        "operating": None, "operating_total": None, "subsidy": 2_000_000,
    }  # fmt: skip


def test_required_cells_are_blank_or_not_applicable() -> None:
    result = read(["清河村民委员会", None, "/", 1.0, "-", None])
    assert at_cells(result) == [("required_blank", "B3"), ("required_blank", "E3")]


def test_every_row_is_data_or_a_total_and_every_cell_has_one_finding() -> None:
    result = read(["清河村", "1 000", "约3", None, "1,0", None], [None, 1.0, 1.5, 1.0, 2.0, None], ["合计", *SUM])
    cells = [problem.cell for problem in result.problems if problem.cell]
    assert len(cells) == len(set(cells))
    assert result.rows.source_rows.tolist() == [3, 4]


def test_what_was_left_out_is_said_with_its_reasons() -> None:
    result = read(*BODY, ["合计", *SUM], ["注：无"])
    (note,) = found(result.problems, "rows_left_out")
    assert note.severity == "note"
    assert note.message == "有内容的6行：读入数据2行、表头1行；标题1行、合计1行、注1行未作数据"


def test_columns_that_are_not_there_are_blank_everywhere() -> None:
    rows = read().rows
    assert rows.columns["investment"].missing.tolist() == [True, True]
    assert "investment" not in rows.letters
    assert rows.cell("total", 1) == "E4"


def test_a_nil_return_has_no_rows_and_no_findings() -> None:
    report = understand(collective(["本月无"]))[0]
    result = typed(report)
    assert len(result.rows) == 0
    assert codes([p for p in result.problems if isinstance(p, Problem)]) == ["rows_left_out"]

"""What a 任务分解表 says, cell by cell, and what is wrong with it."""

from __future__ import annotations

from fractions import Fraction
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from data_access.allocations import part_at, read_allocation, write_allocation
from tests.data_access.allocations.workbooks import ANLE, GONGHE, XINQIAO, filled, form, grid, line, read, said, workbook


def parts_of(cells: dict[str, Any]) -> dict[tuple[str, str], Fraction]:
    return {(one.target, one.region): Fraction(one.micro, 10**6) for one in read(cells).parts}


def test_a_filled_table_comes_back_through_the_reading_child_as_it_was_filled() -> None:
    content = filled({"I4": 40, "J4": 35, "K4": 25, "J5": 3000.5, "K5": 2999.5, "I6": 95, "J7": 0})
    found = read_allocation(workbook(content), form())
    assert [problem for problem in found.problems if problem.severity != "note"] == []
    assert {(one.target, one.region, one.micro / 10**6, one.cell) for one in found.parts} == {
        ("A", GONGHE, 40, "I4"), ("A", XINQIAO, 35, "J4"), ("A", ANLE, 25, "K4"), ("B", XINQIAO, 3000.5, "J5"),
        ("B", ANLE, 2999.5, "K5"), ("C", GONGHE, 95, "I6"), ("D", XINQIAO, 0, "J7"),
    }  # fmt: skip
    assert all(part_at(workbook(content), "任务分解表", one.cell, "") == one.micro for one in found.parts)


def test_an_empty_table_hands_nothing_down() -> None:
    found = read({})
    assert (found.parts, said(found.problems)) == ((), [])


def test_the_written_table_shows_what_is_in_force_with_its_sums() -> None:
    given = form([line("A", "人", 100, given={GONGHE: Fraction(40), ANLE: Fraction(50)})])
    sheet = load_workbook(BytesIO(write_allocation(given)), data_only=True)["任务分解表"]
    assert [sheet[address].value for address in ("F4", "G4", "H4", "I4", "J4", "K4")] == [100, 90, -10, 40, None, 50]
    formulas = load_workbook(BytesIO(write_allocation(given)))["任务分解表"]
    assert (formulas["G4"].value, formulas["H4"].value) == ("=SUM(I4:K4)", "=G4-F4")
    assert sheet.data_validations.dataValidation[0].sqref.__str__() == "I4:K4"


@pytest.mark.parametrize(
    ("cell", "value", "code"),
    [
        ("I4", -1, "negative"),
        ("I4", "-5", "negative"),
        ("I4", 12.5, "fraction"),
        ("I4", "12.5人", "fraction"),
        ("I4", "约40", "number"),
        ("I4", True, "number"),
        ("I4", "40户", "number"),
        ("I4", 1e20, "number"),
        ("I6", 0.95, "percent"),
        ("I5", 1999, "paper"),
        ("F4", 90, "whole_changed"),
    ],
)
def test_a_cell_that_cannot_be_taken_is_named(cell: str, value: Any, code: str) -> None:
    found = read({cell: value})
    assert ("error", code, cell) in said(found.problems)
    assert not [one for one in found.parts if one.cell == cell]


@pytest.mark.parametrize(
    ("cell", "value", "taken"),
    [("I4", 40, 40), ("I4", "40", 40), ("I4", "1,040人", 1040), ("I4", "无", 0), ("I4", 0, 0), ("I6", "95%", 95), ("J5", 0.25, 0.25)],
)  # fmt: skip
def test_a_number_in_another_form_is_taken(cell: str, value: Any, taken: float) -> None:
    assert [one.micro / 10**6 for one in read({cell: value}).parts] == [taken]


@pytest.mark.parametrize("value", ["—", "/", "  ", "未报"])
def test_a_word_for_nothing_hands_nothing_down(value: str) -> None:
    found = read({"I4": value, "J4": 60, "K4": 40})
    assert [one.cell for one in found.parts] == ["J4", "K4"]
    assert ("note", "left", "B4") in said(found.problems)


def test_a_share_shown_in_percent_is_one_of_a_hundred() -> None:
    book = load_workbook(BytesIO(write_allocation(form())))
    sheet = book["任务分解表"]
    for address in ("I6", "I4"):
        sheet[address].value, sheet[address].number_format = 0.96, "0%"
    target = BytesIO()
    book.save(target)
    found = read_allocation(workbook(target.getvalue()), form())
    assert [(one.cell, one.micro) for one in found.parts] == [("I6", 96_000_000)]
    assert ("error", "number", "I4") in said(found.problems)
    assert part_at(workbook(target.getvalue()), "任务分解表", "I6", "%") == 96_000_000


def test_an_error_and_a_formula_without_result_are_named() -> None:
    found = read_allocation(workbook(filled({"I4": "=1/0", "J4": "=A1"})), form())
    assert ("error", "number", "I4") in said(found.problems)
    assert found.parts == ()


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"K3": "新桥镇"}, [("error", "unit_twice", "K3"), ("error", "unit_missing", None)]),
        ({"K3": "某某镇"}, [("error", "unit_unknown", "K3"), ("error", "unit_missing", None)]),
        ({"K3": "玉屏镇"}, [("error", "unit_unknown", "K3"), ("error", "unit_missing", None)]),
        ({"K3": None}, [("error", "unit_missing", None)]),
        ({"B5": "A"}, [("error", "target_twice", "B5"), ("note", "target_left", None)]),
        ({"B5": "Z"}, [("error", "target_unknown", "B5"), ("note", "target_left", None)]),
        ({"B5": None}, [("error", "target_unknown", "B5"), ("note", "target_left", None)]),
        ({"B3": "代码"}, [("error", "unrecognised", None)]),
        ({"K3": "安乐"}, []),
    ],
)
def test_units_and_targets_are_known_by_name_and_code(
    cells: dict[str, Any], expected: list[tuple[str, str, str | None]]
) -> None:
    assert said(read({"I5": 2000, **cells}).problems) == expected


def test_a_table_of_another_year_or_a_report_is_not_taken() -> None:
    for year, period, code in ((2024, "2023", "other"), (2023, "2022", "other")):
        made = grid({})
        made.worksheets[1].rows[1][2] = period  # type: ignore[index]
        from dataclasses import replace

        assert said(read_allocation(made, replace(form(), year=year)).problems) == [("error", code, None)]
    made = grid({})
    made.worksheets[1].rows[1][1] = "employment"  # type: ignore[index]
    assert said(read_allocation(made, form()).problems) == [("error", "unrecognised", None)]


def test_figures_in_hidden_rows_are_taken_and_said() -> None:
    book = load_workbook(BytesIO(filled({"I4": 100})))
    book["任务分解表"].row_dimensions[4].hidden = True
    target = BytesIO()
    book.save(target)
    found = read_allocation(workbook(target.getvalue()), form())
    assert ("warning", "hidden", None) in said(found.problems)
    assert [one.cell for one in found.parts] == ["I4"]

"""Cells of number columns: exact, in the field's unit, or refused with their reason."""

from __future__ import annotations

import random
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_access.reading.grid import Cell
from data_access.values.exact import exact_micro, micro_of
from data_access.values.number_text import parse_number
from tests.data_access.values.build import at_cells, cell_problems, column, micro, of

NOTE = "normalised"


@pytest.mark.parametrize(
    ("field", "cell", "value", "code"),
    [
        ("people", 12.0, "12", ""),
        ("people", "1234", "1234", NOTE),
        ("people", "１２３", "123", NOTE),
        ("people", "1,234", "1234", NOTE),
        ("people", "1，234", "1234", NOTE),
        ("people", "1 234", "1234", NOTE),
        ("people", "\u00a05\u200b", "5", NOTE),
        ("people", "'12", "12", NOTE),
        ("people", "300人", "300", NOTE),
        ("people", "300名", "300", NOTE),
        ("people", "300户", None, "number_unit_conflict"),
        ("people", "85%", None, "number_unit_conflict"),
        ("people", "约300", None, "number_invalid"),
        ("people", "300余", None, "number_invalid"),
        ("people", "200-300", None, "number_invalid"),
        ("people", "300①", None, "number_invalid"),
        ("people", "1,23", None, "number_invalid"),
        ("people", "1O0", None, "number_invalid"),
        ("people", "3、5", None, "number_invalid"),
        ("people", "12。", None, "number_invalid"),
        ("people", "1E5", None, "number_invalid"),
        ("people", 12.5, None, "number_fraction"),
        ("people", "12.5", None, "number_fraction"),
        ("people", True, None, "number_invalid"),
        ("people", datetime(2023, 5, 25), None, "number_invalid"),  # noqa: DTZ001
        ("people", float("nan"), None, "number_invalid"),
        ("people", float("inf"), None, "number_invalid"),
        ("people", 1e13, None, "number_invalid"),
        ("people", 12.000000000001, "12", ""),
        ("people", -3.0, "-3", ""),
        ("people", "-3", "-3", NOTE),
        ("people", -0.0, "0", ""),
        ("people", "无", "0", NOTE),
        ("people", "零", "0", NOTE),
        ("people", "/", None, ""),
        ("people", "—", None, NOTE),
        ("money", "12.5.3", None, "number_invalid"),
        ("money", "12.5万元", "12.5", NOTE),
        ("money", "125000元", None, "number_unit_conflict"),
        ("money", "￥12.5", None, "number_unit_conflict"),
        ("money", "无", None, NOTE),
        ("money", "零", None, NOTE),
        ("money", "-", None, NOTE),
        ("money", "…", None, NOTE),
        ("money", "……", None, NOTE),
        ("money", "未报", None, NOTE),
        ("money", "空", None, NOTE),
        ("money", "没有", None, "number_invalid"),
        ("money", 12.300000000001, "12.3", ""),
        ("money", 0.0000005, "0.000001", NOTE),
        ("money", 0.0000004999, "0", NOTE),
        ("money", -1.5, "-1.5", ""),
        ("share", "85%", "85", NOTE),
        ("share", "85％", "85", NOTE),
        ("share", "0.85%", "0.85", NOTE),
        ("share", 85.0, "85", ""),
        ("share", 104.17, "104.17", ""),
        ("share", 0.0, "0", ""),
        ("share", 0.85, None, "percent_ambiguous"),
        ("share", 1.0, None, "percent_ambiguous"),
        ("share", "1", None, "percent_ambiguous"),
        ("share", 1.01, "1.01", ""),
    ],
)
def test_a_cell_is_its_exact_number_or_a_problem(field: str, cell: Cell, value: str | None, code: str) -> None:
    result = column(field, cell)
    assert micro(result, field) == [None if value is None else int(Decimal(value) * 1_000_000)]
    assert at_cells(result) == ([(code, "B3")] if code else [])
    assert of(result, field).invalid.tolist() == [bool(code) and code != NOTE]


def test_not_applicable_is_kept_apart_from_blank() -> None:
    result = column("money", "/", "／", "-", None, 1.0)
    assert of(result, "money").not_applicable.tolist() == [True, True, False, False, False]
    assert of(result, "money").missing.tolist() == [True, True, True, True, False]


@pytest.mark.parametrize(
    ("field", "heading", "cell", "value"),
    [
        ("people", "人数（万人）", 0.57, "5700"),
        ("people", "人数（千人）", "1.234", "1234"),
        ("money", "金额（元）", 128000.0, "12.8"),
        ("money", "金额（元）", 0.01, "0.000001"),
        ("money", "金额（元）", 0.005, "0.000001"),
        ("money", "金额（元）", 0.0049, "0"),
        ("money", "金额（亿元）", 1.5, "15000"),
        ("money", "金额（元）", "125000元", "12.5"),
        ("money", "金额（百元）", 1.0, "0.01"),
    ],
)
def test_numbers_are_converted_from_the_headings_unit(field: str, heading: str, cell: Cell, value: str) -> None:
    assert micro(column(field, cell, heading=heading), field) == [int(Decimal(value) * 1_000_000)]


@pytest.mark.parametrize(("shown_as", "value", "code"), [("0%", 85, ""), ("0.00%", 85, ""), ("", None, "percent_ambiguous")])
def test_a_percent_format_says_what_a_share_is(shown_as: str, value: int | None, code: str) -> None:
    result = column("share", 0.85, formats={0: shown_as} if shown_as else {})
    assert micro(result, "share") == [value and value * 1_000_000]
    assert at_cells(result) == ([(code, "B3")] if code else [])


@pytest.mark.parametrize(
    ("heading", "said"),
    [("金额（万元）", (NOTE, "B3")), ("金额（元）", ("unit_assumed", "B2")), ("金额", ("unit_assumed", "B2"))],
)
def test_a_format_that_hides_a_factor_is_told(heading: str, said: tuple[str, str]) -> None:
    result = column("money", 128000.0, heading=heading, formats={0: "0!.0,"})
    assert micro(result, "money") == [12_800_000]
    assert at_cells(result) == [said]


def test_a_percent_format_in_a_column_of_people_contradicts_it() -> None:
    assert at_cells(column("people", 0.85, formats={0: "0%"})) == [("number_unit_conflict", "B3")]


def test_a_value_a_thousand_times_the_median_is_doubted() -> None:
    result = column("money", 12.5, 13.1, 13.1, 13100.0, 13100.1, heading="金额（万元）")
    assert at_cells(result) == [("number_magnitude", "B7")]
    assert micro(result, "money")[4] == 13_100_100_000


@pytest.mark.parametrize(
    ("field", "heading", "cells", "doubted"),
    [
        ("money", "金额", [128000.0, 95000.0, 60000.0], True),
        ("money", "金额（万元）", [128000.0, 95000.0, 60000.0], False),
        ("money", "金额", [12.8, 9.5, 6.0], False),
        ("money", "金额", [128000.0, 95000.0], False),
        ("people", "人数", [0.57, 0.31, 1.2], True),
    ],
)
def test_a_unit_is_doubted_only_where_none_is_stated(field: str, heading: str, cells: list[Cell], doubted: bool) -> None:
    assert (("unit_assumed", "B2") in at_cells(column(field, *cells, heading=heading))) is doubted


def test_broken_cells_say_what_is_broken() -> None:
    result = column(
        "money", None, None, 3.0, 4.0,
        errors={(2, 1): "#DIV/0!"}, formulas_without_value=frozenset({(3, 1)}), external_formulas=frozenset({(4, 1)}),
    )  # fmt: skip
    assert at_cells(result) == [("error_value", "B3"), ("formula_no_value", "B4"), ("formula_external", "B5")]
    assert of(result, "money").invalid.tolist() == [True, True, False, False]
    assert micro(result, "money")[2:] == [3_000_000, 4_000_000]


def test_a_flood_of_notes_is_counted_not_listed() -> None:
    result = column("people", *[str(number) for number in range(1, 301)])
    notes = cell_problems(result)
    assert len(notes) == 201
    assert "100处" in notes[-1].message
    assert micro(result, "people")[-1] == 300_000_000


def oracle(text: str, scale: Fraction) -> int:
    amount = Fraction(Decimal(text)) * scale * 1_000_000
    quotient = Decimal(amount.numerator) / Decimal(amount.denominator)
    return int(quotient.quantize(Decimal(1), rounding=ROUND_HALF_UP))


SCALES = [Fraction(1), Fraction(1, 10_000), Fraction(10_000), Fraction(100), Fraction(15), Fraction(1, 10)]
NUMBERS = st.integers(min_value=-(10**8), max_value=10**8)  # ×10,000 still fits into 64 bits of 1e-6


@given(number=NUMBERS, places=st.integers(min_value=0, max_value=9), scale=st.sampled_from(SCALES))
def test_columns_of_floats_round_as_decimals_do(number: int, places: int, scale: Fraction) -> None:
    value = float(Decimal(number).scaleb(-places))
    counts, too_large = micro_of(np.array([value]), scale)
    assert counts.tolist() == [oracle(repr(value), scale)]
    assert not too_large.any()


@given(st.floats(allow_nan=False, allow_infinity=False), st.sampled_from(SCALES))
def test_any_float_is_its_decimal_or_too_large(value: float, scale: Fraction) -> None:
    counts, too_large = micro_of(np.array([value]), scale)
    exact = exact_micro(Decimal(repr(value)), scale)
    assert (None if too_large[0] else int(counts[0])) == exact


@given(number=NUMBERS, places=st.integers(min_value=0, max_value=6), seed=st.integers())
def test_every_written_form_of_a_number_is_that_number(number: int, places: int, seed: int) -> None:
    value = Decimal(number).scaleb(-places)
    draw = random.Random(seed)
    text = f"{value:,f}" if draw.random() < 0.5 else f"{value:f}"
    if draw.random() < 0.5:
        text = text.translate(
            {ord(plain): full for plain, full in zip("0123456789.,-", "０１２３４５６７８９．，－", strict=True)}
        )
    if draw.random() < 0.5:
        cut = draw.randrange(len(text) + 1)
        text = text[:cut] + draw.choice([" ", "\u00a0", "\u200b", "\n", "　"]) + text[cut:]
    text += draw.choice(["", "万元", " 万元"])
    assert parse_number(text, "万元").value == value

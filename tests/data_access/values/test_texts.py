"""Texts, identifiers, choices, and what is shown of personal values."""

from __future__ import annotations

import numpy as np
import pytest

from data_access.identity_number import is_placeholder, passes_check, valid_identity_numbers
from data_access.reading.grid import Cell
from data_access.values.masking import masked
from tests.data_access.values.build import SHEET, at_cells, cell_problems, column, of

NOTE = "normalised"


def number(stem: str) -> str:
    """An identity number with sequence 000 and its right check character."""
    return next(stem + last for last in "0123456789X" if passes_check(stem + last))


GOOD = number("53232319700101000")
WITH_X = next(n for day in range(10, 29) if (n := number(f"532323197001{day}000")).endswith("X"))


@pytest.mark.parametrize(
    ("field", "cell", "value", "code"),
    [
        ("code", "A-001", "A-001", ""),
        ("code", 5323230001.0, "5323230001", NOTE),
        ("code", 999999999999999.0, "999999999999999", NOTE),
        ("code", 1e15, None, "id_lost_digits"),
        ("code", 5.32323e17, None, "id_lost_digits"),
        ("code", "5.32323E+17", None, "id_lost_digits"),
        ("code", "'001 2", "0012", NOTE),
        ("code", "００１", "001", NOTE),
        ("code", "A-001 ", "A-001", NOTE),
        ("code", "-", None, "required_blank"),
        ("code", "/", None, "required_blank"),
        ("head_id", GOOD, GOOD, ""),
        ("head_id", WITH_X, WITH_X, ""),
        ("head_id", WITH_X.lower(), WITH_X, NOTE),
        ("head_id", f"{GOOD[:6]} {GOOD[6:]}", GOOD, NOTE),
        ("head_id", GOOD + "43", GOOD, "id_disability"),
        ("head_id", "999999199001010000", "999999199001010000", "id_placeholder"),
        ("head_id", number("53232320990101000"), number("53232320990101000"), "id_contradicts"),
        ("head_id", number("53232319020531000"), number("53232319020531000"), "id_contradicts"),
        ("head_id", number("53232319030601000"), number("53232319030601000"), ""),
        ("head_id", float(GOOD[:17]), None, "id_lost_digits"),
        ("phone", "13812345678", "13812345678", ""),
        ("phone", 13812345678.0, "13812345678", NOTE),
        ("phone", "0878-5211234", "0878-5211234", ""),
        ("phone", "1381234567", "1381234567", "phone_odd"),
        ("phone", "13812345678.0", "13812345678", NOTE),
        ("started", "是", "是", ""),
        ("started", "有", "是", NOTE),
        ("started", "是 ", "是", NOTE),
        ("started", "√", "是", NOTE),
        ("started", "否", "否", ""),
        ("started", "无", "否", NOTE),
        ("started", "×", "否", NOTE),
        ("started", "/", None, ""),
        ("started", "-", None, ""),
        ("started", "部分", None, "yes_no_invalid"),
        ("kind", "厂房式", "厂房式", ""),
        ("kind", "厂 房式", "厂房式", NOTE),
        ("kind", "\u00a0厂房式", "厂房式", NOTE),
        ("kind", "厂房", None, "choice_invalid"),
        ("kind", "未报", None, ""),
        ("ways", "订单收购、务工就业", "订单收购、务工就业", ""),
        ("ways", "订单收购,务工就业", "订单收购、务工就业", NOTE),
        ("ways", "订单收购、代养", None, "choice_invalid"),
        ("person", "张三", "张三", ""),
        ("person", "王?", "王?", "text_garbled"),
        ("person", "王\ue000", "王\ue000", "text_garbled"),
        ("remark", "真的?", "真的?", ""),
        ("remark", " 已核 ", "已核", NOTE),
        ("remark", "已核\u200b", "已核", NOTE),
        ("remark", "甲\r\n乙", "甲\n乙", ""),
        ("remark", "　", None, ""),
        ("person", "张 三", "张 三", ""),
        ("person", "张三\u3000", "张三", NOTE),
        ("remark", "无", None, ""),
        ("remark", 12.0, "12", ""),
        ("remark", "一" * 500, "一" * 500, ""),
        ("remark", "一" * 501, None, "text_too_long"),
        ("remark", "甲\u202e乙", None, "text_control"),
        ("remark", "甲\x07乙", None, "text_control"),
        ("remark", "甲\n乙", "甲\n乙", ""),
    ],
)
def test_a_cell_is_its_text_or_a_problem(field: str, cell: Cell, value: str | None, code: str) -> None:
    result = column(field, cell)
    assert of(result, field).values.tolist() == [value]
    assert at_cells(result) == ([(code, "A3" if field == "code" else "B3")] if code else [])


@pytest.mark.parametrize(
    ("field", "text", "shown"),
    [
        ("head_id", "532323197001010001", "5323**********0001"),
        ("phone", "13812345678", "138****5678"),
        ("phone", "12345", "1****"),
        ("person", "张三丰", "张**"),
        ("code", "A-001", "A-001"),
    ],
)
def test_personal_values_are_masked(field: str, text: str, shown: str) -> None:
    assert masked(SHEET.field(field), text) == shown


def test_blanks_behind_every_name_are_listed_up_to_a_number_and_then_counted() -> None:
    result = column("person", *[f"张{number:03d} " for number in range(203)], "王?")
    notes = [entry for entry in cell_problems(result) if entry.code == NOTE]
    assert [entry.cell for entry in notes[:200]] == [f"B{row}" for row in range(3, 203)]
    assert [(entry.cell, "另有3处" in entry.message) for entry in notes[200:]] == [(None, True)]
    assert ("text_garbled", "B206") in at_cells(result)


@pytest.mark.parametrize(("field", "cell"), [("head_id", GOOD + "43"), ("phone", "1381234567"), ("person", "王小?")])
def test_no_finding_holds_a_personal_value(field: str, cell: str) -> None:
    (finding,) = cell_problems(column(field, cell))
    assert cell not in f"{finding.value}{finding.message}{finding.fix}"
    assert finding.value is not None
    assert "*" in finding.value


def test_a_near_choice_is_suggested() -> None:
    (finding,) = cell_problems(column("kind", "厂房"))
    assert "厂房式" in finding.message


@pytest.mark.parametrize(
    ("text", "valid"),
    [
        ("11010519491231002X", True),  # the example of GB 11643-1999
        ("440524188001010014", True),
        ("11010519491231002x", False),
        ("110105194912310021", False),
        ("1101051949123100", False),
        ("11010519491231002XX", False),
        ("１１０１０５19491231002X", False),
        ("", False),
        (None, False),
    ],
)
def test_the_check_character_follows_the_standard(text: str | None, valid: bool) -> None:
    assert valid_identity_numbers(np.array([text, "11010519491231002X"], dtype=object)).tolist() == [valid, True]
    assert passes_check(text or "") is valid


def test_a_wrong_digit_anywhere_breaks_the_check() -> None:
    wrong = [GOOD[:place] + str((int(GOOD[place]) + 1) % 10) + GOOD[place + 1 :] for place in range(17)]
    assert not valid_identity_numbers(wrong).any()


@pytest.mark.parametrize(
    ("text", "invented"), [("999999199001010000", True), ("000000000000000000", True), ("1", False), (GOOD, False)]
)
def test_invented_numbers(text: str, invented: bool) -> None:
    assert is_placeholder(text) is invented

"""The written forms of figures, as the look's section 4 has them."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest

from services.views import forms


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        (84916, 0, "84,916"),
        (Fraction("26.625"), 2, "26.63"),
        (Fraction("-26.625"), 2, "−26.63"),
        (Fraction("-0.004"), 2, "0.00"),
        (Fraction(1, 3), 2, "0.33"),
        (None, 2, "—"),
    ],
)
def test_numbers_are_rounded_half_up_once(value: Fraction | None, decimals: int, shown: str) -> None:
    assert forms.number(value, decimals) == shown


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "shown"),
    [
        (2130, "亩", 0, "2,130亩"),
        (Fraction("9999.994"), "万元", 2, "9,999.99万元"),
        (10000, "万元", 2, "1.00亿元"),
        (Fraction("12345.67"), "万元", 2, "1.23亿元"),
        (99_999_999, "人", 0, "99,999,999人"),
        (100_000_000, "人", 0, "1.00亿人"),
        (Fraction("97.0468"), "%", 2, "97.05%"),
        (None, "人", 0, "—"),
    ],
)
def test_amounts_and_counts_change_their_unit_from_one_hundred_million(
    value: Fraction, unit: str, decimals: int, shown: str
) -> None:
    assert forms.quantity(value, unit, decimals) == shown


@pytest.mark.parametrize(
    ("gap", "unit", "decimals", "shown"),
    [
        (-2584, "人", 0, "差2,584人"),
        (244, "人", 0, "超244人"),
        (Fraction("-12.36"), "%", 2, "差12.36个百分点"),
        (0, "人", 0, "持平"),
        (None, "人", 0, "—"),
        (Fraction("-0.0004"), "%", 2, "差0.0004个百分点"),
    ],
)
def test_gaps_say_short_or_over_and_never_round_to_nothing(gap: Fraction | None, unit: str, decimals: int, shown: str) -> None:
    assert forms.gap(gap, unit, decimals) == shown


def test_changes_carry_a_sign_and_no_hyphen() -> None:
    assert [forms.change(Fraction(value), 2) for value in ("1.5", "-18.2", "0")] == ["+1.50", "−18.20", "0.00"]


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "words"),
    [
        (606, "人", 0, "增加606人"),
        (-606, "人", 0, "减少606人"),
        (Fraction("1.22"), "%", 2, "提高1.22个百分点"),
        (0, "人", 0, "持平"),
    ],
)
def test_moves_are_words_with_positive_figures(value: Fraction, unit: str, decimals: int, words: str) -> None:
    assert forms.moved(value, unit, decimals) == words


def test_periods_and_moments() -> None:
    assert forms.period_label("2023-05") == "2023年5月"
    assert forms.period_range("2023Q2") == "2023年第二季度（1—6月累计）"
    assert forms.minute(datetime(2023, 5, 26, 17, 5, tzinfo=ZoneInfo("Asia/Shanghai"))) == "2023年5月26日 17:05"


def test_a_tie_names_all_up_to_three() -> None:
    assert forms.names(["甲", "乙", "丙"], "乡镇") == "甲、乙、丙"
    assert forms.names(["甲", "乙", "丙", "丁", "戊"], "乡镇") == "甲、乙、丙等5个乡镇"


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("共丰村民委员会", "共丰村"), ("平顶村委会", "平顶村"), ("泊口村村委会", "泊口村"), ("金马社区居民委员会", "金马社区"),
        ("倒水社区居委会", "倒水社区"), ("城西社区委员会", "城西社区"), ("学苑居委会", "学苑居委会"), ("茅阳社区", "茅阳社区"),
    ],
)  # fmt: skip
def test_a_village_stands_as_it_is_called(name: str, called: str) -> None:
    assert forms.village_name(name) == called

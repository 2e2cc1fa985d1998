"""Rounding half up on exact fractions."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.rounding import half_up, printed


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        (Fraction(26625, 1000), 2, "26.63"),
        (Fraction(-26625, 1000), 2, "-26.63"),
        (Fraction(1, 3), 6, "0.333333"),
        (Fraction(-1, 1000), 2, "0.00"),
        (Fraction(5, 10**7), 6, "0.000001"),
    ],
)
def test_half_up(value: Fraction, places: int, expected: str) -> None:
    assert str(half_up(value, places)) == expected


def test_json_numbers() -> None:
    assert [repr(printed(value, 6)) for value in (Fraction(86412), Fraction(-1, 10**9), Fraction(1, 4), None)] == [
        "86412", "0", "0.25", "None",
    ]  # fmt: skip


@given(st.fractions(), st.integers(min_value=0, max_value=6))
def test_the_error_is_at_most_half_a_unit(value: Fraction, places: int) -> None:
    # Decimal arithmetic has 28 digits; figures of this program have far fewer.
    if abs(value) < 10**18:
        assert abs(Fraction(half_up(value, places)) - value) <= Fraction(1, 2 * 10**places)

"""What may be shown of a person: the same mask everywhere, and never nearly all of a short text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_access.sheets import load_sheets
from data_access.values.masking import masked
from services.households import _shown  # pyright: ignore[reportPrivateUsage]

HOUSEHOLDS = load_sheets()["household_income"]


@pytest.mark.parametrize(
    ("field", "text", "shown"),
    [
        ("head_name", "张三", "张**"),
        ("head_name", "张", "张**"),
        ("head_name", "欧阳小明", "欧**"),
        ("head_name", "阿依古丽·买买提", "阿**"),
        ("head_name", "李 小 明", "李**"),
        ("head_name", "John Smith", "J**"),
        ("head_name", "𠮷田一郎", "𠮷**"),
        ("head_name", "\u200b张三", "张**"),
        ("head_name", "（张三", "张**"),
        ("head_name", "=cmd|' /C calc'!A0", "c**"),
        ("head_name", "'张三", "张**"),
        ("head_name", "张三13800001234", "张**"),
        ("head_name", "532323199001010001", "5**"),  # a number in the column of names
        ("helper", "王五、赵六", "王**"),
        ("head_id", "532323199001010001", "5323**********0001"),
        ("head_id", "53232319900101000X", "5323**********000X"),
        ("head_id", "５３２３２３１９９００１０１０００１", "５３２３**********０００１"),
        ("head_id", "532323900101001", "5323*******1001"),
        ("head_id", "5323231990010100", "5323********0100"),
        ("head_id", "13000001234", "130****1234"),  # a telephone in the column of numbers
        ("head_id", "张三 532323199001010001", "张**"),
        ("head_id", "123456789", "1********"),
        ("phone", "13000001234", "130****1234"),
        ("phone", "+8613000001234", "+86*******1234"),
        ("phone", "130 0000 1234", "130******1234"),
        ("phone", "0878-5212345", "087*****2345"),
        ("phone", "5212345", "5******"),  # a landline: first and last digits would leave nothing to hide
        ("phone", "8785212345", "8*********"),
        ("phone", "张三13000001234", "张**"),
        ("phone", "532323199001010001", "532***********0001"),
        ("phone", None, "—"),
        ("head_name", " ", "—"),
    ],
)
def test_personal_values_are_masked(field: str, text: str | None, shown: str) -> None:
    assert _shown(field, text) == shown


@given(st.sampled_from(["head_id", "phone"]), st.text("0123456789X-+ ", min_size=1, max_size=24))
def test_of_a_number_four_places_at_least_stay_hidden_or_all_but_the_first(field: str, text: str) -> None:
    shown = masked(HOUSEHOLDS.field(field), text)
    assert not text.strip() or shown.count("*") >= min(4, max(2, len(text.strip()) - 1))


@given(st.sampled_from(["head_name", "helper"]), st.text(min_size=1, max_size=12))
def test_of_a_name_one_letter_is_shown(field: str, text: str) -> None:
    assert len(masked(HOUSEHOLDS.field(field), text)) <= 3

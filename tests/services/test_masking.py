"""What may be shown of a person: the same mask everywhere, and never nearly all of a short text."""

from __future__ import annotations

import pytest

from services.households import _shown  # pyright: ignore[reportPrivateUsage]


@pytest.mark.parametrize(
    ("field", "text", "shown"),
    [
        ("head_name", "张三", "张**"),
        ("head_name", "欧阳小明", "欧**"),
        ("head_id", "532323199001010001", "5323**********0001"),
        ("phone", "13000001234", "130****1234"),
        ("phone", "5212345", "5******"),  # a landline: first and last digits would leave nothing to hide
        ("head_id", "123456789", "1********"),
        ("phone", None, "—"),
        ("head_name", " ", "—"),
    ],
)
def test_personal_values_are_masked(field: str, text: str | None, shown: str) -> None:
    assert _shown(field, text) == shown

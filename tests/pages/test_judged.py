"""What pages share: clauses of judged figures, drawings that are a page's own."""

from __future__ import annotations

from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import pytest
import streamlit as st

from pages.kit.context import drawn
from services.views.judged import against_target, beside
from services.views.model import sentence
from tests.pages.answers import figure, judgement, result


@pytest.mark.parametrize(
    ("unit", "gap", "far", "near"),
    [
        ("人", -2584, "还差2,584人", "比目标少2,584人"),
        ("人", 244, "超额244人", "超目标244人"),
        ("%", Fraction(-833, 100), "还差8.33个百分点", "比目标少8.33个百分点"),
    ],
)
def test_a_gap_between_percentages_is_in_points(unit: str, gap: Any, far: str, near: str) -> None:
    judged = judgement("behind", value=100, completion=Fraction(92), gap=Fraction(gap), unit=unit)
    found = result(figure(92), judged, unit=unit, decimals=2 if unit == "%" else 0)
    assert sentence(against_target("某项", found)).endswith(far)
    assert sentence(beside("某项", found)).endswith(near)


def test_two_pages_may_call_a_drawing_by_the_same_name() -> None:
    st.cache_resource.clear()
    pack = SimpleNamespace(id="pack")
    one, other = (
        SimpleNamespace(title=title, revision="1", pack=pack, period="2023-06", region="532323000000")
        for title in ("产业联农带农", "项目进度")
    )
    seen = [drawn(context, "funds", lambda mine=context.title: mine) for context in (one, other, one)]  # type: ignore[arg-type]
    assert seen == ["产业联农带农", "项目进度", "产业联农带农"]
    st.cache_resource.clear()

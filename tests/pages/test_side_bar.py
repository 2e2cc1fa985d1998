"""What was chosen on one page stands on the next one that the side bar opens."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.menu import SCRIPTS
from tests.pages.test_pages import ROOT, opened, text_of


@pytest.fixture
def county(sample_file: Path) -> str:
    return f"sqlite:///{sample_file}"


def beside(page: AppTest, title: str) -> AppTest:
    """The page ``title`` as the side bar opens it: its address says nothing."""
    page.switch_page(str(ROOT / SCRIPTS[title]))
    page.query_params.clear()
    return page.run()


def test_the_next_page_is_of_the_same_period_and_unit(county: str, monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(county, monkeypatch, SCRIPTS["就业"], period="2023年5月", unit="凤屯镇")
    page = beside(page, "村集体经济")
    assert (page.selectbox(key="period").value, page.selectbox(key="unit").value) == ("2023年5月", "凤屯镇")


def test_a_page_without_a_control_hands_the_choice_on(county: str, monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(county, monkeypatch, SCRIPTS["就业"], period="2023年5月", unit="凤屯镇")
    page = beside(beside(page, "收入"), "就业")
    assert (page.selectbox(key="period").value, page.selectbox(key="unit").value) == ("2023年5月", "凤屯镇")


def test_the_moment_goes_along_too(county: str, monkeypatch: pytest.MonkeyPatch) -> None:
    page = beside(opened(county, monkeypatch, SCRIPTS["就业"], as_of="2023-06-25"), "总览")
    assert page.text_input(key="as_of").value == "2023-06-25"
    assert "2023年6月25日 24:00的数据" in text_of(page)


def test_what_stands_at_its_default_is_no_choice(county: str, monkeypatch: pytest.MonkeyPatch) -> None:
    page = beside(opened(county, monkeypatch, SCRIPTS["就业"]), "村集体经济")
    assert not {"period", "unit", "as_of"} & set(page.query_params)

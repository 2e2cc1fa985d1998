"""An income year that starts in October: the first quarter is October to December, named by the year in which it ends."""

from __future__ import annotations

from pathlib import Path

import pytest

from services.initialising import initialise_database
from services.warning_list import warning_page
from services.workspace import Workspace, open_workspace
from tests.household_reports import hand_in
from tests.metrics.income.households import household
from tests.shell.packs import PLAN, ROOT, YUPING

MORE = (
    "\n[income.line]\n2024 = 8000\n2023 = 7000\n[income.low_income_cutoff]\n2023 = 100\n[warnings]\nbelow_work_line = false\n"
)


@pytest.fixture
def place(tmp_path: Path) -> Workspace:
    """One person: 7,500 元 in the income year 2023, which ended in September, and 6,500 元 a year after the next quarter."""
    plan, url = tmp_path / "plan.toml", f"sqlite:///{tmp_path / 'october.sqlite'}"
    text = PLAN.replace("income_year_starts = 1", "income_year_starts = 10").replace("[2023, 2023]", "[2023, 2024]")
    plan.write_text(text + MORE, encoding="utf-8")
    initialise_database(url, [str(plan)])
    found = open_workspace(url)
    for quarter, net in {"2022Q4": 9000, "2023Q1": 2000, "2023Q4": 7500, "2024Q1": 1000}.items():
        hand_in(found, ROOT, YUPING, quarter, [household("A", region="532523101001", persons=1, net=net, wage=net)])
    return found


def test_the_last_months_of_a_year_are_the_next_income_years_first_quarter(place: Workspace) -> None:
    page = warning_page(place, period="2023-12")
    assert page.period == "2024Q1"
    (row,) = page.rows
    # the line of 2024: 1,000 + 7,500 − 2,000
    assert row.annual_per_capita == 6_500_000_000
    assert row.reason == (
        "年人均6,500元，低于监测线8,000元1,500元（上季度未低于）；同比下降50.00%，连续两个季度下降，主要是工资性收入减少1,000元。"
    )


def test_the_quarter_that_ends_in_september_is_the_whole_of_its_income_year(place: Workspace) -> None:
    page = warning_page(place, period="2023-09")
    assert page.period == "2023Q4"
    (row,) = page.rows
    # the line of 2023 is not undercut: 7,500 lies within 10 % of 7,000
    assert row.reason == "年人均7,500元，高于监测线7,000元500元（10%以内）；同比下降16.67%，主要是工资性收入减少1,500元。"
    assert warning_page(place, period="2023-11").period == "2023Q4"

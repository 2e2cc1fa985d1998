"""Industry in the sample: projects with and without a mechanism, returns around 7 %, villages without a pioneer, greenhouses."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from sample_data.generate import County, draw_county, region_rows, rows_of
from sample_data.spreading import spread
from tests.sample_data.schemes import mouding

Row = Mapping[str, Any]
SEED = 532323
MONTHS = [(year, month) for year in (2022, 2023) for month in range(1, 13) if (year, month) <= (2023, 6)]


@pytest.fixture(scope="module")
def county() -> County:
    return draw_county(mouding(), 30, SEED)


@pytest.fixture(scope="module")
def june(county: County) -> dict[str, dict[str, list[Row]]]:
    """Sheet → township → rows of June 2023."""
    by_village = region_rows(county, np.random.default_rng(1), 2023, 6)
    found: dict[str, dict[str, list[Row]]] = defaultdict(dict)
    for township in county.townships:
        for sheet, rows in rows_of(county, township, by_village).items():
            found[sheet][township.name] = list(rows)
    return found


def everywhere(by_township: dict[str, list[Row]]) -> list[Row]:
    return [row for rows in by_township.values() for row in rows]


def test_projects_without_a_mechanism_by_name(june: dict[str, dict[str, list[Row]]]) -> None:
    lacking = {place: sum(row["mechanism"] == "否" for row in rows) for place, rows in june["industry_projects"].items()}
    assert {place: count for place, count in lacking.items() if count} == {"江坡镇": 1, "蟠猫乡": 2, "戌街乡": 1, "安乐乡": 1}
    rows = everywhere(june["industry_projects"])
    assert len({row["code"] for row in rows}) == 60
    assert Counter(Counter(row["code"] for row in rows).values()) == {1: 54, 2: 6}


def test_returns_lie_on_both_sides_of_seven_percent_and_seldom_on_it(june: dict[str, dict[str, list[Row]]]) -> None:
    yielding = [row for row in everywhere(june["industry_projects"]) if row["progress"] == "见效"]
    rates = [row["annual_return"] / row["fiscal_investment"] for row in yielding]
    exactly = sum(abs(rate - 0.07) < 1e-9 for rate in rates)
    assert 2 <= exactly < len(rates) / 2
    assert sum(rate > 0.0701 for rate in rates) >= 5
    assert sum(rate < 0.0699 for rate in rates) >= 5
    overall = sum(row["annual_return"] for row in yielding) / sum(row["fiscal_investment"] for row in yielding)
    assert 0.06 < overall < 0.07  # within the tolerance below 7 %
    assert any(row["annual_return"] < 0 for row in yielding)
    assert any(0 < row["dividend_paid"] < row["dividend_due"] for row in yielding)
    assert any(row["dividend_paid"] == 0 < row["dividend_due"] for row in yielding)
    assert {row["progress"] for row in everywhere(june["industry_projects"])} == {"未开工", "在建", "完工", "见效"}


def test_three_villages_have_no_pioneer(june: dict[str, dict[str, list[Row]]]) -> None:
    rows = everywhere(june["industry_linkage"])
    assert len(rows) == 89
    assert [row["region"] for row in rows if row["pioneers"] == 0] == ["碑厅村民委员会", "铁厂村民委员会", "羊旧村民委员会"]


def test_greenhouses_follow_the_plan_of_each_township(june: dict[str, dict[str, list[Row]]]) -> None:
    built = {place: sum(row["greenhouse"] for row in rows) for place, rows in june["industry_linkage"].items()}
    assert built == pytest.approx(
        {"共和镇": 940, "新桥镇": 820, "江坡镇": 60, "凤屯镇": 40, "蟠猫乡": 20, "戌街乡": 560, "安乐乡": 310}
    )


def test_cumulative_figures_of_villages_and_workshops_never_fall_within_a_year(county: County) -> None:
    fields = {
        "industry_linkage": ("region", ("market_entities_new", "pioneers_new", "greenhouse", "microcredit_new")),
        "workshops": ("name", ("months", "wages", "reward_paid")),
    }
    before: dict[tuple[str, str], Row] = {}
    for year, month in MONTHS:
        by_village = region_rows(county, np.random.default_rng(1), year, month)
        now: dict[tuple[str, str], Row] = {}
        for sheet, (key, rising) in fields.items():
            for row in (row for rows in by_village[sheet].values() for row in rows):
                now[sheet, str(row[key])] = row
                earlier = before.get((sheet, str(row[key]))) if month > 1 else None
                assert earlier is None or all(row[field] >= earlier[field] for field in rising)
        before = now
    assert len([key for key in before if key[0] == "workshops"]) == 24  # one was closed at the end of 2022


@pytest.mark.parametrize("path", [[0, 0, 5], [3, 4, 4, 11], [100, 250, 999]])
def test_what_is_spread_adds_up_and_never_falls(path: list[int]) -> None:
    shares = np.array([0.5, 0.3, 0.15, 0.05])
    lines = spread(path, shares)
    assert lines.sum(axis=1).tolist() == path
    assert (np.diff(lines, axis=0) >= 0).all()
    assert np.abs(lines[-1] - shares * path[-1]).max() <= 1.5

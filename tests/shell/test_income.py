"""Household income through the shell, worked out by hand: lines, falls, newcomers, and the list of warnings."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.shell.conftest import County
from tests.shell.packs import XINXIAN
from tests.shell.workbooks import household, save_report

SETTINGS = """
[income]
[income.line]
2022 = 7000
2023 = 8000
[income.low_income_cutoff]
2023 = 9000
[income.reference_income]
2022 = 14000
[warnings]
net_drop = { level = "yellow", min_drop = 100, min_drop_percent = 5, orange_drop_percent = 20 }
idle_labour = { level = "red" }
near_line = { near_line_percent = 25 }
operating_drop = false
"""
PLACE = "大龙树社区"


def _year_before(part: int) -> list[dict[str, Any]]:
    return [
        household("A", PLACE, wage=5000 * part),
        household("B", PLACE, wage=2500 * part),
        household("N", PLACE, cost=1000 * part),
        household("P", PLACE, wage=6000 * part, persons=3),
        household("G", PLACE, wage=1),
        household("S", PLACE, gross=4000 * part),
    ]


NOW = [
    household("A", PLACE, wage=3900),
    household("B", PLACE, wage=2300),
    household("N", PLACE, cost=1500),
    household("P", PLACE, wage=6000, persons=2),
    household("NEW", PLACE, wage=100),
    household("S", PLACE, gross=3000),
    household("M", PLACE, wage=50000, medical_self_paid=7001),
    household("I", PLACE, gross=20000, labourers=2, employed=0, kind="突发严重困难户"),
]


@pytest.fixture
def pingbian(county: Callable[..., County]) -> County:
    made = county(SETTINGS)
    quarters = ("一", "二", "三", "四")
    reports = [(f"2022年第{name}季度", _year_before(number)) for number, name in enumerate(quarters, start=1)]
    for period, rows in [*reports, ("2023年第一季度", NOW)]:
        file = save_report(
            made.folder / f"{period}.xlsx", "household_income", rows, unit="玉屏镇", period=period, above="单位：元"
        )
        assert made.take(file)[0]["outcome"] == "accepted"
    return made


def test_every_household_listed_with_its_rules(pingbian: County) -> None:
    page = pingbian.ask("warnings", "--period", "2023Q1")
    assert [
        (row["household_no"], row["level"], row["change"], row["change_percent"], row["annual_per_capita"], row["rules"])
        for row in page["rows"]
    ] == [
        ("S", "red", -500, -25, 7500, ["below_line", "crossed_line", "below_work_line", "net_drop", "low_income"]),
        ("B", "red", -100, -8, 4900, ["below_line", "below_work_line", "net_drop", "low_income"]),
        ("I", "red", None, None, None, ["idle_labour"]),
        ("N", "red", -250, None, -2250, ["below_line", "below_work_line", "net_drop", "low_income"]),
        ("A", "orange", -550, -22, 9450, ["below_work_line", "net_drop", "near_line"]),
        ("M", "orange", None, None, None, ["expense_surge"]),
    ]
    assert (page["total"], page["by_level"]) == (6, {"red": 4, "orange": 2, "yellow": 0, "watch": 0})
    assert (page["by_rule"]["below_line"], page["by_rule"]["net_drop"], page["by_rule"]["operating_drop"]) == (3, 4, 0)
    assert {row["state"] for row in page["rows"]} == {None}
    assert all(row["reason"].endswith("。") for row in page["rows"])
    first = page["rows"][0]
    assert (first["net_per_capita"], first["net_per_capita_before"], first["persons"]) == (1500, 2000, 2)


def test_counts_are_taken_after_the_filters_and_before_the_limit(pingbian: County) -> None:
    page = pingbian.ask("warnings", "--period", "2023Q1", "--rule", "net_drop", "--level", "red", "--limit", "1")
    assert ([row["household_no"] for row in page["rows"]], page["total"], page["by_rule"]["below_line"]) == (["S"], 3, 3)
    page = pingbian.ask("warnings", "--period", "2023-05", "--kind", "突发严重困难户")
    assert ([row["household_no"] for row in page["rows"]], page["period"]) == (["I"], "2023Q1")
    assert pingbian.ask("warnings", "--period", "2023Q1", "--region", XINXIAN)["total"] == 0
    assert pingbian.ask("warnings", "--period", "2023Q1", "--limit", "0")["rows"] == []


def test_the_workbook_holds_the_filtered_list(pingbian: County) -> None:
    file = pingbian.folder / "名单.xlsx"
    assert pingbian.run("warnings", "--period", "2023Q1", "--level", "red", "-o", file).out == ""
    cells = [cell for row in load_workbook(file).worksheets[0].iter_rows(values_only=True) for cell in row]
    assert {number for number in "SBINAM" if number in cells} == set("SBIN")
    assert "赵甲" not in cells


def test_every_income_figure(pingbian: County) -> None:
    found = {row["indicator"]: row for row in pingbian.ask("indicators", "--period", "2023Q1")}
    values = {
        "households": 8, "persons": 16, "net_per_capita": 5237.5, "below_line_households": 3, "line_unknown_households": 3,
        "below_line_share": 60, "below_work_line_households": 4, "comparable_households": 5, "drop_households": 4,
        "drop_share": 80, "operating_drop_households": 2, "operating_drop_share": 40, "operating_drop_points": 0,
        "net_growth": 312.626507, "idle_labour_households": 1, "property_growth": None,
    }  # fmt: skip
    assert {name: found[f"income.{name}"]["value"] for name in values} == values
    growth = found["income.net_growth"]
    assert (growth["numerator"], growth["denominator"], growth["reported"], growth["expected"]) == (
        3968.192308,
        1269.307692,
        1,
        7,
    )
    assert found["income.below_line_share"]["denominator"] == 5


def test_a_household_belongs_to_one_reporter(pingbian: County) -> None:
    moved = [household("A", "新现村委会", wage=1), household("Z", "新现村委会", wage=1)]
    file = save_report(
        pingbian.folder / "新现.xlsx", "household_income", moved, unit="新现镇", period="2023年第一季度", above="单位：元"
    )
    (taken,) = pingbian.take(file)
    assert taken["outcome"] == "rejected"
    assert [entry["code"] for entry in taken["problems"] if entry["severity"] == "error"] == ["key_elsewhere"]
    later = [row for row in NOW if row["household_no"] != "A"]
    file = save_report(
        pingbian.folder / "玉屏.xlsx", "household_income", later, unit="玉屏镇", period="2023年第一季度", above="单位：元"
    )
    assert pingbian.take(file)[0]["changes"] == {"new": 0, "changed": 0, "unchanged": 7, "removed": 1}
    file = save_report(
        pingbian.folder / "新现.xlsx", "household_income", moved, unit="新现镇", period="2023年第一季度", above="单位：元"
    )
    assert pingbian.take(file)[0]["outcome"] == "accepted"
    page = pingbian.ask("warnings", "--period", "2023Q1", "--region", XINXIAN)
    # compared with what it had last year in the other township
    assert [(row["household_no"], row["change_percent"]) for row in page["rows"]][0] == ("A", -99.98)

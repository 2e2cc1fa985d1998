"""Targets of every kind and scope on one small county, worked out by hand: 125 people of 玉屏镇, 55 of 新现镇."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from tests.shell.conftest import County
from tests.shell.packs import ROOT, XINXIAN, YUPING, target
from tests.shell.workbooks import save_report, village, workers

ALL, TRAINED, IDLE, POSTS, COLLECTIVE = (
    "employment.transfer_total", "employment.trained", "employment.zero_job_households", "employment.public_posts",
    "collective.total",
)  # fmt: skip
SERIES = """
[income.reference_series]
"全国" = { source = "公报", values = { 2023 = 150 } }
"分乡镇" = { source = "", by_region = { "532523101000" = { 2023 = 100 }, "532523102000" = { 2023 = 200 } } }
"""
FIRST, SECOND, THIRD = "532523101001", "532523101002", "532523102201"
OUTSIDE: Mapping[str, str] = {"reference": "分乡镇"}
# indicator, op, value, the rest; then value of the target, completion, pace, gap, status, who is short
CASES: dict[str, tuple[tuple[str, str, Any, dict[str, Any]], tuple[Any, ...]]] = {
    "at the target": ((ALL, ">=", 180, {}), (180, 100, None, 0, "met", [])),
    "above means above": ((ALL, ">", 180, {}), (180, 100, None, 0, "behind", [])),
    "a tenth short": ((ALL, ">=", 200, {}), (200, 90, None, -20, "behind", [])),
    "more than a tenth short": ((ALL, ">=", 201, {}), (201, 89.55, None, -21, "far_behind", [])),
    "not one may be idle": ((IDLE, "<=", 0, {}), (0, None, None, 6, "far_behind", [])),
    "few enough": ((IDLE, "<=", 6, {}), (6, None, None, 0, "met", [])),
    "fewer means fewer": ((IDLE, "<", 6, {}), (6, None, None, 0, "behind", [])),
    "exactly on pace": ((TRAINED, ">=", 68, {"kind": "progress"}), (68, 25, 25, -51, "on_pace", [])),
    "ten points behind": ((TRAINED, ">=", 113, {"kind": "progress"}), (113, 15.04, 25, -96, "behind", [])),
    "far behind, and only striven for": (
        (TRAINED, ">=", 136, {"kind": "progress", "stretch": True}),
        (136, 12.5, 25, -119, "far_behind", []),
    ),
    "two years": ((TRAINED, ">=", 100, {"kind": "progress", "from_year": 2022}), (100, 67, 62.5, -33, "on_pace", [])),
    "the middle of three years": ((TRAINED, ">=", 100, {"from_year": 2022, "year": 2024}), (100, 67, None, -33, "not_due", [])),
    "cumulative: due in December": ((TRAINED, ">=", 100, {}), (100, 17, None, -83, "not_due", [])),
    "due in March": ((COLLECTIVE, ">=", 100, {"due": 3}), (100, 13.5, None, -86.5, "far_behind", [])),
    "due in June": ((ALL, ">=", 1000, {"due": 6}), (1000, 18, None, -820, "not_due", [])),
    "met before it is due": ((COLLECTIVE, ">=", 10, {}), (10, 135, None, 3.5, "met", [])),
    "about, within": ((ALL, "about", 181, {"tolerance": 1}), (181, 99.45, None, -1, "behind", [])),
    "about, below": ((ALL, "about", 182, {"tolerance": 1}), (182, 98.9, None, -2, "far_behind", [])),
    "about to both sides, above": (
        (ALL, "about", 178, {"tolerance": 1, "tolerance_both": True}),
        (178, 101.12, None, 2, "behind", []),
    ),
    "between, above": ((ALL, "between", [1, 2], {}), ([1, 2], None, None, None, "met", [])),
    "between, below": ((ALL, "between", [181, 190], {}), ([181, 190], None, None, None, "behind", [])),
    "an outside series": ((ALL, ">", {"reference": "全国"}, {"kind": "reference"}), (150, 120, None, 30, "met", [])),
    "nobody keyed it in": (
        (ALL, ">", {"reference": "无"}, {"kind": "reference"}),
        (None, None, None, None, "not_comparable", []),
    ),
    "a series by region": (
        (ALL, ">=", OUTSIDE, {"kind": "reference", "scope": "every township"}),
        (None, None, None, None, "far_behind", [{"region": XINXIAN, "value": 55}]),
    ),
    "every row": (
        (POSTS, ">=", 3, {"kind": "floor", "scope": "every row"}),
        (3, 233.33, None, 4, "behind", [{"region": FIRST, "value": 2}, {"region": SECOND, "value": 2}]),
    ),
    "rows of the villages named": (
        (ALL, ">=", 60, {"scope": "every row", "list": [SECOND, THIRD]}),
        (60, 300, None, 120, "behind", [{"region": THIRD, "value": 55}]),
    ),
    "a floor for the villages named": (
        (POSTS, ">=", 3, {"kind": "floor", "scope": "every row", "list": [XINXIAN]}),
        (3, 233.33, None, 4, "met", []),
    ),
    "rows of villages not named yet": (
        (POSTS, ">=", 3, {"kind": "floor", "scope": "every row", "list": []}),
        (3, 233.33, None, 4, "not_comparable", []),
    ),
    "every township": (
        (ALL, ">=", 70, {"scope": "every township"}),
        (70, 257.14, None, 110, "far_behind", [{"region": XINXIAN, "value": 55}]),
    ),
    "villages named": (
        (ALL, ">=", 60, {"scope": "every village", "list": [FIRST, THIRD]}),
        (60, 300, None, 120, "behind", [{"region": THIRD, "value": 55}]),
    ),
    "villages not named yet": (
        (ALL, ">=", 60, {"scope": "every village", "list": []}),
        (60, 300, None, 120, "not_comparable", []),
    ),
    "not below what the same reporters had": (
        (ALL, "not below last period", None, {"kind": "floor"}),
        (63, None, None, 62, "met", []),
    ),
    "no row below what it was": (
        (ALL, "not below last period", None, {"kind": "floor", "scope": "every row"}),
        (63, None, None, 62, "behind", [{"region": FIRST, "value": 60}]),
    ),
    "nothing a year ago": (
        (TRAINED, "not below last period", None, {"kind": "floor"}),
        (None, None, None, None, "not_comparable", []),
    ),
    "a rule": ((ALL, "rule", 1, {"kind": "rule"}), (1, None, None, None, None, [])),
    "a list": ((ALL, "list", None, {"kind": "list"}), (None, None, None, None, None, [])),
    "a line for households": (
        ("income.net_per_capita", "<", 8000, {"kind": "line", "scope": "every household"}),
        (8000, None, None, None, None, []),
    ),
    "every household without a line": (
        ("income.net_per_capita", ">=", 8000, {"scope": "every household"}),
        (8000, None, None, None, None, []),
    ),
    "not reported": (("income.persons", ">=", 8000, {}), (8000, None, None, None, "not_reported", [])),
}  # fmt: skip
PARTS = ("value", "completion", "pace", "gap", "status", "short")


@pytest.fixture
def pingbian(county: Callable[..., County]) -> County:
    made = county(
        SERIES + "".join(target(f"T{number}", *case[0][:3], **case[0][3]) for number, case in enumerate(CASES.values()))
    )
    for unit, period, rows in (
        ("玉屏镇", "2022年11月", [workers("大龙树社区", trained=50)]),
        ("玉屏镇", "2023年2月", [workers("大龙树社区", trained=20, out=13)]),
        ("玉屏镇", "2023年3月", [workers("大龙树社区", trained=5), workers("卫国社区", trained=12, out=5, county=40)]),
        ("新现镇", "2023年3月", [workers("新现村委会", public_posts=3, county=25)]),
    ):
        file = save_report(made.folder / f"{unit}{period}.xlsx", "employment", rows, unit=unit, period=period)
        assert made.take(file)[0]["outcome"] == "accepted"
    rows = [village("大龙树社区", 3.5), village("卫国社区", 8, 2)]
    made.take(save_report(made.folder / "村.xlsx", "collective_economy", rows, unit="玉屏镇", period="2023年3月"))
    return made


def test_each_target_on_the_countys_object(pingbian: County) -> None:
    found = {row["target"]["code"]: row for row in pingbian.ask("indicators", "--period", "2023-03") if row["target"]}
    for number, (name, (_, expected)) in enumerate(CASES.items()):
        judged = found[f"T{number}"]["target"]
        parts = dict(zip(PARTS, expected, strict=True))
        if judged["op"] == "not below last period":  # what completion would be of, the paper leaves open
            parts["completion"] = judged["completion"]
        assert {part: judged[part] for part in PARTS} == parts, name
    assert found["T0"]["value"] == 180
    stretch = [row["target"]["code"] for row in found.values() if row["target"]["stretch"]]
    assert [row["target"]["value"] for row in found.values() if row["target"]["code"] in stretch] == [136]


def test_targets_of_places_stand_on_the_childrens_objects(pingbian: County) -> None:
    rows = [row for row in pingbian.ask("indicators", "--period", "2023-03", "--by-child") if row["region"] != ROOT]
    scopes = {row["target"]["scope"] for row in rows if row["target"]}
    assert scopes == {"every township"}
    found = {(row["region"], row["target"]["value"]): row for row in rows if row["target"] and row["indicator"] == ALL}
    assert {key: row["target"]["status"] for key, row in found.items() if key[0] in (YUPING, XINXIAN)} == {
        (YUPING, 70): "met", (YUPING, 100): "met", (XINXIAN, 70): "far_behind", (XINXIAN, 200): "far_behind",
    }  # fmt: skip
    assert {row["target"]["status"] for key, row in found.items() if key[0] not in (YUPING, XINXIAN)} == {"not_reported"}
    assert (found[YUPING, 100]["value"], found[XINXIAN, 200]["target"]["gap"]) == (125, -145)


def test_a_year_outside_the_plan_has_figures_and_no_target(pingbian: County) -> None:
    rows = pingbian.ask("indicators", "--period", "2022-11")
    assert {row["indicator"]: row["value"] for row in rows}[TRAINED] == 50
    assert all(row["target"] is None for row in rows)
    january = pingbian.ask("indicators", "--period", "2024-01")
    judged = {(row["indicator"], row["period"]) for row in january if row["target"]}
    assert judged == {("income.net_per_capita", "2023Q4"), ("income.persons", "2023Q4")}  # the last quarter is still judged

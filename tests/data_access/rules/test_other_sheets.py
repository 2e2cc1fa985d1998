"""The rules of workshops, projects, linkage, consumption, canteens, tasks and progress, at and beyond their bounds."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest

from data_access.rules import check_reporter, check_rows, check_within
from data_access.rules.wording import place_name
from tests.data_access.rules.build import GONGHE, INVALID, ROOT, Past, scheme, sheet, typed
from tests.intake import other_rows as rows

SOUND: dict[str, Callable[[], list[Any]]] = {
    "workshops": rows.workshops, "industry_projects": rows.projects, "industry_linkage": rows.linkage,
    "consumption": rows.consumption, "canteen_quota": rows.canteens, "key_tasks": rows.tasks, "project_progress": rows.progress,
}  # fmt: skip
MENSHAN = {
    "workshop_reward_rate": Fraction(15, 100), "workshop_min_workers": Fraction(5), "workshop_min_months": Fraction(1),
    "return_target": Fraction(7, 100),
}  # fmt: skip


def found(name: str, row: dict[str, object], **settings: Fraction) -> list[tuple[str, str | None]]:
    return [(p.code, p.field) for p in check_within(typed(sheet(name), [row]), scheme=scheme(settings))]


@pytest.mark.parametrize("name", SOUND)
def test_sound_rows_break_nothing(name: str) -> None:
    table = typed(sheet(name), SOUND[name]())
    assert check_rows(table, scheme=scheme(MENSHAN), reporter=GONGHE, period="2023-05", earlier=Past(), root=ROOT) == []


BOUNDS = [
    # sheet, rule, its cell, cells beyond the bound, cells at it
    ("workshops", "lifted_within_workers", "lifted_workers", {"lifted_workers": 32}, {"lifted_workers": 31}),
    ("industry_projects", "industry_within_fiscal", "industry_investment", {"industry_investment": "201.550001"}, {"industry_investment": "201.55"}),
    ("industry_projects", "paid_within_fiscal", "paid", {"paid": "201.550001"}, {"paid": "201.55"}),
    ("industry_projects", "linked_parts", "lifted_households", {"households": 48}, {"households": 49}),  # 41 + 8
    ("industry_projects", "dividend_within_due", "dividend_paid", {"dividend_paid": "5.500001"}, {"dividend_paid": "5.5"}),
    ("industry_projects", "return_needed", "progress", {"progress": "见效", "annual_return": None}, {"progress": "见效", "annual_return": "/"}),
    ("industry_projects", "return_needed", "progress", {"progress": "见效", "annual_return": None}, {"progress": "完工", "annual_return": None}),
    ("industry_linkage", "bound_within_intended", "bound_households", {"bound_households": 122}, {"bound_households": 121}),
    ("consumption", "month_within_ytd", "amount_month", {"amount_month": "21.500001"}, {"amount_month": "21.5"}),
    ("consumption", "lifted_within_ytd", "lifted_amount", {"lifted_amount": "21.500001"}, {"lifted_amount": "21.5"}),
    ("canteen_quota", "reserved_within_total", "reserved", {"reserved": "61.500001"}, {"reserved": "61.5"}),
    ("canteen_quota", "no_canteen_no_quota", "canteen_total", {"has_canteen": "否"}, {"has_canteen": "否", "canteen_total": 0, "reserved": 0}),
    ("key_tasks", "month_within_cumulative", "month", {"month": "19.500001"}, {"month": "19.5"}),
    ("project_progress", "progress_range", "progress_percent", {"progress_percent": "100.000001"}, {"progress_percent": 100}),
    ("project_progress", "progress_range", "progress_percent", {"progress_percent": "100.000001"}, {"progress_percent": 0}),
    ("project_progress", "paid_within_place", "paid", {"paid": "251.250001"}, {"paid": "251.25"}),
    ("project_progress", "finished_needs_start", "finished", {"started": "否"}, {"started": "否", "finished": "否", "accepted": "否"}),
    ("project_progress", "finished_needs_start", "finished", {"finished": "否"}, {"finished": "否", "accepted": None}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "code", "field", "beyond", "at"), BOUNDS)
def test_bounds(name: str, code: str, field: str, beyond: dict[str, object], at: dict[str, object]) -> None:
    first = SOUND[name]()[0]
    assert found(name, first | beyond) == [(code, field)]
    assert found(name, first | at) == []


BLANKS = [
    ("workshops", {"lifted_workers": None}), ("workshops", {"workers": INVALID, "lifted_workers": 99}),
    ("industry_projects", {"households": None}), ("industry_projects", {"lifted_households": None, "monitored_households": 999}),
    ("industry_projects", {"monitored_households": INVALID, "households": 1}), ("industry_projects", {"dividend_due": None}),
    ("consumption", {"lifted_amount": None}), ("key_tasks", {"month": None}),
    ("project_progress", {"progress_percent": None}), ("project_progress", {"progress_percent": INVALID}),
    ("project_progress", {"started": None}), ("project_progress", {"accepted": INVALID, "finished": "否"}),
    ("canteen_quota", {"has_canteen": None}), ("canteen_quota", {"has_canteen": INVALID}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "cells"), BLANKS)
def test_a_blank_or_faulty_side_is_silent(name: str, cells: dict[str, object]) -> None:
    assert found(name, SOUND[name]()[0] | cells) == []


def test_a_progress_below_nothing_is_out_of_range_and_negative() -> None:
    assert found("project_progress", rows.progress()[0] | {"progress_percent": "-0.5"}) == [
        ("progress_range", "progress_percent"), ("negative", "progress_percent"),
    ]  # fmt: skip


NEGATIVE = [("industry_linkage", "market_entities_new", False), ("industry_projects", "annual_return", False), ("consumption", "lifted_amount", True),
            ("key_tasks", "annual_target", True), ("industry_linkage", "greenhouse", True)]  # fmt: skip


@pytest.mark.parametrize(("name", "field", "refused"), NEGATIVE)
def test_what_may_be_negative(name: str, field: str, refused: bool) -> None:
    assert found(name, SOUND[name]()[0] | {field: -3}) == ([("negative", field)] if refused else [])


REWARDS = [
    # settings of the pack, cells → broken; wages 86500.5, 15 % of them 12975.075
    (MENSHAN, {"reward_paid": "12975.075"}, False),
    (MENSHAN, {"reward_paid": "12975.075001"}, True),
    (MENSHAN, {"lifted_workers": 4}, True),
    (MENSHAN, {"months": 0}, True),
    (MENSHAN, {"months": 0, "reward_paid": 0}, False),
    ({}, {"reward_paid": "99999999"}, False),
    ({"workshop_min_workers": Fraction(5)}, {"lifted_workers": 4}, True),
    ({"workshop_min_workers": Fraction(5)}, {"reward_paid": "99999999"}, False),
]


@pytest.mark.parametrize(("settings", "cells", "broken"), REWARDS)
def test_rewards_of_workshops(settings: dict[str, Fraction], cells: dict[str, object], broken: bool) -> None:
    answer = found("workshops", rows.workshops()[0] | cells, **settings)
    assert answer == ([("reward_within_rule", "reward_paid")] if broken else [])


def yields(*projects: tuple[str, Any, Any]) -> list[tuple[str, str | None]]:
    """Rows in effect as (code, return, investment) → what the whole report is told."""
    one = rows.projects()[0]
    table = typed(sheet("industry_projects"), [
        one | {"code": code, "fund_source": f"{number}", "progress": "见效", "annual_return": back, "fiscal_investment": spent}
        for number, (code, back, spent) in enumerate(projects)
    ])  # fmt: skip
    answer = check_reporter(table, scheme=scheme(MENSHAN), reporter=GONGHE, period="2023-05", earlier=Past(), root=ROOT)
    return [(problem.code, problem.cell) for problem in answer]


EXACT, OFF = [(name, "7", "100") for name in "abc"], [(name, "6.5", "100") for name in "xyz"]


def test_yields_at_exactly_the_papers_number() -> None:
    assert yields(*EXACT, *OFF[:2]) == [("return_exactly_target", None)]
    assert yields(*EXACT, *OFF) == []  # half is not more than half
    assert yields(*EXACT, OFF[0]) == []  # four projects say nothing


def test_a_project_of_several_funds_counts_once_by_its_sums() -> None:
    in_two_rows = [("a", "3", "50"), ("a", "4", "50")]  # 7 of 100 together, neither row by itself
    assert yields(*in_two_rows, *EXACT[1:], *OFF[:2]) == [("return_exactly_target", None)]
    assert yields(("a", "7", "100"), ("a", "7", "100"), ("a", "7", "100"), *OFF[:2]) == []  # three projects, not five
    assert (
        yields(("a", "7", "100"), ("a", None, "100"), *EXACT[1:], *OFF[:2]) == []
    )  # a blank row makes the project none of the exact


ADDED = [
    # month before, its figure, this month's cumulative and month → broken; tolerance 0.01
    ("2023-04", "20", "25", "5", False),
    ("2023-04", "20", "25.01", "5", False),
    ("2023-04", "20", "25.010001", "5", True),
    ("2023-04", "20", "24.989999", "5", True),
    ("2023-03", "20", "30", "5", False),  # not the month before
    ("2023-04", None, "30", "5", False),
    ("2023-04", "20", "25", None, False),
    ("2023-04", "20", INVALID, "5", False),
]


@pytest.mark.parametrize(("month", "before", "now", "flow", "broken"), ADDED)
def test_cumulative_amounts_add_up(month: str, before: object, now: object, flow: object, broken: bool) -> None:
    one = rows.consumption()[0] | {"lifted_amount": None}
    past = Past(reports={("dept:nyncj", month): typed(sheet("consumption"), [one | {"amount_ytd": before, "remark": "上月"}])})
    table = typed(sheet("consumption"), [one | {"amount_ytd": now, "amount_month": flow}])
    answer = check_reporter(
        table,
        scheme=scheme(departments={"dept:nyncj": "县农业农村局"}),
        reporter="dept:nyncj",
        period="2023-05",
        earlier=past,
        root=ROOT,
    )
    assert [(p.code, p.field) for p in answer if p.code == "ytd_adds_up"] == ([("ytd_adds_up", "amount_ytd")] if broken else [])
    assert not broken or all(word in answer[0].message for word in ("2023年4月", "20万元", "应为25万元"))


def test_a_new_year_and_a_new_row_have_nothing_to_add_to() -> None:
    one = rows.consumption()[0]
    past = Past(reports={("dept:nyncj", "2022-12"): typed(sheet("consumption"), [one])})
    now = typed(sheet("consumption"), [one | {"amount_ytd": "3"}, rows.consumption()[1]])
    departments = {"dept:nyncj": "县农业农村局"}
    january = check_reporter(
        now, scheme=scheme(departments=departments), reporter="dept:nyncj", period="2023-01", earlier=past, root=ROOT
    )
    assert "ytd_adds_up" not in [problem.code for problem in january]
    past = Past(reports={("dept:nyncj", "2023-04"): typed(sheet("consumption"), [one | {"amount_ytd": "17.25"}])})
    now = typed(sheet("consumption"), [one, rows.consumption()[1] | {"amount_ytd": "999"}])
    may = check_reporter(
        now, scheme=scheme(departments=departments), reporter="dept:nyncj", period="2023-05", earlier=past, root=ROOT
    )
    assert "ytd_adds_up" not in [problem.code for problem in may]


def test_findings_name_places_months_and_answers_as_a_clerk_wrote_them() -> None:
    place = rows.linkage()[0]
    again = check_within(typed(sheet("industry_linkage"), [place, place]), scheme=scheme())
    assert [(problem.code, problem.value) for problem in again] == [("duplicate_key", place_name(str(place["region"])))]
    unfit = rows.workshops()[0] | {"lifted_workers": 4, "months": 5, "reward_paid": 1}
    (reward,) = check_within(typed(sheet("workshops"), [unfit]), scheme=scheme(MENSHAN))
    assert "稳定就业月数5个月" in reward.message
    stopped = rows.progress()[0] | {"started": "否"}
    (start,) = check_within(typed(sheet("project_progress"), [stopped]), scheme=scheme())
    assert "是否完工“是”，是否开工“否”" in start.message

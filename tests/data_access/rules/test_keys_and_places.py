"""Two rows of one key, keys that others hold, places without a row, projects that all yield the paper's number."""

from __future__ import annotations

from fractions import Fraction

import pytest

from data_access.regions.tree import region_tree
from data_access.rules import check_reporter, check_within
from data_access.sheets.declaration import Condition, Rule
from tests.data_access.rules.build import GONGHE, INVALID, ROOT, Past, employment, household, scheme, sheet, typed, village
from tests.data_access.rules.test_row_rules import ABOUT, small


def test_the_second_row_is_named_and_says_the_first() -> None:
    rows = typed(sheet("employment"), [employment(), employment(region=village(2)), employment(), employment()])
    found = check_within(rows, scheme=scheme())
    assert [(p.code, p.cell, p.row) for p in found] == [("duplicate_key", "A8", 8), ("duplicate_key", "A9", 9)]
    assert all("第6行" in problem.message for problem in found)


def test_blank_and_faulty_keys_are_no_duplicates() -> None:
    rows = typed(sheet("employment"), [employment(region=cell) for cell in (None, None, INVALID, INVALID)])
    assert check_within(rows, scheme=scheme()) == []


def reporter_codes(rows, past: Past | None = None, reporter: str = GONGHE, **departments: str):
    checked = check_reporter(
        rows, scheme=scheme(departments=departments or {"dept:a": "县甲局"}), reporter=reporter, period="2023Q1",
        earlier=past or Past(), root=ROOT,
    )  # fmt: skip
    return [(problem.code, problem.cell) for problem in checked]


def test_a_household_that_another_reporter_holds() -> None:
    rows = typed(sheet("household_income"), [household(), household(household_no="2"), household(household_no=INVALID)])
    past = Past(held={1: "532323102000", 2: "532323102000"})
    assert reporter_codes(rows, past) == [("key_elsewhere", "A7")]


def test_every_place_of_the_row_level_needs_a_row() -> None:
    villages = region_tree().inside(GONGHE, "village")
    rows = typed(sheet("employment"), [employment(region=place.code) for place in villages[2:]])
    found = check_reporter(rows, scheme=scheme(), reporter=GONGHE, period="2023-05", earlier=Past(), root=ROOT)
    assert [(p.code, p.cell, p.severity) for p in found] == [("rows_missing", None, "warning")] * 2
    assert [place.name in problem.message for place, problem in zip(villages, found, strict=False)] == [True, True]


def test_a_department_and_a_sheet_without_places_miss_no_place() -> None:
    assert reporter_codes(typed(sheet("employment"), [employment()]), reporter="dept:a") == []
    assert reporter_codes(typed(sheet("household_income"), [household()])) == []


YIELDS = [
    # returns of the 见效 projects on an investment of 100, → broken at a target of 7 %
    ([7, 7, 7, 5, 5], True),
    ([7, 7, 7, 5, 5, 5], False),  # exactly half is not more than half
    ([7, 7, 7, 7], False),  # fewer than five projects
    ([7, 7, "7.000001", 5, 5], False),
]


@pytest.mark.parametrize(("returns", "broken"), YIELDS)
def test_yields_exactly_at_the_target(returns: list[object], broken: bool) -> None:
    rule = Rule(
        kind="yield_share", left="a", right="b", setting="return_target",
        conditions=(Condition(field="state", value="见效"),), **ABOUT,
    )  # fmt: skip
    table = [{"key": str(n), "state": "见效", "a": amount, "b": 100} for n, amount in enumerate(returns)]
    table += [{"key": f"z{n}", "state": "在建", "a": 7, "b": 100} for n in range(5)]
    for target, expected in ((Fraction(7, 100), broken), (None, False)):
        settled = scheme({"return_target": target})
        found = check_reporter(
            typed(small(rule), table), scheme=settled, reporter=GONGHE, period="2023-05", earlier=Past(), root=ROOT
        )
        assert [(p.code, p.cell, p.row) for p in found] == ([("the_rule", None, None)] if expected else [])

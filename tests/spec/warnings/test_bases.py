"""Each base of comparison: which households it lists, what it cannot compare, and what it says."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from metrics.income import IncomeSettings
from metrics.income_quarters import Basis
from tests.spec.warnings.one_household import listed, only, warned

#: the quarters of a table, in its order; running totals of one person's net income, None: no row
QUARTERS = ("2022Q1", "2022Q2", "2022Q4", "2023Q1", "2023Q2", "2023Q4", "2024Q1", "2024Q2", "2024Q4")
Totals = tuple[int | None, ...]
#: cumulative 2024Q2 − 2023Q2; single quarters: (2024Q2 − 2024Q1) − (2023Q2 − 2023Q1);
#: four quarters: (2024Q2 + 2023Q4 − 2023Q2) − (2023Q2 + 2022Q4 − 2022Q2); whole years: 2024Q4 − 2023Q4
HOUSEHOLDS: list[tuple[str, Totals, tuple[bool, bool, bool, bool]]] = [
    # household, running totals, listed by cumulative, single_quarter, last_four_quarters (all 2024Q2), year (2024Q4)
    ("all the same", (10, 20, 40, 10, 20, 40, 10, 20, 40), (False, False, False, False)),
    ("a bad spring after a good winter", (10, 20, 40, 10, 20, 40, 15, 21, 41), (False, True, False, False)),
    ("a bad winter, a good spring", (10, 20, 40, 10, 20, 40, 5, 19, 41), (True, False, True, False)),
    ("a bad autumn last year", (10, 20, 40, 10, 20, 30, 10, 20, 40), (False, False, True, False)),
    ("a bad autumn this year", (10, 20, 40, 10, 20, 40, 10, 20, 39), (False, False, False, True)),
    ("better this year, a bad autumn last year", (10, 20, 40, 10, 20, 30, 10, 25, 40), (False, False, True, False)),
    ("worse in everything", (10, 20, 40, 9, 18, 36, 8, 15, 35), (True, True, True, True)),
    ("no row in the quarter before", (10, 20, 40, 10, 20, 40, None, 15, 35), (True, False, True, True)),
    ("no row in the quarter before a year ago", (10, 20, 40, None, 20, 40, 10, 15, 35), (True, False, True, True)),
    ("no fourth quarter last year", (10, 20, 40, 10, 20, None, 9, 15, 35), (True, True, False, False)),
    ("no fourth quarter the year before", (10, 20, None, 10, 20, 40, 9, 15, 35), (True, True, False, True)),
    ("no row two years ago", (10, None, 40, 10, 20, 40, 9, 15, 35), (True, True, False, True)),
    ("new this quarter", (None, None, None, None, None, None, None, 15, 35), (False, False, False, False)),
    ("no row a year ago", (10, 20, 40, 10, None, 40, 9, 15, 35), (False, False, False, True)),
]  # fmt: skip
BASES: tuple[tuple[Basis, str], ...] = (
    ("cumulative", "2024Q2"), ("single_quarter", "2024Q2"), ("last_four_quarters", "2024Q2"), ("year", "2024Q4"),
)  # fmt: skip


def _rows(totals: Totals, **more: Any) -> dict[str, dict[str, Any]]:
    return {
        quarter: {"net": total, "wage": total, "persons": 1} | more
        for quarter, total in zip(QUARTERS, totals, strict=True)
        if total is not None
    }


def _settings(basis: Basis, *rules: str, **bounds: str) -> IncomeSettings:
    return IncomeSettings(comparison=basis, work_line=None, rules=only(*rules, **bounds))


@pytest.mark.parametrize(("case", "totals", "expected"), HOUSEHOLDS, ids=[case for case, *_ in HOUSEHOLDS])
def test_who_fell_by_each_base(case: str, totals: Totals, expected: tuple[bool, ...]) -> None:
    found = tuple(listed("net_drop", _rows(totals), _settings(basis, "net_drop"), period) for basis, period in BASES)
    assert found == expected, case


@pytest.mark.parametrize(("case", "totals", "expected"), HOUSEHOLDS, ids=[case for case, *_ in HOUSEHOLDS])
def test_a_source_is_compared_by_the_same_base(case: str, totals: Totals, expected: tuple[bool, ...]) -> None:
    bounds = {"component_drop": "0", "component_drop_percent": "0"}
    found = tuple(
        listed("component_drop", _rows(totals), _settings(basis, "component_drop", **bounds), period) for basis, period in BASES
    )
    assert found == expected, case


@pytest.mark.parametrize("basis", ["cumulative", "single_quarter", "last_four_quarters", "year"])
def test_a_fourth_quarter_is_the_whole_year_to_all_but_single_quarters(basis: Basis) -> None:
    spring, autumn = (10, 20, 40, 10, 20, 40, 9, 15, 41), (10, 20, 40, 10, 20, 40, 15, 30, 39)
    single = basis == "single_quarter"
    for totals, fell in ((spring, False), (autumn, True)):
        rows = _rows(totals)
        rows |= {"2024Q3": {"net": 28, "persons": 1}, "2023Q3": {"net": 30, "persons": 1}}
        # single fourth quarters: 41 − 28 and 39 − 28, both above 40 − 30
        assert listed("net_drop", rows, _settings(basis, "net_drop"), "2024Q4") is (fell and not single)


@pytest.mark.parametrize("basis", ["single_quarter", "cumulative", "last_four_quarters"])
def test_in_a_first_quarter_the_running_total_is_the_quarter(basis: Basis) -> None:
    rows = _rows((10, 20, 40, 10, 20, 50, 9, 20, 40))
    found = warned(rows, _settings(basis, "net_drop"), "2024Q1")
    # four quarters: 9 + 50 − 10 against 10 + 40 − 10
    assert (found is not None) is (basis != "last_four_quarters")


def test_a_year_is_compared_only_when_it_is_over() -> None:
    rows = _rows((10, 20, 40, 10, 20, 40, 1, 2, 3))
    for quarter in ("2024Q1", "2024Q2"):
        assert not listed("net_drop", rows, _settings("year", "net_drop"), quarter)
    assert listed("net_drop", rows, _settings("year", "net_drop"), "2024Q4")


def test_two_quarters_fell_by_the_base_of_each() -> None:
    # first quarters 10 and 9; single second quarters 10 and 9
    rows = _rows((10, 20, 40, 10, 20, 40, 9, 18, 40))
    assert listed("two_quarter_fall", rows, _settings("single_quarter", "two_quarter_fall"))
    # running totals fell in both, the single second quarter did not
    rows = _rows((10, 20, 40, 10, 20, 40, 5, 19, 40))
    assert listed("two_quarter_fall", rows, _settings("cumulative", "two_quarter_fall"))
    assert not listed("two_quarter_fall", rows, _settings("single_quarter", "two_quarter_fall"))


@pytest.mark.parametrize("basis", ["cumulative", "single_quarter", "last_four_quarters", "year"])
def test_lines_are_yearly_whatever_is_compared(basis: Basis) -> None:
    settings = IncomeSettings(comparison=basis, line={2024: Fraction(31)}, rules=only("below_line", "near_line"))
    rows = _rows((10, 20, 40, 10, 20, 40, 9, 10, 40))
    # 10 + 40 − 20 = 30 a year
    found = warned(rows, settings)
    assert found is not None
    assert found["rules"] == ("below_line",)
    assert found["annual_per_capita"] == 30_000_000


@pytest.mark.parametrize(("basis", "period"), BASES)
def test_the_heads_of_now_divide_now_and_those_of_then_the_base(basis: Basis, period: str) -> None:
    rows = _rows((10, 20, 40, 10, 20, 40, 10, 20, 40))
    assert not listed("net_drop", rows, _settings(basis, "net_drop"), period)
    more = rows | {period: rows[period] | {"persons": 2}}
    found = warned(more, _settings(basis, "net_drop"), period)
    assert found is not None
    assert found["change_percent"] == -50_000_000
    assert "家庭人口1人→2人，家庭纯收入持平" in found["reason"]


SENTENCES: list[tuple[str, Basis, Totals, str]] = [
    ("running totals", "cumulative", (10, 20, 40, 10, 20, 40, 9, 15, 35), "同比下降25.00%，主要是工资性收入减少5元；有劳动力2人，无人务工。"),
    ("single quarters", "single_quarter", (10, 20, 40, 10, 20, 40, 9, 15, 35),
     "本季单季同比下降40.00%，主要是工资性收入减少4元；有劳动力2人，无人务工。"),
    ("four quarters", "last_four_quarters", (10, 20, 40, 10, 20, 40, 9, 15, 35),
     "近四个季度同比下降12.50%，主要是工资性收入减少5元；有劳动力2人，无人务工。"),
    ("a base of 0", "single_quarter", (10, 20, 40, 10, 10, 40, 9, 15, 35),
     "本季单季同比增加6元（上年同期人均0元，不计百分比）；有劳动力2人，无人务工。"),
    ("no quarter before", "single_quarter", (10, 20, 40, 10, 20, 40, None, 15, 35),
     "有劳动力2人，无人务工；缺本年第一季度数据，本季单季同比无法判断。"),
    ("no quarter before in both years", "single_quarter", (10, 20, 40, None, 20, 40, None, 15, 35),
     "有劳动力2人，无人务工；缺上年第一季度、本年第一季度数据，本季单季同比无法判断。"),
    ("no fourth quarter", "last_four_quarters", (10, 20, 40, 10, 20, None, 9, 15, 35),
     "有劳动力2人，无人务工；缺上年第四季度数据，近四个季度同比无法判断。"),
    ("nothing two years ago", "last_four_quarters", (None, None, None, 10, 20, 40, 9, 15, 35),
     "有劳动力2人，无人务工；缺前年第二季度、前年第四季度数据，近四个季度同比无法判断。"),
    ("a year not over", "year", (10, 20, 40, 10, 20, 40, 9, 15, 35), "有劳动力2人，无人务工；全年收入未出，全年同比无法判断。"),
    ("new", "last_four_quarters", (None, None, None, None, None, None, None, 15, 35),
     "有劳动力2人，无人务工；上年无同季数据，无可比基期。"),
]  # fmt: skip


@pytest.mark.parametrize(("case", "basis", "totals", "sentence"), SENTENCES, ids=[case for case, *_ in SENTENCES])
def test_the_sentence_names_what_is_compared_or_what_is_missing(case: str, basis: Basis, totals: Totals, sentence: str) -> None:
    found = warned(_rows(totals, labourers=2, employed=0), _settings(basis, "net_drop", "idle_labour"))
    assert found is not None, case
    assert found["reason"] == sentence


def test_one_missing_quarter_is_named_once_for_both_that_it_hinders() -> None:
    rows = _rows((10, 20, 40, 10, 20, None, 9, 15, 35), labourers=2, employed=0)
    settings = IncomeSettings(comparison="last_four_quarters", rules=only("idle_labour", "below_work_line"))
    found = warned(rows, settings)
    assert found is not None
    assert found["reason"] == "有劳动力2人，无人务工；缺上年第四季度数据，近四个季度同比无法判断，年人均收入无法判断。"

"""Rules against the earlier reports of the same reporter."""

from __future__ import annotations

import pytest

from data_access.problems import Problem
from data_access.rules.past import check_against_past
from data_access.typed_rows import TypedRows
from tests.data_access.rules.build import (
    GONGHE,
    INVALID,
    ROOT,
    XINQIAO,
    Past,
    collective,
    employment,
    household,
    scheme,
    sheet,
    typed,
    village,
)  # fmt: skip


def found(rows: TypedRows, period: str, **past: TypedRows) -> list[Problem]:
    """Findings against reports given as ``m2023_04`` or ``q2023Q1``."""
    reports = {(GONGHE, name[1:].replace("_", "-")): before for name, before in past.items()}
    reports[(XINQIAO, "2023-01")] = rows  # another reporter's past is nobody else's business
    return check_against_past(rows, root=ROOT, reporter=GONGHE, period=period, earlier=Past(reports=reports), scheme=scheme())


def codes(problems: list[Problem]) -> list[tuple[str, str | None]]:
    return [(problem.code, problem.cell) for problem in problems]


def jobs(**cells: object) -> TypedRows:
    return typed(sheet("employment"), [employment(**cells)])


def incomes(**cells: object) -> TypedRows:
    return typed(sheet("collective_economy"), [collective(**cells)])


FALLS = [(30, 30, False), (30, 29, True), (30, None, False), (None, 29, False), (30, INVALID, False)]


@pytest.mark.parametrize(("before", "now", "falls"), FALLS)
def test_cumulative_figures_do_not_fall(before: object, now: object, falls: bool) -> None:
    problems = found(jobs(trained=now, returned=1), "2023-05", m2023_04=jobs(trained=before))
    assert codes(problems) == ([("ytd_never_falls", "S6")] if falls else [])


def test_the_latest_earlier_report_of_the_year_counts() -> None:
    assert codes(found(jobs(trained=20), "2023-05", m2023_02=jobs(trained=10), m2023_01=jobs(trained=30))) == []
    assert codes(found(jobs(trained=20), "2023-01", m2022_12=jobs(trained=300))) == []


def test_figures_that_may_be_negative_may_fall() -> None:
    quarter = typed(sheet("household_income"), [household(net=30000, net_per_capita=7500, wage=30000)])
    before = typed(sheet("household_income"), [household()])
    assert codes(found(quarter, "2023Q2", q2023Q1=before)) == []


def test_the_sentence_names_both_periods_and_figures() -> None:
    problem = found(jobs(trained=29), "2023-05", m2023_04=jobs(trained=30))[0]
    for words in ("技能培训（培训人次）", "29人次", "2023年4月", "30人次"):
        assert words in problem.message
    assert (problem.value, problem.row, problem.severity) == ("29", 6, "warning")


def test_a_key_with_cumulative_figures_may_not_vanish() -> None:
    before = typed(sheet("employment"), [
        employment(), employment(region=village(2)), employment(region=village(3), trained=0), employment(region=None),
    ])  # fmt: skip
    problems = found(jobs(returned=1), "2023-05", m2023_04=before)
    assert codes(problems) == [("key_missing", None)]
    assert "2023年4月" in problems[0].message
    assert codes(found(jobs(), "2023-01", m2022_12=before)) == []
    nothing = typed(sheet("employment"), [])
    assert codes(found(nothing, "2023-05", m2023_04=before)) == [("key_missing", None)] * 2


STOCK_JUMPS = [
    # before, now → jump: more than half away and by more than 10
    (100, 150, False),
    (100, 151, True),
    (100, 49, True),
    (100, 50, False),
    (20, 31, True),
    (20, 30, False),
    (0, 10, False),
    (0, 11, True),
    (None, 999, False),
    (100, INVALID, False),
]


@pytest.mark.parametrize(("before", "now", "jumps"), STOCK_JUMPS)
def test_jumps_of_stocks(before: object, now: object, jumps: bool) -> None:
    problems = found(jobs(rangers=now, trained=31), "2023-01", m2022_11=jobs(rangers=before))
    assert codes(problems) == ([("jump", "R6")] if jumps else [])


def test_flows_and_amounts_per_something_do_not_jump() -> None:
    now, before = jobs(returned=500, public_post_pay=9000, trained=31), jobs(returned=1, public_post_pay=800)
    assert codes(found(now, "2023-05", m2023_04=before)) == []


YTD_JUMPS = [
    # 2 万元 by April (0.5 a month): in May more than 1.5 a month is a jump, and by more than 1
    ("3.5", "2023-05", False),
    ("3.500001", "2023-05", True),
    ("5", "2023-06", False),  # two months since: 3 万元 are allowed
    ("5.000001", "2023-06", True),
]


@pytest.mark.parametrize(("subsidy", "period", "jumps"), YTD_JUMPS)
def test_jumps_of_cumulative_figures(subsidy: str, period: str, jumps: bool) -> None:
    past = {"m2023_01": incomes(subsidy="0.5"), "m2023_04": incomes(subsidy=2)}
    problems = found(incomes(subsidy=subsidy), period, **past)
    assert codes(problems) == ([("jump", "F6")] if jumps else [])


def test_a_small_increase_is_no_jump() -> None:
    past = {"m2023_01": incomes(subsidy="0.01"), "m2023_04": incomes(subsidy="0.04")}
    assert codes(found(incomes(subsidy="1.04"), "2023-05", **past)) == []
    assert codes(found(incomes(subsidy="1.040001"), "2023-05", **past)) == [("jump", "F6")]


def test_cumulative_jumps_begin_with_the_third_report() -> None:
    assert codes(found(incomes(subsidy=90), "2023-05", m2023_04=incomes(subsidy=2))) == []
    past = {"m2022_11": incomes(subsidy=1), "m2022_12": incomes(subsidy=1), "m2023_04": incomes(subsidy=2)}
    assert codes(found(incomes(subsidy=90), "2023-05", **past)) == []


def test_quarters_count_three_months() -> None:
    def wages(amount: int) -> TypedRows:
        return typed(sheet("household_income"), [household(transfer=amount)])

    past = {"q2023Q1": wages(1000), "q2023Q2": wages(3000)}  # 500 a month: 4500 more by September are allowed
    assert codes(found(wages(7500), "2023Q3", **past)) == []
    assert codes(found(wages(7501), "2023Q3", **past)) == [("jump", "M6")]


def test_a_copied_report_is_said_once() -> None:
    problems = found(jobs(), "2023-05", m2023_03=jobs())
    assert codes(problems) == [("same_as_last", None)]
    assert "2023年3月" in problems[0].message
    assert codes(found(jobs(), "2023-01", m2022_12=jobs())) == [("same_as_last", None)]
    assert codes(found(jobs(remark="已核"), "2023-05", m2023_04=jobs())) == []
    assert codes(found(jobs(rangers="/"), "2023-05", m2023_04=jobs())) == []


def test_two_nil_returns_are_no_copy() -> None:
    nothing = typed(sheet("household_income"), [])
    assert codes(found(nothing, "2023Q2", q2023Q1=nothing)) == []


def test_figures_at_the_edge_of_what_can_be_stored_do_not_wrap_round() -> None:
    most = 9_223_372_036_854  # close to 2**63 counts of 1e-6
    now, before = (typed(sheet("household_income"), [household(net=sign * most)]) for sign in (1, -1))
    assert codes(found(now, "2023Q3", q2023Q1=before, q2023Q2=before)) == [("jump", "N6")]

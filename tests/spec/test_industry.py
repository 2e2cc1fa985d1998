"""Industry: projects by code, households a million, returns, villages without a pioneer, greenhouse by township."""

from fractions import Fraction
from typing import Any

import pytest

from tests.metrics.county import COUNTY, VILLAGES, A, B, C, Reports, answer, answers, pack, target

V = VILLAGES
MAY = "2023-05"
CENTRAL, PROVINCIAL, GIVEN = "中央衔接资金", "省级衔接资金", "社会捐赠资金"


def project(code: str, fund_source: str = CENTRAL, **fields: Any) -> dict[str, Any]:
    return {"code": code, "fund_source": fund_source, "region": V[0], "mechanism": "是", "progress": "在建", **fields}


def figure(indicator: str, *rows: dict[str, Any], table: str = "") -> Any:
    reports = Reports().hand_in("industry_projects", MAY, A, *rows)
    return answer(reports, f"industry.{indicator}", MAY, asked_pack=pack(table)).figure


# A project with two funds stands in two rows; a condition holds for its code where it holds in one of them.
MECHANISMS = [
    ([("1", "是"), ("1", "是"), ("2", "否")], (2, 1, 2, 1)),
    ([("1", "是"), ("1", "否"), ("2", "否")], (2, 1, 2, 2)),
    ([("1", "否"), ("1", "否")], (1, 0, 1, 1)),
    ([("1", None), ("2", "是")], (2, 1, 1, 0)),
]


@pytest.mark.parametrize(("rows", "expected"), MECHANISMS)
def test_projects_are_counted_by_code(rows: list[tuple[str, str | None]], expected: tuple[int, ...]) -> None:
    funds = (CENTRAL, PROVINCIAL, GIVEN)
    given = [project(code, fund, mechanism=mechanism) for (code, mechanism), fund in zip(rows, funds, strict=False)]
    rate = figure("mechanism_rate", *given)
    without = figure("projects_without_mechanism", *given)
    assert (figure("projects", *given).value, rate.numerator, rate.denominator, without.value) == expected
    assert figure("projects", *given).rows == len(given)


def test_a_row_with_a_low_return_puts_its_code_on_the_list_once() -> None:
    low, high = {"fiscal_investment": 100, "annual_return": 5}, {"fiscal_investment": 100, "annual_return": 50}
    rows = [project("1", CENTRAL, progress="见效", **low), project("1", PROVINCIAL, progress="见效", **high)]
    rows += [project("2", CENTRAL, progress="见效", **low), project("2", PROVINCIAL, progress="见效", **low)]
    assert figure("projects_below_return", *rows, table="[settings]\nreturn_target = 0.07\n").value == 2


RETURNS = [("7", 0), ("6.999999", 1), ("7.000001", 0), ("-3", 1), (None, 0)]


@pytest.mark.parametrize(("annual_return", "below"), RETURNS)
def test_exactly_seven_per_cent_is_not_below(annual_return: str | None, below: int) -> None:
    row = project("1", progress="见效", fiscal_investment=100, annual_return=annual_return)
    assert figure("projects_below_return", row, table="[settings]\nreturn_target = 0.07\n").value == below
    assert figure("projects_below_return", row).value is None  # the pack sets none


def test_only_projects_that_yield_count_for_the_return() -> None:
    rows = [
        project("1", progress="见效", fiscal_investment=100, annual_return=6),
        project("2", progress="见效", fiscal_investment=50, annual_return=-1),
        project("3", progress="完工", fiscal_investment=1000, annual_return=900),
        project("4", progress="见效", fiscal_investment=1000),
    ]
    found = figure("return_rate", *rows)
    assert (found.numerator, found.denominator, found.value, found.rows) == (5, 150, Fraction(10, 3), 3)


def test_households_a_million_yuan_of_linkage_funds() -> None:
    rows = [
        project("1", CENTRAL, industry_investment="600.6543", lifted_households=60, monitored_households=5),
        project("1", PROVINCIAL, industry_investment="387", lifted_households=30, monitored_households=0),
        project("2", GIVEN, industry_investment="500", lifted_households=100, monitored_households=100),
        project("3", CENTRAL, industry_investment="500", lifted_households=100),
    ]
    found = figure("households_per_million", *rows)
    assert (found.numerator, found.denominator) == (95, Fraction("987.6543"))
    assert found.value == Fraction(95 * 100 * 10000, 9876543)
    assert round(float(found.value), 2) == 9.62


def test_shares_of_each_fund_that_go_to_industry() -> None:
    rows = [
        project("1", CENTRAL, fiscal_investment=100, industry_investment=60),
        project("1", PROVINCIAL, fiscal_investment=100, industry_investment=52),
        project("2", CENTRAL, fiscal_investment=100, industry_investment=70),
    ]
    assert (figure("central_share", *rows).value, figure("provincial_share", *rows).value) == (65, 52)
    assert figure("provincial_share", *rows[::2]).reason == "not_comparable"  # no such fund


def linkage(**by_village: dict[str, Any]) -> Reports:
    reports = Reports()
    for town in (A, B, C):
        rows = [{"region": code[1:], **row} for code, row in by_village.items() if code[1:].startswith(town[:9])]
        reports.hand_in("industry_linkage", MAY, town, *rows)
    return reports


def test_villages_without_a_pioneer_where_some_left_it_blank() -> None:
    pioneers = dict(zip(V, (0, 1, None, 3, 0, 7), strict=True))
    reports = linkage(**{f"v{code}": {"pioneers": count} for code, count in pioneers.items()})
    found = answer(reports, "industry.villages_without_pioneer", MAY).figure
    assert (found.value, found.rows, found.rows_expected) == (2, 5, 6)
    blank = answer(reports, "industry.villages_without_pioneer", MAY, V[2]).figure
    assert (blank.value, blank.rows, blank.rows_expected) == (0, 0, 1)  # a count: no village is known to have none


@pytest.mark.parametrize(("pioneers", "status"), [((1, 1), "met"), ((0, 5), "far_behind")])
def test_one_village_without_a_pioneer_is_too_many(pioneers: tuple[int, int], status: str) -> None:
    reports = linkage(**{f"v{code}": {"pioneers": count} for code, count in zip(V, pioneers, strict=False)})
    asked = pack(target(indicator="industry.villages_without_pioneer", op="<=", value=0, unit="个"))
    (judged,) = [one.target for one in answers(asked, reports, MAY) if one.target]
    assert (judged.status, judged.completion, judged.gap) == (status, None, pioneers.count(0))


GREENHOUSE = {"indicator": "industry.greenhouse", "kind": "progress", "unit": "亩"}


def test_greenhouse_is_judged_in_each_township_by_its_own_target() -> None:
    asked = pack(
        target(code="G", value=8000, **GREENHOUSE),
        target(code="GT", value=2000, scope=A, **GREENHOUSE),
        target(code="GT", value=1000, scope=B, **GREENHOUSE),
    )
    reports = linkage(
        **{f"v{V[0]}": {"greenhouse": 500}, f"v{V[1]}": {"greenhouse": "333.333333"}, f"v{V[2]}": {"greenhouse": 250}}
    )
    found = {
        place: [
            (one.target.code, one.figure.value, one.target.value, one.target.status, one.target.gap)
            for one in answers(asked, reports, MAY, place)
            if one.target
        ]
        for place in (COUNTY, A, B, C)
    }
    assert found == {
        COUNTY: [("G", Fraction("1083.333333"), 8000, "far_behind", Fraction("-6916.666667"))],
        A: [("GT", Fraction("833.333333"), 2000, "behind", Fraction("-1166.666667"))],  # 5/12 of it would be 833.33…
        B: [("GT", 250, 1000, "far_behind", -750)],
        C: [],
    }
    reports.hand_in("industry_linkage", MAY, A, {"region": V[0], "greenhouse": "833.333334"})
    (judged,) = [one.target for one in answers(asked, reports, MAY, A) if one.target]
    assert (judged.status, judged.pace) == ("on_pace", Fraction(500, 12))

"""Shares and rates of the prefectures' papers: points for falls above the prefecture's own share, shares of persons, a zero below the line."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from metrics.rounding import half_up
from tests.metrics.county import Reports
from tests.spec.prefecture import CITY, MALONG, QILIN, QUJING, WENSHAN, ZHANYI, asked, household, judged, short, township


def falls(county: str, households: int, falling: int) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    numbers = [f"{county[:6]}{number}" for number in range(households)]
    then = [household(number, county, operating_gross=100) for number in numbers]
    now = [
        household(number, county, operating_gross=99 if position < falling else 100) for position, number in enumerate(numbers)
    ]
    return then, now


def city_of(**parts: tuple[int, int]) -> Reports:
    names, reports = {"qilin": QILIN, "zhanyi": ZHANYI, "malong": MALONG}, Reports()
    for name, (households, falling) in parts.items():
        then, now = falls(names[name], households, falling)
        reports.hand_in("household_income", "2022Q4", names[name], *then)
        reports.hand_in("household_income", "2023Q4", names[name], *now)
    return reports


def test_12_4_percent_against_9_1_costs_1_65_points() -> None:
    reports = city_of(qilin=(250, 31), zhanyi=(500, 50), malong=(250, 10))
    shares = asked(QUJING, reports, "2023Q4", by_child=True, indicators={"income.operating_drop_share"})
    found = {entry.figure.region: entry.figure.value for entry in shares}
    assert found == {QUJING: Fraction("9.1"), QILIN: Fraction("12.4"), ZHANYI: 10, MALONG: 4}
    points = {
        place: judged(QUJING, "INC-Q03", reports, "2023Q4", place)[0].figure.value for place in (QUJING, QILIN, ZHANYI, MALONG)
    }
    assert points == {QUJING: 0, QILIN: Fraction("-1.65"), ZHANYI: Fraction("-0.45"), MALONG: 0}
    _, rule = judged(QUJING, "INC-Q03", reports, "2023Q4", QILIN)
    assert (rule.status, rule.value, rule.gap, rule.completion, rule.short) == (None, Fraction("-0.5"), None, None, ())


def test_points_are_pro_rata_and_the_root_pools_its_households() -> None:
    reports = city_of(qilin=(3, 1), zhanyi=(9, 1))  # 1/3 and 1/9; pooled 2/12, not their mean 2/9
    result, _ = judged(QUJING, "INC-Q03", reports, "2023Q4", QILIN)
    assert result.figure.value == Fraction(-25, 3)
    assert half_up(result.figure.value, 2) == Decimal("-8.33")


def test_a_county_without_last_year_or_without_a_report_loses_no_points() -> None:
    reports = city_of(qilin=(4, 1))
    reports.hand_in("household_income", "2023Q4", ZHANYI, household("9", ZHANYI, operating_gross=1))
    new, _ = judged(QUJING, "INC-Q03", reports, "2023Q4", ZHANYI)
    missing, _ = judged(QUJING, "INC-Q03", reports, "2023Q4", MALONG)
    assert (new.figure.value, new.figure.reason) == (None, "not_comparable")
    assert (missing.figure.value, missing.figure.reason) == (None, "not_reported")


# 保山 removed 27,256 of 54,851 persons from the list: 49.69 %, not the 44.49 % of households


def test_a_share_of_persons_is_exact_and_rounded_once() -> None:
    row = {"region": township(CITY), "willing_households": 54851, "employed_households": 27256}
    reports = Reports().hand_in("employment", "2024-05", CITY, row)
    result, found = judged(WENSHAN, "EMP-W04", reports, "2024-05")
    assert (result.figure.numerator, result.figure.denominator) == (27256, 54851)
    assert result.figure.value == Fraction(2725600, 54851)
    assert half_up(result.figure.value, 2) == Decimal("49.69")
    assert found.status == "far_behind"


def test_a_zero_denominator_cannot_be_compared() -> None:
    row = {"region": township(CITY), "willing_households": 0, "employed_households": 0}
    result, found = judged(WENSHAN, "EMP-W04", Reports().hand_in("employment", "2024-05", CITY, row), "2024-05")
    assert (result.figure.value, result.figure.denominator, found.status) == (None, 0, "not_comparable")
    funds = {"code": "1", "fund_source": "省级衔接资金", "region": ZHANYI, "fiscal_investment": 100, "industry_investment": 52}
    reports = Reports().hand_in("industry_projects", "2023-05", ZHANYI, funds)
    _, central = judged(QUJING, "FIN-Q01", reports, "2023-05", ZHANYI)
    _, provincial = judged(QUJING, "FIN-Q02", reports, "2023-05", ZHANYI)
    assert (central.status, provincial.status) == ("not_comparable", "met")


def test_95_households_on_9876543_yuan_are_9_62_a_million() -> None:
    funds = {
        "code": "1", "fund_source": "中央衔接资金", "region": QILIN, "fiscal_investment": 1000, "industry_investment": "987.6543",
        "lifted_households": 80, "monitored_households": 15,
    }  # fmt: skip
    result, found = judged(QUJING, "IND-Q14", Reports().hand_in("industry_projects", "2023-05", QILIN, funds), "2023-05")
    assert half_up(result.figure.value or Fraction(0), 2) == Decimal("9.62")
    assert (found.status, [region for region, _ in short(found)]) == ("behind", [QILIN])

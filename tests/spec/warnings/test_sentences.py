"""The sentence of a listed household, word for word."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from metrics.income import IncomeSettings
from metrics.income_quarters import Basis
from metrics.income_rules import DEFAULT_RULES
from tests.spec.warnings.one_household import only, warned, with_line

LINE = with_line(
    low_income_cutoff={2024: Fraction(6500)},
    reference_income={2023: Fraction(14342)},
)

# fourth quarters: now and a year before
FOURTH: list[tuple[str, dict[str, Any], dict[str, Any] | None, str]] = [
    (
        "below the line, wages drove the fall, fewer in work",
        {"wage": 24560, "transfer": 6000, "employed": 1},
        {"wage": 30960, "transfer": 6400, "employed": 2},
        "年人均7,640元，低于监测线8,000元360元；同比下降18.20%，主要是工资性收入减少6,400元（务工2人→1人）。",
    ),
    (
        "below the line though income rose",
        {"wage": 30000, "employed": 1},
        {"wage": 28000, "employed": 1},
        "年人均7,500元，低于监测线8,000元500元；同比增长7.14%。",
    ),
    (
        "below 1万元 only",
        {"wage": 39600, "employed": 1},
        {"wage": 39600, "employed": 1},
        "年人均9,900元，低于1万元，差100元；同比持平。",
    ),
    (
        "near the line and below 1万元, new",
        {"wage": 34620},
        None,
        "年人均8,655元，高于监测线8,000元655元（10%以内），低于1万元，差1,345元；上年无同季数据，无可比基期。",
    ),
    (
        "on the line",
        {"wage": 32000},
        None,
        "年人均8,000元，与监测线8,000元持平（10%以内），低于1万元，差2,000元；上年无同季数据，无可比基期。",
    ),
    (
        "below the line by less than half a 元",
        {"wage": 31999},
        None,
        "年人均8,000元，低于监测线8,000元不足1元；上年无同季数据，无可比基期。",
    ),
    (
        "at the low-income cut-off",
        {"wage": 26000},
        {"wage": 26000},
        "年人均6,500元，低于监测线8,000元1,500元，不高于低收入组上限6,500元；同比持平。",
    ),
    (
        "a fall of operating income, cost counted",
        {"wage": 60000, "operating_gross": 9000, "operating_cost": 6000},
        {"wage": 60000, "operating_gross": 9000, "operating_cost": 1020},
        "同比下降7.33%，主要是生产经营净收入减少4,980元。",
    ),
    (
        "a second source fell by a rule of its own",
        {"wage": 60000, "transfer": 2000},
        {"wage": 70000, "transfer": 6000},
        "同比下降18.42%，主要是工资性收入减少10,000元；转移性收入减少4,000元（下降66.67%）。",
    ),
    (
        "operating income fell while the household's rose",
        {"wage": 61000, "operating_gross": 1000},
        {"wage": 50000, "operating_gross": 1600},
        "同比增长20.16%；生产经营净收入减少600元。",
    ),
    (
        "property drove it",
        {"wage": 60000, "property": 0},
        {"wage": 60000, "property": 3000},
        "同比下降4.76%，主要是财产性收入减少3,000元。",
    ),
    (
        "equal falls name the first",
        {"wage": 60000, "transfer": 1000},
        {"wage": 61000, "transfer": 2000},
        "同比下降3.17%，主要是工资性收入减少1,000元。",
    ),
    (
        "more heads and less income",
        {"wage": 65300, "persons": 6, "employed": 3, "labourers": 3},
        {"wage": 66837, "persons": 5, "employed": 3, "labourers": 3},
        "同比下降18.58%，家庭人口5人→6人，家庭纯收入下降2.30%，主要是工资性收入减少1,537元。",
    ),
    (
        "more heads and more income: no source drove it",
        {"wage": 70000, "persons": 5},
        {"wage": 66000, "persons": 4},
        "同比下降15.15%，家庭人口4人→5人，家庭纯收入增长6.06%。",
    ),
    (
        "from a base below zero",
        {"wage": 60000, "operating_cost": 120000},
        {"wage": 60000, "operating_cost": 61200},
        "年人均−15,000元，低于监测线8,000元23,000元，不高于低收入组上限6,500元；"
        "同比减少14,700元（上年同期人均−300元，不计百分比），主要是生产经营净收入减少58,800元。",
    ),
    (
        "from a base of zero",
        {"operating_cost": 2000},
        {"operating_cost": 0},
        "年人均−500元，低于监测线8,000元8,500元，不高于低收入组上限6,500元；"
        "同比减少500元（上年同期人均0元，不计百分比），主要是生产经营净收入减少2,000元。",
    ),
    (
        "a fall that rounds to nothing",
        {"wage": "79999.99"},
        {"wage": 80000},
        "同比下降不足0.01%，主要是工资性收入减少不足1元。",
    ),
    (
        "nobody works",
        {"wage": 0, "transfer": 60000, "labourers": 2, "employed": 0},
        {"wage": 0, "transfer": 48000, "labourers": 2, "employed": 0},
        "同比增长25.00%；有劳动力2人，无人务工。",
    ),
    (
        "medical costs",
        {"wage": 60000, "medical_self_paid": "8000.50"},
        {"wage": 60000},
        "同比持平；合规自付支出8,001元，超过上年参考收入14,342元的50%。",
    ),
    (
        "income is blank",
        {"wage": 60000, "net": None, "net_per_capita": None, "labourers": 1, "employed": 0},
        {"wage": 60000, "persons": 5},
        "家庭人口5人→4人；有劳动力1人，无人务工；数据缺项，同比无法判断，年人均收入无法判断。",
    ),
]


@pytest.mark.parametrize(("case", "now", "then", "sentence"), FOURTH, ids=[case for case, *_ in FOURTH])
def test_sentence_of_a_fourth_quarter(case: str, now: dict[str, Any], then: dict[str, Any] | None, sentence: str) -> None:
    found = warned({"2024Q4": now, "2023Q4": then}, LINE, "2024Q4")
    assert found is not None, case
    assert found["reason"] == sentence


SECOND: list[tuple[str, dict[str, Any], IncomeSettings, str]] = [
    (
        "crossed since the quarter before",
        {
            "2024Q2": {"wage": 10000},
            "2024Q1": {"wage": 9000},
            "2023Q4": {"wage": 34000},
            "2023Q2": {"wage": 14000},
            "2023Q1": {"wage": 7000},
        },
        LINE,
        "年人均7,500元，低于监测线8,000元500元（上季度未低于）；同比下降28.57%，主要是工资性收入减少4,000元。",
    ),
    (
        "two quarters in a row",
        {
            "2024Q2": {"wage": 20000},
            "2024Q1": {"wage": 9000},
            "2023Q4": {"wage": 60000},
            "2023Q2": {"wage": 21000},
            "2023Q1": {"wage": 9100},
        },
        LINE,
        "同比下降4.76%，连续两个季度下降，主要是工资性收入减少1,000元。",
    ),
    (
        "new and idle: nothing can be judged",
        {"2024Q2": {"wage": 0, "labourers": 3, "employed": 0}},
        LINE,
        "有劳动力3人，无人务工；上年无同季数据，无可比基期，年人均收入无法判断。",
    ),
    (
        "last year's fourth quarter is missing",
        {"2024Q2": {"wage": 9000}, "2023Q2": {"wage": 10000}},
        LINE,
        "同比下降10.00%，主要是工资性收入减少1,000元；缺上年第四季度数据，年人均收入无法判断。",
    ),
    (
        "nothing asks for the year: nothing is said of it",
        {"2024Q2": {"wage": 9000}, "2023Q2": {"wage": 10000}},
        IncomeSettings(work_line=None),
        "同比下降10.00%，主要是工资性收入减少1,000元。",
    ),
    (
        "a line rule that is off asks for nothing",
        {"2024Q2": {"wage": 9000}, "2023Q2": {"wage": 10000}},
        with_line(rules=only("net_drop")),
        "同比下降10.00%，主要是工资性收入减少1,000元。",
    ),
    (
        "the pack compares gross operating income",
        {
            "2024Q2": {"operating_gross": 9000, "operating_cost": 100},
            "2023Q2": {"operating_gross": 9500, "operating_cost": 100},
        },
        IncomeSettings(work_line=None, operating_basis="gross", rules=only("operating_drop")),
        "同比下降5.32%，主要是生产经营净收入减少500元；生产经营性收入减少500元。",
    ),
    (
        "a line that is no round sum and a work line in 元",
        {"2024Q2": {"wage": 0}, "2023Q4": {"wage": 37600}, "2023Q2": {"wage": 0}},
        IncomeSettings(line={2024: Fraction("8700.5")}, work_line=Fraction(9500), rules=DEFAULT_RULES),
        "年人均9,400元，高于监测线8,700.50元700元（10%以内），低于9,500元，差100元；同比持平（上年同期人均0元，不计百分比）。",
    ),
]


@pytest.mark.parametrize(("case", "quarters", "settings", "sentence"), SECOND, ids=[case for case, *_ in SECOND])
def test_sentence_of_a_second_quarter(case: str, quarters: dict[str, Any], settings: IncomeSettings, sentence: str) -> None:
    found = warned(quarters, settings)
    assert found is not None, case
    assert found["reason"] == sentence


BASES: list[tuple[Basis, str, str]] = [
    ("cumulative", "2024Q2", "同比持平；有劳动力1人，无人务工。"),
    ("single_quarter", "2024Q2", "本季单季同比下降25.00%，主要是工资性收入减少1,000元；有劳动力1人，无人务工。"),
    ("last_four_quarters", "2024Q2", "近四个季度同比增长50.00%；有劳动力1人，无人务工。"),
    ("year", "2024Q2", "有劳动力1人，无人务工；全年收入未出，全年同比无法判断。"),
    ("year", "2023Q4", "全年同比增长50.00%；有劳动力1人，无人务工。"),
]


@pytest.mark.parametrize(("basis", "period", "sentence"), BASES)
def test_the_sentence_names_the_income_that_is_compared(basis: Basis, period: str, sentence: str) -> None:
    """Running totals of wages: the year before 1,000, 5,000 and 20,000, this year 2,000 and 5,000; the fourth quarter 30,000."""
    wages = {"2022Q2": 5000, "2022Q4": 20000, "2023Q1": 1000, "2023Q2": 5000, "2023Q4": 30000, "2024Q1": 2000, "2024Q2": 5000}
    idle = {"labourers": 1, "employed": 0}
    settings = IncomeSettings(work_line=None, comparison=basis, rules=only("net_drop", "idle_labour"))
    found = warned({quarter: idle | {"wage": wage} for quarter, wage in wages.items()}, settings, period)
    assert found is not None
    assert found["reason"] == sentence

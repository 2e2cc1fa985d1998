"""Each clause of the sentence alone, by the one rule that asks for it, and all of them together."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from metrics.income import IncomeSettings
from tests.spec.warnings.one_household import only, warned, with_line

#: four persons' fourth quarter, now and a year ago; what is not named is the same in both years
CLAUSES: list[tuple[str, str, dict[str, Any], dict[str, Any], dict[str, Any], str]] = [
    # clause, rule, settings, now, then, sentence
    ("below the line", "below_line", {}, {"wage": 30560}, {}, "年人均7,640元，低于监测线8,000元360元；同比持平。"),
    ("below it by a fen", "below_line", {}, {"wage": "31999.96"}, {}, "年人均8,000元，低于监测线8,000元不足1元；同比持平。"),
    ("below it by half a 元", "below_line", {}, {"wage": 31998}, {}, "年人均8,000元，低于监测线8,000元1元；同比持平。"),
    ("below it at a loss", "below_line", {}, {"operating_cost": 4000}, {},
     "年人均−1,000元，低于监测线8,000元9,000元；同比持平（上年同期人均−1,000元，不计百分比）。"),
    ("below it with nothing", "below_line", {}, {"wage": 0}, {}, "年人均0元，低于监测线8,000元8,000元；同比持平（上年同期人均0元，不计百分比）。"),
    ("near the line", "near_line", {}, {"wage": 34620}, {}, "年人均8,655元，高于监测线8,000元655元（10%以内）；同比持平。"),
    ("on the line", "near_line", {}, {"wage": 32000}, {}, "年人均8,000元，与监测线8,000元持平（10%以内）；同比持平。"),
    ("near it by a fen", "near_line", {}, {"wage": "32000.04"}, {}, "年人均8,000元，高于监测线8,000元不足1元（10%以内）；同比持平。"),
    ("near by a share of its own", "near_line", {"near_line_percent": "7.5"}, {"wage": 34400}, {},
     "年人均8,600元，高于监测线8,000元600元（7.50%以内）；同比持平。"),
    ("below 1万元", "below_work_line", {}, {"wage": 39600}, {}, "年人均9,900元，低于1万元，差100元；同比持平。"),
    ("below another work line", "below_work_line", {"work_line": Fraction(12000)}, {"wage": 39600}, {}, "年人均9,900元，低于12,000元，差2,100元；同比持平。"),
    ("the low-income cut-off", "low_income", {}, {"wage": 26000}, {}, "年人均6,500元，不高于低收入组上限6,500元；同比持平。"),
    ("a fall, wages", "net_drop", {}, {"wage": 32000}, {"wage": 40000}, "同比下降20.00%，主要是工资性收入减少8,000元。"),
    ("a fall, fewer in work", "net_drop", {}, {"wage": 32000, "employed": 0}, {"wage": 40000, "employed": 3},
     "同比下降20.00%，主要是工资性收入减少8,000元（务工3人→0人）。"),
    ("a fall, more in work", "net_drop", {}, {"wage": 32000, "employed": 3}, {"wage": 40000, "employed": 2},
     "同比下降20.00%，主要是工资性收入减少8,000元。"),
    ("a fall, work not filled", "net_drop", {}, {"wage": 32000, "employed": None}, {"wage": 40000, "employed": 2},
     "同比下降20.00%，主要是工资性收入减少8,000元。"),
    ("a fall, 生产经营 by its cost", "net_drop", {}, {"operating_gross": 40000, "operating_cost": 8000}, {"operating_cost": 0},
     "同比下降20.00%，主要是生产经营净收入减少8,000元。"),
    ("a fall, property", "net_drop", {}, {"property": 32000}, {"property": 40000}, "同比下降20.00%，主要是财产性收入减少8,000元。"),
    ("a fall, transfers; who works says nothing", "net_drop", {}, {"transfer": 32000, "employed": 1}, {"transfer": 40000, "employed": 2},
     "同比下降20.00%，主要是转移性收入减少8,000元。"),
    ("a fall of the total alone", "net_drop", {}, {"wage": 40000, "net": 32000}, {"net": 40000}, "同比下降20.00%。"),
    ("a fall of everything", "net_drop", {}, {"wage": 0}, {"wage": 40000}, "同比下降100.00%，主要是工资性收入减少40,000元。"),
    ("a fall of more than everything", "net_drop", {}, {"wage": 0, "operating_cost": 600000}, {"wage": 40000, "operating_cost": 0},
     "同比下降1,600.00%，主要是生产经营净收入减少600,000元。"),
    ("more heads", "net_drop", {}, {"wage": 40000, "persons": 5}, {"persons": 4},
     "同比下降20.00%，家庭人口4人→5人，家庭纯收入持平。"),
    ("more heads and less income", "net_drop", {}, {"wage": 36000, "persons": 5}, {"wage": 40000, "persons": 4},
     "同比下降28.00%，家庭人口4人→5人，家庭纯收入下降10.00%，主要是工资性收入减少4,000元。"),
    ("生产经营", "operating_drop", {}, {"wage": 40000, "operating_gross": 500}, {"wage": 30000, "operating_gross": 1000},
     "同比增长30.65%；生产经营净收入减少500元。"),
    ("生产经营 before cost", "operating_drop", {"operating_basis": "gross"},
     {"wage": 40000, "operating_gross": 500}, {"wage": 30000, "operating_gross": 1000}, "同比增长30.65%；生产经营性收入减少500元。"),
    ("a component, wages", "component_drop", {}, {"wage": 3000, "transfer": 40000}, {"wage": 5000, "transfer": 30000},
     "同比增长22.86%；工资性收入减少2,000元（下降40.00%）。"),
    ("a component, 生产经营", "component_drop", {}, {"operating_gross": 3000, "transfer": 40000},
     {"operating_gross": 5000, "transfer": 30000}, "同比增长22.86%；生产经营净收入减少2,000元（下降40.00%）。"),
    ("a component, transfers", "component_drop", {}, {"wage": 40000, "transfer": 3000}, {"wage": 30000, "transfer": 5000},
     "同比增长22.86%；转移性收入减少2,000元（下降40.00%）。"),
    ("two components", "component_drop", {}, {"wage": 0, "transfer": 0, "property": 90000}, {"wage": 4000, "transfer": 3000, "property": 0},
     "同比增长1,185.71%；工资性收入减少4,000元（下降100.00%）；转移性收入减少3,000元（下降100.00%）。"),
    ("a component named already", "component_drop", {}, {"wage": 3000}, {"wage": 5000}, "同比下降40.00%，主要是工资性收入减少2,000元。"),
    ("medical costs", "expense_surge", {}, {"wage": 40000, "medical_self_paid": 7172}, {},
     "同比持平；合规自付支出7,172元，超过上年参考收入14,342元的50%。"),
    ("nobody works", "idle_labour", {}, {"wage": 40000, "labourers": 3, "employed": 0}, {}, "同比持平；有劳动力3人，无人务工。"),
]  # fmt: skip
OWN = ("work_line", "operating_basis")


@pytest.mark.parametrize(
    ("clause", "rule", "given", "now", "then", "sentence"), CLAUSES, ids=[clause for clause, *_ in CLAUSES]
)
def test_a_clause_alone(
    clause: str, rule: str, given: dict[str, Any], now: dict[str, Any], then: dict[str, Any], sentence: str
) -> None:
    bounds = {name: value for name, value in given.items() if name not in OWN}
    own = {name: value for name, value in given.items() if name in OWN}
    settings = with_line(
        low_income_cutoff={2024: Fraction(6500)}, reference_income={2023: Fraction(14342)}, rules=only(rule, **bounds), **own
    )
    found = warned({"2024Q4": now, "2023Q4": now | then}, settings, "2024Q4")
    assert found is not None, clause
    assert (found["rules"], found["reason"]) == ((rule,), sentence)


def test_two_quarters_in_a_row_alone() -> None:
    rows = {"2024Q2": {"wage": 8000}, "2023Q2": {"wage": 10000}, "2024Q1": {"wage": 4000}, "2023Q1": {"wage": 5000}}
    found = warned(rows, IncomeSettings(rules=only("two_quarter_fall")))
    assert found is not None
    assert found["reason"] == "同比下降20.00%，连续两个季度下降，主要是工资性收入减少2,000元。"


def test_a_line_crossed_alone_and_with_the_line_itself() -> None:
    flat = {quarter: {"wage": 0} for quarter in ("2023Q4", "2023Q2", "2023Q1")}
    rows = flat | {"2024Q2": {"wage": 30560}, "2024Q1": {"wage": 32000}}
    for rules in (only("crossed_line"), only("below_line", "crossed_line")):
        found = warned(rows, with_line(rules=rules))
        assert found is not None
        assert found["reason"] == (
            "年人均7,640元，低于监测线8,000元360元（上季度未低于）；同比增加7,640元（上年同期人均0元，不计百分比）。"
        )


def test_every_clause_together() -> None:
    rows = {
        "2024Q2": {"wage": 3000, "operating_gross": 1000, "transfer": 100, "persons": 5, "labourers": 2, "employed": 0,
                   "medical_self_paid": 9000},
        "2023Q2": {"wage": 9000, "operating_gross": 4000, "transfer": 3000, "persons": 4, "labourers": 2, "employed": 2},
        "2024Q1": {"wage": 4000, "persons": 4},
        "2023Q1": {"wage": 4500, "persons": 4},
        "2023Q4": {"wage": 36000, "persons": 4},
    }  # fmt: skip
    settings = with_line(low_income_cutoff={2024: Fraction(6500)}, reference_income={2023: Fraction(14342)})
    found = warned(rows, settings)
    assert found is not None
    assert found["rules"] == (
        "below_line", "crossed_line", "below_work_line", "two_quarter_fall", "net_drop", "operating_drop", "component_drop",
        "expense_surge", "low_income", "idle_labour",
    )  # fmt: skip
    assert found["reason"] == (
        "年人均4,820元，低于监测线8,000元3,180元（上季度未低于），不高于低收入组上限6,500元；"
        "同比下降79.50%，连续两个季度下降，家庭人口4人→5人，家庭纯收入下降74.38%，主要是工资性收入减少6,000元（务工2人→0人）；"
        "生产经营净收入减少3,000元（下降75.00%）；转移性收入减少2,900元（下降96.67%）；"
        "合规自付支出9,000元，超过上年参考收入14,342元的50%；有劳动力2人，无人务工。"
    )

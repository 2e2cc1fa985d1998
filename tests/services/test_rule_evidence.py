"""What each rule compared, for one household: the same rules hold as on the list, and the words say value and bound."""

from __future__ import annotations

import random
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from metrics.income import IncomeSettings, needed_periods
from metrics.income_quarters import Basis
from metrics.income_rules import DEFAULT_RULES, RULES, RuleSetting, rules_of
from metrics.warnings import derive
from services.rule_evidence import FIELDS, UNSEEN, evidence
from tests.metrics.income.households import frame, household
from tests.metrics.warnings.test_against_oracle import ASKED
from tests.metrics.warnings.test_against_oracle import _quarter as drawn  # pyright: ignore[reportPrivateUsage]
from tests.metrics.warnings.test_against_oracle import _settings as settings_of  # pyright: ignore[reportPrivateUsage]

EVERY_RULE = (1 << len(RULES)) - 1
Household = Mapping[str, Mapping[str, Fraction | None]]


def exact(row: Mapping[str, Any]) -> dict[str, Fraction | None]:
    return {name: None if row[name] is None else Fraction(Decimal(row[name])) for name in FIELDS}


@pytest.mark.parametrize(("period", "basis", "comparison"), ASKED)
def test_the_rules_that_hold_are_those_of_the_list(period: str, basis: str, comparison: Basis) -> None:
    chance = random.Random(f"{period}{basis}{comparison}")
    rows = {quarter: drawn(chance, int(quarter[5])) for quarter in needed_periods(period, comparison)}
    settings = settings_of(basis, comparison)
    listed = derive(settings, period=period, frames={quarter: frame(found) for quarter, found in rows.items()})
    masks = dict(zip(listed["household_no"], listed["rules"], strict=True))
    households: dict[str, dict[str, dict[str, Fraction | None]]] = {}
    for quarter, found in rows.items():
        for row in found:
            households.setdefault(row["household_no"], {})[quarter] = exact(row)
    asked = [number for number, quarters in households.items() if period in quarters][:700]
    assert len(asked) == 700
    for number in asked:
        holding = [found.rule for found in evidence(settings, period, EVERY_RULE, households[number]) if found.holds]
        assert holding == list(rules_of(int(masks.get(number, 0)))), number


def rule(name: str, **bounds: Any) -> RuleSetting:
    return RuleSetting(level=DEFAULT_RULES[name].level, bounds={key: Fraction(str(bound)) for key, bound in bounds.items()})


def settings(comparison: Basis = "cumulative", **changed: RuleSetting) -> IncomeSettings:
    return IncomeSettings(
        line={2023: Fraction(8000)}, low_income_cutoff={2023: Fraction(9000)}, reference_income={2022: Fraction(14147)},
        comparison=comparison, rules={**DEFAULT_RULES, **changed},
    )  # fmt: skip


def fourth(year_before: int, now: int, **more: Any) -> Household:
    """A household of four in the fourth quarter of 2022 and of 2023, by its wages."""
    return {
        "2022Q4": exact(household(wage=year_before)), "2023Q4": exact(household(wage=now, **more)),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "known", "said"),
    [
        ("below_line", fourth(40000, 30560), "年人均7,640元 < 监测线8,000元"),
        # what would round up to the line is said to the fen
        ("below_line", fourth(40000, 31999), "年人均7,999.75元 < 监测线8,000元"),
        ("below_work_line", fourth(40000, 30560), "年人均7,640元 < 工作线10,000元"),
        ("net_drop", fourth(40000, 30560), "本季累计人均7,640元 < 上年同季累计10,000元，减少2,360元（下降23.60%），达到橙色界限20%"),
        ("net_drop", fourth(40000, 39000), "本季累计人均9,750元 < 上年同季累计10,000元，减少250元（下降2.50%）"),
        ("net_drop", fourth(-400, -800), "本季累计人均−200元 < 上年同季累计−100元，减少100元（基期不为正，不计百分比）"),
        ("component_drop", fourth(40000, 20000), "全户工资性收入减少20,000元（50.00%） ≥ 界限2,000元、30%"),
        ("low_income", fourth(40000, 36000), "年人均9,000元 ≤ 低收入组上限9,000元"),
        ("idle_labour", fourth(40000, 50000, employed=0), "劳动力2人 > 0，务工0人"),
        ("near_line", fourth(40000, 35200), "监测线8,000元 ≤ 年人均8,800元 ≤ 8,800元（监测线以上10%）"),
        ("expense_surge", fourth(1, 1, medical_self_paid=7100), "合规自付支出7,100元 > 上年参考收入14,147元×50%＝7,073.5元"),
    ],
)  # fmt: skip
def test_value_and_bound(name: str, known: Household, said: str) -> None:
    (found,) = evidence(settings(), "2023Q4", 1 << RULES.index(name), known)
    assert (found.said, found.holds) == (said, True)


def test_the_bounds_of_the_pack_are_said_where_it_sets_any() -> None:
    own = settings(
        net_drop=rule("net_drop", min_drop=100, min_drop_percent=5, orange_drop_percent=30),
        operating_drop=rule("operating_drop", min_drop=500),
    )
    known = {"2022Q4": exact(household(operating_gross=40000)), "2023Q4": exact(household(operating_gross=30560))}
    net, operating = evidence(own, "2023Q4", (1 << 4) | (1 << 5), known)
    assert net.said.endswith("减少2,360元（下降23.60%） ≥ 界限100元、5%")
    assert operating.said == "全户生产经营净收入30,560元 < 上年同季累计40,000元，减少9,440元 ≥ 界限500元"


def test_what_cannot_be_seen_is_said_and_a_rule_that_is_off_is_not() -> None:
    (found,) = evidence(settings(), "2023Q4", 1 << RULES.index("net_drop"), {"2023Q4": exact(household(wage=1))})
    assert (found.said, found.holds) == (UNSEEN, None)
    off = IncomeSettings(rules={name: held for name, held in DEFAULT_RULES.items() if name != "net_drop"})
    assert evidence(off, "2023Q4", 1 << RULES.index("net_drop"), fourth(40000, 30560)) == ()


def test_a_quarter_by_itself_is_called_so() -> None:
    known = {
        "2022Q1": exact(household(wage=4000)), "2022Q2": exact(household(wage=12000)),
        "2023Q1": exact(household(wage=4000)), "2023Q2": exact(household(wage=8000)),
    }  # fmt: skip
    (found,) = evidence(settings("single_quarter"), "2023Q2", 1 << RULES.index("net_drop"), known)
    assert found.said.startswith("本季单季人均1,000元 < 上年同季单季2,000元，减少1,000元（下降50.00%）")

"""Whatever was reported and whatever a pack sets: a sentence is whole, says only what is known, and does not hang on row order."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.income import IncomeSettings, needed_periods
from metrics.income_quarters import Basis
from metrics.income_rules import DEFAULT_RULES, RuleSetting
from metrics.warnings import LEVELS, derive, rules_of
from tests.metrics.income.households import frame, household
from tests.oracle.sentences import Teller
from tests.oracle.warnings import histories

NUMBERS = ("H1", "H2", "H3")
AMOUNTS = ("wage", "operating_gross", "operating_cost", "property", "transfer", "net", "medical_self_paid")
NEVER = re.compile(
    r"下降-|减少-|None|nan|NaN|Decimal|Fraction|−−|-|下降0\.00%|减少0元|，，|；；|，；|^[，；。]|\s|\.\d{3}|（）"
)

amounts = st.one_of(
    st.none(),
    st.sampled_from([0, 1, 5000, 24000, 24001, 32000, -3000]).map(Decimal),
    st.integers(-(10**7), 10**7).map(lambda cents: Decimal(cents) / 100),
    st.integers(-(10**15), 10**15).map(lambda count: Decimal(count) / 10**6),
)
heads = st.one_of(st.none(), st.integers(0, 9))
rows = st.fixed_dictionaries(
    {name: amounts for name in AMOUNTS} | {"persons": st.integers(1, 9), "labourers": heads, "employed": heads}
)
bounds = st.sampled_from([0, 1, "2.5", 20, 30, 100, 2000])
lines = st.one_of(st.none(), st.sampled_from([8000, "8000.5", 6666, 10000, 3]))
bases: st.SearchStrategy[Basis] = st.sampled_from(["cumulative", "single_quarter", "year", "last_four_quarters"])
NAMES = {name: tuple(setting.bounds) for name, setting in DEFAULT_RULES.items()}


@st.composite
def packs(draw: st.DrawFn) -> dict[str, Any]:
    """A pack as its file says it; some rules off, some with bounds and levels of their own."""
    warnings: dict[str, Any] = {}
    for rule, names in NAMES.items():
        if draw(st.booleans()):
            chosen = {name: draw(bounds) for name in names} | {"level": draw(st.sampled_from(LEVELS))}
            warnings[rule] = draw(st.sampled_from([False, chosen]))
    line, cutoff, reference = draw(lines), draw(lines), draw(lines)
    income: dict[str, Any] = {"comparison": draw(bases), "work_line": draw(st.sampled_from([0, 10000, 9500, "12345.5"]))}
    income |= {"line": {"2023": line, "2024": line}} if line is not None else {}
    income |= {"low_income_cutoff": {"2024": cutoff}} if cutoff is not None else {}
    income |= {"reference_income": {"2023": reference}} if reference is not None else {}
    return {"income": income, "settings": {"operating_basis": draw(st.sampled_from(["net", "gross"]))}, "warnings": warnings}


def _settings(pack: dict[str, Any]) -> IncomeSettings:
    income, rules = pack["income"], dict(DEFAULT_RULES)
    for name, said in pack["warnings"].items():
        if said is False:
            del rules[name]
            continue
        own = {key: Fraction(str(value)) for key, value in said.items() if key != "level"}
        rules[name] = RuleSetting(level=said["level"], bounds=dict(rules[name].bounds) | own)
    years = {
        name: {int(year): Fraction(str(value)) for year, value in income.get(name, {}).items()}
        for name in ("line", "low_income_cutoff", "reference_income")
    }
    return IncomeSettings(
        **years, work_line=Fraction(str(income["work_line"])) or None, comparison=income["comparison"],
        operating_basis=pack["settings"]["operating_basis"], rules=rules,
    )  # fmt: skip


@st.composite
def places(draw: st.DrawFn, quarters: list[str]) -> dict[str, list[dict[str, Any]]]:
    return {
        quarter: [
            household(number, **(fields | {"net_per_capita": None}))
            for number in NUMBERS
            if (fields := draw(st.one_of(st.none(), rows, rows, rows))) is not None
        ]
        for quarter in quarters
    }


@settings(max_examples=120, deadline=None)
@given(data=st.data(), pack=packs(), period=st.sampled_from(["2024Q1", "2024Q2", "2024Q4"]))
def test_any_sentence(data: st.DataObject, pack: dict[str, Any], period: str) -> None:
    own = _settings(pack)
    reported = data.draw(places(needed_periods(period, own.comparison)))
    found = _told(own, period, reported)
    reports = {("household_income", quarter, "532323101000"): entries for quarter, entries in reported.items()}
    pasts = histories(reports, pack)
    for number, (sentence, mask) in found.items():
        assert sentence.endswith("。")
        assert sentence.count("。") == 1
        assert not NEVER.search(sentence), sentence
        assert sentence == Teller(pasts[number], period, pack, rules_of(mask)).sentence()
    turned = {quarter: entries[::-1] for quarter, entries in reported.items()}
    assert _told(own, period, turned) == found


def _told(own: IncomeSettings, period: str, reported: dict[str, list[dict[str, Any]]]) -> dict[str, tuple[str, int]]:
    frames: dict[str, pd.DataFrame] = {quarter: frame(entries) for quarter, entries in reported.items()}
    listed = derive(own, period=period, frames=frames)
    return {row["household_no"]: (row["reason"], int(row["rules"])) for row in listed.to_dict("records")}

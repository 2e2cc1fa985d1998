"""A list tried over what is kept of a quarter is the list that a pack with these bounds derives, household by household."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
import pytest

from metrics.income import IncomeSettings, compare, needed_periods
from metrics.income_quarters import Basis
from metrics.income_rules import DEFAULT_RULES, RULES, RuleSetting
from metrics.warnings import derive
from metrics.warnings.bounds import BOUNDS, Tried, own_bounds, with_bounds
from metrics.warnings.trial import KeptComparison, judged, kept, sizes
from tests.metrics.income.households import frame, household

PERIOD, YEAR = "2024Q2", 2024
OWN = IncomeSettings(
    line={2023: Fraction(7800), 2024: Fraction(8000)},
    low_income_cutoff={2024: Fraction(6000)},
    reference_income={2023: Fraction(14147)},
    rules={**DEFAULT_RULES, "near_line": RuleSetting(level="yellow", bounds={"near_line_percent": Fraction("12.5")})},
)
BASES: tuple[Basis, ...] = ("cumulative", "single_quarter", "last_four_quarters")
#: amounts on which bounds fall exactly, so that "reaches it" and "exceeds it" are told apart
ROUND = (0, 500, 1000, 2000, 2500, 3000, 4000, 6000)


def _amount(chance: random.Random, top: int) -> Decimal | None:
    if chance.random() < 0.06:
        return None
    return Decimal(chance.choice(ROUND)) if chance.random() < 0.5 else Decimal(chance.randint(0, top * 100)) / 100


def _frames(chance: random.Random, basis: Basis, households: int = 220) -> dict[str, pd.DataFrame]:
    def row(number: int, share: int) -> dict[str, Any]:
        return household(
            f"5323231{number:05d}", persons=chance.choice((None, 1, 2, 3, 4)) if chance.random() < 0.3 else 2,
            labourers=chance.choice((None, 0, 1, 2)), employed=chance.choice((None, 0, 1)), wage=_amount(chance, 6000 * share),
            operating_gross=_amount(chance, 4000 * share), operating_cost=_amount(chance, 2000), property=_amount(chance, 300),
            transfer=_amount(chance, 1500 * share), medical_self_paid=chance.choice((None, 0, Decimal("7073.5"), 9000)),
        )  # fmt: skip

    return {
        quarter: frame([row(number, int(quarter[5])) for number in range(households) if chance.random() > 0.1])
        for quarter in needed_periods(PERIOD, basis)
    }


def _tried(chance: random.Random, basis: Basis) -> Tried:
    """Some bounds moved, to round figures that households lie on exactly, or unset; some rules off."""
    tried = replace(
        own_bounds(OWN, YEAR), comparison=basis, rules=frozenset(chance.sample(RULES, chance.randint(4, len(RULES))))
    )
    for bound in chance.sample(BOUNDS, 6):
        high = 100 if "percent" in bound.key or bound.key == "medical_share" else 12_000
        value = Fraction(chance.choice((0, 5, 20, 25, 50, 500, 2000, 4000, 8000, chance.randint(0, high))))
        tried = tried.having(bound.key, min(value, Fraction(high)))
    return tried


def _masks(settings: IncomeSettings, frames: dict[str, pd.DataFrame]) -> dict[str, tuple[int, int]]:
    listed = derive(settings, period=PERIOD, frames=frames)
    return {row["household_no"]: (row["rules"], row["level"]) for row in listed.to_dict("records")}


def _kept(settings: IncomeSettings, frames: dict[str, pd.DataFrame]) -> tuple[KeptComparison, list[str]]:
    compared = compare(settings, period=PERIOD, frames=frames)
    return kept(settings, compared), compared.rows["household_no"].tolist()


@pytest.mark.parametrize("gross", [False, True])
@pytest.mark.parametrize("basis", BASES)
def test_whatever_is_tried_is_what_a_pack_with_these_bounds_would_list(basis: Basis, gross: bool) -> None:
    chance = random.Random(f"{basis}{gross}")
    frames = _frames(chance, basis)
    own = replace(OWN, comparison=basis, operating_basis="gross" if gross else "net")
    compared, numbers = _kept(own, frames)
    seen: set[int] = set()
    for _ in range(12):
        tried = _tried(chance, basis)
        verdict = judged(own, tried, compared, YEAR)
        found = {
            number: (mask, level)
            for number, mask, level in zip(numbers, verdict.mask.tolist(), verdict.level.tolist(), strict=True)
            if mask
        }
        assert found == _masks(with_bounds(own, YEAR, tried), frames)
        seen.add(len(found))
    assert len(seen) > 4, "the bounds that were drawn hardly moved the list"


def test_the_packs_own_bounds_say_what_the_pack_says() -> None:
    rules = {**{name: rule for name, rule in OWN.rules.items() if name != "idle_labour"}}
    own = replace(OWN, rules=rules, work_line=None)
    again = with_bounds(own, YEAR, own_bounds(own, YEAR))
    assert again == own
    assert list(again.rules) == [name for name in RULES if name in own.rules]


def test_only_the_year_of_the_quarter_is_tried() -> None:
    tried = own_bounds(OWN, YEAR).having("line", Fraction(8500)).having("reference_income", Fraction(15000))
    settings = with_bounds(OWN, YEAR, tried)
    assert settings.line == {2023: 7800, 2024: 8500}
    assert settings.reference_income == {2023: 15000}


def test_nought_unsets_a_line_but_is_a_bound_of_a_rule() -> None:
    tried = (
        own_bounds(OWN, YEAR)
        .having("line", Fraction(0))
        .having("work_line", Fraction(0))
        .having("near_line_percent", Fraction(0))
    )
    settings = with_bounds(OWN, YEAR, tried)
    assert settings.line == {2023: 7800}
    assert settings.work_line is None
    assert settings.rules["near_line"] == RuleSetting(level="yellow", bounds={"near_line_percent": Fraction(0)})


@pytest.mark.parametrize("bound", BOUNDS, ids=lambda bound: bound.key)
def test_the_curve_over_a_bound_counts_the_list_at_each_value(bound: Any) -> None:
    chance = random.Random(bound.key)
    frames = _frames(chance, "cumulative", households=160)
    compared, numbers = _kept(OWN, frames)
    among = np.array([chance.random() < 0.7 for _ in numbers])
    inside = {number for number, flag in zip(numbers, among, strict=True) if flag}
    points = [Fraction(value) for value in (0, 20, 50, 2000, 6000, 8000)]
    quiet = replace(own_bounds(OWN, YEAR), rules=frozenset(bound.rules) | {"idle_labour", "crossed_line"})
    for tried in (quiet, replace(quiet, rules=frozenset({"idle_labour", "near_line"}))):
        expected = [
            len(inside & _masks(with_bounds(OWN, YEAR, tried.having(bound.key, point)), frames).keys()) for point in points
        ]
        assert sizes(OWN, tried, compared, YEAR, key=bound.key, points=points, among=among) == expected


def test_what_is_kept_is_small_read_only_and_nothing_else_can_be_asked_of_it() -> None:
    compared, numbers = _kept(OWN, _frames(random.Random(1), "cumulative"))
    with pytest.raises(KeyError):
        compared.now.field("net")
    with pytest.raises(KeyError):
        compared.income.source("property")
    with pytest.raises(ValueError, match="read-only"):
        compared.annual.numerator[0] = 1
    held = [
        compared.per_head, compared.per_head_before, compared.annual, compared.annual_last_quarter,
        *(compared.now.field(name) for name in ("medical_self_paid", "labourers", "employed")),
        *(each.source(name) for each in (compared.income, compared.income_before) for name in ("wage", "operating", "transfer")),
    ]  # fmt: skip
    size = sum(quantity.numerator.nbytes + quantity.known.nbytes for quantity in held)
    size += sum(quantity.denominator.nbytes for quantity in held if quantity.denominator.strides != (0,))
    assert size < 200 * len(numbers)
    assert not len(compared.rows.columns)

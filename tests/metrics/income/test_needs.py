"""What is read of each quarter is enough for every base of comparison and every rule, and nothing of it is read in vain."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pandas as pd
import pytest

from metrics.income import IncomeSettings, compare
from metrics.income_apart import quarters_of, set_apart
from metrics.income_needs import FIELDS, JUDGED, LISTED, SET_APART, Purpose, needed_fields
from metrics.income_quarters import Basis, needed_periods, shifted
from metrics.income_rules import DEFAULT_RULES
from metrics.warnings import derive, rules_of
from metrics.warnings.bounds import own_bounds
from metrics.warnings.trial import judged, kept
from tests.metrics.income.households import frame, household

Frames = Mapping[str, pd.DataFrame]
BASES: tuple[Basis, ...] = ("cumulative", "single_quarter", "year", "last_four_quarters")
QUARTERS = ("2024Q1", "2024Q2", "2024Q3", "2024Q4")
EVERY = [(period, basis) for basis in BASES for period in QUARTERS]
LEADING = ("submission", "reporter", "source_row")
REPORTERS = frozenset({"532323101000"})


def _settings(basis: Basis, operating: Any = "net") -> IncomeSettings:
    return IncomeSettings(
        line={2023: Fraction(7800), 2024: Fraction(8000)}, low_income_cutoff={2024: Fraction(6000)},
        reference_income={2023: Fraction(14147)}, comparison=basis, operating_basis=operating,
    )  # fmt: skip


def _amount(chance: random.Random, top: int) -> Decimal | None:
    return None if chance.random() < 0.03 else Decimal(chance.randint(0, top * 100)) / 100


def _row(chance: random.Random, number: int, share: int) -> dict[str, Any]:
    return household(
        f"5323231{number:05d}", persons=chance.choice((1, 2, 2, 2, 3)), labourers=chance.choice((0, 1, 2)),
        employed=chance.choice((0, 0, 1)), wage=_amount(chance, 4500 * share), operating_gross=_amount(chance, 3000 * share),
        operating_cost=_amount(chance, 1500 * share), property=_amount(chance, 300), transfer=_amount(chance, 1500 * share),
        medical_self_paid=chance.choice((None, 0, 9000)),
    )  # fmt: skip


def _frames(period: str, basis: Basis, households: int = 250) -> dict[str, pd.DataFrame]:
    chance = random.Random(f"{period}{basis}")
    return {
        quarter: frame([_row(chance, number, int(quarter[5])) for number in range(households) if chance.random() > 0.06])
        for quarter in {*needed_periods(period, basis), *quarters_of(_settings(basis), period)}
    }


def _narrowed(frames: Frames, fields: Mapping[str, tuple[str, ...]]) -> dict[str, pd.DataFrame]:
    return {quarter: frames[quarter][[*LEADING, *names]] for quarter, names in fields.items()}


def _listed(period: str, basis: Basis, frames: Frames) -> pd.DataFrame:
    settings = [_settings(basis, operating) for operating in ("net", "gross")]
    return pd.concat([derive(one, period=period, frames=frames) for one in settings], ignore_index=True)


def _judged(period: str, basis: Basis, frames: Frames) -> pd.DataFrame:
    settings = _settings(basis)
    compared = compare(settings, period=period, frames=frames)
    verdict = judged(settings, own_bounds(settings, 2024), kept(settings, compared), 2024)
    return pd.DataFrame({"region": compared.rows["region"], "mask": verdict.mask, "level": verdict.level})


def _apart(period: str, basis: Basis, frames: Frames) -> pd.DataFrame:
    settings = _settings(basis)
    read = {quarter: rows for quarter, rows in frames.items() if quarter in quarters_of(settings, period)}
    return set_apart(settings, period=period, frames=read, reported=REPORTERS, reported_before=REPORTERS)


Work = Callable[[str, Basis, Frames], pd.DataFrame]
PURPOSES: tuple[tuple[Purpose, Work], ...] = ((LISTED, _listed), (JUDGED, _judged), (SET_APART, _apart))


@pytest.mark.parametrize(("period", "basis"), EVERY)
@pytest.mark.parametrize(("purpose", "work"), PURPOSES)
def test_the_narrowed_quarters_give_what_the_whole_ones_give(purpose: Purpose, work: Work, period: str, basis: Basis) -> None:
    frames = _frames(period, basis)
    found = work(period, basis, _narrowed(frames, needed_fields(period, basis, purpose)))
    pd.testing.assert_frame_equal(found, work(period, basis, frames))
    assert len(found)


def test_the_households_of_the_test_meet_every_rule() -> None:
    met: set[str] = set()
    for period, basis in EVERY:
        masks = _listed(period, basis, _frames(period, basis))["rules"]
        met |= {rule for mask in set(masks) for rule in rules_of(int(mask))}
    assert met == set(DEFAULT_RULES)


@pytest.mark.parametrize(("purpose", "work"), PURPOSES)
def test_no_field_of_a_quarter_is_read_in_vain(purpose: Purpose, work: Work) -> None:
    """Of running totals in the middle of a year: with any one field less of any one quarter the work cannot be done."""
    period = "2024Q2"
    fields = needed_fields(period, "cumulative", purpose)
    read = {quarter: names for quarter, names in fields.items() if purpose is not SET_APART or quarter in _READ_APART}
    for quarter, names in read.items():
        for left_out in names:
            fewer = fields | {quarter: tuple(name for name in names if name != left_out)}
            with pytest.raises(KeyError, match=left_out):
                work(period, "cumulative", _narrowed(_frames(period, "cumulative", 30), fewer))


_READ_APART = {"2023Q2", "2023Q4", "2024Q2"}


def test_only_the_quarter_itself_is_read_whole() -> None:
    fields = needed_fields("2024Q2", "cumulative", LISTED)
    assert fields["2024Q2"] == FIELDS
    assert fields["2023Q4"] == ("household_no", "net")
    assert fields["2024Q1"] == ("household_no", "persons", "net")
    assert "employed" in fields[shifted("2024Q2", -4)]
    assert "medical_self_paid" not in fields["2023Q2"]

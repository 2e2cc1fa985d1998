"""Workshops: who is due a reward by the pack's rule, and how much of it is paid."""

from fractions import Fraction
from typing import Any

import pytest

from tests.metrics.county import VILLAGES, A, B, Reports, answer, pack

V = VILLAGES
MAY = "2023-05"
RATE, WORKERS, MONTHS = "workshop_reward_rate = 0.15", "workshop_min_workers = 5", "workshop_min_months = 1"


def shop(lifted_workers: int | None, months: int | None, wages: int | None, paid: int | None = 0) -> dict[str, Any]:
    return {
        "name": f"{lifted_workers}-{months}-{wages}", "region": V[0], "lifted_workers": lifted_workers, "months": months,
        "wages": wages, "reward_paid": paid,
    }  # fmt: skip


def figures(*shops: dict[str, Any], settings: tuple[str, ...] = (RATE, WORKERS, MONTHS)) -> dict[str, Any]:
    reports = Reports().hand_in("workshops", MAY, A, *shops)
    asked = pack("[settings]\n" + "\n".join(settings) + "\n")
    names = ("workshops", "workshops_eligible", "workshop_reward_due", "workshop_reward_paid_rate")
    return {name: answer(reports, f"employment.{name}", MAY, asked_pack=asked).figure for name in names}


@pytest.mark.parametrize(
    ("workers", "months", "eligible", "due"), [(5, 1, 1, 2700), (6, 12, 1, 2700), (4, 1, 0, 0), (5, 0, 0, 0)]
)
def test_the_reward_of_one_workshop(workers: int, months: int, eligible: int, due: int) -> None:
    found = figures(shop(workers, months, 18000))
    assert (found["workshops_eligible"].value, found["workshop_reward_due"].value) == (eligible, due)


def test_the_rate_is_paid_over_due_in_workshops_with_everything_filled() -> None:
    found = figures(shop(5, 1, 18000, 1350), shop(4, 6, 9000, 10), shop(9, 9, 50000, None), shop(8, None, 7000, 5))
    rate = found["workshop_reward_paid_rate"]
    assert (rate.numerator, rate.denominator, rate.value, rate.rows) == (1360, 2700, Fraction(136000, 2700), 2)
    assert (found["workshop_reward_due"].value, found["workshop_reward_due"].rows) == (Fraction("10200"), 3)
    assert found["workshops"].value == 4


def test_no_workshop_is_due_anything() -> None:
    rate = figures(shop(4, 1, 18000))["workshop_reward_paid_rate"]
    assert (rate.value, rate.numerator, rate.denominator, rate.reason) == (None, 0, 0, "not_comparable")


@pytest.mark.parametrize("left_out", [RATE, WORKERS, MONTHS])
def test_a_setting_that_the_pack_leaves_out(left_out: str) -> None:
    found = figures(shop(5, 1, 18000), settings=tuple(one for one in (RATE, WORKERS, MONTHS) if one != left_out))
    due, rate = found["workshop_reward_due"], found["workshop_reward_paid_rate"]
    assert (due.value, due.numerator, rate.value, rate.numerator, rate.denominator) == (None, None, None, None, None)
    assert found["workshops_eligible"].value == (1 if left_out == RATE else None)


def test_a_township_without_workshops_hands_in_nil_and_counts_none() -> None:
    reports = Reports().hand_in("workshops", MAY, A)
    assert answer(reports, "employment.workshops", MAY, A).figure.value == 0
    assert answer(reports, "employment.workshops", MAY, B).figure.value is None

"""What the invented households earn: yearly amounts in whole yuan, and how they build up quarter by quarter.

Sizes after Yunnan 2022 (per-head net income of lifted people 14 147 元; wages two thirds, operations a fifth).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sample_data.register import Ints, Register

Row = dict[str, str | int | float | None]
Floats = npt.NDArray[np.float64]

PER_HEAD, SPREAD = 14_000, 0.14
#: How far places lie apart, in what they earn and in how it grows, and households of one place in how theirs grows.
PLACES_APART, PLACES_GROW_APART, HOUSEHOLDS_GROW_APART = 0.03, 0.008, 0.055
# Share of the year that has come in by the end of each quarter: farming earns late, the rest evenly.
BUILT_UP = {
    "wage": (0.22, 0.46, 0.72, 1.0),
    "operating_gross": (0.20, 0.42, 0.71, 1.0),
    "operating_cost": (0.26, 0.52, 0.77, 1.0),
    "property": (0.25, 0.50, 0.75, 1.0),
    "transfer": (0.25, 0.50, 0.75, 1.0),
    "medical_self_paid": (0.25, 0.50, 0.75, 1.0),
}
JOB_LOST, OPERATING_LOSS, OPERATING_BELOW_ZERO, ILLNESS = 0.015, 0.012, 0.003, 0.01


@dataclass(frozen=True, kw_only=True)
class Accounts:
    """Yearly amounts by year and field, one entry a household, and how many work."""

    amounts: dict[int, dict[str, Ints]]
    employed: dict[int, Ints]


def accounts(rng: np.random.Generator, households: Register) -> Accounts:
    """2022, and 2023 with growth for most and a nameable misfortune for some."""
    before, workers = _first_year(rng, households)
    after, still_working = _second_year(rng, households, before, workers)
    return Accounts(
        amounts={2022: _whole(before), 2023: _whole(after)},
        employed={2022: workers, 2023: still_working},
    )


def over_years(rng: np.random.Generator, households: Register, years: tuple[int, ...], per_head: int) -> Accounts:
    """Any years in a row: a steady course, and in each year but the first its own misfortunes, which pass."""
    place = _of_places(rng, households, PLACES_APART)
    steady, workers = _first_year(rng, households, years[0], per_head)
    steady = {field: values * place for field, values in steady.items()}
    amounts, employed = {years[0]: _whole(steady)}, {years[0]: workers}
    for year in years[1:]:
        luck = _of_places(rng, households, PLACES_GROW_APART) * rng.normal(1.0, HOUSEHOLDS_GROW_APART, len(households))
        steady = {field: values * np.clip(luck, 0.7, 1.3) for field, values in _grown(rng, steady, len(households)).items()}
        hit = dict(steady)
        employed[year] = _misfortunes(rng, hit, workers, np.minimum(workers, households.labourers[year]), wages_left=True)
        amounts[year] = _whole(hit)
    return Accounts(amounts=amounts, employed=employed)


def _of_places(rng: np.random.Generator, households: Register, apart: float) -> Floats:
    """One factor a household: its county's, its township's and its village's together."""
    codes = np.array(households.villages)[households.village]
    factor = np.ones(len(households))
    for digits in (6, 9, 12):
        places, position = np.unique([code[:digits] for code in codes.tolist()], return_inverse=True)
        factor = factor * rng.normal(1.0, apart, len(places))[position]
    return factor


def _first_year(
    rng: np.random.Generator, households: Register, year: int = 2022, per_head: int = PER_HEAD
) -> tuple[dict[str, Floats], Ints]:
    count = len(households)
    persons, labourers = households.persons[year], households.labourers[year]
    workers = np.where(labourers > 0, np.maximum(rng.binomial(labourers, 0.85), rng.random(count) < 0.9), 0)
    poorer = np.where(np.array(households.kind) == "脱贫户", 1.0, 0.92)
    net = np.exp(rng.normal(np.log(per_head), SPREAD, count)) * poorer * persons
    shares = rng.dirichlet(np.array([0.665, 0.205, 0.02, 0.11]) * 40, size=count)
    wage = np.where(workers > 0, shares[:, 0], 0.0)
    transfer = shares[:, 3] + np.where(workers > 0, 0.0, shares[:, 0] * 0.8)
    operating = shares[:, 1] + np.where(workers > 0, 0.0, shares[:, 0] * 0.2)
    cost = rng.uniform(0.25, 0.60, count)  # of the gross takings
    amounts = {
        "wage": net * wage,
        "operating_gross": net * operating / (1 - cost),
        "operating_cost": net * operating / (1 - cost) * cost,
        "property": net * shares[:, 2],
        "transfer": net * transfer,
        "medical_self_paid": np.where(rng.random(count) < 0.3, rng.exponential(900, count), 0.0),
    }
    return amounts, workers.astype(np.int64)


def _second_year(
    rng: np.random.Generator, households: Register, before: dict[str, Floats], workers: Ints
) -> tuple[dict[str, Floats], Ints]:
    after = _grown(rng, before, len(households))
    return after, _misfortunes(rng, after, workers, np.minimum(workers, households.labourers[2023]))


def _grown(rng: np.random.Generator, before: dict[str, Floats], count: int) -> dict[str, Floats]:
    growth: dict[str, Floats] = {field: rng.normal(1.085, 0.03, count) for field in before}
    growth["operating_cost"] = growth["operating_gross"] * rng.normal(1.0, 0.015, count)
    return {field: values * np.clip(growth[field], 0.7, 1.4) for field, values in before.items()}


def _misfortunes(
    rng: np.random.Generator, after: dict[str, Floats], workers: Ints, still: Ints, *, wages_left: bool = False
) -> Ints:
    """Changes ``after``; who still works. ``wages_left``: only who earns more than it sells spends more than it sells."""
    count = len(workers)
    luck = rng.random(count)
    still = _lose_jobs(rng, after, workers, still, luck < JOB_LOST)
    _lose_harvests(rng, after, (luck >= 0.1) & (luck < 0.1 + OPERATING_LOSS))
    below = (luck >= 0.2) & (luck < 0.2 + OPERATING_BELOW_ZERO)
    _go_below_zero(after, below & (after["wage"] > after["operating_gross"]) if wages_left else below)
    ill = (luck >= 0.3) & (luck < 0.3 + ILLNESS)
    after["medical_self_paid"] = np.where(ill, rng.uniform(8_000, 30_000, count), after["medical_self_paid"])
    return still


def _lose_jobs(
    rng: np.random.Generator, after: dict[str, Floats], workers: Ints, still: Ints, hit: npt.NDArray[np.bool_]
) -> Ints:
    """One worker fewer, and the wage of that one; who has none left had no wage since January."""
    fewer = np.where(hit, np.maximum(still - 1, 0), still)
    share = np.divide(fewer, workers, out=np.zeros(len(workers)), where=workers > 0)
    kept = np.where(fewer < workers, share * rng.uniform(0.85, 1.05, len(workers)), 1.0)
    after["wage"] = after["wage"] * kept
    return fewer


def _lose_harvests(rng: np.random.Generator, after: dict[str, Floats], hit: npt.NDArray[np.bool_]) -> None:
    remaining = np.where(hit, rng.uniform(0.45, 0.75, len(hit)), 1.0)
    after["operating_gross"] = after["operating_gross"] * remaining


def _go_below_zero(after: dict[str, Floats], hit: npt.NDArray[np.bool_]) -> None:
    """Seedlings and stock bought, nothing sold yet."""
    after["operating_cost"] = np.where(hit, after["operating_gross"] * 1.6, after["operating_cost"])


def _whole(amounts: dict[str, Floats]) -> dict[str, Ints]:
    return {field: np.maximum(np.rint(values), 0).astype(np.int64) for field, values in amounts.items()}


def quarter_rows(households: Register, money: Accounts, names: dict[str, str], year: int, quarter: int) -> dict[str, list[Row]]:
    """The rows of one quarter by village code, in the order of the household numbers."""
    built_up = {
        field: np.floor(values * BUILT_UP[field][quarter - 1]).astype(np.int64) for field, values in money.amounts[year].items()
    }
    net = built_up["wage"] + built_up["operating_gross"] - built_up["operating_cost"]
    net = net + built_up["property"] + built_up["transfer"]
    numbers = built_up | {
        "persons": households.persons[year],
        "labourers": households.labourers[year],
        "employed": np.minimum(money.employed[year], households.labourers[year]),
        "net": net,
    }
    listed = households.listed(year)
    rows: dict[str, list[Row]] = {code: [] for code in households.villages}
    for index in np.flatnonzero(listed):
        code = households.villages[int(households.village[index])]
        rows[code].append(
            _row(households, int(index), names[code], {field: int(values[index]) for field, values in numbers.items()})
        )
    return rows


def _row(households: Register, index: int, village: str, numbers: dict[str, int]) -> Row:
    return {
        "household_no": households.number[index],
        "head_name": households.name[index],
        "head_id": households.identity[index],
        "region": village,
        "kind": households.kind[index],
        **numbers,
        "net_per_capita": round(numbers["net"] / numbers["persons"], 2),
        "phone": households.phone[index],
        "helper": households.helper[index],
    }

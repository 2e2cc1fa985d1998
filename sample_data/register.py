"""The register of invented households: who they are, which live where, who joins and leaves between the years."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from sample_data.people import birthdays, identity_number, names, telephone

KINDS = ("脱贫户", "脱贫不稳定户", "边缘易致贫户", "突发严重困难户")
_KIND_SHARES = (0.880, 0.045, 0.040, 0.035)
_PERSONS = (0.06, 0.13, 0.23, 0.30, 0.18, 0.08, 0.02)  # one to seven
LEAVING, JOINING = 0.012, 0.015

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class Register:
    """One entry a household. ``village``: position in ``villages``. ``persons`` and ``labourers`` by year."""

    villages: tuple[str, ...]
    village: Ints
    number: tuple[str, ...]
    name: tuple[str, ...]
    identity: tuple[str, ...]
    phone: tuple[str, ...]
    helper: tuple[str, ...]
    kind: tuple[str, ...]
    persons: dict[int, Ints]
    labourers: dict[int, Ints]
    since: Ints
    until: Ints

    def __len__(self) -> int:
        return len(self.number)

    def listed(self, year: int) -> Flags:
        """Whether a household is on the list in a year."""
        return (self.since <= year) & (year <= self.until)


def register(
    rng: np.random.Generator, villages: tuple[str, ...], weights: npt.NDArray[np.float64], households: int
) -> Register:
    """About ``households`` households in each year; numbers have 14 digits, in the order of the villages."""
    joining = round(households * JOINING)
    count = households + joining
    village = np.sort(rng.choice(len(villages), size=count, p=weights))
    since = np.full(count, 2022)
    since[rng.choice(count, size=joining, replace=False)] = 2023
    until = np.where((since == 2022) & (rng.random(count) < LEAVING), 2022, 9999)
    persons = rng.choice(np.arange(1, 8), size=count, p=_PERSONS)
    labourers = np.minimum(persons, rng.binomial(np.minimum(persons, 4), 0.62))
    step = rng.choice([-1, 0, 1], size=count, p=(0.025, 0.95, 0.025))
    later = np.maximum(persons + step, 1)
    county = villages[0][:6]
    born = birthdays(rng, count)
    return Register(
        villages=villages,
        village=village,
        number=tuple(f"{county}{serial:08d}" for serial in range(10_001, 10_001 + count)),
        name=tuple(names(rng, count)),
        identity=tuple(identity_number(county, day) for day in born),
        phone=tuple(telephone(serial) for serial in rng.permutation(count)),
        helper=tuple(_helpers(rng, village, len(villages))),
        kind=tuple(KINDS[kind] for kind in rng.choice(len(KINDS), size=count, p=_KIND_SHARES)),
        persons={2022: persons, 2023: later},
        labourers={2022: labourers, 2023: np.minimum(labourers, later)},
        since=since,
        until=until,
    )


def registered(
    rng: np.random.Generator,
    villages: tuple[str, ...],
    weights: npt.NDArray[np.float64],
    households: int,
    years: tuple[int, ...],
) -> Register:
    """The same over any years and counties: about ``households`` in each year, numbers and identity numbers by county."""
    joining = [round(households * JOINING)] * (len(years) - 1)
    count = households + sum(joining)
    village = np.sort(rng.choice(len(villages), size=count, p=weights))
    since, until = _membership(rng, count, joining, years)
    persons, labourers = _sizes(rng, count, years)
    counties = np.array([code[:6] for code in villages])[village]
    born = [day for county in dict.fromkeys(counties.tolist()) for day in birthdays(rng, int((counties == county).sum()))]
    return Register(
        villages=villages,
        village=village,
        number=tuple(f"{county}{serial:08d}" for serial, county in enumerate(counties.tolist(), start=10_001)),
        name=tuple(names(rng, count)),
        identity=tuple(identity_number(county, day) for county, day in zip(counties.tolist(), born, strict=True)),
        phone=tuple(telephone(serial) for serial in rng.permutation(count)),
        helper=tuple(_helpers(rng, village, len(villages))),
        kind=tuple(KINDS[kind] for kind in rng.choice(len(KINDS), size=count, p=_KIND_SHARES)),
        persons=persons,
        labourers=labourers,
        since=since,
        until=until,
    )


def _membership(rng: np.random.Generator, count: int, joining: list[int], years: tuple[int, ...]) -> tuple[Ints, Ints]:
    """First and last year on the list: some join in each later year, some leave after each but the last."""
    since = np.full(count, years[0])
    newcomers = rng.choice(count, size=sum(joining), replace=False)
    since[newcomers] = np.repeat(np.array(years[1:], dtype=np.int64), joining)
    until = np.full(count, 9999)
    for year in years[:-1]:
        until = np.where((since <= year) & (until == 9999) & (rng.random(count) < LEAVING), year, until)
    return since, until


def _sizes(rng: np.random.Generator, count: int, years: tuple[int, ...]) -> tuple[dict[int, Ints], dict[int, Ints]]:
    """Persons and labourers by year: a birth or a departure now and then."""
    persons = {years[0]: rng.choice(np.arange(1, 8), size=count, p=_PERSONS)}
    labourers = np.minimum(persons[years[0]], rng.binomial(np.minimum(persons[years[0]], 4), 0.62))
    for before, year in pairwise(years):
        step = rng.choice([-1, 0, 1], size=count, p=(0.025, 0.95, 0.025))
        persons[year] = np.maximum(persons[before] + step, 1)
    return persons, {year: np.minimum(labourers, persons[year]) for year in years}


def _helpers(rng: np.random.Generator, village: Ints, villages: int) -> list[str]:
    """Every village has five people who look after its households."""
    staff = names(rng, villages * 5)
    return [staff[place * 5 + turn] for place, turn in zip(village, rng.integers(5, size=len(village)), strict=True)]

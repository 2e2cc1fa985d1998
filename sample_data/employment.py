"""Employment of every village in every month, of the size that 牟定县's paper speaks of (87 500 in work)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Row = dict[str, str | int | float | None]
Ints = npt.NDArray[np.int64]

IN_WORK, LIFTED, RELOCATED = 87_000, 5_800, 1_100
# Share of IN_WORK that is away or in a job: down at Spring Festival, a little higher the year after.
LEVELS = {
    "2022": (0.905, 0.930, 0.950, 0.958, 0.964, 0.968, 0.970, 0.972, 0.974, 0.975, 0.972, 0.962),
    "2023": (0.930, 0.955, 0.972, 0.980, 0.988, 0.994, 0.996, 0.998, 1.000, 1.001, 0.998, 0.990),
}
_PLACES = ("out_province", "in_province", "in_county")
_SUMS_LEFT_OUT = frozenset({"region", "public_post_pay", "remark"})


@dataclass(frozen=True, kw_only=True)
class Size:
    """How much there is in a whole root: people in work, posts, rangers, trained and owed travel money in a year."""

    in_work: int
    lifted: int
    relocated: int
    posts: int
    rangers: int
    trained: int
    travel: int


@dataclass(frozen=True, kw_only=True)
class Habits:
    """Shares of a year: households left without work, trained with a certificate, travel money paid; ``pay``: 元 by place.

    ``returned``: how many times the people of a village come back to a place."""

    idle: float = 0.03
    certified: int = 70
    paid: int = 80
    allowance: int = 1000
    returned: float = 1.0
    pay: tuple[int, ...] = (800,)


USUAL = Habits()


@dataclass(frozen=True, kw_only=True)
class Villages:
    """What stays the same in each village, one entry a village."""

    codes: tuple[str, ...]
    in_work: npt.NDArray[np.float64]
    shares: npt.NDArray[np.float64]
    lifted: npt.NDArray[np.float64]
    lifted_shares: npt.NDArray[np.float64]
    relocated: npt.NDArray[np.float64]
    households: Ints
    posts: Ints
    rangers: Ints
    training: npt.NDArray[np.float64]
    travel: Ints


def villages(rng: np.random.Generator, codes: tuple[str, ...], weights: npt.NDArray[np.float64], households: Ints) -> Villages:
    """Draws the lasting traits; ``weights`` sum to 1, ``households`` are those of the income sheet."""
    count = len(codes)
    resettled = np.array([1.0 if code[6:9] == "101" and code[9] == "0" else 0.0 for code in codes])
    if not resettled.any():
        resettled[:1] = 1.0
    return Villages(
        codes=codes,
        in_work=IN_WORK * weights,
        shares=_shares(rng, count, (0.243, 0.247, 0.510), 300),
        lifted=LIFTED * households / max(int(households.sum()), 1),
        lifted_shares=_shares(rng, count, (0.268, 0.242, 0.490), 300),
        relocated=RELOCATED * resettled / resettled.sum(),
        households=np.floor(households * 0.86).astype(np.int64),
        posts=rng.integers(6, 15, count),
        rangers=rng.integers(2, 8, count),
        training=rng.uniform(2.0, 5.0, count),
        travel=rng.integers(12, 31, count),
    )


def places(
    rng: np.random.Generator, codes: tuple[str, ...], weights: npt.NDArray[np.float64], households: Ints, size: Size
) -> Villages:
    """The lasting traits of places of any level; ``weights`` sum to 1 and share out what ``size`` says of the root."""
    count = len(codes)
    uneven = weights * rng.uniform(0.8, 1.2, count)
    own = uneven / uneven.sum()
    resettled = np.where(rng.random(count) < 0.4, weights, 0.0)
    resettled = resettled if resettled.sum() > 0 else weights
    return Villages(
        codes=codes,
        in_work=size.in_work * weights,
        shares=_shares(rng, count, (0.243, 0.247, 0.510), 300),
        lifted=size.lifted * own,
        lifted_shares=_shares(rng, count, (0.268, 0.242, 0.490), 300),
        relocated=size.relocated * resettled / resettled.sum(),
        households=np.floor(households * 0.86).astype(np.int64),
        posts=_whole(size.posts * own),
        rangers=_whole(size.rangers * own),
        training=size.trained / 12 * own,
        travel=_whole(size.travel * own),
    )


def _whole(amounts: npt.NDArray[np.float64]) -> Ints:
    """Rounded up, so that no place is left without."""
    return np.ceil(amounts).astype(np.int64)


def _shares(
    rng: np.random.Generator, count: int, means: tuple[float, float, float], firmness: float
) -> npt.NDArray[np.float64]:
    return rng.dirichlet([mean * firmness for mean in means], size=count)


def month_rows(rng: np.random.Generator, lasting: Villages, names: dict[str, str], year: int, month: int) -> dict[str, Row]:
    """The rows of one month by village code; the year's cumulative fields follow from the month alone."""
    return rows_at(rng, lasting, names, month, LEVELS[str(year)][month - 1], USUAL)


def rows_at(
    rng: np.random.Generator, lasting: Villages, names: Mapping[str, str], month: int, level: float, habits: Habits
) -> dict[str, Row]:
    """The rows of a month by place; ``level``: the share of those in work at their most."""
    numbers = _in_work(rng, lasting, level) | _households(lasting, level, month, habits) | _cumulative(lasting, month, habits)
    numbers["returned"] = rng.poisson(habits.returned * (18 if month in (1, 2) else 4), len(lasting.codes))
    numbers["public_posts"], numbers["rangers"] = lasting.posts, lasting.rangers
    rows: dict[str, Row] = {}
    for index, code in enumerate(lasting.codes):
        row: Row = {"region": names[code], "public_post_pay": habits.pay[index % len(habits.pay)]}
        row.update({field: int(values[index]) for field, values in numbers.items()})
        rows[code] = row
    return rows


def _in_work(rng: np.random.Generator, lasting: Villages, level: float) -> dict[str, Ints]:
    noise = 1 + 0.004 * rng.standard_normal((len(lasting.codes), 6))
    parts = np.rint(lasting.in_work[:, None] * lasting.shares * level * noise[:, :3]).astype(np.int64)
    lifted = np.rint(lasting.lifted[:, None] * lasting.lifted_shares * level * noise[:, 3:]).astype(np.int64)
    lifted = np.minimum(lifted, parts)
    total, lifted_total = parts.sum(axis=1), lifted.sum(axis=1)
    numbers = {
        "labour_force": np.maximum(np.rint(lasting.in_work / 0.74).astype(np.int64), total),
        "transfer_total": total,
        "lifted_labour": np.maximum(np.ceil(lasting.lifted * 1.09).astype(np.int64) + 2, lifted_total),
        "lifted_transfer_total": lifted_total,
        "relocated_transfer": np.minimum(np.rint(lasting.relocated * level).astype(np.int64), total),
    }
    for position, place in enumerate(_PLACES):
        numbers[f"transfer_{place}"] = parts[:, position]
        numbers[f"lifted_{place}"] = lifted[:, position]
    return numbers


def _households(lasting: Villages, level: float, month: int, habits: Habits) -> dict[str, Ints]:
    share = 2 * habits.idle if month < 3 else habits.idle
    idle = np.floor(lasting.households * share / level).astype(np.int64)
    return {"willing_households": lasting.households, "employed_households": lasting.households - idle}


def _cumulative(lasting: Villages, month: int, habits: Habits) -> dict[str, Ints]:
    """Fixed shares of a total that grows evenly, so that no cumulative figure ever falls."""
    trained = np.floor(lasting.training * month).astype(np.int64)
    willing = (trained * 85) // 100
    due = (lasting.travel * month) // 12
    paid = (due * habits.paid) // 100
    return {
        "trained": trained,
        "trained_certified": (trained * habits.certified) // 100,
        "trained_willing": willing,
        "trained_employed": (willing * 91) // 100,
        "travel_due": due,
        "travel_paid": paid,
        "travel_amount": paid * habits.allowance,
    }


def total_of(rows: list[Row]) -> Row:
    """The 合计 row: sums of what can be added."""
    fields = [field for field in rows[0] if field not in _SUMS_LEFT_OUT]
    return {field: sum(int(row[field] or 0) for row in rows) for field in fields}


def corrected(rows: list[Row]) -> list[Row]:
    """Twelve people in the county who had been left out of the first place."""
    first = dict(rows[0])
    for field in ("labour_force", "transfer_total", "transfer_in_county"):
        first[field] = int(first[field] or 0) + 12
    return [first, *rows[1:]]

"""Industry support of every village: binding, market entities, pioneers, greenhouses, microcredit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sample_data.spreading import Floats, Ints, grown, spread

Row = dict[str, str | int | float | None]

#: Share of the year's work done by the end of each month: little before Spring Festival.
_BY_MONTH = (0.05, 0.10, 0.20, 0.29, 0.37, 0.45, 0.54, 0.63, 0.73, 0.83, 0.92, 1.0)
#: New 亩 of greenhouse by the end of June 2023, by township; those without a target of their own have little.
GREENHOUSE_JUNE = {
    "532323101000": 940, "532323102000": 820, "532323103000": 60, "532323104000": 40,
    "532323201000": 20, "532323202000": 560, "532323203000": 310,
}  # fmt: skip
_GREENHOUSE_2022, _GREENHOUSE_ELSEWHERE = 0.9, 100  # of the year 2022 against half of 2023; townships of other counties
#: Villages where nobody has been named a pioneer yet.
WITHOUT_PIONEER = ("532323201207", "532323202207", "532323203211")
INTENDED, BOUND_SHARE = 5_200, (0.925, 0.978)
#: Totals of the county at the end of 2021, of 2022 and, at this pace, of 2023.
_STOCKS = {
    "market_entities": (730, 904, 1_224),
    "leading_enterprises": (50, 54, 61),
    "cooperatives": (296, 318, 340),
    "family_farms": (142, 168, 195),
}
_ENTITIES_NEW, _PIONEERS, _PIONEERS_NEW = {2022: 174, 2023: 320}, 118, {2022: 78, 2023: 120}
_CREDIT_NEW, _CREDIT_BALANCE = {2022: 2_650, 2023: 2_900}, (7_900, 8_600, 9_400)  # 万元


@dataclass(frozen=True, kw_only=True)
class Support:
    """One line a month from January 2022 on, one column a village, by field; amounts in tenths of 亩 and of 万元."""

    codes: tuple[str, ...]
    months: Sequence[tuple[int, int]]
    numbers: dict[str, Ints]


def draw(rng: np.random.Generator, codes: tuple[str, ...], weights: Floats, months: Sequence[tuple[int, int]]) -> Support:
    """Every month of every village; ``weights`` sum to 1."""
    numbers = {field: _stock(rng, weights, totals, months) for field, totals in _STOCKS.items()}
    numbers["market_entities_new"] = _yearly(_mixed(rng, weights), _ENTITIES_NEW, months)
    numbers |= _pioneers(rng, codes, months)
    numbers |= _binding(weights, months)
    numbers["tech_envoys"] = np.tile(rng.integers(0, 3, len(codes)), (len(months), 1))
    numbers["greenhouse"] = _greenhouse(rng, codes, months)
    numbers["microcredit_new"] = _yearly(_mixed(rng, weights), {year: 10 * new for year, new in _CREDIT_NEW.items()}, months)
    balances = (_CREDIT_BALANCE[0] * 10, _CREDIT_BALANCE[1] * 10, _CREDIT_BALANCE[2] * 10)
    numbers["microcredit_balance"] = _stock(rng, weights, balances, months)
    return Support(codes=codes, months=months, numbers=numbers)


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Totals of a root over a span of years: what there is at its beginning and end, what every year adds, by field."""

    stocks: Mapping[str, tuple[int, int]]
    yearly: Mapping[str, int]
    intended: int
    bound: tuple[float, float] = BOUND_SHARE


def draw_for(
    rng: np.random.Generator, codes: tuple[str, ...], weights: Floats, months: Sequence[tuple[int, int]], plan: Plan
) -> Support:
    """The places of any level in any months, in order; ``weights`` sum to 1."""
    numbers = {field: spread(_way(totals, months), _mixed(rng, weights)) for field, totals in plan.stocks.items()}
    for field, total in plan.yearly.items():
        shares, years = _mixed(rng, weights), dict.fromkeys(year for year, _ in months)
        scale = 10 if field in ("greenhouse", "microcredit_new") else 1
        numbers[field] = np.concatenate([spread(_within(total * scale, year, months), shares) for year in years])
    numbers["microcredit_balance"] = numbers["microcredit_balance"] * 10
    numbers |= _binding(weights, months, plan.intended, plan.bound)
    return Support(codes=codes, months=months, numbers=numbers)


def _way(totals: tuple[int, int], months: Sequence[tuple[int, int]]) -> list[int]:
    """From one total to the other, evenly over the calendar."""
    since = [12 * year + month for year, month in months]
    length = max(since[-1] - since[0], 1)
    return [round(totals[0] + (totals[1] - totals[0]) * (now - since[0]) / length) for now in since]


def _within(total: int, year: int, months: Sequence[tuple[int, int]]) -> list[int]:
    """Cumulative within a year, in the months of it that are reported."""
    course = grown(0, total, _BY_MONTH)
    return [course[month - 1] for of, month in months if of == year]


def _mixed(rng: np.random.Generator, weights: Floats) -> Floats:
    shares = weights * rng.lognormal(0.0, 0.5, len(weights))
    return shares / shares.sum()


def _stock(rng: np.random.Generator, weights: Floats, totals: tuple[int, int, int], months: Sequence[tuple[int, int]]) -> Ints:
    path: list[int] = []
    for year, first, last in ((2022, totals[0], totals[1]), (2023, totals[1], totals[2])):
        path += grown(first, last, _BY_MONTH)[: sum(1 for month in months if month[0] == year)]
    return spread(path, _mixed(rng, weights))


def _yearly(shares: Floats, totals: dict[int, int], months: Sequence[tuple[int, int]]) -> Ints:
    """Cumulative within each year."""
    parts = [
        spread(grown(0, total, _BY_MONTH)[: sum(1 for month in months if month[0] == year)], shares)
        for year, total in totals.items()
    ]
    return np.concatenate(parts)


def _pioneers(rng: np.random.Generator, codes: tuple[str, ...], months: Sequence[tuple[int, int]]) -> dict[str, Ints]:
    """At least one a village but for a few; who is new in a year is in the total of that year."""
    having = np.array([code not in WITHOUT_PIONEER for code in codes])
    shares = np.where(having, rng.uniform(0.5, 1.5, len(codes)), 0.0)
    shares = shares / shares.sum()
    new = _yearly(shares, _PIONEERS_NEW, months)
    of_2022 = sum(1 for month in months if month[0] == 2022)
    before = np.where(having, 1, 0) + spread([_PIONEERS - int(having.sum())], shares)[0]
    total = new + before
    total[of_2022:] += new[of_2022 - 1]
    return {"pioneers": total, "pioneers_new": new}


def _binding(
    weights: Floats,
    months: Sequence[tuple[int, int]],
    households: int = INTENDED,
    shares: tuple[float, float] = BOUND_SHARE,
) -> dict[str, Ints]:
    intended = np.maximum(np.rint(households * weights).astype(np.int64), 1)
    covered = np.linspace(shares[0], shares[1], len(months))
    bound = np.floor(intended[None, :] * covered[:, None]).astype(np.int64)
    return {"intended_households": np.tile(intended, (len(months), 1)), "bound_households": bound}


def _greenhouse(rng: np.random.Generator, codes: tuple[str, ...], months: Sequence[tuple[int, int]]) -> Ints:
    """Tenths of 亩, each township after its own plan; in a third of the villages nothing is built."""
    built = np.where(rng.random(len(codes)) < 0.65, rng.uniform(0.4, 1.6, len(codes)), 0.0)
    found = np.zeros((len(months), len(codes)), dtype=np.int64)
    townships = np.array([code[:9] for code in codes])
    for township in dict.fromkeys(townships.tolist()):
        mine = np.flatnonzero(townships == township)
        shares = built[mine] if built[mine].sum() > 0 else np.ones(len(mine))
        june = GREENHOUSE_JUNE.get(f"{township}000", _GREENHOUSE_ELSEWHERE)
        year = round(10 * june / _BY_MONTH[5])
        totals = {2022: round(year * _GREENHOUSE_2022 / 2), 2023: year}
        found[:, mine] = _yearly(shares / shares.sum(), totals, months)
    return found


def month_rows(support: Support, names: Mapping[str, str], year: int, month: int) -> dict[str, list[Row]]:
    """The row of one month by village code."""
    line = support.months.index((year, month))
    tenths = {"greenhouse", "microcredit_new", "microcredit_balance"}
    rows: dict[str, list[Row]] = {}
    for index, code in enumerate(support.codes):
        row: Row = {"region": names[code]}
        for field, numbers in support.numbers.items():
            number = int(numbers[line, index])
            row[field] = number / 10 if field in tenths else number
        rows[code] = [row]
    return rows

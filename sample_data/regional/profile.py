"""How much a sample holds: from ``profiles.toml``, for any other pack in proportion to its villages."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from sample_data.employment import Size
from services.templates import ReportingScheme

Month = tuple[int, int]
_FILE = Path(__file__).with_name("profiles.toml")
#: A pack without a profile takes this one's, by the number of its villages.
_MODEL, _MODEL_VILLAGES = "wenshan-2022-2024", 1_003
PREFECTURE_HOUSEHOLDS = 60_000


@dataclass(frozen=True, kw_only=True)
class Profile:
    """The entries of ``profiles.toml``; ``months`` and ``income`` in order, as (year, month) and (year, quarter)."""

    seed: int
    households: int
    months: tuple[Month, ...]
    income: tuple[Month, ...]
    size: Size
    idle: float
    certified: int
    paid: int
    per_head: int
    village: float
    workshops: int
    projects: int
    works: int
    sales: int
    intended: int
    bound: tuple[float, float]
    stocks: Mapping[str, tuple[int, int]]
    yearly: Mapping[str, int]
    frugal: tuple[int, ...] = ()

    @property
    def years(self) -> tuple[int, ...]:
        """Every year with a report, in order."""
        return tuple(dict.fromkeys(year for year, _ in self.months))

    @property
    def has_gaps(self) -> bool:
        """Whether months are left out between the first and the newest."""
        (first, month), (last, newest) = self.months[0], self.months[-1]
        return 12 * (last - first) + newest - month + 1 > len(self.months)


@lru_cache
def _profiles() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def profile_of(scheme: ReportingScheme, villages: int) -> Profile:
    """The profile of a pack; ``villages``: how many its root has."""
    if scheme.pack in _profiles():
        return _read(_profiles()[scheme.pack])
    return _fitted(_read(_profiles()[_MODEL]), villages, scheme.years)


def _read(entry: Mapping[str, Any]) -> Profile:
    plain: dict[str, Any] = {key: value for key, value in entry.items() if key not in Size.__dataclass_fields__}
    read: dict[str, Any] = plain | {
        "months": tuple((int(year), month) for year, months in entry["months"].items() for month in months),
        "income": tuple((int(quarter[:4]), int(quarter[-1])) for quarter in entry["income"]),
        "size": Size(**{key: entry[key] for key in Size.__dataclass_fields__}),
        "bound": tuple(entry["bound"]),
        "stocks": {field: (first, last) for field, (first, last) in entry["stocks"].items()},
        "frugal": tuple(entry.get("frugal", ())),
    }
    return Profile(**read)


def _fitted(model: Profile, villages: int, years: tuple[int, int]) -> Profile:
    """The model's amounts for so many villages: a year before the first, the months that end a quarter, half of the last year."""
    share = villages / _MODEL_VILLAGES
    quarters = [(year, month) for year in range(years[0] - 1, years[1]) for month in (3, 6, 9, 12)]
    months = (*quarters, *((years[1], month) for month in range(1, 7)))
    return replace(
        model,
        households=max(round(45 * villages), 200) if villages < 100 else model.households,
        months=months,
        income=tuple((year, month // 3) for year, month in months if month % 3 == 0),
        size=Size(**{key: max(round(getattr(model.size, key) * share), 1) for key in Size.__dataclass_fields__}),
        sales=max(round(model.sales * share), 1),
        intended=max(round(model.intended * share), villages),
        stocks={field: (round(first * share), round(last * share)) for field, (first, last) in model.stocks.items()},
        yearly={field: round(total * share) for field, total in model.yearly.items()},
    )

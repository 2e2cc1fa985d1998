"""Collective income of every village: cumulative over the year, in hundredths of 万元 so that sums are exact."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Row = dict[str, str | int | float | None]
_BY_MONTH = (0.10, 0.19, 0.32, 0.45, 0.58, 0.67, 0.73, 0.79, 0.85, 0.90, 0.95, 1.0)
_MEAN_SHARES = {"operating": 0.60, "contracting": 0.20, "investment": 0.06, "subsidy": 0.11, "other": 0.03}
_LOSSES = 3  # villages whose investment loses money


@dataclass(frozen=True, kw_only=True)
class Economies:
    """One entry a village. ``annual``: 万元 of the first year. ``shares``: of the fields of ``_MEAN_SHARES``, in that order."""

    codes: tuple[str, ...]
    annual: npt.NDArray[np.float64]
    growth: npt.NDArray[np.float64]
    shares: npt.NDArray[np.float64]
    shares_out: npt.NDArray[np.float64]


def economies(rng: np.random.Generator, codes: tuple[str, ...], median: float = 18.0) -> Economies:
    """Draws what each village earns in a year: ``median`` in 万元, a few far above."""
    count = len(codes)
    shares = rng.dirichlet([share * 40 for share in _MEAN_SHARES.values()], size=count)
    losing = rng.choice(count, size=min(_LOSSES, count), replace=False)
    shares[losing, 2] = -0.02
    return Economies(
        codes=codes,
        annual=np.exp(rng.normal(np.log(median), 0.42, count)),
        growth=rng.normal(1.10, 0.05, count),
        shares=shares,
        shares_out=np.where(rng.random(count) < 0.6, rng.uniform(0.1, 0.4, count), 0.0),
    )


def month_rows(lasting: Economies, names: Mapping[str, str], year: int, month: int, first: int = 2022) -> dict[str, Row]:
    """The rows of one month by village code; cumulative from January. ``first``: the year of ``annual``."""
    annual = lasting.annual * (lasting.growth ** (year - first))
    # Truncation keeps growing parts growing; a loss is rounded the same way, towards zero.
    cents = np.trunc(annual[:, None] * lasting.shares * _BY_MONTH[month - 1] * 100).astype(np.int64)
    rows: dict[str, Row] = {}
    for index, code in enumerate(lasting.codes):
        parts = dict(zip(_MEAN_SHARES, (int(part) for part in cents[index]), strict=True))
        rows[code] = {"region": names[code]} | _amounts(parts, float(lasting.shares_out[index]))
    return rows


def _amounts(parts: dict[str, int], share_out: float) -> Row:
    operating_total = parts["operating"] + parts["contracting"] + parts["investment"]
    distributed = int((parts["operating"] + parts["contracting"]) * share_out)
    dividends = distributed * 60 // 100
    amounts = parts | {
        "operating_total": operating_total,
        "total": operating_total + parts["subsidy"] + parts["other"],
        "distributed": distributed,
        "dividends": dividends,
        "lifted_dividends": dividends * 30 // 100,
    }
    return {field: amount / 100 for field, amount in amounts.items()}

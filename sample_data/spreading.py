"""Shares a county's figure out over its places, month after month, so that no place ever falls and the sum is kept."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


def spread(path: Sequence[int], shares: Floats) -> Ints:
    """``path``: whole figures that never fall; ``shares`` sum to 1. One line a figure, one column a place, each line adds up."""
    lines, reached = np.zeros((len(path), len(shares)), dtype=np.int64), np.zeros(len(shares), dtype=np.int64)
    for position, total in enumerate(path):
        reached = reached + _increase(total - int(reached.sum()), np.maximum(shares * total - reached, 0.0), shares)
        lines[position] = reached
    return lines


def _increase(room: int, short: Floats, shares: Floats) -> Ints:
    """``room`` ones for the places in proportion to what each is short of; what is left over to the largest fractions."""
    short = short if short.sum() > 0 else shares
    wanted = short * (room / short.sum())
    given = np.floor(wanted).astype(np.int64)
    left = room - int(given.sum())
    given[np.argsort(given - wanted, kind="stable")[:left]] += 1
    return given


def grown(first: float, last: float, by_month: Sequence[float]) -> list[int]:
    """Whole figures between two, at the given shares of the way."""
    return [round(first + (last - first) * share) for share in by_month]

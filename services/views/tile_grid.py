"""Units as tiles of one size in their rough places: a share in steps of one colour, nothing coloured by good or bad."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from services.views import forms

#: percent a step: the narrowest of which five hold all shares
WIDTHS = (Fraction(1, 2), Fraction(1), Fraction(2), Fraction(5), Fraction(10), Fraction(20))
STEPS = 5
#: columns where the pack gives no places
MOST_COLUMNS = 6


@dataclass(frozen=True, kw_only=True)
class Tile:
    """``step``: 0 (lightest) to 4; None: not shaded, ``words`` say why. ``share`` and ``count`` as they read."""

    name: str
    row: int
    column: int
    step: int | None
    share: str
    count: str
    missing: bool = False


@dataclass(frozen=True, kw_only=True)
class TileGrid:
    """``legend``: the words of each step, from the lightest."""

    tiles: tuple[Tile, ...]
    columns: int
    legend: tuple[str, ...]
    placed: bool


@dataclass(frozen=True, kw_only=True)
class TileUnit:
    """A unit with its share in percent (None: not shaded)."""

    code: str
    name: str
    value: Fraction | None
    share: str
    count: str
    missing: bool


def tile_grid(units: Sequence[TileUnit], places: Mapping[str, tuple[int, int]]) -> TileGrid:
    """The units at the pack's places (row and column from 1); those without one follow in reading order below."""
    first, width = _scale([unit.value for unit in units if unit.value is not None])
    where = _where(units, places)
    tiles = [
        Tile(
            name=unit.name, row=where[unit.code][0], column=where[unit.code][1],
            step=None if unit.value is None else int((unit.value - first) / width),
            share=unit.share, count=unit.count, missing=unit.missing,
        )
        for unit in units
    ]  # fmt: skip
    columns = max((tile.column for tile in tiles), default=1)
    placed = bool(units) and all(unit.code in places for unit in units)
    return TileGrid(
        tiles=tuple(tiles), columns=columns, legend=_legend(first, width, [tile.step for tile in tiles]), placed=placed
    )


def _where(units: Sequence[TileUnit], places: Mapping[str, tuple[int, int]]) -> dict[str, tuple[int, int]]:
    found = {unit.code: places[unit.code] for unit in units if unit.code in places}
    rest = sorted(unit.code for unit in units if unit.code not in places)
    across = max((column for _, column in found.values()), default=0) or min(
        max(ceil((len(rest) * 1.5) ** 0.5), 3), MOST_COLUMNS
    )
    below = max((row for row, _ in found.values()), default=0)
    return found | {code: (below + 1 + index // across, 1 + index % across) for index, code in enumerate(rest)}


def _scale(values: Sequence[Fraction]) -> tuple[Fraction, Fraction]:
    """Where the lightest step begins, and how wide a step is."""
    low, high = min(values, default=Fraction(0)), max(values, default=Fraction(0))
    for width in WIDTHS:
        first = int(low / width) * width
        if high < first + width * STEPS:
            return first, width
    return Fraction(0), WIDTHS[-1] + 1  # up to 100 %


def _legend(first: Fraction, width: Fraction, steps: Sequence[int | None]) -> tuple[str, ...]:
    """6—7%, 7—8% …: the steps up to the highest that a unit stands in."""
    used = max((step for step in steps if step is not None), default=-1) + 1
    edges = [forms.plain(first + width * step, 1) for step in range(used + 1)]
    return tuple(f"{edges[step]}—{edges[step + 1]}%" for step in range(used))

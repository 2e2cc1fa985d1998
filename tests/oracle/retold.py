"""A figure told again from its traced cells alone: sums, counts, minima and medians as the catalogue's list words them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import median
from typing import Any

from metrics.catalogue import Catalogue, Indicator, Measure
from metrics.settings import Settings


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One traced cell; ``row``: which row of which report, ``value``: a number in the field's unit, or a text."""

    part: str
    role: str
    field: str
    row: tuple[int, int]
    value: Any


@dataclass(frozen=True)
class Sides:
    """What the two sides and the value of a figure should be."""

    numerator: Fraction | None
    denominator: Fraction | None
    value: Fraction | None


def retold(catalogue: Catalogue, settings: Settings, indicator: Indicator, cells: Sequence[Cell]) -> Sides:
    """The sides of a figure whose every row took part through these cells."""

    def sides(of: Indicator, parts: set[str]) -> Sides:
        mine = [cell for cell in cells if cell.part in parts]
        return _sides(catalogue, settings, of, mine)

    declared = indicator.numerator
    if declared.growth:
        grown = catalogue.indicators[declared.growth]
        now, then = sides(grown, {"numerator"}), sides(grown, {"base"})
        if then.value is None or now.value is None:
            return Sides(None, then.value, None)
        change = now.value - then.value
        return Sides(change, then.value, change / then.value * indicator.factor if then.value > 0 else None)
    if declared.excess_over_root:
        share = catalogue.indicators[declared.excess_over_root]
        mine, root = sides(share, {"numerator", "denominator"}), sides(share, {"base"})
        if mine.value is None or root.value is None:
            return Sides(None, None, None)
        excess = max(Fraction(0), mine.value - root.value) * indicator.factor
        return Sides(excess, None, excess)
    return _sides(catalogue, settings, indicator, cells)


def _sides(catalogue: Catalogue, settings: Settings, indicator: Indicator, cells: Sequence[Cell]) -> Sides:
    def side(role: str, declared: Measure) -> Fraction | None:
        mine = [cell for cell in cells if cell.role == role]
        if declared.indicator:
            declared = catalogue.indicators[declared.indicator].numerator
        return _side(declared, settings, mine)

    numerator = side("numerator", indicator.numerator)
    if indicator.denominator is None:
        value = None if numerator is None else numerator * indicator.factor
        return Sides(value, None, value)
    denominator = side("denominator", indicator.denominator)
    share = numerator / denominator * indicator.factor if numerator is not None and denominator else None
    return Sides(numerator, denominator, share)


def _side(declared: Measure, settings: Settings, cells: Sequence[Cell]) -> Fraction | None:
    assert len({(cell.field, cell.row) for cell in cells}) == len(cells), "a cell is listed twice"
    if declared.count or declared.households:
        values = {cell.value for cell in cells}
        return Fraction(len(values) if declared.distinct or declared.households else len(cells))
    numbers = [cell.value for cell in cells]
    if declared.min or declared.median:
        statistic: Callable[[Sequence[Any]], Any] = min if declared.min else median
        return Fraction(statistic(numbers)) if numbers else None
    taken = {path.split(".")[1] for path in declared.minus}
    total = sum((-cell.value if cell.field in taken else cell.value for cell in cells), Fraction(0))
    return total * (settings.bound(declared.times) or 0 if declared.times else 1)

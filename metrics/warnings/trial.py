"""A quarter's households kept ready for one rule evaluation after another: the same ``judge`` as the list, over less.

Comparing the quarters is what takes time; the bounds are asked of the compared figures. What is kept of them is what
the rules read and nothing else, about 150 bytes a household, read-only, so that any number of callers may share it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from metrics.income_comparison import Comparison, Income, QuarterRows, Source
from metrics.income_exact import Flags, Integers, Quantity
from metrics.income_settings import IncomeSettings
from metrics.warnings.bounds import BY_KEY, Tried, with_bounds
from metrics.warnings.rules import WITNESSED, judge

_ASKED_FIELDS = ("medical_self_paid", "labourers", "employed")
_ALONE: Integers = np.ones(1, np.int64)


class KeptRows(QuarterRows):
    """The fields of a quarter that rules read; another one is a fault, never unknown."""

    def __init__(self, fields: Mapping[str, Quantity], present: Flags) -> None:
        self._fields = dict(fields)
        self.present = present

    def field(self, name: str) -> Quantity:
        """A kept field (KeyError: it is not kept)."""
        return self._fields[name]

    def at(self, positions: NDArray[np.intp]) -> KeptRows:
        """The same of some households."""
        return KeptRows({name: kept.at(positions) for name, kept in self._fields.items()}, self.present[positions])


class KeptIncome(Income):
    """The sources of income that rules read, operating income already as the pack compares it."""

    def __init__(self, sources: Mapping[str, Quantity]) -> None:
        self._sources = dict(sources)

    def source(self, name: str, *, gross: bool = False) -> Quantity:
        """A kept source (KeyError: it is not kept)."""
        return self._sources[name]

    def at(self, positions: NDArray[np.intp]) -> KeptIncome:
        """The same of some households."""
        return KeptIncome({name: kept.at(positions) for name, kept in self._sources.items()})


@dataclass(frozen=True, kw_only=True, eq=False)
class KeptComparison(Comparison):
    """A comparison without its rows: good for ``judge``, not for sentences."""

    now: KeptRows
    income: KeptIncome
    income_before: KeptIncome

    def at(self, positions: NDArray[np.intp]) -> KeptComparison:
        """The same of some households, in the order of ``positions``."""
        return replace(
            self, rows=_only_length(len(positions)), now=self.now.at(positions), income=self.income.at(positions),
            income_before=self.income_before.at(positions), per_head=self.per_head.at(positions),
            per_head_before=self.per_head_before.at(positions), annual=self.annual.at(positions),
            annual_last_quarter=self.annual_last_quarter.at(positions), net_fell=self.net_fell[positions],
            net_fell_last_quarter=self.net_fell_last_quarter[positions],
        )  # fmt: skip


def kept(settings: IncomeSettings, compared: Comparison) -> KeptComparison:
    """What ``judge`` reads of a comparison, compact and read-only; good for settings of the same comparison and operating basis."""
    fields = {name: _light(compared.now.field(name)) for name in _ASKED_FIELDS}
    nobody = KeptRows({}, compared.year_ago.present)
    return KeptComparison(
        period=compared.period, rows=_only_length(len(compared.rows)), now=KeptRows(fields, compared.now.present),
        year_ago=nobody, last_fourth=nobody,
        income=_sources(compared.income, gross=settings.gross), income_before=_sources(compared.income_before, gross=settings.gross),
        per_head=_light(compared.per_head), per_head_before=_light(compared.per_head_before), annual=_light(compared.annual),
        annual_last_quarter=_light(compared.annual_last_quarter), net_fell=_fixed(compared.net_fell),
        net_fell_last_quarter=_fixed(compared.net_fell_last_quarter),
    )  # fmt: skip


def _sources(income: Income, *, gross: bool) -> KeptIncome:
    sources: tuple[Source, ...] = WITNESSED
    return KeptIncome({name: _light(income.source(name, gross=gross)) for name in sources})


def _only_length(length: int) -> pd.DataFrame:
    return pd.DataFrame(index=pd.RangeIndex(length))


def _light(quantity: Quantity) -> Quantity:
    """Whole numbers need no column of ones below them."""
    length, below = len(quantity.known), quantity.denominator
    alone = not length or bool((below == 1).all())
    denominator = np.broadcast_to(_ALONE, (length,)) if alone else _fixed(below)
    return Quantity(numerator=_fixed(quantity.numerator), denominator=denominator, known=_fixed(quantity.known))


def _fixed(column: NDArray[Any]) -> NDArray[Any]:
    own = column.copy()
    own.flags.writeable = False
    return own


@dataclass(frozen=True, kw_only=True, eq=False)
class Verdict:
    """Rule mask (0: not listed) and worst level (rank in ``LEVELS``) of every household, in the order of the comparison."""

    mask: NDArray[np.int64]
    level: NDArray[np.int64]

    @property
    def listed(self) -> Flags:
        """Who is on the list."""
        return self.mask != 0


def judged(settings: IncomeSettings, tried: Tried, compared: KeptComparison, year: int) -> Verdict:
    """The list under what is tried, by the rules of the list itself."""
    mask, level = judge(with_bounds(settings, year, tried), compared)
    return Verdict(mask=mask, level=level)


def sizes(
    settings: IncomeSettings,
    tried: Tried,
    compared: KeptComparison,
    year: int,
    *,
    key: str,
    points: Sequence[Fraction],
    among: Flags,
) -> list[int]:
    """How many of the households ``among`` are listed at each value of one bound, ascending, all else as tried.

    Only the rules of that bound are asked again, and only of households that no other rule lists.
    """
    deciding = frozenset(BY_KEY[key].rules)
    others = judged(settings, replace(tried, rules=tried.rules - deciding), compared, year).listed
    here = replace(tried, rules=tried.rules & deciding)
    rest = compared.at(np.flatnonzero(among & ~others))
    fixed = int((among & others).sum())
    if not here.rules:
        return [fixed] * len(points)

    def listed(point: Fraction, part: KeptComparison) -> Flags:
        return judged(settings, here.having(key, point), part, year).listed

    # A bound of a single rule lets in more and more, or fewer and fewer, once it is set: who is out at both ends is out between.
    if points and len(deciding) == 1:
        ends = {points[0], points[-1], *[point for point in points if point][:1]}
        rest = rest.at(np.flatnonzero(np.logical_or.reduce([listed(end, rest) for end in ends])))
    return [fixed + int(listed(point, rest).sum()) for point in points]

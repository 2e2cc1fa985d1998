"""The households of a quarter beside themselves: a year ago, a quarter ago, and as a whole year; all exact.

Frames are those of ``metrics.evidence`` for household_income, all reporters of the root together, so that a household
that moved to another reporter keeps its past.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from metrics.evidence import MICRO
from metrics.income_exact import Flags, Quantity, amounts, below, difference, ratio, total, unknown
from metrics.income_quarters import between, fourth_of_last_year, is_fourth, needed_periods, shifted, window
from metrics.income_settings import IncomeSettings

Source = Literal["wage", "operating", "property", "transfer"]
SOURCES: tuple[Source, ...] = ("wage", "operating", "property", "transfer")
_COUNTS = frozenset({"persons", "labourers", "employed"})


def one_row_a_household(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows in order of reporter and row, without those that repeat a household or name none.

    The store lets no household stand under two reporters; should it ever, the first one counts, every time the same.
    """
    ordered = frame.sort_values(["reporter", "submission", "source_row"], kind="stable")
    named = ordered[ordered["household_no"].notna()]
    return named.drop_duplicates("household_no").reset_index(drop=True)


def positions_in(numbers: pd.Series, sought: pd.Series) -> NDArray[np.intp]:
    """Where each household number sought stands among ``numbers``, -1 where it does not.

    Packed text is told apart as it is: as Python's own words the numbers of a prefecture take ten times the room.
    """
    codes, known = pd.factorize(pd.concat([numbers.astype("str"), sought.astype("str")], ignore_index=True))
    places = np.full(len(known) + 1, -1, dtype=np.intp)  # the last one stands for blanks, whose code is -1
    places[codes[: len(numbers)]] = np.arange(len(numbers))
    places[-1] = -1
    return places[codes[len(numbers) :]]


class QuarterRows:
    """One quarter's rows, laid beside the households asked about; ``present`` says who has a row."""

    def __init__(self, rows: pd.DataFrame | None, households: pd.Series) -> None:
        self._rows = rows if rows is not None and len(rows) else None
        self._length = len(households)
        self._fields: dict[str, Quantity] = {}
        self._positions: NDArray[np.intp] = np.full(self._length, -1, dtype=np.intp)
        if self._rows is not None:
            self._positions = positions_in(self._rows["household_no"], households)
        self.present: Flags = self._positions >= 0

    def field(self, name: str) -> Quantity:
        """A number field: amounts in counts of 1e-6 元, heads as plain counts; each is laid out once."""
        if name not in self._fields:
            self._fields[name] = self._laid_out(name)
        return self._fields[name]

    def _laid_out(self, name: str) -> Quantity:
        if self._rows is None:
            return unknown(self._length)
        return amounts(self._rows[name], MICRO if name in _COUNTS else 1).at(self._positions)


class Income:
    """The income that a pack compares: running totals of some quarters added and taken away, over the heads of one."""

    def __init__(self, parts: Sequence[tuple[int, QuarterRows]], heads: QuarterRows) -> None:
        self._parts = parts
        self._heads = heads

    def amount(self, name: str) -> Quantity:
        """An amount of the whole household; unknown where one of the quarters has none."""
        amount = unknown(len(self._heads.present))
        for position, (sign, rows) in enumerate(self._parts):
            part = rows.field(name)
            amount = part if position == 0 else (total if sign > 0 else difference)(amount, part)
        return amount

    def per_head(self) -> Quantity:
        """Net income a head from the household's own figures, never from the printed one."""
        return ratio(self.amount("net"), self._heads.field("persons"))

    def source(self, name: str, *, gross: bool = False) -> Quantity:
        """One source of income of the whole household; operating income is net of cost unless ``gross``."""
        if name != "operating":
            return self.amount(name)
        if gross:
            return self.amount("operating_gross")
        return difference(self.amount("operating_gross"), self.amount("operating_cost"))


@dataclass(frozen=True, kw_only=True, eq=False)
class Comparison:
    """The households of one quarter and what they are compared with, household by household in the order of ``rows``.

    ``between``: the other quarters that the pack's base of comparison takes, by name; running totals take none.
    """

    period: str
    rows: pd.DataFrame
    now: QuarterRows
    year_ago: QuarterRows
    last_fourth: QuarterRows
    income: Income
    income_before: Income
    per_head: Quantity
    per_head_before: Quantity
    annual: Quantity
    annual_last_quarter: Quantity
    net_fell: Flags
    net_fell_last_quarter: Flags
    between: Mapping[str, QuarterRows] = field(default_factory=dict[str, QuarterRows])

    @property
    def comparable(self) -> Flags:
        """Households that have a row in the same quarter of last year too."""
        return self.year_ago.present

    def change(self, name: Source, *, gross: bool = False) -> Quantity:
        """Change of one source of income of the whole household since the same quarter of last year."""
        return difference(self.income.source(name, gross=gross), self.income_before.source(name, gross=gross))


def compare(settings: IncomeSettings, *, period: str, frames: Mapping[str, pd.DataFrame]) -> Comparison:
    """The households of ``period`` beside the rows of ``needed_periods(period)``; a quarter without a frame has no rows."""
    clean = {quarter: one_row_a_household(frame) for quarter, frame in frames.items() if len(frame)}
    rows = clean[period] if period in clean else frames[period].iloc[:0]
    households = rows["household_no"]
    basis = settings.comparison
    quarters = {quarter: QuarterRows(clean.get(quarter), households) for quarter in needed_periods(period, basis)}

    def income(quarter: str) -> Income:
        return Income([(sign, quarters[part]) for sign, part in window(quarter, basis)], quarters[quarter])

    before = shifted(period, -1)
    now, year_ago = income(period), income(shifted(period, -4))
    return Comparison(
        period=period,
        rows=rows,
        now=quarters[period],
        year_ago=quarters[shifted(period, -4)],
        last_fourth=quarters[fourth_of_last_year(period)],
        between={quarter: quarters[quarter] for quarter in between(period, basis)},
        income=now,
        income_before=year_ago,
        per_head=now.per_head(),
        per_head_before=year_ago.per_head(),
        annual=_annual(period, quarters),
        annual_last_quarter=_annual(before, quarters),
        net_fell=below(now.per_head(), year_ago.per_head()),
        net_fell_last_quarter=below(income(before).per_head(), income(shifted(before, -4)).per_head()),
    )


def _annual(period: str, quarters: Mapping[str, QuarterRows]) -> Quantity:
    """A whole year's net income a head: the running total, before the fourth quarter filled up from last year."""
    now = quarters[period]
    if is_fourth(period):
        return ratio(now.field("net"), now.field("persons"))
    rest = difference(quarters[fourth_of_last_year(period)].field("net"), quarters[shifted(period, -4)].field("net"))
    return ratio(total(now.field("net"), rest), now.field("persons"))

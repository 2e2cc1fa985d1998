"""One question: a pack, a period and the evidence, with everything asked of the evidence only once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import pandas as pd

from metrics.catalogue import Catalogue, Indicator
from metrics.coverage import Reporters, sheet_reporters
from metrics.evidence import Evidence, Snapshot, Territory
from metrics.income import judged_households, needed_periods
from metrics.measuring.rows import SheetRows
from metrics.packs import Pack
from metrics.periods import Period, answering_period

QUARTERLY = frozenset({"household_income"})
_RowsKey = tuple[str, str, bool, frozenset[str] | None]


@dataclass(frozen=True, kw_only=True)
class Basis:
    """Which reports a figure is made of, where not simply those that answer: another period, some reporters, nothing carried."""

    period: Period
    reporters: frozenset[str] | None = None
    carry: bool = True


@dataclass(frozen=True, kw_only=True)
class Question:
    """What is asked, of whom, with caches that live as long as the question."""

    pack: Pack
    catalogue: Catalogue
    evidence: Evidence
    territory: Territory
    asked: Period
    _rows: dict[_RowsKey, SheetRows] = field(default_factory=dict[_RowsKey, SheetRows])
    _by_text: dict[tuple[_RowsKey, str], dict[str, SheetRows]] = field(
        default_factory=dict[tuple[_RowsKey, str], dict[str, SheetRows]]
    )
    _reporters: dict[str, Reporters] = field(default_factory=dict[str, Reporters])
    _judged: dict[str, SheetRows] = field(default_factory=dict[str, SheetRows])
    _accumulations: dict[str, set[str]] = field(default_factory=dict[str, set[str]])
    _snapshots: dict[tuple[str, str, bool], Snapshot] = field(default_factory=dict[tuple[str, str, bool], Snapshot])
    _places: dict[tuple[str, str], Sequence[str]] = field(default_factory=dict[tuple[str, str], Sequence[str]])

    def kind(self, sheet: str) -> Literal["month", "quarter"]:
        """Whether a sheet is monthly or quarterly, also where the program cannot read it yet."""
        shape = self.evidence.sheets.get(sheet)
        if shape is not None:
            return shape.period
        return "quarter" if sheet in QUARTERLY else "month"

    def answering(self, sheet: str) -> Period:
        """The period of a sheet that answers."""
        return answering_period(self.kind(sheet), self.asked, self.pack.income_year_starts)

    def reporters(self, sheet: str) -> Reporters:
        """Who is expected to hand a sheet in."""
        if sheet not in self._reporters:
            regions = self.places(self.pack.root, self.pack.submit_level)
            self._reporters[sheet] = sheet_reporters(self.pack, sheet, regions)
        return self._reporters[sheet]

    def snapshot(self, sheet: str, period: Period, *, carry: bool = True) -> Snapshot:
        """What answers for a sheet and period; nothing where the sheet cannot be read yet."""
        key = (sheet, str(period), carry and self.kind(sheet) == "month")
        if key not in self._snapshots:
            none: frozenset[str] = frozenset()
            self._snapshots[key] = (
                self.evidence.snapshot(sheet, key[1], carry=key[2])
                if sheet in self.evidence.sheets
                else Snapshot(sheet=sheet, period=key[1], rows=pd.DataFrame(), reported=none, carried=none)
            )
        return self._snapshots[key]

    def places(self, unit: str, level: str) -> Sequence[str]:
        """The places of a level inside a unit."""
        if (unit, level) not in self._places:
            self._places[unit, level] = self.territory.places(unit, level)
        return self._places[unit, level]

    def rows(self, sheet: str, period: Period, *, carry: bool = True, reporters: frozenset[str] | None = None) -> SheetRows:
        """The rows of a snapshot, sorted by place; with ``reporters`` only what these handed in."""
        key = (sheet, str(period), carry, reporters)
        if key not in self._rows:
            self._rows[key] = (
                SheetRows.of(self.snapshot(sheet, period, carry=carry).rows)
                if reporters is None
                else self.rows(sheet, period, carry=carry).of_reporters(reporters)
            )
        return self._rows[key]

    def rows_named(
        self,
        sheet: str,
        field_name: str,
        value: str,
        period: Period,
        *,
        carry: bool = True,
        reporters: frozenset[str] | None = None,
    ) -> SheetRows:
        """Of ``rows`` those with one value in a text field."""
        key = ((sheet, str(period), carry, reporters), field_name)
        rows = self.rows(sheet, period, carry=carry, reporters=reporters)
        if key not in self._by_text:
            self._by_text[key] = rows.by_text(field_name)
        return self._by_text[key].get(value) or rows.pick(np.zeros(0, dtype=np.intp))

    def judged(self, period: Period) -> SheetRows:
        """One row a household of a quarter, with what the household arithmetic found (``metrics.income``)."""
        key = str(period)
        if key not in self._judged:
            frames = {
                quarter: self.snapshot("household_income", Period.parse(quarter), carry=False).rows
                for quarter in needed_periods(key, self.pack.income_settings.comparison)
            }
            empty = not len(frames[key])
            judged = (
                pd.DataFrame() if empty else judged_households(self.pack.income_settings, period=key, frames=_filled(frames))
            )
            self._judged[key] = SheetRows.of(judged)
        return self._judged[key]

    def accumulations(self, indicator: Indicator) -> set[str]:
        """The kinds (stock, ytd, flow) of the fields that a figure rests on; household income and tasks are cumulative."""
        if indicator.id not in self._accumulations:
            self._accumulations[indicator.id] = self._accumulations_of(indicator)
        return self._accumulations[indicator.id]

    def _accumulations_of(self, indicator: Indicator) -> set[str]:
        found = {
            self.evidence.sheets[sheet].accumulation.get(name, "")
            for sheet, name in self.catalogue.fields_of(indicator)
            if sheet in self.evidence.sheets
        }
        cumulative = {"household_income", "key_tasks"} & set(self.catalogue.sheets_of(indicator))
        return found | ({"ytd"} if cumulative else set())

    def earlier(self, sheet: str, period: Period) -> Period | None:
        """The latest earlier period of the same kind in which something is in force."""
        if sheet not in self.evidence.sheets:
            return None
        known = [Period.parse(text) for text in self.evidence.periods(sheet)]
        before = [candidate for candidate in known if candidate.kind == period.kind and candidate < period]
        return max(before, default=None)


def _filled(frames: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Frames without rows get the columns of one that has some, so that every quarter has the same shape."""
    pattern = next(frame for frame in frames.values() if len(frame))
    return {period: frame if len(frame) else pattern.iloc[:0] for period, frame in frames.items()}

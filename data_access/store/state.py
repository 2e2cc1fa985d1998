"""The rows of one root as they stand, stood, or will stand once a submission is in force."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, select

from data_access.store.database import Database
from data_access.store.derived import HOUSEHOLD_SHEET
from data_access.store.fact_frames import frame_of
from data_access.store.schema import submission
from data_access.store.scope import Scope
from data_access.store.validity import standing

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, kw_only=True)
class Switch:
    """What one commit or withdrawal changes: ``goes`` leaves force, ``comes`` enters it (None: nothing does)."""

    sheet: str
    reporter: str
    period: str
    goes: int | None
    comes: int | None


@dataclass(frozen=True)
class StoredState:
    """``derived.PreviewedState`` from the database: as of a moment (None: now), seen through ``switch`` if there is one.

    Only a caller who sees the whole root gets it: ``scope`` must cover ``root``, else there are no rows.
    """

    database: Database
    scope: Scope
    root: str
    as_of: datetime | None = None
    switch: Switch | None = None

    @property
    def sheet(self) -> str:
        return self.switch.sheet if self.switch else ""

    @property
    def period(self) -> str:
        return self.switch.period if self.switch else ""

    def periods(self, sheet: str) -> Sequence[str]:
        """Periods in which a submission of the sheet is (will be) in force, ascending."""
        return sorted({period for _, period in self._sources(sheet).values()})

    def touched(self) -> frozenset[str]:
        """Household numbers of the submission that comes and of the one that goes."""
        return self._touched

    @cached_property
    def _touched(self) -> frozenset[str]:
        if self.switch is None or self.switch.sheet != HOUSEHOLD_SHEET:
            return frozenset()
        with self.database.reading() as connection:
            return frozenset(connection.execute(self._touched_numbers(self.switch)).scalars())

    def _touched_numbers(self, switch: Switch) -> Select[*tuple[Any, ...]]:
        table = self.database.facts[HOUSEHOLD_SHEET]
        moved = [identity for identity in (switch.goes, switch.comes) if identity is not None]
        number = table.c.household_no
        return select(number).where(table.c.submission.in_(moved), number.is_not(None)).distinct()

    def _sources(self, sheet: str) -> dict[int, tuple[str, str]]:
        """Reporter and period of each submission in force, the switch carried out."""
        if not self.scope.covers(self.root, self.root):
            return {}
        query = select(submission.c.id, submission.c.reporter, submission.c.period).where(
            submission.c.root == self.root, submission.c.sheet == sheet, standing(self.as_of)
        )
        with self.database.reading() as connection:
            sources = {row.id: (row.reporter, row.period) for row in connection.execute(query)}
        if self.switch is not None and self.switch.sheet == sheet:
            sources.pop(self.switch.goes or 0, None)
            if self.switch.comes is not None:
                sources[self.switch.comes] = (self.switch.reporter, self.switch.period)
        return sources

    def frame(self, sheet: str, *, periods: Sequence[str], columns: Sequence[str], touched_only: bool = False) -> pd.DataFrame:
        """Rows of all reporters in ``periods``: submission, reporter, period, source_row, then ``columns`` as in ``facts``."""
        import pandas as pd

        sources = {identity: source for identity, source in self._sources(sheet).items() if source[1] in periods}
        rows = self._rows(sheet, list(sources), columns, touched_only=touched_only)
        frame = frame_of(rows, self.database.sheets[sheet], columns)
        keys = frame["submission"].to_numpy().tolist()
        frame.insert(1, "reporter", pd.Series([sources[key][0] for key in keys], dtype="str"))
        frame.insert(2, "period", pd.Series([sources[key][1] for key in keys], dtype="str"))
        return frame

    def _rows(
        self, sheet: str, submissions: Sequence[int], columns: Sequence[str], *, touched_only: bool
    ) -> Sequence[Sequence[Any]]:
        table = self.database.facts[sheet]
        names: list[ColumnElement[Any]] = [table.c.submission, table.c.source_row, *(table.c[name] for name in columns)]
        query = select(*names)
        if touched_only and self.switch is not None and sheet == HOUSEHOLD_SHEET:
            numbers = self._touched_numbers(self.switch).subquery()
            # "+ 0" keeps SQLite from looking up every pair of household and submission instead of every household
            query = query.join(numbers, numbers.c.household_no == table.c.household_no).where(
                (table.c.submission + 0).in_(submissions)
            )
        else:
            query = query.where(table.c.submission.in_(submissions))
        with self.database.reading() as connection:
            return connection.execute(query.order_by(table.c.submission, table.c.source_row)).all()

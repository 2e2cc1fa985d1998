"""The rows of one root as they stand, stood, or will stand once a submission is in force."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, Table, and_, false, or_, select

from data_access.store.database import Database
from data_access.store.derived import HOUSEHOLD_SHEET
from data_access.store.fact_frames import fetch_frame, frame_of, picked
from data_access.store.schema import submission
from data_access.store.scope import Scope
from data_access.store.validity import standing
from data_access.typed_rows import TypedRows

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, kw_only=True)
class Switch:
    """What one commit or withdrawal changes: ``goes`` leaves force, ``comes`` enters it (None: nothing does).

    ``rows``: those of ``comes`` where they are at hand, so that they are not read back.
    """

    sheet: str
    reporter: str
    period: str
    goes: int | None
    comes: int | None
    rows: TypedRows | None = None


@dataclass(frozen=True)
class _Source:
    reporter: str
    period: str
    rows: int


# looking a row up by its household costs about as much as reading so many rows in their order
_LOOK_UP_COST = 4


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
        return sorted({source.period for source in self._sources(sheet).values()})

    def touched(self) -> frozenset[str]:
        """Household numbers of the submission that comes and of the one that goes."""
        return self._touched

    @cached_property
    def _touched(self) -> frozenset[str]:
        switch = self.switch
        if switch is None or switch.sheet != HOUSEHOLD_SHEET:
            return frozenset()
        if switch.rows is not None and switch.goes is None:
            return frozenset(switch.rows.columns["household_no"].values.tolist()) - {None}
        with self.database.reading() as connection:
            return frozenset(connection.execute(self._touched_numbers(switch)).scalars())

    def _touched_numbers(self, switch: Switch) -> Select[*tuple[Any, ...]]:
        table = self.database.facts[HOUSEHOLD_SHEET]
        moved = [identity for identity in (switch.goes, switch.comes) if identity is not None]
        number = table.c.household_no
        return select(number).where(table.c.submission.in_(moved), number.is_not(None)).distinct()

    def _sources(self, sheet: str) -> dict[int, _Source]:
        """The submissions in force by number, the switch carried out."""
        if not self.scope.covers(self.root, self.root):
            return {}
        own = submission.c
        standing_now = and_(own.root == self.root, own.sheet == sheet, standing(self.as_of))
        comes = self.switch.comes if self.switch and self.switch.sheet == sheet else None
        query = select(own.id, own.reporter, own.period, own.rows).where(or_(standing_now, own.id == comes))
        with self.database.reading() as connection:
            found = {row.id: _Source(row.reporter, row.period, row.rows) for row in connection.execute(query)}
        if self.switch is not None:
            found.pop(self.switch.goes or 0, None)
        return found

    def frame(self, sheet: str, *, periods: Sequence[str], columns: Sequence[str], touched_only: bool = False) -> pd.DataFrame:
        """Rows of all reporters in ``periods``: submission, reporter, period, source_row, then ``columns`` as in ``facts``."""
        import pandas as pd

        sources = {identity: source for identity, source in self._sources(sheet).items() if source.period in periods}
        coming = self._coming(sheet, sources)
        stored = {identity: source for identity, source in sources.items() if identity != coming}
        frames = [self._stored(sheet, stored, columns, touched_only=touched_only)] if stored or coming is None else []
        if coming is not None and self.switch is not None and self.switch.rows is not None:
            frames.append(frame_of(self.switch.rows, coming, columns, keyed_by="household_no" if touched_only else None))
        frame = frames[0] if len(frames) == 1 else pd.concat(frames, ignore_index=True)
        return _with_sources(frame, sources)

    def _coming(self, sheet: str, sources: Mapping[int, _Source]) -> int | None:
        """The submission that comes, where its rows are at hand and asked for."""
        switch = self.switch
        if switch is None or switch.sheet != sheet or switch.rows is None or switch.comes not in sources:
            return None
        return switch.comes

    def _stored(
        self, sheet: str, sources: Mapping[int, _Source], columns: Sequence[str], *, touched_only: bool
    ) -> pd.DataFrame:
        table = self.database.facts[sheet]
        if touched_only:
            sources = {identity: source for identity, source in sources.items() if identity in self._holding}
        wanted = self._narrowed(table, sources) if touched_only else table.c.submission.in_(sources)
        query = select(*picked(table, columns)).where(wanted).order_by(table.c.submission, table.c.source_row)
        with self.database.reading() as connection:
            return fetch_frame(connection, query, self.database.sheets[sheet], columns)

    @cached_property
    def _holding(self) -> frozenset[int]:
        """The submissions that may hold a touched household: those of the reporter, and of the others those that do.

        Most households stay with their reporter. That no other holds one is told by the numbers' index alone, no row is read.
        """
        switch = self.switch
        if switch is None or switch.sheet != HOUSEHOLD_SHEET:
            return frozenset()
        sources, table = self._sources(HOUSEHOLD_SHEET), self.database.facts[HOUSEHOLD_SHEET].c
        own = frozenset(identity for identity, source in sources.items() if source.reporter == switch.reporter)
        others = (table.submission + 0).in_(sources.keys() - own)
        held = select(table.submission).where(others, table.household_no.in_(self._touched_numbers(switch))).distinct()
        with self.database.reading() as connection:
            return own | frozenset(connection.execute(held).scalars())

    def _narrowed(self, table: Table, sources: Mapping[int, _Source]) -> ColumnElement[bool]:
        """Rows of the touched households only, told to SQLite in the way that takes fewer steps.

        "+ 0" and "|| ''" keep an index from being used: many households are found by reading the submissions through,
        few by looking each one up.
        """
        if self.switch is None or self.switch.sheet != HOUSEHOLD_SHEET:
            return false()
        numbers = self._touched_numbers(self.switch)
        periods = {source.period for source in sources.values()}
        sought = len(self.touched()) * len(periods) * _LOOK_UP_COST
        if sought >= sum(source.rows for source in sources.values()):
            return and_(table.c.submission.in_(sources), (table.c.household_no + "").in_(numbers))
        return and_((table.c.submission + 0).in_(sources), table.c.household_no.in_(numbers))


def _with_sources(frame: pd.DataFrame, sources: Mapping[int, _Source]) -> pd.DataFrame:
    """The frame with reporter and period behind the number of the submission; few submissions, many rows."""
    import numpy as np
    import pandas as pd

    numbers, which = np.unique(frame["submission"].to_numpy(), return_inverse=True)
    for place, name in enumerate(("reporter", "period"), start=1):
        words = pd.array([getattr(sources[int(number)], name) for number in numbers], dtype="str")
        frame.insert(place, name, pd.Series(words.take(which)))
    return frame

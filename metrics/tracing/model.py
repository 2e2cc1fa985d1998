"""What a figure was made of: cells, kept as columns so that tens of thousands of them open at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from metrics.measuring.rows import Mask, SheetRows, Whole
from metrics.results import Figure

Part = Literal["numerator", "denominator", "condition", "base"]
PARTS: tuple[Part, ...] = ("numerator", "denominator", "condition", "base")
Positions = npt.NDArray[np.intp]


@dataclass(frozen=True, kw_only=True, eq=False)
class TracedColumn:
    """The cells of one field in some rows: all of them took part in the figure in the same way.

    ``part``: what they are to the figure. ``role``: what they are to the figure that it rests on; the two differ only
    in growth and in what exceeds the root's share, whose cells of comparison are all ``base``. ``rows``: the rows, by
    which reports they stand in (``submission``, ``source_row``, ``carried``) and with what they hold.
    """

    part: Part
    role: Part
    sheet: str
    field: str
    rows: SheetRows

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def submissions(self) -> Whole:
        """The report of each cell."""
        return self.rows.number("submission")

    @property
    def source_rows(self) -> Whole:
        """The worksheet row of each cell, from 1."""
        return self.rows.number("source_row")

    @property
    def carried(self) -> Mask:
        """Which cells were taken over from an earlier month."""
        return self.rows.flag("carried")


@dataclass(frozen=True, kw_only=True)
class TracedReport:
    """A whole report that was counted: figures about reporting rest on reports, not on cells."""

    part: Part
    sheet: str
    submission: int


@dataclass(frozen=True, kw_only=True, eq=False)
class Traced:
    """A figure with its cells, numerator first; nothing where no row was looked at."""

    figure: Figure
    columns: tuple[TracedColumn, ...] = ()
    reports: tuple[TracedReport, ...] = ()

    def __len__(self) -> int:
        return sum(map(len, self.columns)) + len(self.reports)

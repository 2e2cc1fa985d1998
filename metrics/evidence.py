"""What a figure is computed from: the rows in force that answer a question, and who has reported.

``services`` fills these shapes from the database; ``metrics`` never reads anything itself.

Frames: one row per row of a submission in force, with the columns ``submission`` (int), ``reporter`` (str),
``carried`` (bool: taken over from an earlier month), ``source_row`` (int), then one column a field: int, decimal and
ratio fields as nullable ``Int64`` counts of 1e-6 of the field's unit (``MICRO``), every other field as ``str`` or missing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:  # the command line starts without pandas
    import pandas as pd

MICRO = 1_000_000
Accumulation = Literal["key", "stock", "ytd", "flow", ""]


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """One sheet of the whole pack root for one period.

    ``rows``: the frame described above. ``reported``: reporters with a submission of that very period; ``carried``:
    those whose latest earlier submission of the same calendar year stands in (monthly sheets only).
    A reporter in neither has no rows. A reporter with a nil return is in ``reported`` without rows.
    """

    sheet: str
    period: str
    rows: pd.DataFrame
    reported: frozenset[str]
    carried: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class ReportState:
    """One line of ``status``: one sheet of one reporter for one period. ``first_pass``: no rejected attempt came before its first version."""

    sheet: str
    reporter: str
    name: str
    due_at: datetime
    state: Literal["on_time", "late", "missing", "not_due", "returned", "pending", "exempt"]
    submission: int | None
    version: int | None
    received_at: datetime | None
    first_valid_at: datetime | None
    first_pass: bool | None


@dataclass(frozen=True, kw_only=True)
class SheetShape:
    """What metrics needs to know of a sheet's declaration: period kind, accumulation by field, key fields, whether rows are places."""

    period: Literal["month", "quarter"]
    accumulation: Mapping[str, Accumulation]
    keys: tuple[str, ...]
    places: bool


class Evidence(Protocol):
    """Everything a question may ask for, as of one moment."""

    #: shapes of the sheets that the program can read, by sheet id
    sheets: Mapping[str, SheetShape]

    def snapshot(self, sheet: str, period: str, *, carry: bool = True) -> Snapshot:
        """The rows in force; an unreadable or never reported sheet gives an empty snapshot. ``carry=False``: that very period only."""
        ...

    def periods(self, sheet: str) -> Sequence[str]:
        """Periods of a sheet in which at least one submission of the root is in force, ascending."""
        ...

    def report_states(self, period: str) -> Sequence[ReportState]:
        """The lines of ``status`` for a period (monthly sheets for a month, quarterly ones for a quarter)."""
        ...


@dataclass(frozen=True, kw_only=True)
class Territory:
    """The places of a root: ``level`` and ``name`` by code, ``children`` one level down in code order, ``inside(code, unit)``."""

    level: Mapping[str, str]
    name: Mapping[str, str]
    children: Callable[[str], Sequence[str]]
    inside: Callable[[str, str], bool]
    places: Callable[[str, str], Sequence[str]]  # (unit, level) → codes of that level inside the unit

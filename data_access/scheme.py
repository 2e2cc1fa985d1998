"""What a policy pack decides about intake, as frozen settings that ``services`` supplies.

data_access never reads a pack: it is told who reports what, at which level, and which bounds its rules use.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from data_access.regions.tree import Level


@dataclass(frozen=True, kw_only=True)
class SheetScheme:
    """Who hands in one sheet: ``departments`` empty means the regions of the submit level. ``row_level`` only where the pack sets one."""

    departments: tuple[str, ...] = ()
    row_level: Level | None = None
    exempt: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class ReportingScheme:
    """One pack's judgement of intake.

    ``root``: 12-digit code. ``departments``: code → name. ``settings``: bounds that rules name (None or absent: rule off).
    ``places``: names that stand for a place. ``period_begins``: first day of a period in this pack's calendar.
    ``previous_period``: the period before, of the same kind.
    """

    pack: str
    title: str
    root: str
    years: tuple[int, int]
    submit_level: Level
    departments: Mapping[str, str]
    sheets: Mapping[str, SheetScheme]
    settings: Mapping[str, Fraction | str | None]
    places: Mapping[str, str]
    total_row_first: bool
    period_begins: Callable[[str], date]
    previous_period: Callable[[str], str]

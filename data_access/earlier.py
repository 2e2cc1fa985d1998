"""What the rules and the preview ask of the past: reports in force of this and of earlier periods.

The store answers from the database (``data_access.store.earlier``), tests from lists.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from data_access.typed_rows import TypedRows


@dataclass(frozen=True, kw_only=True)
class StoredReport:
    """One submission in force with its typed rows (``invalid`` is False everywhere)."""

    submission: int
    version: int
    period: str
    rows: TypedRows


class EarlierReports(Protocol):
    """The reports in force now, of one root at a time."""

    def in_force(self, root: str, sheet: str, reporter: str, period: str) -> StoredReport | None:
        """The report of that very period."""
        ...

    def latest_earlier(self, root: str, sheet: str, reporter: str, period: str) -> StoredReport | None:
        """The same reporter's latest report of an earlier period, of any year."""
        ...

    def earlier_periods(self, root: str, sheet: str, reporter: str, period: str) -> Sequence[str]:
        """Earlier periods of the same year of which the same reporter has a report, oldest first."""
        ...

    def keys_elsewhere(
        self, root: str, sheet: str, reporter: str, period: str, fields: Sequence[str], rows: TypedRows
    ) -> Mapping[int, str]:
        """Row index → another reporter of the root whose report in force of that period already holds the row's ``fields``."""
        ...

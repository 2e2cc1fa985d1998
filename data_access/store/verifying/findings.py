"""What does not hold, counted by kind, with the first places of each."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

#: every kind of fault; ``services`` has the words for each
FaultCode = Literal[
    "database_damaged", "table_missing", "record_unreadable",
    "file_changed", "file_size",
    "file_missing", "file_orphan", "fact_orphan", "interval_orphan", "withdrawal_orphan",
    "rows_count", "version_hole", "received_order",
    "interval_missing", "interval_order", "interval_overlap", "interval_gap", "interval_closed", "interval_history",
    "reread_impossible", "reread_identity", "reread_cell", "reread_row_missing", "reread_row_extra",
    "warning_missing", "warning_extra", "warning_changed",
    "pack_unreadable", "pack_changed",
    "allocation_parts", "allocation_orphan", "allocation_order", "allocation_reread",
    "outside_order",
]  # fmt: skip
#: places kept of each kind: enough to begin with, and a whole column that changed stays readable
KEPT = 20


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where something does not hold: a submission, a cell (A1) or row of its original file, else ``subject`` names it."""

    submission: int | None = None
    cell: str = ""
    subject: str = ""


@dataclass
class Findings:
    """Grows while the database is checked."""

    counts: Counter[FaultCode] = field(default_factory=Counter[FaultCode])
    places: dict[FaultCode, list[Place]] = field(default_factory=dict[FaultCode, list[Place]])

    def add(self, code: FaultCode, *, submission: int | None = None, cell: str = "", subject: str = "") -> None:
        """One more place that does not hold."""
        self.counts[code] += 1
        kept = self.places.setdefault(code, [])
        if len(kept) < KEPT:
            kept.append(Place(submission=submission, cell=cell, subject=subject))

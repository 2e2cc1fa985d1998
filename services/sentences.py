"""Which exceptions carry a sentence for the person who asked, and which are faults of the program."""

from __future__ import annotations

from data_access.errors import DashboardError
from metrics.periods import PeriodError


def sentence_of(error: BaseException) -> str:
    """The Chinese sentence of an error that a person can mend; empty for a fault."""
    return error.sentence if isinstance(error, DashboardError | PeriodError) else ""

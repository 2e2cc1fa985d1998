"""Reading the periods that users write."""

from __future__ import annotations

from data_access.errors import CalledWrongly
from metrics.periods import Period, PeriodError


def parsed_period(text: str) -> Period:
    """The period of a text (CalledWrongly: none)."""
    try:
        return Period.parse(text)
    except PeriodError as fault:
        raise CalledWrongly(fault.sentence) from None

"""What the caller says about a file where the file itself leaves it open or says two things."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Answers:
    """``period`` as 2023-05 or 2023Q2, ``sheet`` a sheet id, ``reporter`` a region or department code; None: not said."""

    period: str | None = None
    sheet: str | None = None
    reporter: str | None = None

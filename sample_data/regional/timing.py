"""When the reports of a sample by rule come in: mostly in time, a few late, one missing, one corrected."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import numpy as np

from sample_data import timetable
from sample_data.regional.profile import Month, Profile

Slot = tuple[int, int, int]


@dataclass(frozen=True, kw_only=True)
class Timing:
    """By (reporter's position, year, month). ``late``: days after the 25th. ``missing``: no monthly sheet is handed in."""

    late: dict[Slot, int]
    missing: frozenset[Slot]
    corrected: frozenset[Slot]

    def received(self, rng: np.random.Generator, slot: Slot) -> datetime:
        """A working moment from the 17th to the 24th, or so many days late."""
        return timetable.received_in(rng, slot[1], slot[2], self.late.get(slot))


def timing(profile: Profile, reporters: int) -> Timing:
    """The rule: the last reporter is late and the one before it missing in the newest month, the first corrects the month before."""
    newest, before = profile.months[-1], profile.months[-2]
    middle = profile.months[-3]
    late: dict[Slot, int] = {(reporters - 1, *newest): 2, (1 % reporters, *middle): 1}
    late |= {(number % reporters, *_autumn(profile, year)): 1 + number % 3 for number, year in enumerate(profile.years[1:-1])}
    alone = reporters < 3
    missing = (reporters - 1, *profile.months[-5]) if alone else (reporters - 2, *newest)
    return Timing(late=late, missing=frozenset({missing}), corrected=frozenset({(0, *before)}))


def _autumn(profile: Profile, year: int) -> Month:
    """The last month of a year but one that has reports."""
    months = [month for month in profile.months if month[0] == year]
    return months[-2] if len(months) > 1 else months[-1]

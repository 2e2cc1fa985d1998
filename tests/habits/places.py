"""Habits 36 to 49 and 58 to 60: places, totals, formulas, and figures against each other."""

from __future__ import annotations

from tests.intake.honest import Honest
from tests.intake.wrong import Wrong

HONEST: dict[str, Honest] = {}
WRONG: dict[str, Wrong] = {}

"""Habits 50 to 57 and 62 to 64, and the layouts of real Chinese tables: headings, worksheets, rows that are none."""

from __future__ import annotations

from tests.intake.honest import Honest
from tests.intake.wrong import Wrong

HONEST: dict[str, Honest] = {}
WRONG: dict[str, Wrong] = {}

"""Habits 1 to 16: how a figure stands in its cell."""

from __future__ import annotations

from tests.intake.honest import Honest
from tests.intake.wrong import Wrong

HONEST: dict[str, Honest] = {}
WRONG: dict[str, Wrong] = {}

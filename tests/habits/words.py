"""Habits 17 to 35: dates, identity numbers, telephones, names of people."""

from __future__ import annotations

from tests.habits import dates, people, phones
from tests.intake.honest import Honest
from tests.intake.wrong import Wrong

HONEST: dict[str, Honest] = {**dates.HONEST, **people.HONEST, **phones.HONEST}
WRONG: dict[str, Wrong] = {**dates.WRONG, **people.WRONG, **phones.WRONG}

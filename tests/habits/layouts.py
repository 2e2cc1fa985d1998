"""Habits 50 to 57 and 61 to 64: where the table stands, what is hidden, which worksheet it is; the rest in the modules below."""

from __future__ import annotations

from tests.habits import banners, headings, rows_below, worksheets
from tests.intake.honest import Honest
from tests.intake.wrong import Wrong

HONEST: dict[str, Honest] = {**worksheets.HONEST, **headings.HONEST, **banners.HONEST, **rows_below.HONEST}
WRONG: dict[str, Wrong] = {**worksheets.WRONG, **headings.WRONG, **banners.WRONG, **rows_below.WRONG}

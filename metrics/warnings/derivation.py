"""The warning list of a quarter: who is listed, at which level, by which rules, and a sentence that says why."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from metrics.income import judged_frame
from metrics.income_comparison import SOURCES, Comparison, Source, compare
from metrics.income_settings import IncomeSettings
from metrics.warnings.rules import judge
from metrics.warnings.sentences import sentence
from metrics.warnings.stories import driver_of, stories, yardsticks

#: the number of a source among the drivers, 0 for none
_NUMBERS: Mapping[Source | None, int] = {None: 0, **{source: number for number, source in enumerate(SOURCES, start=1)}}
_PRINTED = [
    "household_no",
    "submission",
    "source_row",
    "region",
    "kind",
    "persons",
    "net_per_capita",
    "net_per_capita_before",
    "change",
    "change_percent",
    "annual_per_capita",
]


def derive(
    settings: IncomeSettings,
    *,
    period: str,
    frames: Mapping[str, pd.DataFrame],
    comparison: Comparison | None = None,
) -> pd.DataFrame:
    """The warnings of a quarter, one row a listed household in the order of reporter and row.

    ``frames``: household_income of ``needed_periods(period, settings.comparison)`` by period; ``comparison`` saves comparing them twice.
    Columns: household_no, submission, source_row, region, kind; persons (plain count); net_per_capita and
    net_per_capita_before as reported, change, change_percent, annual_per_capita (Int64 counts of 1e-6, missing where unknown);
    level (rank in ``LEVELS``, the worst of its rules), rules (mask in the order of ``RULES``, never 0), reason (a sentence),
    driver (the source that the sentence names as what fell most: 1 wage, 2 operating, 3 property, 4 transfer; 0: none);
    comparable, judged (bool: has a row a year ago; has an annual per-head income).
    """
    compared = comparison or compare(settings, period=period, frames=frames)
    mask, level = judge(settings, compared)
    listed: NDArray[np.intp] = np.flatnonzero(mask)
    frame = judged_frame(settings, compared).iloc[listed]
    warnings = frame[_PRINTED].reset_index(drop=True)
    warnings["level"] = level[listed]
    warnings["rules"] = mask[listed]
    measures = yardsticks(settings, compared.period)
    told = list(stories(settings, compared, listed=listed, masks=mask))
    warnings["reason"] = [sentence(story, measures) for story in told]
    warnings["driver"] = np.array([_NUMBERS[driver_of(story)] for story in told], dtype=np.int64)
    warnings["comparable"] = frame["comparable"].to_numpy(dtype=np.bool_)
    warnings["judged"] = ~frame["line_unknown"].to_numpy(dtype=np.bool_)
    return warnings

"""Who would be listed, without the sentences: what a change of bounds is foreseen with."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from metrics.income_comparison import Comparison, compare
from metrics.income_settings import IncomeSettings
from metrics.warnings.rules import judge


def who(
    settings: IncomeSettings,
    *,
    period: str,
    frames: Mapping[str, pd.DataFrame],
    comparison: Comparison | None = None,
) -> pd.DataFrame:
    """The households that a quarter's list would hold: ``household_no``, ``region``, ``level`` (rank), ``rules`` (mask).

    ``frames`` as for ``derive``; ``comparison``: of the same quarter and base of comparison, saves comparing them again.
    """
    compared = comparison or compare(settings, period=period, frames=frames)
    mask, level = judge(settings, compared)
    listed = np.flatnonzero(mask)
    found = compared.rows[["household_no", "region"]].iloc[listed].reset_index(drop=True)
    return found.assign(level=level[listed], rules=mask[listed])

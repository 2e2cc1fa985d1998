"""The rows of household income that one quarter is judged by: of each quarter no more than is read of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from data_access.store import HOUSEHOLD_SHEET, PreviewedState

if TYPE_CHECKING:  # the command line starts without pandas
    import pandas as pd


def household_frames(
    state: PreviewedState, fields: Mapping[str, Sequence[str]], *, touched_only: bool = False
) -> Mapping[str, pd.DataFrame]:
    """The rows of each quarter of ``fields`` with those fields; ``touched_only``: of the households of ``state.touched()`` alone."""
    return {period: _quarter(state, period, names, touched_only=touched_only) for period, names in fields.items()}


def _quarter(state: PreviewedState, period: str, names: Sequence[str], *, touched_only: bool) -> pd.DataFrame:
    # one quarter at a time: all of them in one frame would have to be taken apart again, twice the room for a moment
    rows = state.frame(HOUSEHOLD_SHEET, periods=[period], columns=names, touched_only=touched_only)
    return rows.drop(columns="period")

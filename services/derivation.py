"""What a commit of household income derives: the warning lists of every quarter that the report may change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from data_access.store import HOUSEHOLD_SHEET, Derive, Derived, PreviewedState, WarningChange
from metrics.evidence import MICRO
from metrics.income_needs import LISTED, needed_fields
from metrics.income_quarters import affected_periods
from metrics.income_settings import IncomeSettings
from metrics.packs import Pack
from services.household_frames import household_frames

if TYPE_CHECKING:  # the command line starts without pandas
    import pandas as pd

COMPARABLE, JUDGED = 1, 2


def derivation(packs: Callable[[], Sequence[Pack]]) -> Derive:
    """What the store calls at each commit: it picks the packs of the root, as they stand then, and the quarters that change."""

    def derive_change(state: PreviewedState) -> Derived | None:
        if state.sheet != HOUSEHOLD_SHEET:
            return None
        lists = changed_lists(packs(), state, sheet=state.sheet, period=state.period)
        return Derived(warnings=[_change(pack, period, state, touched_only=True) for pack, period in lists])

    return derive_change


def changed_lists(packs: Sequence[Pack], state: PreviewedState, *, sheet: str, period: str) -> list[tuple[Pack, str]]:
    """The warning lists, as pack and quarter, that may change with a report of a sheet and period under the state's root."""
    if sheet != HOUSEHOLD_SHEET:
        return []
    there = {*state.periods(HOUSEHOLD_SHEET), period}
    return [
        (pack, quarter)
        for pack in packs
        if pack.root == state.root
        for quarter in affected_periods(period, pack.income_settings.comparison)
        if quarter in there
    ]


def rebuild_some(pack: Pack, touches: Callable[[str], bool]) -> Derive:
    """The lists of one pack in the quarters that a figure keyed in for it touches."""

    def derive_some(state: PreviewedState) -> Derived | None:
        quarters = [period for period in state.periods(HOUSEHOLD_SHEET) if touches(period)]
        return Derived(warnings=[whole_list(pack, period, state) for period in quarters])

    return derive_some


def whole_list(pack: Pack, period: str, state: PreviewedState) -> WarningChange:
    """One list worked out anew, in the place of the stored one."""
    return _change(pack, period, state, touched_only=False)


def _change(pack: Pack, period: str, state: PreviewedState, *, touched_only: bool) -> WarningChange:
    rows = warnings_of(pack.income_settings, period, state, touched_only=touched_only)
    households = state.touched() if touched_only else None
    return WarningChange(pack=pack.id, period=period, households=households, rows=rows)


def warnings_of(settings: IncomeSettings, period: str, state: PreviewedState, *, touched_only: bool) -> pd.DataFrame:
    """The warnings of one quarter in the store's columns."""
    from metrics.warnings import derive

    frames = household_frames(state, needed_fields(period, settings.comparison, LISTED), touched_only=touched_only)
    found = derive(settings, period=period, frames=frames)
    found["persons"] = found["persons"] * MICRO
    found["flags"] = found["comparable"] * COMPARABLE + found["judged"] * JUDGED
    return found.drop(columns=["comparable", "judged"])

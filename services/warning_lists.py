"""The warning lists that a database must hold: one a pack and quarter with reports in force."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from data_access.store import (
    HOUSEHOLD_SHEET,
    WARNING_COLUMNS,
    Database,
    PreviewedState,
    Scope,
    StoredState,
    rebuild_list,
    stored_lists,
)
from data_access.undisturbed import undisturbed
from metrics.packs import Pack
from services.derivation import warnings_of
from services.workspace import Workspace

if TYPE_CHECKING:  # the command line starts without pandas
    import pandas as pd

Progress = Callable[[int, int], None]


@dataclass(frozen=True, kw_only=True)
class WarningList:
    """One list: ``make`` works it out from the rows in force, no rows where pack or quarter are gone."""

    root: str
    pack: str
    period: str
    make: Callable[[PreviewedState], pd.DataFrame]


def warning_lists(database: Database, packs: Sequence[Pack]) -> list[WarningList]:
    """The lists that must be there, and those that are there and must not be."""
    due = {(pack.id, period): pack for pack in packs for period in _quarters(database, pack.root)}
    known = {pack.id: pack for pack in packs}
    roots = sorted({pack.root for pack in packs})
    found: list[WarningList] = []
    for pack_id, period in sorted({*due, *stored_lists(database)}):
        pack = known.get(pack_id)
        root = pack.root if pack else next(iter(roots), "")
        found.append(WarningList(root=root, pack=pack_id, period=period, make=partial(_made, pack, period)))
    return found


def _quarters(database: Database, root: str) -> Sequence[str]:
    return StoredState(database, Scope.everything(), root).periods(HOUSEHOLD_SHEET)


def _made(pack: Pack | None, period: str, state: PreviewedState) -> pd.DataFrame:
    import pandas as pd

    if pack is None or period not in state.periods(HOUSEHOLD_SHEET):
        return pd.DataFrame({name: [] for name in WARNING_COLUMNS})
    return warnings_of(pack.income_settings, period, state, touched_only=False)


@undisturbed()
def rebuild_lists(workspace: Workspace, progress: Progress) -> int:
    """Makes every list anew, each in a transaction of its own, so that it may be stopped anywhere; returns how many."""
    lists = warning_lists(workspace.database, workspace.packs)
    for done, one in enumerate(lists, start=1):
        rebuild_list(workspace.database, one.root, one.pack, one.period, one.make)
        progress(done, len(lists))
    return len(lists)

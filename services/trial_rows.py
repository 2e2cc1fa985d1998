"""A few households as the warning list would show them under any bounds: only their own rows are read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from data_access.store import Scope, StoredState, WarningRow
from data_access.store.household_rows import household_rows
from metrics.income_settings import IncomeSettings
from metrics.packs import Pack
from services.derivation import warnings_of
from services.workspace import Workspace


@dataclass(frozen=True, kw_only=True)
class _Few:
    """``PreviewedState`` of some households: what the whole root's would answer, without the others."""

    whole: StoredState
    households: Sequence[str]
    sheet: str = ""
    period: str = ""

    @property
    def root(self) -> str:
        return self.whole.root

    def periods(self, sheet: str) -> Sequence[str]:
        return self.whole.periods(sheet)

    def touched(self) -> frozenset[str]:
        return frozenset(self.households)

    def frame(self, sheet: str, *, periods: Sequence[str], columns: Sequence[str], touched_only: bool = False) -> pd.DataFrame:
        whole = self.whole
        return household_rows(whole.database, whole.scope, self.root, self.households, periods, whole.as_of, columns=columns)


def listed_rows(
    workspace: Workspace, pack: Pack, settings: IncomeSettings, period: str, households: Sequence[str]
) -> Sequence[WarningRow]:
    """The named households as rows of the list under ``settings``, in the order named; those that it does not hold are absent."""
    whole = StoredState(workspace.database, Scope.everything(), pack.root, workspace.as_of)
    found = warnings_of(settings, period, _Few(whole=whole, households=households), touched_only=False)
    rows = {entry["household_no"]: _row(entry) for entry in found.to_dict("records")}
    return tuple(rows[number] for number in households if number in rows)


def _row(entry: dict[Any, Any]) -> WarningRow:
    """Missing values of the frame become None."""
    return WarningRow(**{name: _plain(entry[name]) for name in WarningRow.__dataclass_fields__})


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return value
    return None if pd.isna(value) else int(value)

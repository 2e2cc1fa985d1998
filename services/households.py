"""Who lives in a household, masked before it leaves the server."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from data_access.sheets import load_sheets
from data_access.store import HOUSEHOLD_SHEET, WarningRow, fact_cells
from data_access.values.masking import masked
from services.workspace import Workspace


@dataclass(frozen=True, kw_only=True)
class Masked:
    """张**, 5323**********1234, 138****5678; — where nothing was reported."""

    name: str
    identity: str
    telephone: str


def masked_people(workspace: Workspace, rows: Iterable[WarningRow]) -> Mapping[tuple[int, int], Masked]:
    """By submission and source row of each listed household."""
    cells = fact_cells(
        workspace.database,
        workspace.scope,
        sheet=HOUSEHOLD_SHEET,
        rows=[(row.submission, row.source_row) for row in rows],
        columns=("head_name", "head_id", "phone"),
    )
    return {
        place: Masked(name=_shown("head_name", name), identity=_shown("head_id", identity), telephone=_shown("phone", phone))
        for place, (name, identity, phone) in cells.items()
    }


def _shown(field: str, text: str | None) -> str:
    """What may be shown of a personal field, — where nothing was reported."""
    declared = load_sheets()[HOUSEHOLD_SHEET].field(field)
    return masked(declared, text.strip()) if text and text.strip() else "—"

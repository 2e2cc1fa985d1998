"""Who lives in a household, masked before it leaves the server."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from data_access.store import HOUSEHOLD_SHEET, WarningRow, fact_cells
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
        place: Masked(name=mask_name(name), identity=mask_digits(identity, 4, 4), telephone=mask_digits(phone, 3, 4))
        for place, (name, identity, phone) in cells.items()
    }


def mask_name(name: str | None) -> str:
    """The family name's first character and two stars, whatever the length."""
    return f"{name.strip()[0]}**" if name and name.strip() else "—"


def mask_digits(text: str | None, first: int, last: int) -> str:
    """The first and last characters, stars between; short texts are stars alone."""
    if not text:
        return "—"
    if len(text) <= first + last:
        return "*" * len(text)
    return f"{text[:first]}{'*' * (len(text) - first - last)}{text[-last:]}"

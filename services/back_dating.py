"""A back-fill may not claim to have been received before a version that already had been: said before anything is stored."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from data_access.errors import CalledWrongly
from data_access.examination import Examined, Found
from data_access.store import submissions
from services.workspace import Workspace


def refuse_early(
    workspace: Workspace, finds: Sequence[Found], received_at: datetime, would_store: Callable[[Found], list[Examined]]
) -> None:
    """CalledWrongly where ``received_at`` lies before that of a stored version of a report that the batch would store anew."""
    for found in finds:
        later = _received_later(workspace, found, received_at)
        if not later:
            continue
        for examined in would_store(found):
            newest = later.get((examined.root, examined.sheet, examined.reporter))
            if newest is not None:
                raise CalledWrongly(f"收到时间不能早于这份报表已入库版本的收到时间（{newest:%Y-%m-%d %H:%M}）。")


def _received_later(
    workspace: Workspace, found: Found, received_at: datetime
) -> dict[tuple[str | None, str | None, str | None], datetime]:
    """The newest receipt after ``received_at`` of each report of the worksheet's sheet and period."""
    declaration = found.recognised.declaration if found.recognised else None
    if declaration is None or found.period is None:
        return {}
    later = submissions(
        workspace.database, workspace.scope, period=found.period, sheet=declaration.id, received_after=received_at
    )
    in_order = sorted(later, key=lambda entry: entry.received_at)
    return {(entry.root, entry.sheet, entry.reporter): entry.received_at for entry in in_order}

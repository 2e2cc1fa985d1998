"""What 报送进度 asks."""

from __future__ import annotations

from data_access.sheets import load_sheets
from services.status import states_of_pack
from services.views.answering import nouns
from services.views.reporting import Progress, progress
from services.workspace import Pack, Workspace


def ask_progress(workspace: Workspace, pack: Pack, period: str, region: str) -> Progress:
    """报送进度 of the pack for one period; ``region`` is the root, whose reporters they are."""
    states = list(states_of_pack(workspace, pack, period, None))
    order = {code: place for place, code in enumerate(pack.departments)}
    states.sort(key=lambda state: (order.get(state.reporter, -1), "" if state.reporter in order else state.reporter))
    noun, _ = nouns(workspace, region)
    sheets = {sheet: declaration.tab for sheet, declaration in load_sheets().items()}
    return progress(states, sheets, period=period, noun=noun, at=workspace.moment)

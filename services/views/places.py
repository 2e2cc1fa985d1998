"""How a village is told apart from those of the same name elsewhere under a pack's root."""

from __future__ import annotations

from metrics.packs import Pack
from services.workspace import Workspace


def above_village(workspace: Workspace, pack: Pack, code: str) -> str:
    """The units over a place, from the one below the pack's own down: 安乐乡, in a prefecture 牟定县安乐乡; empty for none."""
    tree = workspace.tree
    if tree.get(code) is None:
        return ""
    over = [entry.name for entry in tree.ancestors(code) if entry.code != pack.root and tree.is_inside(entry.code, pack.root)]
    return "".join(over)

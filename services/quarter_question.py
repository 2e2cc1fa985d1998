"""What is worked out of a root's whole quarter is kept under: the same question, until anything in the database changes."""

from __future__ import annotations

from dataclasses import dataclass, field

from metrics.packs import Pack
from services.workspace import Workspace


@dataclass(frozen=True, kw_only=True)
class QuarterQuestion:
    """A pack and quarter of a database as it stands; ``workspace`` and ``judging`` only serve to work the answer out."""

    database: str
    revision: str
    pack: str
    period: str
    workspace: Workspace = field(compare=False)
    judging: Pack = field(compare=False)


def quarter_question(workspace: Workspace, pack: Pack, period: str) -> QuarterQuestion:
    """The question of a pack and quarter at the workspace's moment."""
    return QuarterQuestion(
        database=str(workspace.database.engine.url), revision=workspace.revision(), pack=pack.id, period=period,
        workspace=workspace, judging=pack,
    )  # fmt: skip

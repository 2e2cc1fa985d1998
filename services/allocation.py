"""Targets handed down to units (任务分解) as the figures see them: the versions in force at the workspace's moment."""

from __future__ import annotations

from fractions import Fraction

from data_access.store import AllocationRecord, allocations_in_force
from data_access.typed_rows import MICRO
from metrics.packs import Pack, Share, with_shares
from services.workspace import Workspace


def with_handed_down(workspace: Workspace, pack: Pack) -> Pack:
    """The pack with a target of its own for every unit that was given a part; the pack itself where none was."""
    tables = {
        year: (record.version, [Share(code=part.target, region=part.region, value=Fraction(part.micro, MICRO)) for part in parts])
        for year, (record, parts) in allocations_in_force(
            workspace.database, workspace.scope, pack=pack.id, as_of=workspace.as_of
        ).items()
    }  # fmt: skip
    return with_shares(pack, tables) if tables else pack


def standing_allocation(workspace: Workspace, pack: Pack, year: int) -> AllocationRecord | None:
    """The version of a year in force at the workspace's moment."""
    found = allocations_in_force(workspace.database, workspace.scope, pack=pack.id, as_of=workspace.as_of)
    return found[year][0] if year in found else None

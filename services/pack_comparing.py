"""A pack file beside the pack of a database: what it says otherwise, and what becomes of the early-warning lists; writes nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace

from data_access.errors import CalledWrongly
from metrics.packs import Pack
from services.initialising import entry_of
from services.list_changes import ListChange, Progress, foreseen_changes, quarters_of, touched
from services.views.pack_changes import differing
from services.views.paper_differences import Difference
from services.workspace import Workspace, keyed_packs, pack_of

#: so many lists are worked out before anybody asks how far it has come
_QUICK = 6


@dataclass(frozen=True, kw_only=True)
class Compared:
    """``here``: the pack of the database, ``there``: that of the file. ``differing``: what they say otherwise, in words.

    ``lists``: the lists that the file would touch, ``untouched``: the quarters whose lists it would leave.
    """

    here: Pack
    there: Pack
    differing: tuple[Difference, ...]
    lists: tuple[ListChange, ...]
    untouched: tuple[str, ...]


def compare_with_file(
    workspace: Workspace, source: str, pack_id: str | None = None, progress: Progress | None = None
) -> Compared:
    """A file (or a shipped pack, by its id) beside the pack of the same id, or the one named, or the only one of its place.

    CalledWrongly: no such file, a faulty one, no pack to compare with.
    """
    there = pack_of(entry_of(source))
    here = _in_force(workspace, there, pack_id)
    after = keyed_packs([replace(there, id=here.id)], workspace.outside)[0]
    quarters = quarters_of(workspace.database, here.root)
    wanted = touched(here, after, quarters) if after.root == here.root else []
    return Compared(
        here=here, there=there, differing=differing(_filed(workspace, here), there),
        lists=foreseen_changes(workspace.database, here, after, wanted, progress if len(wanted) > _QUICK else None),
        untouched=tuple(period for period in quarters if period not in wanted),
    )  # fmt: skip


def _in_force(workspace: Workspace, there: Pack, pack_id: str | None) -> Pack:
    if pack_id is not None:
        return workspace.pack(pack_id)
    same = [pack for pack in workspace.packs if pack.id == there.id]
    near = same or [pack for pack in workspace.packs if pack.root == there.root]
    if len(near) != 1:
        known = "、".join(pack.id for pack in workspace.packs)
        raise CalledWrongly(f"本库没有编号“{there.id}”的方案，请用 --pack 指定与哪个比：{known}。")
    return near[0]


def _filed(workspace: Workspace, pack: Pack) -> Pack:
    return next((one for one in workspace.filed if one.id == pack.id), pack)

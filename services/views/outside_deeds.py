"""Keying in and taking back, told in one sentence; a refusal is a sentence too."""

from __future__ import annotations

from data_access.errors import CalledWrongly
from data_access.store import OutsideRecord
from metrics.packs import Pack
from services import outside as deeds
from services.outside import Item, Typed, proposal_of, store
from services.views.outside import outlook, title_of, withdrawal_outlook
from services.workspace import Workspace


def key_in_outlook(workspace: Workspace, pack: Pack, item: Item, typed: Typed) -> tuple[str, ...]:
    """What would happen, a sentence each."""
    return outlook(workspace, pack, proposal_of(workspace, pack, item, typed))


def key_in(workspace: Workspace, pack: Pack, item: Item, typed: Typed) -> str:
    """Stores what was typed; says so, or why not."""
    try:
        version = store(workspace, pack, proposal_of(workspace, pack, item, typed))
    except CalledWrongly as refused:
        return str(refused)
    return f"已录入：{int(typed.year)}年{item.title}第{version}版，预警名单和各页已按此更新。"


take_back_outlook = withdrawal_outlook


def take_back(workspace: Workspace, pack: Pack, record: OutsideRecord, *, by: str, reason: str) -> str:
    """Takes a version back; says what stands now, or why not."""
    try:
        before = deeds.take_back(workspace, pack, record, by=by, reason=reason)
    except CalledWrongly as refused:
        return str(refused)
    stands = f"第{before}版恢复现行" if before else "按方案文件所写"
    return f"已撤回：{record.key.year}年{title_of(record)}第{record.version}版，{stands}。"

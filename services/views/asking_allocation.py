"""What the page 任务分解 asks: the table of a year with its versions, and where the units stand in that year's latest month."""

from __future__ import annotations

from data_access.errors import CalledWrongly
from data_access.store import AllocationRecord
from metrics.catalogue import TASK_TEMPLATE
from metrics.packs import Pack
from services.allocating import (
    Checked,
    check_allocation,
    commit_allocation,
    empty_allocation,
    form_of,
    list_allocations,
    original_allocation,
    take_back_allocation,
)
from services.views.allocation import Allocation, Candidate, allocation, candidate
from services.views.answering import asker, known_periods
from services.workspace import Workspace

__all__ = ["Candidate", "Checked", "ask_allocation", "blank", "candidate", "check", "original", "store", "take_back", "years"]


def years(pack: Pack) -> list[int]:
    """The years whose targets can be handed down, newest first."""
    return list(range(pack.years[1], pack.years[0] - 1, -1))


def first_year(workspace: Workspace, pack: Pack) -> int:
    """The year to begin with: that of the newest report within the pack's years, else the present one or the nearest to it."""
    first, last = pack.years
    reported = {int(period[:4]) for period in known_periods(workspace, pack, ("month",))} & set(years(pack))
    return max(reported) if reported else min(max(workspace.moment.year, first), last)


def ask_allocation(workspace: Workspace, pack: Pack, _period: str, region: str, year: str) -> Allocation:
    """任务分解 of a pack's root for one year."""
    form = form_of(workspace, pack, int(year))
    months = [period for period in known_periods(workspace, pack, ("month",)) if period.startswith(year)]
    answers = None
    if months:
        named = {target.indicator for target in pack.targets if target.indicator and not target.indicator.startswith("task:")}
        answers = asker(workspace, pack, region).answers(months[0], {*named, TASK_TEMPLATE})
    return allocation(form, list_allocations(workspace, pack, int(year)), answers, months[0] if months else "")


def blank(workspace: Workspace, pack: Pack, year: int) -> bytes:
    """The workbook to fill in."""
    return empty_allocation(workspace.at(None), pack, year)


def check(workspace: Workspace, pack: Pack, year: int, name: str, content: bytes) -> Checked:
    """A file against the whole and the version in force."""
    return check_allocation(workspace, pack, year, name, content)


def store(workspace: Workspace, checked: Checked, *, by: str, reason: str) -> tuple[bool, str]:
    """Whether it was stored, and the sentence that says so or why not."""
    try:
        version = commit_allocation(workspace, checked, by=by, reason=reason)
    except CalledWrongly as refusal:
        return False, str(refusal)
    return True, f"已提交为{checked.form.year}年任务分解第{version}版，即刻生效；各页{checked.form.unit_noun}的目标已更新。"


def original(workspace: Workspace, record: AllocationRecord) -> bytes:
    """The workbook as it was handed in."""
    content = original_allocation(workspace, record)
    if content is None:
        raise CalledWrongly("这一版的原文件不能查看。")
    return content


def take_back(workspace: Workspace, record: AllocationRecord, *, by: str, reason: str) -> tuple[bool, str]:
    """Whether it was withdrawn, and what stands now or why not."""
    try:
        back = take_back_allocation(workspace, record, by=by, reason=reason)
    except CalledWrongly as refusal:
        return False, str(refusal)
    stands = f"第{back}版恢复为现行版本。" if back is not None else "现在没有现行版本，各单位按未分解计。"
    return True, f"第{record.version}版已撤回，{stands}"

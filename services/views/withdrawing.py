"""Taking a version back on the page: what would happen, said before, and what stands afterwards."""

from __future__ import annotations

from dataclasses import dataclass

from data_access.errors import CalledWrongly
from data_access.store import SubmissionRecord
from services.versions import withdraw, withdrawal_outlook
from services.views import forms
from services.workspace import Workspace

#: a withdrawal needs both
UNSAID = "请写明撤回原因和经办人，再确认撤回。"


@dataclass(frozen=True, kw_only=True)
class WithdrawalStep:
    """``possible``: whether it can be confirmed (before), or was done (after). ``told``: one sentence each."""

    possible: bool
    told: tuple[str, ...]


def outlook(workspace: Workspace, submission: int) -> WithdrawalStep:
    """What comes back into force and which warning lists change; why it cannot be done where it cannot."""
    try:
        found = withdrawal_outlook(workspace, submission)
    except CalledWrongly as refusal:
        return WithdrawalStep(possible=False, told=(str(refusal),))
    quarters = "、".join(forms.period_label(quarter) for quarter in found.quarters)
    lists = f"{quarters}的收入下降预警名单重新计算。" if quarters else "收入下降预警名单不受影响。"
    return WithdrawalStep(
        possible=True,
        told=(
            f"撤回第{found.goes.version}版后，{_stands(found.back, with_source=True)}",
            f"各页指标随之更新；{lists}",
            "撤回的版本照留在上报记录里，但不能再恢复；内容无误时须重新报送。",
        ),
    )


def take_back(workspace: Workspace, record: SubmissionRecord, *, by: str, reason: str) -> WithdrawalStep:
    """Withdraws, and says what is in force now; why not where it was not done."""
    if not by.strip() or not reason.strip():
        return WithdrawalStep(possible=False, told=(UNSAID,))
    try:
        back = withdraw(workspace, record.submission, by=by, reason=reason)
    except CalledWrongly as refusal:
        return WithdrawalStep(possible=False, told=(str(refusal),))
    return WithdrawalStep(possible=True, told=(f"第{record.version}版已撤回，{_stands(back, with_source=False)}",))


def _stands(back: SubmissionRecord | None, *, with_source: bool) -> str:
    if back is None:
        return "本期没有现行版本，按未报计。"
    source = f"（{back.by}报送，{forms.minute(back.received_at)}收到，{back.rows:,}行）" if with_source else ""
    return f"第{back.version}版{source}恢复为现行版本。"

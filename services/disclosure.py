"""The one way to names, identity numbers and telephones: allowed here, asked for with a purpose, written down first."""

from __future__ import annotations

from data_access.errors import CalledWrongly, NotAllowed
from data_access.identity_number import without_identity_numbers
from data_access.store import record_disclosure
from services.sight import UNMASKED_VARIABLE, Asked, Permit
from services.workspace import Workspace

LONGEST = 200
NOT_HERE = (
    f"本系统未开放姓名、证件号码和联系电话的导出，名单一律脱敏；确需使用的，由系统管理员设置 {UNMASKED_VARIABLE}=1 后再试。"
)
NO_PURPOSE = "导出姓名、证件号码和联系电话须写明用途。"
NOBODY = "导出姓名、证件号码和联系电话须写明经办人。"


def check_asked(workspace: Workspace, asked: Asked) -> None:
    """Raises NotAllowed where it is not allowed here, CalledWrongly without purpose or name."""
    if not workspace.sight.may_unmask:
        raise NotAllowed(NOT_HERE)
    if not asked.purpose.strip():
        raise CalledWrongly(NO_PURPOSE)
    if not asked.by.strip():
        raise CalledWrongly(NOBODY)


def disclose(workspace: Workspace, asked: Asked, *, what: str, pack: str, period: str, filters: str, households: int) -> Permit:
    """Writes down who sees what of how many households and why, and returns the permit (as ``check_asked``; faults of the
    database: then nothing leaves). ``filters`` in words, without persons."""
    check_asked(workspace, asked)
    said = {
        "what": what, "purpose": without_identity_numbers(asked.purpose.strip())[:LONGEST], "pack": pack, "period": period,
        "filters": filters, "households": households,
    }  # fmt: skip
    number = record_disclosure(workspace.database, by=asked.by.strip(), said=said)
    return Permit(asked=asked, number=number)

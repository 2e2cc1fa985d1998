"""check, import and withdraw."""

from __future__ import annotations

import argparse
from pathlib import Path

from data_access.answers import Answers
from data_access.errors import CalledWrongly
from data_access.reading.grid import WorkbookFile
from data_access.sheets import load_sheets
from services.clock import now, parse_moment
from services.explained import message_of
from services.intake import Consent, Taken, check_files, import_files, taken_json
from services.periods import parsed_period
from services.shell.printing import ProgressBar, print_json, print_line, say
from services.versions import withdraw as withdraw_version
from services.workspace import Workspace, open_workspace

OUTCOMES = {
    "valid": "校验通过",
    "invalid": "有错误",
    "unrecognised": "无法识别",
    "accepted": "已入库",
    "unchanged": "与现行版本相同，未重复入库",
    "rejected": "有错误，未入库",
    "needs_reason": "有提醒，须说明原因后入库",
}


def check(arguments: argparse.Namespace) -> int:
    """Prints what ``check`` found; 0 when every sheet is valid."""
    workspace = open_workspace(arguments.database)
    answers = _answers(workspace, arguments)
    return _print(arguments, check_files(workspace, _files(arguments.files), answers))


def take_in(arguments: argparse.Namespace) -> int:
    """Prints what ``import`` did; 0 when every sheet is accepted or unchanged."""
    if arguments.accept_warnings and not arguments.reason.strip():
        raise CalledWrongly("接受提醒须用 --reason 写明原因。")
    workspace = open_workspace(arguments.database)
    consent = Consent(
        by=arguments.by,
        accept_warnings=arguments.accept_warnings,
        reason=arguments.reason.strip(),
        received_at=_received_at(arguments.received_at),
    )
    files = _files(arguments.files)
    progress = None if arguments.json or len(files) < 3 else ProgressBar("正在入库")
    return _print(arguments, import_files(workspace, files, consent, _answers(workspace, arguments), progress))


def withdraw(arguments: argparse.Namespace) -> int:
    """Takes a stored version back."""
    if not arguments.reason.strip():
        raise CalledWrongly("撤回须用 --reason 写明原因。")
    workspace = open_workspace(arguments.database)
    back = withdraw_version(workspace, arguments.submission, by=arguments.by, reason=arguments.reason)
    stands = f"现行的是第{back.version}版（编号{back.submission}）" if back else "没有现行版本"
    say(f"报表 {arguments.submission} 已撤回，{stands}。")
    return 0


def _received_at(text: str | None):
    if text is None:
        return None
    moment = parse_moment(text)
    if moment > now():
        raise CalledWrongly("收到时间不能晚于现在。")
    return moment


def _files(names: list[str]) -> list[WorkbookFile]:
    """The files named, all read before anything is stored (CalledWrongly: one does not exist)."""
    missing = [name for name in names if not Path(name).is_file()]
    if missing:
        raise CalledWrongly(f"找不到文件：{'、'.join(missing)}。")
    try:
        return [WorkbookFile(name=Path(name).name, content=Path(name).read_bytes()) for name in names]
    except OSError as error:
        raise CalledWrongly(f"文件读不了：{error.filename}。") from None


def _answers(workspace: Workspace, arguments: argparse.Namespace) -> Answers:
    """The caller's answers, each of which must exist (CalledWrongly)."""
    if arguments.sheet is not None and arguments.sheet not in load_sheets():
        raise CalledWrongly(f"没有报表“{arguments.sheet}”，现有：{'、'.join(load_sheets())}。")
    if arguments.reporter is not None and not _is_known(workspace, arguments.reporter):
        raise CalledWrongly(f"没有单位“{arguments.reporter}”，请写12位行政区划代码或部门代码。")
    period = str(parsed_period(arguments.period)) if arguments.period is not None else None
    return Answers(period=period, sheet=arguments.sheet, reporter=arguments.reporter)


def _is_known(workspace: Workspace, reporter: str) -> bool:
    return any(reporter in pack.departments for pack in workspace.packs) or workspace.tree.get(reporter) is not None


def _print(arguments: argparse.Namespace, taken: list[Taken]) -> int:
    if arguments.json:
        print_json([taken_json(entry) for entry in taken])
    else:
        for entry in taken:
            _print_taken(entry)
    return 0 if all(entry.done for entry in taken) else 1


def _print_taken(taken: Taken) -> None:
    examined = taken.examined
    place = "，".join(part for part in (examined.worksheet, examined.sheet, examined.period, examined.reporter) if part)
    rows = "" if examined.rows is None else f"，{len(examined.rows)}行"
    print_line(f"{examined.file}（{place}{rows}）：{OUTCOMES[taken.outcome]}")
    for entry in taken.problems:
        mark = {"error": "■ 错误", "warning": "▲ 提醒", "note": "  说明"}[entry.severity]
        print_line(f"  {mark} {entry.cell or '—'} {message_of(entry)} {entry.fix}")

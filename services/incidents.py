"""A fault becomes one sentence with a number for the person, and a line with that number for the log."""

from __future__ import annotations

import logging
import secrets
import traceback
from pathlib import PurePath

from data_access.store.trouble import Trouble, trouble_of

logger = logging.getLogger("income_watch.incident")

_SAID: dict[Trouble, str] = {
    "unreachable": "数据库暂时连不上，请稍后再试。错误编号 {number}，仍连不上时请把编号告诉管理员。",
    "busy": "数据库正忙，这次没有完成，请稍后再试。错误编号 {number}，多次如此请把编号告诉管理员。",
    "full": "磁盘空间已满，这次没有写入，数据保持原样。错误编号 {number}，请把编号告诉管理员，腾出空间后再试。",
    "read_only": "数据库不能写入，数据保持原样。错误编号 {number}，请把编号告诉管理员，检查数据库的写入权限。",
    "damaged": "数据库文件已损坏，请停止使用。错误编号 {number}，请把编号告诉管理员，用备份恢复。",
}
_DEEPEST = 8


def report(error: BaseException, where: str) -> str:
    """Logs an incident and returns its number. The message of an exception may hold cell values, so only its type and
    the places in the code are written."""
    number = secrets.token_hex(2).upper()
    places = " < ".join(
        f"{PurePath(frame.filename).name}:{frame.lineno} {frame.name}"
        for frame in reversed(traceback.extract_tb(error.__traceback__)[-_DEEPEST:])
    )
    trouble = trouble_of(error) or "fault"
    logger.error("incident %s at=%s kind=%s type=%s places %s", number, where, trouble, type(error).__name__, places)
    return number


def trouble_sentence(error: BaseException, where: str) -> str:
    """What the person reads where the database's surroundings are in trouble, once it is logged; empty: they are not."""
    trouble = trouble_of(error)
    return _SAID[trouble].format(number=report(error, where)) if trouble else ""

"""Why a file cannot be taken, said by the reading child; the parent turns it into a ``Problem``."""

from __future__ import annotations

SAVE_AS = "请用Excel或WPS打开后另存为.xlsx再报送。"
SEND_AGAIN = "请用Excel或WPS重新打开，确认内容完整后另存为.xlsx再报送；打不开的，请从原始文件重新另存一份。"
USE_TEMPLATE = "请下载本系统的报表模板，填写后以.xlsx报送。"
TOO_LARGE = "请删除表格以外的空行、空列和图片，或拆分成几个文件，另存为.xlsx后再报送。"


def visible(name: str) -> str:
    """A name without the characters that cannot be seen: control, direction marks, halves of characters."""
    return "".join(letter for letter in name if letter.isprintable()).strip()


class UnreadableError(Exception):
    """Ends the reading of one file: code of the catalogue, what is wrong, what to do (both Chinese)."""

    def __init__(self, code: str, message: str, fix: str) -> None:
        super().__init__(code, message, fix)
        self.code = code
        self.message = message
        self.fix = fix


def damaged(message: str) -> UnreadableError:
    """A container or worksheet that contradicts itself."""
    return UnreadableError("file_damaged", message, SEND_AGAIN)


def too_large(message: str) -> UnreadableError:
    """A file over a limit of size, memory or time."""
    return UnreadableError("file_too_large", message, TOO_LARGE)

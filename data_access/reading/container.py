"""Stage 1: what the bytes really are, by first bytes and directory, never by the file's name."""

from __future__ import annotations

import re
from typing import Literal

from data_access.reading.archive import Archive
from data_access.reading.limits import Limits
from data_access.reading.unreadable import SAVE_AS, USE_TEMPLATE, UnreadableError, damaged

Kind = Literal["xlsx", "xls"]

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_BARE_BIFF = re.compile(rb"\x09[\x00\x02\x04\x08][\x04\x06\x08\x10]\x00")
_KNOWN_STRANGERS = (
    (b"%PDF", "PDF文件"),
    (b"Rar!", "压缩包"),
    (b"7z\xbc\xaf", "压缩包"),
    (b"\x1f\x8b", "压缩包"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"BM", "图片"),
    (b"{\\rtf", "Word文档"),
)
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|table|meta|style|script|div|tr|td)\b", re.IGNORECASE)
_MHTML = re.compile(r"^(?:mime-version:|content-type:\s*multipart/related|from:\s*<saved by)", re.IGNORECASE | re.MULTILINE)
_XML2003 = re.compile(r"<\?mso-application|urn:schemas-microsoft-com:office:spreadsheet", re.IGNORECASE)
_FLAT_ODS = re.compile(r"urn:oasis:names:tc:opendocument", re.IGNORECASE)
_SEPARATORS = frozenset(",\t;|，、")
_FIRST_LINES = 10  # in which separators stand: a title may stand above them
_FIRST_TAG = re.compile(r"(?:<\?[^>]*\?>|<!--.*?-->|\s)*<!?([a-z]+)", re.IGNORECASE | re.DOTALL)
_LOOK = 65_536
_SHEET_MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def look_at(content: bytes, limits: Limits) -> tuple[Kind, Archive | None]:
    """Which reader fits: ``xlsx`` with its opened archive, or ``xls`` (also WPS et); ``UnreadableError`` says why none does."""
    if not content.strip(b"\0"):
        raise damaged("文件内容全是空字节，多为保存中断所致。")
    if content[:4] in {b"PK\x03\x04", b"PK\x05\x06"}:
        archive = Archive(content, limits)
        _require_xlsx(archive)
        return "xlsx", archive
    if content.startswith(_OLE):
        _require_xls(content)
        return "xls", None
    if _BARE_BIFF.match(content):
        return "xls", None
    raise _stranger(content)


def _require_xlsx(archive: Archive) -> None:
    if "mimetype" in archive and b"opendocument" in archive.whole("mimetype"):
        raise _refused_format("ODF（.ods等）")
    if "[content_types].xml" not in archive:
        raise _not_a_workbook("压缩包，不是工作簿", "请解压后将其中的工作簿逐个报送。")
    types = archive.whole("[content_types].xml").decode("utf-8", "replace")
    if "macroEnabled" in types or any(name.endswith("vbaproject.bin") for name in archive):
        raise _refused_format("二进制工作簿（.xlsb）" if "binary" in types else "带宏的工作簿（.xlsm）")
    if "xl/workbook.bin" in archive:
        raise _refused_format("二进制工作簿（.xlsb）")
    if "spreadsheetml.template.main" in types:
        raise _refused_format("Excel模板（.xltx）")
    if "wordprocessingml" in types or "presentationml" in types:
        raise _not_a_workbook("Word文档或演示文稿，不是工作簿", USE_TEMPLATE)
    if _SHEET_MAIN not in types:
        raise _not_a_workbook("其他类型的文件，不是工作簿", SAVE_AS)


def _require_xls(content: bytes) -> None:
    names = {
        name
        for name in ("EncryptedPackage", "Workbook", "Book", "WordDocument", "PowerPoint Document")
        if _in_ole(content, name)
    }
    if "EncryptedPackage" in names:
        raise encrypted()
    if names & {"Workbook", "Book"}:
        return
    if names:
        raise _not_a_workbook("Word文档或演示文稿，不是工作簿", USE_TEMPLATE)
    if _ole_cut_short(content) or "Workbook".encode("utf-16-le") in content:
        raise damaged("文件不完整或已损坏，无法打开。")
    raise _not_a_workbook("其他类型的文件，不是工作簿", SAVE_AS)


def _ole_cut_short(content: bytes) -> bool:
    """Whether the container ends before its own directory."""
    if len(content) < 512:
        return True
    sector_size = 1 << min(int.from_bytes(content[30:32], "little"), 20)
    directory = int.from_bytes(content[48:52], "little")
    return (directory + 2) * sector_size > len(content) + sector_size // 2


def _in_ole(content: bytes, name: str) -> bool:
    """Whether a directory entry of the OLE container is called ``name``: entries stand at multiples of 128 bytes."""
    wanted = (name + "\0").encode("utf-16-le")
    at = content.find(wanted, 512)
    while at >= 0:
        if at % 128 == 0:
            return True
        at = content.find(wanted, at + 2)
    return False


def _stranger(content: bytes) -> UnreadableError:
    for start, called in _KNOWN_STRANGERS:
        if content.startswith(start):
            return _not_a_workbook(called + "，不是工作簿", USE_TEMPLATE)
    text = _as_text(content[:_LOOK])
    if text is None:
        return _not_a_workbook("无法识别的文件，不是工作簿", SAVE_AS)
    if text.startswith("<"):
        return _tagged(text)
    if _MHTML.search(text[:2_000]):
        return _is_html()
    if _HTML.search(text[:2_000]):
        return _is_html()
    if any(_SEPARATORS.intersection(line) for line in text.splitlines()[:_FIRST_LINES]):
        return UnreadableError("file_is_csv", "文件实际是用逗号或制表符分隔的文本（CSV），不是工作簿。", USE_TEMPLATE)
    return _not_a_workbook("纯文本，不是工作簿", USE_TEMPLATE)


def _tagged(text: str) -> UnreadableError:
    first = _FIRST_TAG.match(text)
    if first is not None and first[1].lower() in {"html", "head", "body", "table", "doctype"}:
        return _is_html()  # a web page of Excel names the schemas of Excel too
    if _XML2003.search(text[:4_000]):
        return UnreadableError("file_is_xml2003", "文件实际是Excel 2003的XML表格，不是.xlsx或.xls工作簿。", SAVE_AS)
    if _FLAT_ODS.search(text[:4_000]):
        return _refused_format("ODF（.fods）")
    if _HTML.search(text):
        return _is_html()
    return _not_a_workbook("XML文本，不是工作簿", SAVE_AS)


def _as_text(head: bytes) -> str | None:
    """The beginning as text in the encodings that Chinese offices use; None for binary content."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head[: len(head) // 2 * 2].decode("utf-16", "replace").lstrip()
    if b"\0" in head:
        return _wide_text(head)
    for encoding in ("utf-8-sig", "gb18030"):
        for cut in range(4):  # the look may end inside a character
            try:
                return head[: len(head) - cut].decode(encoding).lstrip()
            except UnicodeDecodeError:
                continue
    return None


def _wide_text(head: bytes) -> str | None:
    """UTF-16 without its mark: the one of the two in which everything can be read and Latin letters or separators stand."""
    for encoding in ("utf-16-le", "utf-16-be"):
        text = head[: len(head) // 2 * 2].decode(encoding, "replace")
        is_readable = "\ufffd" not in text and all(letter.isprintable() or letter in "\r\n\t" for letter in text)
        if is_readable and any(letter.isascii() for letter in text):
            return text.lstrip()
    return None


def encrypted() -> UnreadableError:
    """The refusal of a workbook that opens only with a password."""
    return UnreadableError(
        "file_encrypted", "文件设有打开密码，无法读取。", "请用Excel或WPS打开，取消打开密码后另存为.xlsx再报送。"
    )


def _is_html() -> UnreadableError:
    return UnreadableError("file_is_html", "文件实际是网页（HTML），不是工作簿。", SAVE_AS)


def _refused_format(called: str) -> UnreadableError:
    return UnreadableError("file_format_refused", f"文件是{called}，本系统不接收这种格式。", SAVE_AS)


def _not_a_workbook(called: str, fix: str) -> UnreadableError:
    return UnreadableError("file_not_a_workbook", f"文件实际是{called}。", fix)

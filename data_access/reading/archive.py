"""The zip directory of an xlsx and its parts, read within limits and without anything that expands."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, LargeZipFile, ZipFile, ZipInfo

from data_access.reading.limits import MEGABYTE, Limits
from data_access.reading.unreadable import UnreadableError, damaged, too_large

_SLICE = MEGABYTE
_WHOLE = 64 * MEGABYTE
_ENCODING = re.compile(rb"""^\s*<\?xml[^>]*\sencoding\s*=\s*["']([^"']*)["']""")
_READABLE_ENCODINGS = frozenset({b"utf-8", b"utf8", b"us-ascii", b"ascii"})
_FAULTS = (BadZipFile, LargeZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError, IndexError)


class Archive:
    """The parts of an xlsx by lower-case name with ``/``; every fault is ``UnreadableError``."""

    def __init__(self, content: bytes, limits: Limits) -> None:
        # Counted before zipfile builds its list: a directory of a million entries costs seconds.
        if content.count(b"PK\x01\x02") > limits.archive_entries:
            raise too_large("文件内部的部件过多，超出读取上限。")
        try:
            self._zip = ZipFile(BytesIO(content))
        except _FAULTS as fault:
            raise damaged("文件不完整或已损坏，无法打开。") from fault
        self.limits = limits
        self._parts = _parts(self._zip.infolist())
        self.unpacked_bytes = _unpacked(self._parts, len(content), limits)

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._parts

    def __iter__(self) -> Iterator[str]:
        return iter(self._parts)

    def size(self, name: str) -> int:
        """Bytes of a part when unpacked, as the directory says (and reading enforces)."""
        return self._parts[name.lower()].file_size

    def whole(self, name: str) -> bytes:
        """A small part, whole and checked."""
        if name.lower() not in self._parts:
            raise damaged("文件不完整：缺少必要的部件。")
        if self.size(name) > _WHOLE:
            raise too_large("文件内部的部件过大，超出读取上限。")
        return b"".join(self.chunks(name))

    def chunks(self, name: str) -> Iterator[bytes]:
        """A part in pieces, its checksum compared at the end; an XML part with a DOCTYPE or in another encoding is damaged."""
        is_xml = name.lower().endswith((".xml", ".rels", ".vml"))
        before = b""
        try:
            with self._zip.open(self._parts[name.lower()]) as part:
                while piece := part.read(_SLICE):
                    if is_xml:
                        _check_xml(before, piece)
                    before = piece[-16:]
                    yield piece
        except UnreadableError:
            raise
        except _FAULTS as fault:
            raise damaged("文件不完整或已损坏：内部数据与校验值不符。") from fault


def _parts(entries: list[ZipInfo]) -> dict[str, ZipInfo]:
    parts: dict[str, ZipInfo] = {}
    for entry in entries:
        name = _plain(entry.filename)
        if name.endswith("/"):
            continue
        if name in parts:
            raise damaged("文件内部有重名的部件，多为损坏或被改动。")
        _check_entry(entry)
        parts[name] = entry
    return parts


def _plain(filename: str) -> str:
    """A member's name in lower case with ``/``; names that lead out of the archive are damage."""
    name = filename.replace("\\", "/").lower()
    if not name or name.startswith("/") or ":" in name or ".." in name.split("/") or any(ord(letter) < 32 for letter in name):
        raise damaged("文件内部的部件名称带有路径，不是Excel或WPS保存的工作簿。")
    return name


def _check_entry(entry: ZipInfo) -> None:
    if entry.flag_bits & 1:
        raise UnreadableError("file_encrypted", "文件设有打开密码，无法读取。", "请取消密码后，用Excel或WPS另存为.xlsx再报送。")
    if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise damaged("文件采用了Excel和WPS都不使用的压缩方式。")


def _unpacked(parts: dict[str, ZipInfo], packed: int, limits: Limits) -> int:
    total = sum(entry.file_size for entry in parts.values())
    if total > limits.unpacked_bytes:
        raise too_large(f"文件展开后约{total // MEGABYTE}MB，超出{limits.unpacked_bytes // MEGABYTE}MB的读取上限。")
    if total > limits.ratio_free_bytes and total > limits.ratio * packed:
        raise too_large("文件展开后异常膨胀，超出读取上限。")
    return total


def _check_xml(before: bytes, piece: bytes) -> None:
    if not before:
        if piece.startswith((b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")):
            raise damaged("文件内部采用了不支持的文字编码。")
        declared = _ENCODING.match(piece[:200].removeprefix(b"\xef\xbb\xbf"))
        if declared and declared[1].lower() not in _READABLE_ENCODINGS:
            raise damaged("文件内部采用了不支持的文字编码。")
    # Text in a part is escaped, so these letters are a declaration wherever they stand.
    if piece.rfind(b"<!DOCTYPE") >= 0 or b"<!DOCTYPE" in before + piece[:16]:  # searched from the end: quicker
        raise damaged("文件内部含有实体声明（DOCTYPE），不是Excel或WPS保存的工作簿。")

"""Values that the reader library reads wrongly without a word: figures with comments, entities or CDATA inside, text around CDATA.

``<v>1&#50;</v>`` is 12 to every XML parser and 1 to the library. No office program writes so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from data_access.reading.unreadable import damaged

_INTERRUPTED = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>[^<]*(?:&|<!|<\?)")
_AFTER_TEXT = re.compile(rb"(?:[^>\s]|\]\]>)\s*<!\[CDATA\[")
_TEXT_CELL = re.compile(rb"\st\s*=\s*[\"']str[\"']")
_TOKENS = (b"&", b"<!", b"<?")
_CARRIED = 65_536  # bytes: a cell with the longest formula that there can be


def only_plain_values(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """The same chunks of an XML part, as long as each value in it is read as it stands."""
    before = b""
    for chunk in chunks:
        if any(chunk.rfind(token) >= 0 for token in _TOKENS):  # searched from the end: quicker
            _check(before + chunk)
        before = chunk[-_CARRIED:] if len(chunk) >= _CARRIED else (before + chunk)[-_CARRIED:]
        yield chunk


def _check(piece: bytes) -> None:
    for match in _INTERRUPTED.finditer(piece):
        start = max(piece.rfind(b"<c ", 0, match.start()), piece.rfind(b":c ", 0, match.start()))
        is_text = start >= 0 and _TEXT_CELL.search(piece, start, piece.find(b">", start))
        if not is_text or match[0][-1:] != b"&":
            raise damaged("工作表的数值里夹有注释或转义字符，不是Excel或WPS保存的工作簿。")
    if _AFTER_TEXT.search(piece):
        raise damaged("工作簿的文字里夹有不规范的标记，不是Excel或WPS保存的工作簿。")

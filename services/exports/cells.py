"""What every exported worksheet shares: the font, formats made once, names and texts that Excel and WPS take."""

from __future__ import annotations

import re
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format

_NO_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")
_MOST = 32_767  # characters of a cell; xlsxwriter leaves out what is longer
FONT = {"font_name": "宋体", "font_size": 11, "valign": "vcenter"}
HEAD = "#F4F6F9"
#: strings stay strings, whatever they look like
TEXT_STAYS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


class Formats:
    """Formats of one workbook, each made once."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def __call__(self, **properties: Any) -> Format:
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format({**FONT, **properties})
        return self._made[key]


def sheet_name(title: str, taken: set[str]) -> str:
    """At most 31 characters, none that Excel refuses, none twice in any case of letters; not its own word History."""
    shown = "".join("－" if character in r"[]:*?/\'" else character for character in title if character.isprintable())
    stem = written(shown).encode("utf-16-le")[:56].decode("utf-16-le", "ignore").strip() or "表"
    name, number = stem, 2
    while name.casefold() in taken or name.casefold() == "history":
        name, number = f"{stem}{number}", number + 1
    taken.add(name.casefold())
    return name


def written(text: str) -> str:
    """The text as a cell can hold it: no character that XML has not, no more than Excel takes."""
    return _NO_XML.sub("", text)[:_MOST]


def text_width(text: str) -> int:
    """In digits: a Chinese character is two wide."""
    return sum(2 if ord(character) > 0x2E7F or character in "“”—·" else 1 for character in text)

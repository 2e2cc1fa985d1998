"""A workbook as another producer writes it: parts of a drawn one rewritten, added or left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

SHEET = "xl/worksheets/sheet1.xml"
STYLES = "xl/styles.xml"
STRINGS = "xl/sharedStrings.xml"
BOOK = "xl/workbook.xml"
TYPES = "[Content_Types].xml"
SHEET_RELATIONS = "xl/worksheets/_rels/sheet1.xml.rels"
Rewrite = Callable[[str], str]
_CELL = re.compile(r'<c r="([A-Z]+)(\d+)"[^>]*?(?:/>|>.*?</c>)', re.DOTALL)
_ROW = re.compile(r"<row .*?</row>", re.DOTALL)


def rewritten(content: bytes, parts: Mapping[str, Rewrite]) -> bytes:
    """The workbook with some of its parts rewritten; a part that is not there yet begins empty, one that becomes empty goes."""
    target = BytesIO()
    with ZipFile(BytesIO(content)) as source, ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name in dict.fromkeys([*source.namelist(), *parts]):
            text = source.read(name) if name in source.namelist() else b""
            if name in parts:
                text = parts[name](text.decode("utf-8")).encode("utf-8")
            if text:
                archive.writestr(name, text)
    return target.getvalue()


def swapped(old: str, new: str) -> Rewrite:
    """Replaces a text that must be there."""

    def rewrite(text: str) -> str:
        assert old in text, old
        return text.replace(old, new)

    return rewrite


def by_pattern(pattern: str, new: str) -> Rewrite:
    """Replaces what a pattern finds, which must be something."""

    def rewrite(text: str) -> str:
        changed, count = re.subn(pattern, new, text, flags=re.DOTALL)
        assert count, pattern
        return changed

    return rewrite


def cell_as(address: str, markup: str) -> Rewrite:
    """One cell written otherwise: ``markup`` whole, its style kept out."""

    def rewrite(text: str) -> str:
        found = [match for match in _CELL.finditer(text) if match[1] + match[2] == address]
        assert len(found) == 1, address
        return text[: found[0].start()] + markup + text[found[0].end() :]

    return rewrite


def rows_in(order: Callable[[list[str]], list[str]]) -> Rewrite:
    """The row elements in another order."""

    def rewrite(text: str) -> str:
        rows = _ROW.findall(text)
        first, last = text.index(rows[0]), text.index(rows[-1]) + len(rows[-1])
        return text[:first] + "".join(order(rows)) + text[last:]

    return rewrite


def cells_in(order: Callable[[list[str]], list[str]]) -> Rewrite:
    """The cells of each row in another order."""

    def one(row: re.Match[str]) -> str:
        cells = [match[0] for match in _CELL.finditer(row[0])]
        start = row[0].index(">") + 1
        return row[0][:start] + "".join(order(cells)) + "</row>"

    return lambda text: _ROW.sub(one, text)


def without_references(text: str) -> str:
    """Rows and cells without ``r``: a cell for every column up to the last, empty ones too."""

    def one(row: re.Match[str]) -> str:
        held = {_number(match[1]): match[0] for match in _CELL.finditer(row[0])}
        cells = [held.get(column, "<c/>") for column in range(1, max(held, default=0) + 1)]
        return "<row>" + "".join(re.sub(r'<c r="[A-Z]+\d+"', "<c", cell) for cell in cells) + "</row>"

    numbers = [int(number) for number in re.findall(r'<row r="(\d+)"', text)]
    rows = dict(zip(numbers, _ROW.findall(text), strict=True))
    whole = "".join(rows.get(number, f'<row r="{number}"></row>') for number in range(1, max(numbers) + 1))
    first, last = text.index("<sheetData>") + 11, text.index("</sheetData>")
    return _ROW.sub(one, text[:first] + whole + text[last:])


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def all_of(*rewrites: Rewrite) -> Rewrite:
    """One after the other."""

    def rewrite(text: str) -> str:
        for change in rewrites:
            text = change(text)
        return text

    return rewrite

"""What stands in a workbook by a slow, separate look: the cells of each worksheet straight from its markup."""

from __future__ import annotations

import posixpath
import re
import zipfile
from io import BytesIO
from xml.etree import ElementTree

from data_access.reading.grid import Worksheet
from tests.fuzz.zipworks import BROKEN

Filled = set[tuple[int, int]]
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")


class OracleSilentError(Exception):
    """The separate look cannot tell: the package is too broken for it."""


def filled_cells(content: bytes) -> dict[str, Filled]:
    """Worksheet name → 0-based places of the cells with a value or an error; merged ranges are not looked at."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            parts = {name.replace("\\", "/").lower(): package.read(name) for name in package.namelist()}
        strings = _strings(parts.get("xl/sharedstrings.xml"))
        return {name: _cells(parts[part], strings) for name, part in _sheets(parts) if part in parts}
    except (ElementTree.ParseError, *BROKEN) as fault:
        raise OracleSilentError from fault


def _sheets(parts: dict[str, bytes]) -> list[tuple[str, str]]:
    relations: dict[str, str] = {}
    for one in ElementTree.fromstring(parts["xl/_rels/workbook.xml.rels"]).iter():  # noqa: S314 - what our own reader let pass
        target = one.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
        relations[one.get("Id", "")] = path.lower()
    found: list[tuple[str, str]] = []
    for one in ElementTree.fromstring(parts["xl/workbook.xml"]).iter():  # noqa: S314
        if _local(one.tag) == "sheet":
            by = next((value for key, value in one.attrib.items() if key.endswith("}id")), "")
            found.append((one.get("name", ""), relations.get(by, "")))
    return found


def _strings(part: bytes | None) -> list[str]:
    if part is None:
        return []
    root = ElementTree.fromstring(part)  # noqa: S314
    return ["".join(_texts(entry)) for entry in root if _local(entry.tag) == "si"]


def _texts(entry: ElementTree.Element) -> list[str]:
    """Plain text and runs; phonetic readings are none."""
    if _local(entry.tag) == "t":
        return [entry.text or ""]
    return [text for child in entry if _local(child.tag) != "rPh" for text in _texts(child)]


def _cells(part: bytes, strings: list[str]) -> Filled:
    found: Filled = set()
    row = column = -1
    root = ElementTree.fromstring(part)  # noqa: S314
    data = next((one for one in root if _local(one.tag) == "sheetData"), None)
    for line in data if data is not None else ():
        if _local(line.tag) != "row":
            continue
        row, column = (int(line.get("r", "")) - 1 if line.get("r") else row + 1), -1
        for cell in line:
            if _local(cell.tag) != "c":
                continue
            reference = cell.get("r")
            row, column = _place(reference) if reference else (row, column + 1)
            if _is_filled(cell, strings):
                found.add((row, column))
    return found


def _is_filled(cell: ElementTree.Element, strings: list[str]) -> bool:
    kind = cell.get("t", "n")
    value = next((one.text or "" for one in cell if _local(one.tag) == "v"), "")
    if kind == "inlineStr":
        return any("".join(_texts(one)).strip() for one in cell if _local(one.tag) == "is")
    if kind == "s":
        return bool(strings[int(value)].strip()) if value else False
    return bool(value.strip())


def _place(reference: str) -> tuple[int, int]:
    found = _REFERENCE.fullmatch(reference)
    if found is None:
        raise OracleSilentError
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]) - 1, column - 1


def _local(tag: object) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def known_cells(worksheet: Worksheet) -> Filled:
    """The cells of which the reader knows something: a value, an error, a formula without a result; those under merges."""
    known = {(row, column) for row, cells in enumerate(worksheet.rows) for column, cell in enumerate(cells) if cell is not None}
    known |= set(worksheet.errors) | worksheet.formulas_without_value
    for top, left, bottom, right in worksheet.merges:
        height, width = min(bottom, len(worksheet.rows) + 50), min(right, 400)
        known |= {(row, column) for row in range(top, height + 1) for column in range(left, width + 1)}
    return known

"""The parts of an xlsx that say what its worksheets are: workbook, relationships, styles, drawings."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from xml.parsers import expat

from data_access.reading import formats
from data_access.reading.archive import Archive
from data_access.reading.unreadable import damaged, too_large, visible

_PICTURE = re.compile(rb"<(?:\w+:)?pic[ >]")
Attributes = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class SheetPart:
    """One worksheet as the workbook lists it; ``part`` is None where its relationship leads nowhere."""

    name: str
    hidden: bool
    part: str | None


def local(name: str) -> str:
    """``x:row`` → ``row``: producers differ in prefixes."""
    return name.rpartition(":")[2]


def walk(markup: bytes, at_start: Callable[[str, Attributes], None], at_end: Callable[[str], None] | None = None) -> None:
    """Calls back with each element's local name and attributes; markup that is not well formed is damage."""
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, attributes: at_start(local(name), attributes)
    if at_end is not None:
        closing = at_end
        parser.EndElementHandler = lambda name: closing(local(name))
    try:
        parser.Parse(markup, True)
    except expat.ExpatError as fault:
        raise damaged("文件内部的说明部件已损坏。") from fault


def sheet_parts(archive: Archive) -> list[SheetPart]:
    """The workbook's sheets in its order, chart sheets and others included."""
    targets = _relations(archive, "xl/workbook.xml")
    sheets: list[SheetPart] = []

    def start(name: str, attributes: Attributes) -> None:
        if name == "sheet":
            relation = next((value for key, value in attributes.items() if local(key) == "id" and key != "id"), "")
            target = targets.get(relation)
            hidden = attributes.get("state", "visible") != "visible"
            sheets.append(
                SheetPart(
                    name=visible(attributes.get("name", "")),
                    hidden=hidden,
                    part=target if target and target in archive else None,
                )
            )

    walk(archive.whole("xl/workbook.xml"), start)
    if not sheets:
        raise damaged("文件中没有任何工作表。")
    if len(sheets) > archive.limits.worksheets:
        raise too_large("文件中的工作表过多，超出读取上限。")
    return sheets


def style_formats(archive: Archive) -> dict[int, str]:
    """Cell style (index into cellXfs) → number format, for the formats that matter only."""
    if "xl/styles.xml" not in archive:
        return {}
    codes: dict[int, str] = dict(formats.BUILT_IN)
    styles: list[int] = []
    inside = False

    def start(name: str, attributes: Attributes) -> None:
        nonlocal inside
        if name == "numFmt" and (number := _number(attributes.get("numFmtId"))) is not None:
            codes[number] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            inside = True
        elif name == "xf" and inside:
            styles.append(_number(attributes.get("numFmtId")) or 0)

    def end(name: str) -> None:
        nonlocal inside
        inside = inside and name != "cellXfs"

    walk(archive.whole("xl/styles.xml"), start, end)
    telling = {number: code for number, code in codes.items() if formats.matters(code)}
    return {style: telling[number] for style, number in enumerate(styles) if number in telling}


def has_picture(archive: Archive, sheet_part: str) -> bool:
    """Whether a drawing of the worksheet holds a picture (charts and comments do not count)."""
    targets = _relations(archive, sheet_part).values()
    drawings = [part for part in targets if "/drawings/" in part and part.endswith(".xml") and part in archive]
    return any(_PICTURE.search(archive.whole(part)) for part in drawings)


def _relations(archive: Archive, part: str) -> dict[str, str]:
    """Relationship id → lower-case part name, for the parts inside the archive that ``part`` refers to."""
    folder, name = posixpath.split(part)
    relations_part = f"{folder}/_rels/{name}.rels"
    found: dict[str, str] = {}

    def start(element: str, attributes: Attributes) -> None:
        if element == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "").replace("\\", "/")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
            found[attributes.get("Id", "")] = path.lower()

    if relations_part in archive:
        walk(archive.whole(relations_part), start)
    return found


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None

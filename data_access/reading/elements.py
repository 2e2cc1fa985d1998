"""The same look through a worksheet's XML as ``markup``, element by element, for markup of any style."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.parsers import expat

from data_access.reading.marks import Marks, Position, References
from data_access.reading.package import Attributes, local
from data_access.reading.unreadable import damaged

_TEXT = frozenset({"f", "v"})


def scan(chunks: Iterator[bytes], formats: Mapping[int, str]) -> Marks:
    """The marks of a worksheet; ``formats``: styles that matter."""
    walker = _Walker(formats)
    parser = expat.ParserCreate()
    parser.StartElementHandler = walker.start
    parser.EndElementHandler = walker.end
    parser.CharacterDataHandler = walker.text
    parser.buffer_text = True
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except expat.ExpatError as fault:
        raise damaged("工作表的内容不完整或已损坏。") from fault
    return walker.marks


class _Walker:
    def __init__(self, formats: Mapping[int, str]) -> None:
        self.marks = Marks()
        self._formats = formats
        self._references = References()
        self._row = -1
        self._column = -1
        self._cell: Attributes = {}
        self._formula: Attributes | None = None
        self._texts: dict[str, list[str]] = {}
        self._reading = ""
        self._has_inline = False

    def start(self, name: str, attributes: Attributes) -> None:
        element = local(name)
        if element == "c":
            self._start_cell(attributes)
        elif element == "row":
            self._start_row(attributes)
        elif element in _TEXT:
            self._reading = element
            self._texts[element] = []
            if element == "f":
                self._formula = attributes
        elif element == "is":
            self._has_inline = True
        elif element == "mergeCell":
            self.marks.merges.append(self._references.block(attributes.get("ref", "").encode()))
        elif element == "col" and (_true(attributes.get("hidden")) or attributes.get("width") == "0"):
            self.marks.add_hidden_columns(_number(attributes.get("min")), _number(attributes.get("max")))

    def text(self, content: str) -> None:
        if self._reading:
            self._texts[self._reading].append(content)

    def end(self, name: str) -> None:
        element = local(name)
        if element in _TEXT:
            self._reading = ""
        elif element == "c":
            self._end_cell()

    def _start_row(self, attributes: Attributes) -> None:
        number = attributes.get("r")
        self._row = _number(number) - 1 if number else self._row + 1
        self._column = -1
        self.marks.add_rows((self._row + 1,))
        if _true(attributes.get("hidden")) or attributes.get("ht") == "0":
            self.marks.hidden_rows.append(self._row)

    def _start_cell(self, attributes: Attributes) -> None:
        reference = attributes.get("r")
        if reference:
            self._row, self._column = self._references.position(reference.encode())
        else:
            self._column += 1
        self._cell, self._formula, self._has_inline = attributes, None, False
        self._texts, self._reading = {}, ""
        code = self._formats.get(_number(attributes.get("s")))
        if code is not None:
            self.marks.add_format(code, (self._row, self._column))

    def _end_cell(self) -> None:
        position: Position = (self._row, self._column)
        value = "".join(self._texts["v"]) if "v" in self._texts else None
        if self._cell.get("t") == "e":
            if "vm" in self._cell:
                self.marks.pictures.append(position)
            else:
                self.marks.errors[position] = value[:20] if value else "#VALUE!"
        if self._formula is not None:
            shared = self._formula.get("si")
            has_value = bool(value) or self._has_inline or (value is not None and self._cell.get("t") == "str")
            formula = "".join(self._texts["f"]).encode()
            self.marks.add_formula(position, formula, shared.encode() if shared else None, has_value)


def _true(text: str | None) -> bool:
    return text in ("1", "true")


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0

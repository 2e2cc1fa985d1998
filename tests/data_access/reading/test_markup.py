"""Markup of another style, in pieces of any size and cut short, says the same of the cells."""

from __future__ import annotations

from typing import Any

import pytest

from data_access.reading import elements, markup
from data_access.reading.marks import Marks
from data_access.reading.unreadable import UnreadableError
from tests.data_access.reading.handmade import (
    STYLE_1,
    TEXT,
    formula,
    number,
    only_sheet,
    parts,
    read_here,
    styles,
    workbook,
    worksheet,
    zipped,
)


def strict(content: str) -> str:
    return content.replace(
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main"
    ).replace(
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "http://purl.oclc.org/ooxml/officeDocument/relationships",
    )


def test_strict_ooxml() -> None:
    members = parts(worksheet(f'<row r="1">{number("A1", 1)}<c r="B1" t="e"><v>#N/A</v></c></row>'))
    sheet = only_sheet(zipped({name: strict(part) for name, part in members.items()}))
    assert sheet.rows == [[1.0]]
    assert sheet.errors == {(0, 1): "#N/A"}


ROWS = (
    f'<row r="1" hidden="1">{number("A1", 1, STYLE_1)}<c r="B1" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
    f'<row r="3">{formula("A3", "[1]x!A1", "<v>5</v>")}{formula("B3", "A1")}{formula("C3", "A1", "<v></v>", TEXT)}'
    '<c r="D3"><f t="shared" ref="D3:E3" si="0">[1]x!A1</f><v>5</v></c><c r="E3"><f t="shared" si="0"/><v>6</v></c></row>'
)
SHEET = worksheet(
    ROWS, before='<cols><col min="2" max="3" hidden="1"/></cols>', after='<mergeCells><mergeCell ref="A5:C6"/></mergeCells>'
)


def plain(marks: Marks) -> dict[str, Any]:
    return {name: value for name, value in vars(marks).items() if name != "seen_rows"}


@pytest.mark.parametrize(
    "rewrite",
    [
        lambda text: text.replace("<", "<x:").replace("<x:/", "</x:").replace("<x:?", "<?").replace("xmlns=", "xmlns:x="),
        lambda text: text.replace('"', "'"),
        lambda text: text.replace("><", ">\n  <"),
        lambda text: text.replace("<f>A1</f>", "<f><![CDATA[A1]]></f>"),
    ],
)
def test_markup_of_another_style_says_the_same(rewrite: Any) -> None:
    formats = {1: "0%"}
    expected = plain(markup.scan(iter([SHEET.encode()]), formats))
    assert plain(elements.scan(iter([SHEET.encode()]), formats)) == expected
    members = parts(rewrite(SHEET)) | {"xl/styles.xml": styles("0%")}
    sheet = only_sheet(zipped(members))
    assert sheet.errors == expected["errors"]
    assert sheet.external_formulas == set(expected["external"])
    assert sheet.formulas_without_value == set(expected["without_value"])
    assert sheet.hidden_rows == set(expected["hidden_rows"])
    assert sheet.merges == tuple(expected["merges"])
    assert dict(sheet.formats) == {(0, 0): "0%"}


@pytest.mark.parametrize("size", [7, 64, 300])
def test_pieces_of_any_size_say_the_same(size: int) -> None:
    whole = SHEET.encode()
    pieces = [whole[at : at + size] for at in range(0, len(whole), size)]
    assert plain(markup.scan(iter(pieces), {1: "0%"})) == plain(markup.scan(iter([whole]), {1: "0%"}))


def test_an_error_mark_outside_any_cell_ends_the_quick_look() -> None:
    with pytest.raises(UnreadableError):
        read_here(workbook(f'<row r="1">{number("A1", 1)} t="e"<</row>'))


def test_cells_inside_values_are_survived() -> None:
    nested = worksheet("<row><c><v>1<c><f>2</f></c>3</v></c></row>").encode()
    assert set(elements.scan(iter([nested]), {}).without_value) == {(0, 1)}


def test_cells_without_references_are_counted() -> None:
    sheet = only_sheet(
        workbook('<row><c><v>1</v></c><c t="e"><v>#N/A</v></c></row><row><c><v>2</v></c><c><f>1+1</f></c></row>')
    )
    assert sheet.errors == {(0, 1): "#N/A"}
    assert sheet.formulas_without_value == {(1, 1)}

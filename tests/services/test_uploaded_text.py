"""Text that somebody uploaded leaves in a workbook as text, whatever it looks like, and the workbook opens."""

from __future__ import annotations

import zipfile
from io import BytesIO
from xml.etree import ElementTree

import openpyxl
import pytest

from services.exports.table_workbook import table_workbook
from services.tables.model import Table, TableCell, TableColumn, TableRow

PAYLOADS = (
    "=cmd|' /C calc'!A0", "=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", "\n=1+1", "{=1+1}", "=HYPERLINK(\"http://x\",\"y\")", "＝1+1",
    "http://example.com/", "mailto:a@b.c", "internal:Sheet1!A1", "<img src=x onerror=alert(1)>", "]]>", "&amp;", "_x0041_", "0012", "1e5",
    "\x01\x07", "\u202egnp.exe", "[点击](javascript:alert(1))", ":red[x] :material/home: $x^2$", "长" * 40_000, "a\ud800b\ufffe\uffff",
)  # fmt: skip


def leaves(title: str, text: str) -> bytes:
    columns = (TableColumn(key="a", heading="名称"), TableColumn(key="b", heading="数", number=True))
    rows = (
        TableRow(cells=(TableCell(text=text, tag=text, second=text), TableCell(text=text))),
        TableRow(kind="group", cells=(TableCell(text=text),), note=text),
    )
    return table_workbook(
        [Table(title=title, columns=columns, rows=rows, context=text, filters=text, notes=(text,))], printed="2023年6月1日"
    )


@pytest.mark.parametrize("text", PAYLOADS, ids=range(len(PAYLOADS)))
def test_it_stays_text(text: str) -> None:
    content = leaves("表", text)
    with zipfile.ZipFile(BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist() if name.endswith((".xml", ".rels"))}
    for part in parts.values():
        ElementTree.fromstring(part)  # noqa: S314 - our own
    assert not any(b"<f>" in part or b"<f " in part or b"<hyperlink" in part for part in parts.values())
    assert not any("externalLinks" in name for name in parts)
    sheet = openpyxl.load_workbook(BytesIO(content)).worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.value for cell in cells)
    in_body = next(cell for cell in reversed(cells) if cell.column == 2)
    assert in_body.number_format == "@", "typed into once, it would become a formula"


@pytest.mark.parametrize(
    ("one", "other"),
    [("报表.xlsx", "报表.XLSX"), ("A", "a"), ("History", "history"), ("'=1+1'", "'=1+1'"), ("x" * 60, "x" * 60), ("😀" * 40, "😀" * 40)]
    + [("\x01", "\x02"), ("a/b", "a\\b"), ("\ufffe", "\ud800")],
)  # fmt: skip
def test_titles_of_any_letters_name_worksheets_that_excel_takes(one: str, other: str) -> None:
    columns = (TableColumn(key="a", heading="名称"),)
    content = table_workbook([Table(title=title, columns=columns, rows=()) for title in (one, other)], printed="")
    names = openpyxl.load_workbook(BytesIO(content)).sheetnames
    assert len({name.casefold() for name in names}) == 2
    assert all(0 < len(name.encode("utf-16-le")) // 2 <= 31 for name in names)
    assert not any(name.casefold() == "history" or name.startswith("'") for name in names)

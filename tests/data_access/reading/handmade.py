"""Workbooks written byte by byte, so that a test shows exactly what stands in the file."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from data_access.reading.answer import Answer
from data_access.reading.assembly import Assembly
from data_access.reading.child import read_file
from data_access.reading.grid import Workbook, Worksheet
from data_access.reading.limits import Limits
from data_access.reading.wire import decode

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
STYLE_1 = ' s="1"'
TEXT = ' t="str"'


def content_types(main: str = SHEET_TYPE) -> str:
    return (
        f'{DECLARATION}<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{main}"/></Types>'
    )


def worksheet(rows: str, *, before: str = '<dimension ref="A1"/>', after: str = "") -> str:
    return (
        f'{DECLARATION}<worksheet xmlns="{MAIN}" xmlns:r="{RELATION}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'
    )


def styles(*codes: str) -> str:
    """Cell style 0 is General, style n the n-th code."""
    escaped = [code.replace("&", "&amp;").replace('"', "&quot;") for code in codes]
    formats = "".join(f'<numFmt numFmtId="{170 + at}" formatCode="{code}"/>' for at, code in enumerate(escaped))
    cells = "".join(f'<xf numFmtId="{170 + at}"/>' for at in range(len(codes)))
    return f'{DECLARATION}<styleSheet xmlns="{MAIN}"><numFmts>{formats}</numFmts><cellXfs><xf numFmtId="0"/>{cells}</cellXfs></styleSheet>'


def parts(*sheets: str, states: tuple[str, ...] = ()) -> dict[str, str]:
    """The parts of a workbook with these worksheet parts, named 表1, 表2, …"""
    listed = "".join(
        f'<sheet name="表{n}" sheetId="{n}" r:id="rId{n}"{f" state={chr(34)}{states[n - 1]}{chr(34)}" if states else ""}/>'
        for n in range(1, len(sheets) + 1)
    )
    relations = "".join(
        f'<Relationship Id="rId{n}" Type="{RELATION}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(sheets) + 1)
    )
    return {
        "[Content_Types].xml": content_types(),
        "_rels/.rels": f'{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{RELATION}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{DECLARATION}<workbook xmlns="{MAIN}" xmlns:r="{RELATION}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">{relations}</Relationships>',
        **{f"xl/worksheets/sheet{n}.xml": sheet for n, sheet in enumerate(sheets, start=1)},
    }


def zipped(members: dict[str, str] | dict[str, bytes]) -> bytes:
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


def workbook(rows: str, *, before: str = '<dimension ref="A1"/>', after: str = "", **more: str) -> bytes:
    """A workbook with one worksheet; ``more``: further parts, with ``__`` for ``/`` and ``_xml`` at the end."""
    named = {"xl/" + name.replace("__", "/").replace("_xml", ".xml"): content for name, content in more.items()}
    return zipped(parts(worksheet(rows, before=before, after=after)) | named)


def number(reference: str, value: object, attributes: str = "") -> str:
    return f'<c r="{reference}"{attributes}><v>{value}</v></c>'


def read_here(content: bytes, limits: Limits | None = None) -> Workbook:
    """The workbook as the child's code reads it, in the test's own process: for files that harm nobody."""
    assembly = Assembly(file="试.xlsx", sha256="")

    def take(payload: bytes) -> None:
        frame = decode(payload)
        assert isinstance(frame, tuple)
        if frame[0] != "progress":
            assembly.take(frame)

    read_file(content, limits or Limits(), Answer(take, limits))
    return assembly.workbook()


def only_sheet(content: bytes) -> Worksheet:
    (sheet,) = read_here(content).worksheets
    return sheet


def formula(reference: str, text: str, result: str = "", attributes: str = "") -> str:
    return f'<c r="{reference}"{attributes}><f>{text}</f>{result}</c>'

"""Files that nobody fills in by honest work: each must be answered with a sentence, in bounded time, and change nothing."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from io import BytesIO

from data_access.reading.grid import WorkbookFile
from tests.intake.honest import emp
from tests.intake.paper import Paper, with_openpyxl, workbook
from tests.intake.rows import employment

SHEET = "xl/worksheets/sheet1.xml"


def plain() -> bytes:
    return with_openpyxl([emp().draw()])


def rewritten(content: bytes, change: dict[str, Callable[[bytes], bytes]], **added: bytes) -> bytes:
    """The same package with some parts changed or added."""
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for entry in source.namelist():
            part = source.read(entry)
            out.writestr(entry, change[entry](part) if entry in change else part)
        for entry, part in added.items():
            out.writestr(entry.replace("__", "/"), part)
    return target.getvalue()


def on_sheet(pattern: str, by: str | Callable[[re.Match[str]], str], count: int = 1) -> bytes:
    """A plain report with its worksheet's XML edited."""

    def change(part: bytes) -> bytes:
        text, done = re.subn(pattern, by, part.decode(), count=count)
        assert done, pattern
        return text.encode()

    return rewritten(plain(), {SHEET: change})


def doctype(entities: str, use: str) -> bytes:
    def change(part: bytes) -> bytes:
        text = part.decode()
        head = f'<?xml version="1.0"?><!DOCTYPE x [{entities}]>'
        body = re.sub(r"^<\?xml[^>]*\?>", "", text)
        return (
            head
            + body.replace("<sheetData>", f"<sheetData><row r='60'><c r='A60' t='inlineStr'><is><t>{use}</t></is></c></row>", 1)
        ).encode()

    return rewritten(plain(), {SHEET: change})


def laughs() -> str:
    lines = ['<!ENTITY a0 "哈哈哈哈哈哈哈哈哈哈">']
    lines += [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)]
    return "".join(lines)


def bomb(megabytes: int) -> bytes:
    """One part of blanks that packs a thousandfold."""
    return on_sheet("</sheetData>", "</sheetData><!--" + " " * (megabytes * 1024 * 1024) + "-->")


def truncated() -> bytes:
    return plain()[: len(plain()) // 2]


def two_entries_of_one_name() -> bytes:
    target = BytesIO(plain())
    with zipfile.ZipFile(target, "a") as out:
        import warnings

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            out.writestr(SHEET, b"<worksheet/>")
    return target.getvalue()


def refused() -> dict[str, WorkbookFile]:
    """Files that cannot be taken at all or whose cells are at fault: outcome invalid or unrecognised."""
    files = {
        "nothing": b"",
        "random bytes": bytes(range(256)) * 40,
        "text": "村,人数\n古岩,3\n".encode(),
        "text in gbk": "村,人数\r\n古岩,3\r\n".encode("gbk"),
        "html": b"<html><body><table><tr><td>1</td></tr></table></body></html>",
        "xml 2003": b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>',
        "a zip of something": _zip({"a.txt": b"x"}),
        "a docx": _zip({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"}),
        "an ods": _zip({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<x/>"}),
        "truncated": truncated(),
        "ole without a workbook": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000,
        "png": b"\x89PNG\r\n\x1a\n" + b"\0" * 100,
        "pdf": b"%PDF-1.4\n%",
        "billion laughs": doctype(laughs(), "&a9;"),
        "external entity": doctype('<!ENTITY x SYSTEM "file:///etc/passwd">', "&x;"),
        "quadratic entity": doctype('<!ENTITY x "' + "字" * 50_000 + '">', "&x;" * 5_000),
        "a bomb of 120 MB": bomb(120),
        "no worksheet part": rewritten(plain(), {SHEET: lambda _: b""}),
        "worksheet cut off": rewritten(plain(), {SHEET: lambda part: part[: len(part) // 2]}),
        "worksheet is text": rewritten(plain(), {SHEET: lambda _: "不是表格".encode()}),
        "no workbook part": rewritten(plain(), {"xl/workbook.xml": lambda _: b"<workbook/>"}),
        "an absurd row": on_sheet(r'<c r="([A-Z]+)7"', r'<c r="\g<1>99999999999"'),
        "an absurd column": on_sheet(r'<c r="C7"', '<c r="ZZZZZZZ7"'),
        "not a number": on_sheet(r'(<c r="C7"[^>]*>)<v>[^<]*</v>', r"\1<v>NaN</v>"),
        "infinity": on_sheet(r'(<c r="C7"[^>]*>)<v>[^<]*</v>', r"\1<v>INF</v>"),
        "1e308": on_sheet(r'(<c r="C7"[^>]*>)<v>[^<]*</v>', r"\1<v>1e308</v>"),
        "1e999": on_sheet(r'(<c r="C7"[^>]*>)<v>[^<]*</v>', r"\1<v>1e999</v>"),
        "a number of words": on_sheet(r'(<c r="C7"[^>]*>)<v>[^<]*</v>', r"\1<v>abc</v>"),
        "a formula without a value": on_sheet(r'(<c r="C7"[^>]*>)<v>[^<]*</v>', r"\1<f>SUM(D7:F7)</f>"),
        "a formula with an empty value": on_sheet(r'(<c r="C7"[^>]*>)<v>[^<]*</v>', r"\1<f>SUM(D7:F7)</f><v></v>"),
        "a command as a formula": on_sheet(r'(<c r="C7"[^>]*>)<v>[^<]*</v>', r"\1<f>CMD|'/C calc'!A0</f>"),
        "a shared string that is none": on_sheet(r'<c r="C7"[^>]*><v>[^<]*</v>', '<c r="C7" t="s"><v>999999</v>'),
        "an unknown cell type": on_sheet(r'<c r="C7"[^>]*>', '<c r="C7" t="zz">'),
        "the directory cut off": plain()[:-30],
        "control characters in a place": on_sheet(
            r'<c r="B7"[^>]*>.*?</c>', '<c r="B7" t="inlineStr"><is><t>古岩_x0001_村民委员会</t></is></c>'
        ),
        "a direction override in a place": on_sheet(
            r'<c r="B7"[^>]*>.*?</c>', '<c r="B7" t="inlineStr"><is><t>\u202e蟠猫村民委员会</t></is></c>'
        ),
        "the empty workbook": with_openpyxl([Paper(name="Sheet1")]),
        "only text": with_openpyxl([Paper(name="Sheet1", cells={(1, 1): "填报要求", (2, 1): "一、请按时报送。"})]),
        "only numbers": with_openpyxl([Paper(name="Sheet1", cells={(r, c): r * c for r in range(1, 9) for c in range(1, 9)})]),
    }
    named = {case: WorkbookFile(name=f"{case}.xlsx", content=content) for case, content in files.items()}
    huge = emp(employment()[:1])
    huge.rows[0]["rangers"] = "9" * 30
    paper = huge.draw()
    paper.cells[huge.row_of[0], huge.column_of["rangers"]] = "9" * 30
    named["30 digits as text"] = workbook("30 digits as text.xlsx", paper)
    long = emp(employment()[:1])
    paper = long.draw()
    paper.cells[long.row_of[0], long.column_of["rangers"]] = "长" * 32_000
    named["32,000 letters for a number"] = workbook("32,000 letters for a number.xlsx", paper)
    paper = long.draw()
    paper.cells[long.row_of[0], long.column_of["region"]] = "村" * 32_000
    named["32,000 letters for a place"] = workbook("32,000 letters for a place.xlsx", paper)
    return named


def _zip(parts: dict[str, bytes]) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as out:
        for entry, part in parts.items():
            out.writestr(entry, part)
    return target.getvalue()


def harmless() -> dict[str, WorkbookFile]:
    """Odd packages around an honest report: taken as it is."""

    def many_worksheets() -> bytes:
        return with_openpyxl([emp().draw(), *(Paper(name=f"Sheet{n}") for n in range(2, 201))])

    def many_merges() -> bytes:
        blocks = "".join(f'<mergeCell ref="AC{n}:AD{n}"/>' for n in range(100, 10_100))
        return on_sheet(r"<mergeCells[^>]*>", f'<mergeCells count="10100">{blocks}')

    def wide() -> bytes:
        return on_sheet(r'(<row r="7"[^>]*>.*?)</row>', r'\1<c r="XFD7"><v>1</v></c></row>')

    def named(value: str) -> WorkbookFile:
        return WorkbookFile(name=value, content=plain())

    contents = {
        "dimension A1": on_sheet(r'<dimension ref="[^"]*" ?/>', '<dimension ref="A1"/>'),
        "dimension huge": on_sheet(r'<dimension ref="[^"]*" ?/>', '<dimension ref="A1:XFD1048576"/>'),
        "dimension absurd": on_sheet(r'<dimension ref="[^"]*" ?/>', '<dimension ref="A1:ZZZZZ99999999999"/>'),
        "200 worksheets": many_worksheets(),
        "10,000 merges": many_merges(),
        "16,384 columns": wide(),
        "100,000 empty rows": on_sheet(
            "</sheetData>", "".join(f'<row r="{n}" ht="15"/>' for n in range(100, 100_100)) + "</sheetData>"
        ),
        "a last row far below": on_sheet("</sheetData>", '<row r="1048576"><c r="A1048576" s="0"/></row></sheetData>'),
        "a formula with its value": on_sheet(r'(<c r="C7"[^>]*>)(<v>[^<]*</v>)', r"\1<f>900+21</f>\2"),
        "a comment of 20 MB": bomb(20),
        "an empty fill": rewritten(plain(), {"xl/styles.xml": lambda part: part.replace(b"<fills", b"<fills", 1)}),
    }
    files = {case: WorkbookFile(name=f"{case}.xlsx", content=content) for case, content in contents.items()}
    files["a path in the name"] = named("../../../etc/蟠猫乡2023年5月.xlsx")
    files["a windows path in the name"] = named("C:\\temp\\蟠猫乡2023年5月(1).xlsx")
    files["a long name"] = named("蟠" * 300 + ".xlsx")
    files["a name of control characters"] = named("蟠猫乡\x00\x1b[31m\u202e.xlsx")
    files["no extension"] = named("report")
    files["html in the name"] = named("<img src=x onerror=alert(1)>.xlsx")
    form = emp([{**row, "remark": "=CMD|'/C calc'!A0"} for row in employment()])
    paper = form.draw()
    files["a command as text"] = workbook("a command as text.xlsx", paper, by="xlsxwriter")
    return files

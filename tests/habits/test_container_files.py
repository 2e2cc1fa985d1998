"""Habits 61 to 64: what a file really is, whatever its name; and workbooks as WPS and other producers write them."""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from data_access.reading.grid import WorkbookFile
from services.intake import Taken
from tests.data_access.reading import biff
from tests.habits import rewriting as re_
from tests.habits.xls_paper import with_xls
from tests.intake.counter import Stored
from tests.intake.desk import Desk, said, told
from tests.intake.honest import Honest, as_dates, emp, hh
from tests.intake.paper import with_openpyxl, with_xlsxwriter

REPORT = emp()
PAPER = REPORT.draw()
XLSX = with_xlsxwriter([PAPER])
XLS = with_xls([PAPER])
LINES = [[str(PAPER.cells.get((row, column), "")) for column in range(1, 28)] for row in range(1, 15)]
COMMAS = "\r\n".join(",".join(line) for line in LINES)
TITLED = "牟定县蟠猫乡2023年5月农村劳动力转移就业月报表\n填报单位：蟠猫乡\n" + COMMAS
TABLE = "<table>" + "".join("<tr>" + "".join(f"<td>{word}</td>" for word in line) + "</tr>" for line in LINES) + "</table>"
HTML = f'<html><head><meta charset="gb2312"></head><body>{TABLE}</body></html>'
OFFICE = "urn:schemas-microsoft-com:office"
XML2003 = (
    '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n'
    f'<Workbook xmlns="{OFFICE}:spreadsheet"><Worksheet><Table/></Worksheet></Workbook>'
)
MHTML = 'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n--x\r\n' + HTML


def _with_type(main: str, *more: str) -> bytes:
    """The workbook calling itself another kind of workbook."""
    own = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    return re_.rewritten(XLSX, {re_.TYPES: re_.swapped(own, main), **{name: lambda _: "x" for name in more}})


def _ods() -> bytes:
    target = BytesIO()
    with ZipFile(target, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<x/>")
    return target.getvalue()


REFUSED: dict[str, tuple[bytes, str]] = {
    "csv in GBK": (COMMAS.encode("gbk"), "file_is_csv"),
    "csv in UTF-8": (COMMAS.encode(), "file_is_csv"),
    "csv in UTF-8 with its mark": (codecs.BOM_UTF8 + COMMAS.encode(), "file_is_csv"),
    "csv in UTF-16": (COMMAS.encode("utf-16"), "file_is_csv"),
    "csv in UTF-16 without its mark": (COMMAS.encode("utf-16-le"), "file_is_csv"),
    "csv in UTF-16 of the other order": (COMMAS.encode("utf-16-be"), "file_is_csv"),
    "csv of tabs": (COMMAS.replace(",", "\t").encode("gbk"), "file_is_csv"),
    "csv below a title": (TITLED.encode("gbk"), "file_is_csv"),
    "html in GBK": (HTML.encode("gbk"), "file_is_html"),
    "html in UTF-16": (HTML.encode("utf-16"), "file_is_html"),
    "html below blank lines": (("\r\n\r\n  " + HTML).encode("gbk"), "file_is_html"),
    "html of a table only": (TABLE.encode("gbk"), "file_is_html"),
    "html below a comment": (("<!-- 导出 -->" + HTML).encode(), "file_is_html"),
    "html of Excel's own schemas": (HTML.replace("<html>", f'<html xmlns:ss="{OFFICE}:spreadsheet">').encode(), "file_is_html"),
    "xhtml": (('<?xml version="1.0"?><!DOCTYPE html>' + HTML).encode(), "file_is_html"),
    "mhtml": (MHTML.encode("gbk"), "file_is_html"),
    "mhtml of WPS": (b"From: <Saved by WPS>\r\nSubject: x\r\n" + MHTML.encode("gbk"), "file_is_html"),
    "Excel 2003 XML": (XML2003.encode(), "file_is_xml2003"),
    "Excel 2003 XML in UTF-16": (XML2003.encode("utf-16"), "file_is_xml2003"),
    "Excel 2003 XML without its instruction": (XML2003.partition("\n")[2].partition("\n")[2].encode(), "file_is_xml2003"),
    "a password on xlsx": (biff.ole({"EncryptionInfo": b"x", "EncryptedPackage": b"y"}), "file_encrypted"),
    "a password on xls": (
        biff.XlsBook(sheets=[biff.XlsSheet(name="表", records=[])], encrypted=True).content(),
        "file_encrypted",
    ),
    "xlsb": (_with_type("application/vnd.ms-excel.sheet.binary.macroEnabled.main", "xl/workbook.bin"), "file_format_refused"),
    "xlsm": (_with_type("application/vnd.ms-excel.sheet.macroEnabled.main+xml"), "file_format_refused"),
    "ods": (_ods(), "file_format_refused"),
    "a Word document": (biff.ole({"WordDocument": b"x"}), "file_not_a_workbook"),
    "PDF": (b"%PDF-1.4 ", "file_not_a_workbook"),
    "plain words": ("请查收".encode("gbk"), "file_not_a_workbook"),
    "nothing": (b"", "file_empty"),
    "half of an xlsx": (XLSX[: len(XLSX) // 2], "file_damaged"),
    "half of an xls": (XLS[: len(XLS) // 2], "file_damaged"),
}


@pytest.fixture(scope="module")
def refused(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Taken]:
    """What was said of each, named .xls and .xlsx by turns."""
    desk = Desk(Path(tmp_path_factory.mktemp("refused")) / "county.sqlite")
    before = desk.counts()
    files = [
        WorkbookFile(name=("报表.xls", "报表.xlsx")[n % 2], content=content) for n, (content, _) in enumerate(REFUSED.values())
    ]
    taken = dict(zip(REFUSED, desk.check(*files), strict=True))
    assert desk.counts() == before
    return taken


@pytest.mark.parametrize("case", REFUSED)
def test_61_a_file_is_refused_for_what_it_is(refused: Mapping[str, Taken], case: str) -> None:
    taken = refused[case]
    assert taken.outcome == "unrecognised"
    assert said(taken) == [(REFUSED[case][1], None)], told(taken)
    assert all(entry.message and entry.fix for entry in taken.problems)


_STRICT = {
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main": "http://purl.oclc.org/ooxml/spreadsheetml/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "http://purl.oclc.org/ooxml/officeDocument/relationships",
}


def _strict(text: str) -> str:
    for own, other in _STRICT.items():
        text = text.replace(own, other)
    return text


_PARTS = (re_.SHEET, re_.STYLES, re_.STRINGS, re_.BOOK, "xl/_rels/workbook.xml.rels", "_rels/.rels")
_DRAWN = "http://schemas.openxmlformats.org/drawingml/2006"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PICTURE = f'<xdr:wsDr xmlns:xdr="{_DRAWN}/spreadsheetDrawing"><xdr:twoCellAnchor><xdr:pic><xdr:nvPicPr/></xdr:pic></xdr:twoCellAnchor></xdr:wsDr>'
_COMMENTS = '<comments><authors><author/></authors><commentList><comment ref="C5"><text><t>核</t></text></comment></commentList></comments>'


def _related(kind: str, target: str) -> re_.Rewrite:
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    return lambda _: (
        f'<Relationships xmlns="{package}"><Relationship Id="rId9" Type="{_R}/{kind}" Target="{target}"/></Relationships>'
    )


def _string(old: str, new: str) -> dict[str, re_.Rewrite]:
    return {re_.STRINGS: re_.swapped(f"<t>{old}</t>", new)}


def _sheet(*rewrites: re_.Rewrite) -> dict[str, re_.Rewrite]:
    return {re_.SHEET: re_.all_of(*rewrites)}


_DIMENSION = r'<dimension ref="[^"]*"\s*/>'
_PLACE = "古岩村民委员会"
_STYLE = r'(<cellXfs[^>]*><xf )numFmtId="0"'
WRITTEN: dict[str, dict[str, re_.Rewrite]] = {
    "62 dimension A1": _sheet(re_.by_pattern(_DIMENSION, '<dimension ref="A1"/>')),
    "62 dimension A1:B2": _sheet(re_.by_pattern(_DIMENSION, '<dimension ref="A1:B2"/>')),
    "62 no dimension": _sheet(re_.by_pattern(_DIMENSION, "")),
    "62 dimension of a whole sheet": _sheet(re_.by_pattern(_DIMENSION, '<dimension ref="A1:XFD1048576"/>')),
    "62 rows out of order": _sheet(re_.rows_in(lambda rows: rows[::-1])),
    "62 cells out of order": _sheet(re_.cells_in(lambda cells: cells[::-1])),
    "62 rows and cells out of order": _sheet(re_.cells_in(lambda cells: cells[::-1]), re_.rows_in(lambda rows: rows[3:] + rows[:3])),
    "62 no references": _sheet(re_.without_references),
    "62 single quotes": _sheet(lambda text: text.replace('"', "'")),
    "62 a mark in front": _sheet(lambda text: "\ufeff" + text),
    "62 a comment that looks like a row": _sheet(re_.swapped("<sheetData>", '<!-- <row r="1"> --><sheetData>')),
    "62 strict": dict.fromkeys(_PARTS, _strict),
    "62 strict without references": {**dict.fromkeys(_PARTS, _strict), re_.SHEET: re_.all_of(_strict, re_.without_references)},
    "62 the 1904 system": {re_.BOOK: re_.by_pattern(r"<workbookPr[^>]*/>", '<workbookPr date1904="1"/>')},
    "63 an empty fill": {re_.STYLES: re_.by_pattern(r"<fill>.*?</fill>", "<fill/>")},
    "63 no fills": {re_.STYLES: re_.by_pattern(r"<fills.*?</fills>", '<fills count="0"/>')},
    **{f"63 number format {code}": {re_.STYLES: re_.by_pattern(_STYLE, rf'\g<1>numFmtId="{code}"')} for code in (59, 57, 31, 200)},
    "63 rich text in pieces": _string(_PLACE, '<r><t>古</t></r><r><rPr><b/></rPr><t xml:space="preserve">岩村民</t></r><r><t>委员会</t></r>'),
    "63 how it is read aloud": _string(_PLACE, f'<t>{_PLACE}</t><rPh sb="0" eb="2"><t>gu yan</t></rPh><phoneticPr fontId="1"/>'),
    "63 a heading read aloud": _string("农村劳动力资源数", '<t>农村劳动力资源数</t><rPh sb="0" eb="1"><t>nong</t></rPh>'),
    "63 an escaped return in a heading": _string("农村劳动力资源数", '<t xml:space="preserve">农村劳动力_x000D_\n资源数</t>'),
    "63 an escaped return in a remark": _string("第1村", '<t xml:space="preserve">第1村_x000D_\n</t>'),
    "63 CDATA": _string("第1村", "<t><![CDATA[第1村]]></t>"),
    "63 letters by number": _string("第1村", "<t>&#31532;1&#x6751;</t>"),
    "63 text in the cell": _sheet(re_.cell_as("B5", f'<c r="B5" t="inlineStr"><is><t>{_PLACE}</t></is></c>')),
    "63 rich text in the cell": _sheet(re_.cell_as("B5", '<c r="B5" t="inlineStr"><is><r><t>古岩</t></r><r><t>村民委员会</t></r></is></c>')),
    "63 a name from a formula": _sheet(re_.cell_as("B5", f'<c r="B5" t="str"><f>A1&amp;B1</f><v>{_PLACE}</v></c>')),
    "63 a figure as 9.07E2": _sheet(re_.cell_as("C5", '<c r="C5"><v>9.07E2</v></c>')),
    "64 a comment": {re_.SHEET_RELATIONS: _related("comments", "../comments1.xml"), "xl/comments1.xml": lambda _: _COMMENTS},
}  # fmt: skip
PICTURES: dict[str, dict[str, re_.Rewrite]] = {
    "64 a stamp over the table": {re_.SHEET_RELATIONS: _related("drawing", "../drawings/drawing1.xml"), "xl/drawings/drawing1.xml": lambda _: _PICTURE},
    "64 a picture in a cell": _sheet(re_.cell_as("A6", '<c r="A6" t="str"><f>_xlfn.DISPIMG("ID_1",1)</f><v>=DISPIMG("ID_1",1)</v></c>')),
    "64 a picture in a cell without a value": _sheet(re_.cell_as("A6", '<c r="A6"><f>_xlfn.DISPIMG("ID_1",1)</f></c>')),
    "64 a picture placed by Excel": _sheet(re_.cell_as("A6", '<c r="A6" t="e" vm="1"><v>#VALUE!</v></c>')),
}  # fmt: skip


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Stored:
    desk = Desk(Path(tmp_path_factory.mktemp("written")) / "county.sqlite")
    cases = {case: Honest(emp(), warnings=["pictures_ignored"] if case in PICTURES else []) for case in {**WRITTEN, **PICTURES}}
    cases["63 an escaped return in a remark"].notes.add("normalised")
    files = [WorkbookFile(name="报表.xlsx", content=re_.rewritten(XLSX, parts)) for parts in {**WRITTEN, **PICTURES}.values()]
    for honest in cases.values():
        honest.form.draw()
    taken = desk.take_in(*files, reason="已核对")
    return Stored(desk, cases, {case: [one] for case, one in zip(cases, taken, strict=True)})


@pytest.mark.parametrize("case", [*WRITTEN, *PICTURES])
def test_62_to_64_other_producers_are_read_to_the_exact_figure(stored: Stored, case: str) -> None:
    stored.assert_exact(case)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "county.sqlite")


def test_62_a_report_date_in_the_1904_system_is_the_day_that_is_shown(desk: Desk) -> None:
    form = hh(above=({1: "填报单位（盖章）：蟠猫乡人民政府"},))
    paper = form.draw()
    as_dates(paper, form)
    serial = r'(<c r="J2"[^>]*><v>)45071(</v>)'
    content = re_.rewritten(with_xlsxwriter([paper]), {
        re_.BOOK: re_.by_pattern(r"<workbookPr[^>]*/>", '<workbookPr date1904="1"/>'), re_.SHEET: re_.by_pattern(serial, r"\g<1>43609\2"),
    })  # fmt: skip
    assert said(desk.check(WorkbookFile(name="报表.xlsx", content=content))[0]) == []
    unshifted = re_.rewritten(
        with_xlsxwriter([paper]), {re_.BOOK: re_.by_pattern(r"<workbookPr[^>]*/>", '<workbookPr date1904="1"/>')}
    )
    assert said(desk.check(WorkbookFile(name="报表.xlsx", content=unshifted))[0]) == [("report_date_odd", "J2")]


def test_64_a_picture_where_a_figure_is_due_is_named_there(desk: Desk) -> None:
    picture = re_.cell_as("C6", '<c r="C6" t="str"><f>_xlfn.DISPIMG("ID_1",1)</f><v>=DISPIMG("ID_1",1)</v></c>')
    taken = desk.check(WorkbookFile(name="报表.xlsx", content=re_.rewritten(XLSX, {re_.SHEET: picture})))[0]
    assert said(taken) == [("pictures_ignored", None), ("required_blank", "C6")]


def test_64_a_picture_in_a_cell_of_xls(desk: Desk) -> None:
    form = emp()
    paper = form.draw()
    paper.cells[form.row_of[1], 1] = '=DISPIMG("ID_1",1)'
    taken = desk.check(WorkbookFile(name="报表.et", content=with_xls([paper])))[0]
    assert said(taken) == [("pictures_ignored", None)]


def test_53_rows_and_columns_of_no_size_are_hidden(desk: Desk) -> None:
    low = re_.rewritten(XLSX, {re_.SHEET: re_.by_pattern(r'<row r="7"', '<row r="7" ht="0" customHeight="1"')})
    narrow = re_.rewritten(
        XLSX, {re_.SHEET: re_.swapped("<sheetData>", '<cols><col min="20" max="20" width="0"/></cols><sheetData>')}
    )
    said_of = [said(one) for one in desk.check(*(WorkbookFile(name="报表.xlsx", content=content) for content in (low, narrow)))]
    assert said_of == [[("hidden_rows", "B7")], [("hidden_rows", "T5")]]


def test_53_the_warning_says_which_rows_and_columns(desk: Desk) -> None:
    form = emp()
    paper = form.draw()
    paper.hidden_rows = [form.row_of[0], form.row_of[1], form.row_of[4]]
    paper.hidden_columns = [form.column_of["trained"]]
    problem = next(
        one
        for one in desk.check(WorkbookFile(name="报表.xlsx", content=with_openpyxl([paper])))[0].problems
        if one.code == "hidden_rows"
    )
    assert problem.message == "隐藏了第5—6、9行（共3行）、T列（共1列），其中有数据，已一并读取"

"""What a file may make the web process hold: everything that the child would send is bounded before it is sent."""

from __future__ import annotations

import pytest

from data_access.reading.grid import WorkbookFile
from data_access.reading.limits import Limits
from data_access.reading.unreadable import UnreadableError
from data_access.reading.worker import Refused, read_workbooks
from tests.data_access.reading.biff import XlsBook, XlsSheet
from tests.data_access.reading.biff import number as xls_number
from tests.data_access.reading.handmade import number, only_sheet, parts, read_here, styles, workbook, worksheet, zipped

ONE_ROW = f'<row r="1">{number("A1", 1)}</row>'


def too_large(content: bytes, limits: Limits) -> str:
    with pytest.raises(UnreadableError) as caught:
        read_here(content, limits)
    assert caught.value.code == "file_too_large"
    return caught.value.message


def test_hidden_columns_said_again_and_again_are_sixteen_thousand_at_most() -> None:
    again = workbook(
        ONE_ROW, before='<cols><col min="1" max="16384" hidden="1"/>' + '<col min="1" max="9" hidden="1"/>' * 50 + "</cols>"
    )
    assert only_sheet(again).hidden_columns == frozenset(range(16_384))
    beyond = workbook(ONE_ROW, before='<cols><col min="16384" max="999999999" hidden="1"/></cols>')
    assert only_sheet(beyond).hidden_columns == {16_383}


@pytest.mark.parametrize(
    ("rows", "after"),
    [
        ('<row r="1">' + "".join(f'<c r="{letter}1" t="e"><v>#REF!</v></c>' for letter in "ABCD") + "</row>", ""),
        ('<row r="1">' + "".join(f'<c r="{letter}1"><f>A2</f></c>' for letter in "ABCD") + "</row>", ""),
        (ONE_ROW, "<mergeCells>" + "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(1, 5)) + "</mergeCells>"),
        ("".join(f'<row r="{n}" hidden="1">{number(f"A{n}", 1)}</row>' for n in range(1, 5)), ""),
    ],
)
def test_places_with_something_special_are_counted(rows: str, after: str) -> None:
    content = workbook(rows, after=after)
    assert "过多" in too_large(content, Limits(marks=3))
    assert read_here(content, Limits(marks=4)).worksheets


def test_cells_that_are_no_bare_figures_are_counted() -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="str"><v>字{n}</v></c>{number(f"B{n}", n)}</row>' for n in range(1, 101))
    assert "内容过多" in too_large(workbook(rows), Limits(cells=99))
    assert len(read_here(workbook(rows), Limits(cells=100)).worksheets[0].rows) == 100


def test_the_answer_is_measured_before_it_is_sent() -> None:
    text = workbook(f'<row r="1"><c r="A1" t="str"><v>{"字" * 10_000}</v></c></row>')
    assert "内容过多" in too_large(text, Limits(answer_bytes=20_000))
    assert read_here(text, Limits(answer_bytes=40_000)).worksheets


def test_worksheets_are_counted() -> None:
    three = zipped(parts(*[worksheet(ONE_ROW)] * 3))
    assert "工作表过多" in too_large(three, Limits(worksheets=2))
    assert len(read_here(three, Limits(worksheets=3)).worksheets) == 3
    old = XlsBook(sheets=[XlsSheet(name=f"表{n}", records=[xls_number(0, 0, n)]) for n in range(3)]).content()
    assert "工作表过多" in too_large(old, Limits(worksheets=2))


def test_very_many_telling_styles_are_found_all_the_same() -> None:
    styled = number("A1", 0.5, ' s="180"')
    rows = f'<row r="1">{styled}{number("B1", 0.5)}</row>'
    members = parts(worksheet(rows)) | {"xl/styles.xml": styles(*["0.00%"] * 200)}
    assert dict(only_sheet(zipped(members)).formats) == {(0, 0): "0.00%"}


def test_a_batch_is_bounded_as_a_whole() -> None:
    files = [WorkbookFile(name=f"{n}.xlsx", content=workbook(f'<row r="1">{number("A1", n)}</row>')) for n in range(3)]
    first, *others = read_workbooks(files, limits=Limits(batch_bytes=10))
    assert not isinstance(first, Refused)
    assert [one.problem.code for one in others if isinstance(one, Refused)] == ["file_too_large", "file_too_large"]
    assert not any(isinstance(one, Refused) for one in read_workbooks(files, limits=Limits(batch_bytes=100_000)))


def test_names_of_worksheets_are_shown_without_what_cannot_be_seen() -> None:
    members = parts(worksheet(ONE_ROW))
    members["xl/workbook.xml"] = members["xl/workbook.xml"].replace("表1", "\u202e表\u200b1&#9;")
    assert only_sheet(zipped(members)).name == "表1"
    old = XlsBook(sheets=[XlsSheet(name="表\x00\x07一", records=[xls_number(0, 0, 1)])]).content()
    assert read_here(old).worksheets[0].name == "表一"

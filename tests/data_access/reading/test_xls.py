"""Old binary workbooks, also from WPS (et)."""

from __future__ import annotations

import struct
from datetime import datetime

from data_access.reading.container import look_at
from data_access.reading.limits import Limits
from tests.data_access.reading import biff
from tests.data_access.reading.biff import XlsBook, XlsSheet
from tests.data_access.reading.handmade import read_here


def test_an_xls_sheet_whole() -> None:
    sheet = XlsSheet(
        name="就业",
        records=[
            biff.hidden_column(3),
            biff.hidden_row(2),
            biff.label(0, 0, "牟定县就业月报"),
            biff.label(0, 1, "残留"),
            biff.number(1, 0, 12.5),
            biff.number(1, 1, 0.5, style=16),
            biff.number(1, 2, 45071, style=17),
            biff.boolean(2, 0, value=True),
            biff.error(2, 1, 0x07),
            biff.merge(0, 0, 0, 1),
        ],
    )
    hidden = XlsSheet(name="隐藏", records=[biff.number(0, 0, 1)], visibility=1)
    book = read_here(XlsBook(sheets=[sheet, hidden], formats=["0.00%", "yyyy/m/d"]).content())
    read, other = book.worksheets
    assert [(one.name, one.hidden) for one in book.worksheets] == [("就业", False), ("隐藏", True)]
    assert [list(row) for row in read.rows] == [["牟定县就业月报"], [12.5, 0.5, datetime(2023, 5, 25)], [True]]  # noqa: DTZ001
    assert read.errors == {(2, 1): "#DIV/0!"}
    assert read.merges == ((0, 0, 0, 1),)
    assert (read.hidden_rows, read.hidden_columns) == ({2}, {3})
    assert dict(read.formats) == {(1, 1): "0.00%"}
    assert other.rows == [[1.0]]


def test_not_a_number_in_xls() -> None:
    sheet = XlsSheet(name="表", records=[biff.number(0, 0, float("nan")), biff.number(0, 1, 3)])
    (read,) = read_here(XlsBook(sheets=[sheet]).content()).worksheets
    assert list(read.rows[0]) == [None, 3.0]
    assert read.errors == {(0, 0): "#NUM!"}


def test_bare_biff_without_a_container() -> None:
    stream = XlsBook(sheets=[XlsSheet(name="表", records=[biff.number(0, 0, 1)])]).stream()
    assert look_at(stream, Limits()) == ("xls", None)
    assert read_here(stream).worksheets[0].rows == [[1.0]]


def test_a_zip_header_inside_an_xls_does_not_make_it_a_zip() -> None:
    sheet = XlsSheet(name="表", records=[biff.number(0, 0, 1)])
    content = XlsBook(sheets=[sheet]).content() + b"PK\x05\x06" + struct.pack("<HHHHLLH", 0, 0, 0, 0, 0, 0, 0)
    assert read_here(content).worksheets[0].rows == [[1.0]]

"""Whatever the bytes, what looks at them answers with a finding or with its own refusal, and with nothing else."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from data_access.problems import problem_kinds
from data_access.reading import elements, markup
from data_access.reading.answer import Answer
from data_access.reading.container import look_at
from data_access.reading.guard import Child
from data_access.reading.limits import Limits
from data_access.reading.package import sheet_parts, style_formats
from data_access.reading.plain_values import only_plain_values
from data_access.reading.unreadable import UnreadableError
from data_access.reading.wire import GarbledError, decode, encode
from data_access.reading.worker import Reader, Refused, plain_name
from data_access.reading.xls import read as read_xls
from tests.data_access.reading.biff import XlsBook, XlsSheet, label, number
from tests.data_access.reading.handmade import parts, worksheet, zipped

BEGINNINGS = (
    b"", b"PK\x03\x04", b"PK\x05\x06", bytes.fromhex("d0cf11e0a1b11ae1"), b"\x09\x08\x10\x00", b"%PDF", b"<?xml ", b"<html", b"\xff\xfe",
    b"MIME-Version: 1.0", b"\x00\x00", b"Rar!", "村,".encode("gb18030"),
)  # fmt: skip
SOUND = zipped(parts(worksheet('<row r="1"><c r="A1"><v>1</v></c></row>')))
OLD = XlsBook(sheets=[XlsSheet(name="表", records=[label(0, 0, "乡镇"), *(number(1, n, n) for n in range(9))])]).content()
PARTS = ("[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/worksheets/sheet1.xml")
MARKUP = st.lists(
    st.sampled_from(
        [b"<worksheet ", b"<sheetData>", b'<row r="1">', b'<row r="0">', b"<row ", b'<c r="A1">', b'<c r="XFE9"', b"<c>", b"<v>", b"</v>", b"<f>",
         b"<f", b"/>", b">", b"</c>", b"</row>", b' t="e"', b' hidden="1"', b'<mergeCell ref="B2:A1"/>', b"<mergeCell ", b'<col min="1" ', b"1",
         b"&#50;", b"<![CDATA[", b"]]>", b"<!--", b"-->", b"<!DOCTYPE", b' s="1"', b"</worksheet>", b"\xff", b"DISPIMG(", b"'[1]x'!A1", b' vm="1"']
    ) | st.binary(max_size=6),
    max_size=30,
).map(b"".join)  # fmt: skip
OFTEN = settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))


def opened(content: bytes) -> str:
    """The kind, or the code of the refusal; a package is looked through as far as its own parts go."""
    try:
        kind, archive = look_at(content, Limits())
        if archive is not None:
            sheet_parts(archive)
            style_formats(archive)
    except UnreadableError as refusal:
        return said(refusal)
    return kind


def said(refusal: UnreadableError) -> str:
    """The code of a refusal, which must be one of the catalogue, with two whole sentences."""
    assert refusal.code in problem_kinds()
    assert refusal.message.endswith("。")
    assert refusal.fix.endswith("。")
    return refusal.code


@OFTEN
@given(st.sampled_from(BEGINNINGS), st.binary(max_size=600))
def test_any_bytes(beginning: bytes, rest: bytes) -> None:
    assert opened(beginning + rest)


@OFTEN
@given(st.integers(0, len(SOUND) - 1), st.binary(min_size=1, max_size=8), st.booleans())
def test_a_sound_package_with_bytes_of_any_kind_in_it(at: int, bytes_: bytes, replaces: bool) -> None:
    assert opened(SOUND[:at] + bytes_ + SOUND[at + len(bytes_) * replaces :])


@OFTEN
@given(st.sampled_from(PARTS), MARKUP | st.binary(max_size=200))
def test_a_package_with_any_part(name: str, part: bytes) -> None:
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(SOUND)) as source, zipfile.ZipFile(target, "w") as out:
        for entry in {*source.namelist(), name}:
            out.writestr(entry, part if entry == name else source.read(entry))
    assert opened(target.getvalue())


@pytest.mark.parametrize("scan", [markup.scan, elements.scan])
@OFTEN
@given(pieces=st.lists(MARKUP, max_size=4))
def test_markup_of_any_kind(scan: Any, pieces: list[bytes]) -> None:
    try:
        scan(only_plain_values(iter(pieces)), {1: "0%"})
    except UnreadableError as refusal:
        said(refusal)
    except markup.UncommonError:
        pass


@example(535, b"\x00\x00")  # a code page that nobody knows
@OFTEN
@given(st.integers(0, len(OLD) - 1), st.binary(min_size=1, max_size=8))
def test_old_workbooks_with_bytes_of_any_kind(at: int, bytes_: bytes) -> None:
    content = OLD[:at] + bytes_ + OLD[at + len(bytes_) :]
    try:
        read_xls(content, Answer(lambda _: None))
    except UnreadableError as refusal:
        said(refusal)


@OFTEN
@given(st.binary(max_size=120))
def test_payloads_of_any_kind_are_garbled_or_plain(payload: bytes) -> None:
    try:
        value = decode(payload)
    except GarbledError:
        return
    assert type(value).__module__ in ("builtins", "datetime")


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4) | st.binary(max_size=16) | st.just(10**400),
    lambda inner: (
        st.lists(inner, max_size=3) | st.tuples(inner, inner) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=6,
)
KEYS = (
    "name", "hidden", "merges", "hidden_rows", "hidden_columns", "errors", "formulas_without_value", "external_formulas", "formats",
    "has_pictures",
)  # fmt: skip
FRAMES = st.lists(
    st.tuples(st.sampled_from(["worksheet", "columns", "empty_rows", "errors", "progress", "refused", "x"]), PLAIN)
    | st.tuples(st.just("worksheet"), st.fixed_dictionaries({key: PLAIN | st.just([]) for key in KEYS}))
    | st.tuples(st.just("columns"), st.tuples(st.integers(-1, 3), st.lists(PLAIN, max_size=3)))
    | st.tuples(st.just("refused"), PLAIN, PLAIN, PLAIN)
    | PLAIN,
    max_size=5,
)


@example([("progress", 10**400)])
@example([("empty_rows", 10**400)])
@example([("refused", "no such code", "", "")])
@OFTEN
@given(FRAMES)
def test_answers_of_any_kind_are_a_workbook_or_one_refusal(frames: list[Any]) -> None:
    """As a child would send them that a file has taken over."""
    from data_access.reading.grid import WorkbookFile

    class Captured(Reader):
        def child(self) -> Child:
            return _Captive(frames)  # type: ignore[return-value]

    (answer,) = Captured().read([WorkbookFile(name="x.xlsx", content=b"x")])
    if isinstance(answer, Refused):
        assert answer.problem.code in problem_kinds()
    else:
        assert all(len(sheet.rows) >= 0 for sheet in answer.worksheets)


class _Captive:
    received = 0

    def __init__(self, frames: list[Any]) -> None:
        self._frames = frames

    def ask(self, _: str, __: bytes) -> Any:
        for frame in self._frames:
            plain = decode(encode(frame))
            if not isinstance(plain, tuple) or not plain:
                from data_access.reading.guard import ChildLostError

                raise ChildLostError(limit=False)
            yield plain

    def end(self) -> None:
        """Nothing runs."""


@OFTEN
@given(st.text(max_size=400))
def test_names_of_any_kind(name: str) -> None:
    shown = plain_name(name)
    assert 0 < len(shown) <= 200
    assert shown.isprintable()
    assert not set(shown) & set("/\\")

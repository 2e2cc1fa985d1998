"""Each kind of file that arrives under a workbook's name, from its bytes alone."""

from __future__ import annotations

import struct

import pytest

from data_access.reading.limits import MEGABYTE, Limits
from data_access.reading.unreadable import UnreadableError
from tests.data_access.reading.biff import XlsBook, XlsSheet, number, ole
from tests.data_access.reading.handmade import content_types, only_sheet, parts, read_here, workbook, worksheet, zipped
from tests.data_access.reading.handmade import number as cell

ONE_ROW = f'<row r="1">{cell("A1", 1)}</row>'
ENTITIES = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'


def refusal(content: bytes, limits: Limits | None = None) -> UnreadableError:
    with pytest.raises(UnreadableError) as caught:
        read_here(content, limits)
    return caught.value


def with_type(main: str, **more: str) -> bytes:
    return zipped(parts(worksheet(ONE_ROW)) | {"[Content_Types].xml": content_types(main)} | more)


@pytest.mark.parametrize(
    ("content", "code", "says"),
    [
        (b"\0" * 4096, "file_damaged", "空字节"),
        (b"%PDF-1.7 x", "file_not_a_workbook", "PDF"),
        (b"Rar!\x1a\x07\x00", "file_not_a_workbook", "压缩包"),
        (b"\x89PNG\r\n\x1a\n\0\0", "file_not_a_workbook", "图片"),
        (b"\x01\x02\x03\0\xff", "file_not_a_workbook", "无法识别"),
        ("关于报送数据的通知".encode(), "file_not_a_workbook", "纯文本"),
        (b"<html><body><table><tr><td>1</td></tr></table>", "file_is_html", "网页"),
        (b"\xef\xbb\xbf \r\n<!DOCTYPE html><html></html>", "file_is_html", "网页"),
        ("<meta charset=gb2312><table><tr><td>牟定县".encode("gb18030"), "file_is_html", "网页"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n<html>", "file_is_html", "网页"),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "file_is_xml2003", "2003"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "file_is_xml2003", "2003"),
        (b'<?xml version="1.0"?><note/>', "file_not_a_workbook", "XML"),
        ("乡镇,人数\r\n共和镇,12\r\n".encode("gb18030"), "file_is_csv", "CSV"),
        ("乡镇\t人数\n共和镇\t12\n".encode("utf-16"), "file_is_csv", "CSV"),
        ("共和镇；12".encode("utf-8-sig").replace("；".encode(), b";"), "file_is_csv", "CSV"),
        (zipped({"a.txt": "x"}), "file_not_a_workbook", "压缩包"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "file_format_refused", "ODF"),
        (zipped({"[Content_Types].xml": content_types("application/vnd.wordprocessingml.document.main+xml")}), "file_not_a_workbook", "Word"),
        (with_type("application/vnd.ms-excel.sheet.macroEnabled.main+xml"), "file_format_refused", "宏"),
        (zipped(parts(worksheet(ONE_ROW)) | {"xl/vbaProject.bin": "x"}), "file_format_refused", "宏"),
        (with_type("application/vnd.ms-excel.sheet.binary.macroEnabled.main"), "file_format_refused", "xlsb"),
        (ole({"EncryptionInfo": b"x", "EncryptedPackage": b"x" * 5000}), "file_encrypted", "密码"),
        (ole({"WordDocument": b"x"}), "file_not_a_workbook", "Word"),
        (ole({"Whatever": b"x"}), "file_not_a_workbook", "其他"),
        (XlsBook(sheets=[XlsSheet(name="表", records=[])], encrypted=True).content(), "file_encrypted", "密码"),
        (XlsBook(sheets=[XlsSheet(name="表", records=[number(0, 0, 1)])]).content()[:700], "file_damaged", "损坏"),
        (workbook(ONE_ROW)[:400], "file_damaged", "损坏"),
        (workbook(ONE_ROW)[:-30], "file_damaged", "损坏"),
    ],
)  # fmt: skip
def test_refused_for_what_it_is(content: bytes, code: str, says: str) -> None:
    caught = refusal(content)
    assert caught.code == code
    assert says in caught.message
    assert caught.fix.startswith(("请用Excel或WPS", "请下载", "请解压", "请删除"))


def test_a_password_named_in_a_cell_is_no_password() -> None:
    sheet = XlsSheet(name="表", records=[number(0, 0, 1)])
    plain = XlsBook(sheets=[sheet]).content()
    text = "xEncryptedPackage\0".encode("utf-16-le")
    at = plain.index(b"\0" * 600)
    assert read_here(plain[: at + 100] + text + plain[at + 100 + len(text) :]).worksheets[0].rows == [[1.0]]


@pytest.mark.parametrize("name", ["../evil.xml", "/etc/x.xml", "xl\\..\\..\\x.xml", "c:/x.xml", "xl/a\x01.xml"])
def test_members_that_lead_out_of_the_archive(name: str) -> None:
    assert refusal(zipped(parts(worksheet(ONE_ROW)) | {name: "<a/>"})).code == "file_damaged"


@pytest.mark.parametrize(
    "part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "docProps/core.xml", "[Content_Types].xml"]
)
def test_entities_in_any_part(part: str) -> None:
    members = parts(worksheet(ONE_ROW))
    members[part] = ENTITIES + members.get(part, "<a/>").partition("?>")[2]
    caught = refusal(zipped(members))
    assert caught.code == "file_damaged"
    assert "实体" in caught.message


def test_a_declaration_cut_by_the_reading_buffer_is_seen() -> None:
    filler = "<!--" + "x" * (MEGABYTE - 15) + "-->"
    caught = refusal(zipped(parts(worksheet(ONE_ROW)) | {"docProps/app.xml": filler + "<!DOCTYPE a><a/>"}))
    assert "实体" in caught.message


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be"])
def test_other_encodings_are_refused_not_misread(encoding: str) -> None:
    members: dict[str, bytes] = {name: part.encode() for name, part in parts(worksheet(ONE_ROW)).items()}
    members["xl/worksheets/sheet1.xml"] = worksheet(ONE_ROW).encode(encoding)
    assert refusal(zipped(members)).code == "file_damaged"


def test_a_huge_declared_size_is_refused_before_anything_is_unpacked() -> None:
    honest = bytearray(workbook(ONE_ROW))
    at = honest.rindex(b"PK\x01\x02")
    honest[at + 24 : at + 28] = struct.pack("<L", 4_000_000_000)
    assert refusal(bytes(honest)).code == "file_too_large"


def test_a_part_larger_than_it_declares_is_damaged() -> None:
    lying = bytearray(workbook(ONE_ROW + " " * 500_000))
    at = lying.rindex(b"PK\x01\x02")
    lying[at + 24 : at + 28] = struct.pack("<L", 1_000)
    assert refusal(bytes(lying)).code == "file_damaged"


def test_a_bomb_is_refused_and_the_same_ratio_in_a_small_file_is_not() -> None:
    blown = workbook(ONE_ROW + " " * (2 * MEGABYTE))
    assert only_sheet(blown).rows == [[1.0]]
    assert refusal(blown, Limits(ratio_free_bytes=MEGABYTE)).code == "file_too_large"
    assert refusal(blown, Limits(unpacked_bytes=MEGABYTE)).code == "file_too_large"


def test_too_many_members() -> None:
    many = {f"xl/media/{n}.bin": "x" for n in range(60)}
    assert refusal(zipped(parts(worksheet(ONE_ROW)) | many), Limits(archive_entries=50)).code == "file_too_large"


def test_the_same_member_twice() -> None:
    members = parts(worksheet(ONE_ROW)) | {"XL/workbook.xml": "<a/>"}
    assert refusal(zipped(members)).code == "file_damaged"


def test_a_flipped_byte_is_found_by_the_checksum() -> None:
    content = bytearray(zipped(parts(worksheet(ONE_ROW))))
    at = content.index(b"xl/worksheets/sheet1.xml") + 60
    content[at] ^= 0xFF
    assert refusal(bytes(content)).code == "file_damaged"


def test_a_zip_inside_the_name_of_xls_and_members_with_backslashes_are_read() -> None:
    members = {name.replace("/", "\\") if "sheet1" in name else name: part for name, part in parts(worksheet(ONE_ROW)).items()}
    assert only_sheet(zipped(members)).rows == [[1.0]]

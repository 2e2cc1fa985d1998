"""What stands in the cells of an xlsx, and everything about a cell that its value does not tell."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO

import openpyxl
import pytest
import xlsxwriter

from data_access.reading import answer
from data_access.reading.formats import matters
from data_access.reading.unreadable import UnreadableError
from tests.data_access.reading.handmade import (
    STYLE_1,
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


def test_positions_count_from_the_first_row_and_column() -> None:
    sheet = only_sheet(workbook(f'<row r="3">{number("C3", 1)}{number("E3", 2)}</row>'))
    assert sheet.rows == [[], [], [None, None, 1.0, None, 2.0]]


def test_kinds_of_values() -> None:
    cells = (
        '<c r="A1" t="inlineStr"><is><t>共和镇</t></is></c><c r="B1"><v>12.3</v></c><c r="C1" t="b"><v>1</v></c>'
        '<c r="D1" s="1"><v>45071</v></c><c r="E1" t="inlineStr"><is><t></t></is></c><c r="F1" t="str"><f>A1</f><v>共和镇</v></c><c r="G1"><v>0</v></c>'
    )
    sheet = only_sheet(workbook(f'<row r="1">{cells}</row>', styles_xml=styles('yyyy"年"m"月"d"日"')))
    (row,) = sheet.rows
    assert [*row[:3], *row[4:]] == ["共和镇", 12.3, True, None, "共和镇", 0.0]
    assert row[3] in (date(2023, 5, 25), datetime(2023, 5, 25))  # noqa: DTZ001


def test_empty_cells_are_none_wherever_they_come_from() -> None:
    sheet = only_sheet(workbook(f'<row r="1"><c r="A1" s="0"/><c r="B1" t="str"><v></v></c>{number("C1", 1)}</row>'))
    assert sheet.rows == [[None, None, 1.0]]


def test_dimension_a1_and_rows_out_of_order_lose_nothing() -> None:
    rows = "".join(f'<row r="{n}">{number(f"A{n}", n)}{number(f"B{n}", -n)}</row>' for n in (3, 1, 2))
    assert only_sheet(workbook(rows, before='<dimension ref="A1"/>')).rows == [[1.0, -1.0], [2.0, -2.0], [3.0, -3.0]]


def test_a_row_written_twice_is_damage_not_a_loss() -> None:
    with pytest.raises(UnreadableError, match="第2行"):
        read_here(workbook(f'<row r="2">{number("A2", 1)}</row><row r="2">{number("A2", 2)}</row>'))


@pytest.mark.parametrize(
    "row", ['<row r="1048577"><c r="A1048577"><v>1</v></c></row>', '<row r="1"><c r="A1048577"><v>1</v></c></row>']
)
def test_absurd_references(row: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_here(workbook(row))
    assert caught.value.code == "file_damaged"


def test_a_million_empty_rows_cost_nothing_in_the_answer() -> None:
    empty = "".join(f'<row r="{n}" spans="1:3"/>' for n in range(3, 1_048_577))
    sheet = only_sheet(workbook(f'<row r="1">{number("A1", 1)}</row><row r="2"><c r="A2" s="0"/></row>{empty}'))
    assert sheet.rows == [[1.0]]


def test_empty_rows_between_are_kept_and_at_the_end_left_out() -> None:
    far = 12_000  # over two slices of the answer
    rows = f'<row r="1">{number("A1", 1)}</row><row r="{far}">{number(f"A{far}", 2)}</row><row r="{far + 9}"><c r="A{far + 9}" t="str"><v></v></c></row>'
    sheet = only_sheet(workbook(rows))
    assert len(sheet.rows) == far
    assert (sheet.rows[0], sheet.rows[1], sheet.rows[-1]) == ([1.0], [], [2.0])


def test_error_cells() -> None:
    cells = '<c r="A1" t="e"><v>#REF!</v></c><c r="B1" s="0" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="C1"><v>1</v></c>'
    sheet = only_sheet(workbook(f'<row r="1">{cells}</row>'))
    assert sheet.rows == [[None, None, 1.0]]
    assert sheet.errors == {(0, 0): "#REF!", (0, 1): "#DIV/0!"}


@pytest.mark.parametrize("value", ["NaN", "1e999", "-inf"])
def test_numbers_that_are_none_are_errors(value: str) -> None:
    sheet = only_sheet(workbook(f'<row r="2">{number("A2", value)}{number("B2", 7)}</row>'))
    assert sheet.rows == [[], [None, 7.0]]
    assert sheet.errors == {(1, 0): "#NUM!"}


def test_formulas_without_a_stored_result() -> None:
    cells = (
        formula("A1", "B1+1")
        + formula("B1", "1+1", "<v></v>")
        + formula("C1", "1+1", "<v/>")
        + formula("D1", "1+1", "<v>2</v>")
        + '<c r="E1"><f t="shared" ref="E1:F1" si="0">D1+1</f><v>3</v></c><c r="F1"><f t="shared" si="0"/></c>'
        + formula("G1", 'IF(A1=1,1,"")', "<v></v>", ' t="str"')
    )
    sheet = only_sheet(workbook(f'<row r="1">{cells}</row>'))
    assert sheet.formulas_without_value == {(0, 0), (0, 1), (0, 2), (0, 5)}
    assert sheet.rows == [[None, None, None, 2.0, 3.0]]


def test_formulas_saved_by_a_library_have_no_result() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append([1, 2, "=A1+B1"])
    target = BytesIO()
    book.save(target)
    assert only_sheet(target.getvalue()).formulas_without_value == {(0, 2)}


def test_formulas_that_refer_to_another_workbook() -> None:
    cells = (
        formula("A1", "[1]Sheet1!B3", "<v>5</v>")
        + formula("B1", "'[4月.xlsx]Sheet1'!B3", "<v>5</v>")
        + formula("C1", "'D:\\报表\\[4月.xls]就业'!B3+1")
        + formula("D1", "SUM(表1[[#This Row],[金额]])", "<v>5</v>")
        + formula("E1", "表1[2023]", "<v>5</v>")
        + formula("F1", "'就业'!B3", "<v>5</v>")
        + '<c r="G1"><f t="shared" ref="G1:H1" si="3">[2]一!B3</f><v>3</v></c><c r="H1"><f t="shared" si="3"/><v>4</v></c>'
        + '<c r="I1"><f t="shared" si="4"/><v>4</v></c>'
    )
    sheet = only_sheet(workbook(f'<row r="1">{cells}</row>'))
    assert sheet.external_formulas == {(0, 0), (0, 1), (0, 2), (0, 6), (0, 7)}
    assert sheet.formulas_without_value == {(0, 2)}


def test_left_over_values_under_a_merge_are_blanked() -> None:
    rows = "".join(f'<row r="{n}">{number(f"A{n}", n)}{number(f"B{n}", n)}{number(f"C{n}", n)}</row>' for n in (1, 2, 3))
    sheet = only_sheet(
        workbook(rows, after='<mergeCells count="2"><mergeCell ref="A1:B2"/><mergeCell ref="C2:C9"/></mergeCells>')
    )
    assert sheet.rows == [[1.0, None, 1.0], [None, None, 2.0], [3.0, 3.0]]
    assert sheet.merges == ((0, 0, 1, 1), (1, 2, 8, 2))


def test_a_row_that_only_a_merge_filled_is_empty() -> None:
    rows = f'<row r="1">{number("A1", 1)}</row><row r="2">{number("A2", 1)}</row>'
    assert only_sheet(workbook(rows, after='<mergeCells><mergeCell ref="A1:A2"/></mergeCells>')).rows == [[1.0]]


def test_endless_merges(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answer, "_MERGED_ROWS", 100)
    rows = f'<row r="60">{number("A60", 1)}</row>'
    once = '<mergeCell ref="A1:B1048576"/>'
    assert len(only_sheet(workbook(rows, after=f"<mergeCells>{once}</mergeCells>")).merges) == 1
    with pytest.raises(UnreadableError) as caught:
        read_here(workbook(rows, after=f"<mergeCells>{once * 2}</mergeCells>"))
    assert caught.value.code == "file_too_large"


def test_hidden_rows_and_columns() -> None:
    rows = f'<row r="1">{number("A1", 1)}</row><row r="2" spans="1:1" hidden="1">{number("A2", 2)}</row><row hidden="true" r="3"/><row r="4" hidden="0"/>'
    sheet = only_sheet(
        workbook(rows, before='<cols><col min="2" max="3" width="9" hidden="1"/><col min="5" max="5" width="9"/></cols>')
    )
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({1, 2}, {1, 2})
    assert sheet.rows == [[1.0], [2.0]]


def test_hidden_worksheets_keep_their_order() -> None:
    one = worksheet(f'<row r="1">{number("A1", 1)}</row>')
    book = read_here(zipped(parts(one, one, one, states=("visible", "veryHidden", "hidden"))))
    assert [(sheet.name, sheet.hidden) for sheet in book.worksheets] == [("表1", False), ("表2", True), ("表3", True)]


def test_formats_that_change_what_is_seen() -> None:
    cells = number("A1", 0.5, ' s="1"') + number("B1", 128000, ' s="2"') + number("C1", 3, ' s="3"') + number("D1", 3)
    sheet = only_sheet(
        workbook(f'<row r="1" s="1" customFormat="1">{cells}</row><row r="2">{number("A2", 1, STYLE_1)}</row>',
                 styles_xml=styles("0.00%", "0!.0,", "0.00"))
    )  # fmt: skip
    assert dict(sheet.formats) == {(0, 0): "0.00%", (1, 0): "0.00%", (0, 1): "0!.0,"}
    assert sheet.formats.get((0, 2)) is None
    assert len(sheet.formats) == 3


@pytest.mark.parametrize(
    "code",
    [
        "0%",
        "0.00%",
        "0!.0,",
        "0!.0000",
        "#,##0,",
        '0.00"万"',
        "0\\.0,",
        "0.0,,",
        'e"年"',
        "aaaa",
        "0.0万元;-0.0",
        'yyyy"年"m"月"',
        "mmm-yy",
        "000000000000",
    ],
)
def test_telling_formats(code: str) -> None:
    assert matters(code)


@pytest.mark.parametrize(
    "code",
    [
        "General",
        "0.00",
        "#,##0.00_ ",
        "#,##0;[Red]-#,##0",
        "0.00E+00",
        "@",
        '0"%"',
        "yyyy/m/d",
        'yyyy"年"m"月"d"日"',
        "m/d",
        "h:mm",
        "0",
        "#,##0",
        "G/通用格式",
        "[$¥-804]0",
        "",
    ],
)
def test_other_formats(code: str) -> None:
    assert not matters(code)


def test_pictures_in_and_over_cells() -> None:
    picture = "_xlfn.DISPIMG(&quot;ID_1&quot;,1)"
    cells = number(
        "A1", 1
    ) + f'<c r="B1" t="str"><f>{picture}</f><v>={picture}</v></c><c r="C1" t="e" vm="1"><v>#VALUE!</v></c>'.replace(
        '"ID_1"', "&quot;ID_1&quot;"
    )
    sheet = only_sheet(workbook(f'<row r="1">{cells}</row>'))
    assert sheet.has_pictures
    assert (sheet.errors, sheet.formulas_without_value) == ({}, frozenset())
    assert sheet.rows == [[1.0]]


def test_pictures_are_told_from_comments_and_charts() -> None:
    target = BytesIO()
    book = xlsxwriter.Workbook(target)
    with_comment, with_picture = book.add_worksheet(), book.add_worksheet()
    for sheet in (with_comment, with_picture):
        sheet.write(0, 0, 1)
    with_comment.write_comment(0, 0, "注")
    with_comment.insert_chart(3, 3, chart := book.add_chart({"type": "line"}))  # type: ignore[arg-type]
    chart.add_series({"values": "=Sheet1!$A$1:$A$1"})
    png = bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
        "0000000c4944415408d763f8ffff3f0005fe02fedccc59e70000000049454e44ae426082"
    )
    with_picture.insert_image(3, 3, "x.png", {"image_data": BytesIO(png)})
    book.close()
    assert [sheet.has_pictures for sheet in read_here(target.getvalue()).worksheets] == [False, True]

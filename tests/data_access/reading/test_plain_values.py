"""No value is read as another one: markup that the reader library misreads without a word is refused."""

from __future__ import annotations

import pytest

from data_access.reading.unreadable import UnreadableError
from tests.data_access.reading.handmade import DECLARATION, MAIN, number, only_sheet, parts, workbook, worksheet, zipped

FILLER = "".join(f'<row r="{n}">{number(f"A{n}", n)}</row>' for n in range(2, 40_000))


def shared(text: str) -> bytes:
    members = parts(worksheet('<row r="1"><c r="A1" t="s"><v>0</v></c></row>'))
    members["xl/sharedStrings.xml"] = f'{DECLARATION}<sst xmlns="{MAIN}"><si><t>{text}</t></si></sst>'
    return zipped(members)


def inline(text: str) -> bytes:
    return workbook(f'<row r="1"><c r="A1" t="inlineStr"><is><t>{text}</t></is></c></row>')


@pytest.mark.parametrize("far_below", [False, True])
@pytest.mark.parametrize(
    "value", ["1&#50;", "&#49;2", "1<!-- x -->2", "<!-- x -->12", "<![CDATA[12]]>", "1<?x y?>2", "1<![CDATA[2]]>"]
)
@pytest.mark.parametrize("kind", ["", ' t="n"', ' t="s"', ' t="b"'])
def test_a_figure_interrupted_by_markup_is_refused(value: str, kind: str, far_below: bool) -> None:
    cell = number("A50000" if far_below else "A1", value, kind)
    row = f'<row r="50000">{cell}</row>' if far_below else f'<row r="1">{cell}</row>'
    with pytest.raises(UnreadableError) as caught:
        only_sheet(workbook(FILLER + row if far_below else row))
    assert caught.value.code == "file_damaged"


def test_the_same_with_a_prefix() -> None:
    cells = f'<x:row r="1"><x:c r="A1"><x:v>1&#50;</x:v></x:c></x:row>'  # noqa: F541
    part = f'{DECLARATION}<x:worksheet xmlns:x="{MAIN}"><x:sheetData>{cells}</x:sheetData></x:worksheet>'
    with pytest.raises(UnreadableError):
        only_sheet(zipped(parts(part)))


@pytest.mark.parametrize("make", [shared, inline])
def test_text_around_cdata_is_refused_and_cdata_alone_is_text(make: object) -> None:
    for text in ("a<![CDATA[b]]>c", "<![CDATA[a]]><![CDATA[b]]>"):
        with pytest.raises(UnreadableError):
            only_sheet(make(text))  # type: ignore[operator]
    assert only_sheet(make("<![CDATA[甲<乙]]>")).rows == [["甲<乙"]]  # type: ignore[operator]


def test_text_results_of_formulas_and_texts_may_hold_escaped_letters() -> None:
    rows = f'<row r="1"><c r="A1" t="str"><f>B1&amp;C1</f><v>甲&amp;乙&lt;</v></c>{number("B1", 2)}</row>'
    assert only_sheet(workbook(rows)).rows == [["甲&乙<", 2.0]]
    formula = f'<row r="1"><c r="A1"><f>B1&amp;C1</f><v>3</v></c>{number("B1", 2)}</row>'
    assert only_sheet(workbook(formula)).rows == [[3.0, 2.0]]
    assert only_sheet(shared("甲&amp;乙&#50;")).rows == [["甲&乙2"]]
    assert only_sheet(workbook(f'<!-- x --><row r="1"><!-- y -->{number("A1", 2)}<!-- z --></row>')).rows == [[2.0]]

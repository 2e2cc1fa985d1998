"""What a template looks like, read back with another library."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.workbook import Workbook as Book
from openpyxl.worksheet.worksheet import Worksheet as Tab

from data_access.period_names import period_name
from data_access.reading.grid import Workbook, Worksheet
from data_access.sheets.loader import load_sheets
from data_access.templates.identity import CHOICES_TAB, IDENTITY_TAB, INSTRUCTIONS_TAB, Identity, read_identity
from data_access.templates.layout import Row, SheetToWrite, units_above
from data_access.templates.workbook import write_workbook

PLACES = tuple(f"第{number}甲乙丙村民委员会" for number in range(24))


def sheet(name: str, *, rows: tuple[Row, ...] = (), **more: object) -> SheetToWrite:
    declaration = load_sheets()[name]
    return SheetToWrite(
        declaration=declaration,
        place="牟定县共和镇",
        reporter="532323101000",
        reporter_name="共和镇",
        period="2023-05" if declaration.period == "month" else "2023Q2",
        places=PLACES,
        rows=rows,
        **more,  # type: ignore[arg-type]
    )


def content(*sheets: SheetToWrite) -> bytes:
    target = BytesIO()
    write_workbook(target, sheets)
    return target.getvalue()


def opened(*sheets: SheetToWrite) -> Book:
    return openpyxl.load_workbook(BytesIO(content(*sheets)))


def validations(tab: Tab) -> dict[str, str]:
    """First column letter → source or kind of its validation."""
    found = {}
    for validation in tab.data_validations.dataValidation:
        letters = str(validation.sqref).split(":")[0].rstrip("0123456789")
        found[letters] = validation.formula1 if validation.type == "list" else validation.type
    return found


@pytest.fixture(scope="module")
def employment() -> Tab:
    return opened(sheet("employment", rows=tuple({"region": place} for place in PLACES)))["就业"]


def test_title_and_line_above_the_table(employment: Tab) -> None:
    assert employment["A1"].value == "牟定县共和镇2023年5月农村劳动力转移就业月报表"
    line = [cell.value for cell in employment[2] if cell.value]
    assert line == ["填报单位（盖章）：共和镇", "填报日期：", "单位：人、户"]


def test_two_level_headings_are_merged(employment: Tab) -> None:
    merged = {str(cells) for cells in employment.merged_cells.ranges}
    assert {"A1:AA1", "A3:A4", "B3:B4", "D3:G3", "H3:L3", "T3:W3", "X3:Z3"} <= merged
    assert [employment[cell].value for cell in ("B3", "D3", "D4", "G4", "H3", "I4")] == [
        "行政区划", "转移就业人数", "合计", "县内", "脱贫劳动力", "转移就业合计",
    ]  # fmt: skip


def test_a_heading_states_its_unit_where_the_line_does_not(employment: Tab) -> None:
    assert [employment[cell].value for cell in ("R4", "T4", "Z4", "Q4")] == [
        "最低补贴标准（元/人/月）", "培训人次（人次）", "已补金额（元）", "在岗人数",
    ]  # fmt: skip
    assert units_above(load_sheets()["collective_economy"]) == ("万元",)
    assert units_above(load_sheets()["household_income"]) == ("元", "人")


def test_dropdowns_and_number_checks(employment: Tab) -> None:
    found = validations(employment)
    assert found["B"] == f"'{CHOICES_TAB}'!$A$1:$A$24"
    assert found["C"] == "whole"
    assert found["R"] == "decimal"
    assert "AA" not in found


def test_short_lists_stand_in_the_validation_itself() -> None:
    assert (
        validations(opened(sheet("household_income"))["家庭收入"])["F"] == '"脱贫户,脱贫不稳定户,边缘易致贫户,突发严重困难户"'
    )


def test_notes_carry_the_rules_in_chinese(employment: Tab) -> None:
    note = employment["D4"].comment
    assert note is not None
    assert "转移就业合计应等于省外、省内县外、县内之和" in note.text
    assert "期末时点数" in note.text
    assert all(employment.cell(4, column).comment or employment.cell(3, column).comment for column in range(2, 28))


def test_body_formats_view_and_print_set_up(employment: Tab) -> None:
    assert [employment.cell(row, 2).value for row in (5, 28)] == [PLACES[0], PLACES[-1]]
    assert [employment.cell(row, 1).value for row in (5, 28)] == [1, 24]
    assert employment["C5"].number_format == "#,##0"
    assert employment["Z5"].number_format == "#,##0.00"
    assert employment.freeze_panes == "C5"
    assert (employment.page_setup.orientation, employment.page_setup.paperSize) == ("landscape", 9)
    assert employment.print_title_rows == "$3:$4"
    assert str(employment["A30"].value).startswith("单位负责人：")


def test_identifiers_are_text_columns() -> None:
    tab = opened(sheet("household_income"))["家庭收入"]
    assert {tab[cell].number_format for cell in ("B4", "D4", "R4")} == {"@"}
    assert tab.column_dimensions["B"].width > 15


def test_values_totals_and_dates_are_written() -> None:
    rows: tuple[Row, ...] = ({"region": PLACES[0], "operating": Decimal("12.34"), "remark": "=1+1"}, {"region": PLACES[1]})
    tab = opened(sheet("collective_economy", rows=rows, total={"operating": 12.34}, reported_on=date(2023, 5, 23)))[
        "村集体经济"
    ]
    assert tab["C5"].value == 12.34
    assert (tab["M5"].value, tab["M5"].data_type) == ("=1+1", "s")
    assert [tab["A7"].value, tab["B7"].value, tab["C7"].value] == [None, "合计", 12.34]
    assert "填报日期：2023年5月23日" in [cell.value for cell in tab[2]]


def test_nothing_that_was_typed_becomes_a_formula_or_a_link() -> None:
    rows: tuple[Row, ...] = tuple(
        {"household_no": text, "head_name": text} for text in ("=1+1", "@x", "+1", "http://a.b", "007")
    )
    bytes_ = content(sheet("household_income", rows=rows))
    with ZipFile(BytesIO(bytes_)) as parts:
        written = parts.read("xl/worksheets/sheet1.xml")
        assert b"<f>" not in written
        assert b"hyperlink" not in written
    tab = openpyxl.load_workbook(BytesIO(bytes_))["家庭收入"]
    assert [tab.cell(row, 2).value for row in range(4, 9)] == ["=1+1", "@x", "+1", "http://a.b", "007"]


def test_several_sheets_and_the_hidden_tab() -> None:
    book = opened(sheet("employment"), sheet("collective_economy"), sheet("employment"))
    assert book.sheetnames == ["就业", "村集体经济", "就业2", INSTRUCTIONS_TAB, CHOICES_TAB, IDENTITY_TAB]
    assert [tab.sheet_state for tab in book.worksheets] == ["visible"] * 4 + ["veryHidden"] * 2
    assert [[cell.value for cell in row] for row in book[IDENTITY_TAB].iter_rows()] == [
        ["worksheet", "sheet", "period", "reporter", "template_version"],
        ["就业", "employment", "2023-05", "532323101000", 1],
        ["村集体经济", "collective_economy", "2023-05", "532323101000", 1],
        ["就业2", "employment", "2023-05", "532323101000", 1],
    ]


def test_the_instruction_tab_holds_no_number() -> None:
    cells = [
        cell for row in opened(sheet("employment"))[INSTRUCTIONS_TAB].iter_rows() for cell in row if cell.value is not None
    ]
    assert len(cells) > 40
    assert {cell.data_type for cell in cells} == {"s"}


def test_equal_content_has_equal_bytes() -> None:
    assert content(sheet("collective_economy")) == content(sheet("collective_economy"))


def test_nothing_to_write_is_a_fault() -> None:
    with pytest.raises(ValueError, match="at least one"):
        content()


@pytest.mark.parametrize(
    ("period", "words"),
    [("2023-05", "2023年5月"), ("2022-12", "2022年12月"), ("2023Q2", "2023年第二季度"), ("2023", "2023年")],
)
def test_period_name(period: str, words: str) -> None:
    assert period_name(period) == words


def grid(*rows: list[object]) -> Workbook:
    tab = Worksheet(name=IDENTITY_TAB, hidden=True, rows=rows)  # type: ignore[arg-type]
    return Workbook(file="a.xlsx", sha256="0", worksheets=(Worksheet(name="就业", rows=()), tab))


def test_identity_is_read_by_worksheet_name() -> None:
    book = grid(["worksheet"], ["就业", "employment", "2023-05", "532323101000", 1.0])
    assert read_identity(book) == {
        "就业": Identity(worksheet="就业", sheet="employment", period="2023-05", reporter="532323101000", version=1)
    }


@pytest.mark.parametrize(
    "row",
    [[], ["就业"], ["就业", "employment", None, "532323101000", 1], ["就业", "employment", "2023-05", "5", "x"],
     ["就业", "employment", 45047, "5", 1], ["就业", "employment", "2023-05", "5", float("inf")],
     ["就业", "employment", "2023-05", "5", 1.5], ["就业", "employment", "2023-05", "5", True]],
)  # fmt: skip
def test_a_spoilt_row_says_nothing(row: list[object]) -> None:
    assert read_identity(grid(["worksheet"], row)) == {}


def test_a_workbook_without_the_hidden_tab_says_nothing() -> None:
    assert read_identity(Workbook(file="a.xlsx", sha256="0", worksheets=(Worksheet(name="就业", rows=()),))) == {}

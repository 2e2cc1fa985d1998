"""Which template a reporter gets, and which calls are refused with a sentence."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import cast

import openpyxl
import pytest

from data_access.errors import CalledWrongly
from data_access.scheme import SheetScheme
from data_access.store import Database, Scope
from metrics.packs import load_pack
from services.templates import empty_report, place_names, sheet_to_write, write_report
from services.workspace import Workspace
from tests.sample_data.schemes import mouding

WITH_DEPARTMENT = replace(
    mouding(),
    departments={"dept:rsj": "县人力资源和社会保障局"},
    sheets={"employment": SheetScheme(departments=("dept:rsj",), row_level="village")},
)


def test_an_empty_report_has_one_row_a_village() -> None:
    sheet = sheet_to_write(mouding(), "employment", "532323104000", "2023-05")
    assert sheet.title == "牟定县凤屯镇2023年5月农村劳动力转移就业月报表"
    assert [row["region"] for row in sheet.rows][:2] == ["飒马场村民委员会", "腊湾村民委员会"]
    assert len(sheet.rows) == 9
    tab = openpyxl.load_workbook(BytesIO(write_report([sheet])))["就业"]
    assert [tab["A2"].value, tab["B5"].value, tab["C5"].value] == ["填报单位（盖章）：凤屯镇", "飒马场村民委员会", None]


def test_a_household_report_is_empty_and_offers_the_villages() -> None:
    sheet = sheet_to_write(mouding(), "household_income", "532323104000", "2023Q2")
    assert sheet.rows == ()
    assert len(sheet.places) == 9


def test_a_department_gets_the_rows_of_the_whole_root() -> None:
    sheet = sheet_to_write(WITH_DEPARTMENT, "employment", "dept:rsj", "2023-05")
    assert (sheet.reporter_name, sheet.title) == ("县人力资源和社会保障局", "牟定县2023年5月农村劳动力转移就业月报表")
    assert len(sheet.rows) == 89


def test_a_name_that_stands_twice_carries_its_parent() -> None:
    names = place_names("530326000000", "village")
    assert len(set(names.values())) == len(names)
    assert "者海镇小街社区居民委员会" in names.values()


@pytest.mark.parametrize(
    ("sheet", "reporter", "period"),
    [
        ("boats", "532323104000", "2023-05"),
        ("employment", "532323104000", "2023Q2"),
        ("household_income", "532323104000", "2023-05"),
        ("employment", "532323104000", "2023-13"),
        ("employment", "532323000000", "2023-05"),
        ("employment", "532601001000", "2023-05"),
        ("employment", "共和镇", "2023-05"),
        ("employment", "dept:rsj", "2023-05"),
    ],
)
def test_a_wrong_call_gets_a_sentence(sheet: str, reporter: str, period: str) -> None:
    with pytest.raises(CalledWrongly) as caught:
        sheet_to_write(mouding(), sheet, reporter, period)
    assert caught.value.sentence.endswith("。")


def test_a_sheet_that_the_pack_or_the_reporter_does_not_have_is_refused() -> None:
    with pytest.raises(CalledWrongly, match="不收"):
        sheet_to_write(WITH_DEPARTMENT, "collective_economy", "532323104000", "2023-05")
    with pytest.raises(CalledWrongly, match="县人力资源和社会保障局"):
        sheet_to_write(WITH_DEPARTMENT, "employment", "532323104000", "2023-05")


def test_a_department_of_one_county_needs_no_pack_named_beside_another_county() -> None:
    county = load_pack("mouding-2023")
    unasked = cast("Database", None)  # which pack asks is no question to the database
    other = replace(county, id="other", root="532623000000", departments={})
    desk = Workspace(database=unasked, packs=(county, other), scope=Scope.everything())
    book = openpyxl.load_workbook(BytesIO(empty_report(desk, sheet="consumption", reporter="dept:gxsj", period="2023-05")))
    assert book.worksheets[0]["A2"].value == "填报单位（盖章）：县工业信息化商务科技局"
    with pytest.raises(CalledWrongly, match="--pack"):
        empty_report(desk, sheet="consumption", reporter="dept:nobody", period="2023-05")

"""What a clerk reads of layouts: where the row slid to, which two rows are one, which worksheets were passed over."""

from __future__ import annotations

from pathlib import Path

import pytest

from data_access.problems import Problem
from tests.habits.rows_below import _shifted as shifted
from tests.habits.worksheets import tab
from tests.intake.desk import Desk
from tests.intake.forms import Form
from tests.intake.honest import emp
from tests.intake.paper import Paper, workbook
from tests.intake.rows import employment


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(Path(tmp_path_factory.mktemp("messages")) / "county.sqlite")


def _of(desk: Desk, code: str, *papers: Paper) -> list[Problem]:
    taken = desk.check(workbook("报表.xlsx", *papers))
    return [entry for one in taken for entry in one.problems if entry.code == code]


@pytest.mark.parametrize(("by", "where", "moved", "back"), [(1, "D8", "右", "左"), (-1, "B8", "左", "右")])
def test_50_a_row_pasted_a_column_off_is_told_where_its_place_went(
    desk: Desk, by: int, where: str, moved: str, back: str
) -> None:
    form = Form(rows=employment(), offset=(1, 1), foot=())
    paper = form.draw()
    shifted(2, by)(paper, form)
    (found,) = _of(desk, "place_unknown", paper)
    assert found.cell == "C8"
    assert found.message.endswith(f"地名“蟠猫村民委员会”在 {where}，疑似整行{moved}移了一列")
    assert found.fix == f"核对该行，错列的整行{back}移一列。"


def test_55_a_double_names_both_cells(desk: Desk) -> None:
    (found,) = _of(desk, "duplicate_key", emp([*employment(), employment()[2]]).draw())
    assert found.message == "蟠猫村民委员会：B12与第7行（B7）重复"


def test_54_hidden_other_and_empty_worksheets_are_named_apart(desk: Desk) -> None:
    empty = tab(emp([{"region": ""}]), "空表")
    copy = tab(emp(), "备份", "hidden")
    (found,) = _of(desk, "worksheets_left_out", emp().draw(), empty, copy, Paper(name="说明", cells={(1, 1): "填表说明"}))
    assert found.message == "工作表“备份”已隐藏，工作表“说明”不是报表，工作表“空表”只有表头、没有数据，未读取"


def test_54_two_empty_copies_are_reports_without_rows(desk: Desk) -> None:
    both = [tab(emp([{"region": ""}]), name) for name in ("空表", "空表2")]
    assert _of(desk, "worksheets_left_out", *both) == []
    assert len(_of(desk, "sheet_twice", *both)) == 2


def test_54_a_worksheet_that_says_nil_is_not_passed_over(desk: Desk) -> None:
    said_nil = tab(emp([{"region": "本月无"}]), "零报告")
    assert len(_of(desk, "sheet_twice", emp().draw(), said_nil)) == 2


def test_54_the_only_report_hidden_is_named(desk: Desk) -> None:
    hidden = tab(emp(), "五月", "hidden")
    hidden.after.append(lambda _: None)  # by openpyxl
    (found,) = _of(desk, "sheet_unrecognised", hidden, Paper(name="Sheet2"))
    assert "工作表“五月”已隐藏" in found.message
    assert "取消隐藏“五月”" in found.fix

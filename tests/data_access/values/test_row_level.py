"""What depends on the level at which the pack has a sheet's rows: fields that only villages must fill, totals, 全县."""

from __future__ import annotations

import pytest

from data_access.reading.grid import Cell
from data_access.scheme import SheetScheme
from data_access.values import Typed
from tests.data_access.recognition.build import GONGHE, ROOT, codes, scheme, typed, understand, worksheet

LINKAGE: list[Cell] = ["行政区划", "应绑户数", "已绑户数", "市场主体总数"]
PIONEERS: Cell = "农村致富带头人"
TASKS: list[Cell] = ["任务编码", "工作任务", "行政区划", "计量单位", "累计完成"]


def linkage(level: str, place: str, *pioneers: Cell) -> Typed:
    """One row of industry_linkage; without ``pioneers`` the table has no such column."""
    heading, row = [*LINKAGE, *([PIONEERS] if pioneers else [])], [place, 10.0, 9.0, 5.0, *pioneers]
    under = scheme(sheets={"industry_linkage": SheetScheme(row_level=level)})  # type: ignore[arg-type]
    sheet = worksheet([["牟定县2023年5月产业帮扶与市场主体月报表"], heading, row], "产业帮扶")
    (report,) = understand(sheet, schemes=[under])
    assert report.declaration is not None
    assert report.declaration.id == "industry_linkage"
    return typed(report, within=ROOT, under=under)


NEEDED = [("village", None, ["required_blank"]), ("village", "—", ["required_blank"]), ("village", "/", []), ("village", 3.0, []),
          ("township", None, []), ("township", "—", []), ("township", 3.0, [])]  # fmt: skip


@pytest.mark.parametrize(("level", "cell", "expected"), NEEDED)
def test_a_field_that_only_villages_must_fill(level: str, cell: Cell, expected: list[str]) -> None:
    place = "共和镇清河村" if level == "village" else "共和镇"
    result = linkage(level, place, cell)
    said = [problem for problem in result.problems if problem.severity == "error"]
    assert [(problem.code, problem.cell) for problem in said] == [(code, "E3") for code in expected]
    assert len(result.rows) == 1


@pytest.mark.parametrize(
    ("level", "place", "expected"), [("village", "共和镇清河村", ["field_missing"]), ("township", "共和镇", [])]
)
def test_a_column_that_only_villages_must_have(level: str, place: str, expected: list[str]) -> None:
    said = [problem for problem in linkage(level, place).problems if problem.severity == "error"]
    assert [(problem.code, problem.cell, problem.field) for problem in said] == [(code, None, "pioneers") for code in expected]


def tasks(place: str, *, within: str = ROOT, name: str = "培训人次") -> Typed:
    sheet = worksheet([["2023年5月重点工作数据表"], TASKS, ["PUB-M01", name, place, "个", 5.0]], "重点工作")
    (report,) = understand(sheet, schemes=[scheme(sheets={"key_tasks": SheetScheme()})])
    return typed(report, within=within)


WHOLE = [("全县", ROOT, ROOT, ""), ("全 县", ROOT, ROOT, ""), ("全镇", GONGHE, GONGHE, ""), ("全市", ROOT, None, "place_unknown"),
         ("全县", GONGHE, None, "place_unknown")]  # fmt: skip


@pytest.mark.parametrize(("text", "within", "code", "problem"), WHOLE)
def test_the_whole_of_the_reporters_own_place(text: str, within: str, code: str | None, problem: str) -> None:
    result = tasks(text, within=within)
    assert result.rows.columns["region"].values.tolist() == [code]
    assert (problem in codes(result.problems)) is bool(problem)
    assert ("place_old_name" in codes(result.problems)) is (code is not None)


@pytest.mark.parametrize("name", ["转移就业合计", "全县", "小计", "培训总计（人次）"])
def test_a_task_may_be_called_like_a_total(name: str) -> None:
    assert tasks("共和镇", name=name).rows.columns["name"].values.tolist() == [name]

"""trace: from a figure to the cells of the files, as the command line prints them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.shell.conftest import County
from tests.shell.packs import ROOT, XINXIAN, YUPING
from tests.shell.workbooks import household, save_report, workers

TRANSFER = "employment.transfer_total"
KEYS = ["indicator", "region", "period", "value", "total", "cells"]
CELL = ["part", "submission", "version", "file", "worksheet", "cell", "field", "row_key", "value", "carried_forward"]


def _workers(county: County, *, out: int, period: str = "2023年5月", unit: str = "玉屏镇", place: str = "大龙树社区") -> Path:
    file = county.folder / f"{unit}{period}{out}.xlsx"
    return save_report(file, "employment", [workers(place, out=out)], unit=unit, period=period)


def _trace(county: County, indicator: str, *more: object, period: str = "2023-05", region: str = ROOT) -> Any:
    return county.ask("trace", indicator, "--period", period, "--region", region, *more)


def test_a_figure_is_told_by_file_worksheet_and_address(county: Callable[..., County]) -> None:
    pingbian = county()
    file = _workers(pingbian, out=10)
    (taken,) = pingbian.take(file)
    document = _trace(pingbian, TRANSFER)
    assert list(document) == KEYS
    (cell,) = document["cells"]
    assert list(cell) == CELL
    sheet = load_workbook(file, data_only=True)[cell["worksheet"]]
    assert (
        sheet[cell["cell"]].value
        == cell["value"]
        == document["value"]
        == pingbian.figures(TRANSFER, "--period", "2023-05")[0]["value"]
    )
    known = {name: cell[name] for name in ("part", "submission", "version", "file", "field", "carried_forward")}
    assert known == {
        "part": "numerator", "submission": taken["submission"], "version": 1, "file": file.name, "field": "transfer_total",
        "carried_forward": False,
    }  # fmt: skip
    assert cell["row_key"].startswith(YUPING[:9])


def test_cells_taken_over_from_an_earlier_month_say_so(county: Callable[..., County]) -> None:
    pingbian = county()
    pingbian.take(_workers(pingbian, out=10, period="2023年4月"))
    (cell,) = _trace(pingbian, TRANSFER)["cells"]
    assert cell["carried_forward"] is True
    assert cell["file"] == "玉屏镇2023年4月10.xlsx"


def test_each_moment_has_its_own_cells(county: Callable[..., County]) -> None:
    pingbian = county()
    for out in (10, 15):
        pingbian.take(_workers(pingbian, out=out))
    second = datetime.fromisoformat(pingbian.ask("submissions")[1]["from_at"])
    before = (second - timedelta(microseconds=1)).isoformat()
    now, then = _trace(pingbian, TRANSFER), _trace(pingbian, TRANSFER, "--as-of", before)
    assert [(cell["version"], cell["file"]) for cell in now["cells"]] == [(2, "玉屏镇2023年5月15.xlsx")]
    assert [(cell["version"], cell["file"]) for cell in then["cells"]] == [(1, "玉屏镇2023年5月10.xlsx")]
    assert now["value"] - then["value"] == 5


def test_a_rate_has_both_sides_and_the_total_counts_what_the_limit_leaves_out(county: Callable[..., County]) -> None:
    pingbian = county()
    for unit, place in (("玉屏镇", "大龙树社区"), ("新现镇", "新现村委会")):
        pingbian.take(_workers(pingbian, out=10, unit=unit, place=place))
    rate = "employment.out_province_share"
    whole = _trace(pingbian, rate)
    assert whole["total"] == len(whole["cells"]) == 4
    assert [cell["part"] for cell in whole["cells"]] == ["numerator"] * 2 + ["denominator"] * 2
    short = _trace(pingbian, rate, "--limit", 1)
    assert (short["total"], short["cells"]) == (4, whole["cells"][:1])
    assert _trace(pingbian, rate, "--limit", 0)["cells"] == []
    assert _trace(pingbian, rate, region=XINXIAN)["total"] == 2


def test_households_are_told_by_their_numbers_and_never_by_name(county: Callable[..., County]) -> None:
    pingbian = county()
    rows = [
        household("53252301", "大龙树社区", persons=2, wage=30000),
        household("53252302", "大龙树社区", persons=4, wage=20000),
    ]
    file = pingbian.folder / "收入.xlsx"
    pingbian.take(save_report(file, "household_income", rows, unit="玉屏镇", period="2023年第四季度"))
    document = _trace(pingbian, "income.below_work_line_households", period="2023Q4")
    parts = {(cell["part"], cell["field"], cell["value"]) for cell in document["cells"]}
    assert document["value"] == 1
    assert parts == {("numerator", "household_no", "53252302"), ("condition", "net", 20000), ("condition", "persons", 4)}


def test_reports_are_counted_whole(county: Callable[..., County]) -> None:
    pingbian = county()
    pingbian.take(_workers(pingbian, out=10))
    document = _trace(pingbian, "reporting.rate")
    assert [(cell["part"], cell["submission"], cell["cell"], cell["field"], cell["value"]) for cell in document["cells"]] == [
        ("numerator", 1, None, None, None),
        ("denominator", 1, None, None, None),
    ]


def test_a_figure_that_nobody_reported_has_no_cells(county: Callable[..., County]) -> None:
    document = _trace(county(), TRANSFER)
    assert (document["value"], document["total"], document["cells"]) == (None, 0, [])


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (("employment.nothing", "--period", "2023-05", "--region", ROOT), "没有指标“employment.nothing”"),
        (("task:NO", "--period", "2023-05", "--region", ROOT), "不收重点工作数据表"),
        (("projects.count", "--period", "2023-05", "--region", ROOT), "不收项目进度月报表"),
        ((TRANSFER, "--period", "五月", "--region", ROOT), "期间“五月”"),
        ((TRANSFER, "--period", "2023-05", "--region", "999999999999"), "没有行政区划代码"),
        ((TRANSFER, "--period", "2023-05", "--region", "532323000000"), "没有方案"),
        ((TRANSFER, "--period", "2023-05", "--region", ROOT, "--pack", "no"), "没有方案"),
        ((TRANSFER, "--period", "2023-05", "--region", ROOT, "--limit", "-1"), "--limit"),
        ((TRANSFER, "--period", "2023-05"), "--region"),
    ],
)
def test_a_wrong_question_is_one_sentence(call: tuple[str, ...], sentence: str, county: Callable[..., County]) -> None:
    answer = county().run("trace", *call, "--json")
    assert (answer.status, answer.out) == (2, "")
    assert sentence in answer.err
    assert len(answer.err.strip().splitlines()) == 1


def test_words_for_a_reader(county: Callable[..., County]) -> None:
    pingbian = county()
    pingbian.take(_workers(pingbian, out=10))
    answer = pingbian.run("trace", TRANSFER, "--period", "2023-05", "--region", ROOT)
    assert "农村劳动力转移就业人数 屏边苗族自治县 2023-05" in answer.out
    assert "取值" in answer.out
    assert "分子" not in answer.out
    assert "第1版" in answer.out

"""Lists under the paper's own name: 提级帮扶 is who is below the line, and who fell within the low-income group."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from metrics.packs import PackError, load_pack
from tests.pages.test_pages import opened, text_of
from tests.shell.conftest import County
from tests.shell.packs import PLAN
from tests.shell.workbooks import household, save_report

LISTS = """
[lists]
"提级帮扶" = [["below_line"], ["net_drop", "low_income"]]
"低收入户" = [["low_income"]]
"""
LINES = "\n[income]\n[income.line]\n2023 = 8000\n"
PLACE = "大龙树社区"
BEFORE = [household("POOR", PLACE, wage=14000), household("FELL", PLACE, wage=24000), household("RICH", PLACE, wage=90000)]
NOW = [household("POOR", PLACE, wage=15000), household("FELL", PLACE, wage=18000), household("RICH", PLACE, wage=80000)]


@pytest.fixture
def pingbian(county: Callable[..., County], request: pytest.FixtureRequest) -> County:
    made = county(LINES + getattr(request, "param", "") + LISTS)
    for period, rows in (("2022年第四季度", BEFORE), ("2023年第四季度", NOW)):
        file = save_report(
            made.folder / f"{period}.xlsx", "household_income", rows, unit="玉屏镇", period=period, above="单位：元"
        )
        assert made.take(file)[0]["outcome"] == "accepted"
    return made


def on(made: County, name: str, *more: str) -> set[str]:
    return {row["household_no"] for row in made.ask("warnings", "--period", "2023Q4", "--list", name, *more)["rows"]}


CUT_OFF = "[income.low_income_cutoff]\n2023 = 9500\n"


@pytest.mark.parametrize("pingbian", [CUT_OFF], indirect=True)
def test_who_fulfils_one_group_whole_is_on_the_list(pingbian: County) -> None:
    assert on(pingbian, "提级帮扶") == {"POOR", "FELL"}
    assert on(pingbian, "低收入户") == {"POOR", "FELL"}
    assert on(pingbian, "提级帮扶", "--as-of", "2031-01-01") == {"POOR", "FELL"}
    assert on(pingbian, "提级帮扶", "--rule", "net_drop") == {"FELL"}


def test_without_a_cut_off_everybody_who_fell_is_on_it(pingbian: County) -> None:
    assert on(pingbian, "提级帮扶") == {"POOR", "FELL", "RICH"}
    assert on(pingbian, "低收入户") == set()
    assert on(pingbian, "提级帮扶", "--as-of", "2031-01-01") == {"POOR", "FELL", "RICH"}


def test_the_list_leaves_as_a_workbook_under_its_name(pingbian: County) -> None:
    file = pingbian.folder / "list.xlsx"
    assert pingbian.run("warnings", "--period", "2023Q4", "--list", "提级帮扶", "-o", file).status == 0
    words = "".join(str(cell.value or "") for row in load_workbook(file).active.iter_rows() for cell in row)  # type: ignore[union-attr]
    assert "名单：提级帮扶" in words
    answer = pingbian.run("warnings", "--period", "2023Q4", "--list", "一对一")
    assert (answer.status, answer.err) == (2, "方案没有名单“一对一”，现有：提级帮扶、低收入户。\n")


def test_the_page_offers_it_and_says_what_is_missing(pingbian: County, monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(pingbian.url, monkeypatch, "pages/warnings/income_drop.py", list="低收入户")
    assert not page.exception
    (box,) = [box for box in page.selectbox if box.label == "名单"]
    assert list(box.options) == ["全部", "提级帮扶", "低收入户"]
    assert "没有符合条件的户。筛选条件：低收入户。" in text_of(page)
    page = opened(pingbian.url, monkeypatch, "pages/warnings/income_drop.py", list="提级帮扶")
    assert "预警名单　3户" in text_of(page)
    assert "2023年低收入组分组线未填入，“提级帮扶”暂不按低收入筛选。" in text_of(page)


@pytest.mark.parametrize(
    ("lists", "sentence"),
    [
        ('"甲" = [["net_drops"]]', "没有预警规则 net_drops，是否应为 net_drop"),
        ('"甲" = ["net_drop"]', "应为规则的组合"),
        ('"甲" = [[]]', "应为规则的组合"),
        ('"甲" = "net_drop"', "应为规则的组合"),
    ],
)
def test_a_faulty_list_is_named(lists: str, sentence: str, tmp_path: Path) -> None:
    file = tmp_path / "p.toml"
    file.write_text(f"{PLAN}\n[lists]\n{lists}\n", encoding="utf-8")
    with pytest.raises(PackError) as caught:
        load_pack(file)
    assert [key for _, key, message in caught.value.faults if sentence in message] == ["lists.甲"]


def test_the_two_lists_of_the_papers() -> None:
    assert load_pack("wuzhou-2024").lists["提级帮扶"] == (("below_line",), ("net_drop", "low_income"))
    assert load_pack("wenshan-2022-2024").lists == {"一对一帮扶": (("below_work_line",),)}

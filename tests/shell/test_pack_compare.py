"""pack compare, and what init says of a changed pack: what differs, and how each list changes."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.shell.conftest import County
from tests.shell.packs import PLAN
from tests.shell.workbooks import household, save_report

LINES = "\n[income]\n[income.line]\n2023 = 8000\n"
CHANGED = LINES.replace("8000", "8600") + "[warnings]\nnet_drop = { min_drop_percent = 10 }\n"
PLACE = "大龙树社区"


@pytest.fixture
def place(county: Callable[..., County]) -> County:
    """One year before and one quarter: A fell by 8 % and lies at 8,500 元 a year, B rose, C fell by 30 %."""
    made = county(LINES)
    wages = {"A": 9250, "B": 20000, "C": 40000}
    reports = [
        (f"2022年第{name}季度", {number: wage * part // 4 * 2 for number, wage in wages.items()})
        for part, name in enumerate("一二三四", start=1)
    ]
    reports.append(("2023年第四季度", {"A": 17000, "B": 50000, "C": 56000}))
    for period, each in reports:
        rows = [household(number, PLACE, wage=wage, persons=2) for number, wage in each.items()]
        file = save_report(
            made.folder / f"{period}.xlsx", "household_income", rows, unit="玉屏镇", period=period, above="单位：元"
        )
        assert made.take(file)[0]["outcome"] == "accepted"
    return made


def changed(folder: Path, more: str = CHANGED) -> Path:
    file = folder / "changed.toml"
    file.write_text(PLAN + more, encoding="utf-8")
    return file


LISTED = [
    "【设置】",
    "  监测线：2023年8,000元 → 2023年8,600元",
    "【预警规则】",
    "  人均纯收入下降：黄，最小降额0元，最小降幅0%，升级降幅20% → 黄，最小降额0元，最小降幅10%，升级降幅20%",
    "2022年第一季度预警名单：0户，没有变化",
    "2022年第二季度预警名单：0户，没有变化",
    "2022年第三季度预警名单：0户，没有变化",
    "2022年第四季度预警名单：1户，没有变化",
    "2023年第四季度预警名单：2户→2户，新增0户，移出0户，级别变化1户",
    "  按级别：红0户→1户，橙2户→1户",
    "  按规则：低于监测线0户→1户，人均纯收入下降2户→1户，接近监测线1户→0户",
]


def test_the_comparison_says_what_differs_and_how_each_list_would_change(place: County) -> None:
    file = changed(place.folder)
    answer = place.run("pack", "compare", file)
    assert answer.status == 0
    assert answer.out.splitlines() == [
        f"方案“屏边县2023年增收工作方案”（pingbian-2023，本库现行 → {file}）：2项不同",
        *LISTED,
    ]
    assert answer.err == f"没有写入。要按这个文件判断：python manage.py init --pack {file}\n"


def test_init_says_the_same_of_what_it_did_and_nothing_where_nothing_changed(place: County) -> None:
    file = changed(place.folder)
    answer = place.run("init", "--pack", file)
    assert answer.err.splitlines() == ["方案“屏边县2023年增收工作方案”（pingbian-2023）已更改：", *LISTED, "数据库已就绪。"]
    assert place.ask("warnings", "--period", "2023Q4")["by_level"] == {"red": 1, "orange": 1, "yellow": 0, "watch": 0}
    assert place.run("init", "--pack", file).err == "数据库已就绪。\n"
    assert place.run("pack", "compare", file).out.splitlines()[1:] == [
        "不受影响、不重算的预警名单：2022年第一季度、2022年第二季度、2022年第三季度、2022年第四季度等5个季度。"
    ]


def test_the_same_as_a_document(place: County) -> None:
    document = place.ask("pack", "compare", changed(place.folder, LINES.replace("8000", "8600")))
    assert (document["pack"], document["file_pack"]) == ("pingbian-2023", "pingbian-2023")
    assert document["differences"] == [{"group": "设置", "name": "监测线", "here": "2023年8,000元", "there": "2023年8,600元"}]
    assert document["untouched"] == ["2022Q1", "2022Q2", "2022Q3", "2022Q4"]
    (found,) = document["lists"]
    counts = {"period": "2023Q4", "before": 2, "after": 2, "won": 0, "lost": 0, "level_changed": 1, "rules_changed": 0}
    assert {name: found[name] for name in counts} == counts
    assert found["by_level"] == {"red": [0, 1], "orange": [2, 1], "yellow": [0, 0], "watch": [0, 0]}
    assert (found["by_rule"]["below_line"], found["by_rule"]["near_line"]) == ([0, 1], [1, 0])


def test_nothing_is_written_by_a_comparison(place: County) -> None:
    file = place.url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(file)) as connection:
        before = list(connection.iterdump())
        place.run("pack", "compare", changed(place.folder))
        assert list(connection.iterdump()) == before


def test_a_pack_of_another_name_is_compared_with_the_only_one_of_its_place(place: County) -> None:
    file = changed(place.folder)
    file.write_text((PLAN + CHANGED).replace("pingbian-2023", "pingbian-neu"), encoding="utf-8")
    assert [line for line in place.run("pack", "compare", file).out.splitlines() if "第四季度" in line][-1] == LISTED[8]
    elsewhere = place.run("pack", "compare", "wuzhou-2024")
    assert (elsewhere.status, elsewhere.out) == (2, "")
    assert elsewhere.err == "本库没有编号“wuzhou-2024”的方案，请用 --pack 指定与哪个比：pingbian-2023。\n"
    forced = place.run("pack", "compare", "wuzhou-2024", "--pack", "pingbian-2023")
    assert "等5个季度。" in forced.out.splitlines()[-1]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("[pack]\n", "方案文件有误："),
        (None, "没有方案“"),
        (PLAN + "\n[warnings]\nnet_drop = { min_drop = -1 }\n", "方案文件有误："),
    ],
)
def test_what_is_no_pack_is_one_sentence(county: Callable[..., County], content: str | None, sentence: str) -> None:
    made = county()
    file = made.folder / "faulty.toml"
    if content is not None:
        file.write_text(content, encoding="utf-8")
    answer = made.run("pack", "compare", file)
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.startswith(sentence)
    assert answer.err.count("\n") == 1


def test_without_reports_there_is_no_list_to_change(county: Callable[..., County]) -> None:
    made = county(LINES)
    assert made.run("pack", "compare", changed(made.folder)).out.splitlines()[-1] == "还没有家庭收入报表，没有预警名单。"

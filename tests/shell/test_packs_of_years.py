"""Packs of one root over one database: each year judged by its own, two of one year asked for, older versions set again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.shell.conftest import County
from tests.shell.packs import PLAN, YUPING, target
from tests.shell.workbooks import household, save_report, workers

TRANSFER = "employment.transfer_total"
Y2023 = PLAN + target("T23", TRANSFER, ">=", 100)
Y2022 = PLAN.replace("pingbian-2023", "pingbian-2022").replace("[2023, 2023]", "[2022, 2022]")
Y2022 += target("T22", TRANSFER, ">=", 10, year=2022)
RIVAL = Y2023.replace("pingbian-2023", "rival-2023").replace("T23", "R23")


def write(folder: Path, name: str, plan: str) -> Path:
    file = folder / f"{name}.toml"
    file.write_text(plan, encoding="utf-8")
    return file


@pytest.fixture
def reported(county: Callable[..., County]) -> County:
    """The pack of 2022 with a report of May 2022."""
    made = county(plan=Y2022)
    may(made, "2022年5月")
    return made


def may(made: County, period: str) -> None:
    rows = [workers("大龙树社区", out=10)]
    file = save_report(made.folder / f"{period}.xlsx", "employment", rows, unit="玉屏镇", period=period)
    assert made.take(file)[0]["outcome"] == "accepted"


def judged(made: County, period: str, *more: str) -> list[tuple[str, str | None]]:
    rows = made.figures(TRANSFER, "--period", period, *more)
    return [(row["pack"], row["target"] and row["target"]["code"]) for row in rows]


def test_a_past_year_is_judged_by_its_own_pack_though_only_the_new_one_was_named(reported: County) -> None:
    answer = reported.run("init", "--pack", write(reported.folder, "y2023", Y2023))
    assert answer.status == 0
    assert "保留原来的方案：屏边县2023年增收工作方案" in answer.err
    may(reported, "2023年5月")
    assert judged(reported, "2022-05") == [("pingbian-2022", "T22")]
    assert judged(reported, "2023-05") == [("pingbian-2023", "T23")]
    assert reported.run("status", "--period", "2022-05").status == 0
    assert reported.run("verify").status == 0
    assert judged(reported, "2022-05", "--pack", "pingbian-2023") == [("pingbian-2023", None)]


def test_a_pack_without_reports_goes_and_one_whose_years_another_takes_over_too(county: Callable[..., County]) -> None:
    made = county(plan=Y2023)
    assert "保留" not in made.run("init", "--pack", write(made.folder, "y2022", Y2022)).err
    assert judged(made, "2022-05") == [("pingbian-2022", "T22")]
    made.run("init", "--pack", write(made.folder, "y2023", Y2023))
    may(made, "2023年5月")
    assert "保留" not in made.run("init", "--pack", write(made.folder, "rival", RIVAL)).err
    assert judged(made, "2023-05") == [("rival-2023", "R23")]


def test_of_two_packs_of_one_year_each_is_printed_and_the_others_are_asked_for(county: Callable[..., County]) -> None:
    made = county(plan=Y2023)
    assert made.run("init", "--pack", made.folder / "county.toml", "--pack", write(made.folder, "rival", RIVAL)).status == 0
    may(made, "2023年5月")
    assert judged(made, "2023-05") == [("pingbian-2023", "T23"), ("rival-2023", "R23")]
    questions: list[tuple[Any, ...]] = [
        ("status", "--period", "2023-05"),
        ("warnings", "--period", "2023Q1"),
        ("trace", TRANSFER, "--period", "2023-05", "--region", YUPING),
        ("template", "employment", "--reporter", YUPING, "--period", "2023-06", "-o", made.folder / "t.xlsx"),
    ]
    for question in questions:
        answer = made.run(*question)
        assert (answer.status, answer.err) == (2, "有多个方案适用：pingbian-2023、rival-2023，请用 --pack 指定。\n"), question
        assert made.run(*question, "--pack", "rival-2023").status == 0, question


def test_an_older_version_of_a_pack_may_be_set_again(county: Callable[..., County]) -> None:
    line = "\n[income]\n[income.line]\n2022 = 9000\n2023 = {}\n"
    made = county(plan=PLAN + line.format(8000))
    year = [household("A", "大龙树社区", wage=17000)]
    for period in ("2022年第四季度", "2023年第四季度"):
        file = save_report(
            made.folder / f"{period}.xlsx", "household_income", year, unit="玉屏镇", period=period, above="单位：元"
        )
        assert made.take(file)[0]["outcome"] == "accepted"
    below = lambda: made.ask("warnings", "--period", "2023Q4", "--rule", "below_line")["total"]  # noqa: E731
    assert below() == 0
    newer = write(made.folder, "newer", PLAN + line.format(9000))
    assert made.run("init", "--pack", newer).status == 0
    assert below() == 1
    assert made.run("init", "--pack", made.folder / "county.toml").status == 0
    assert below() == 0
    assert made.run("verify").status == 0

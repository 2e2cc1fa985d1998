"""A database with a history worth keeping: corrections, withdrawals, a file of two units, an answered question, warnings."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from tests.shell.conftest import County
from tests.shell.packs import YUPING
from tests.shell.workbooks import household, save_report, village, workers

SETTINGS = """
[income]
[income.line]
2022 = 7000
2023 = 8000
[warnings]
net_drop = { level = "yellow", min_drop = 100, min_drop_percent = 5, orange_drop_percent = 20 }
"""
PLACE, OTHER_PLACE = "大龙树社区", "新现村"
QUESTIONS: tuple[tuple[str, ...], ...] = (
    ("submissions",),
    ("status", "--period", "2023-05", "--as-of", "2031-01-01"),
    ("indicators", "--period", "2023-05", "--by-child"),
    ("indicators", "--period", "2023Q2"),
    ("warnings", "--period", "2023Q2"),
    ("warnings", "--period", "2023Q1"),
    ("trace", "employment.transfer_total", "--period", "2023-05", "--region", "532523000000"),
)
#: further ones, and which of all are asked of an earlier moment too
MORE: tuple[tuple[str, ...], ...] = (
    ("trace", "income.net_per_capita", "--period", "2023Q2", "--region", "532523000000"),
    ("trace", "reporting.rate", "--period", "2023-05", "--region", "532523000000"),
    ("verify",),
)
EARLIER = ("submissions", "indicators", "warnings", "trace")
#: whose receipt is such a moment: that of the version that was taken back later, and that before the last quarter
RECEIVED = (2, 9)


def fill_history(county: County) -> None:
    """Numbers: 1 and 2 of May (2 withdrawn), 3 of June, 4 and 5 of one file, 6 answered for, 7 taken back, 8 to 10 households."""
    for out in (10, 15):
        _take(county, _workers(county, f"五月{out}", "2023年5月", out=out, remark=f"第{out}稿"))
    _done(county, "withdraw", 2, "--reason", "误报")
    _take(county, _workers(county, "六月", "2023年6月", out=12))
    both = [village(PLACE, 3), village(OTHER_PLACE, 4)]
    _take(
        county,
        save_report(
            county.folder / "全县.xlsx", "collective_economy", both, unit="屏边县", period="2023年5月", above="单位：万元"
        ),
    )
    unnamed = _workers(county, "无期", "", out=9)
    _take(county, unnamed, "--period", "2023-04", "--reporter", YUPING)
    _take(county, _workers(county, "三月", "2023年3月", out=8))
    _done(county, "withdraw", 7, "--reason", "误报")
    for quarter, wage in (("2022年第二季度", 9000), ("2023年第一季度", 3000), ("2023年第二季度", 6000)):
        rows = [household(name, PLACE, wage=wage + step) for name, step in (("A", 0), ("B", 10))]
        path = county.folder / f"{quarter}.xlsx"
        _take(county, save_report(path, "household_income", rows, unit="玉屏镇", period=quarter, above="单位：元"))


def _workers(county: County, name: str, period: str, **row: Any) -> Path:
    path = county.folder / f"{name}.xlsx"
    return save_report(path, "employment", [workers(PLACE, **row)], unit="玉屏镇" if period else "", period=period)


def _take(county: County, *arguments: object) -> None:
    assert all(entry["outcome"] == "accepted" for entry in county.take(*arguments)), arguments


def _done(county: County, *arguments: object) -> None:
    answer = county.run(*arguments)
    assert answer.status == 0, answer.err


def answers(county: County) -> list[Any]:
    """What every question answers; the moment of asking is no part of it."""
    return [county.ask(*question) for question in QUESTIONS]


def all_answers(county: County) -> list[Any]:
    """The same, of more figures, and of two earlier moments."""
    received = {row["submission"]: row["received_at"] for row in county.ask("submissions")}
    earlier = [
        (*question, "--as-of", received[number]) for number in RECEIVED for question in QUESTIONS if question[0] in EARLIER
    ]
    return [*answers(county), *(county.ask(*question) for question in (*MORE, *earlier))]


def database_file(county: County) -> Path:
    return Path(county.url.removeprefix("sqlite:///"))


@contextmanager
def hand_in(county: County) -> Iterator[sqlite3.Connection]:
    """A hand in the database, which no rule of the program stops."""
    with closing(sqlite3.connect(database_file(county))) as connection, connection:
        yield connection

"""What departments report in the sample: the tasks of the pack, figures that add up, projects that stand still."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

import metrics.packs
from sample_data import departments, key_tasks, timetable
from sample_data.generate import County, department_files, draw_county, month_files
from tests.sample_data.schemes import DEPARTMENTS, mouding

Row = Mapping[str, Any]
PACK = tomllib.loads((Path(metrics.packs.__file__).parent / "mouding-2023.toml").read_text(encoding="utf-8"))
TASKS = {target["code"]: target for target in PACK["targets"] if target["indicator"].startswith("task:")}
#: Told beyond the pack: a task without a target.
BEYOND = {"QT-01"}
MONTHS_2023 = range(1, 7)


@pytest.fixture(scope="module")
def county() -> County:
    return draw_county(mouding(), 30, 7)


@pytest.fixture(scope="module")
def reported(county: County) -> dict[tuple[int, str], list[Row]]:
    """(month of 2023, sheet) → rows of all departments."""
    found: dict[tuple[int, str], list[Row]] = defaultdict(list)
    for month in MONTHS_2023:
        for sheets in departments.month_rows(county.bureaus, 2023, month).values():
            for sheet, rows in sheets.items():
                found[month, sheet] += rows
    return found


def test_every_department_is_asked_for_what_the_pack_says(county: County) -> None:
    rows = departments.month_rows(county.bureaus, 2023, 6)
    assert list(rows) == list(DEPARTMENTS)
    besides = {code: set(sheets) - {"key_tasks", "project_progress"} for code, sheets in rows.items()}
    assert {code: sheets for code, sheets in besides.items() if sheets} == {
        "dept:nyncj": {"consumption"}, "dept:gxsj": {"consumption"}, "dept:czj": {"canteen_quota"},
    }  # fmt: skip
    assert all(sheets["consumption"] for code, sheets in rows.items() if code in ("dept:nyncj", "dept:gxsj"))


def test_the_tasks_are_those_of_the_pack() -> None:
    codes = {name: code for code, name in DEPARTMENTS.items()}
    told = {task.code: task for task in key_tasks.tasks()}
    assert told.keys() - BEYOND == TASKS.keys()
    for code, target in TASKS.items():
        task = told[code]
        assert (task.name, task.unit, task.target) == (target["title"], target["unit"], target["value"])
        assert list(task.departments) == [codes[name] for name in target["lead"]]


def test_a_task_of_townships_adds_up_and_its_month_is_what_was_added(reported: dict[tuple[int, str], list[Row]]) -> None:
    shared = {task.code for task in key_tasks.tasks() if task.rows == "townships"}
    assert {"PUB-M06", "PUB-M07", "PUB-M23", "PUB-M25"} <= shared
    before: dict[tuple[str, str], float] = {}
    for month in MONTHS_2023:
        rows = {(row["code"], row["region"]): row for row in reported[month, "key_tasks"]}
        for code in shared:
            parts = [row["cumulative"] for (task, place), row in rows.items() if task == code and place != "牟定县"]
            assert len(parts) == 7
            assert sum(parts) == rows[code, "牟定县"]["cumulative"]
        for key, row in rows.items():
            assert row["cumulative"] >= before.get(key, 0)
            if row["month"] is not None:
                assert row["month"] == pytest.approx(row["cumulative"] - before.get(key, 0))
        before = {key: row["cumulative"] for key, row in rows.items()}


def test_a_problem_stands_unchanged_until_there_is_another(reported: dict[tuple[int, str], list[Row]]) -> None:
    problems = [
        next(row["problem"] for row in reported[month, "key_tasks"] if (row["code"], row["region"]) == ("PUB-M02", "牟定县"))
        for month in MONTHS_2023
    ]
    assert problems[0] is None
    assert problems[1] == problems[4] != problems[5]


def test_purchases_add_up_over_the_year(reported: dict[tuple[int, str], list[Row]]) -> None:
    key = ("buyer", "region", "product", "channel")
    total: dict[tuple[str, ...], float] = defaultdict(float)
    for month in MONTHS_2023:
        rows = reported[month, "consumption"]
        assert len({tuple(row[field] for field in key) for row in rows}) == len(rows)
        for row in rows:
            total[tuple(row[field] for field in key)] += row["amount_month"]
            assert row["amount_ytd"] == pytest.approx(total[tuple(row[field] for field in key)])
    assert {row["buyer_kind"] for row in reported[6, "consumption"]} >= {"东部协作地区", "预算单位", "社会力量"}
    assert 900 < sum(row["amount_ytd"] for row in reported[6, "consumption"]) < 1_500


def test_some_canteens_set_aside_too_little_and_some_units_have_none(reported: dict[tuple[int, str], list[Row]]) -> None:
    rows = reported[6, "canteen_quota"]
    assert len(rows) == 30
    below = [row["unit"] for row in rows if row["canteen_total"] and row["reserved"] / row["canteen_total"] < 0.1]
    assert set(below) == {"西屏小学", "县住建局", "白马山医院", "戌街乡人民政府"}
    assert sum(row["has_canteen"] == "否" and row["canteen_total"] == row["purchased_832"] == 0 for row in rows) == 3


def test_projects_that_stand_still_that_have_not_begun_and_that_are_unpaid(
    reported: dict[tuple[int, str], list[Row]],
) -> None:
    then, now = ({row["code"]: row for row in reported[month, "project_progress"]} for month in (5, 6))
    assert len(now) == 37
    working = [row for row in now.values() if row["started"] == "是" and row["finished"] == "否"]
    still = {row["name"] for row in working if row["progress_percent"] == then[row["code"]]["progress_percent"]}
    assert still == {"设施大棚集中连片建设", "衔接资金产业配套道路", "农村饮水安全巩固提升（南片）"}
    assert sum(row["started"] == "否" for row in now.values()) == 3
    assert [row["name"] for row in working if row["paid"] == 0] == ["传统村落保护修缮"]
    assert all(row["paid"] <= row["funds_in_place"] <= row["total_investment"] for row in now.values())
    assert all(row["problem"] for row in working if row["name"] in still)


def test_the_correction_adds_what_was_left_out(county: County) -> None:
    rows = departments.month_rows(county.bureaus, 2023, 5)["dept:nyncj"]
    first = departments.before_correction(rows)
    changed = [
        (old["region"], new["cumulative"] - old["cumulative"], new["month"] - old["month"])
        for old, new in zip(first["key_tasks"], rows["key_tasks"], strict=True)
        if old != new
    ]
    assert changed == [("牟定县", 2, 2), ("共和镇", 2, 2)]
    files = [file for file in department_files(county, 2023, 5) if file.name.startswith("县农业农村局")]
    assert [file.name for file in files] == ["县农业农村局2023年5月.xlsx", "县农业农村局2023年5月（更正）.xlsx"]
    assert files[0].received_at < files[1].received_at
    assert {slot[0] for slot in timetable.DEPARTMENTS_CORRECTED} == {"dept:nyncj"}


def test_the_same_seed_gives_the_same_bytes_in_every_sheet(county: County) -> None:
    again, other = draw_county(mouding(), 30, 7), draw_county(mouding(), 30, 8)
    for files in (month_files, department_files):
        assert list(files(county, 2023, 6)) == list(files(again, 2023, 6))
    assert list(month_files(county, 2023, 6)) != list(month_files(other, 2023, 6))
    assert departments.month_rows(county.bureaus, 2023, 6) != departments.month_rows(other.bureaus, 2023, 6)

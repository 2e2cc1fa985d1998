"""What a list of falling households leaves out or treats differently: each has its count, in words, at every moment."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from data_access.store.moments import SHANGHAI
from services.initialising import initialise_database
from services.views.asking_apart import Apart, ask_apart
from services.workspace import Workspace, open_workspace
from tests.household_reports import hand_in, take_back
from tests.metrics.income.households import household
from tests.shell.packs import PLAN, ROOT, XINXIAN, YUPING

FIRST = datetime(2023, 7, 1, 9, tzinfo=SHANGHAI)
HERE, THERE = "532523101001", "532523102201"


def rows(place: str, **nets: Any) -> list[dict[str, Any]]:
    """A household a name: its net income, or (net, persons)."""
    made: list[dict[str, Any]] = []
    for name, given in nets.items():
        net, persons = given if isinstance(given, tuple) else (given, 4)
        made.append(household(name, region=place, net=net, persons=persons))
    return made


THEN = rows(HERE, A=4000, B=0, C=-400, D=(4000, 4), E=None, GONE=4000, MOVED=4000)
NOW = rows(HERE, A=4000, B=100, C=-500, D=(4000, 5), E=4000, NEW=4000)


@pytest.fixture
def place(database_url: str, tmp_path: Path) -> Workspace:
    plan = tmp_path / "plan.toml"
    plan.write_text(PLAN, encoding="utf-8")
    initialise_database(database_url, [str(plan)])
    found = open_workspace(database_url)
    hand_in(found, ROOT, YUPING, "2022Q2", THEN, now=FIRST)
    hand_in(found, ROOT, YUPING, "2022Q4", rows(HERE, A=9000, B=9000, C=9000, D=9000), now=FIRST + timedelta(hours=1))
    hand_in(found, ROOT, YUPING, "2023Q2", NOW, now=FIRST + timedelta(hours=2))
    return found


def asked(workspace: Workspace, region: str = ROOT, period: str = "2023Q2") -> Apart:
    return ask_apart(workspace, workspace.packs[0], period, region)


def test_each_treatment_has_its_count(place: Workspace) -> None:
    found = asked(place)
    assert (found.new, found.no_report_before, found.gone, found.persons_changed) == (1, 0, 2, 1)
    assert (found.base_not_positive, found.blank, found.unjudged) == (2, 1, 2)
    assert len(found.unreported) == 6
    assert "玉屏镇" not in found.unreported
    assert found.words[:-1] == (
        "无可比基期1户（新增）",
        "已退出2户",
        "人口变动1户",
        "上年同期人均不高于0的2户（只比金额）",
        "数据缺项、同比无法判断1户",
        "无法判断年度人均2户",
    )
    assert found.words[-1].startswith("未报：")
    assert found.words[-1].endswith("等6个")


def test_a_household_that_moved_is_neither_new_nor_gone_and_one_whose_reporter_waits_is_not_gone(place: Workspace) -> None:
    hand_in(place, ROOT, XINXIAN, "2022Q2", rows(THERE, Z=1))
    assert asked(place, XINXIAN) == Apart(unreported=("新现镇",))
    hand_in(place, ROOT, XINXIAN, "2023Q2", rows(THERE, MOVED=4000, Y=1))
    there, here, whole = asked(place, XINXIAN), asked(place, YUPING), asked(place)
    assert (there.new, there.gone, there.unjudged, there.unreported) == (1, 1, 2, ())
    assert (here.new, here.gone, here.unreported) == (1, 1, ())
    assert (whole.new, whole.gone) == (2, 2)


def test_a_township_without_a_report_a_year_ago_has_no_new_households(place: Workspace) -> None:
    hand_in(place, ROOT, XINXIAN, "2023Q2", rows(THERE, X=1, Y=1))
    found = asked(place)
    assert (found.new, found.no_report_before, found.no_base) == (1, 2, 3)
    assert found.words[0] == "无可比基期3户（新增1户，上年同季未报2户）"
    assert asked(place, XINXIAN).words[0] == "无可比基期2户（上年同季未报）"


def test_an_earlier_moment_is_answered_as_it_was(place: Workspace) -> None:
    late = hand_in(place, ROOT, YUPING, "2023Q2", NOW[:-1], now=FIRST + timedelta(days=3))
    assert asked(place).new == 0
    earlier = place.at(FIRST + timedelta(days=1))
    assert asked(earlier).new == 1
    before = asked(place.at(FIRST + timedelta(minutes=90)))
    assert (before.gone, before.new, len(before.unreported)) == (0, 0, 7)
    take_back(place, late.submission)
    assert asked(place).new == 1


def test_a_year_that_is_not_over_is_not_compared_and_says_so() -> None:
    assert Apart(blank=4, compares=False).words == ("全年收入未出，本季不作同比",)


def test_nothing_apart_says_nothing() -> None:
    assert Apart().words == ()
    assert Apart(unreported=("凤屯镇", "安乐乡")).words == ("未报：凤屯镇、安乐乡",)

"""收入下降预警: who is new, stays and is gone since last quarter, the sums below the list, one unit, an earlier moment."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from metrics.income_rules import LEVELS
from services.clock import now
from services.views.forms import village_name
from services.views.words import RULE_WORDS
from services.warning_list import warning_page
from services.workspace import Workspace, open_workspace
from tests.pages.test_pages import opened, text_of
from tests.pages.warning_page import BEFORE, FENGTUN, NOW, PAGE, Row, choose, rows_of, size, sums, table_of, tails


@pytest.fixture
def county(sample_file: Path) -> Iterator[Workspace]:
    """The sample county, only read."""
    workspace = open_workspace(f"sqlite:///{sample_file}")
    yield workspace
    workspace.database.close()


@pytest.fixture
def page(sample_file: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    return opened(f"sqlite:///{sample_file}", monkeypatch, PAGE)


def moved(county: Workspace, now: str = NOW, before: str = BEFORE) -> tuple[list[Row], list[Row], list[Row]]:
    """New, staying and gone, by a recount of two quarters."""
    here, was = rows_of(county, now), rows_of(county, before)
    numbers, then = {row["household_no"] for row in here}, {row["household_no"] for row in was}
    return (
        [row for row in here if row["household_no"] not in then],
        [row for row in here if row["household_no"] in then],
        [row for row in was if row["household_no"] not in numbers],
    )


@pytest.mark.parametrize(("quarter", "here", "before"), [("2023年第二季度", NOW, BEFORE), ("2023年第一季度", BEFORE, "2022Q4")])
def test_who_is_new_stays_and_is_gone_is_what_two_quarters_tell(
    quarter: str, here: str, before: str, county: Workspace, page: AppTest
) -> None:
    page.selectbox(key="quarter").set_value(quarter).run()
    found = moved(county, here, before)
    assert sum(map(bool, found)) >= 2
    new, staying, gone = map(len, found)
    assert f"较上季度新增 {new} 户 持续{staying} 移出{gone}" in re.sub(r"\s+", " ", text_of(page))
    for words, expected in zip(("本季新增", "持续预警", "上季移出"), found, strict=True):
        page.selectbox(key="churn").set_value(words).run()
        assert size(page) == len(expected), words
        assert (tails(page) if expected else []) == [row["household_no"][-4:] for row in expected[:20]], words


def test_movement_combines_with_the_other_filters(county: Workspace, page: AppTest) -> None:
    _, staying, gone = moved(county)
    choose(page, "level", ["黄"])
    page.selectbox(key="churn").set_value("上季移出").run()
    assert size(page) == len([row for row in gone if row["level"] == "yellow"]) > 0
    choose(page, "kind", ["脱贫户"])
    page.selectbox(key="churn").set_value("持续预警").run()
    assert size(page) == len([row for row in staying if row["level"] == "yellow" and row["kind"] == "脱贫户"]) > 0


def test_households_that_are_gone_stand_with_last_quarters_figures_named_as_such(page: AppTest) -> None:
    page.selectbox(key="churn").set_value("上季移出").run()
    body = text_of(page)
    assert "上季移出名单" in body
    assert "级别、人口、收入、同比和原因均为2023年第一季度的情况。" in body
    assert "本季去向" in table_of(page)
    assert re.search("收入回升|已退出|本季未报|未再触发规则", table_of(page))
    assert "名单汇总" not in body


def test_sums_are_those_of_the_list_and_follow_its_filters(county: Workspace, page: AppTest) -> None:
    counted = warning_page(county, period=NOW)
    new, staying, gone = moved(county)
    tables = sums(page)
    whole = [counted.by_level[level] for level in LEVELS[1:]]
    assert tables["乡镇"][-1] == [
        "合计",
        "—",
        *map(str, whole),
        str(counted.total),
        *(str(len(x)) for x in (new, staying, gone)),
    ]
    assert tables["户类型"][-1] == ["合计", "—", *map(str, whole), str(counted.total)]
    assert tables["规则"][-1] == ["预警户", str(counted.total)]
    assert {row[0]: row[1] for row in tables["规则"][:-1]} == {
        RULE_WORDS[rule]: str(count) for rule, count in counted.by_rule.items() if count
    }
    choose(page, "level", ["黄"])
    page.run()
    yellow = str(counted.by_level["yellow"])
    assert sums(page)["乡镇"][-1] == ["合计", "—", "0", yellow, "0", yellow]


def test_a_quarter_without_one_before_it_offers_no_movement(sample_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(f"sqlite:///{sample_file}", monkeypatch, PAGE, quarter="2022年第一季度")
    assert not page.exception
    assert "churn" not in {box.key for box in page.selectbox}
    assert "2021年第四季度无报送，不比较新增、持续和移出。" in text_of(page)
    assert "较上季度新增" not in text_of(page)


def test_one_township_has_its_villages_for_units(county: Workspace, sample_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(f"sqlite:///{sample_file}", monkeypatch, PAGE, unit="凤屯镇", churn="持续预警")
    _, staying, _ = moved(county)
    own = [row for row in staying if row["region"].startswith(FENGTUN)]
    assert size(page) == len(own) > 0
    counted = {village_name(county.region(row["region"]).name) for row in own}
    assert {row[0] for row in sums(page)["村"][:-1]} == counted


def test_an_earlier_moment_shows_the_same_list(county: Workspace, sample_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(f"sqlite:///{sample_file}", monkeypatch, PAGE, as_of=f"{now():%Y-%m-%d %H:%M}", churn="上季移出")
    _, _, gone = moved(county)
    assert "截至" in text_of(page)
    assert size(page) == len(gone)
    assert tails(page) == [row["household_no"][-4:] for row in gone[:20]]

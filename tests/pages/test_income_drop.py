"""收入下降预警: every filter, alone and together, every order, whose households: each against a plain recount."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from streamlit.testing.v1 import AppTest

from metrics.income_rules import LEVELS
from services.views.asking_warnings import ORDERS
from services.views.words import RULE_WORDS
from services.workspace import Workspace, open_workspace
from tests.pages.test_pages import opened, shown
from tests.pages.warning_page import FENGTUN, NOW, PAGE, Row, choose, number, rows_of, size, tails

Holds = Callable[[Row], bool]


@pytest.fixture
def county(sample_file: Path) -> Iterator[Workspace]:
    """The sample county, only read."""
    workspace = open_workspace(f"sqlite:///{sample_file}")
    yield workspace
    workspace.database.close()


@pytest.fixture
def page(sample_file: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    return opened(f"sqlite:///{sample_file}", monkeypatch, PAGE)


CHOICES: Mapping[str, tuple[str, Any, Holds]] = {
    "level": ("level", ["橙"], lambda row: row["level"] == "orange"),
    "two levels": ("level", ["黄", "关注"], lambda row: row["level"] in ("yellow", "watch")),
    "rule": ("rule", [RULE_WORDS["idle_labour"]], lambda row: "idle_labour" in row["rules"]),
    "kind": ("kind", ["边缘易致贫户"], lambda row: row["kind"] == "边缘易致贫户"),
    "unit": ("town", ["凤屯镇"], lambda row: row["region"].startswith(FENGTUN)),
    "drop in %": ("drop", "30%以上", lambda row: -number(row["change_percent"]) >= 30 and row["change_percent"] is not None),
    "drop in 元": ("drop", "1,000元以上", lambda row: row["change"] is not None and row["change"] <= -1000),
    "number": ("iw-household", "48", lambda row: "48" in row["household_no"]),
}


def test_every_filter_leaves_what_a_recount_leaves(county: Workspace, page: AppTest) -> None:
    rows = rows_of(county)
    assert size(page) == len(rows)
    for name, (key, value, holds) in CHOICES.items():
        choose(page, key, value)
        page.run()
        expected = [row for row in rows if holds(row)]
        assert 0 < len(expected) < len(rows), name
        assert size(page) == len(expected), name
        assert tails(page) == [row["household_no"][-4:] for row in expected[:20]], name
        page.button(key="iw-clear").click().run()
    assert size(page) == len(rows)


@pytest.mark.parametrize(
    "names",
    [("level", "unit"), ("rule", "kind"), ("two levels", "drop in 元", "unit"), ("number", "level", "drop in %")],
)
def test_filters_combine(county: Workspace, page: AppTest, names: tuple[str, ...]) -> None:
    expected = rows_of(county)
    for name in names:
        key, value, holds = CHOICES[name]
        choose(page, key, value)
        expected = [row for row in expected if holds(row)]
    page.run()
    assert size(page) == len(expected)
    if expected:
        assert tails(page) == [row["household_no"][-4:] for row in expected[:20]]


def test_clearing_clears_every_filter(county: Workspace, page: AppTest) -> None:
    for key, value, _ in CHOICES.values():
        choose(page, key, value)
    choose(page, "churn", "持续预警")
    choose(page, "iw-helper", "无此人")
    choose(page, "sort", "户编号降序")
    page.run()
    assert size(page) == 0
    page.button(key="iw-clear").click().run()
    assert size(page) == len(rows_of(county))
    assert [page.multiselect(key=key).value for key in ("town", "level", "rule", "kind")] == [[], [], [], []]
    assert [page.text_input(key=key).value for key in ("iw-household", "iw-helper")] == ["", ""]
    assert (page.selectbox(key="sort").value, page.selectbox(key="churn").value) == ("级别由重到轻", "全部")


FIELDS = {"change_percent": "change_percent", "change": "change", "annual_per_capita": "annual_per_capita",
          "net_per_capita": "net_per_capita", "region": "region", "household_no": "household_no"}  # fmt: skip


def sorted_by(rows: list[Row], order: str, *, descending: bool) -> list[str]:
    """Household numbers in an order: missing values last, ties by the deeper fall and the number."""

    def tie(row: Row) -> tuple[bool, float, str]:
        return row["change_percent"] is None, number(row["change_percent"]), row["household_no"]

    def value(row: Row) -> Any:
        return LEVELS.index(row["level"]) if order == "level" else row[FIELDS[order]]

    known = sorted((row for row in rows if value(row) is not None), key=tie)
    known.sort(key=value, reverse=descending)
    return [row["household_no"] for row in (*known, *sorted((row for row in rows if value(row) is None), key=tie))]


def test_every_order_is_the_order_of_a_recount_in_both_directions(county: Workspace, page: AppTest) -> None:
    rows = rows_of(county)
    assert {(order, descending) for order, descending in ORDERS.values()} == {
        (order, descending) for order in ("level", *FIELDS) for descending in (False, True)
    }
    for words, (order, descending) in ORDERS.items():
        page.selectbox(key="sort").set_value(words).run()
        expected = sorted_by(rows, order, descending=descending)
        assert tails(page) == [household[-4:] for household in expected[:20]], words
    page.selectbox(key="sort").set_value(next(iter(ORDERS))).run()
    assert tails(page) == [row["household_no"][-4:] for row in rows[:20]]


def test_an_address_sent_before_the_orders_had_two_directions_still_sorts(
    sample_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(f"sqlite:///{sample_file}", monkeypatch, PAGE, sort="降幅")
    assert page.selectbox(key="sort").value == "降幅由大到小"


def helpers(county: Workspace) -> dict[str, str]:
    """Household number → who helps, as the newest quarter's reports name them."""
    query = "select household_no, helper from fact_household_income f join in_force i on i.submission = f.submission join submission s on s.id = f.submission where s.period = :period and i.to_at is null"  # noqa: E501
    with county.database.reading() as connection:
        return {number: name for number, name in connection.execute(text(query), {"period": NOW})}  # noqa: C416


def test_my_households_are_found_by_the_whole_name_which_stands_in_no_address_and_no_log(
    county: Workspace, page: AppTest, caplog: pytest.LogCaptureFixture
) -> None:
    named = helpers(county)
    rows = rows_of(county)
    name = named[rows[0]["household_no"]]
    caplog.set_level(logging.DEBUG)
    page.text_input(key="iw-helper").set_value(f" {name} ").run()
    expected = [row for row in rows if named[row["household_no"]] == name]
    assert size(page) == len(expected) < len(rows)
    assert tails(page) == [row["household_no"][-4:] for row in expected[:20]]
    assert name not in str(dict(page.query_params))
    assert name not in caplog.text
    assert name not in shown(page)
    page.text_input(key="iw-helper").set_value(name[:1]).run()
    assert size(page) == len([row for row in rows if named[row["household_no"]] == name[:1]])


def test_seldom_filters_stand_behind_one_button_that_counts_them(sample_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"sqlite:///{sample_file}"
    label = "更多筛选"
    assert [pop.label for pop in _popovers(opened(url, monkeypatch, PAGE))] == [label]
    page = opened(url, monkeypatch, PAGE, kind="脱贫户", drop="20%以上")
    assert [pop.label for pop in _popovers(page)] == [f"{label}（2）"]
    page.button(key="iw-clear").click().run()
    assert [pop.label for pop in _popovers(page)] == [label]


def _popovers(page: AppTest) -> list[Any]:
    return [entry.proto.popover for entry in page.get("popover") if entry.proto.popover.label.startswith("更多")]


def test_a_filter_starts_at_the_first_page_and_a_page_that_is_gone_is_the_last(
    county: Workspace, sample_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(f"sqlite:///{sample_file}", monkeypatch, PAGE, page="3")
    rows = rows_of(county)
    assert tails(page) == [row["household_no"][-4:] for row in rows[40:60]]
    page.multiselect(key="level").set_value(["黄"]).run()
    yellow = [row for row in rows if row["level"] == "yellow"]
    assert tails(page) == [row["household_no"][-4:] for row in yellow[:20]]
    beyond = opened(f"sqlite:///{sample_file}", monkeypatch, PAGE, page="999")
    assert tails(beyond) == [row["household_no"][-4:] for row in rows[-(len(rows) % 20 or 20) :]]

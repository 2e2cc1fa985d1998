"""The list out of the table and the same list worked out anew from the rows agree under every filter and order."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from data_access.errors import CalledWrongly
from metrics.income_rules import LEVELS, RULES
from services.clock import now
from services.households import masked_helper
from services.views.answering import names_of
from services.views.asking_warnings import ORDERS, level_words
from services.views.warnings import filter_words
from services.warning_churn import list_churn
from services.warning_list import ListFilter, household_kinds, page_json, warning_page
from services.workspace import Workspace, open_workspace

COUNTY, TOWNSHIP = "532323000000", "532323101000"
PERIODS = ("2022Q4", "2023Q1", "2023Q2")


@pytest.fixture
def county(sample_file: Path) -> Iterator[Workspace]:
    """The sample county, only read."""
    workspace = open_workspace(f"sqlite:///{sample_file}")
    yield workspace
    workspace.database.close()


def some(choices: random.Random, known: tuple[str, ...], most: int = 3) -> tuple[str, ...]:
    """Nothing most of the time: many filters at once leave nobody."""
    return tuple(choices.sample(known, choices.randint(1, most))) if choices.random() < 0.3 else ()


def any_filter(choices: random.Random, units: tuple[str, ...], helpers: tuple[str, ...]) -> ListFilter:
    """A filter out of everything that can be filtered by."""
    return ListFilter(
        regions=some(choices, units),
        rules=some(choices, RULES),
        levels=some(choices, LEVELS, 2),
        kinds=some(choices, household_kinds(), 2),
        min_drop_percent=choices.choice((None, None, None, None, 0, 10, 25)),
        min_drop=choices.choice((None, None, None, None, 0, 500, 2000)),
        household_no=choices.choice(("", "", "", "", "1", "00", "5323")),
        helper=choices.choice(helpers) if choices.random() < 0.15 else "",
        churn=choices.choice(("", "", "new", "staying", "gone")),
    )


def seen(workspace: Workspace, **question: Any) -> dict[str, Any]:
    """The page as printed, with the sums that only pages show."""
    page = warning_page(workspace, **question)
    rows = [asdict(row) for row in page.rows]
    return page_json(page) | {"by_unit": page.by_unit, "by_kind": page.by_kind, "whole rows": rows}


def helpers_of(workspace: Workspace) -> tuple[str, ...]:
    """Who helps some of the listed households, and a name of nobody."""
    with workspace.database.reading() as connection:
        found = connection.exec_driver_sql(
            "select distinct helper from household_warning where helper <> '' order by 1 limit 9"
        )
        return (*(name for (name,) in found), "无此人")


@pytest.mark.parametrize("seed", range(4))
def test_the_stored_and_the_earlier_list_agree_under_any_filters(county: Workspace, seed: int) -> None:
    choices = random.Random(seed)
    units = tuple(unit.code for unit in county.tree.children(COUNTY))
    helpers, earlier, filled = helpers_of(county), county.at(now()), 0
    for _ in range(60):
        order, descending = choices.choice(list(ORDERS.values()))
        question: dict[str, Any] = {
            "period": choices.choice(PERIODS), "region": choices.choice((COUNTY, COUNTY, TOWNSHIP)),
            "filters": any_filter(choices, units, helpers), "order": order, "descending": descending,
            "limit": choices.choice((None, 7)), "offset": choices.choice((0, 3)),
        }  # fmt: skip
        stored = seen(county, **question)
        assert seen(county, **question, kept=True) == stored
        assert seen(earlier, **question) == stored, question
        filled += bool(stored["total"])
    assert filled > 10


@pytest.mark.parametrize("period", PERIODS)
@pytest.mark.parametrize("region", [COUNTY, TOWNSHIP])
def test_movement_agrees_too_and_adds_up_to_both_lists(county: Workspace, period: str, region: str) -> None:
    pack = county.packs[0]
    churn = list_churn(county, pack, period, region)
    assert churn == list_churn(county.at(now()), pack, period, region)
    assert churn is not None
    here, was = (warning_page(county, period=quarter, region=region, limit=0).total for quarter in (period, churn.before))
    assert (churn.new + churn.staying, churn.gone + churn.staying) == (here, was)
    parts = [sum(counts[place] for counts in churn.by_unit.values()) for place in range(3)]
    assert parts == [churn.new, churn.staying, churn.gone]


def test_without_a_report_of_the_quarter_before_there_is_nothing_to_lay_beside(county: Workspace) -> None:
    assert list_churn(county, county.packs[0], "2022Q1", COUNTY) is None


def test_who_helps_is_the_whole_name(county: Workspace) -> None:
    name = helpers_of(county)[0]
    found = warning_page(county, period="2023Q1", filters=ListFilter(helper=f" {name}　"), limit=0).total
    parts = [
        warning_page(county, period="2023Q1", filters=ListFilter(helper=part), limit=0).total
        for part in (name[:1], f"{name}某")
    ]
    assert parts == [0, 0]
    assert found == warning_page(county, period="2023Q1", filters=ListFilter(helper=name), limit=0).total


def test_filters_in_words_tell_no_name(county: Workspace) -> None:
    words = filter_words(
        ListFilter(helper="欧阳建国", churn="gone", kinds=("脱贫户",)), names_of(county), level_words(county.packs[0])
    )
    assert words == f"脱贫户；上季移出；帮扶责任人“{masked_helper('欧阳建国')}”"
    assert "阳建国" not in words


@pytest.mark.parametrize("wrong", [{"rules": ("none",)}, {"levels": ("blue",)}, {"kinds": ("富户",)}, {"lists": ("无此名单",)}])
def test_what_does_not_exist_is_no_filter(county: Workspace, wrong: dict[str, Any]) -> None:
    with pytest.raises(CalledWrongly):
        warning_page(county, period="2023Q2", filters=ListFilter(**wrong))

"""What became of households that are on the list no more: told by the rows in force, each fate once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from data_access.store import Scope, WarningRow
from metrics.income_rules import bit_of
from services.off_the_list import fates
from services.views.warning_gone import fate_cell
from services.warning_list import ListFilter, warning_page
from services.workspace import Workspace, open_workspace
from tests.services.history import record, taken_back

NOW, BEFORE = "2023Q2", "2023Q1"


@pytest.fixture
def county(sample_url: str) -> Iterator[Workspace]:
    """The sample county, which may be changed."""
    workspace = open_workspace(sample_url)
    yield workspace
    workspace.database.close()


def gone(workspace: Workspace) -> list[WarningRow]:
    return list(warning_page(workspace, period=NOW, filters=ListFilter(churn="gone")).rows)


def told(workspace: Workspace, rows: list[WarningRow]) -> dict[str, str]:
    """Household number → fate."""
    found = fates(workspace, workspace.packs[0], NOW, BEFORE, rows)
    return {number: became.fate for number, became in found.items()}


def reported(workspace: Workspace, period: str = NOW) -> set[str]:
    """Who stands in a report of a quarter in force."""
    query = (
        "select household_no from fact_household_income f join submission s on s.id = f.submission"
        " join in_force i on i.submission = s.id where s.period = ? and i.to_at is null"
    )
    with workspace.database.reading() as connection:
        return {number for (number,) in connection.exec_driver_sql(query, (period,))}


def test_who_is_reported_nowhere_has_left_and_the_others_have_not(county: Workspace) -> None:
    rows, here = gone(county), reported(county)
    found = told(county, rows)
    assert {number for number, fate in found.items() if fate == "left"} == {row.household_no for row in rows} - here
    assert set(found) == {row.household_no for row in rows}
    assert set(found.values()) <= {"left", "risen", "cleared"}


def test_a_unit_without_a_report_is_said_before_anybody_is_said_to_have_left(county: Workspace) -> None:
    reporter = record(county, "household_income", NOW).reporter
    before = {row.household_no for row in gone(county)}
    taken_back(county, record(county, "household_income", NOW, reporter))
    rows = gone(county)
    found = told(county, rows)
    own = {row.household_no for row in rows if row.region[:9] == reporter[:9]}
    assert own - before
    assert {found[number] for number in own} == {"unreported"}
    assert {found[row.household_no] for row in rows if row.household_no not in own} <= {"left", "risen", "cleared"}


@pytest.mark.parametrize(
    ("rule", "fate"), [("net_drop", "fell_less"), ("below_work_line", "fell_less"), ("idle_labour", "cleared")]
)
def test_the_rule_that_listed_a_household_decides_what_is_said(county: Workspace, rule: str, fate: str) -> None:
    row = warning_page(county, period=NOW, filters=ListFilter(rules=("net_drop",))).rows[0]
    assert told(county, [replace(row, rules=bit_of(rule))]) == {row.household_no: fate}


@pytest.mark.parametrize(
    ("rule", "fate"), [("two_quarter_fall", "incomparable"), ("below_line", "unjudged"), ("component_drop", "cleared")]
)
def test_without_a_base_nobody_is_said_to_have_risen(county: Workspace, rule: str, fate: str) -> None:
    new = min(reported(county) - reported(county, "2022Q2"))
    row = replace(warning_page(county, period=NOW).rows[0], household_no=new, rules=bit_of(rule))
    assert told(county, [row]) == {new: fate}


def test_a_household_that_moved_out_of_sight_is_said_to_be_elsewhere(county: Workspace) -> None:
    row = warning_page(county, period=NOW).rows[0]
    other = next(unit.code for unit in county.tree.children(county.packs[0].root) if unit.code[:9] != row.region[:9])
    assert told(replace(county, scope=Scope.of(other)), [row]) == {row.household_no: "elsewhere"}


def test_the_change_stands_with_the_fate(county: Workspace) -> None:
    row = warning_page(county, period=NOW, filters=ListFilter(rules=("net_drop",))).rows[0]
    assert row.change_percent is not None
    cell = fate_cell(fates(county, county.packs[0], NOW, BEFORE, [row])[row.household_no])
    assert cell.text == "降幅未达预警"
    assert cell.second.startswith("同比−")

"""What the list adds up to is the same from the derived table and from the rows worked out for an earlier moment."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from data_access.store import Scope, WarningFilters, WarningRow, warning_rows
from services.clock import now
from services.warning_breakdown import break_down, count_by_unit, quarter_before
from services.workspace import Workspace, open_workspace

COUNTY, TOWNSHIP = "532323000000", "532323103000"


@pytest.fixture
def county(sample_file: Path) -> Workspace:
    """The sample county, only read."""
    return open_workspace(f"sqlite:///{sample_file}")


@pytest.mark.parametrize("region", [COUNTY, TOWNSHIP])
@pytest.mark.parametrize("period", ["2022Q1", "2023Q1", "2023Q2"])
def test_stored_and_recounted_agree(county: Workspace, period: str, region: str) -> None:
    pack = county.packs[0]
    stored = break_down(county, pack, period, region)
    assert stored == break_down(county.at(now()), pack, period, region)
    assert (stored.churn is None) == (period == "2022Q1")


def test_they_agree_for_who_sees_one_township_only(county: Workspace) -> None:
    own = replace(county, scope=Scope.of(TOWNSHIP))
    pack = county.packs[0]
    found = break_down(own, pack, "2023Q1", COUNTY)
    assert set(found.by_unit) == {TOWNSHIP[:9]}
    assert found == break_down(own.at(now()), pack, "2023Q1", COUNTY)
    assert found.total == break_down(county, pack, "2023Q1", TOWNSHIP).total


def test_the_counts_are_those_of_the_rows(county: Workspace) -> None:
    pack = county.packs[0]
    rows = {period: _rows(county, period) for period in ("2022Q4", "2023Q1")}
    found = break_down(county, pack, "2023Q1", COUNTY)
    now_listed, then_listed = ({row.household_no for row in rows[period]} for period in ("2023Q1", "2022Q4"))
    assert (found.total, found.before) == (len(now_listed), len(then_listed))
    assert found.by_level == Counter(row.level for row in rows["2023Q1"])
    assert sum(sum(causes.values()) for causes in found.causes.values()) == len(now_listed)
    assert found.churn is not None
    assert (found.churn.new, found.churn.staying, found.churn.gone) == (
        len(now_listed - then_listed), len(now_listed & then_listed), len(then_listed - now_listed),
    )  # fmt: skip


def _rows(workspace: Workspace, period: str) -> Sequence[WarningRow]:
    filters = WarningFilters(regions=(COUNTY,))
    return warning_rows(workspace.database, workspace.scope, pack=workspace.packs[0].id, period=period, filters=filters)


def test_there_is_no_quarter_before_the_first_report(county: Workspace) -> None:
    pack = county.packs[0]
    assert quarter_before(county, pack, "2023Q1") == "2022Q4"
    assert quarter_before(county, pack, "2022Q1") is None
    assert quarter_before(county, pack, "2024Q1") is None


def test_ranks_are_counted_by_unit() -> None:
    assert count_by_unit([("532323101001", 1), ("532323101002", 1), ("532323102001", 0)], 9) == {
        "532323101": {1: 2}, "532323102": {0: 1},
    }  # fmt: skip

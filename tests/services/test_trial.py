"""口径试算: what is tried is what the list would be, to the household and to the sentence, and nothing is written."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from data_access.errors import CalledWrongly
from data_access.store import Scope, WarningRow
from data_access.store.moments import SHANGHAI
from metrics.packs import Pack
from metrics.warnings.bounds import Tried
from services.initialising import initialise_database
from services.trial import Trial, has_households, own_trial, sizes_by_bound, try_bounds
from services.views.trial_words import KNOBS, chosen_bounds, pack_lines
from services.warning_list import warning_page
from services.workspace import Workspace, open_workspace
from tests.household_reports import hand_in
from tests.metrics.income.households import household
from tests.shell.packs import PLAN, ROOT, XINXIAN, YUPING

TOWN, VILLAGE = 9, 12
FIRST = datetime(2023, 7, 1, 9, tzinfo=SHANGHAI)
QUARTERS = ("2022Q1", "2022Q2", "2022Q4", "2023Q1", "2023Q2")
#: per township: the villages that its households live in
PLACES = {YUPING: ("532523101001", "532523101201"), XINXIAN: ("532523102201", "532523102202")}


def plan(folder: Path, more: str, name: str) -> str:
    file = folder / f"{name}.toml"
    file.write_text(PLAN + more, encoding="utf-8")
    return str(file)


def rows(reporter: str, quarter: str) -> list[dict[str, Any]]:
    """Thirty households of 8,000 to 18,000 元 a head and year; most earn a little more than a year ago, some a lot less."""
    chance, share, later = random.Random(f"{reporter}{quarter}"), int(quarter[5]), int(quarter[:4]) - 2022
    made: list[dict[str, Any]] = []
    for number in range(30):
        fallen = later and chance.random() < 0.3
        wage = (3200 + number * 160) * share * (chance.randint(60, 95) if fallen else 100 + 5 * later) // 100
        made.append(
            household(
                f"{reporter[:9]}{number:03d}", region=PLACES[reporter][number % 2], persons=2, labourers=1,
                employed=number % 9 and 1, wage=wage, operating_gross=1100 * share + later * chance.randint(0, 500) - 20 * later,
                operating_cost=100 * share, medical_self_paid=chance.randint(0, 9000),
            )
        )  # fmt: skip
    return made


@pytest.fixture
def place(database_url: str, tmp_path: Path) -> Workspace:
    """Two townships over two years; the plan sets a line."""
    initialise_database(database_url, [plan(tmp_path, "[income.line]\n2023 = 8000\n", "plan")])
    found = open_workspace(database_url)
    for place, (reporter, quarter) in enumerate((reporter, quarter) for reporter in PLACES for quarter in QUARTERS):
        hand_in(found, ROOT, reporter, quarter, rows(reporter, quarter), now=FIRST + timedelta(minutes=place))
    return found


def tried_by(pack: Pack, period: str, *, off: Sequence[str] = (), base: str = "", **bounds: int) -> Tried:
    own = own_trial(pack, period)
    values = {key: Fraction(value) for key, value in bounds.items()}
    return chosen_bounds(own, values, rules=own.rules - set(off), base=base)


def asked(workspace: Workspace, tried: Tried, period: str = "2023Q2", region: str = ROOT, digits: int = TOWN) -> Trial:
    return try_bounds(workspace, workspace.packs[0], period, region, tried, digits=digits)


def listed(workspace: Workspace, period: str = "2023Q2", region: str = ROOT) -> dict[str, WarningRow]:
    page = warning_page(workspace, period=period, region=region)
    return {row.household_no: row for row in page.rows}


def assert_the_list(trial: Trial, workspace: Workspace, period: str = "2023Q2", region: str = ROOT) -> None:
    page = warning_page(workspace, period=period, region=region)
    assert (trial.tried.total, trial.tried.by_level, trial.tried.by_rule) == (page.total, page.by_level, page.by_rule)
    by_unit = {unit: change.tried for unit, change in trial.units.items() if change.tried}
    assert by_unit == {unit: sum(levels.values()) for unit, levels in page.by_unit.items()}


def test_the_packs_own_bounds_give_the_stored_list(place: Workspace) -> None:
    lengths: set[int] = set()
    for period in QUARTERS:
        for region, digits in ((ROOT, TOWN), (YUPING, VILLAGE)):
            trial = asked(place, own_trial(place.packs[0], period), period, region, digits)
            assert_the_list(trial, place, period, region)
            assert (trial.won, trial.lost, trial.levels_changed, trial.won_rows, trial.lost_rows) == (0, 0, 0, (), ())
            lengths.add(trial.own.total)
    assert len(lengths) > 4


def test_a_pack_file_with_the_lines_of_the_page_makes_the_list_that_was_tried(
    place: Workspace, database_url: str, tmp_path: Path
) -> None:
    pack, before = place.packs[0], listed(place)
    tried = tried_by(
        pack, "2023Q2", off=("idle_labour", "two_quarter_fall"), base="单季", line=8500, work_line=0, min_drop_percent=15,
        component_drop=1500, component_drop_percent=25, reference_income=12000, low_income_cutoff=7000, near_line_percent=4,
        medical_share=70, operating_min_drop=400, min_drop=100, orange_drop_percent=35,
    )  # fmt: skip
    trial = asked(place, tried)
    assert listed(place) == before
    assert trial.won
    assert trial.lost
    lines = pack_lines(pack, own_trial(pack, "2023Q2"), tried, 2023)
    initialise_database(database_url, [plan(tmp_path, lines, "tried")])
    renewed = open_workspace(database_url)
    assert own_trial(renewed.packs[0], "2023Q2") == tried
    assert_the_list(trial, renewed)
    after = listed(renewed)
    assert (trial.won, trial.lost) == (len(after.keys() - before.keys()), len(before.keys() - after.keys()))
    assert (len(trial.won_rows), len(trial.lost_rows)) == (min(trial.won, 20), min(trial.lost, 20))
    assert {row.household_no for row in trial.won_rows} <= after.keys() - before.keys()
    assert [row for row in trial.won_rows if row != after[row.household_no]] == []
    assert [row for row in trial.lost_rows if row != before[row.household_no]] == []
    both = before.keys() & after.keys()
    assert trial.levels_changed == sum(before[number].level != after[number].level for number in both)
    assert trial.held_by_others == sum(bool(before[number].rules & ~after[number].rules) for number in both)


def test_the_first_twenty_come_worst_and_deepest_first(place: Workspace) -> None:
    trial = asked(place, tried_by(place.packs[0], "2023Q2", line=20000))
    assert trial.won > len(trial.won_rows) == 20
    order = [(row.level, row.change_percent if row.change_percent is not None else 10**18) for row in trial.won_rows]
    assert order == sorted(order)


def test_a_caller_sees_the_own_households_alone(place: Workspace) -> None:
    inside = Workspace(database=place.database, packs=place.packs, scope=Scope.of(YUPING), filed=place.filed)
    tried = tried_by(place.packs[0], "2023Q2", line=9000)
    whole, own, town = asked(place, tried), asked(inside, tried), asked(place, tried, region=YUPING)
    assert own.tried == town.tried
    assert own.tried.total < whole.tried.total
    assert list(own.units) == [YUPING]
    assert {row.region for row in own.won_rows} <= set(PLACES[YUPING])
    assert sizes_by_bound(inside, place.packs[0], "2023Q2", ROOT, tried, key="line", points=[Fraction(9000)]) == [
        own.tried.total
    ]


def test_the_curve_passes_through_the_list(place: Workspace) -> None:
    pack = place.packs[0]
    for knob in KNOBS:
        tried = tried_by(pack, "2023Q2", off=("two_quarter_fall",), reference_income=9000, low_income_cutoff=7500)
        points = knob.points[:: max(len(knob.points) // 3, 1)]
        found = sizes_by_bound(place, pack, "2023Q2", ROOT, tried, key=knob.key, points=points)
        assert found == [asked(place, tried.having(knob.key, point)).tried.total for point in points]


def test_an_earlier_moment_is_tried_on_what_was_in_force_then(place: Workspace) -> None:
    later = FIRST + timedelta(days=30)
    corrected = [{**row, "wage": 1000, "net": 1000} for row in rows(YUPING, "2023Q2")]
    hand_in(place, ROOT, YUPING, "2023Q2", corrected, now=later)
    then, now = place.at(later - timedelta(days=1)), place
    for seen in (then, now):
        assert_the_list(asked(seen, own_trial(place.packs[0], "2023Q2")), seen)
    tried = tried_by(place.packs[0], "2023Q2", line=8500)
    assert asked(then, tried).tried.total < asked(now, tried).tried.total
    assert has_households(place.at(FIRST + timedelta(minutes=1)), place.packs[0], "2022Q1", YUPING)
    assert not has_households(place.at(FIRST + timedelta(minutes=1)), place.packs[0], "2022Q1", XINXIAN)


def test_a_quarter_that_nobody_reported_cannot_be_tried(place: Workspace) -> None:
    pack = place.packs[0]
    assert not has_households(place, pack, "2023Q3", ROOT)
    assert sizes_by_bound(place, pack, "2023Q3", ROOT, own_trial(pack, "2023Q3"), key="line", points=[Fraction(1)]) == []
    with pytest.raises(CalledWrongly, match="没有单位报送"):
        asked(place, own_trial(pack, "2023Q3"), "2023Q3")


def test_every_quarter_of_the_sample_is_tried_as_it_is_stored(sample_file: Path) -> None:
    county = open_workspace(f"sqlite:///{sample_file}")
    pack = county.packs[0]
    for period in ("2022Q1", "2022Q2", "2022Q3", "2022Q4", "2023Q1", "2023Q2"):
        trial = asked(county, own_trial(pack, period), period, pack.root)
        assert_the_list(trial, county, period, pack.root)
        assert trial.households > 500

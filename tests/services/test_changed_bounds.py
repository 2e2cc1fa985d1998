"""A changed pack says beforehand how the lists change, changes exactly those, and leaves the others as they stand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from data_access.store import Derived, PreviewedState
from data_access.store.schema import audit, household_warning
from metrics.packs import load_pack
from services.initialising import initialise_database
from services.judging_anew import JudgingAnew
from services.list_changes import ListChange, foreseen_changes, quarters_of, stored_list
from services.outside import Typed, items_of, proposal_of
from services.outside import store as store_outside_figure
from services.pack_comparing import compare_with_file
from services.workspace import Workspace, open_workspace
from tests.household_reports import hand_in
from tests.metrics.income.households import household
from tests.shell.packs import PLAN, ROOT, YUPING

YEARS = "years = [2023, 2025]"
LINES = "\n[income.line]\n2023 = 8000\n2024 = 8000\n2025 = 8000\n"
HIGHER = LINES.replace("2024 = 8000", "2024 = 8500")
QUARTERS = tuple(f"{year}Q{number}" for year in (2023, 2024) for number in (1, 2, 3, 4)) + ("2025Q1",)
TOUCHED = ("2024Q1", "2024Q2", "2024Q3", "2024Q4", "2025Q1")
#: income a head of a whole year, household by household
ANNUAL = {"POOR": 7000, "BETWEEN": 8200, "NEAR": 8700, "NEAR2": 9100, "ABOVE": 9900, "RICH": 20000}


def plan(folder: Path, more: str = LINES, name: str = "plan") -> str:
    file = folder / f"{name}.toml"
    file.write_text(PLAN.replace("years = [2023, 2023]", YEARS) + more, encoding="utf-8")
    return str(file)


def _rows(quarter: str) -> list[dict[str, Any]]:
    """Every household earns a quarter of its year in each quarter, 1 % more each year."""
    part, growth = int(quarter[5]), int(quarter[:4]) - 2022
    return [
        household(name, region="532523101001", persons=1, wage=annual * part * (100 + growth) // 400)
        for name, annual in ANNUAL.items()
    ]


@pytest.fixture
def place(database_url: str, tmp_path: Path) -> Workspace:
    initialise_database(database_url, [plan(tmp_path)])
    found = open_workspace(database_url)
    for quarter in ("2022Q1", "2022Q2", "2022Q3", "2022Q4", *QUARTERS):
        hand_in(found, ROOT, YUPING, quarter, _rows(quarter))
    return found


def stored(workspace: Workspace) -> dict[str, Any]:
    return {quarter: stored_list(workspace.database, "pingbian-2023", quarter) for quarter in QUARTERS}


def told(changes: tuple[ListChange, ...]) -> dict[str, tuple[int, int, int, int, int]]:
    return {c.period: (c.total_before, c.total_after, c.coming, c.going, c.relevelled) for c in changes}


def test_what_is_foreseen_is_what_becomes_of_the_lists(place: Workspace, database_url: str, tmp_path: Path) -> None:
    before, higher = stored(place), plan(tmp_path, HIGHER, "higher")
    foreseen = compare_with_file(place, higher)
    assert stored(place) == before
    done = initialise_database(database_url, [higher]).judged[0]
    assert foreseen.lists == done.lists
    assert (
        foreseen.untouched == done.untouched == ("2022Q1", "2022Q2", "2022Q3", "2022Q4", "2023Q1", "2023Q2", "2023Q3", "2023Q4")
    )
    after = stored(place)
    for change in done.lists:
        was, now = before[change.period], after[change.period]
        both = was.keys() & now.keys()
        assert (change.total_before, change.total_after) == (len(was), len(now))
        assert (change.coming, change.going) == (len(now.keys() - was.keys()), len(was.keys() - now.keys()))
        assert change.relevelled == sum(was[name][0] != now[name][0] for name in both)
    assert told(done.lists)["2024Q2"] == (4, 4, 0, 0, 1)
    assert [line.name for line in foreseen.differing] == ["监测线"]


def test_a_rule_switched_off_lets_households_go(place: Workspace, tmp_path: Path) -> None:
    off = LINES + "\n[warnings]\nbelow_work_line = false\nnear_line = { near_line_percent = 20 }\n"
    found = told(compare_with_file(place, plan(tmp_path, off, "off")).lists)
    # of five under 1万元 the near ones stay by near_line, one of them above its old bound
    assert found["2023Q4"] == (5, 4, 0, 1, 3)


def test_lists_that_a_change_does_not_touch_keep_their_rows(place: Workspace, database_url: str, tmp_path: Path) -> None:
    with place.database.exclusive() as connection:
        connection.execute(update(household_warning).values(reason="原样"))
    initialise_database(database_url, [plan(tmp_path, HIGHER, "higher")])
    assert _periods_with(place, "原样") == {"2023Q1", "2023Q2", "2023Q3", "2023Q4", "2022Q4"}
    initialise_database(database_url, [plan(tmp_path, HIGHER + "\n[labels]\nred = '特急'\n", "words")])
    assert _periods_with(place, "原样") == {"2023Q1", "2023Q2", "2023Q3", "2023Q4", "2022Q4"}


def _periods_with(workspace: Workspace, reason: str) -> set[str]:
    with workspace.database.reading() as connection:
        query = select(household_warning.c.period).where(household_warning.c.reason == reason)
        return set(connection.execute(query).scalars())


def test_a_changed_pack_is_noted_with_what_it_did_and_an_unchanged_one_is_not(
    place: Workspace, database_url: str, tmp_path: Path
) -> None:
    initialise_database(database_url, [plan(tmp_path)])
    initialise_database(database_url, [plan(tmp_path, LINES + "\n# nothing new\n", "comment")])
    assert _noted(place) == []
    initialise_database(database_url, [plan(tmp_path, HIGHER, "higher")])
    (note,) = _noted(place)
    assert (note["pack"], set(note["lists"]), len(note["untouched"])) == ("pingbian-2023", set(TOUCHED), 8)
    assert note["lists"]["2024Q2"]["levels"] == {"red": [1, 2], "orange": [3, 2], "yellow": [0, 0], "watch": [0, 0]}
    assert not any(name in str(note) for name in ANNUAL)


def _noted(workspace: Workspace) -> list[Any]:
    with workspace.database.reading() as connection:
        return list(connection.execute(select(audit.c.subject).where(audit.c.action == "set_pack")).scalars())


def test_a_change_that_breaks_off_is_done_by_doing_it_again(
    place: Workspace, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, higher, derive = stored(place), plan(tmp_path, HIGHER, "higher"), JudgingAnew.derive

    def broken(self: JudgingAnew, state: PreviewedState) -> Derived:
        derive(self, state)
        raise OSError("no room left")

    with monkeypatch.context() as patch:
        patch.setattr(JudgingAnew, "derive", broken)
        with pytest.raises(OSError, match="no room"):
            initialise_database(database_url, [higher])
    assert stored(place) == before
    assert open_workspace(database_url).packs[0].income.line[2024] == 8000
    assert told(initialise_database(database_url, [higher]).judged[0].lists)["2024Q2"] == (4, 4, 0, 0, 1)
    assert open_workspace(database_url).packs[0].income.line[2024] == 8500


def test_another_base_of_comparison_reads_the_rows_that_it_needs(place: Workspace, database_url: str, tmp_path: Path) -> None:
    file = plan(tmp_path, "\n[income]\ncomparison = 'single_quarter'\n" + LINES, "single")
    foreseen = foreseen_changes(place.database, place.packs[0], load_pack(file), quarters_of(place.database, ROOT))
    assert foreseen == initialise_database(database_url, [file]).judged[0].lists


def test_a_line_keyed_in_touches_its_year_and_what_crossed_it_since(place: Workspace) -> None:
    with place.database.exclusive() as connection:
        connection.execute(update(household_warning).values(reason="原样"))
    before = {quarter: stored(place)[quarter] for quarter in QUARTERS}
    typed = Typed(region="", year="2024", value="8500", unit="元", source="省级公布", by="张三")
    pack = place.packs[0]
    store_outside_figure(place, pack, proposal_of(place, pack, items_of(pack)[0], typed))
    assert _periods_with(place, "原样") == {"2023Q1", "2023Q2", "2023Q3", "2023Q4", "2022Q4"}
    after = stored(place)
    assert {quarter for quarter in QUARTERS if after[quarter] != before[quarter]} == {"2024Q1", "2024Q2", "2024Q3", "2024Q4"}

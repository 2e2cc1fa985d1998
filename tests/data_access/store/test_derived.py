"""What a commit derives: from the state as it will be, in the same transaction, and again after another commit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from data_access.store import (
    HOUSEHOLD_SHEET,
    Database,
    Derived,
    PreviewedState,
    Proposal,
    StoredState,
    WarningChange,
    commit,
    rebuild,
    warning_rows,
    withdraw,
)
from tests.data_access.store.reports import (
    EVERYTHING,
    HOUSEHOLDS,
    ROOT,
    TOWN_A,
    TOWN_B,
    VILLAGE_A,
    VILLAGE_B,
    at,
    proposal,
    rows_of,
)
from tests.data_access.store.test_warning_list import frame, listed

PACK = "mouding-2023"


def incomes(nets: Mapping[str, int], *, town: str = TOWN_A, period: str = "2023Q2", **more: Any) -> Proposal:
    """Households and their net income in whole 元."""
    village = VILLAGE_A if town == TOWN_A else VILLAGE_B
    rows = [{"household_no": number, "region": village, "net": net * 1_000_000} for number, net in nets.items()]
    return proposal(rows, declaration=HOUSEHOLDS, reporter=town, period=period, **more)


def fallen(state: PreviewedState) -> Derived | None:
    """A rule of our own: on the list of a quarter is who has less than in the quarter before it, of all that may change."""
    before, touched = "2023Q1", bool(state.sheet)
    rows = state.frame(HOUSEHOLD_SHEET, periods=[before, "2023Q2"], columns=["household_no", "net"], touched_only=touched)
    base = rows[rows["period"] == before].set_index("household_no")["net"]
    now = rows[rows["period"] == "2023Q2"]
    losses = now[now["household_no"].map(base) > now["net"]]
    found = [
        listed(str(row.household_no), 0, -1, submission=int(row.submission), source_row=int(row.source_row))
        for row in losses.itertuples()
    ]
    households = state.touched() if touched else None
    return Derived(warnings=[WarningChange(pack=PACK, period="2023Q2", households=households, rows=frame(found))])


def on_list(database: Database) -> dict[str, int]:
    """Household number → submission."""
    rows = warning_rows(database, EVERYTHING, pack=PACK, period="2023Q2", order="household_no")
    return {row.household_no: row.submission for row in rows}


def test_a_commit_brings_its_warnings_along(database: Database) -> None:
    commit(database, incomes({"1": 100, "2": 100}, period="2023Q1"), derive=fallen)
    assert on_list(database) == {}
    first = commit(database, incomes({"1": 90, "2": 110}), derive=fallen)
    assert on_list(database) == {"1": first.submission}


def test_a_correction_takes_households_off_and_on(database: Database) -> None:
    commit(database, incomes({"1": 100, "2": 100, "3": 100}, period="2023Q1"), derive=fallen)
    other = commit(database, incomes({"8": 1}, town=TOWN_B, period="2023Q1"), derive=fallen)
    neighbour = commit(database, incomes({"8": 0}, town=TOWN_B), derive=fallen)
    first = commit(database, incomes({"1": 90, "2": 110, "3": 1}), derive=fallen)
    assert on_list(database) == {"1": first.submission, "3": first.submission, "8": neighbour.submission}
    second = commit(database, incomes({"1": 101, "2": 99}, compared_with=first.submission), derive=fallen)
    assert on_list(database) == {"2": second.submission, "8": neighbour.submission}
    withdraw(database, second.submission, by="李四", reason="填错", derive=fallen)
    assert on_list(database) == {"1": first.submission, "3": first.submission, "8": neighbour.submission}
    withdraw(database, other.submission, by="李四", reason="填错", derive=fallen)
    assert on_list(database) == {"1": first.submission, "3": first.submission}


def test_a_base_that_changes_later_changes_the_list(database: Database) -> None:
    second = commit(database, incomes({"1": 90, "2": 90}), derive=fallen)
    assert on_list(database) == {}
    commit(database, incomes({"1": 100, "2": 80}, period="2023Q1"), derive=fallen)
    assert on_list(database) == {"1": second.submission}


def test_the_state_shows_the_new_version_in_place_of_the_old(database: Database) -> None:
    first = commit(database, incomes({"1": 100, "2": 200}))
    commit(database, incomes({"3": 300}, town=TOWN_B))
    commit(database, incomes({"1": 50, "9": 900}, period="2023Q1"))
    seen: dict[str, Any] = {}

    def look(state: PreviewedState) -> None:
        columns = ["household_no", "net"]
        seen["what"] = (state.root, state.sheet, state.period, list(state.periods(HOUSEHOLD_SHEET)), state.touched())
        seen["all"] = state.frame(HOUSEHOLD_SHEET, periods=["2023Q2"], columns=columns)
        seen["touched"] = state.frame(HOUSEHOLD_SHEET, periods=["2023Q1", "2023Q2"], columns=columns, touched_only=True)

    second = commit(database, incomes({"1": 101, "4": 400}, compared_with=first.submission), derive=look)
    assert seen["what"] == (ROOT, HOUSEHOLD_SHEET, "2023Q2", ["2023Q1", "2023Q2"], frozenset({"1", "2", "4"}))
    whole = seen["all"].set_index("household_no")
    assert whole["net"].to_dict() == {"1": 101_000_000, "3": 300_000_000, "4": 400_000_000}
    assert whole["reporter"].to_dict() == {"1": TOWN_A, "3": TOWN_B, "4": TOWN_A}
    assert set(whole.loc[["1", "4"], "submission"]) == {second.submission}
    touched = seen["touched"]
    assert sorted(zip(touched["period"], touched["household_no"], strict=True)) == [
        ("2023Q1", "1"), ("2023Q2", "1"), ("2023Q2", "4"),
    ]  # fmt: skip
    assert list(touched.dtypes.astype(str)) == ["int64", "str", "str", "int64", "str", "Int64"]


def test_a_derivation_overtaken_by_another_commit_is_made_again(database: Database) -> None:
    commit(database, incomes({"1": 100}, period="2023Q1"))
    calls: list[int] = []

    def overtaken(state: PreviewedState) -> Derived | None:
        derived = fallen(state)
        calls.append(1)
        if len(calls) == 1:
            commit(database, incomes({"5": 5}, town=TOWN_B))
        return derived

    last = commit(database, incomes({"1": 90}), derive=overtaken)
    assert len(calls) == 2
    assert on_list(database) == {"1": last.submission}


def test_a_commit_that_is_always_overtaken_still_comes_through(database: Database) -> None:
    calls: list[int] = []

    def overtaken(_: PreviewedState) -> Derived | None:
        calls.append(1)
        if len(calls) <= 3:
            commit(database, incomes({"5": 5}, town=TOWN_B, period=f"202{len(calls)}Q1"))
        return None

    assert commit(database, incomes({"1": 90}), derive=overtaken).version == 1
    assert len(calls) == 4


def test_a_rebuild_makes_the_same_list(database: Database) -> None:
    commit(database, incomes({"1": 100, "2": 100}, period="2023Q1"))
    second = commit(database, incomes({"1": 90, "2": 110}))
    assert on_list(database) == {}
    rebuild(database, ROOT, fallen)
    assert on_list(database) == {"1": second.submission}


def test_the_state_of_an_earlier_moment(database: Database) -> None:
    first = commit(database, incomes({"1": 100}), now=at(10))
    commit(database, incomes({"1": 90}, compared_with=first.submission), now=at(20))
    past = StoredState(database, EVERYTHING, ROOT, as_of=at(15))
    assert past.frame(HOUSEHOLD_SHEET, periods=["2023Q2"], columns=["net"])["net"].tolist() == [100_000_000]
    assert past.touched() == frozenset()
    nothing = StoredState(database, EVERYTHING, ROOT, as_of=at(9)).frame(HOUSEHOLD_SHEET, periods=["2023Q2"], columns=["net"])
    assert isinstance(nothing, pd.DataFrame)
    assert nothing.empty


def test_few_touched_households_among_many_are_looked_up(database: Database) -> None:
    commit(database, incomes({str(number): number for number in range(100, 400)}, town=TOWN_B))
    commit(database, incomes({"1": 10, "350": 3}, period="2023Q1"))
    seen: list[pd.DataFrame] = []

    def look(state: PreviewedState) -> None:
        columns = ["household_no", "net"]
        seen.append(state.frame(HOUSEHOLD_SHEET, periods=["2023Q1", "2023Q2"], columns=columns, touched_only=True))

    commit(database, incomes({"1": 11, "2": 12}), derive=look)
    found = seen[0]
    assert sorted(zip(found["period"], found["household_no"], found["net"].tolist(), strict=True)) == [
        ("2023Q1", "1", 10_000_000), ("2023Q2", "1", 11_000_000), ("2023Q2", "2", 12_000_000),
    ]  # fmt: skip


def test_rows_at_hand_are_those_that_would_be_read_back(database: Database) -> None:
    commit(database, incomes({"1": 50, "9": 900}, period="2023Q1"))
    coming = incomes({"1": 11, "2": 12})
    blank = {"region": VILLAGE_A, "household_no": None, "net": None}
    rows = rows_of(HOUSEHOLDS, [blank, {"region": None, "household_no": "3", "net": 5}])
    seen: list[tuple[pd.DataFrame, ...]] = []

    def look(state: PreviewedState) -> None:
        assert isinstance(state, StoredState)
        assert state.switch is not None
        assert state.switch.rows is not None
        read_back = replace(state, switch=replace(state.switch, rows=None))
        asked: dict[str, Any] = {"periods": ["2023Q1", "2023Q2"], "columns": ["household_no", "region", "net"]}
        for only in (True, False):
            seen.append(tuple(one.frame(HOUSEHOLD_SHEET, **asked, touched_only=only) for one in (state, read_back)))
        assert state.touched() == read_back.touched()

    commit(database, replace(coming, rows=rows), derive=look)
    assert len(seen[1][0]) == 4
    for at_hand, read_back in seen:
        pd.testing.assert_frame_equal(at_hand, read_back)

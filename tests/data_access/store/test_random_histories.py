"""Random histories of reports, corrections, repeated files and withdrawals, with a clock that also goes back: whatever is
asked, as of whatever moment, the database answers like a diary that is read again from its first page.

``DASHBOARD_HISTORIES=500 pytest --timeout 0 tests/data_access/store/test_random_histories.py`` plays so many on each engine,
and looks for the shortest one that goes wrong.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from data_access.store import (
    HOUSEHOLD_SHEET,
    first_replaced,
    in_force,
    last_change,
    submissions,
    switch_days,
    warning_rows,
)
from data_access.store.schema import METADATA, pack_state, region, state_revision
from data_access.store.verifying import check_list, inspection
from metrics.catalogue import load_catalogue
from metrics.evaluation import evaluate
from services.evidence import StoredEvidence
from services.initialising import initialise_database
from services.status import report_states, status_json
from services.warning_list import warning_page
from services.warning_lists import warning_lists
from services.workspace import Workspace, open_workspace, territory
from tests.data_access.rules.build import ROOT
from tests.data_access.store.played import BEGINNINGS, KINDS, MONTHS, QUARTERS, STEPS, Play, Step, number_of
from tests.data_access.store.remembered import TICK, Diary, Report
from tests.data_access.store.reports import EVERYTHING

ASKED_FOR = os.environ.get("DASHBOARD_HISTORIES")
PLAYED = int(ASKED_FOR or 6)
# a history is read as it is in every run: looking for a shorter one takes minutes
PHASES = tuple(Phase) if ASKED_FOR else (Phase.generate,)
EXPECTED = 7  # townships of the county
# (which switch of the history, how far from it)
QUESTIONS = st.lists(st.tuples(st.integers(0, 99), st.sampled_from([-TICK, timedelta(0), TICK])), min_size=1, max_size=3)


def agrees(play: Play, as_of: datetime | None) -> None:
    """Everything that can be asked as of a moment."""
    versions_agree(play, as_of)
    changes_agree(play, as_of)
    evidence = StoredEvidence(play.workspace.at(as_of), play.workspace.packs[0])
    for month in (*MONTHS, "2023-06", "2024-01"):
        figures_agree(play, evidence, "employment.transfer_total", "employment", month, as_of)
    for quarter in QUARTERS:
        figures_agree(play, evidence, "income.households", HOUSEHOLD_SHEET, quarter, as_of)
    for kind, periods in KINDS:
        for period in periods:
            states_agree(play, kind, period, as_of or play.clock)
    for quarter in QUARTERS:
        page = warning_page(play.workspace, period=quarter, as_of=as_of)
        assert {row.household_no: row.submission for row in page.rows} == due_on_list(play.diary, quarter, as_of)


def versions_agree(play: Play, as_of: datetime | None) -> None:
    database, known = play.workspace.database, play.diary.known(as_of)
    told = submissions(database, EVERYTHING, as_of=as_of)
    assert {one.submission: (one.state, one.from_at, one.to_at) for one in told} == known
    for kind, _ in KINDS:
        standing = in_force(database, EVERYTHING, root=ROOT, sheet=kind, as_of=as_of)
        tops = play.diary.tops(as_of).items()
        found = {Report(one.sheet, one.reporter, one.period): (one.submission, one.version) for one in standing}
        assert found == {report: (top.submission, top.number) for report, top in tops if report.sheet == kind}


def changes_agree(play: Play, as_of: datetime | None) -> None:
    moments = [event.moment for event in play.diary.until(as_of)]
    assert last_change(play.workspace.database, EVERYTHING, root=ROOT, as_of=as_of) == max(moments, default=None)


def figures_agree(play: Play, evidence: StoredEvidence, indicator: str, kind: str, period: str, as_of: datetime | None) -> None:
    """The county's figure and each township's, with who reported and for whom an earlier month stands in."""
    answering = play.diary.answering(kind, period, as_of, carry=kind == "employment")
    asked = {"period": period, "region": ROOT, "by_child": True, "indicators": {indicator}}
    places = territory(play.workspace.tree)
    results = evaluate(play.workspace.packs[0], load_catalogue(), evidence, places, **asked)  # type: ignore[arg-type]
    assert len(results) == 1 + EXPECTED
    for figure in (result.figure for result in results):
        reported, carried = (
            [one for who, one in part.items() if figure.region in (ROOT, who)]
            for part in (answering.reported, answering.carried)
        )
        cells = [cell for one in (*reported, *carried) for cell in one.content]
        due = Fraction(sum(amount for _, amount in cells) if kind == "employment" else len(cells)) if cells else None
        told = (figure.value, figure.reported, figure.carried_forward, figure.expected)
        assert told == (due, len(reported), len(carried), EXPECTED if figure.region == ROOT else 1), figure


def states_agree(play: Play, kind: str, period: str, at: datetime) -> None:
    """On time is whose first version was received by the due moment, as long as some version is in force."""
    told = [state for state in report_states(play.workspace, period=period, as_of=at) if state.sheet == kind]
    found = {line.reporter: (line.state, line.submission, line.first_valid_at) for line in told}
    due = told[0].due_at
    assert found == {line.reporter: due_state(play.diary, Report(kind, line.reporter, period), due, at) for line in told}
    counts = status_json(period, at, told)["counts"]
    states = Counter(state for state, _, _ in found.values())
    assert {name: count for name, count in counts.items() if count} == {"expected": EXPECTED, **states}


def due_state(diary: Diary, report: Report, due: datetime, at: datetime) -> tuple[str, int | None, datetime | None]:
    top = diary.tops(at).get(report)
    if top is None:
        return ("missing" if at > due else "not_due", None, None)
    first = diary.versions(report, at)[0].received_at
    return ("on_time" if first <= due else "late", top.submission, first)


def due_on_list(diary: Diary, quarter: str, as_of: datetime | None) -> dict[str, int]:
    """Who has nobody at work, or less income than in the same quarter of the year before."""
    year_ago = f"{int(quarter[:4]) - 1}{quarter[4:]}"
    before = diary.answering(HOUSEHOLD_SHEET, year_ago, as_of, carry=False).reported
    listed: dict[str, int] = {}
    for town, version in diary.answering(HOUSEHOLD_SHEET, quarter, as_of, carry=False).reported.items():
        base = dict(before[town].content) if town in before else {}
        for one, amount in version.content:
            if amount == 0 or amount < base.get(one, 0):
                listed[number_of(town, one)] = version.submission
    return listed


def listed_agrees(play: Play) -> None:
    """The stored lists, which every commit and withdrawal changes a little."""
    for quarter in QUARTERS:
        rows = warning_rows(play.workspace.database, EVERYTHING, pack=play.workspace.packs[0].id, period=quarter)
        assert {row.household_no: row.submission for row in rows} == due_on_list(play.diary, quarter, None)


def switches_agree(play: Play) -> None:
    database, diary = play.workspace.database, play.diary
    days = sorted({event.moment.date() for event in diary.events}, reverse=True)
    assert switch_days(database, EVERYTHING, root=ROOT, limit=99) == days
    for period in (*MONTHS, *QUARTERS):
        ended = {
            event.moment for event in diary.events if event.version.report.period == period and diary.ends_something(event)
        }
        assert first_replaced(database, EVERYTHING, root=ROOT, period=period) == min(ended, default=None)


def holds_together(workspace: Workspace) -> None:
    """What ``verify`` asks, without reading files again: there are none."""
    with inspection(workspace.database) as state:
        assert state.is_readable()
        state.check_tables()
        for sha256 in state.files():
            assert state.content(sha256) is not None
        assert state.leftovers() == 0
    for one in warning_lists(workspace.database, workspace.packs):
        check_list(workspace.database, one.root, one.pack, one.period, one.make, state.findings)
    assert not state.findings.counts


@pytest.fixture
def new_county(database_url: str) -> Iterator[Callable[[], Workspace]]:
    """Empties the same database each time: making one takes longer than a whole history."""
    initialise_database(database_url, ["mouding-2023"])
    workspace = open_workspace(database_url)
    yield lambda: emptied(workspace)
    workspace.database.close()


def emptied(workspace: Workspace) -> Workspace:
    """The same county before its first report; the revision goes on, for answers are kept under it."""
    kept = {region, pack_state, state_revision}
    with workspace.database.exclusive() as connection:
        for table in workspace.database.facts.values():
            connection.execute(delete(table))
        for table in reversed(METADATA.sorted_tables):
            if table not in kept:
                connection.execute(delete(table))
    return workspace


@settings(
    max_examples=PLAYED, phases=PHASES, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
@given(begins=st.sampled_from(BEGINNINGS), steps=st.lists(STEPS, min_size=8, max_size=25), questions=QUESTIONS)
def test_any_history_is_answered_like_a_diary(
    new_county: Callable[[], Workspace], begins: datetime, steps: list[Step], questions: list[tuple[int, timedelta]]
) -> None:
    play = Play(new_county(), begins)
    for step in steps:
        play.does(step)
        listed_agrees(play)
        versions_agree(play, None)
    agrees(play, None)
    switches_agree(play)
    moments = [event.moment for event in play.diary.events]
    for which, apart in questions if moments else ():
        agrees(play, moments[which % len(moments)] + apart)
    for moment in moments:
        versions_agree(play, moment)
    holds_together(play.workspace)

"""An answer as of a moment is the answer that was given at that moment, whatever was corrected or withdrawn since."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from data_access.reading.grid import WorkbookFile
from data_access.store import HOUSEHOLD_SHEET, Scope
from services.clock import now
from services.household_card import ask_household
from services.intake import import_files
from services.questions import ask, results_json
from services.status import report_states, status_json
from services.versions import list_versions, versions_json
from services.views.answering import ask_collective, due_periods, known_periods
from services.views.asking_consumption import ask_consumption
from services.views.asking_employment import ask_employment
from services.views.asking_history import HistoryFilter, ask_history, list_history
from services.views.asking_history import with_refused as history_with_refused
from services.views.asking_income import ask_income
from services.views.asking_industry import ask_industry
from services.views.asking_mine import ask_mine, own_page, with_refused
from services.views.asking_overview import ask_overview
from services.views.asking_progress import ask_progress
from services.views.asking_projects import ask_projects
from services.views.asking_tasks import ask_tasks
from services.views.asking_warning_analysis import ask_warning_analysis
from services.views.asking_warnings import ORDERS, ask_listing, ask_standing
from services.warning_list import ListFilter, page_json, warning_page
from services.workspace import Workspace, open_workspace
from tests.services.history import CONSENT, corrected, record, taken_back

COUNTY, TOWNSHIP = "532323000000", "532323101000"
MONTHLY = (
    ask_overview, ask_employment, ask_industry, ask_consumption, ask_collective, ask_tasks, ask_projects, ask_progress,
)  # fmt: skip
QUARTERLY = (ask_income, ask_standing, ask_warning_analysis, ask_progress)
Answers = dict[str, Any]


def pages(workspace: Workspace) -> Answers:
    """What every page shows of a month and a quarter, of the county and of one township."""
    pack = workspace.packs[0]
    found: Answers = {}
    for region in (COUNTY, TOWNSHIP):
        for period, asks in (("2023-06", MONTHLY), ("2023-05", MONTHLY), ("2023Q2", QUARTERLY)):
            found |= {f"{asked.__name__} {region} {period}": asked(workspace, pack, period, region) for asked in asks}
    found |= reporting(workspace)
    for order in ORDERS:
        found |= listing(workspace, order)
    return found


def reporting(workspace: Workspace) -> Answers:
    """我的报送 and 上报记录, with what was refused, and the periods to choose from."""
    pack = workspace.packs[0]
    standing = with_refused(workspace, pack, ask_mine(workspace, pack, "2023-06", COUNTY))
    history = history_with_refused(workspace, pack, ask_history(workspace, pack, "", ""))
    return {
        "mine": replace(standing, as_of=None),
        "own": own_page(standing, "2023-06", "共和镇"),
        "history": list_history(history, HistoryFilter(), 1),
        "known": known_periods(workspace, pack, ("month", "quarter")),
        "due": due_periods(workspace, pack),
    }


def listing(workspace: Workspace, order: str) -> Answers:
    """The list of the quarter in one of its orders, and the card of its first household."""
    pack = workspace.packs[0]
    asked = (workspace, pack, "2023Q2", COUNTY, ListFilter())
    standing = ask_standing(workspace, pack, "2023Q2", COUNTY)
    found = ask_listing(*asked, order=order, page=1, standing=standing)
    cards = [ask_household(workspace, pack, "2023Q2", entry.row, entry.people) for entry in found.listed[:3]]
    return {f"listing {order}": found, f"cards {order}": cards}


def commands(workspace: Workspace, as_of: datetime | None) -> Answers:
    """The documents of the commands that answer questions."""
    states = report_states(workspace, period="2023-06", as_of=as_of)
    filtered = ListFilter(household_no="5323", min_drop_percent=10)
    return {
        "submissions": versions_json(list_versions(workspace, as_of=as_of)),
        "status": status_json("2023-06", as_of, states)["rows"],
        "counts": status_json("2023-06", as_of, states)["counts"],
        "indicators": results_json(ask(workspace, period="2023-06", as_of=as_of, by_child=True)),
        "quarter": results_json(ask(workspace, period="2023Q2", as_of=as_of, region=TOWNSHIP)),
        "warnings": page_json(warning_page(workspace, period="2023Q2", as_of=as_of)),
        "filtered": page_json(warning_page(workspace, period="2023Q2", as_of=as_of, filters=filtered, region=TOWNSHIP)),
    }


def moved_on(workspace: Workspace) -> None:
    """Something of every sheet changes: corrected, taken back in this period and in its bases; something is refused."""
    corrected(workspace, record(workspace, "employment", "2023-06"), "labour_force", 7)
    for sheet, plan in workspace.packs[0].sheets.items():
        periods = ("2023-06", "2023-05") if sheet != HOUSEHOLD_SHEET else ("2023Q2", "2022Q2")
        for period in periods:
            taken_back(workspace, record(workspace, sheet, period, "" if plan.reporters else TOWNSHIP))
    import_files(workspace, [WorkbookFile(name="共和镇2023年6月就业.xlsx", content=b"no workbook")], CONSENT)


@pytest.fixture
def county(sample_url: str) -> Iterator[Workspace]:
    """The sample county, which may be changed."""
    workspace = open_workspace(sample_url)
    yield workspace
    workspace.database.close()


def test_every_page_and_command_answers_as_it_did(county: Workspace) -> None:
    shown, printed, then = pages(county), commands(county, None), now()
    moved_on(county)
    changed, earlier = pages(county), pages(county.at(then))
    untouched = {name for name in shown if changed[name] == shown[name] and not name.startswith("cards")}
    assert untouched == {"known", "due"}, "where nothing has changed nothing can leak"
    assert [name for name in shown if earlier[name] != shown[name]] == []
    after = commands(county, None)
    assert all(after[name] != printed[name] for name in printed), "nothing changed there"
    assert commands(county, then) == printed
    assert commands(county.at(then), None) == printed


def test_what_is_due_is_judged_at_the_moment_asked_for(county: Workspace) -> None:
    pack = county.packs[0]
    due = datetime.fromisoformat("2023-06-26T00:00+08:00")
    before = ask_progress(county.at(due), pack, "2023-06", COUNTY).page
    after = ask_progress(county.at(due + timedelta(microseconds=1)), pack, "2023-06", COUNTY).page
    # nothing of the sample was stored by then: at 24:00 nothing is missing yet, a moment later everything is
    assert "未报" not in "".join(clause.text for clause in before.headline)
    assert "未报" in "".join(clause.text for clause in after.headline)
    assert known_periods(county.at(due), pack, ("month",)) == ()
    assert "2023-06" in due_periods(county.at(due), pack)
    assert "2023-07" not in due_periods(county.at(due), pack)


def test_a_caller_of_one_township_sees_its_part_of_an_earlier_list(county: Workspace) -> None:
    own = replace(county, scope=Scope.of(TOWNSHIP))
    shown, then = page_json(warning_page(own, period="2023Q2")), now()
    assert 0 < shown["total"] < warning_page(county, period="2023Q2", limit=0).total
    taken_back(county, record(county, HOUSEHOLD_SHEET, "2023Q2", TOWNSHIP))
    assert warning_page(own, period="2023Q2").total == 0
    assert page_json(warning_page(own.at(then), period="2023Q2")) == shown

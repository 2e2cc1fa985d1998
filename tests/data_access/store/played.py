"""Plays a history of reports to a database, as uploads and withdrawals do, and keeps the diary of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial

import pytest
from hypothesis import strategies as st

from data_access.errors import CalledWrongly, StaleVersion
from data_access.rules.matching import is_unchanged
from data_access.store import HOUSEHOLD_SHEET, StoredEarlierReports, commit, revision, withdraw
from data_access.typed_rows import TypedRows
from services.derivation import derivation
from services.workspace import Workspace
from tests.data_access.rules.build import GONGHE, ROOT, XINQIAO, employment, household, sheet, typed, village
from tests.data_access.store import reports
from tests.data_access.store.remembered import TICK, Content, Diary, Report, Version
from tests.data_access.store.reports import EVERYTHING

TOWNSHIPS = (GONGHE, XINQIAO)
MONTHS, QUARTERS = ("2023-04", "2023-05"), ("2022Q2", "2023Q2")
KINDS = (("employment", MONTHS), (HOUSEHOLD_SHEET, QUARTERS))
REPORTS = [Report(kind, town, period) for kind, periods in KINDS for period in periods for town in TOWNSHIPS]
# two days before May's report is due, on the evening of that day, and just before its midnight
BEGINNINGS = [reports.at(23), reports.at(25, 23), reports.at(26, 0) - TICK]
PAUSES = [timedelta(0), TICK, timedelta(minutes=40), timedelta(days=1), timedelta(days=9), -timedelta(days=2)]
RICH = 4_000_000  # far over every line

CONTENTS = st.dictionaries(st.integers(1, 3), st.integers(0, 2), min_size=1).map(lambda cells: tuple(sorted(cells.items())))


@dataclass(frozen=True, kw_only=True)
class Step:
    """Something that somebody does ``pause`` after the step before; ``late``: so long ago the paper was received."""

    act: str
    report: Report
    content: Content
    pause: timedelta
    late: timedelta | None


STEPS = st.builds(
    Step,
    act=st.sampled_from(
        ["hand_in"] * 5 + ["take_back"] * 3 + ["hand_in_again", "hand_in_for_all", "overtaken", "take_back_another"]
    ),
    report=st.sampled_from(REPORTS),
    content=CONTENTS,
    pause=st.sampled_from(PAUSES),
    late=st.sampled_from([None, None, timedelta(0), timedelta(days=3)]),
)


@dataclass
class Play:
    """A database and the diary of what is done to it."""

    workspace: Workspace
    clock: datetime
    diary: Diary = field(default_factory=Diary)

    def does(self, step: Step) -> None:
        self.clock += step.pause
        before = len(self.diary.events), revision(self.workspace.database, ROOT)
        getattr(self, f"_{step.act}")(step)
        after = len(self.diary.events), revision(self.workspace.database, ROOT)
        assert after[0] - before[0] == after[1] - before[1], "the revision counts what changes, nothing else"

    def _hand_in(self, step: Step) -> None:
        """As an upload does: compared with the report in force, and stored unless it says nothing new."""
        report, stands = step.report, self.diary.tops().get(step.report)
        earlier = StoredEarlierReports(self.workspace.database, EVERYTHING).in_force(ROOT, *report)
        assert (earlier.submission if earlier else None) == (stands.submission if stands else None)
        rows = rows_of(report, step.content)
        if earlier is not None and stands is not None:
            unchanged = is_unchanged(rows, earlier.rows)
            assert unchanged == (step.content == stands.content)
            if unchanged:
                return
        self._store(step, rows, stands)

    def _store(self, step: Step, rows: TypedRows, stands: Version | None) -> None:
        received = None if step.late is None else self.clock - step.late
        handed = handed_in(step, rows, stands.submission if stands else None, received)
        newest = self.diary.newest_receipt(step.report)
        act = partial(commit, self.workspace.database, handed, derive=derivation(self.workspace.packs_now), now=self.clock)
        if received is not None and newest is not None and received < newest:
            with pytest.raises(CalledWrongly):
                act()
            return
        stored = act()
        version, moment = self.diary.comes(step.report, step.content, stored.submission, self.clock, received)
        assert (stored.version, stored.accepted_at, stored.received_at) == (version.number, moment, version.received_at)

    def _hand_in_for_all(self, step: Step) -> None:
        """A department's file for all townships is divided: each part is stored, or says nothing new, by itself."""
        for town in TOWNSHIPS:
            self._hand_in(replace(step, report=step.report._replace(reporter=town)))

    def _hand_in_again(self, step: Step) -> None:
        """The file of the newest version once more: no news, unless it was taken back."""
        versions = self.diary.versions(step.report)
        self._hand_in(replace(step, content=versions[-1].content) if versions else step)

    def _overtaken(self, step: Step) -> None:
        """Somebody confirms what he compared with another version."""
        stands, versions = self.diary.tops().get(step.report), self.diary.versions(step.report)
        others = [version.submission for version in versions if version != stands] + ([None] if stands else [999_999])
        for other in others:
            with pytest.raises(StaleVersion):
                commit(self.workspace.database, handed_in(step, rows_of(step.report, step.content), other, None))

    def _take_back(self, step: Step) -> None:
        stands = self.diary.tops().get(step.report)
        if stands is None:
            return
        act = partial(withdraw, by="李四", reason="填错", derive=derivation(self.workspace.packs_now), now=self.clock)
        back = act(self.workspace.database, stands.submission)
        self.diary.is_taken_back(step.report, self.clock)
        below = self.diary.tops().get(step.report)
        assert back == (below.submission if below else None)

    def _take_back_another(self, step: Step) -> None:
        """Only the version in force can be taken back."""
        stands = self.diary.tops().get(step.report)
        for version in self.diary.versions(step.report):
            if version != stands:
                with pytest.raises(CalledWrongly):
                    withdraw(self.workspace.database, version.submission, by="李四", reason="填错")


def rows_of(report: Report, content: Content) -> TypedRows:
    """The amount is a village's people at work elsewhere, or a household's wage beyond the plain one; without a wage beyond
    it the household has nobody at work."""
    declaration = sheet(report.sheet)
    if report.sheet == "employment":
        town = report.reporter
        return typed(declaration, [employment(region=village(n, town), transfer_total=amount) for n, amount in content])
    rows = [
        household(
            household_no=number_of(report.reporter, n), region=village(n, report.reporter), labourers=2, employed=min(amount, 1),
            wage=RICH + 400 * amount, net=RICH + 400 * amount, net_per_capita=RICH // 4 + 100 * amount,
        )
        for n, amount in content
    ]  # fmt: skip
    return typed(declaration, rows)


def number_of(town: str, household_of_town: int) -> str:
    return f"{town[:9]}{household_of_town:07d}"


def handed_in(step: Step, rows: TypedRows, compared_with: int | None, received_at: datetime | None) -> reports.Proposal:
    """What is confirmed; the same content is the same file, whoever handed it in."""
    plain = reports.proposal([], compared_with=compared_with, received_at=received_at, content=repr(step.content).encode())
    report = step.report
    return replace(plain, sheet=report.sheet, reporter=report.reporter, period=report.period, rows=rows, warnings={})

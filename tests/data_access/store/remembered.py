"""What a database of reports must answer, kept in the plainest way: a diary of what happened, read again from its first
page for every question. A report is a pile of versions: one that comes lies on top, one that is taken back is lifted off.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

TICK = timedelta(microseconds=1)
Content = tuple[tuple[int, int], ...]  # (which village or household, its amount), each of them once, in order


class Report(NamedTuple):
    sheet: str
    reporter: str
    period: str


@dataclass(frozen=True, kw_only=True)
class Version:
    """One version of a report; ``submission`` is the number that the database gave it."""

    submission: int
    report: Report
    number: int
    content: Content
    received_at: datetime


@dataclass(frozen=True, kw_only=True)
class Event:
    """A version comes, or is taken back."""

    moment: datetime
    version: Version
    taken_back: bool = False


class Known(NamedTuple):
    """What is known of a version: its state, and its latest time in force (``until`` None: it still is)."""

    state: str
    since: datetime
    until: datetime | None


@dataclass
class Diary:
    """Everything that happened, in order."""

    events: list[Event] = field(default_factory=list[Event])

    def moment_of(self, report: Report, clock: datetime) -> datetime:
        """When something done now counts: never before what was done already, and after the report's own last change."""
        own = [event.moment + TICK for event in self.events if event.version.report == report]
        return max([clock, *own, *(event.moment for event in self.events)])

    def newest_receipt(self, report: Report) -> datetime | None:
        return max((version.received_at for version in self.versions(report)), default=None)

    def comes(
        self, report: Report, content: Content, submission: int, clock: datetime, received_at: datetime | None
    ) -> tuple[Version, datetime]:
        """Writes a new version down; returns it and its moment."""
        moment = self.moment_of(report, clock)
        receipt = received_at or max(clock, self.newest_receipt(report) or clock)
        number = 1 + len(self.versions(report))
        version = Version(submission=submission, report=report, number=number, content=content, received_at=receipt)
        self.events.append(Event(moment=moment, version=version))
        return version, moment

    def is_taken_back(self, report: Report, clock: datetime) -> None:
        """Writes down that the version on top was withdrawn."""
        moment = self.moment_of(report, clock)
        self.events.append(Event(moment=moment, version=self.tops()[report], taken_back=True))

    def until(self, as_of: datetime | None) -> list[Event]:
        return [event for event in self.events if as_of is None or event.moment <= as_of]

    def versions(self, report: Report, as_of: datetime | None = None) -> list[Version]:
        """Every version of a report that had come, oldest first."""
        return [event.version for event in self.until(as_of) if event.version.report == report and not event.taken_back]

    def tops(self, as_of: datetime | None = None) -> dict[Report, Version]:
        """What was in force: the top of each pile."""
        pages = [tops for _, tops in self._pages(as_of)]
        return pages[-1] if pages else {}

    def _pages(self, as_of: datetime | None) -> Iterator[tuple[datetime, dict[Report, Version]]]:
        """The tops of the piles after each event."""
        piles: dict[Report, list[Version]] = {}
        for event in self.until(as_of):
            pile = piles.setdefault(event.version.report, [])
            if event.taken_back:
                assert pile.pop() == event.version
            else:
                pile.append(event.version)
            yield event.moment, {report: versions[-1] for report, versions in piles.items() if versions}

    def ends_something(self, event: Event) -> bool:
        """Whether a version was in force until this event: taken back, or another one laid on it."""
        return event.taken_back or event.version.report in self.tops(event.moment - TICK)

    def known(self, as_of: datetime | None = None) -> dict[int, Known]:
        """Every version that had come, by its number in the database."""
        since: dict[int, datetime] = {}
        until: dict[int, datetime | None] = {}
        on_top: set[int] = set()
        for moment, tops in self._pages(as_of):
            now = {version.submission for version in tops.values()}
            for submission in now - on_top:
                since[submission], until[submission] = moment, None
            until |= dict.fromkeys(on_top - now, moment)
            on_top = now
        gone = {event.version.submission for event in self.until(as_of) if event.taken_back}
        return {
            submission: Known(
                "withdrawn" if submission in gone else "in_force" if submission in on_top else "superseded",
                began,
                until[submission],
            )
            for submission, began in since.items()
        }

    def answering(self, sheet: str, period: str, as_of: datetime | None, *, carry: bool) -> Answering:
        """The versions that answer for a period, by reporter; months before it in the same year stand in."""
        tops = sorted(self.tops(as_of).items(), key=lambda entry: entry[0].period)
        own = {report.reporter: version for report, version in tops if (report.sheet, report.period) == (sheet, period)}
        earlier = {
            report.reporter: version
            for report, version in tops
            if carry and report.sheet == sheet and f"{period[:4]}-01" <= report.period < period
        }
        return Answering(own, {who: version for who, version in earlier.items() if who not in own})


class Answering(NamedTuple):
    reported: Mapping[str, Version]
    carried: Mapping[str, Version]

    @property
    def contents(self) -> list[Content]:
        return [version.content for version in (*self.reported.values(), *self.carried.values())]

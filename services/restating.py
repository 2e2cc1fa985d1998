"""重述: figures whose value changed between two moments, and the versions of the reports that changed them.

A figure that only came to be by a first report is none: nothing that had been shown has changed. One that changed because
a report came in first after the earlier moment is 补报, told apart from corrections and withdrawals.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Literal

from data_access.changes import Changes
from data_access.store import (
    HOUSEHOLD_SHEET,
    SubmissionRecord,
    first_replaced,
    in_force,
    submission_record,
    switched_between,
)
from metrics.calendar import due_at
from metrics.catalogue import TASK_TEMPLATE, Indicator, load_catalogue
from metrics.coverage import sheet_reporters
from metrics.evaluation import evaluate
from metrics.evidence import ReportState, SheetShape, Snapshot
from metrics.measuring.question import Question
from metrics.packs import Pack
from metrics.periods import Period
from metrics.results import Result
from metrics.targets.measured import figure_of, measured
from services.evidence import StoredEvidence
from services.versions import changes_since
from services.workspace import Workspace, territory

#: first: a report that was not there before; corrected: another version; withdrawn: taken back, whatever came back for it
CauseKind = Literal["first", "corrected", "withdrawn"]
ReportKey = tuple[str, str, str]  # sheet, reporter, period
TICK = timedelta(microseconds=1)


@dataclass(frozen=True, kw_only=True)
class Cause:
    """A switch that changed a figure. ``version``: the one that came (withdrawn: that went) ``at`` a moment, by whom and why;
    ``back``: the version in force again after a withdrawal, None: none."""

    kind: CauseKind
    sheet: str
    reporter: str
    period: str
    submission: int
    version: int
    by: str
    at: datetime
    reason: str
    back: int | None = None


@dataclass(frozen=True, kw_only=True)
class Restated:
    """One figure of one region: its value at the earlier moment and at the later, None where there is none then."""

    indicator: str
    title: str
    unit: str
    decimals: int
    region: str
    period: str
    old: Fraction
    new: Fraction | None
    causes: tuple[Cause, ...]

    @property
    def corrected(self) -> bool:
        """Whether more than a late first report changed it."""
        return any(cause.kind != "first" for cause in self.causes)


@dataclass(frozen=True, kw_only=True)
class Baseline:
    """The moment that today's figures of a period are compared with; ``due``: it is the period's due moment, else the
    period was reported later and this is the moment before its first correction."""

    at: datetime
    due: bool


def baseline(workspace: Workspace, pack: Pack, period: str) -> Baseline | None:
    """What the figures of a period were first shown as; None: it is not due yet, or nothing of it was ever replaced."""
    asked = Period.parse(period)
    kind = "quarter" if asked.kind == "quarter" else "month"
    if asked.kind == "year":
        return None
    due = due_at(pack.calendar, kind, asked, income_year_starts=pack.income_year_starts).at
    if due >= workspace.moment:
        return None
    database, scope = workspace.database, workspace.scope
    if any(in_force(database, scope, root=pack.root, sheet=sheet, periods=[period], as_of=due) for sheet in pack.sheets):
        return Baseline(at=due, due=True)
    replaced = first_replaced(database, scope, root=pack.root, period=period)
    return Baseline(at=replaced - TICK, due=False) if replaced is not None else None


def restated(
    workspace: Workspace, pack: Pack, period: str, region: str, *, then: datetime, now: datetime | None = None,
    indicators: Collection[str] | None = None, by_child: bool = False,
) -> tuple[Restated, ...]:  # fmt: skip
    """The figures of a region (``by_child``: and its units) that are other at ``now`` (None: today) than ``then``.

    Rates of reporting are left out: reports coming in is what they count."""
    database, scope = workspace.database, workspace.scope
    moved = switched_between(database, scope, root=pack.root, after=then, until=now)
    # a report of a later period is in no figure of this one: most of what came in since is of later periods
    switched = {key for key in moved if _end(key[2]) <= _end(period)}
    wanted = _touched({sheet for sheet, _, _ in switched}, indicators)
    if not wanted:
        return ()
    sides = _Side.of(workspace.at(then), pack, period), _Side.of(workspace.at(now), pack, period)
    before = {(entry.indicator, entry.figure.region): entry for entry in sides[0].results(region, wanted, by_child=by_child)}
    causes = _Causes(workspace, pack, sides, switched)
    found: list[Restated] = []
    for entry in _each(sides[1].results(region, wanted, by_child=by_child)):
        old = before.get((entry.indicator, entry.figure.region))
        if old is not None and old.figure.value is not None and old.figure.value != entry.figure.value:
            found.append(_restated(entry, old.figure.value, causes.of(entry)))
    return tuple(found)


def _end(period: str) -> tuple[int, int]:
    parsed = Period.parse(period)
    return parsed.year, parsed.months_elapsed


def _restated(entry: Result, old: Fraction, causes: tuple[Cause, ...]) -> Restated:
    return Restated(
        indicator=entry.indicator or "", title=entry.title, unit=entry.unit, decimals=entry.decimals, region=entry.figure.region,
        period=entry.figure.period, old=old, new=entry.figure.value, causes=causes,
    )  # fmt: skip


def _each(results: Iterable[Result]) -> Iterator[Result]:
    """One result a figure, however many targets it has."""
    seen: set[tuple[str | None, str]] = set()
    for entry in results:
        key = (entry.indicator, entry.figure.region)
        if key not in seen:
            seen.add(key)
            yield entry


def _touched(sheets: set[str], asked: Collection[str] | None) -> frozenset[str]:
    """The indicators, of those asked for, that rest on a sheet of which something was switched."""
    catalogue = load_catalogue()
    names = {TASK_TEMPLATE if name.startswith("task:") else name for name in asked} if asked is not None else None
    return frozenset(
        key
        for key, indicator in catalogue.indicators.items()
        if (names is None or key in names)
        and not indicator.numerator.submissions
        and sheets & set(catalogue.sheets_of(indicator))
    )


class _Noting:
    """The evidence of one moment, which notes the snapshots that a figure asks for."""

    def __init__(self, evidence: StoredEvidence) -> None:
        self._evidence = evidence
        self.sheets: Mapping[str, SheetShape] = evidence.sheets
        self.asked: set[tuple[str, str, bool]] = set()

    def snapshot(self, sheet: str, period: str, *, carry: bool = True) -> Snapshot:
        self.asked.add((sheet, period, carry))
        return self._evidence.snapshot(sheet, period, carry=carry)

    def periods(self, sheet: str) -> Sequence[str]:
        return self._evidence.periods(sheet)

    def report_states(self, period: str) -> Sequence[ReportState]:
        return self._evidence.report_states(period)


@dataclass(frozen=True, kw_only=True)
class _Side:
    """One of the two moments."""

    workspace: Workspace
    pack: Pack
    period: str
    evidence: StoredEvidence
    _standing: dict[str, dict[ReportKey, SubmissionRecord]] = field(
        default_factory=dict[str, dict[ReportKey, SubmissionRecord]]
    )

    @classmethod
    def of(cls, seen: Workspace, pack: Pack, period: str) -> _Side:
        return cls(workspace=seen, pack=pack, period=period, evidence=StoredEvidence(seen, pack))

    def results(self, region: str, indicators: Collection[str], *, by_child: bool) -> list[Result]:
        return evaluate(
            self.pack, load_catalogue(), self.evidence, territory(self.workspace.tree), period=self.period, region=region,
            by_child=by_child, at=self.workspace.moment, indicators=indicators,
        )  # fmt: skip

    def reports_of(self, name: str, region: str) -> set[ReportKey]:
        """The reports whose rows a figure is made of."""
        noting = _Noting(self.evidence)
        question = Question(
            pack=self.pack, catalogue=load_catalogue(), evidence=noting, territory=territory(self.workspace.tree),
            asked=Period.parse(self.period),
        )  # fmt: skip
        subject = measured(question, name)
        if subject is not None:
            figure_of(question, subject, region)
        found: set[ReportKey] = set()
        for sheet, period, carry in noting.asked:
            chosen = self.evidence.answering(sheet, period, carry=carry)
            both = (*chosen.reported.values(), *chosen.carried.values())
            found |= {(sheet, record.reporter, record.period) for record in both}
        return found

    def version(self, key: ReportKey) -> SubmissionRecord | None:
        """What is in force of a report."""
        sheet = key[0]
        if sheet not in self._standing:
            held = self.evidence.submissions(sheet).values()
            self._standing[sheet] = {(sheet, record.reporter, record.period): record for record in held}
        return self._standing[sheet].get(key)


class _Causes:
    """Finds what changed a figure, each pair of versions compared once."""

    def __init__(self, workspace: Workspace, pack: Pack, sides: tuple[_Side, _Side], switched: set[ReportKey]) -> None:
        self._workspace, self._pack, self._sides, self._switched = workspace, pack, sides, switched
        self._reports: dict[str, set[ReportKey]] = {}
        self._compared: dict[tuple[int, int], Changes | None] = {}

    def of(self, entry: Result) -> tuple[Cause, ...]:
        """The switches of reports that the figure rests on at either moment, in the order in which they came."""
        name = entry.indicator or ""
        indicator = load_catalogue().get(name)
        if indicator is None:
            return ()
        if name not in self._reports:
            both = (side.reports_of(name, self._pack.root) for side in self._sides)
            self._reports[name] = set().union(*both) & self._switched
        keys = self._reports[name]
        own = {key for key in keys if self._meets(key, entry.figure.region)}
        found = [cause for key in own or keys if (cause := self._cause(key, indicator)) is not None]
        return tuple(sorted(found, key=lambda cause: (cause.at, cause.sheet, cause.reporter)))

    def _meets(self, key: ReportKey, region: str) -> bool:
        sheet, reporter, _ = key
        places = (place.code for place in self._workspace.tree.inside(self._pack.root, self._pack.submit_level))
        return sheet_reporters(self._pack, sheet, places).meets(reporter, region)

    def _cause(self, key: ReportKey, indicator: Indicator) -> Cause | None:
        old, new = (side.version(key) for side in self._sides)
        if old is not None and new is not None:
            if old.submission == new.submission or not self._matters(indicator, old, new):
                return None
            return _came(new, "corrected") if new.version > old.version else self._went(old, back=new.version)
        if new is not None:
            return _came(new, "first")
        return self._went(old, back=None) if old is not None else None

    def _matters(self, indicator: Indicator, old: SubmissionRecord, new: SubmissionRecord) -> bool:
        """Whether a field that the figure rests on, or a row, is other; of households every field judges."""
        if old.sheet == HOUSEHOLD_SHEET:
            return True
        pair = (old.submission, new.submission)
        if pair not in self._compared:
            self._compared[pair] = changes_since(self._workspace, new, old)
        changes = self._compared[pair]
        if changes is None or changes.new or changes.removed:
            return True
        fields = {name for sheet, name in load_catalogue().fields_of(indicator) if sheet == old.sheet}
        return not fields or any(cell.field in fields for cell in changes.cells)

    def _went(self, old: SubmissionRecord, *, back: int | None) -> Cause:
        """A withdrawal, by who took it back: the version knows only at the later moment."""
        later = self._sides[1].workspace
        gone = submission_record(later.database, later.scope, old.submission) or old
        return replace(
            _came(gone, "withdrawn"), by=gone.withdrawn_by or gone.by, at=gone.to_at or gone.from_at,
            reason=gone.withdrawn_reason or "", back=back,
        )  # fmt: skip


def _came(record: SubmissionRecord, kind: CauseKind) -> Cause:
    return Cause(
        kind=kind, sheet=record.sheet, reporter=record.reporter, period=record.period, submission=record.submission,
        version=record.version, by=record.by, at=record.from_at, reason=record.reason,
    )  # fmt: skip

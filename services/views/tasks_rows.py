"""What the rows behind a task's figure say beside it: this month, problem, next step, and what has not moved since when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from metrics.evidence import MICRO
from metrics.measuring.question import Basis, Question
from metrics.measuring.tasks import SHEET, TaskRow, answering_rows
from metrics.periods import Period
from services.views import forms

_Key = tuple[str, str, str]
#: what a clerk writes where there is no problem to name
NOTHING = frozenset({"", "无", "无。", "暂无", "暂无。"})


@dataclass(frozen=True, kw_only=True)
class Reported:
    """The report of one task for one region, beside its cumulative figure.

    ``month``: this month's, None where no report of this very month has it. ``target``: the yearly target as the reporters
    write it, added up over their rows, ``target_each`` the one that every row has (both a note, never judged by).
    ``still_since``, ``problem_since``: the earliest month of the year since which the cumulative, or the words of the
    problem, are the same as now; empty where they moved or nothing can be compared."""

    month: Fraction | None = None
    target: Fraction | None = None
    target_each: Fraction | None = None
    problem: str = ""
    next_step: str = ""
    carried: bool = False
    still_since: str = ""
    problem_since: str = ""


@dataclass(frozen=True, kw_only=True)
class _Row:
    """One stored row of a task; numbers as counts of 1e-6 of its unit."""

    cumulative: int | None
    month: int | None
    target: int | None
    problem: str
    next_step: str
    carried: bool


@dataclass(frozen=True)
class TaskReports:
    """Reads the rows of a question's month and of the year's months before it, each month only once."""

    question: Question
    names: Mapping[str, str]
    _months: dict[tuple[str, bool], Mapping[_Key, _Row]] = field(default_factory=dict[tuple[str, bool], Mapping[_Key, _Row]])

    def of(self, code: str, region: str) -> Reported | None:
        """What stands beside a task's figure of a region; None where no row answers."""
        rows = answering_rows(self.question, code, region, Basis(period=self.period))
        known = self._rows(str(self.period), carry=True)
        found = [(row, known[self._key(code, row)]) for row in rows if self._key(code, row) in known]
        if not found:
            return None
        carried = any(row.carried for _, row in found)
        targets = [entry.target for _, entry in found]
        problem = self._words([(row, entry.problem) for row, entry in found])
        return Reported(
            month=_sum([entry.month for _, entry in found if not entry.carried]),
            target=_sum(targets, complete=True), target_each=_sum(targets[:1]) if len(set(targets)) == 1 else None,
            problem=problem, next_step=self._words([(row, entry.next_step) for row, entry in found]), carried=carried,
            still_since="" if carried else self._still_since(code, rows),
            problem_since="" if carried or problem in NOTHING else self._problem_since(code, rows, problem),
        )  # fmt: skip

    @property
    def period(self) -> Period:
        """The month that answers."""
        return self.question.answering(SHEET)

    def _key(self, code: str, row: TaskRow) -> _Key:
        return code, row.reporter, row.region

    def _earlier(self) -> Sequence[str]:
        """The year's months before this one with a report, latest first: cumulative figures begin anew in January."""
        known = self.question.evidence.periods(SHEET)
        return sorted(
            (month for month in known if month[:4] == str(self.period.year) and month < str(self.period)), reverse=True
        )

    def _still_since(self, code: str, rows: Sequence[TaskRow]) -> str:
        """The earliest month of the unbroken run in which the same rows add up to the same."""
        now = sum((row.cumulative for row in rows), Fraction(0))
        since = ""
        for month in self._earlier():
            before = self._same(code, rows, month)
            if before is None:
                continue
            if _sum([row.cumulative for row in before]) != now:
                break
            since = month
        return since

    def _problem_since(self, code: str, rows: Sequence[TaskRow], problem: str) -> str:
        since = ""
        for month in self._earlier():
            before = self._same(code, rows, month)
            if before is None:
                continue
            if self._words([(row, entry.problem) for row, entry in zip(rows, before, strict=True)]) != problem:
                break
            since = month
        return since

    def _same(self, code: str, rows: Sequence[TaskRow], month: str) -> list[_Row] | None:
        """The same reporters' rows for the same places in an earlier month; None unless all of them are there."""
        known = self._rows(month, carry=False)
        keys = [self._key(code, row) for row in rows]
        return [known[key] for key in keys] if all(key in known for key in keys) else None

    def _words(self, entries: Sequence[tuple[TaskRow, str]]) -> str:
        """The words of several places' rows: who says the same is named together, unless all do."""
        places: dict[str, list[str]] = {}
        for row, text in entries:
            if text:
                places.setdefault(text, []).append(self.names.get(row.region, row.region))
        if len(places) == 1 and len(entries) == len(next(iter(places.values()))):
            return next(iter(places))
        return "；".join(f"{forms.names(names, '单位')}：{text}" for text, names in places.items())

    def _rows(self, month: str, *, carry: bool) -> Mapping[_Key, _Row]:
        if (month, carry) not in self._months:
            self._months[month, carry] = self._fetch(Period.parse(month), carry=carry)
        return self._months[month, carry]

    def _fetch(self, month: Period, *, carry: bool) -> Mapping[_Key, _Row]:
        frame = self.question.snapshot(SHEET, month, carry=carry).rows
        if not len(frame):
            return {}
        keys = zip(*(frame[name].astype(object).tolist() for name in ("code", "reporter", "region")), strict=True)
        numbers = [_counts(frame[name].astype(object).tolist()) for name in ("cumulative", "month", "annual_target")]
        texts = [_texts(frame[name].astype(object).tolist()) for name in ("problem", "next_step")]
        rows = zip(keys, *numbers, *texts, frame["carried"].tolist(), strict=True)
        return {
            key: _Row(cumulative=done, month=own, target=goal, problem=problem, next_step=step, carried=bool(taken))
            for key, done, own, goal, problem, step, taken in rows
        }


def _counts(values: Sequence[object]) -> list[int | None]:
    return [value if isinstance(value, int) else None for value in values]


def _texts(values: Sequence[object]) -> list[str]:
    return [value.strip() if isinstance(value, str) else "" for value in values]


def _sum(counts: Sequence[int | None], *, complete: bool = False) -> Fraction | None:
    """The sum of what is filled; None where nothing is or, ``complete``, where something is not."""
    filled = [count for count in counts if count is not None]
    if not filled or (complete and len(filled) < len(counts)):
        return None
    return Fraction(sum(filled), MICRO)

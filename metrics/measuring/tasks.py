"""Key tasks: one figure a task code."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from metrics.measuring.question import Basis, Question
from metrics.measuring.rows import SheetRows, micro
from metrics.packs import Target
from metrics.places import is_inside
from metrics.results import Figure

SHEET = "key_tasks"
ADDITIVE = frozenset(["人", "人次", "户", "个", "家", "亩", "万亩", "元", "万元", "亿元", "份", "次", "起"])


@dataclass(frozen=True, kw_only=True)
class TaskRow:
    """One row of a task: who reported it, for which place, how much so far, and where it stands in which report."""

    reporter: str
    region: str
    unit: str
    name: str
    cumulative: Fraction
    submission: int
    source_row: int


def task_codes(question: Question) -> list[str]:
    """Codes of the pack's task targets, then others that the rows in force name."""
    named = [
        target.indicator[5:] for target in question.pack.targets if target.indicator and target.indicator.startswith("task:")
    ]
    rows = question.rows(SHEET, question.answering(SHEET))
    found = sorted({code for code in rows.text("code") if isinstance(code, str)})
    return list(dict.fromkeys(named + found))


def target_of(question: Question, code: str, year: int) -> Target | None:
    """The pack's target of a task: the one for the year, else any."""
    name = f"task:{code}"
    mine = [target for target in question.pack.targets if target.indicator == name]
    return next((target for target in mine if target.covers(year)), mine[0] if mine else None)


def task_rows(question: Question, code: str, basis: Basis) -> list[TaskRow]:
    """The rows of a code in force with a figure in them, whole root."""
    return _filled(_named(question, code, basis))


def _filled(named: SheetRows) -> list[TaskRow]:
    if not len(named):
        return []
    chosen = named.where(named.known("cumulative"))
    texts = [chosen.text(name) for name in ("reporter", "unit", "name")]
    numbers = [chosen.number(name).tolist() for name in ("cumulative", "submission", "source_row")]
    return [
        TaskRow(
            reporter=str(who), region=place, unit=_text(unit), name=_text(name), cumulative=micro(value), submission=report, source_row=row
        )
        for place, who, unit, name, value, report, row in zip(chosen.places, *texts, *numbers, strict=True)
    ]  # fmt: skip


def title_and_unit(question: Question, code: str, basis: Basis) -> tuple[str, str]:
    """What the first row of a code calls the task, and its unit; the code itself where nobody has a row for it."""
    named = _named(question, code, basis)
    return (_text(named.text("name")[0]), _text(named.text("unit")[0])) if len(named) else (code, "")


def _named(question: Question, code: str, basis: Basis) -> SheetRows:
    return question.rows_named(SHEET, "code", code, basis.period, carry=basis.carry, reporters=basis.reporters)


def task_figure(question: Question, code: str, region: str, basis: Basis | None = None) -> Figure:
    """The cumulative of the region's own row; at the root of additive units else the sum, of others None."""
    basis = basis or Basis(period=question.answering(SHEET))
    target = target_of(question, code, basis.period.year)
    leads = _leads(question, target)
    named = _named(question, code, basis)
    rows = _filled(named.inside(region))
    expected = _expected(question, region, leads)
    snapshot = question.snapshot(SHEET, basis.period, carry=basis.carry)
    with_row = frozenset(named.text("reporter"))
    reported, carried = expected & snapshot.reported & with_row, expected & snapshot.carried & with_row
    chosen = _answering(question, rows, region, leads, target) if reported or carried else []
    value = sum((row.cumulative for row in chosen), Fraction(0)) if chosen else None
    return Figure(
        indicator=f"task:{code}", region=region, period=str(basis.period), value=value, numerator=value, denominator=None,
        reported=len(reported), expected=len(expected), carried_forward=len(carried), rows=len(rows), rows_expected=None,
        reason="not_reported" if value is None else "",
    )  # fmt: skip


def answering_rows(question: Question, code: str, region: str, basis: Basis | None = None) -> list[TaskRow]:
    """The rows whose sum is ``task_figure``: the region's own row, else at the root of additive units one row a place."""
    basis = basis or Basis(period=question.answering(SHEET))
    target = target_of(question, code, basis.period.year)
    return _answering(question, task_rows(question, code, basis), region, _leads(question, target), target)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _leads(question: Question, target: Target | None) -> tuple[str, ...]:
    """Codes of the departments named in ``lead``, in that order, where departments hand in key tasks."""
    codes = {name: code for code, name in question.pack.departments.items()}
    reporters = question.pack.sheets[SHEET].reporters
    return tuple(codes[name] for name in (target.lead if target else ()) if codes.get(name) in reporters)


def _expected(question: Question, region: str, leads: tuple[str, ...]) -> frozenset[str]:
    reporters = question.reporters(SHEET)
    if reporters.departments and leads:
        return frozenset(leads) & frozenset(reporters.codes)
    return reporters.meeting(region)


def _answering(
    question: Question, rows: list[TaskRow], region: str, leads: tuple[str, ...], target: Target | None
) -> list[TaskRow]:
    own = _preferred([row for row in rows if row.region == region], leads)
    if own is not None:
        return [own]
    if region != question.pack.root or not rows:
        return []
    unit = target.unit if target else rows[0].unit
    return _outermost(rows, leads) if unit in ADDITIVE else []


def _preferred(rows: list[TaskRow], leads: tuple[str, ...]) -> TaskRow | None:
    """Of several reporters' rows for one place that of the department named first."""
    rank = {code: position for position, code in enumerate(leads)}
    return min(rows, key=lambda row: (rank.get(row.reporter, len(rank)), row.reporter), default=None)


def _outermost(rows: list[TaskRow], leads: tuple[str, ...]) -> list[TaskRow]:
    """One row a place, without the places that lie inside another row's."""
    places = {row.region for row in rows}
    outermost = [place for place in places if not any(is_inside(place, other) for other in places - {place})]
    chosen = [_preferred([row for row in rows if row.region == place], leads) for place in sorted(outermost)]
    return [row for row in chosen if row is not None]

"""A target beside a figure: status, completion, pace, gap, and who falls short."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from metrics.measuring.question import Question
from metrics.packs import EVERY_HOUSEHOLD, EVERY_PLACE, ROOT_SCOPE, HandedDown, Reference, Target
from metrics.periods import Period
from metrics.places import level_of
from metrics.results import Figure, Judgement, Shortfall, Status
from metrics.targets import floors
from metrics.targets.measured import Measured, figure_of, places_meant, row_values, sheets_of, spanned_figure
from metrics.targets.status import SHORT, Cuts, about, between, progress, threshold, worst

DECEMBER = 12
Goal = Fraction | tuple[Fraction, Fraction] | None


@dataclass(frozen=True, kw_only=True)
class Judged:
    """A figure (of a span of years: summed) and the judgement of one target on it."""

    figure: Figure
    judgement: Judgement


def applies(question: Question, target: Target, region: str, row_level: str | None) -> bool:
    """Whether a target is shown on a region's object."""
    if region == question.pack.root:
        return target.scope == ROOT_SCOPE or target.scope == region or target.scope.startswith("every ")
    if target.scope in EVERY_PLACE:
        listed = target.listed is None or region in target.listed
        return listed and question.territory.level[region] == target.scope.removeprefix("every ")
    if target.scope == "every row":
        return row_level is not None and level_of(region) == row_level and target.means(region)
    return target.scope == region


def judge(question: Question, target: Target, subject: Measured, region: str, figure: Figure) -> Judged:
    """The judgement of one target on one region's figure."""
    figure = spanned_figure(question, subject, target, region, figure)
    goal = goal_of(question, target, region, figure)
    if target.kind in ("rule", "line", "list") or target.scope == EVERY_HOUSEHOLD:
        return Judged(figure=figure, judgement=judgement(target, figure, goal, status=None))
    pace = pace_of(target, figure) * 100 if target.kind == "progress" else None
    if target.listed == () and target.scope.startswith("every "):  # whom the paper means is not keyed in yet
        return Judged(figure=figure, judgement=judgement(target, figure, goal, status="not_comparable", pace=pace))
    if target.kind == "floor":
        return Judged(figure=figure, judgement=_floor(question, target, subject, region, figure, goal))
    short: tuple[Shortfall, ...] = ()
    if target.scope in EVERY_PLACE and region == question.pack.root:
        status, short = _over_places(question, target, subject)
    elif target.scope in ("every row", "every unit"):
        status, short = _over_rows(question, target, subject, region, figure)
    else:
        status = status_of(question, target, subject, figure, goal)
    return Judged(figure=figure, judgement=judgement(target, figure, goal, status=status, pace=pace, short=short))


def goal_of(question: Question, target: Target, region: str, figure: Figure) -> Goal:
    """The number to reach; of a reference what was keyed in for the place and year, None without it."""
    if not isinstance(target.value, Reference):
        return target.value
    series = question.pack.income.reference_series.get(target.value.reference)
    return series.value(region, Period.parse(figure.period).year) if series else None


def pace_of(target: Target, figure: Figure) -> Fraction:
    """Share of the target's span of months that is over at the end of the figure's period."""
    period = Period.parse(figure.period)
    elapsed = 12 * (period.year - target.first_year) + period.months_elapsed
    return Fraction(elapsed, 12 * (target.year - target.first_year + 1))


def status_of(question: Question, target: Target, subject: Measured, figure: Figure, goal: Goal) -> Status:
    """The status of one figure, before its due month met or not due."""
    if figure.value is None:
        return figure.reason or "not_reported"
    if goal is None:
        return "not_comparable"
    status = _compared(question, target, figure, figure.value, goal)
    if target.kind == "progress" or status == "met" or _is_due(question, target, subject, figure):
        return status
    return "not_due"


def _compared(
    question: Question, target: Target, figure: Figure, value: Fraction, goal: Fraction | tuple[Fraction, Fraction]
) -> Status:
    cuts = Cuts(percent=question.pack.settings.behind_percent, points=question.pack.settings.behind_points)
    if isinstance(goal, tuple):
        return between(value, goal[0])
    if target.op == "about":
        return about(value, goal, target.tolerance, both=target.tolerance_both)
    if target.kind == "progress":
        return progress(value, target.op, goal, pace_of(target, figure), cuts)
    return threshold(value, target.op, goal, cuts)


def _is_due(question: Question, target: Target, subject: Measured, figure: Figure) -> bool:
    """What rests on cumulative fields is due in December unless the target says when; anything else every month."""
    month = target.due or (DECEMBER if "ytd" in question.accumulations(subject.indicator) else None)
    period = Period.parse(figure.period)
    return month is None or (period.year, period.months_elapsed) >= (target.year, month)


def _over_places(question: Question, target: Target, subject: Measured) -> tuple[Status, tuple[Shortfall, ...]]:
    """The worst status of the places meant, and those that miss the target."""
    places = places_meant(question, target)
    if not places:
        return "not_comparable", ()
    found: list[tuple[str, Figure, Status]] = []
    for place in places:
        figure = spanned_figure(question, subject, target, place, figure_of(question, subject, place))
        goal = goal_of(question, target, place, figure)
        found.append((place, figure, status_of(question, target, subject, figure, goal)))
    short = tuple(
        Shortfall(region=place, row_key=None, value=figure.value) for place, figure, status in found if status in SHORT
    )
    return worst(status for _, _, status in found) or "not_reported", short


def _over_rows(
    question: Question, target: Target, subject: Measured, region: str, figure: Figure
) -> tuple[Status, tuple[Shortfall, ...]]:
    """The worst status of the rows (of 预算单位: those with a canteen), and those that miss the target."""
    goal = goal_of(question, target, region, figure)
    found: list[tuple[Shortfall, Status]] = []
    for row in row_values(question, subject.indicator, region):
        if not target.means(row.region):
            continue
        own = replace(figure, value=row.value, reason=row.reason)
        entry = Shortfall(region=row.region, row_key=row.row_key, value=row.value)
        found.append((entry, status_of(question, target, subject, own, goal)))
    status = worst(status for _, status in found) or figure.reason or "not_reported"
    return status, tuple(entry for entry, status in found if status in SHORT)


def _floor(question: Question, target: Target, subject: Measured, region: str, figure: Figure, goal: Goal) -> Judgement:
    if target.op != "not below last period":
        found = floors.above_number(question, target, subject, region, figure)
        return judgement(target, figure, goal, status=found.status, short=found.short)
    found = floors.not_below(question, target, subject, region, figure)
    compared = replace(figure, value=found.now)
    return judgement(target, compared, found.then, status=found.status, short=found.short)


def judgement(
    target: Target, figure: Figure, goal: Goal, *, status: Status | None, pace: Fraction | None = None,
    short: Sequence[Shortfall] = (),
) -> Judgement:  # fmt: skip
    """The printed side of a target; completion and gap only where value and target are one number each."""
    plain = goal if isinstance(goal, Fraction) and target.kind not in ("rule", "line", "list") else None
    value = figure.value
    return Judgement(
        code=target.code, op=target.op, value=goal, unit=target.unit, kind=target.kind, year=target.year,
        stretch=target.stretch, scope=target.scope, clause=target.clause,
        completion=value / plain * 100 if value is not None and plain and target.op not in ("<", "<=") else None,
        pace=pace, gap=None if value is None or plain is None else value - plain, status=status, short=tuple(short),
        handed_down=target.version if isinstance(target, HandedDown) else None, due=target.due, first_year=target.from_year,
    )  # fmt: skip


def row_level_of(question: Question, subject: Measured) -> str | None:
    """The level of a subject's rows, where its sheet has one."""
    sheets = sheets_of(question, subject)
    return question.pack.sheets[sheets[0]].row_level if sheets and subject.code is None else None

"""Floors: nothing may lie below a number, or below what it was."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from metrics.measuring.growth import in_both
from metrics.measuring.question import Basis, Question
from metrics.packs import EVERY_PLACE, Target
from metrics.periods import Period
from metrics.results import Figure, Shortfall, Status
from metrics.targets.measured import Measured, figure_of, places_meant, row_values, sheets_of
from metrics.targets.status import compares, worst


@dataclass(frozen=True, kw_only=True)
class Floor:
    """The status of a floor, who falls short, and the figures of the common reporters now and then."""

    status: Status
    short: tuple[Shortfall, ...] = ()
    now: Fraction | None = None
    then: Fraction | None = None


def above_number(question: Question, target: Target, subject: Measured, region: str, figure: Figure) -> Floor:
    """Every row filled is at or above the number; of a task, which has no rows of its own, the figure of the place."""
    goal = target.value
    if subject.code is not None and target.scope in EVERY_PLACE and region == question.pack.root:
        return _above_in_places(question, target, subject)
    if not isinstance(goal, Fraction) or figure.value is None:
        return Floor(status=figure.reason or "not_reported")
    if subject.code is not None or not sheets_of(question, subject):
        return Floor(status="met" if compares(figure.value, target.op, goal) else "behind")
    rows = [row for row in row_values(question, subject.indicator, region) if target.means(row.region)]
    short = tuple(
        Shortfall(region=row.region, row_key=row.row_key, value=row.value)
        for row in rows
        if row.value is not None and not compares(row.value, target.op, goal)
    )
    return Floor(status="behind" if short else "met", short=short)


def _above_in_places(question: Question, target: Target, subject: Measured) -> Floor:
    """The worst of the places meant, and those that lie below."""
    figures = [figure_of(question, subject, place) for place in places_meant(question, target)]
    parts = [(figure, above_number(question, target, subject, figure.region, figure)) for figure in figures]
    short = tuple(Shortfall(region=at.region, row_key=None, value=at.value) for at, part in parts if part.status == "behind")
    return Floor(status=worst(part.status for _, part in parts) or "not_comparable", short=short)


def not_below(question: Question, target: Target, subject: Measured, region: str, figure: Figure) -> Floor:
    """Not below the latest earlier period (cumulative fields: the same period last year), over the reporters in force in both."""
    over_places = target.scope in EVERY_PLACE and region == question.pack.root
    if figure.value is None and not (over_places and (figure.reported or figure.carried_forward)):
        return Floor(status=figure.reason or "not_reported")
    sheet = sheets_of(question, subject)[0]
    now = Period.parse(figure.period)
    then = now.year_before() if "ytd" in question.accumulations(subject.indicator) else question.earlier(sheet, now)
    if then is None:
        return Floor(status="not_comparable")
    common = in_both(question, sheet, now, then)
    found = _figures(question, subject, region, now, then, common)
    if target.scope in ("every row", "every unit"):
        return _rows(question, target, subject, region, Basis(period=now, reporters=common, carry=False), then, found)
    if over_places:
        return _places(question, subject, places_meant(question, target), now, then, common, found)
    if found.status != "behind" or target.scope in EVERY_PLACE:
        return found
    reporters = sorted(question.reporters(sheet).meeting(region) & common)
    return _with_short(found, [(code, _own(question, subject, code, region, now, then)) for code in reporters])


def _figures(question: Question, subject: Measured, region: str, now: Period, then: Period, common: frozenset[str]) -> Floor:
    """The figures of the common reporters, compared."""
    values = [
        figure_of(question, subject, region, Basis(period=period, reporters=common, carry=False)).value
        for period in (now, then)
    ]
    if values[0] is None or values[1] is None:
        return Floor(status="not_comparable", now=values[0], then=values[1])
    return Floor(status="met" if values[0] >= values[1] else "behind", now=values[0], then=values[1])


def _own(question: Question, subject: Measured, reporter: str, region: str, now: Period, then: Period) -> Floor:
    """One reporter's own figures."""
    return _figures(question, subject, region, now, then, frozenset({reporter}))


def _with_short(found: Floor, parts: Iterable[tuple[str, Floor]]) -> Floor:
    short = tuple(Shortfall(region=code, row_key=None, value=part.now) for code, part in parts if part.status == "behind")
    return Floor(status=found.status, short=short, now=found.now, then=found.then)


def _places(
    question: Question,
    subject: Measured,
    places: Iterable[str],
    now: Period,
    then: Period,
    common: frozenset[str],
    whole: Floor,
) -> Floor:
    parts = [(place, _figures(question, subject, place, now, then, common)) for place in places]
    status = worst(part.status for _, part in parts) or "not_comparable"
    return _with_short(Floor(status=status, now=whole.now, then=whole.then), parts)


def _rows(
    question: Question, target: Target, subject: Measured, region: str, basis: Basis, then: Period, whole: Floor
) -> Floor:
    """Each row against its own key then; rows that were not there are not compared."""
    before_basis = Basis(period=then, reporters=basis.reporters, carry=False)
    before = {row.key: row.value for row in row_values(question, subject.indicator, region, before_basis)}
    compared = [
        (row, then_value)
        for row in row_values(question, subject.indicator, region, basis)
        if target.means(row.region) and row.value is not None and (then_value := before.get(row.key)) is not None
    ]
    short = tuple(
        Shortfall(region=row.region, row_key=row.row_key, value=row.value)
        for row, then_value in compared
        if row.value is not None and row.value < then_value
    )
    status: Status = "behind" if short else ("met" if compared else "not_comparable")
    return Floor(status=status, short=short, now=whole.now, then=whole.then)

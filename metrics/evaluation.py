"""The answer to a question: every indicator of the pack with its targets, for a region and, asked so, its children."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime

from metrics.catalogue import TASK_TEMPLATE, Catalogue, Indicator
from metrics.evidence import Evidence, Territory
from metrics.measuring.question import Basis, Question
from metrics.measuring.tasks import SHEET as TASKS
from metrics.measuring.tasks import target_of, task_codes, title_and_unit
from metrics.packs import Pack, Target
from metrics.periods import Period
from metrics.results import Figure, Result
from metrics.targets.judge import applies, goal_of, judge, judgement, row_level_of
from metrics.targets.measured import Measured, figure_of


def evaluate(
    pack: Pack,
    catalogue: Catalogue,
    evidence: Evidence,
    territory: Territory,
    *,
    period: str,
    region: str,
    by_child: bool = False,
    at: datetime | None = None,  # noqa: ARG001 the evidence is already as of that moment
    indicators: Collection[str] | None = None,
) -> list[Result]:
    """One object for each indicator of the pack's sheets and each of its targets (none: one object without).

    ``region``: a place of the root; ``by_child`` adds the places one level down. ``indicators`` narrows the answer to some
    ids (``task:CODE`` for all tasks, ``task:`` and its code for one). Figures are exact; who prints them rounds them.
    """
    question = Question(pack=pack, catalogue=catalogue, evidence=evidence, territory=territory, asked=Period.parse(period))
    regions = [region, *(territory.children(region) if by_child else ())]
    return [result for place in regions for result in _of_region(question, place, indicators)]


def _of_region(question: Question, region: str, wanted: Collection[str] | None) -> Iterator[Result]:
    for indicator in question.catalogue.indicators.values():
        if wanted is not None and indicator.id not in wanted and not (indicator.id == TASK_TEMPLATE and _names_tasks(wanted)):
            continue
        if any(sheet not in question.pack.sheets for sheet in question.catalogue.sheets_of(indicator)):
            continue
        if indicator.id == TASK_TEMPLATE:
            for code in _codes(question, wanted):
                yield from _of_task(question, indicator, code, region)
        else:
            yield from _results(question, Measured(indicator=indicator), region, indicator.title, indicator.unit)
    if wanted is None and region == question.pack.root:
        yield from _population_cut_offs(question)


def _names_tasks(wanted: Collection[str]) -> bool:
    return any(name.startswith("task:") for name in wanted)


def _codes(question: Question, wanted: Collection[str] | None) -> list[str]:
    known = task_codes(question)
    return known if wanted is None or TASK_TEMPLATE in wanted else [code for code in known if f"task:{code}" in wanted]


def _results(question: Question, subject: Measured, region: str, title: str, unit: str, better: str = "") -> Iterator[Result]:
    figure = figure_of(question, subject, region)
    targets = _targets(question, subject, region, figure)
    judged = [judge(question, target, subject, region, figure) for target in targets]
    for shown, target in [(entry.figure, entry.judgement) for entry in judged] or [(figure, None)]:
        yield Result(
            pack=question.pack.id, indicator=figure.indicator, title=title, unit=unit, page=subject.indicator.page,
            decimals=subject.indicator.decimals, better=better or subject.indicator.better, figure=shown, target=target,
        )  # fmt: skip


def _targets(question: Question, subject: Measured, region: str, figure: Figure) -> list[Target]:
    """The targets of a figure's year that apply to a region; none outside the pack's years."""
    year = Period.parse(figure.period).year
    if not question.pack.judges(year):
        return []
    level = row_level_of(question, subject)
    return [
        target
        for target in question.pack.targets
        if target.indicator == figure.indicator and target.covers(year) and applies(question, target, region, level)
    ]


def _of_task(question: Question, template: Indicator, code: str, region: str) -> Iterator[Result]:
    """A task's title and unit are its target's, else those of its first row."""
    period = question.answering(TASKS)
    target = target_of(question, code, period.year)
    if target is not None:
        title, unit = target.title, target.unit
        better = {">": "higher", "<": "lower"}.get(target.op[0], "neutral")
    else:
        title, unit = title_and_unit(question, code, Basis(period=period))
        better = "neutral"
    yield from _results(question, Measured(indicator=template, code=code), region, title, unit, better)


def _population_cut_offs(question: Question) -> Iterator[Result]:
    """Targets without an indicator: they name a population and only make a list."""
    period = question.answering("household_income")
    for target in question.pack.targets:
        if target.indicator is not None or not target.covers(period.year):
            continue
        figure = Figure(
            indicator="", region=question.pack.root, period=str(period), value=None, numerator=None, denominator=None,
            reported=0, expected=0, carried_forward=0, rows=None, rows_expected=None, reason="",
        )  # fmt: skip
        goal = goal_of(question, target, question.pack.root, figure)
        yield Result(
            pack=question.pack.id, indicator=None, title=target.title, unit=target.unit, page="income", decimals=0,
            better="neutral", figure=figure, target=judgement(target, figure, goal, status=None),
        )  # fmt: skip

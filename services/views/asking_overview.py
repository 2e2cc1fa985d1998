"""What the page 总览 asks: all targets of a period, the month before for comparison, the year's months behind them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from fractions import Fraction

from metrics.catalogue import TASK_TEMPLATE
from metrics.packs import Pack
from metrics.periods import Period, quarter_for_month
from services.status import states_of_pack
from services.views.answering import Asker, asker, inside
from services.views.answers import Answers
from services.views.grid import SHOWN
from services.views.overview import Overview, overview
from services.views.targets import TargetLine, target_lines, words_of
from services.workspace import Workspace


def ask_overview(workspace: Workspace, pack: Pack, period: str, region: str) -> Overview:
    """总览 of a region, with the month before for comparison."""
    asking = asker(workspace, pack, region)
    judged = {target.indicator for target in pack.targets if target.indicator} | {key for key, _ in SHOWN} | {TASK_TEMPLATE}
    answers, words = asking.answers(period, judged), words_of(asking.pack)
    before = str(Period.parse(period).previous())
    last_month = asking.answers(before, judged) if Period.parse(before).year >= pack.years[0] else None
    earlier = Counter(line.shown or "none" for line in target_lines(last_month, words)) if last_month else None
    states = [*states_of_pack(workspace, pack, period, None), *states_of_pack(workspace, pack, _quarter(pack, period), None)]
    if region != pack.root:
        states = inside(workspace, states, region)
    cuts = (Fraction(pack.settings.behind_percent), Fraction(pack.settings.behind_points))
    lines = target_lines(answers, words)
    return overview(
        answers, words, states, period=period, earlier=earlier, cut_points=cuts,
        history=_history(asking, period, answers, lines, last_month), last_year=_last_year(asking, period, lines),
    )  # fmt: skip


def _last_year(asking: Asker, period: str, lines: Sequence[TargetLine]) -> tuple[Answers, Answers] | None:
    """The same month and December of the year before, of what is to be reached in the course of the year."""
    if Period.parse(period).kind != "month":
        return None
    root, units = (
        {line.result.indicator for line in lines if line.result.indicator and line.judgement.pace is not None and bool(line.unit_name) == of_unit}
        for of_unit in (False, True)
    )  # fmt: skip
    year = int(period[:4]) - 1
    if not root and not units:
        return None
    return _month(asking, f"{year}{period[4:]}", root, units), _month(asking, f"{year}-12", root, units)


def _history(
    asking: Asker, period: str, answers: Answers, lines: Sequence[TargetLine], last_month: Answers | None
) -> tuple[Answers, ...]:
    """The year's months up to the asked one, for what has a target and a figure; of the units only what is set for one of them.
    ``last_month``: already at hand."""
    if Period.parse(period).kind != "month":
        return ()
    root, units = (
        {line.result.indicator for line in lines if line.result.indicator and line.result.figure.value is not None and bool(line.unit_name) == of_unit}
        for of_unit in (False, True)
    )  # fmt: skip
    months = [f"{period[:4]}-{number:02d}" for number in range(1, int(period[5:7]))]
    at_hand = {months[-1]: last_month} if months and last_month else {}
    return (*(at_hand.get(month) or _month(asking, month, root, units) for month in months), answers)


def _month(asking: Asker, month: str, root: Collection[str], units: Collection[str]) -> Answers:
    """The figures of an earlier month: some of the region as a whole, some of its units too."""
    whole = asking.answers(month, root, by_child=False)
    return replace(whole, results=[*whole.results, *(asking.answers(month, units).results if units else ())])


def _quarter(pack: Pack, period: str) -> str:
    parsed = Period.parse(period)
    return str(quarter_for_month(parsed, pack.income_year_starts)) if parsed.kind == "month" else period

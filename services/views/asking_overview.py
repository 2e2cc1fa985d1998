"""What the page 总览 asks: all targets of a period, the month before for comparison, the year's months behind them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from metrics.catalogue import TASK_TEMPLATE, load_catalogue
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
    answers, words = asking.answers(period, judged), words_of(pack)
    before = str(Period.parse(period).previous())
    earlier: Counter[str] | None = None
    if Period.parse(before).year >= pack.years[0]:
        earlier = Counter(line.status or "none" for line in target_lines(asking.answers(before, judged), words))
    states = [*states_of_pack(workspace, pack, period, None), *states_of_pack(workspace, pack, _quarter(pack, period), None)]
    if region != pack.root:
        states = inside(workspace, states, region)
    cuts = (Fraction(pack.settings.behind_percent), Fraction(pack.settings.behind_points))
    lines = target_lines(answers, words)
    return overview(
        answers, words, states, period=period, earlier=earlier, cut_points=cuts,
        history=_history(asking, period, answers, lines),
    )  # fmt: skip


def _history(asking: Asker, period: str, answers: Answers, lines: Sequence[TargetLine]) -> tuple[Answers, ...]:
    """The year's months up to the asked one, for what has a target and a figure; units only where one has a target of its own."""
    if Period.parse(period).kind != "month":
        return ()
    found = {line.result.indicator for line in lines if line.result.indicator and line.result.figure.value is not None}
    shown = {TASK_TEMPLATE if name.startswith("task:") else name for name in found} & set(load_catalogue().indicators)
    by_child = any(line.unit_name for line in lines)
    months = [f"{period[:4]}-{number:02d}" for number in range(1, int(period[5:7]))]
    return (*(asking.answers(month, shown, by_child=by_child) for month in months), answers)


def _quarter(pack: Pack, period: str) -> str:
    parsed = Period.parse(period)
    return str(quarter_for_month(parsed, pack.income_year_starts)) if parsed.kind == "month" else period

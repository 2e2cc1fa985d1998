"""Is it moving, and are people lost on the way: the trend against last year and the steps from training to work, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from metrics.results import Figure, Result
from services.views import forms
from services.views.answers import Answers
from services.views.missing import missing_of


@dataclass(frozen=True, kw_only=True)
class TrainingStep:
    """One bar from training to work, with its rate in words."""

    name: str
    count: Fraction
    rate: str


@dataclass(frozen=True, kw_only=True)
class Trend:
    """Twelve months of this year and of last; None where there is no figure. ``target`` only where the pack sets one."""

    year: int
    this_year: tuple[Fraction | None, ...]
    last_year: tuple[Fraction | None, ...]
    target: Fraction | None


def trend_of(history: Mapping[str, Figure | None], period: str, target: Fraction | None) -> Trend:
    """The months of the period's year and of the year before."""
    year = int(period[:4])

    def months(of_year: int) -> tuple[Fraction | None, ...]:
        figures = (history.get(f"{of_year}-{month:02d}") for month in range(1, 13))
        return tuple(figure.value if figure is not None else None for figure in figures)

    return Trend(year=year, this_year=months(year), last_year=months(year - 1), target=target)


def outlook(result: Result | None, history: Mapping[str, Figure | None], period: str) -> str:
    """已达目标, or when the target is reached by the one rule of all pages: 按近三月均速10月可达; empty where nothing can be said."""
    if result is None or result.target is None or result.figure.value is None:
        return ""
    if result.target.status == "met":
        return "已达目标"
    months = [history.get(f"{period[:4]}-{number:02d}") for number in range(1, int(period[5:7]))]
    return missing_of(result, [*months, result.figure]).outlook


def movement(trend: Trend, period: str, *, taken_over: str = "", foretold: str = "") -> str:
    """5月较4月增加606人，增幅连续三个月收窄；按近三月均速7月可达. ``taken_over``: 沿用5月 where nobody has reported the
    period itself: then nothing can be said to have moved; ``foretold``: what ``outlook`` says."""
    month = int(period[-2:])
    if taken_over:
        return f"{month}月未报，{taken_over}的数，不作比较"
    series = trend.this_year[:month]
    if len(series) < 2 or series[-1] is None or series[-2] is None:
        return f"{trend.year}年逐月转移就业总量"
    text = f"{month}月较{month - 1}月{forms.moved(series[-1] - series[-2], '人', 0)}"
    steps = [after - before for before, after in pairwise(series) if before is not None and after is not None]
    narrowing = 0
    for before, after in pairwise(reversed(steps)):
        if not (after > before > 0):
            break
        narrowing += 1
    if narrowing >= 2:
        text += f"，增幅连续{forms.NUMERALS[narrowing] if narrowing <= 10 else narrowing}个月收窄"
    return f"{text}；{foretold}" if foretold else text


def training_steps(answers: Answers) -> tuple[TrainingStep, ...]:
    """培训, 取证, 有就业意愿, 已就业, each with its rate; empty where nothing is reported."""
    trained = answers.figure("employment.trained")
    certified = answers.figure("employment.certified_rate")
    employed = answers.figure("employment.trained_employed_rate")
    if trained is None or trained.value is None:
        return ()
    steps = [TrainingStep(name="培训", count=trained.value, rate="")]
    if certified and certified.numerator is not None:
        steps.append(TrainingStep(name="取证", count=certified.numerator, rate=f"取证率 {forms.percent(certified.value)}"))
    if employed and employed.denominator is not None and employed.numerator is not None:
        of_trained = forms.percent(forms.share(employed.denominator, trained.value))
        steps += [
            TrainingStep(name="有就业意愿", count=employed.denominator, rate=f"占培训 {of_trained}"),
            TrainingStep(name="已就业", count=employed.numerator, rate=f"占有意愿 {forms.percent(employed.value)}"),
        ]
    return tuple(steps)


def training_finding(answers: Answers, steps: Sequence[TrainingStep]) -> str:
    """培训3,264人次，取证率74.08%；有意愿者中84.18%已就业."""
    if not steps:
        return "还没有培训数"
    certified, employed = answers.value("employment.certified_rate"), answers.value("employment.trained_employed_rate")
    text = f"培训{forms.quantity(steps[0].count, '人次')}"
    text += f"，取证率{forms.percent(certified)}" if certified is not None else ""
    return text + (f"；有意愿者中{forms.percent(employed)}已就业" if employed is not None else "")

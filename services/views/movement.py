"""Is it moving, and are people lost on the way: the trend against last year and the steps from training to work, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from services.views import forms
from services.views.answers import Answers


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


def trend_of(history: Mapping[str, Fraction | None], period: str, target: Fraction | None) -> Trend:
    """The months of the period's year and of the year before."""
    year = int(period[:4])
    return Trend(
        year=year,
        this_year=tuple(history.get(f"{year}-{month:02d}") for month in range(1, 13)),
        last_year=tuple(history.get(f"{year - 1}-{month:02d}") for month in range(1, 13)),
        target=target,
    )


def movement(trend: Trend, period: str, *, taken_over: str = "") -> str:
    """5月较4月增加606人，增幅连续三个月收窄；按近三月均速，7月可达目标. ``taken_over``: 沿用5月 where nobody has reported the
    period itself: then nothing can be said to have moved."""
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
    return text + _outlook(series[-1], steps, month, trend.target)


def _outlook(value: Fraction, steps: Sequence[Fraction], month: int, target: Fraction | None) -> str:
    """When the target is reached at the mean of the last three months, if ever this year."""
    if target is None or len(steps) < 3:
        return ""
    if value >= target:
        return "；已达目标"
    speed = sum(steps[-3:], Fraction(0)) / 3
    months = -((value - target) // speed) if speed > 0 else None
    if months is None or month + months > 12:
        return "；按近三月均速，今年达不到"
    return f"；按近三月均速，{month + int(months)}月可达目标"


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

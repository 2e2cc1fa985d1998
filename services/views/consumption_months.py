"""消费帮扶 month by month: what was sold, how far the year has come, against last year, the pace and the target."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from metrics.results import Figure, Result
from metrics.targets.reach import share_by_now
from services.views import forms
from services.views.answers import Answers

SALES, MONTH, PARTNER = "consumption.sales", "consumption.sales_month", "consumption.partner_sales"
PARTNER_WORDS = "东部协作和中央、省级定点帮扶单位"
#: what the drawing can show: the indicator of the year's figure → what it is called
SUBJECTS: Mapping[str, str] = {SALES: "销售额", PARTNER: f"{PARTNER_WORDS}销售额"}


@dataclass(frozen=True, kw_only=True)
class Goal:
    """A target of the year, drawn at the end of the months: ``目标 60,000``; 力争 where it is a stretch."""

    value: Fraction
    words: str


@dataclass(frozen=True, kw_only=True)
class Months:
    """Twelve months in 万元, None where nothing is known: the month's own, this year's running total, last year's.

    ``complete``: months in which everybody due has reported; ``carried``: those in whose running total some reporter's earlier
    one stands; ``paced``: whether the first of ``goals`` is to be reached in equal steps;
    ``last_share``: 去年同期进度 in percent."""

    year: int
    subject: str
    own: tuple[Fraction | None, ...]
    total: tuple[Fraction | None, ...]
    last_year: tuple[Fraction | None, ...]
    complete: tuple[bool, ...] = (True,) * 12
    carried: tuple[bool, ...] = (False,) * 12
    goals: tuple[Goal, ...] = ()
    paced: bool = False
    last_share: Fraction | None = None

    def change(self, index: int) -> Fraction | None:
        """What a month sold more than the one before; None unless everybody due has reported both."""
        own, before = self.own[index], self.own[index - 1] if index else None
        if own is None or before is None or not (self.complete[index] and self.complete[index - 1]):
            return None
        return own - before

    @property
    def empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not any(value is not None for value in (*self.own, *self.total, *self.last_year))


def months_of(year: int) -> list[str]:
    """``2023-01`` … ``2023-12``."""
    return [f"{year}-{month:02d}" for month in range(1, 13)]


def judged_first(results: Sequence[Result]) -> Result | None:
    """Of several targets of one figure the one that binds: a stretch target only where there is no other."""
    ordered = sorted(results, key=lambda result: bool(result.target and result.target.stretch))
    return ordered[0] if ordered else None


def subject_of(answers: Answers) -> str:
    """All sales, unless the pack sets a target for those to partners only: a target is drawn against what it is set for."""
    judged = [key for key in SUBJECTS if any(_goal(result) for result in answers.all(key))]
    return judged[0] if judged else SALES


def months(
    answers: Answers, subject: str, own: Mapping[str, Fraction | None], totals: Mapping[str, Figure | None], period: str
) -> Months:
    """``own``: the month's own figure by month, ``totals``: the running total by month, of this year and the last."""
    year = int(period[:4])
    this_year = [totals.get(month) if month <= period else None for month in months_of(year)]
    goals = sorted(
        (goal for result in answers.all(subject) if (goal := _goal(result)) is not None), key=lambda goal: goal.words != "目标"
    )
    binding = judged_first(answers.all(subject))
    return Months(
        year=year,
        subject=subject,
        own=tuple(own.get(month) if month <= period else None for month in months_of(year)),
        total=tuple(_value(figure) for figure in this_year),
        last_year=tuple(_value(totals.get(month)) for month in months_of(year - 1)),
        carried=tuple(bool(figure and figure.value is not None and figure.carried_forward) for figure in this_year),
        complete=tuple(bool(figure and figure.reported == figure.expected) for figure in this_year),
        goals=tuple(goals),
        last_share=share_by_now(totals.get(f"{year - 1}{period[4:]}"), totals.get(f"{year - 1}-12")),
        paced=bool(goals and binding and binding.target and binding.target.pace is not None),
    )


def _value(figure: Figure | None) -> Fraction | None:
    return figure.value if figure is not None else None


def _goal(result: Result) -> Goal | None:
    """The target as a line over this year's months; one that spans several years is none."""
    judged = result.target
    if judged is None or not isinstance(judged.value, Fraction) or judged.op not in (">=", ">"):
        return None
    if judged.pace is not None and judged.pace != Fraction(int(result.figure.period[5:7]) * 100, 12):
        return None
    return Goal(value=judged.value, words="力争" if judged.stretch else "目标")


def months_finding(series: Months, period: str, growth: Fraction | None, behind: str) -> str:
    """``5月销售486.20万元，较4月增加12.30万元；累计2,871.50万元，同比增长12.40%``; ``behind``: how it stands to the pace."""
    index = int(period[5:7]) - 1
    own, total = series.own[index], series.total[index]
    if total is None:
        return f"{series.year}年逐月{SUBJECTS[series.subject]}"
    parts = [f"{index + 1}月{forms.quantity(own, '万元', 2)}"] if own is not None else []
    change = series.change(index)
    if change is not None:
        parts.append(f"较{index}月{forms.moved(change, '万元', 2)}")
    tail = f"累计{forms.quantity(total, '万元', 2)}"
    if growth is not None:
        tail += "，与上年同期持平" if growth == 0 else f"，同比{'增长' if growth > 0 else '下降'}{forms.percent(abs(growth))}"
    return "；".join(part for part in ("，".join(parts), tail + (f"，{behind}" if behind else "")) if part)


def months_what(series: Months, period: str) -> str:
    """销售额，万元；虚线为序时进度41.67%，去年同期进度38.20%: what the drawing is, and both shares by this month by name."""
    month, text = int(period[5:7]), f"{SUBJECTS[series.subject]}，万元"
    shares = [f"虚线为序时进度{forms.percent(Fraction(month * 100, 12))}"] if series.paced else []
    if series.last_share is not None:
        shares.append(f"去年同期进度{forms.percent(series.last_share)}")
    return "；".join(part for part in (text, "，".join(shares)) if part) + ("　※ 沿用上期" if any(series.carried) else "")


def growth_of(now: Figure | None, then: Figure | None) -> Fraction | None:
    """Change on the same month of last year in percent; only where everybody due has reported in both, and on a base above 0."""
    if now is None or then is None or now.value is None or then.value is None or then.value <= 0:
        return None
    complete = all(figure.reported == figure.expected for figure in (now, then))
    return (now.value - then.value) / then.value * 100 if complete else None

"""就业: how many people work where, against the county's targets, against last year, and from training to work."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from metrics.evidence import ReportState
from metrics.results import Figure
from services.views import forms
from services.views.answers import Answers, coverage, data_as_of, rows_covered
from services.views.employment_support import Support, support
from services.views.employment_table import DESTINATIONS, LIFTED, TOTAL, employment_table
from services.views.handed_down import handed_down_words, own_number
from services.views.judged import against_target, beside, nothing_yet, target_number, tile
from services.views.model import Clause, Headline, Page
from services.views.movement import TrainingStep, Trend, movement, outlook, training_finding, training_steps, trend_of
from services.views.public_posts import PayRule
from services.views.workshops import RewardRule, WorkshopPart

TILES = (
    (TOTAL, "转移就业总量"),
    ("employment.transfer_out_province", "其中省外"),
    (LIFTED, "脱贫劳动力"),
    ("employment.lifted_out_province", "脱贫省外"),
    ("employment.relocated_transfer", "易地搬迁"),
)


@dataclass(frozen=True, kw_only=True)
class UnitBar:
    """One unit of the bars by destination: exact figures in the order of ``DESTINATIONS``; ``carried``: 沿用上期;
    ``target``: of the unit itself, None where it was given none."""

    name: str
    parts: tuple[Fraction | None, ...]
    total: Fraction | None
    carried: bool
    target: Fraction | None = None


@dataclass(frozen=True, kw_only=True)
class Second:
    """What the second part of the page is made of beside the figures; ``amounts``: 元 of travel allowance paid by region."""

    workshops: WorkshopPart
    amounts: Mapping[str, Fraction | None]
    reward: RewardRule
    pay: PayRule
    allowance: Fraction | None


@dataclass(frozen=True, kw_only=True)
class Employment:
    """The page and its drawings, each with the finding that heads it; ``support``: posts, allowance and workshops;
    ``lines``: whose the lines of the units are, empty where none has one."""

    page: Page
    whole: UnitBar
    units: tuple[UnitBar, ...]
    target: Fraction | None
    composition: str
    trend: Trend
    movement: str
    training: tuple[TrainingStep, ...]
    training_finding: str
    support: Support
    lines: str


def employment(
    answers: Answers, states: Sequence[ReportState], history: Mapping[str, Figure | None], *,
    period: str, noun: str, whole: str, reporters: str, second: Second,
) -> Employment:  # fmt: skip
    """``history``: total in work by month (2022-01 …); ``noun``: what the units are called; ``whole``: 全县; ``reporters``: 乡镇."""
    main = answers.figure(TOTAL)
    answered = main.period if main is not None else period
    units = tuple(_bar(answers, region) for region in answers.children)
    total = _bar(answers, answers.region)
    taken_over = _taken_over(answers)
    shown = {month: value for month, value in history.items() if not taken_over or month != answered}
    trend = trend_of(shown, answered, target_number(answers.one(TOTAL)))
    context = (
        f"{forms.period_label(answered)}（时点）", coverage(main, reporters, states, answers.carried), rows_covered(main, answers.row_noun),
        data_as_of(states), "口径：农村劳动力转移就业含县内",
    )  # fmt: skip
    training = training_steps(answers)
    page = Page(
        headline=_headline(answers, answered, reporters, whole),
        context=context,
        tiles=tuple(found for found in (tile(answers.one(key), name) for key, name in TILES) if found),
        table=employment_table(answers, states, context, noun, second.pay),
    )
    return Employment(
        page=page, whole=UnitBar(name=whole, parts=total.parts, total=total.total, carried=False),
        units=tuple(sorted(units, key=lambda bar: (bar.total is None, -(bar.total or 0)))),
        target=target_number(answers.one(TOTAL)), composition=_composition(total, units, whole),
        trend=trend, training=training,
        movement=movement(trend, answered, taken_over=taken_over, foretold=outlook(answers.one(TOTAL), shown, answered)),
        training_finding=training_finding(answers, training), support=_support(answers, second, noun, context),
        lines=f"黑线为各{noun}任务（{source}）" if (source := handed_down_words(answers, TOTAL)) else "",
    )  # fmt: skip


def _taken_over(answers: Answers) -> str:
    """``沿用5月`` where the whole figure is of older reports."""
    figure = answers.figure(TOTAL)
    return answers.carried_tag(answers.region, figure) if figure is not None and not figure.reported else ""


def _support(answers: Answers, second: Second, noun: str, context: tuple[str, ...]) -> Support:
    return support(
        answers, second.workshops, second.amounts, pay=second.pay, reward=second.reward, allowance=second.allowance, noun=noun,
        context=context,
    )  # fmt: skip


def _bar(answers: Answers, region: str) -> UnitBar:
    figure = answers.figure(TOTAL, region)
    return UnitBar(
        name=answers.name(region),
        parts=tuple(answers.value(key, region) for key, _ in DESTINATIONS),
        total=figure.value if figure else None,
        carried=bool(figure and figure.carried_forward),
        target=own_number(answers, TOTAL, region) if region != answers.region else None,
    )


def _headline(answers: Answers, period: str, noun: str, whole: str) -> Headline:
    result = answers.one(TOTAL)
    nothing = nothing_yet(answers.figure(TOTAL), period, noun, whole)
    if nothing is not None or result is None:
        return nothing or ()
    clauses = against_target("转移就业", result)
    second = answers.one("employment.lifted_out_province")
    if second is not None and second.figure.value is not None and second.target is not None:
        clauses = (*clauses, Clause(text="；"), *beside("脱贫劳动力省外务工", second))
    return (*clauses, Clause(text="。"))


def _composition(total: UnitBar, units: Sequence[UnitBar], whole: str) -> str:
    """省外占25.37%；共和、新桥、安乐三地占全县转移就业的64.29%."""
    if not total.total:
        return "还没有转移就业数"
    outside = forms.share(total.parts[0], total.total) if total.parts[0] is not None else None
    text = f"省外占{forms.percent(outside)}" if outside is not None else "转移就业去向"
    largest = sorted((bar for bar in units if bar.total), key=lambda bar: -(bar.total or 0))[:3]
    if len(largest) == 3 and len(units) > 4:
        held = sum((bar.total or Fraction(0) for bar in largest), Fraction(0))
        listed = "、".join(forms.short_name(bar.name) for bar in largest)
        text += f"；{listed}三地占{whole}转移就业的{forms.percent(forms.share(held, total.total))}"
    return text

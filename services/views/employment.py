"""就业: how many people work where, against the county's targets, against last year, and from training to work."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from metrics.evidence import ReportState
from metrics.results import Result
from services.views import forms
from services.views.answers import Answers, coverage, data_as_of, rows_covered, too_little
from services.views.employment_table import DESTINATIONS, LIFTED, TOTAL, employment_table
from services.views.model import Clause, Headline, Lamp, Page, Tile
from services.views.movement import TrainingStep, Trend, movement, training_finding, training_steps, trend_of

TILES = (
    (TOTAL, "转移就业总量"),
    ("employment.transfer_out_province", "其中省外"),
    (LIFTED, "脱贫劳动力"),
    ("employment.lifted_out_province", "脱贫省外"),
    ("employment.relocated_transfer", "易地搬迁"),
)


@dataclass(frozen=True, kw_only=True)
class UnitBar:
    """One unit of the bars by destination: exact figures in the order of ``DESTINATIONS``; ``carried``: 沿用上期."""

    name: str
    parts: tuple[Fraction | None, ...]
    total: Fraction | None
    carried: bool


@dataclass(frozen=True, kw_only=True)
class Employment:
    """The page and its drawings, each with the finding that heads it."""

    page: Page
    whole: UnitBar
    units: tuple[UnitBar, ...]
    target: Fraction | None
    composition: str
    trend: Trend
    movement: str
    training: tuple[TrainingStep, ...]
    training_finding: str


def employment(
    answers: Answers, states: Sequence[ReportState], history: Mapping[str, Fraction | None], *,
    period: str, noun: str, whole: str, reporters: str,
) -> Employment:  # fmt: skip
    """``history``: total in work by month (2022-01 …); ``noun``: what the units are called; ``whole``: 全县; ``reporters``: 乡镇."""
    main = answers.figure(TOTAL)
    answered = main.period if main is not None else period
    units = tuple(_bar(answers, region) for region in answers.children)
    total = _bar(answers, answers.region)
    trend = trend_of(history, answered, _target(answers.one(TOTAL)))
    context = (
        f"{forms.period_label(answered)}（时点）", coverage(main, reporters, states, answers.carried), rows_covered(main, "村"),
        data_as_of(states), "口径：农村劳动力转移就业含县内",
    )  # fmt: skip
    training = training_steps(answers)
    page = Page(
        headline=_headline(answers, answered, reporters, whole),
        context=context,
        tiles=tuple(tile for tile in (_tile(answers.one(key), name) for key, name in TILES) if tile),
        table=employment_table(answers, states, context, noun),
    )
    return Employment(
        page=page, whole=UnitBar(name=whole, parts=total.parts, total=total.total, carried=False),
        units=tuple(sorted(units, key=lambda bar: (bar.total is None, -(bar.total or 0)))),
        target=_target(answers.one(TOTAL)), composition=_composition(total, units, whole),
        trend=trend, movement=movement(trend, answered), training=training,
        training_finding=training_finding(answers, training),
    )  # fmt: skip


def _bar(answers: Answers, region: str) -> UnitBar:
    figure = answers.figure(TOTAL, region)
    return UnitBar(
        name=answers.name(region),
        parts=tuple(answers.value(key, region) for key, _ in DESTINATIONS),
        total=figure.value if figure else None,
        carried=bool(figure and figure.carried_forward),
    )


def _target(result: Result | None) -> Fraction | None:
    if result is None or result.target is None or isinstance(result.target.value, tuple):
        return None
    return result.target.value


def _tile(result: Result | None, name: str) -> Tile | None:
    if result is None:
        return None
    figure, unit = forms.parts(result.figure.value, result.unit, result.decimals)
    judgement = result.target
    if judgement is None:
        return Tile(name=name, figure=figure, unit=unit, under="本方案未设目标")
    under = forms.percent(judgement.completion) if judgement.completion is not None else ""
    return Tile(
        name=name, figure=figure, unit=unit, lamp=Lamp(status=judgement.status) if judgement.status else None,
        under=f"{under}　{forms.gap(judgement.gap, judgement.unit, result.decimals)}",
    )  # fmt: skip


def _headline(answers: Answers, period: str, noun: str, whole: str) -> Headline:
    result = answers.one(TOTAL)
    if result is None or result.figure.value is None:
        return (Clause(text=f"{forms.period_label(period)}还没有单位报送。"),)
    if too_little(result.figure):
        figure = result.figure
        text = f"{forms.month_of(period)}已报{figure.reported}/{figure.expected}个{noun}，暂不作{whole}判断。"
        return (Clause(text=text),)
    clauses = _against_target("转移就业", result)
    second = answers.one("employment.lifted_out_province")
    if second is not None and second.figure.value is not None and second.target is not None:
        clauses = (*clauses, Clause(text="；"), *_beside("脱贫劳动力省外务工", second))
    return (*clauses, Clause(text="。"))


def _against_target(name: str, result: Result) -> Headline:
    """转移就业84,916人，完成全年目标的97.05%，▲ 还差2,584人."""
    judgement = result.target
    figure = forms.quantity(result.figure.value, result.unit, result.decimals)
    if judgement is None or judgement.gap is None:
        return (Clause(text=f"{name}{figure}，本方案未设目标"),)
    start = Clause(text=f"{name}{figure}，完成全年目标的{forms.percent(judgement.completion)}，")
    if judgement.gap >= 0:
        return (start, Clause(text=f"超额{forms.quantity(judgement.gap, judgement.unit, result.decimals)}", status="met"))
    left = f"还差{forms.quantity(-judgement.gap, judgement.unit, result.decimals)}"
    return (start, Clause(text=left, status=judgement.status))


def _beside(name: str, result: Result) -> Headline:
    """脱贫劳动力省外务工1,318人，■ 比目标少182人."""
    judgement = result.target
    start = Clause(text=f"{name}{forms.quantity(result.figure.value, result.unit, result.decimals)}，")
    if judgement is None or judgement.gap is None:
        return (Clause(text=start.text.rstrip("，")),)
    amount = forms.quantity(abs(judgement.gap), judgement.unit, result.decimals)
    words = f"比目标少{amount}" if judgement.gap < 0 else f"超目标{amount}"
    return (start, Clause(text=words, status=judgement.status))


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

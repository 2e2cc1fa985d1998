"""消费帮扶: how much was sold, to whom, of what, through which channel, and whether canteens keep their quota."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from metrics.evidence import ReportState
from metrics.results import Figure
from services.tables.model import Table
from services.views import forms
from services.views.answers import Answers, coverage, data_as_of
from services.views.canteens import CanteenPart
from services.views.consumption_months import (
    MONTH,
    PARTNER,
    PARTNER_WORDS,
    SALES,
    SUBJECTS,
    Months,
    judged_first,
    months_finding,
)
from services.views.consumption_rows import PARTNERS, Sale, by
from services.views.consumption_tables import origin_table, sales_table
from services.views.handed_down import broken_down
from services.views.judged import NO_TARGET, against_target, nothing_yet, tile
from services.views.model import Clause, Headline, Page, Tile
from services.views.own_targets import AgainstOwn, against_own

PLATFORM, LIFTED = "consumption.platform_832", "consumption.lifted_share"
#: how many of the three largest kinds of product the finding names
NAMED = 3
NOT_COLLECTED = "本方案不收消费帮扶月报表"


@dataclass(frozen=True, kw_only=True)
class ShareBar:
    """One bar: the year's amount in 万元 and its share of all; ``partner``: counts to the partners."""

    name: str
    amount: Fraction
    share: Fraction | None
    partner: bool = False


@dataclass(frozen=True, kw_only=True)
class Breakdown:
    """Bars that add up to all sales, with the finding that heads them."""

    finding: str
    bars: tuple[ShareBar, ...]


@dataclass(frozen=True, kw_only=True)
class Consumption:
    """The page, its drawings with their findings, and its tables: by origin (the page's own), canteens, every purchase.

    ``own``: the units against what each was given, None where none was."""

    page: Page
    months: Months
    months_finding: str
    kinds: Breakdown
    products: Breakdown
    channels: Breakdown
    canteens: CanteenPart
    own: AgainstOwn | None
    shown: Table | None
    listed: Table | None
    nothing: str


@dataclass(frozen=True, kw_only=True)
class Words:
    """``noun``: what the units are called; ``whole``: 全县; ``place``: the asked region's name; ``reporters``: 部门."""

    noun: str
    whole: str
    place: str
    reporters: str


def consumption(
    answers: Answers, sales: Sequence[Sale], states: Sequence[ReportState], series: Months, canteens: CanteenPart, *,
    period: str, growth: Fraction | None, words: Words,
) -> Consumption:  # fmt: skip
    """``sales``: the region's rows of the report that answers; ``canteens``: what the second sheet says."""
    main = answers.figure(SALES)
    context = (
        f"{forms.period_label(period)}（本年累计）",
        coverage(main, words.reporters, states, answers.carried) if main else NOT_COLLECTED,
        data_as_of(states), "口径：按产品来源地统计的采购、帮助销售金额",
    )  # fmt: skip
    page = Page(
        headline=_headline(answers, series, canteens, period, words),
        context=context,
        tiles=_tiles(answers, series, canteens, period, words.reporters),
        table=origin_table(answers, sales, context, words.noun, words.place, series.subject),
    )
    whole = main.value if main else None
    return Consumption(
        page=page, months=series, months_finding=months_finding(series, period, growth, _against_pace(answers, series)),
        kinds=_kinds(answers, sales, whole), products=_products(sales, whole), channels=_channels(answers, sales, whole),
        canteens=canteens, own=_own(answers, series.subject, words.noun),
        shown=sales_table(sales, context, screen=True), listed=sales_table(sales, context, screen=False),
        nothing=_nothing(main, period, words.place),
    )  # fmt: skip


def _own(answers: Answers, subject: str, noun: str) -> AgainstOwn | None:
    """The units against what each of them was given; None where none was."""
    return against_own(answers, subject, SUBJECTS[subject], noun) if broken_down(answers, [subject]) else None


def _headline(answers: Answers, series: Months, canteens: CanteenPart, period: str, words: Words) -> Headline:
    main = answers.figure(SALES)
    if main is None:
        return (Clause(text=f"{NOT_COLLECTED}，没有销售额。"),)
    nothing = nothing_yet(main, period, words.reporters, words.whole)
    if nothing is not None:
        return nothing
    late = (Clause(text="；"), *canteens.clause) if canteens.clause is not None else ()
    # Two lines at most: to whom it went is said where nothing has to be put right.
    rest = late or (_to_whom(answers) if series.subject == SALES else ())
    return (*_sold(answers, series, period), *rest, Clause(text="。"))


def _sold(answers: Answers, series: Months, period: str) -> Headline:
    """The year so far: against the target and the pace where there is one, else with what it is compared to."""
    judged = judged_first(answers.all(series.subject))
    name = SUBJECTS[series.subject] if series.subject != SALES else "消费帮扶销售额"
    if judged is not None and judged.target is not None and judged.target.gap is not None:
        pace = _against_pace(answers, series)
        return (*against_target(name, judged), *((Clause(text=f"，{pace}"),) if pace else ()))
    span = f"1—{int(period[5:7])}月" if not period.endswith("-01") else "1月"
    told = f"{span}消费帮扶销售额{forms.quantity(answers.value(SALES), '万元', 2)}"
    return Clause(text=told, indicator=SALES), Clause(text=f"，{NO_TARGET}")


def _against_pace(answers: Answers, series: Months) -> str:
    """落后序时15.04个百分点; nothing without a pace."""
    judged = judged_first(answers.all(series.subject))
    target = judged.target if judged else None
    if target is None or target.pace is None or target.completion is None:
        return ""
    lead = target.completion - target.pace
    if lead == 0:
        return "与序时持平"
    return f"{'超' if lead > 0 else '落后'}序时{forms.number(abs(lead), 2)}个百分点"


def _to_whom(answers: Answers) -> Headline:
    """；东部协作和定点帮扶单位占68.40%，脱贫户产品占42.10%."""
    parts: list[Clause] = []
    share = _part(answers, PARTNER)
    if share is not None:
        parts += [Clause(text="；"), Clause(text=f"东部协作和中央、省级定点帮扶占{forms.percent(share)}", indicator=PARTNER)]
    lifted = answers.value(LIFTED)
    if lifted is not None:
        joint = Clause(text="，" if parts else "；")
        parts += [joint, Clause(text=f"脱贫户产品占{forms.percent(lifted)}", indicator=LIFTED)]
    return tuple(parts)


def _part(answers: Answers, indicator: str) -> Fraction | None:
    """Share of all sales in percent."""
    part, whole = answers.value(indicator), answers.value(SALES)
    return forms.share(part, whole) if part is not None and whole is not None else None


def _tiles(answers: Answers, series: Months, canteens: CanteenPart, period: str, reporters: str) -> tuple[Tile, ...]:
    found = [
        tile(judged_first(answers.all(SALES)), "本年累计"),
        _with(tile(answers.one(MONTH), "本月"), _month_under(answers, series, period, reporters)),
        _shared(answers, PARTNER, "东部协作和定点帮扶", "帮扶单位"),
        _shared(answers, PLATFORM, "832平台", "832平台"),
        tile(judged_first(answers.all(LIFTED)), "脱贫户产品占比"),
        canteens.tile,
    ]
    return tuple(entry for entry in found if entry is not None)


def _shared(answers: Answers, indicator: str, name: str, short: str) -> Tile | None:
    """A part of all sales: judged where the pack judges it (``short`` stands beside the lamp), else with its share."""
    judged = judged_first(answers.all(indicator))
    share = _part(answers, indicator)
    if judged is not None and judged.target is not None:
        return tile(judged, short)
    if share is None:
        return tile(judged, name)
    return _with(tile(judged, name), f"占{forms.percent(share)}")


def _with(entry: Tile | None, under: str) -> Tile | None:
    if entry is None:
        return None
    return Tile(name=entry.name, figure=entry.figure, unit=entry.unit, lamp=entry.lamp, under=under, indicator=entry.indicator)


def _month_under(answers: Answers, series: Months, period: str, reporters: str) -> str:
    """Who is in it where somebody is missing, else the change on the month before; months are compared, never judged."""
    figure, index = answers.figure(MONTH), int(period[5:7]) - 1
    if figure is not None and figure.reported < figure.expected:
        return f"含{figure.reported}/{figure.expected}个{reporters}"
    change = series.change(index) if series.subject == SALES else None
    return "当月数" if change is None else f"较{index}月{forms.moved(change, '万元', 2)}"


def _bars(sums: Sequence[tuple[str, Fraction]], whole: Fraction | None, partners: Sequence[str] = ()) -> tuple[ShareBar, ...]:
    return tuple(
        ShareBar(name=name, amount=amount, share=forms.share(amount, whole) if whole else None, partner=name in partners)
        for name, amount in sums
    )


def _kinds(answers: Answers, sales: Sequence[Sale], whole: Fraction | None) -> Breakdown:
    bars = _bars(by(sales, lambda sale: sale.kind), whole, PARTNERS)
    share = _part(answers, PARTNER)
    if not bars or share is None:
        return Breakdown(finding="按采购单位性质", bars=bars)
    amount = forms.quantity(answers.value(PARTNER), "万元", 2)
    return Breakdown(finding=f"{PARTNER_WORDS}采购{amount}，占{forms.percent(share)}", bars=bars)


def _products(sales: Sequence[Sale], whole: Fraction | None) -> Breakdown:
    bars = _bars(by(sales, lambda sale: sale.product), whole)
    if not bars or not whole:
        return Breakdown(finding="按产品类别", bars=bars)
    first = [bar for bar in bars if bar.name != "其他" and bar.amount][:NAMED]
    held = sum((bar.amount for bar in first), Fraction(0))
    several = f"{forms.NUMERALS[len(first)]}类" if len(first) > 1 else ""
    finding = f"{'、'.join(bar.name for bar in first)}{several}占{forms.percent(forms.share(held, whole))}"
    rest = next((bar for bar in bars if bar.name == "其他" and bar.amount > held), None)
    if rest is not None:
        finding = f"其他类占{forms.percent(rest.share)}" + (f"，{finding}" if first else "")
    return Breakdown(finding=finding if first or rest else "按产品类别", bars=bars)


def _channels(answers: Answers, sales: Sequence[Sale], whole: Fraction | None) -> Breakdown:
    bars = _bars(by(sales, lambda sale: sale.channel), whole)
    if not bars or not whole:
        return Breakdown(finding="按采购渠道", bars=bars)
    finding = f"{bars[0].name}最多，占{forms.percent(bars[0].share)}"
    platform = _part(answers, PLATFORM)
    if bars[0].name != "832平台" and platform is not None:
        finding += f"；832平台占{forms.percent(platform)}"
    return Breakdown(finding=finding, bars=bars)


def _nothing(main: Figure | None, period: str, place: str) -> str:
    """What stands in the place of the drawings."""
    if main is None:
        return f"{NOT_COLLECTED}。"
    if main.value is None and main.reported + main.carried_forward:
        return f"已报的消费帮扶月报表只到{place}以上，没有分到{place}的数。"
    return f"{forms.period_label(period)}还没有单位报送。" if main.value is None else f"{place}本年没有消费帮扶销售。"

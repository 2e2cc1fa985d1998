"""What stands beside the figures of 就业: posts, rangers, travel allowance, workshops, households without work."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from metrics.results import Figure
from services.tables.model import Table, TableCell, TableColumn, TableRow
from services.views import forms
from services.views.answers import Answers
from services.views.judged import NO_TARGET, tile
from services.views.model import Tile
from services.views.public_posts import PAY, POSTS, PayRule, posts_finding
from services.views.workshops import COUNT, DUE, ELIGIBLE, LIFTED, PAID, RewardRule, WorkshopPart

TRAVEL, RANGERS, ZERO_JOB = "employment.travel_paid_rate", "employment.rangers", "employment.zero_job_households"
WAN = 10_000
Leaf = tuple[str, str, str]
TRAINING: tuple[Leaf, ...] = (
    ("技能培训", "employment.trained", "人次"), ("技能培训", "employment.certified_rate", "取证率 %"),
    ("技能培训", "employment.trained_employed_rate", "就业率 %"), ("", RANGERS, "生态\n护林员"),
)  # fmt: skip
WORKSHOPS: tuple[Leaf, ...] = (("帮扶车间", COUNT, "个数"), ("帮扶车间", LIFTED, "脱贫劳动力"))
REWARDS: tuple[Leaf, ...] = (("帮扶车间", ELIGIBLE, "符合奖补"), ("帮扶车间", DUE, "应兑付 元"), ("帮扶车间", PAID, "兑付率 %"))


@dataclass(frozen=True, kw_only=True)
class TravelBar:
    """Who is due the travel allowance and who has it, of one unit; None where nothing was reported."""

    name: str
    due: Fraction | None
    paid: Fraction | None
    carried: bool = False

    @property
    def open(self) -> Fraction:
        """People who still wait."""
        return (self.due or Fraction(0)) - (self.paid or Fraction(0))


@dataclass(frozen=True, kw_only=True)
class Support:
    """The second part of the page: two cards and two tables."""

    travel: tuple[TravelBar, ...]
    travel_finding: str
    travel_what: str
    posts_finding: str
    post_tiles: tuple[Tile, ...]
    other_tiles: tuple[Tile, ...]
    workshops: WorkshopPart
    table: Table


def support(
    answers: Answers, workshops: WorkshopPart, amounts: Mapping[str, Fraction | None], *, pay: PayRule, reward: RewardRule,
    allowance: Fraction | None, noun: str, context: Sequence[str],
) -> Support:  # fmt: skip
    """``amounts``: 元 of travel allowance paid by region; ``allowance``: 元 a head and year that the pack names."""
    travel = tuple(sorted((_travel(answers, region) for region in answers.children), key=_by_need))
    return Support(
        travel=travel,
        travel_finding=_travel_finding(answers, travel, noun),
        travel_what=_travel_what(amounts.get(answers.region), travel),
        posts_finding=posts_finding(answers, pay, answers.children, noun),
        post_tiles=tuple(_held(entry, pay) for entry in _tiles(answers, ((POSTS, "公益岗在岗"), (PAY, "最低补贴")))),
        other_tiles=_tiles(answers, ((TRAVEL, "交通补助兑付率"), (RANGERS, "生态护林员"), (ZERO_JOB, "零就业户"))),
        workshops=workshops,
        table=_table(answers, amounts, reward, allowance, noun, context),
    )


def _travel(answers: Answers, region: str) -> TravelBar:
    figure = answers.figure(TRAVEL, region)
    return TravelBar(
        name=answers.name(region), due=_side(figure, "denominator"), paid=_side(figure, "numerator"),
        carried=bool(figure and figure.carried_forward),
    )  # fmt: skip


def _side(figure: Figure | None, side: str) -> Fraction | None:
    if figure is None:
        return None
    return figure.denominator if side == "denominator" else figure.numerator


def _by_need(bar: TravelBar) -> tuple[bool, Fraction, Fraction]:
    """Who has most people waiting first; units without a report last."""
    return bar.due is None, -bar.open, -(bar.due or Fraction(0))


def _travel_finding(answers: Answers, bars: Sequence[TravelBar], noun: str) -> str:
    """``应补3,210人，已补2,980人，兑付率92.83%；还有230人未补，主要在共和镇、安乐乡``."""
    figure = answers.figure(TRAVEL)
    if figure is None or figure.denominator is None or figure.numerator is None:
        return "还没有交通补助数"
    due, paid = figure.denominator, figure.numerator
    if not due:
        return "本期没有应补交通补助的人"
    text = f"应补{forms.quantity(due, '人')}，已补{forms.quantity(paid, '人')}，兑付率{forms.percent(figure.value)}"
    waiting = [bar for bar in bars if bar.open > 0]
    if not waiting or due == paid:
        return text
    named = forms.names([f"{bar.name}（{forms.quantity(bar.open, '人')}）" for bar in waiting[:3]], noun)
    return f"{text}；还有{forms.quantity(due - paid, '人')}未补，{'主要' if len(waiting) > 3 else ''}在{named}"


def _travel_what(amount: Fraction | None, bars: Sequence[TravelBar]) -> str:
    paid = f"，已补金额{forms.quantity(amount / WAN, '万元', 2)}" if amount is not None else ""
    return f"外出务工交通补助，本年累计，人{paid}{'　※ 沿用上期' if any(bar.carried for bar in bars) else ''}"


def _tiles(answers: Answers, named: Sequence[tuple[str, str]]) -> tuple[Tile, ...]:
    return tuple(entry for key, name in named if (entry := tile(answers.one(key), name)) is not None)


def _held(entry: Tile, pay: PayRule) -> Tile:
    """The lowest allowance under the floor of the pack's setting, where no target judges it."""
    if entry.indicator != PAY or entry.under != NO_TARGET or pay.floor is None:
        return entry
    return replace(entry, under=f"不低于{forms.plain(pay.floor, 2)}（含）")


def _table(
    answers: Answers, amounts: Mapping[str, Fraction | None], reward: RewardRule, allowance: Fraction | None, noun: str,
    context: Sequence[str],
) -> Table:  # fmt: skip
    later: tuple[Leaf, ...] = ()
    if answers.one(COUNT) is not None:
        later = (*WORKSHOPS, *(REWARDS if reward.judges and reward.rate is not None else REWARDS[:1] if reward.judges else ()))
    columns = (
        TableColumn(key="number", heading="序号", align="center", width=6),
        TableColumn(key="unit", heading=noun, width=14),
        *(_column(answers, leaf) for leaf in TRAINING),
        _plain("travel_due", "应补人数", 0),
        _plain("travel_paid", "已补人数", 0),
        _column(answers, ("交通补助", TRAVEL, "兑付率 %")),
        _plain("travel_amount", "金额 万元", 2),
        *(_column(answers, leaf) for leaf in later),
    )
    keys = [key for _, key, _ in TRAINING], [key for _, key, _ in later]
    rows = [_row(answers, region, amounts, keys, str(index)) for index, region in enumerate(answers.children, start=1)]
    rows.append(_row(answers, answers.region, amounts, keys, "", total=True))
    return Table(
        title="培训、补助和帮扶车间", unit="人次、人、个", columns=columns, rows=tuple(rows), notes=_notes(reward, allowance, bool(later)),
        context=" · ".join(part for part in context if part),
    )  # fmt: skip


def _column(answers: Answers, leaf: Leaf) -> TableColumn:
    group, key, heading = leaf
    one = answers.one(key)
    decimals = one.decimals if one else 0
    return TableColumn(key=key, heading=heading, group=group, align="right", number=True, decimals=decimals, width=11)


def _plain(key: str, heading: str, decimals: int) -> TableColumn:
    """A column of the travel allowance that is no indicator of its own."""
    return TableColumn(key=key, heading=heading, group="交通补助", align="right", number=True, decimals=decimals, width=11)


def _row(
    answers: Answers, region: str, amounts: Mapping[str, Fraction | None], keys: tuple[list[str], list[str]], number: str, *,
    total: bool = False,
) -> TableRow:  # fmt: skip
    def of(key: str) -> TableCell:
        one = answers.one(key, region)
        return _cell(one.figure.value if one else None, one.decimals if one else 0)

    travel, amount = answers.figure(TRAVEL, region), amounts.get(region)
    tag = "" if total else answers.carried_tag(region, answers.figure(POSTS, region))
    first, last = keys
    return TableRow(
        kind="total" if total else "body", region=region,
        cells=(
            TableCell(text=number, muted=True), TableCell(text="合计" if total else answers.name(region), tag=tag), *map(of, first),
            _cell(_side(travel, "denominator"), 0), _cell(_side(travel, "numerator"), 0), of(TRAVEL),
            _cell(None if amount is None else amount / WAN, 2), *map(of, last),
        ),
    )  # fmt: skip


def _cell(value: Fraction | None, decimals: int) -> TableCell:
    return TableCell(text=forms.number(value, decimals), value=None if value is None else float(value))


def _notes(reward: RewardRule, allowance: Fraction | None, workshops: bool) -> tuple[str, ...]:
    notes = [
        "取证率＝取得证书人数÷培训人次，就业率＝培训后就业人数÷有就业意愿参训人数，兑付率＝已补人数÷应补人数；合计行为合计比合计。"
    ]
    if allowance is not None:
        notes.append(f"交通补助标准每人每年{forms.plain(allowance, 2)}元。")
    if workshops:
        notes.append(f"车间奖补：{reward.words}。")
    return tuple(notes)

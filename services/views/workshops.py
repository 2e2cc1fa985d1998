"""就业帮扶车间: who takes on lifted workers, who has earned the reward of the pack's rule, what is due and paid."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from metrics.evidence import MICRO, Snapshot
from metrics.settings import Settings
from services.tables.model import Table, TableCell, TableColumn, TableRow
from services.views import forms
from services.views.answers import Answers
from services.views.judged import tile
from services.views.model import Tile

COUNT, LIFTED = "employment.workshops", "employment.workshop_lifted_workers"
ELIGIBLE, DUE, PAID = "employment.workshops_eligible", "employment.workshop_reward_due", "employment.workshop_reward_paid_rate"
INDICATORS = (COUNT, LIFTED, ELIGIBLE, DUE, PAID)
NO_RULE = "本方案未设奖补办法"
NOT_COLLECTED = "本方案不收就业帮扶车间台账"
WAN = 10_000
#: workshops on the screen; the workbook holds all
SHOWN = 12
#: what stands over a workshop's place: in a county, and over several counties
PLACES, PLACES_OF_COUNTIES = ("乡镇", "村"), ("县市区", "乡镇、村")
FIELDS = ("workers", "lifted_workers", "months", "wages", "reward_paid")


@dataclass(frozen=True, kw_only=True)
class RewardRule:
    """Who earns the reward: so many lifted workers for so many months; ``rate``: share of their wages. None: not set."""

    workers: Fraction | None
    months: Fraction | None
    rate: Fraction | None

    @property
    def judges(self) -> bool:
        """Whether the pack says who is eligible."""
        return self.workers is not None and self.months is not None

    @property
    def words(self) -> str:
        """The rule in words; that there is none."""
        if self.workers is None or self.months is None:
            return f"{NO_RULE}，不计算应兑付奖补"
        asked = f"吸纳脱贫劳动力{forms.plain(self.workers, 2)}人以上（含）、稳定就业{forms.plain(self.months, 2)}个月以上（含）"
        share = f"的，按支付脱贫劳动力工资的{forms.plain(self.rate * 100, 2)}%奖补" if self.rate is not None else "的可奖补"
        return asked + share


@dataclass(frozen=True, kw_only=True)
class Workshop:
    """One workshop of the list; amounts in 元, ``carried``: 沿用5月."""

    name: str
    place: str
    township: str
    kind: str
    workers: Fraction | None
    lifted: Fraction | None
    months: Fraction | None
    wages: Fraction | None
    paid: Fraction | None
    carried: str

    def why_not(self, rule: RewardRule) -> str:
        """What is missing for the reward; empty for an eligible one and where the pack has no rule."""
        if rule.workers is None or rule.months is None:
            return ""
        if self.lifted is None or self.months is None:
            return "人数或月数未填"
        few = f"不足{forms.plain(rule.workers, 2)}人" if self.lifted < rule.workers else ""
        short = f"不足{forms.plain(rule.months, 2)}个月" if self.months < rule.months else ""
        return "、".join(part for part in (few, short) if part)

    def due(self, rule: RewardRule) -> Fraction | None:
        """What the rule gives: 0 for one that is not eligible, None without a rate or without wages."""
        if not rule.judges or rule.rate is None:
            return None
        if self.why_not(rule):
            return Fraction(0)
        return None if self.wages is None else self.wages * rule.rate

    def open(self, rule: RewardRule) -> Fraction:
        """Due and not yet paid; nothing where the pack has no rule. Below 0: paid without being due."""
        due = self.due(rule)
        return Fraction(0) if due is None else due - (self.paid or Fraction(0))


@dataclass(frozen=True, kw_only=True)
class WorkshopPart:
    """The workshops' part of the page; ``shown`` is the table on the screen, ``table`` the whole, None: nothing to list."""

    finding: str
    what: str
    tiles: tuple[tuple[Tile, ...], ...]
    shown: Table | None
    table: Table | None
    nothing: str


def reward_rule(settings: Settings) -> RewardRule:
    """The rule of a pack's settings."""
    return RewardRule(
        workers=settings.workshop_min_workers, months=settings.workshop_min_months, rate=settings.workshop_reward_rate
    )


def workshops_of(
    snapshot: Snapshot, inside: Callable[[str], bool], names: Callable[[str], tuple[str, str]], carried: Mapping[str, str]
) -> tuple[Workshop, ...]:
    """The workshops inside a region; ``names``: a place's own name and its township's, ``carried``: reporter → month."""
    rows = snapshot.rows
    if any(name not in rows for name in ("name", "region", "kind", *FIELDS)):
        return ()
    columns: list[list[Any]] = [rows[name].tolist() for name in ("name", "region", "kind", "reporter", "carried")]
    columns += [[_exact(value) for value in rows[name].astype("object").tolist()] for name in FIELDS]
    found: list[Workshop] = []
    for name, region, kind, reporter, taken, workers, lifted, months, wages, paid in zip(*columns, strict=True):
        if inside(region):
            place, township = names(region)
            month = carried.get(reporter, "")
            tag = (f"沿用{forms.month_of(month)}" if month else "沿用上期") if taken else ""
            found.append(
                Workshop(
                    name=str(name), place=place, township=township, kind=kind if isinstance(kind, str) else "", workers=workers,
                    lifted=lifted, months=months, wages=wages, paid=paid, carried=tag,
                )
            )  # fmt: skip
    return tuple(found)


def _exact(value: Any) -> Fraction | None:
    return Fraction(value, MICRO) if isinstance(value, int) else None


def workshop_part(
    answers: Answers, workshops: Sequence[Workshop], rule: RewardRule, *, period: str, covered: str,
    places: tuple[str, str] = PLACES,
) -> WorkshopPart:  # fmt: skip
    """``covered``: who has reported the list, in words; ``places``: what the workshops' ``township`` and ``place`` are called."""
    count = answers.figure(COUNT)
    if count is None:
        return WorkshopPart(finding=NOT_COLLECTED, what="", tiles=(), shown=None, table=None, nothing=f"{NOT_COLLECTED}。")
    ordered = sorted(workshops, key=lambda entry: (-entry.open(rule), -(entry.lifted or 0), entry.township, entry.name))
    context = f"{forms.period_label(period)} · {covered}"
    nothing = f"{forms.period_label(period)}没有就业帮扶车间。"
    if count.value is None:
        nothing = f"{forms.period_label(period)}还没有单位报送就业帮扶车间台账。"
    return WorkshopPart(
        finding=_finding(answers, ordered, rule) if ordered else nothing.removesuffix("。"),
        what=covered,
        tiles=_tiles(answers, rule),
        shown=_table(answers, ordered, ordered[:SHOWN], rule, context, places) if ordered else None,
        table=_table(answers, ordered, ordered, rule, context, places) if ordered else None,
        nothing=nothing,
    )


def _finding(answers: Answers, workshops: Sequence[Workshop], rule: RewardRule) -> str:
    text = f"{forms.number(answers.value(COUNT))}个帮扶车间吸纳脱贫劳动力{forms.quantity(answers.value(LIFTED), '人')}"
    eligible, due, paid = (answers.figure(key) for key in (ELIGIBLE, DUE, PAID))
    if not rule.judges or eligible is None or eligible.value is None:
        return f"{text}；{NO_RULE}"
    text += f"；{forms.number(eligible.value)}个符合奖补条件"
    if due is None or due.value is None:
        return text
    text += f"，应兑付{forms.quantity(due.value / WAN, '万元', 2)}"
    if paid is None or paid.value is None:
        return text
    late = sum(entry.open(rule) > 0 for entry in workshops)
    return f"{text}，已兑付{forms.percent(paid.value)}" + (f"，{late}个未足额兑付" if late else "")


def _tiles(answers: Answers, rule: RewardRule) -> tuple[tuple[Tile, ...], ...]:
    """Workshops and people in one frame, the reward in a second where the pack has a rule."""

    people = _shown(answers, ((COUNT, "帮扶车间"), (LIFTED, "吸纳脱贫劳动力")))
    if not rule.judges:
        return (people,)
    if rule.rate is None:
        return people, _shown(answers, ((ELIGIBLE, "符合奖补条件"),))
    due = answers.value(DUE)
    figure, unit = forms.parts(None if due is None else due / WAN, "万元", 2)
    paid = _shown(answers, ((PAID, "奖补兑付率"),))
    return people, (*_shown(answers, ((ELIGIBLE, "符合奖补条件"),)), Tile(name="应兑付奖补", figure=figure, unit=unit), *paid)


def _shown(answers: Answers, named: Sequence[tuple[str, str]]) -> tuple[Tile, ...]:
    return tuple(entry for key, name in named if (entry := tile(answers.one(key), name)) is not None)


def _table(
    answers: Answers, workshops: Sequence[Workshop], shown: Sequence[Workshop], rule: RewardRule, context: str,
    places: tuple[str, str],
) -> Table:  # fmt: skip
    def number(key: str, heading: str, group: str = "", decimals: int = 0) -> TableColumn:
        return TableColumn(key=key, heading=heading, group=group, align="right", number=True, decimals=decimals, width=13)

    judged = [
        TableColumn(key="eligible", heading="是否符合", group="奖补", width=22), number("due", "应兑付", "奖补", 2)
    ] if rule.judges else []  # fmt: skip
    columns = (
        TableColumn(key="number", heading="序号", align="center", width=6),
        TableColumn(key="name", heading="车间名称", width=26, wrap=True),
        TableColumn(key="township", heading=places[0], width=10),
        TableColumn(key="place", heading=places[1], width=16, wrap=len(places[1]) > 1),
        TableColumn(key="kind", heading="类型", width=12),
        number("workers", "合计", "吸纳就业"),
        number("lifted", "脱贫劳动力", "吸纳就业"),
        number("months", "稳定就业\n月数"),
        number("wages", "支付脱贫\n劳动力工资", "", 2),
        *judged,
        number("paid", "已兑付", "奖补", 2),
    )
    rows = [_row(entry, rule, str(index)) for index, entry in enumerate(shown, start=1)]
    notes = [f"奖补办法：{rule.words}。" if rule.judges else f"{rule.words}。"]
    if len(shown) < len(workshops):
        notes.append(f"此处列{len(shown)}个车间，全部{len(workshops)}个见导出表。")
    return Table(
        title="就业帮扶车间", unit="人、月、元", columns=columns, rows=(*rows, _total(answers, workshops, rule)), notes=tuple(notes),
        context=context,
    )  # fmt: skip


def _row(entry: Workshop, rule: RewardRule, number: str) -> TableRow:
    reason = entry.why_not(rule)
    judged = [TableCell(text=f"不符合：{reason}" if reason else "符合", muted=bool(reason)), _amount(entry.due(rule))]
    return TableRow(
        cells=(
            TableCell(text=number, muted=True), TableCell(text=entry.name, tag=entry.carried), TableCell(text=entry.township),
            TableCell(text=entry.place), TableCell(text=entry.kind), _amount(entry.workers, 0), _amount(entry.lifted, 0),
            _amount(entry.months, 0), _amount(entry.wages), *(judged if rule.judges else []), _amount(entry.paid),
        )
    )  # fmt: skip


def _total(answers: Answers, workshops: Sequence[Workshop], rule: RewardRule) -> TableRow:
    """Sums as the indicators give them; wages, people and payments, for which there is none, over the list."""
    count = answers.value(ELIGIBLE)
    judged = [TableCell(text=f"{forms.number(count)}个"), _amount(answers.value(DUE))]
    return TableRow(
        kind="total",
        cells=(
            TableCell(), TableCell(text="合计"), TableCell(), TableCell(), TableCell(),
            _amount(_sum([entry.workers for entry in workshops]), 0), _amount(answers.value(LIFTED), 0), TableCell(),
            _amount(_sum([entry.wages for entry in workshops])), *(judged if rule.judges else []),
            _amount(_sum([entry.paid for entry in workshops])),
        ),
    )  # fmt: skip


def _sum(values: Sequence[Fraction | None]) -> Fraction | None:
    known = [value for value in values if value is not None]
    return sum(known, Fraction(0)) if known else None


def _amount(value: Fraction | None, decimals: int = 2) -> TableCell:
    return TableCell(text=forms.number(value, decimals), value=None if value is None else float(value))

"""预算单位食堂: who reserves too little of the year's purchases, who is exempt, what has been bought against the quota."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from metrics.evidence import ReportState
from metrics.packs import Pack
from metrics.results import Judgement
from services.tables.model import Status, Table, TableCell, TableColumn, TableRow
from services.views import forms
from services.views.answers import Answers, coverage
from services.views.consumption_rows import Canteen, added
from services.views.judged import NO_TARGET, tile
from services.views.model import Clause, Headline, Lamp, Tile

SHARE, BELOW, DONE = "consumption.reserved_share", "consumption.units_below_quota", "consumption.quota_completion"
#: what the page shows beyond the units below the quota; the workbook holds all
SHOWN = 12
NOT_COLLECTED = "本方案不收预算单位食堂采购预留份额表"


@dataclass(frozen=True, kw_only=True)
class Quota:
    """The share that the pack asks of every unit, in percent; None: it asks none. ``status``: the worst of the units."""

    percent: Fraction | None
    status: Status | None
    far: Fraction

    def misses(self, unit: Canteen) -> bool:
        """Whether a unit reserves less than is asked; exactly, and equal is enough."""
        return self.percent is not None and unit.share is not None and unit.share < self.percent

    def of(self, unit: Canteen) -> Status | None:
        """Where a unit stands; None for the exempt, for one without a share and where nothing is asked."""
        if self.percent is None or unit.share is None:
            return None
        if not self.misses(unit):
            return "met"
        if self.status == "not_due":
            return "not_due"
        return (
            "far_behind" if self.status is not None and self.percent - unit.share > self.percent * self.far / 100 else "behind"
        )


@dataclass(frozen=True, kw_only=True)
class CanteenPart:
    """The canteens' part of the page. ``shown`` is the table on the screen, ``table`` the whole; None: nothing to list."""

    finding: str
    what: str
    clause: Headline | None
    tile: Tile | None
    shown: Table | None
    table: Table | None
    nothing: str


def quota_of(pack: Pack, judged: Judgement | None) -> Quota:
    """The share of the target on every unit, else of the pack's setting."""
    own = judged if judged is not None and isinstance(judged.value, Fraction) and judged.op in (">=", ">") else None
    asked = pack.settings.reserved_share
    percent = own.value if own is not None and isinstance(own.value, Fraction) else asked * 100 if asked is not None else None
    return Quota(percent=percent, status=own.status if own is not None else None, far=pack.settings.behind_percent)


def canteen_part(
    answers: Answers, units: Sequence[Canteen], states: Sequence[ReportState], quota: Quota, *, period: str, reporters: str, place: str
) -> CanteenPart:  # fmt: skip
    """``units``: those of the asked region as ``canteens_of`` orders them; ``reporters``: 部门; ``place``: the region's name."""
    result = answers.one(SHARE)
    if result is None:
        return CanteenPart(
            finding=NOT_COLLECTED, what="", clause=None, tile=None, shown=None, table=None, nothing=f"{NOT_COLLECTED}。"
        )
    below = [unit for unit in units if quota.misses(unit)]
    context = (f"{forms.period_label(period)}", coverage(result.figure, reporters, states, answers.carried))
    shown = [*below, *[unit for unit in units if unit not in below][:SHOWN]]
    reported = result.figure.reported + result.figure.carried_forward
    nothing = (
        f"表内没有属于{place}的预算单位。" if reported else f"{forms.period_label(period)}还没有单位报送食堂采购预留份额。"
    )
    return CanteenPart(
        finding=_finding(answers, units, below, quota) if units else nothing,
        what=" · ".join((*context, "年度食堂食材采购中预留给脱贫地区农副产品的份额")),
        clause=_clause(below, quota),
        tile=_tile(answers, below, quota),
        shown=_table(answers, shown, units, quota, context) if units else None,
        table=_table(answers, units, units, quota, context) if units else None,
        nothing=nothing,
    )


def _finding(answers: Answers, units: Sequence[Canteen], below: Sequence[Canteen], quota: Quota) -> str:
    """``12个有食堂的单位中3个预留份额低于10%，差距最大的是…``; without a quota: the share alone, said to be unjudged."""
    required = [unit for unit in units if unit.required]
    share = answers.value(SHARE)
    whole = f"{len(required)}个有食堂的单位"
    whole += f"合计预留{forms.percent(share)}" if share is not None else "还没有预留份额"
    if quota.percent is None:
        return f"{whole}，{NO_TARGET}"
    asked = f"{forms.plain(quota.percent, 2)}%"
    if not below:
        return f"{whole}，没有单位低于{asked}"
    named = forms.names([f"{unit.name}{forms.percent(unit.share)}" for unit in below], "单位")
    return f"{whole}，{len(below)}个单位低于{asked}：{named}"


def _clause(below: Sequence[Canteen], quota: Quota) -> Headline | None:
    if not below or quota.percent is None:
        return None
    worst = quota.status if quota.status in ("behind", "far_behind", "not_due") else "behind"
    return (Clause(text=f"{len(below)}个预算单位预留份额低于{forms.plain(quota.percent, 2)}%", status=worst),)


def _tile(answers: Answers, below: Sequence[Canteen], quota: Quota) -> Tile | None:
    """The share of all units together; judged is every unit by itself."""
    made = tile(answers.one(SHARE), "食堂预留份额")
    if made is None or quota.percent is None:
        return made
    under = f"{len(below)}个单位低于{forms.plain(quota.percent, 2)}%" if below else "没有单位低于要求"
    lamp = Lamp(status=quota.status) if quota.status else None
    if answers.value(SHARE) is None:
        under = ""
    return Tile(
        name="预留份额" if lamp else made.name, figure=made.figure, unit=made.unit, lamp=lamp, under=under, indicator=SHARE
    )


def _table(answers: Answers, rows: Sequence[Canteen], units: Sequence[Canteen], quota: Quota, context: Sequence[str]) -> Table:
    def number(key: str, heading: str, group: str = "") -> TableColumn:
        return TableColumn(key=key, heading=heading, group=group, align="right", number=True, decimals=2, width=12)

    columns = (
        TableColumn(key="number", heading="序号", align="center", width=6),
        TableColumn(key="unit", heading="预算单位", width=28),
        TableColumn(key="place", heading="所属地区", width=12),
        number("total", "食材\n采购总额"),
        number("reserved", "金额", "预留份额"),
        number("share", "占比 %", "预留份额"),
        TableColumn(key="judged", heading="要求", group="预留份额", width=14),
        number("platform", "832平台", "本年已采购"),
        number("agreement", "协议采购", "本年已采购"),
        number("completion", "完成预留 %", "本年已采购"),
    )
    body = tuple(_row(unit, quota, str(index)) for index, unit in enumerate(rows, start=1))
    return Table(
        title="预算单位食堂采购预留份额", unit="万元", columns=columns, rows=(*body, _total(answers, units)),
        notes=_notes(quota, len(rows), len(units)), context=" · ".join(part for part in context if part),
    )  # fmt: skip


def _row(unit: Canteen, quota: Quota, number: str) -> TableRow:
    first = (TableCell(text=number, muted=True), TableCell(text=unit.name, tag=unit.carried), TableCell(text=unit.place))
    if not unit.required:
        exempt = TableCell(text=forms.SLASH)
        return TableRow(
            cells=(
                *first,
                *([exempt] * 3),
                TableCell(text="／ 免（无食堂）", muted=True),
                _amount(unit.platform),
                _amount(unit.agreement),
                exempt,
            )
        )
    status = quota.of(unit)
    asked = f"低于{forms.plain(quota.percent, 2)}%" if quota.percent is not None else ""
    judged = TableCell(text=forms.BLANK, muted=True)
    if status is not None:
        judged = TableCell(status=status, lamp_text="" if status == "met" else asked)
    return TableRow(
        cells=(
            *first, _amount(unit.total), _amount(unit.reserved), _amount(unit.share), judged,
            _amount(unit.platform), _amount(unit.agreement), _amount(unit.completion),
        )
    )  # fmt: skip


def _total(answers: Answers, units: Sequence[Canteen]) -> TableRow:
    """Total, quota and share are the indicator's two sides; the purchases are of all rows listed."""
    share = answers.figure(SHARE)
    return TableRow(
        kind="total",
        cells=(
            TableCell(), TableCell(text="合计"), TableCell(),
            _amount(share.denominator if share else None), _amount(share.numerator if share else None),
            _amount(share.value if share else None), TableCell(),
            _amount(added(unit.platform for unit in units)), _amount(added(unit.agreement for unit in units)),
            _amount(answers.value(DONE)),
        ),
    )  # fmt: skip


def _amount(value: Fraction | None) -> TableCell:
    return TableCell(text=forms.number(value, 2), value=None if value is None else float(value))


def _notes(quota: Quota, shown: int, known: int) -> tuple[str, ...]:
    asked = "低于要求的列在前面" if quota.percent is not None else f"{NO_TARGET}，按占比由低到高列出，不亮灯"
    notes = [
        f"预留占比＝预留采购份额÷年度食堂食材采购总额；没有食堂的单位免，不计入；{asked}。",
        "完成预留＝（832平台＋协议采购）÷预留份额，可超过100%；合计行为合计比合计，只含各栏齐全的单位。",
    ]
    if shown < known:
        notes.append(f"此处列{shown}个单位，全部{known}个单位见导出表。")
    return tuple(notes)

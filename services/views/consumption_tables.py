"""The tables of the page 消费帮扶: by place of origin, and every purchase by buyer, origin, product and channel."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from services.tables.model import Table, TableCell, TableColumn, TableRow
from services.views import forms
from services.views.answers import Answers
from services.views.consumption_months import MONTH, PARTNER, SALES
from services.views.consumption_rows import PARTNERS, Sale, added
from services.views.handed_down import own_cells, own_columns

#: purchases on the screen; the workbook holds all
SHOWN = 15
LEAVES = (
    (SALES, "本年累计", "销售额"),
    (MONTH, "本月", "销售额"),
    (PARTNER, "协作和定点帮扶", "其中"),
    ("consumption.platform_832", "832平台", "其中"),
    ("consumption.lifted_share", "占比 %", "脱贫户产品"),
    ("consumption.lifted_households", "带动户次", "脱贫户产品"),
)


def origin_table(answers: Answers, sales: Sequence[Sale], context: Sequence[str], noun: str, place: str, subject: str) -> Table:
    """One row a unit of origin; what names only the whole as origin stands in a row of its own, so that the rows add up.

    ``subject``: the indicator that units may have been given a part of."""
    columns = [
        TableColumn(key="number", heading="序号", align="center", width=6),
        TableColumn(key="unit", heading=f"产品来源地（{noun}）", width=20),
    ]
    for key, heading, group in LEAVES:
        one = answers.one(key)
        columns.append(
            TableColumn(
                key=key, heading=heading, group=group, align="right", number=True, decimals=one.decimals if one else 2, width=14
            )
        )
    own = own_columns(answers, subject)
    columns += own
    given = subject if own else ""
    rows = [_row(answers, region, str(index), given) for index, region in enumerate(answers.children, start=1)]
    undivided = [sale for sale in sales if sale.region == answers.region]
    if undivided:
        rows.append(_undivided(undivided, place, noun, len(own)))
    rows.append(_row(answers, answers.region, "", given, total=True))
    return Table(
        title=f"按产品来源地分{noun}", unit="万元、户次", columns=tuple(columns), rows=tuple(rows),
        notes=_notes(bool(undivided), noun, place), context=" · ".join(part for part in context if part),
    )  # fmt: skip


def _row(answers: Answers, region: str, number: str, given: str, *, total: bool = False) -> TableRow:
    taken_over = not total and answers.reporter_of(region) in answers.carried
    tag = answers.carried_tag(region, answers.figure(SALES, region)) if taken_over else ""
    cells = [TableCell(text=number, muted=True), TableCell(text="合计" if total else answers.name(region), tag=tag)]
    for key, _, _ in LEAVES:
        one = answers.one(key, region)
        cells.append(_figure(one.figure.value if one else None, one.decimals if one else 2))
    if given:
        cells += own_cells(answers, given, region)
    return TableRow(cells=tuple(cells), kind="total" if total else "body", region=region)


def _undivided(sales: Sequence[Sale], place: str, noun: str, more: int) -> TableRow:
    """The rows whose origin is the region as a whole; ``more``: columns that say nothing of them."""
    ytd = added(sale.ytd for sale in sales)
    both = [sale for sale in sales if sale.lifted is not None and sale.ytd is not None]
    base = added(sale.ytd for sale in both)
    lifted = forms.share(added(sale.lifted for sale in both) or Fraction(0), base) if base else None
    partner = added(sale.ytd for sale in sales if sale.kind in PARTNERS) or Fraction(0)
    platform = added(sale.ytd for sale in sales if sale.channel == "832平台") or Fraction(0)
    return TableRow(
        cells=(
            TableCell(),
            TableCell(text=f"{place}（未分{noun}）"),
            _figure(ytd, 2),
            _figure(added(sale.month for sale in sales), 2),
            _figure(partner, 2),
            _figure(platform, 2),
            _figure(lifted, 2),
            _figure(added(sale.households for sale in sales), 0),
            *(TableCell(text="／", muted=True) for _ in range(more)),
        )
    )


def _notes(undivided: bool, noun: str, place: str) -> tuple[str, ...]:
    notes = ["协作和定点帮扶＝东部协作地区和中央、省级定点帮扶单位；带动户次未去重；合计行的比率为合计比合计。"]
    if undivided:
        notes.append(f"来源地只填到{place}的金额未分到{noun}，单列一行；没有单独填报的{noun}记“—”。")
    return tuple(notes)


def sales_table(sales: Sequence[Sale], context: Sequence[str], *, screen: bool) -> Table | None:
    """Every purchase, the largest of the year first; on the screen only the first. None where there is none."""
    if not sales:
        return None
    shown = sales[:SHOWN] if screen else sales
    columns = (
        TableColumn(key="number", heading="序号", align="center", width=6),
        TableColumn(key="buyer", heading="采购单位", width=28),
        TableColumn(key="kind", heading="单位性质", width=18),
        TableColumn(key="origin", heading="产品来源地", width=12),
        TableColumn(key="product", heading="产品", width=9),
        TableColumn(key="channel", heading="渠道", width=11),
        TableColumn(key="month", heading="本月", group="采购金额", align="right", number=True, decimals=2, width=11),
        TableColumn(key="ytd", heading="本年累计", group="采购金额", align="right", number=True, decimals=2, width=12),
        TableColumn(key="lifted", heading="金额", group="脱贫户产品", align="right", number=True, decimals=2, width=11),
        TableColumn(key="households", heading="带动户", group="脱贫户产品", align="right", number=True, width=9),
    )
    rows = tuple(_sale(sale, str(index)) for index, sale in enumerate(shown, start=1))
    notes = (f"此处列金额最大的{len(shown)}笔，全部{len(sales):,}笔见导出表。",) if len(shown) < len(sales) else ()
    return Table(
        title="采购明细", unit="万元、户", columns=columns, rows=rows, notes=notes, context=" · ".join(part for part in context if part)
    )  # fmt: skip


def _sale(sale: Sale, number: str) -> TableRow:
    return TableRow(
        cells=(
            TableCell(text=number, muted=True),
            TableCell(text=sale.buyer, tag=sale.carried),
            TableCell(text=sale.kind),
            TableCell(text=sale.origin),
            TableCell(text=sale.product),
            TableCell(text=sale.channel),
            _figure(sale.month, 2),
            _figure(sale.ytd, 2),
            _figure(sale.lifted, 2),
            _figure(sale.households, 0),
        )
    )


def _figure(value: Fraction | None, decimals: int) -> TableCell:
    return TableCell(text=forms.number(value, decimals), value=None if value is None else float(value))

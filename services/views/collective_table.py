"""The table by unit of the page 村集体经济: villages by tier, shares, mean beside median."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from services.tables.model import Table, TableCell, TableColumn, TableRow
from services.views import forms
from services.views.answers import Answers
from services.views.collective_own import given_cells, given_columns
from services.views.ladder import TIERS, Village, tier_counts

SHARES = tuple((f"collective.share_total_{step}", f"{step}万以上") for step in (10, 15, 20))
VILLAGES = "collective.villages"
NOTES = (
    "分档按未四舍五入的原值判断，9.998万元不算10万元。",
    "占比＝达档村数÷已报村数；合计行为合计比合计。",
    "“—”表示还没有报送。",
)


def collective_table(answers: Answers, villages: Sequence[Village], context: Sequence[str], noun: str) -> Table:
    """One row a unit, units without a report with —; 合计 over the villages that have reported."""
    columns = (
        TableColumn(key="number", heading="序号", align="center", width=6),
        TableColumn(key="unit", heading=noun, width=14),
        TableColumn(key=VILLAGES, heading="村数", align="right", number=True, width=8),
        *(
            TableColumn(key=f"tier{index}", heading=tier, group="按总收入分档村数", align="right", number=True, width=9)
            for index, tier in enumerate(TIERS)
        ),
        *(
            TableColumn(key=key, heading=heading, group="达档村占比 %", align="right", number=True, decimals=2, width=10)
            for key, heading in SHARES
        ),
        TableColumn(
            key="collective.mean_total", heading="均值", group="村均总收入", align="right", number=True, decimals=2, width=9
        ),
        TableColumn(
            key="collective.median_total", heading="中位数", group="村均总收入", align="right", number=True, decimals=2, width=9
        ),
        TableColumn(key="operating", heading="经营性\n收入占比 %", align="right", number=True, decimals=2, width=11),
        *given_columns(answers),
    )
    rows = [
        _row(answers, region, [village for village in villages if village.unit == region], str(index))
        for index, region in enumerate(answers.children, start=1)
    ]
    rows.append(_row(answers, answers.region, villages, "", total=True))
    return Table(
        title=f"分{noun}明细", unit="个、万元、%", columns=columns, rows=tuple(rows), notes=NOTES,
        context=" · ".join(part for part in context if part),
    )  # fmt: skip


def _row(answers: Answers, region: str, own: Sequence[Village], number: str, *, total: bool = False) -> TableRow:
    figure = answers.figure(VILLAGES, region)
    known = figure is not None and figure.value is not None
    counts = [_figure(Fraction(count) if known else None, 0) for count in tier_counts(own)]
    shares = [_figure(answers.value(key, region), 2) for key, _ in SHARES]
    tag = "" if total else answers.carried_tag(region, figure)
    return TableRow(
        kind="total" if total else "body",
        region=region,
        cells=(
            TableCell(text=number, muted=True),
            TableCell(text="合计" if total else answers.name(region), tag=tag),
            _figure(figure.value if figure else None, 0),
            *counts,
            *shares,
            _figure(answers.value("collective.mean_total", region), 2),
            _figure(answers.value("collective.median_total", region), 2),
            _figure(_operating_share(answers, region), 2),
            *given_cells(answers, region),
        ),
    )


def _operating_share(answers: Answers, region: str) -> Fraction | None:
    operating, total = answers.value("collective.operating", region), answers.value("collective.total", region)
    return forms.share(operating, total) if operating is not None and total is not None else None


def _figure(value: Fraction | None, decimals: int) -> TableCell:
    return TableCell(text=forms.number(value, decimals), value=None if value is None else float(value))

"""上季移出: the households of the quarter before that are on the list no more, as they stood there, and what became of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from services.off_the_list import Became
from services.tables.model import Table, TableCell, TableColumn, TableRow
from services.views import forms
from services.views.warnings import ALWAYS, COLUMNS, Listed, household_cells
from services.views.words import FATE_WORDS

#: what is told of the quarter before says so in its heading
THEN = {
    "level": "上季\n级别",
    "persons": "上季\n人口",
    "net": "上季人均\n纯收入",
    "percent": "上季\n同比%",
    "reason": "上季预警原因",
}
GONE_COLUMNS = (
    *(replace(column, heading=THEN.get(column.key, column.heading)) for column in COLUMNS),
    TableColumn(key="fate", heading="本季去向", width=14),
)
FATES_NOTE = (
    "本季去向：本季未报为报送单位本季未报；已退出为该单位已报而户不在表中；收入回升为同比未下降，降幅未达预警为同比仍降而不触发规则；"
    "未再触发规则为上季因单项收入、支出或务工预警，本季已无该情况；缺数据的写无可比基期、无法判断年人均。"
)


def gone_table(
    listed: Sequence[Listed], became: Mapping[str, Became], level_words: Mapping[str, str], *, before: str, total: int,
    filters: str, context: str, chosen: int | None = None, place: str = "",
) -> Table:  # fmt: skip
    """The households shown, their level and figures named as the quarter before's."""
    quarter = forms.period_label(before)
    rows = [
        TableRow(
            selected=index == chosen,
            cells=(*household_cells(entry, level_words), fate_cell(became[entry.row.household_no])),
        )
        for index, entry in enumerate(listed)
    ]
    return Table(
        title=f"上季移出名单　{total:,}户{place}", unit="元/人、%", columns=GONE_COLUMNS, rows=tuple(rows),
        notes=(f"级别、人口、收入、同比和原因均为{quarter}的情况。", FATES_NOTE, ALWAYS[0]), filters=filters, context=context,
    )  # fmt: skip


def fate_cell(became: Became) -> TableCell:
    """收入回升, with the change against the same quarter of last year where there is one."""
    second = f"同比{forms.change(became.percent, 2)}%" if became.percent is not None else ""
    return TableCell(text=FATE_WORDS[became.fate], second=second)

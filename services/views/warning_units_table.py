"""The table of 预警分析: unit by level, since last quarter, share of the reported, source of the fall; the whole last."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from metrics.income_rules import LEVELS
from services.small_cells import NOTES
from services.tables.model import Table, TableCell, TableColumn, TableRow
from services.views import forms
from services.views.warning_units import CAUSE_NAMES, Shown, UnitWarnings
from services.views.words import LEVEL_MARKS

#: where the list of one unit stands: its name in, an address inside the app out; empty: no list of its own
Address = Callable[[UnitWarnings], str]
MISSING = "○ 未报"


def units_table(
    units: Sequence[UnitWarnings],
    whole: UnitWarnings,
    level_words: Mapping[str, str],
    *,
    noun: str,
    context: str,
    compared: bool,
    judged: bool,
    address: Address,
) -> Table:
    """The units in the order of the drawing; ``compared`` False: there was no list in the quarter before; ``judged``
    False: without a line nobody can be red."""
    notes = [
        "占比＝预警户÷已报户；一户按最重的一级计一次，级别、去向、减收来源三组各自合计为预警户（移出除外）。",
        "减收来源为预警原因中“主要是”所指的一项；无减收来源：人均未降，或人均因人口增加而降、全户纯收入未降，或没有可比基期。",
    ]
    if compared:
        notes.append("新增、持续、移出与上季度同一口径名单逐户对照，持续为两季都在名单；移出户按上季度所在地计。")
    if any(isinstance(count, str) for unit in units for count in _counts(unit)):
        notes += NOTES
    if not judged:
        notes.append("监测线未设定，不判断是否低于监测线。")
    rows = [_row(unit, _seen(unit, compared=compared, judged=judged), address(unit)) for unit in units]
    rows.append(_row(whole, _seen(whole, compared=compared, judged=judged), "", total=True))
    return Table(
        title=f"各{noun}预警户", unit="户、%", columns=_columns(level_words, noun), rows=tuple(rows), notes=tuple(notes), context=context,
    )  # fmt: skip


def _counts(unit: UnitWarnings) -> tuple[Shown | None, ...]:
    return (unit.listed, *unit.levels, unit.new, unit.staying, unit.gone, *unit.causes)


def _columns(level_words: Mapping[str, str], noun: str) -> tuple[TableColumn, ...]:
    return (
        TableColumn(key="unit", heading=noun, width=14),
        _number("households", "已报户"),
        _number("listed", "预警户"),
        _number("share", "占比\n%", decimals=2),
        *(_number(level, f"{LEVEL_MARKS[level]} {level_words[level]}", group="按级别") for level in LEVELS),
        _number("new", "新增", group="较上季度"),
        _number("staying", "持续", group="较上季度"),
        _number("gone", "移出", group="较上季度"),
        *(_number(f"cause{index}", _broken(name), group="减收来源") for index, name in enumerate(CAUSE_NAMES)),
    )


def _broken(name: str) -> str:
    return name.replace("无减收来源", "无减收\n来源").replace("生产经营", "生产\n经营")


def _number(key: str, heading: str, *, group: str = "", decimals: int = 0) -> TableColumn:
    return TableColumn(key=key, heading=heading, group=group, align="right", number=True, decimals=decimals, width=9)


def _seen(unit: UnitWarnings, *, compared: bool, judged: bool) -> tuple[Shown | None, ...]:
    """The counts of a row behind its share, — where there is nothing to count."""
    first = unit.levels[0] if judged else None
    churn = (unit.new, unit.staying, unit.gone) if compared else (None, None, None)
    return (first, *unit.levels[1:], *churn, *unit.causes)


def _row(unit: UnitWarnings, counts: Sequence[Shown | None], href: str, *, total: bool = False) -> TableRow:
    name = TableCell(text="合计" if total else unit.name, href=href)
    if unit.households is None:
        blanks = [TableCell(text=forms.BLANK)] * (len(counts) + 2)
        return TableRow(cells=(name, TableCell(text=MISSING, muted=True), *blanks))
    share = unit.share
    shown = TableCell(text=forms.number(share, 2), value=None if share is None else float(share))
    cells = (
        name,
        TableCell(text=forms.number(unit.households), value=int(unit.households)),
        _cell(unit.listed),
        _cell(unit.listed) if isinstance(unit.listed, str) else shown,
        *map(_cell, counts),
    )
    return TableRow(cells=cells, kind="total" if total else "body")


def _cell(count: Shown | None) -> TableCell:
    """A count, or the words in its place, which the workbook gets as words too."""
    if count is None:
        return TableCell(text=forms.BLANK)
    return TableCell(text=count, muted=True) if isinstance(count, str) else TableCell(text=f"{count:,}", value=count)

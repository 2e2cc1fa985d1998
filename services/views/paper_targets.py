"""What a paper sets, by the unit that leads: a row a target, with clause, comparison, value, years, scope and whom it means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from metrics.catalogue import Catalogue
from metrics.packs import ROOT_SCOPE, Pack, Reference, Target
from services.tables.model import Table, TableCell, TableColumn, TableRow
from services.views import forms
from services.views import glossary_targets as aims
from services.views.glossary_asking import accumulations
from services.views.glossary_formula import Sheets

NO_LEAD = "方案未列牵头单位"
COLUMNS = (
    TableColumn(key="code", heading="编码", width=14, wrap=True),
    TableColumn(key="clause", heading="条款", width=12),
    TableColumn(key="title", heading="目标", width=30, wrap=True),
    TableColumn(key="compared", heading="比较", width=12),
    TableColumn(key="value", heading="目标值", align="right", number=True, decimals=6, width=14),
    TableColumn(key="unit", heading="单位", width=12, wrap=True),
    TableColumn(key="years", heading="年度", width=16, wrap=True),
    TableColumn(key="when", heading="何时判断", width=16, wrap=True),
    TableColumn(key="scope", heading="范围", width=14, wrap=True),
    TableColumn(key="population", heading="适用对象", width=20, wrap=True),
    TableColumn(key="units", heading="责任单位", width=30, wrap=True),
    TableColumn(key="note", heading="说明", width=26, wrap=True),
)
_IN_WORKBOOK = frozenset({"units", "note"})
_RANGED: Mapping[str, str] = {
    "about": "左右", "between": "区间", "rule": "按规则计分", "list": "列出名单", "not below last period": "不低于上期",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Wording:
    """What the words of a target need: ``names`` are places by code, ``whole`` what the root is called (全县)."""

    catalogue: Catalogue
    sheets: Sheets
    names: Mapping[str, str]
    whole: str


def target_table(pack: Pack, wording: Wording, context: str) -> Table:
    """Every target under its lead; targets that differ only in their year stand in one row, each year named."""
    by_lead: dict[str, list[list[Target]]] = {}
    for group in alike_but_for_year(pack.targets):
        by_lead.setdefault("、".join(group[0].lead) or NO_LEAD, []).append(group)
    rows: list[TableRow] = []
    for lead, groups in by_lead.items():
        leaders = "、".join(dict.fromkeys(group[0].leader for group in groups if group[0].leader))
        named = f"{sum(len(group) for group in groups)}项目标{f'，责任领导：{leaders}' if leaders else ''}"
        rows.append(TableRow(kind="group", cells=(TableCell(text=lead),), note=named))
        rows += [_row(group, wording) for group in groups]
    notes = (
        "力争目标未达不作为未完成任务；“以上”“不低于”含本数，“高于”“突破”不含本数。",
        "每年各有一个目标值、其余相同的，列为一行。",
    )
    return Table(title=f"目标　{len(pack.targets)}项", columns=COLUMNS, rows=tuple(rows), notes=notes, context=context)


def on_screen(table: Table) -> Table:
    """The same without what only the workbook has room for: the units beside the lead; the note stands below the title."""
    kept = [index for index, column in enumerate(table.columns) if column.key not in _IN_WORKBOOK]
    title, note = (next(i for i, column in enumerate(table.columns) if column.key == key) for key in ("title", "note"))
    rows: list[TableRow] = []
    for row in table.rows:
        if row.kind != "body":
            rows.append(row)
            continue
        cells = list(row.cells)
        cells[title] = replace(cells[title], second=beside_tag(cells[note].text, cells[title].tag))
        rows.append(replace(row, cells=tuple(cells[index] for index in kept)))
    more = "责任单位列在导出的表中。"
    columns = tuple(table.columns[index] for index in kept)
    return replace(table, columns=columns, rows=tuple(rows), notes=(*table.notes, more))


def alike_but_for_year(targets: Sequence[Target]) -> list[list[Target]]:
    """Targets that say the same of several single years stand together, in the order of the first."""
    found: dict[str, list[Target]] = {}
    for target in targets:
        spans = target.from_year is not None and target.from_year != target.year
        alone = target if spans else target.model_copy(update={"year": 0, "from_year": None})
        found.setdefault(repr(alone), []).append(target)
    return list(found.values())


def years_words(targets: Sequence[Target]) -> str:
    """2023年, 2022—2024年合计, 2022—2024年每年."""
    first = targets[0]
    if first.first_year != first.year:
        return f"{aims.years(first)}合计"
    if len(targets) == 1:
        return aims.years(first)
    named = sorted(target.year for target in targets)
    if named == list(range(named[0], named[-1] + 1)):
        return f"{named[0]}—{named[-1]}年每年"
    return f"{'、'.join(str(year) for year in named)}年每年"


def compared_words(target: Target) -> str:
    """不低于, 左右（向下容许1个百分点）, 区间."""
    if target.op == "about" and target.tolerance:
        side = "上下" if target.tolerance_both else "向下"
        return f"左右（{side}容许{forms.plain(target.tolerance, 6)}{forms.difference_unit(target.unit)}）"
    return _RANGED.get(target.op) or aims.COMPARED[target.op]


def value_cell(target: Target) -> TableCell:
    """The number (to calculate with in the export), the range, or the name of the outside series."""
    if isinstance(target.value, Reference):
        return TableCell(text=target.value.reference, second="外部数据")
    if isinstance(target.value, tuple):
        return TableCell(text="—".join(forms.plain(bound, 6) for bound in target.value))
    if isinstance(target.value, Fraction):
        return TableCell(text=forms.plain(target.value, 6), value=float(target.value))
    return TableCell(text=forms.BLANK)


def scope_words(target: Target, wording: Wording) -> str:
    """全县, 每个乡镇, 安乐乡."""
    if target.scope == ROOT_SCOPE:
        return wording.whole
    return aims.SCOPES.get(target.scope) or wording.names.get(target.scope, target.scope)


def when_words(target: Target, wording: Wording) -> str:
    """12月到期, 按序时进度每期判断, 每期判断, 不亮灯."""
    indicator = wording.catalogue.get(target.indicator) if target.indicator else None
    cumulative = indicator is not None and "ytd" in accumulations(wording.catalogue, wording.sheets, indicator)
    return aims.when(target, cumulative=cumulative)


def beside_tag(note: str, tag: str) -> str:
    """A note without the word that stands as a tag beside the title already."""
    return note.removeprefix(tag).lstrip("；，。") if tag and note.removeprefix(tag)[:1] in ("", "；", "，", "。") else note


def _row(group: Sequence[Target], wording: Wording) -> TableRow:
    target = group[0]
    return TableRow(
        cells=(
            TableCell(text=target.code, muted=True),
            TableCell(text=target.clause or forms.BLANK),
            TableCell(text=target.title, tag="力争" if target.stretch else ""),
            TableCell(text=compared_words(target)),
            value_cell(target),
            TableCell(text=target.unit),
            TableCell(text=years_words(group)),
            TableCell(text=when_words(target, wording)),
            TableCell(text=scope_words(target, wording)),
            TableCell(text=aims.population(target) or forms.BLANK),
            TableCell(text="、".join(target.units) or forms.BLANK),
            TableCell(text=target.note),
        )
    )

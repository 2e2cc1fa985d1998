"""收入下降预警 added up: by unit and level, by rule, by kind of household; as the list counts them, never added up anew."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from metrics.income_rules import LEVELS
from services.small_cells import NOTES as SMALL_NOTES
from services.small_cells import is_small, shown
from services.tables.model import Table, TableCell, TableColumn, TableRow
from services.views import forms
from services.views.words import LEVEL_MARKS, RULE_WORDS
from services.warning_churn import ListChurn
from services.warning_list import WarningPage

CHURN = (("new", "新增"), ("staying", "持续"), ("gone", "移出"))
RULES_NOTE = "一户触发几条规则，各规则下都计，合计按户计。"


@dataclass(frozen=True, kw_only=True)
class Totals:
    """The counts of a list after its filters, and how to show them.

    ``churn`` None: not shown, the list being filtered or there being nothing to lay it beside. ``unreported``: units without
    a report of the quarter. ``others``: units that the caller's scope does not cover. ``addresses``: of a unit's own list.
    ``lined``: whether the pack sets a line for the year."""

    page: WarningPage
    churn: ListChurn | None
    names: Mapping[str, str]
    noun: str
    level_words: Mapping[str, str]
    unreported: Collection[str] = ()
    others: Collection[str] = ()
    addresses: Mapping[str, str]
    lined: bool
    filters: str = ""
    context: str = ""

    def level_heading(self, level: str) -> str:
        """■ 红."""
        return f"{LEVEL_MARKS[level]} {self.level_words[level]}"


def total_tables(totals: Totals) -> tuple[Table, ...]:
    """By unit, by rule, by kind; empty for an empty list."""
    return (unit_table(totals), rule_table(totals), kind_table(totals)) if totals.page.total else ()


def unit_table(totals: Totals) -> Table:
    """按乡镇: households by level, and, over the whole list, how many are new, staying and gone; most households first."""
    page, churn = totals.page, totals.churn
    columns = [TableColumn(key="unit", heading=totals.noun, width=14), *_level_columns(totals)]
    if churn is not None:
        group = f"较{forms.period_label(churn.before)}"
        columns += [_count(key, word, group) for key, word in CHURN]
    counted = {*page.by_unit, *(churn.by_unit if churn else ())} - {*totals.unreported}
    ordered = sorted(counted, key=lambda unit: (-sum(page.by_unit.get(unit, {}).values()), unit))
    rows = [_unit_row(totals, unit) for unit in (*ordered, *sorted(totals.unreported))]
    moved = (churn.new, churn.staying, churn.gone) if churn else ()
    whole = (TableCell(text="合计"), *_cells(totals, page.by_level, page.total), *(_cell(count) for count in moved))
    notes = _churn_notes(totals) + (SMALL_NOTES if any(is_small(cell) for cell in _others(totals)) else ())
    return _table(totals, f"按{totals.noun}", tuple(columns), (*rows, TableRow(kind="total", cells=whole)), notes)


def _unit_row(totals: Totals, unit: str) -> TableRow:
    own, churn = unit not in totals.others, totals.churn
    name = TableCell(text=totals.names.get(unit, unit), href=totals.addresses.get(unit, ""))
    moved = churn.by_unit.get(unit, (0, 0, 0)) if churn else ()
    if unit in totals.unreported:
        blank = (TableCell(text=forms.BLANK),) * (len(LEVELS) + 1)
        gone = (*blank[:2], _cell(moved[2], own)) if moved else ()
        return TableRow(cells=(TableCell(text=name.text, tag="○ 未报"), *blank, *gone))
    levels = totals.page.by_unit.get(unit, {})
    return TableRow(cells=(name, *_cells(totals, levels, sum(levels.values()), own), *(_cell(count, own) for count in moved)))


def _others(totals: Totals) -> list[int]:
    return [count for unit in totals.others for count in totals.page.by_unit.get(unit, {}).values()]


def rule_table(totals: Totals) -> Table:
    """按规则: households under each rule that anybody is under, most first."""
    counted = sorted(totals.page.by_rule.items(), key=lambda entry: -entry[1])
    rows = [TableRow(cells=(TableCell(text=RULE_WORDS[rule]), _cell(count))) for rule, count in counted if count]
    whole = TableRow(kind="total", cells=(TableCell(text="预警户"), _cell(totals.page.total)))
    columns = (TableColumn(key="rule", heading="规则", width=18), _count("households", "户数"))
    return _table(totals, "按规则", columns, (*rows, whole), (RULES_NOTE,))


def kind_table(totals: Totals) -> Table:
    """按户类型: households of each kind by level."""
    page = totals.page
    ordered = sorted(page.by_kind.items(), key=lambda entry: -sum(entry[1].values()))
    rows = [TableRow(cells=(TableCell(text=kind), *_cells(totals, found, sum(found.values())))) for kind, found in ordered]
    whole = TableRow(kind="total", cells=(TableCell(text="合计"), *_cells(totals, page.by_level, page.total)))
    columns = (TableColumn(key="kind", heading="户类型", width=18), *_level_columns(totals))
    return _table(totals, "按户类型", columns, (*rows, whole), ())


def _level_columns(totals: Totals) -> tuple[TableColumn, ...]:
    return (*(_count(level, totals.level_heading(level)) for level in LEVELS), _count("total", "合计"))


def _count(key: str, heading: str, group: str = "") -> TableColumn:
    return TableColumn(key=key, heading=heading, group=group, align="right", number=True, width=9)


def _cells(totals: Totals, levels: Mapping[str, int], total: int, own: bool = True) -> tuple[TableCell, ...]:
    """By level and together; without a line nobody is judged by it, which is not none."""
    unjudged = () if totals.lined or totals.page.by_level.get("red") else ("red",)
    found = [TableCell(text=forms.BLANK) if level in unjudged else _cell(levels.get(level, 0), own) for level in LEVELS]
    return (*found, _cell(total, own, strong=True))


def _cell(count: int, own: bool = True, *, strong: bool = False) -> TableCell:
    text = shown(count, own)
    return TableCell(text=text, value=None if is_small(count) and not own else count, strong=strong)


def _churn_notes(totals: Totals) -> tuple[str, ...]:
    churn = totals.churn
    if churn is None:
        return ()
    quarter = forms.period_label(churn.before)
    notes = [f"新增：{quarter}不在名单；持续：两季都在；移出：{quarter}在名单而本季不在，按当时所在{totals.noun}计。"]
    if churn.unreported:
        named = forms.names([totals.names.get(code, code) for code in churn.unreported], totals.noun)
        notes.append(f"{named}{quarter}未报，其预警户都计入新增。")
    return tuple(notes)


def _table(
    totals: Totals, title: str, columns: tuple[TableColumn, ...], rows: tuple[TableRow, ...], notes: tuple[str, ...]
) -> Table:
    return Table(
        title=title, unit="户", columns=columns, rows=rows, notes=notes, filters=totals.filters, context=totals.context
    )

"""重述 in words: the mark beside a figure, the line under a page, the list in its workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from fractions import Fraction
from typing import Any, TypeVar

from services.restating import Cause, Restated
from services.tables.model import FIGURE, Table, TableCell, TableColumn, TableRow
from services.views import forms
from services.views.bullets import BulletLine
from services.views.model import HeatCell, Tile

View = TypeVar("View")
#: (indicator, region) → what stands beside the figure
Marks = Mapping[tuple[str, str], str]
NAMED = 3
COLUMNS = (
    TableColumn(key="kind", heading="类别", width=8),
    TableColumn(key="title", heading="指标", width=30, wrap=True),
    TableColumn(key="place", heading="单位", width=14),
    TableColumn(key="period", heading="期间", width=16),
    TableColumn(key="old", heading="原数", align="right", width=14),
    TableColumn(key="new", heading="现数", align="right", width=14),
    TableColumn(key="unit", heading="计量单位", width=10),
    TableColumn(key="causes", heading="因何改变", width=44, wrap=True),
    TableColumn(key="reason", heading="说明", width=30, wrap=True),
)


@dataclass(frozen=True, kw_only=True)
class Names:
    """What codes are called: sheets by id, reporters and places by code."""

    sheets: Mapping[str, str]
    places: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Restatements:
    """``line``: one sentence, empty where nothing changed; ``table``: every change; ``marks``: what stands beside each figure."""

    line: str
    table: Table | None
    marks: Marks


NOTHING = Restatements(line="", table=None, marks={})


def restatements(found: Sequence[Restated], names: Names, *, since: str, region: str, past: bool) -> Restatements:
    """``since``: what is compared with what; ``region``: the page's own, whose figures the sentence names; ``past``: the page
    shows the earlier figures, so that the marks tell today's, else the other way round."""
    if not found:
        return NOTHING
    ordered = sorted(found, key=lambda entry: (not entry.corrected, entry.region != region))
    marks = {(entry.indicator, entry.region): _mark(entry, past=past) for entry in found}
    return Restatements(line=_line(ordered, names, since, region), table=_table(ordered, names, since), marks=marks)


def _mark(entry: Restated, *, past: bool) -> str:
    """``重述：现86,530``, today ``重述：原86,412``; a late first report is told apart."""
    old, new = told(entry)
    if not past:
        return f"重述：原{old}"
    if entry.new is None:
        return "重述：现已撤回"
    return f"重述：现{new}" if entry.corrected else f"补报后：现{new}"


def told(entry: Restated) -> tuple[str, str]:
    """Old and new as shown; with as many decimals as tell them apart."""
    old, new = _shown(entry, entry.old, entry.decimals), _shown(entry, entry.new, entry.decimals)
    for decimals in range(entry.decimals + 1, 7):
        if old != new:
            break
        old, new = forms.number(entry.old, decimals), forms.number(entry.new, decimals)
    return old, new


def _shown(entry: Restated, value: Fraction | None, decimals: int) -> str:
    return forms.figure(value, entry.unit, decimals)


def _line(ordered: Sequence[Restated], names: Names, since: str, region: str) -> str:
    """``与…相比，重述2项：转移就业总量 原86,412 → 现86,530人（共和镇就业2023年5月第2版，5月28日更正）；…``."""
    corrected = [entry for entry in ordered if entry.corrected]
    own = [entry for entry in corrected if entry.region == region] or corrected
    late = sum(not entry.corrected for entry in ordered)
    told_of = _changes(own[:NAMED], names, region)
    more = "；其余见重述清单" if len(corrected) > len(own[:NAMED]) else ""
    first = f"重述{len(corrected)}项：{told_of}{more}" if corrected else ""
    second = f"{late}项因补报改变" if late else ""
    return f"{since}，{'；另有'.join(part for part in (first, second) if part)}。"


def _changes(named: Sequence[Restated], names: Names, region: str) -> str:
    """Each with what changed it; what changed all of them is said once."""
    texts, causes = [_change(entry, names, region) for entry in named], [_why(entry, names) for entry in named]
    if len(named) > 1 and len(set(causes)) == 1:
        return f"{'；'.join(texts)}（均因{causes[0]}）"
    return "；".join(f"{text}（{why}）" for text, why in zip(texts, causes, strict=True))


def _change(entry: Restated, names: Names, region: str) -> str:
    old, new = told(entry)
    place = "" if entry.region == region else names.places.get(entry.region, entry.region)
    after = entry.unit if new != forms.BLANK else ""
    before = entry.unit if entry.unit == "%" or not after else ""
    return f"{place}{entry.title} 原{old}{before} → 现{new}{after}"


def _why(entry: Restated, names: Names) -> str:
    causes = [cause for cause in entry.causes if cause.kind != "first"]
    return "、".join(_cause(cause, names) for cause in causes[:2]) + ("等" if len(causes) > 2 else "")


def _cause(cause: Cause, names: Names) -> str:
    """``共和镇就业2023年5月第2版，5月28日更正``."""
    what = f"{names.places.get(cause.reporter, cause.reporter)}{names.sheets.get(cause.sheet, cause.sheet)}{forms.period_label(cause.period)}"
    when = f"{cause.at.month}月{cause.at.day}日"
    if cause.kind == "withdrawn":
        back = f"，恢复第{cause.back}版" if cause.back is not None else ""
        return f"{what}第{cause.version}版，{when}撤回{back}"
    return f"{what}第{cause.version}版，{when}{'更正' if cause.kind == 'corrected' else '补报'}"


def _table(ordered: Sequence[Restated], names: Names, since: str) -> Table:
    notes = (
        "原数、现数按未修约的值比较，有一点不同即列出；原无数、后有数的不算重述。",
        "补报：到比较时点还没有报，之后首次报来。",
    )
    return Table(
        title="重述清单",
        columns=COLUMNS,
        rows=tuple(_row(entry, names) for entry in ordered),
        notes=notes,
        context=f"{since}。",
    )


def _row(entry: Restated, names: Names) -> TableRow:
    old, new = told(entry)
    texts = (
        "重述" if entry.corrected else "补报", entry.title, names.places.get(entry.region, entry.region),
        forms.period_label(entry.period), old, new, entry.unit, "；".join(_cause(cause, names) for cause in entry.causes) or forms.BLANK,
        "；".join(dict.fromkeys(cause.reason for cause in entry.causes if cause.reason)) or forms.BLANK,
    )  # fmt: skip
    return TableRow(cells=tuple(TableCell(text=text) for text in texts))


def marked(view: View, marks: Marks, region: str) -> View:
    """A view with the marks beside the figures of its tiles and tables, wherever in it they stand."""
    if not marks:
        return view
    found: Any = view
    if isinstance(view, Tile):
        # a word joiner: the figure stays with its word where the line breaks
        mark = marks.get((view.indicator, region), "").replace("：", "：\u2060")
        found = replace(view, under="　".join(part for part in (view.under, mark) if part)) if mark else view
    elif isinstance(view, HeatCell | BulletLine):
        mark = marks.get((view.indicator, view.region or region), "")
        found = replace(view, mark=mark) if mark else view
    elif isinstance(view, Table):
        found = replace(view, rows=tuple(_marked_row(row, view.columns, marks) for row in view.rows))
    elif isinstance(view, tuple):
        entries: tuple[Any, ...] = view
        found = tuple(marked(entry, marks, region) for entry in entries)
    elif is_dataclass(view):
        found = _marked_parts(view, marks, region)
    return found


def _marked_parts(view: Any, marks: Marks, region: str) -> Any:
    """Only what changed is made anew: a view may hold more than plain fields."""
    changed = {
        part.name: new
        for part in fields(view)
        if part.init and (new := marked(old := getattr(view, part.name), marks, region)) is not old
    }
    return replace(view, **changed) if changed else view


def _marked_row(row: TableRow, columns: Sequence[TableColumn], marks: Marks) -> TableRow:
    if not row.region or len(row.cells) != len(columns):
        return row
    cells = tuple(
        _marked_cell(cell, marks.get((row.indicator if column.key == FIGURE else column.key, row.region), ""))
        for cell, column in zip(row.cells, columns, strict=True)
    )
    return replace(row, cells=cells)


def _marked_cell(cell: TableCell, mark: str) -> TableCell:
    """Under the figure, so that the column stays as narrow as it was; behind it where something stands there already."""
    if not mark:
        return cell
    if not cell.second:
        return replace(cell, second=mark)
    return replace(cell, tag="，".join(part for part in (cell.tag, mark) if part))

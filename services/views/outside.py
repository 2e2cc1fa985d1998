"""外部数据: what was keyed in by year with its source, what is still missing, and how a new figure changes the warning lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from data_access.store import OutsideProposal, OutsideRecord
from metrics.evidence import MICRO
from metrics.income_rules import LEVELS
from metrics.packs import Keyed, KeyedKind, Pack, Reference
from services.list_changes import ListChange
from services.outside import LINES, Item, items_of, list_changes, records_of, with_proposal, without
from services.tables.model import Table, TableCell, TableColumn, TableRow
from services.views import forms
from services.views.answering import names_of
from services.views.model import Clause, Page, Tile
from services.views.paper_settings import settings_of
from services.workspace import Workspace

STATES = {"in_force": "现行", "superseded": "已更正", "withdrawn": "已撤回"}
COLUMNS = (
    TableColumn(key="title", heading="外部数据", width=28, wrap=True),
    TableColumn(key="region", heading="地区", width=14, wrap=True),
    TableColumn(key="year", heading="年度", width=10),
    TableColumn(key="value", heading="数值", align="right", number=True, decimals=6, width=14),
    TableColumn(key="unit", heading="单位", width=10),
    TableColumn(key="source", heading="来源", width=40, wrap=True),
    TableColumn(key="by", heading="经办人", width=12),
    TableColumn(key="at", heading="录入时间", width=20),
    TableColumn(key="version", heading="版本", align="center", width=8),
    TableColumn(key="state", heading="状态", width=30, wrap=True),
)


@dataclass(frozen=True, kw_only=True)
class Outside:
    """The page: its findings and its table of all versions; the versions in force by what they are called."""

    page: Page
    standing: dict[str, OutsideRecord]
    items: dict[str, Item]


def ask_outside(workspace: Workspace, pack: Pack, _period: str, _region: str) -> Outside:
    """The page of a pack, as of the workspace's moment."""
    names, records = names_of(workspace), records_of(workspace, pack)
    items = {item.title: item for item in items_of(pack)}
    standing = [record for record in records if record.state == "in_force"]
    waiting = [entry.name.removeprefix("外部数据：") for entry in settings_of(pack) if entry.open_years]
    said = (
        f"本方案有{len(waiting)}项外部数据还缺年度数：{forms.names(waiting, '项').replace('个项', '项')}"
        if waiting
        else "本方案各年度的外部数据已填齐"
    )
    context = (f"文件：{pack.document}", "录入的数优先于方案文件所写", "更正、撤回都留痕")
    page = Page(
        headline=(Clause(text=f"{said}；本单位已录入{len(standing)}个数。"),), context=context, table=_table(records, names, context),
        tiles=(
            Tile(name="外部数据", figure=f"{len(items)}", unit="项", under="监测线、分组线、参照收入和外部参照"),
            Tile(name="本单位录入", figure=f"{len(standing)}", unit="个", under=f"共{len(records)}个版本"),
            Tile(name="还缺年度数", figure=f"{len(waiting)}", unit="项", under="缺数的年度不判断"),
        ),
    )  # fmt: skip
    return Outside(page=page, standing={_called(one, names): one for one in standing}, items=items)


def _table(records: Sequence[OutsideRecord], names: Mapping[str, str], context: Sequence[str]) -> Table:
    rows = tuple(_row(record, names) for record in reversed(records))
    notes = () if rows else ("本单位还没有录入，按方案文件所写判断。",)
    return Table(title=f"录入记录　{len(rows)}个版本", columns=COLUMNS, rows=rows, notes=notes, context=" · ".join(context))


def _row(record: OutsideRecord, names: Mapping[str, str]) -> TableRow:
    value = Fraction(record.micro, MICRO)
    gone = f"，{record.withdrawn_by}：{record.withdrawn_reason}" if record.state == "withdrawn" else ""
    place = names.get(record.key.region, record.key.region)
    return TableRow(
        cells=(
            TableCell(text=title_of(record)),
            TableCell(text=place or forms.BLANK),
            TableCell(text=f"{record.key.year}年"),
            TableCell(text=forms.plain(value, 6), value=float(value), struck=record.state != "in_force"),
            TableCell(text=record.unit),
            TableCell(text=record.source),
            TableCell(text=record.by),
            TableCell(text=forms.minute(record.accepted_at)),
            TableCell(text=f"第{record.version}版"),
            TableCell(text=f"{STATES[record.state]}{gone}", muted=record.state != "in_force"),
        )
    )


def title_of(record: OutsideRecord) -> str:
    """监测线, or the name of the series."""
    return record.key.name or LINES[record.key.kind]


def _called(record: OutsideRecord, names: Mapping[str, str]) -> str:
    place = names.get(record.key.region, "")
    return f"{record.key.year}年{place}{title_of(record)}"


def keyed_words(keyed: Keyed | None) -> str:
    """外部数据：国务院新闻办公室2023-02-14，张三 2023-02-14 录入; empty where the pack file's figure answers."""
    return f"外部数据：{keyed.source}，{keyed.by} {keyed.on.isoformat()} 录入" if keyed is not None else ""


def outlook(workspace: Workspace, pack: Pack, proposal: OutsideProposal) -> tuple[str, ...]:
    """What happens once a figure is keyed in, a sentence each."""
    key = proposal.key
    what = key.name or LINES[key.kind]
    amount = f"{forms.plain(Fraction(proposal.micro, MICRO), 6)}{proposal.unit}"
    first = f"{key.year}年{what}{amount}，来源：{proposal.source}。"
    if key.kind == "series":
        return (first, "只用于参照和比较，不改变预警名单。")
    return (first, *_list_words(list_changes(workspace, pack, with_proposal(workspace, pack, proposal), key.year)))


def withdrawal_outlook(workspace: Workspace, pack: Pack, record: OutsideRecord) -> tuple[str, ...]:
    """What happens once a figure is taken back."""
    first = f"撤回{record.key.year}年{title_of(record)}第{record.version}版，此前未撤回的版本恢复现行；没有的，按方案文件所写。"
    if record.key.kind == "series":
        return (first, "只用于参照和比较，不改变预警名单。")
    return (first, *_list_words(list_changes(workspace, pack, without(workspace, pack, record), record.key.year)))


def _list_words(changes: Sequence[ListChange]) -> tuple[str, ...]:
    if not changes:
        return ("这一年度还没有收入报表，预警名单没有变化。",)
    return tuple(_change_words(change) for change in changes)


def _change_words(change: ListChange) -> str:
    """2023年第二季度预警名单由312户变为354户：新列入42户，移出0户，级别或规则变化5户."""
    label = forms.period_label(change.period)
    if not change.changes:
        return f"{label}预警名单没有变化。"
    before, after = sum(change.before.values()), sum(change.after.values())
    red = LEVELS.index("red")
    total = f"由{before:,}户变为{after:,}户" if before != after else f"仍为{after:,}户"
    return (
        f"{label}预警名单{total}：新列入{change.coming:,}户，移出{change.going:,}户，级别或规则变化{change.altered:,}户；"
        f"最高级由{change.before.get(red, 0):,}户变为{change.after.get(red, 0):,}户。"
    )


def keyed_notes(pack: Pack, period: str, page: str) -> tuple[str, ...]:
    """What the figures and lamps of a page rest on that was keyed in, a sentence each."""
    if not period:
        return ()
    year = int(period[:4])
    used: dict[str, tuple[tuple[KeyedKind, int], ...]] = {
        "收入": (("line", year),),
        "收入下降预警": (("line", year), ("low_income_cutoff", year), ("reference_income", year - 1)),
        "总览": (("line", year),),
    }
    used["口径试算"] = used["预警分析"] = used["收入下降预警"]
    wanted = used.get(page, ())
    found = [entry for entry in pack.keyed if (entry.kind, entry.year) in wanted or _is_used(pack, entry, year, page)]
    return tuple(_note(entry) for entry in found)


def _is_used(pack: Pack, entry: Keyed, year: int, page: str) -> bool:
    """A series stands beside the county's own income, and under the lamps of the targets that compare with it."""
    if entry.kind != "series" or entry.year not in (year, year - 1):
        return False
    compared = any(isinstance(t.value, Reference) and t.value.reference == entry.name and t.covers(year) for t in pack.targets)
    return page == "收入" or (compared and page in ("总览", "重点工作") and entry.year == year)


def _note(entry: Keyed) -> str:
    name = entry.name or LINES[entry.kind]
    return f"{entry.year}年{name}{forms.plain(entry.value, 6)}{'' if entry.name else '元'}，{keyed_words(entry)}。"

"""报送进度: sheet × reporter, regions and departments apart, and the words of a report's state wherever it is shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from metrics.evidence import ReportState
from services.tables.model import Table, TableCell, TableColumn, TableRow
from services.views import forms
from services.views.answers import data_as_of
from services.views.model import Clause, Headline, Lamp, Mark, Page, Tile
from services.views.words import MARKS, REPORT_WORDS

UNDECIDED = ("returned", "pending")


DEPARTMENT = "部门"


@dataclass(frozen=True, kw_only=True)
class Reminder:
    """Those of one group (乡镇, 部门) to be reminded: name with the sheets that it has not handed in."""

    group: str
    missing: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, kw_only=True)
class Progress:
    """The page, whose table is that of the first group; ``more``: those of the others; ``reminders``: groups with somebody missing."""

    page: Page
    more: tuple[Table, ...]
    reminders: tuple[Reminder, ...]

    @property
    def tables(self) -> tuple[Table, ...]:
        return (self.page.table, *self.more)


def state_cell(state: ReportState | None) -> TableCell:
    """按时, 免报 and 未到期 as plain text; 未报 and 迟报 with their lamps."""
    if state is None:
        return TableCell(text="—", muted=True)
    word = REPORT_WORDS[state.state]
    if state.state == "missing":
        return TableCell(status="not_reported")
    if state.state in ("late", "returned"):
        return TableCell(status="behind", lamp_text=word)
    return TableCell(text=word, muted=state.state in ("exempt", "not_due"))


def progress(states: Sequence[ReportState], sheets: Mapping[str, str], *, period: str, noun: str, at: datetime) -> Progress:
    """``sheets``: sheet → its short name, in the order of the columns; ``noun``: what the regions are called; ``at``: the moment of asking."""
    groups = _groups(states, noun)
    counts = Counter(state.state for state in states)
    expected = _expected(states)
    shares = "、".join(f"{group}{_expected(held)}份" for group, held in groups.items())
    due = f"应报{expected}份" + (f"（{shares}）" if len(groups) > 1 else "")
    context = (forms.period_label(period), _due_words(states, at), due, data_as_of(states))
    tables = [_table(held, sheets, context, group, period) for group, held in groups.items()] or [
        _table((), sheets, context, noun, period)
    ]
    page = Page(
        headline=_headline(states, counts, expected, period), context=context, tiles=_tiles(counts, expected), table=tables[0]
    )
    reminders = [Reminder(group=group, missing=_missing(held, sheets)) for group, held in groups.items()]
    return Progress(page=page, more=tuple(tables[1:]), reminders=tuple(entry for entry in reminders if entry.missing))


def _groups(states: Sequence[ReportState], noun: str) -> dict[str, list[ReportState]]:
    """The states of the regions, then those of the departments; a group that reports nothing is left out."""
    regions = [state for state in states if not state.reporter.startswith("dept:")]
    offices = [state for state in states if state.reporter.startswith("dept:")]
    return {group: held for group, held in ((noun, regions), (DEPARTMENT, offices)) if held}


def _expected(states: Sequence[ReportState]) -> int:
    return sum(state.state != "exempt" for state in states)


def _due_words(states: Sequence[ReportState], at: datetime) -> str:
    if not states:
        return ""
    due = max(state.due_at for state in states)
    if at > due:
        return f"截止{forms.last_day(due)}，已到期"
    return f"截止{forms.last_day(due)}，还剩{(due - at).days}天"


def _headline(states: Sequence[ReportState], counts: Counter[str], expected: int, period: str) -> Headline:
    if not states:
        return (Clause(text=f"{forms.period_label(period)}没有应报的报表。"),)
    handed_in = sum(state.submission is not None for state in states)
    start = Clause(text=f"{forms.period_label(period)}应报{expected}份，已报{handed_in}份")
    if counts["missing"]:
        names = list(dict.fromkeys(state.name for state in states if state.state == "missing"))
        who = forms.names(names, "单位")
        late = Clause(text=f"，{counts['late']}份迟报" if counts["late"] else "")
        return (
            start,
            Clause(text="，"),
            Clause(text=f"{counts['missing']}份未报", status="not_reported"),
            late,
            Clause(text=f"；未报的是{who}。"),
        )
    if counts["not_due"]:
        return (start, Clause(text=f"，{counts['not_due']}份未到期。"))
    if counts["late"]:
        return (start, Clause(text="，其中"), Clause(text=f"{counts['late']}份迟报", status="behind"), Clause(text="。"))
    return (start, Clause(text="，全部按时。"))


def _tiles(counts: Counter[str], expected: int) -> tuple[Tile, ...]:
    rate = forms.percent(forms.share(counts["on_time"], expected)) if expected else "—"
    tiles = [
        Tile(name="应报", figure=str(expected), unit="份", under=f"另有免报{counts['exempt']}份" if counts["exempt"] else ""),
        Tile(name="按时", figure=str(counts["on_time"]), unit="份", under=f"占应报{rate}"),
        _state_tile("behind", "迟报", counts["late"]),
        _state_tile("not_reported", "未报", counts["missing"]),
        _state_tile("not_due", "未到期", counts["not_due"]),
    ]
    waiting = sum(counts[state] for state in UNDECIDED)
    if waiting:
        tiles.append(Tile(name="退回待改、待审", figure=str(waiting), unit="份"))
    return tuple(tiles)


def _state_tile(mark: Mark, word: str, count: int) -> Tile:
    """A state that nobody is in has no lamp."""
    if not count:
        return Tile(name=f"{MARKS[mark]} {word}", figure="0", unit="份")
    return Tile(name="", figure=str(count), unit="份", lamp=Lamp(status=mark, text=word))


def _table(states: Sequence[ReportState], sheets: Mapping[str, str], context: Sequence[str], group: str, period: str) -> Table:
    """One row a reporter in the order in which they come, one column a sheet of the group."""
    shown = [sheet for sheet in sheets if any(state.sheet == sheet for state in states)]
    reporters = {state.reporter: state.name for state in states}
    found = {(state.reporter, state.sheet): state for state in states}
    columns = (
        TableColumn(key="number", heading="序号", align="center", width=6),
        TableColumn(key="reporter", heading="报送单位", width=24),
        *(TableColumn(key=sheet, heading=sheets[sheet], width=16) for sheet in shown),
        TableColumn(key="done", heading="已报/应报", align="center", width=10),
    )
    rows = [
        _reporter_row(index, name, [found.get((code, sheet)) for sheet in shown])
        for index, (code, name) in enumerate(reporters.items(), start=1)
    ]
    rows.append(_total_row([[found.get((code, sheet)) for code in reporters] for sheet in shown]))
    notes = ["按时以首个无错误版本的收到时间为准，以后更正不改为迟报。"]
    if any((code, sheet) not in found for code in reporters for sheet in shown):
        notes.append("／ 表示本方案不要求该单位报此表。")
    return Table(
        title=f"{forms.period_label(period)}{group}报送情况", columns=columns, rows=tuple(rows), notes=tuple(notes),
        context=" · ".join(part for part in context if part),
    )  # fmt: skip


def _reporter_row(index: int, name: str, states: Sequence[ReportState | None]) -> TableRow:
    cells = [TableCell(text="／", muted=True) if state is None else _dated(state) for state in states]
    due = [state for state in states if state is not None and state.state != "exempt"]
    done = sum(state.submission is not None for state in due)
    return TableRow(
        cells=(TableCell(text=str(index), muted=True), TableCell(text=name), *cells, TableCell(text=f"{done}/{len(due)}"))
    )


def _dated(state: ReportState) -> TableCell:
    cell = state_cell(state)
    if state.received_at is None:
        return cell
    again = f"，第{state.version}版" if state.version and state.version > 1 else ""
    return TableCell(
        text=cell.text, status=cell.status, lamp_text=cell.lamp_text, muted=cell.muted,
        second=f"{state.received_at:%m-%d %H:%M}{again}",
    )  # fmt: skip


def _total_row(by_sheet: Sequence[Sequence[ReportState | None]]) -> TableRow:
    cells: list[TableCell] = []
    done_all = due_all = 0
    for states in by_sheet:
        due = [state for state in states if state is not None and state.state != "exempt"]
        done = sum(state.submission is not None for state in due)
        done_all, due_all = done_all + done, due_all + len(due)
        cells.append(TableCell(text=f"{done}/{len(due)}"))
    return TableRow(kind="total", cells=(TableCell(), TableCell(text="合计"), *cells, TableCell(text=f"{done_all}/{due_all}")))


def _missing(states: Sequence[ReportState], sheets: Mapping[str, str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    found: dict[str, list[str]] = {}
    for state in states:
        if state.state == "missing":
            found.setdefault(state.name, []).append(sheets.get(state.sheet, state.sheet))
    return tuple((name, tuple(sheets)) for name, sheets in found.items())

"""我的报送: which sheets a reporter owes for a month, what is handed in, what is missing and what follows from that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from metrics.evidence import ReportState
from services.tables.model import Table, TableCell, TableColumn, TableRow
from services.views import forms
from services.views.model import Clause, Headline, Lamp, Tile
from services.views.words import REPORT_WORDS

HANDED_IN = ("on_time", "late")
COUNTED_DAYS = 92
OPEN = ("missing", "not_due", "returned")


@dataclass(frozen=True, kw_only=True)
class OwnReport:
    """One sheet of one period that a reporter hands in; ``short`` as its tab is called. ``carries``: the earlier month whose figures stand in while it is
    missing, empty for none; ``refused``: what the last refused attempt was about, empty for none."""

    state: ReportState
    period: str
    title: str
    short: str
    carries: str = ""
    refused: str = ""

    @property
    def open(self) -> bool:
        """Whether there is still something to do."""
        return self.state.state in OPEN


@dataclass(frozen=True, kw_only=True)
class Task:
    """A row of the page: lamp, name, when, what follows; ``sheet`` and ``period`` of its empty workbook."""

    lamp: Lamp | None
    word: str
    title: str
    when: str
    what: str
    sheet: str
    period: str
    open: bool


@dataclass(frozen=True, kw_only=True)
class Mine:
    """A reporter's page. ``table``: the year's reports, for the screen and to take along."""

    headline: Headline
    context: tuple[str, ...]
    tiles: tuple[Tile, ...]
    tasks: tuple[Task, ...]
    table: Table


def mine(
    own: Sequence[OwnReport], year: Mapping[str, Sequence[ReportState]], titles: Mapping[str, str], *, period: str, name: str,
    at: datetime,
) -> Mine:  # fmt: skip
    """``own``: what is asked for the month; ``year``: the states of every period of the year so far, oldest first."""
    due = [entry for entry in own if entry.state.state != "exempt"]
    arrears = _arrears(year, period)
    return Mine(
        headline=_headline(due, period, arrears, at),
        context=(forms.period_label(period), name, f"应报{len(due)}张", _last_received(due)),
        tiles=_tiles(due, arrears, at),
        tasks=tuple(_task(entry, at) for entry in sorted(own, key=lambda entry: (not entry.open, entry.state.due_at))),
        table=_year_table(year, titles, name, period),
    )


def time_left(due: datetime, at: datetime) -> str:
    """``还有3天``, ``今天截止``, ``已过期2天``: days of the calendar, as people count them; beyond a quarter ``已过期``."""
    days = ((due - timedelta(microseconds=1)).date() - at.date()).days
    if days > 0:
        return f"还有{days}天"
    if days == 0:
        return "今天截止"
    return f"已过期{-days}天" if -days <= COUNTED_DAYS else "已过期"


def _until(due: datetime) -> str:
    """``6月25日24时``."""
    last = due - timedelta(microseconds=1)
    return f"{last.month}月{last.day}日24时"


def _headline(due: Sequence[OwnReport], period: str, arrears: int, at: datetime) -> Headline:
    """``6月应报5张，已报3张，○ 还差2张：就业、帮扶车间；6月25日24时截止，还有3天。``"""
    month = forms.month_of(period)
    tail = f"以前各期还有{arrears}张未报。" if arrears else ""
    if not due:
        return (Clause(text=f"{month}没有本单位要报的报表。{tail}"),)
    left = [entry for entry in due if entry.open]
    late = sum(entry.state.state == "late" for entry in due)
    start = f"{month}应报{len(due)}张，"
    if not left:
        if late:
            return (
                Clause(text=f"{start}已报{len(due)}张，其中"),
                Clause(text=f"{late}张迟报", status="behind"),
                Clause(text=f"。{tail}"),
            )
        words = "，都按时" if all(entry.state.state == "on_time" for entry in due) else ""
        return (Clause(text=start), Clause(text=f"已报{len(due)}张{words}", status="met"), Clause(text=f"。{tail}"))
    first = min(entry.state.due_at for entry in left)
    overdue = any(entry.state.state == "missing" for entry in left)
    short = Clause(text=f"还差{len(left)}张", status="not_reported" if overdue else "not_due")
    when = f"：{_named(left)}；{_until(first)}截止，{time_left(first, at)}。{tail}"
    return (Clause(text=f"{start}已报{len(due) - len(left)}张，"), short, Clause(text=when))


def _named(left: Sequence[OwnReport]) -> str:
    """All up to three, then ``就业、帮扶车间、产业项目等5张``."""
    names = "、".join(entry.short for entry in left[:3])
    return f"{names}等{len(left)}张" if len(left) > 3 else names


def _tiles(due: Sequence[OwnReport], arrears: int, at: datetime) -> tuple[Tile, ...]:
    counts = Counter(entry.state.state for entry in due)
    left = [entry for entry in due if entry.open]
    tiles = [
        Tile(name="应报", figure=str(len(due)), unit="张"),
        Tile(name="已报", figure=str(len(due) - len(left)), unit="张", under=f"按时{counts['on_time']}　迟报{counts['late']}"),
        Tile(
            name="还差", figure=str(len(left)), unit="张", under=f"退回待改{counts['returned']}" if counts["returned"] else ""
        ),
    ]
    if left:
        first = min(entry.state.due_at for entry in left)
        tiles.append(Tile(name="最近截止", figure=_until(first).removesuffix("24时"), unit="24时", under=time_left(first, at)))
    return (*tiles, Tile(name="以前各期未报", figure=str(arrears), unit="张"))


def _task(entry: OwnReport, at: datetime) -> Task:
    state = entry.state
    return Task(
        lamp=_lamp(state), word=REPORT_WORDS[state.state], title=entry.title, when=_when(state, at), what=_what(entry),
        sheet=state.sheet, period=entry.period, open=entry.open,
    )  # fmt: skip


def _lamp(state: ReportState) -> Lamp | None:
    """未报, 迟报 and 退回待改 have lamps; 按时, 免报 and 未到期 are plain words."""
    if state.state == "missing":
        return Lamp(status="not_reported")
    return Lamp(status="behind", text=REPORT_WORDS[state.state]) if state.state in ("late", "returned") else None


def _when(state: ReportState, at: datetime) -> str:
    if state.state in OPEN:
        return f"{_until(state.due_at)}截止，{time_left(state.due_at, at)}"
    if state.received_at is None:
        return "本方案不要求本单位报此表"
    again = f"，第{state.version}版" if state.version else ""
    return f"{forms.minute(state.received_at)}收到{again}"


def _what(entry: OwnReport) -> str:
    """What follows while the report is not there, and what stood in the way."""
    if not entry.open:
        return ""
    carried = f"报到以前，指标沿用{forms.month_of(entry.carries)}的数" if entry.carries else "报到以前，指标不含本单位"
    return f"上次报送有错误未入库：{entry.refused}。{carried}。" if entry.refused else f"{carried}。"


def _last_received(due: Sequence[OwnReport]) -> str:
    received = [entry.state.received_at for entry in due if entry.state.received_at is not None]
    return f"最近收到{forms.minute(max(received))}" if received else "本期尚无报送"


def _arrears(year: Mapping[str, Sequence[ReportState]], period: str) -> int:
    """Reports of earlier periods that were due and never came."""
    return sum(state.state == "missing" for held, states in year.items() if held != period for state in states)


def _year_table(
    year: Mapping[str, Sequence[ReportState]], titles: Mapping[str, str], name: str, period: str
) -> Table:  # fmt: skip
    """Sheets down, periods across; a quarter stands behind its last month."""
    year = {held: states for held, states in year.items() if states}
    found = {(state.sheet, held): state for held, states in year.items() for state in states}
    sheets = [sheet for sheet in titles if any(key[0] == sheet for key in found)]
    columns = (
        TableColumn(key="sheet", heading="报表", width=30),
        *(TableColumn(key=held, heading=forms.month_of(held), align="center", width=10) for held in year),
        TableColumn(key="done", heading="已报/应报", align="center", width=10),
    )
    rows: list[TableRow] = []
    for sheet in sheets:
        states = [found.get((sheet, held)) for held in year]
        due = [state for state in states if state is not None and state.state != "exempt"]
        done = sum(state.state in HANDED_IN for state in due)
        cells = (TableCell(text=titles[sheet]), *map(_cell, states), TableCell(text=f"{done}/{len(due)}"))
        rows.append(TableRow(cells=cells))
    return Table(
        title=f"{name}{period[:4]}年报送情况", columns=columns, rows=tuple(rows),
        notes=("按时以首个无错误版本的收到时间为准，以后更正不改为迟报。", "“—”不在该期报送。"), context=forms.period_label(period),
    )  # fmt: skip


def _cell(state: ReportState | None) -> TableCell:
    if state is None:
        return TableCell(text="—", muted=True)
    lamp = _lamp(state)
    if lamp is not None and lamp.status in ("behind", "not_reported"):
        return TableCell(status=lamp.status, lamp_text=lamp.text)
    return TableCell(text=REPORT_WORDS[state.state], muted=state.state != "on_time")

"""What the page 上报记录 asks: all versions under the pack's root, those that a filter leaves, one version closely."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from data_access.errors import CalledWrongly
from data_access.sheets import load_sheets
from data_access.store import Attempt, SubmissionRecord
from metrics.calendar import due_at
from metrics.packs import Pack
from metrics.periods import Period
from services.tables.model import Table, TableCell, TableColumn, TableRow
from services.versions import changes_since, compare_versions, list_versions, original_file, refused_attempts
from services.views import forms
from services.views.comparing import Beside, beside, comparison_tables
from services.views.history import (
    BLANK,
    STATES,
    VersionLine,
    attempt_table,
    change_words,
    history_headline,
    history_tiles,
    version_line,
    version_table,
    warning_title,
)
from services.views.model import Headline, Tile
from services.views.triage import Names
from services.views.uploading import names_for
from services.workspace import Workspace

PAGE = 50
#: refused reports shown on the page; the workbook has all
REFUSED_SHOWN = 20


@dataclass(frozen=True, kw_only=True)
class HistoryFilter:
    """Chosen in words; empty: all."""

    sheet: str = ""
    reporter: str = ""
    period: str = ""

    @property
    def words(self) -> str:
        """``就业；共和镇``; empty for all."""
        return "；".join(part for part in (self.sheet, self.reporter, self.period) if part)


@dataclass(frozen=True, kw_only=True)
class History:
    """Every version, newest first. ``before``: the number of a version → the one before it of the same report."""

    lines: tuple[VersionLine, ...]
    refused: tuple[Attempt, ...]
    before: Mapping[int, SubmissionRecord]
    names: Names
    context: tuple[str, ...]

    def standing(self, line: VersionLine) -> int:
        """The number of the version of the line's report that is in force; 0 for none."""
        found = (other.record for other in versions_of(self, line) if other.record.state == "in_force")
        return next((record.submission for record in found), 0)

    @property
    def sheets(self) -> tuple[str, ...]:
        """Titles of the sheets of which something was stored or refused, in the order of the sheets."""
        held = {line.record.sheet for line in self.lines} | {entry.sheet for entry in self.refused}
        return tuple(declaration.title for sheet, declaration in load_sheets().items() if sheet in held)

    @property
    def reporters(self) -> tuple[str, ...]:
        """Names of those who handed in, in code order."""
        codes = {line.record.reporter for line in self.lines} | {entry.reporter for entry in self.refused if entry.reporter}
        return tuple(self.names.reporter(code) for code in sorted(codes))

    @property
    def periods(self) -> tuple[str, ...]:
        """Labels, newest first."""
        held = {line.record.period for line in self.lines} | {entry.period for entry in self.refused if entry.period}
        return tuple(forms.period_label(period) for period in sorted(held, key=_end, reverse=True))


@dataclass(frozen=True, kw_only=True)
class HistoryListing:
    """What a filter leaves: ``lines`` those of page ``page`` (from 1), ``chosen`` all of them."""

    headline: Headline
    tiles: tuple[Tile, ...]
    chosen: tuple[VersionLine, ...]
    lines: tuple[VersionLine, ...]
    page: int
    pages: int
    refused: tuple[Attempt, ...]
    words: str

    @property
    def span(self) -> str:
        """每页50份　第1—50份，共128份."""
        first = (self.page - 1) * PAGE + 1
        return f"每页{PAGE}个版本　第{first:,}—{first + len(self.lines) - 1:,}个，共{len(self.chosen):,}个"

    @property
    def nothing(self) -> str:
        """What stands in the place of an empty list."""
        return f"没有符合条件的报送。筛选条件：{self.words}。" if self.words else "还没有报表入库。"


@dataclass(frozen=True, kw_only=True)
class VersionCard:
    """One version closely: what it is, what is in force now, the warnings with their cells and the reason."""

    title: str
    what: str
    stands: str
    warnings: Table | None


def ask_history(workspace: Workspace, pack: Pack, _period: str, _region: str) -> History:
    """All versions under the pack's root, without the refused reports."""
    records = [record for record in list_versions(workspace) if record.root == pack.root]
    names = names_for(workspace)
    lines = tuple(_line(pack, record, names) for record in reversed(records))
    latest = max((record.received_at for record in records), default=None)
    context = (
        f"全部期间，{pack.title}",
        f"数据截至{forms.minute(latest)}" if latest else "尚无报送",
        "时间均为北京时间",
    )
    return History(lines=lines, refused=(), before=_before(records), names=names, context=context)


def with_refused(workspace: Workspace, pack: Pack, history: History) -> History:
    """With the refused reports as they are now: they change no figure, so no cache hears of them."""
    return replace(history, refused=tuple(refused_attempts(workspace, pack.root)))


def _line(pack: Pack, record: SubmissionRecord, names: Names) -> VersionLine:
    period = Period.parse(record.period)
    kind = "quarter" if period.kind == "quarter" else "month"
    due = due_at(pack.calendar, kind, period, income_year_starts=pack.income_year_starts).at
    return version_line(record, names, due)


def _before(records: Sequence[SubmissionRecord]) -> dict[int, SubmissionRecord]:
    found: dict[int, SubmissionRecord] = {}
    latest: dict[tuple[str, str, str], SubmissionRecord] = {}
    for record in sorted(records, key=lambda entry: entry.version):
        key = (record.sheet, record.reporter, record.period)
        if key in latest:
            found[record.submission] = latest[key]
        latest[key] = record
    return found


def list_history(history: History, filters: HistoryFilter, page: int) -> HistoryListing:
    """Page ``page`` of what the filter leaves; a page that the list no longer has is answered by its last."""
    chosen = tuple(line for line in history.lines if _fits(filters, line.sheet, line.reporter, line.record.period))
    refused = tuple(
        entry
        for entry in history.refused
        if _fits(filters, history.names.sheet(entry.sheet), history.names.reporter(entry.reporter), entry.period or "")
    )
    pages = max(-(-len(chosen) // PAGE), 1)
    page = min(max(page, 1), pages)
    return HistoryListing(
        headline=history_headline(chosen, len(refused)), tiles=history_tiles(chosen, len(refused)), chosen=chosen,
        lines=chosen[(page - 1) * PAGE : page * PAGE], page=page, pages=pages, refused=refused, words=filters.words,
    )  # fmt: skip


def _fits(filters: HistoryFilter, sheet: str, reporter: str, period: str) -> bool:
    label = forms.period_label(period) if period else ""
    asked = ((filters.sheet, sheet), (filters.reporter, reporter), (filters.period, label))
    return all(not wanted or wanted == held for wanted, held in asked)


def change_counts(workspace: Workspace, history: History, line: VersionLine) -> str:
    """``改3格``; what is stored never changes, so neither does this."""
    before = history.before.get(line.record.submission)
    return change_words(changes_since(workspace, line.record, before))


def look_at(history: History, line: VersionLine) -> VersionCard:
    """One version closely."""
    record = line.record
    gone = (
        f"，{record.withdrawn_by}{_when_gone(record)}撤回：{record.withdrawn_reason}" if record.withdrawn_by is not None else ""
    )
    what = (
        f"{STATES[record.state]}{gone}。{record.by}报送，{forms.minute(record.received_at)}收到，{line.timely}；{record.rows:,}行，"
        f"编号{record.submission}，校验码{record.sha256[:8].upper()}"
    )
    standing = next((other.record for other in versions_of(history, line) if other.record.state == "in_force"), None)
    stands = f"现行的是第{standing.version}版" if standing else "本期没有现行版本"
    return VersionCard(
        title=line.label, what=what, warnings=_warning_table(record), stands="" if record.state == "in_force" else stands
    )


def _when_gone(record: SubmissionRecord) -> str:
    return f"于{forms.minute(record.to_at)}" if record.to_at is not None else ""


def versions_of(history: History, line: VersionLine) -> list[VersionLine]:
    """All versions of the line's report, itself among them, newest first."""
    report = (line.record.sheet, line.record.reporter, line.record.period)
    return [other for other in history.lines if (other.record.sheet, other.record.reporter, other.record.period) == report]


def others_of(history: History, line: VersionLine) -> dict[int, str]:
    """The other versions of the line's report in words, by number, the one before it first."""
    before = history.before.get(line.record.submission)
    found = [other.record for other in versions_of(history, line) if other.record.submission != line.record.submission]
    found.sort(key=lambda record: before is None or record.submission != before.submission)
    return {
        record.submission: f"第{record.version}版　{STATES[record.state]}　{record.received_at:%Y-%m-%d %H:%M}　{record.by}"
        for record in found
    }


def compare_with(workspace: Workspace, history: History, line: VersionLine, other: int) -> Beside:
    """The line's version and another one of its report, cell by cell."""
    return beside(compare_versions(workspace, line.record.submission, other), history.names)


def export_comparison(workspace: Workspace, history: History, line: VersionLine, other: int) -> tuple[Table, ...]:
    """The same with every difference."""
    return comparison_tables(compare_versions(workspace, line.record.submission, other), history.names)


def _warning_table(record: SubmissionRecord) -> Table | None:
    """提醒, 单元格, 接受原因; None where there was none."""
    if not record.warnings:
        return None
    columns = (
        TableColumn(key="warning", heading="提醒", width=14, wrap=True),
        TableColumn(key="cells", heading="单元格", width=14, wrap=True),
        TableColumn(key="reason", heading="接受原因", width=20, wrap=True),
    )
    rows = tuple(
        TableRow(
            cells=(
                TableCell(text=warning_title(record.sheet, code), second=f"{entry.count}处"),
                TableCell(
                    text="、".join(entry.cells) or BLANK, code=bool(entry.cells),
                    tag=f"等{entry.count}处" if 0 < len(entry.cells) < entry.count else "",
                ),
                TableCell(text=record.reason or BLANK),
            )
        )
        for code, entry in record.warnings.items()
    )  # fmt: skip
    return Table(title="核实后接受的提醒", columns=columns, rows=rows)


def export_history(workspace: Workspace, history: History, listing: HistoryListing) -> tuple[Table, ...]:
    """Exactly the filtered versions, and the refused reports where there are any."""
    changes = {line.record.submission: change_counts(workspace, history, line) for line in listing.chosen}
    versions = version_table(listing.chosen, changes, listing.words)
    return (versions, attempt_table(listing.refused, history.names)) if listing.refused else (versions,)


def refused_table(history: History, listing: HistoryListing) -> Table:
    """The newest refused reports."""
    return attempt_table(listing.refused[:REFUSED_SHOWN], history.names)


def original(workspace: Workspace, line: VersionLine) -> bytes:
    """The workbook as it was handed in (CalledWrongly: it also holds what the caller may not see)."""
    content = original_file(workspace, line.record)
    if content is None:
        raise CalledWrongly("原文件还含有其他单位的报表，不能下载。")
    return content


def _end(period: str) -> tuple[int, int, bool]:
    parsed = Period.parse(period)
    return parsed.year, parsed.months_elapsed, parsed.kind == "quarter"

"""上报记录: every version of every report as a line, what was refused, and one version looked at closely."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from data_access.changes import Changes
from data_access.problems import problem_kinds
from data_access.sheets import load_sheets
from data_access.store import Attempt, SubmissionRecord
from services.tables.model import Table, TableCell, TableColumn, TableRow
from services.views import forms
from services.views.model import Clause, Headline, Lamp, Tile
from services.views.triage import Names

STATES = {"in_force": "● 现行", "superseded": "／ 已被取代", "withdrawn": "× 已撤回"}
LATE, CORRECTED = "▲ 迟报", "更正"
STALE = "stale_version"
OUTCOMES = {"rejected": "有错误，未入库", "needs_reason": "有提醒未说明，未入库", "unrecognised": "无法识别，未入库"}
BLANK = forms.BLANK
COLUMNS = (
    TableColumn(key="state", heading="状态", width=12),
    TableColumn(key="sheet", heading="报表", width=28, wrap=True),
    TableColumn(key="reporter", heading="单位", width=20),
    TableColumn(key="period", heading="期间", width=16),
    TableColumn(key="version", heading="版本", align="center", width=8),
    TableColumn(key="timely", heading="按时", width=10),
    TableColumn(key="received", heading="收到时间", width=18),
    TableColumn(key="warnings", heading="提醒", width=24, wrap=True),
    TableColumn(key="reason", heading="接受原因", width=24, wrap=True),
    TableColumn(key="changes", heading="与上一版比", width=20, wrap=True),
    TableColumn(key="rows", heading="行数", align="right", number=True, width=8),
    TableColumn(key="by", heading="报送人", width=12),
    TableColumn(key="file", heading="文件", width=30, wrap=True),
    TableColumn(key="number", heading="编号", align="right", number=True, width=8),
)


#: columns of the list on the page with their widths in pixels, 1,094 in all; the rest stands on the card and in the workbook
ON_PAGE: Mapping[str, int] = {
    "state": 88, "tab": 82, "reporter": 160, "period": 112, "version": 56, "timely": 62, "received": 132, "by": 88,
    "warned": 56, "changes": 118, "rows": 50, "number": 56,
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class VersionLine:
    """One stored version in words; ``record`` holds what ``submissions`` prints of it."""

    record: SubmissionRecord
    sheet: str
    reporter: str
    timely: str

    @property
    def warnings(self) -> str:
        """``取值异常2处、行缺失1处``; — for none."""
        held = self.record.warnings.items()
        return "、".join(f"{warning_title(self.record.sheet, code)}{entry.count}处" for code, entry in held) or BLANK

    @property
    def label(self) -> str:
        """``共和镇　2023年6月　就业　第2版``."""
        return f"{self.reporter}　{forms.period_label(self.record.period)}　{self.sheet}　第{self.record.version}版"


def version_line(record: SubmissionRecord, names: Names, due: datetime) -> VersionLine:
    """``due``: when the report of that sheet and period was due. Only a first version is in time or late."""
    first = "按时" if record.received_at <= due else LATE
    return VersionLine(
        record=record, sheet=names.sheet(record.sheet), reporter=names.reporter(record.reporter),
        timely=first if record.version == 1 else CORRECTED,
    )  # fmt: skip


def warning_title(sheet: str, code: str) -> str:
    """What a code of the catalogue, or of a rule of the sheet, is called."""
    if (kind := problem_kinds().get(code)) is not None:
        return kind.title
    declaration = load_sheets().get(sheet)
    rules = declaration.rules if declaration else ()
    return next((rule.title for rule in rules if rule.name == code), code)


def change_words(changes: Changes | None) -> str:
    """``改3格、新增1行``; — for a first version."""
    if changes is None:
        return BLANK
    words = [
        f"改{len(changes.cells)}格" if changes.cells else "",
        f"新增{changes.new}行" if changes.new else "",
        f"删除{changes.removed}行" if changes.removed else "",
    ]
    return "、".join(word for word in words if word) or "内容相同"


def history_headline(lines: Sequence[VersionLine], refused: int) -> Headline:
    """``共128个版本、126份报表：现行126，▲ 9份迟报，更正2次，撤回1次；另有3次有错误未入库。``"""
    if not lines:
        return (Clause(text="还没有报表入库。"),)
    records = [line.record for line in lines]
    reports = {(record.sheet, record.reporter, record.period) for record in records}
    clauses = [Clause(text=f"{len(reports):,}份报表共{len(records):,}个版本")]
    late = sum(line.timely == LATE for line in lines)
    if late:
        clauses += [Clause(text="，"), Clause(text=f"{late:,}份迟报", status="behind")]
    corrected = sum(record.version > 1 for record in records)
    gone = sum(record.state == "withdrawn" for record in records)
    rest = [f"更正{corrected:,}次" if corrected else "", f"撤回{gone:,}次" if gone else ""]
    text = "，".join(word for word in rest if word)
    tail = f"；另有{refused:,}次未入库" if refused else ""
    return (*clauses, Clause(text=f"{'，' if text else ''}{text}{tail}。"))


def history_tiles(lines: Sequence[VersionLine], refused: int) -> tuple[Tile, ...]:
    """The same in figures."""
    states = Counter(line.record.state for line in lines)
    warned = sum(bool(line.record.warnings) for line in lines)
    return (
        Tile(name="版本", figure=f"{len(lines):,}", unit="个", under=f"现行{states['in_force']:,}"),
        Tile(name="按时", figure=f"{sum(line.timely == '按时' for line in lines):,}", unit="份", under="按首版收到时间"),
        _late_tile(sum(line.timely == LATE for line in lines)),
        Tile(name="更正", figure=f"{sum(line.record.version > 1 for line in lines):,}", unit="次", under=f"撤回{states['withdrawn']}次"),
        Tile(name="有提醒，说明后入库", figure=f"{warned:,}", unit="次"),
        Tile(name="未入库", figure=f"{refused:,}", unit="次"),
    )  # fmt: skip


def _late_tile(count: int) -> Tile:
    """A state that no report is in has no lamp."""
    if not count:
        return Tile(name=LATE, figure="0", unit="份")
    return Tile(name="", figure=f"{count:,}", unit="份", lamp=Lamp(status="behind", text="迟报"))


def version_cells(line: VersionLine, changes: str) -> tuple[TableCell, ...]:
    """One row in the order of ``COLUMNS``."""
    record = line.record
    return (
        TableCell(text=STATES[record.state]),
        TableCell(text=line.sheet),
        TableCell(text=line.reporter),
        TableCell(text=forms.period_label(record.period)),
        TableCell(text=f"第{record.version}版"),
        TableCell(text=line.timely),
        TableCell(text=f"{record.received_at:%Y-%m-%d %H:%M}"),
        TableCell(text=line.warnings),
        TableCell(text=record.reason if record.warnings else BLANK),
        TableCell(text=changes),
        TableCell(text=f"{record.rows:,}", value=record.rows),
        TableCell(text=record.by),
        TableCell(text=record.file),
        TableCell(text=str(record.submission), value=record.submission),
    )


def listed_cells(line: VersionLine, changes: str) -> dict[str, str]:
    """The row of the page by heading: short titles, warnings counted."""
    found = {
        column.key: (column.heading, cell.text) for column, cell in zip(COLUMNS, version_cells(line, changes), strict=True)
    }
    declaration = load_sheets().get(line.record.sheet)
    warned = sum(entry.count for entry in line.record.warnings.values())
    found["tab"] = ("报表", declaration.tab if declaration else line.sheet)
    found["warned"] = ("提醒", f"{warned:,}处" if warned else BLANK)
    return {found[key][0]: found[key][1] for key in ON_PAGE}


def version_table(lines: Sequence[VersionLine], changes: Mapping[int, str], filters: str) -> Table:
    """All lines given, for the workbook; ``changes`` by submission."""
    rows = tuple(TableRow(cells=version_cells(line, changes[line.record.submission])) for line in lines)
    notes = ("按时以首版收到时间为准，以后更正不改为迟报。", "已撤回、已被取代的版本照列，数据不计入指标。")
    return Table(title="上报记录", columns=COLUMNS, rows=rows, notes=notes, filters=filters)


def attempt_table(attempts: Sequence[Attempt], names: Names) -> Table:
    """What was refused, newest first."""
    columns = (
        TableColumn(key="at", heading="时间", width=18),
        TableColumn(key="reporter", heading="单位", width=20),
        TableColumn(key="sheet", heading="报表", width=28),
        TableColumn(key="period", heading="期间", width=16),
        TableColumn(key="by", heading="报送人", width=12),
        TableColumn(key="outcome", heading="结果", width=22),
        TableColumn(key="problems", heading="问题", width=44, wrap=True),
    )
    rows = tuple(
        TableRow(
            cells=(
                TableCell(text=f"{entry.at:%Y-%m-%d %H:%M}"),
                TableCell(text=names.reporter(entry.reporter)),
                TableCell(text=names.sheet(entry.sheet)),
                TableCell(text=forms.period_label(entry.period) if entry.period else BLANK),
                TableCell(text=entry.by),
                TableCell(text=_outcome(entry)),
                TableCell(text=_counted(entry)),
            )
        )
        for entry in attempts
    )
    return Table(title="未入库的报送", columns=columns, rows=rows, notes=("只记问题的种类和处数，不留单元格内容。",))


def _outcome(entry: Attempt) -> str:
    if STALE in entry.counts:
        return "核对后现行版本有变，未入库"
    return OUTCOMES.get(entry.outcome, "未入库")


def _counted(entry: Attempt) -> str:
    """Errors and warnings; what was only noted kept nothing out."""
    kinds = problem_kinds()
    amiss = [code for code in entry.counts if code not in kinds or kinds[code].severity != "note"]
    said = (f"{warning_title(entry.sheet or '', code)}{entry.counts[code]}处" for code in amiss if code != STALE)
    return "、".join(said) or BLANK

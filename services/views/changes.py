"""What a confirmed upload would change: cell by cell, old struck out, new bold; and the receipt of what was stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from data_access.changes import CellChange
from data_access.examination import Examined
from data_access.store import SubmissionRecord
from services.intake import Taken
from services.tables.model import Table, TableCell, TableColumn, TableRow
from services.views import forms
from services.views.model import Clause, Headline
from services.views.triage import Names, state_of

CELLS_SHOWN = 20
OUTCOMES = {
    "accepted": "已入库", "unchanged": "与现行版本相同，未新增版本", "rejected": "未入库：有错误",
    "needs_reason": "未入库：有提醒，须写明原因", "unrecognised": "未入库：无法识别",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class ChangeCard:
    """The finding, what it is compared with, the cells, and the rows in numbers."""

    finding: str
    compared: str
    table: Table | None
    foot: str


def change_card(taken: Taken, names: Names) -> ChangeCard | None:
    """None where nothing can be compared."""
    examined = taken.examined
    changes = examined.changes
    if changes is None or examined.sheet is None:
        return None
    foot = f"新增 {changes.new:,} 行　修改 {changes.changed:,} 行（{len(changes.cells):,}格）　不变 {changes.unchanged:,} 行　删除 {changes.removed:,} 行"
    if examined.in_force is None:
        return ChangeCard(
            finding=f"{examined.file}：首次报送，{changes.new}行", compared="本期没有现行版本", table=None, foot=foot
        )
    compared = f"与现行第{examined.in_force.version}版比较"
    if examined.errors:
        compared += "；有错误，改正后才能入库"
    if not changes.cells:
        words = "入库后有行增减" if changes.new or changes.removed else "与现行版本相同"
        return ChangeCard(finding=f"{examined.file}：{words}", compared=compared, table=None, foot=foot)
    fields = names.fields.get(examined.sheet, {})
    if len(changes.cells) > CELLS_SHOWN:
        foot += f"。此处列前{CELLS_SHOWN}格"
    finding = f"{examined.file}：{_told(examined)}{len(changes.cells):,}格" + (
        "，其余相同"
        if examined.errors and not changes.new and not changes.removed
        else "，其余不变"
        if not changes.new and not changes.removed
        else ""
    )
    return ChangeCard(finding=finding, compared=compared, table=cell_table(changes.cells, fields), foot=foot)


def _told(examined: Examined) -> str:
    """What is wrong is not stored as it stands."""
    return "与现行版本不同的有" if examined.errors else "入库后改"


def cell_table(cells: Sequence[CellChange], fields: Mapping[str, str]) -> Table:
    """The first changed cells; ``fields``: field → its Chinese title."""
    rows = tuple(
        TableRow(
            cells=(
                TableCell(text=cell.row_key),
                TableCell(text=fields.get(cell.field, cell.field)),
                TableCell(text=cell.cell or "", code=bool(cell.cell)),
                TableCell(text=cell.old if cell.old is not None else "—", struck=cell.old is not None, muted=True),
                TableCell(text=cell.new if cell.new is not None else "—", strong=True),
                TableCell(text=step(cell.old, cell.new)),
            )
        )
        for cell in cells[:CELLS_SHOWN]
    )
    return Table(title="", columns=_COLUMNS, rows=rows)


_COLUMNS = (
    TableColumn(key="row", heading="行", width=14, wrap=True),
    TableColumn(key="field", heading="项目", width=13, wrap=True),
    TableColumn(key="cell", heading="单元格", width=10),
    TableColumn(key="old", heading="现行", align="right", width=14, wrap=True),
    TableColumn(key="new", heading="本次", align="right", width=14, wrap=True),
    TableColumn(key="step", heading="增减", align="right", width=12),
)


def step(old: str | None, new: str | None) -> str:
    """The difference of two figures as they are written; nothing for texts."""
    try:
        before, after = (Fraction((text or "").replace(",", "").replace("−", "-")) for text in (old, new))
    except ValueError:
        return ""
    places = max(len(text.partition(".")[2]) for text in (old or "", new or ""))
    return forms.change(after - before, places)


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """回执: what was stored, and what was not and why."""

    headline: Headline
    table: Table
    stored: int
    again: str = ""
    overtaken: tuple[str, ...] = ()
    left: int = 0
    """``again``: the token under which overtaken files wait to be confirmed anew; ``overtaken``: what came in between; ``left``: how many were not stored."""


def overtaken(taken: Taken, stands: SubmissionRecord | None, names: Names) -> str:
    """What happened to a report between preview and confirmation, and what its person does now; ``stands``: in force now."""
    examined = taken.examined
    label = f"{names.reporter(examined.reporter)}{forms.period_label(examined.period or '')}{names.sheet(examined.sheet)}"
    if stands is None:
        return f"{label}：核对之后，现行版本被撤回，现在没有现行版本。本次没有写入，请重新核对后再确认。"
    came = f"第{stands.version}版由{stands.by}于{forms.minute(stands.received_at)}报送，现为现行版本"
    return f"{label}：核对之后现行版本有变，{came}。本次没有写入；下面已改为与第{stands.version}版比较，请重新核对后再确认。"


def receipt(outcomes: Sequence[Taken], names: Names, at: str) -> Receipt:
    """``at``: the moment of storing, in words."""
    columns = (
        TableColumn(key="outcome", heading="结果", width=24),
        TableColumn(key="sheet", heading="报表", width=26),
        TableColumn(key="reporter", heading="单位", width=14),
        TableColumn(key="period", heading="期间", width=16),
        TableColumn(key="rows", heading="行数", align="right", width=8),
        TableColumn(key="version", heading="版本", align="center", width=8),
        TableColumn(key="number", heading="回执号", width=20),
        TableColumn(key="file", heading="文件", width=34, wrap=True),
    )
    stored = [entry for entry in outcomes if entry.outcome == "accepted"]
    rows = tuple(_receipt_row(entry, names) for entry in outcomes)
    left = len(outcomes) - len(stored) - sum(entry.outcome == "unchanged" for entry in outcomes)
    headline = [Clause(text=f"{at}入库{len(stored)}份报表" if stored else "没有新的报表入库")]
    if left:
        headline += [Clause(text="，"), Clause(text=f"{left}份未入库", status="behind")]
    return Receipt(
        headline=(*headline, Clause(text="。")), stored=len(stored), left=left,
        table=Table(title="回执", columns=columns, rows=rows, context=f"入库时间：{at}", notes=("回执号为入库编号与原始文件校验码前8位。",)),
    )  # fmt: skip


def _why_not(taken: Taken) -> str:
    if {problem.code for problem in taken.problems if problem.severity == "error"} == {"stale_version"}:
        return "未入库：核对后现行版本有变"
    if state_of(taken) == "unclear":
        return "未入库：期间或单位未确认"
    return OUTCOMES.get(taken.outcome, "未入库")


def _receipt_row(taken: Taken, names: Names) -> TableRow:
    examined = taken.examined
    number = f"{taken.submission}-{examined.sha256[:8].upper()}" if taken.submission is not None else "—"
    accepted = taken.outcome == "accepted"
    return TableRow(
        cells=(
            TableCell(status="met" if accepted else None, lamp_text="已入库", text="" if accepted else _why_not(taken)),
            TableCell(text=names.sheet(examined.sheet)),
            TableCell(text=names.reporter(examined.reporter)),
            TableCell(text=forms.period_label(examined.period) if examined.period else "—"),
            TableCell(text="—" if examined.rows is None else f"{len(examined.rows):,}"),
            TableCell(text=f"第{taken.version}版" if taken.version is not None else "—"),
            TableCell(text=number, code=taken.submission is not None),
            TableCell(text=examined.file, second=examined.worksheet or ""),
        )
    )  # fmt: skip

"""数字来源: a figure with its two sides, report by report, and its cells one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from urllib.parse import urlencode

from data_access.sheets import load_sheets
from data_access.store import SubmissionRecord
from metrics.tracing import PARTS, Part
from services.tables.model import Table, TableCell, TableColumn, TableRow
from services.traced_cells import TracedCell
from services.tracing import FigureTrace, Subtotal, TraceField
from services.views import forms
from services.views.triage import Names
from services.views.words import PART_WORDS

#: cells on one page of the list
PAGE = 200
#: what a field of another figure is to that figure, where this one compares it as a whole
ROLES: Mapping[Part, str] = {"numerator": "（被除数）", "denominator": "（除数）", "condition": "（条件）", "base": "（基期）"}
_LEADING = (
    TableColumn(key="reporter", heading="单位", width=18),
    TableColumn(key="period", heading="期间", width=15),
    TableColumn(key="file", heading="原文件", width=34, wrap=True),
    TableColumn(key="version", heading="版本、报送人、收到时间", width=26),
)
_CELLS = (
    TableColumn(key="cell", heading="单元格", width=10),
    TableColumn(key="row", heading="行", width=34, wrap=True),
    TableColumn(key="field", heading="项目", width=24, wrap=True),
    TableColumn(key="value", heading="数值", align="right", number=True, decimals=2, width=16),
    TableColumn(key="unit", heading="计量单位", width=10),
    TableColumn(key="carried", heading="沿用", width=10),
)
_PLACE = (
    TableColumn(key="reporter", heading="单位", width=18),
    TableColumn(key="period", heading="期间", width=15),
    TableColumn(key="file", heading="原文件", width=34),
    TableColumn(key="version", heading="版本", align="center", width=8),
    TableColumn(key="by", heading="报送人", width=12),
    TableColumn(key="received", heading="收到时间", width=17),
    TableColumn(key="worksheet", heading="工作表", width=14),
    TableColumn(key="part", heading="部分", width=8),
)


@dataclass(frozen=True, kw_only=True, eq=False)
class Sources:
    """What the tables are written from: the figure, its subtotals, how codes are said, and the pack's title in addresses."""

    trace: FigureTrace
    subtotals: tuple[Subtotal, ...]
    names: Names
    pack: str = ""

    def field_name(self, field: TraceField) -> str:
        """脱贫劳动力（总数）; what is taken off says so."""
        if field.name is None:
            return "报表份数"
        role = "" if field.role == field.part else ROLES[field.role]
        return f"{self.names.fields[field.sheet][field.name]}{'（减）' if field.sign < 0 else ''}{role}"

    def unit(self, field: TraceField) -> str:
        """Of a task's figure the task's own."""
        if field.name is None:
            return "份"
        return load_sheets()[field.sheet].field(field.name).unit or (self.trace.unit if field.sheet == "key_tasks" else "")

    def report_name(self, record: SubmissionRecord) -> str:
        """共和镇　2023年6月　就业月报　第1版."""
        period = forms.period_label(record.period)
        return f"{self.names.reporter(record.reporter)}　{period}　{self.names.sheet(record.sheet)}　第{record.version}版"

    def history(self, record: SubmissionRecord) -> str:
        """Where the report's versions are listed."""
        asked = {
            "sheet": self.names.sheet(record.sheet), "reporter": self.names.reporter(record.reporter),
            "during": forms.period_label(record.period),
        }  # fmt: skip
        return f"/history?{urlencode(asked | ({'pack': self.pack} if self.pack else {}))}"


def part_word(trace: FigureTrace, part: Part) -> str:
    """What a part is called; a figure that is divided by nothing has no 分子."""
    return "取值" if part == "numerator" and trace.indicator.denominator is None else PART_WORDS[part]


def parts_of(trace: FigureTrace) -> tuple[Part, ...]:
    """The parts of which there are cells."""
    held = {field.part for field in trace.fields}
    return tuple(part for part in PARTS if part in held)


@dataclass(frozen=True, kw_only=True)
class _Amounts:
    """A column of subtotals: one field that is added up or counted; else all that is only looked at, or all reports."""

    part: Part
    fields: tuple[TraceField, ...]

    @property
    def summed(self) -> bool:
        return self.fields[0].sign != 0


def _amount_columns(fields: Sequence[TraceField]) -> list[_Amounts]:
    held: list[_Amounts] = []
    for part in PARTS:
        mine = list(dict.fromkeys(field for field in fields if field.part == part))
        alone = [field for field in mine if field.name and (field.sign or field.role in ("numerator", "denominator"))]
        looked_at = tuple(field for field in mine if field not in alone)
        held += [_Amounts(part=part, fields=(field,)) for field in alone]
        held += [_Amounts(part=part, fields=looked_at)] if looked_at else []
    return held


def report_table(sources: Sources, context: str) -> Table:
    """One row a report: what it gives to each side. The last row is the figure's sides."""
    amounts = _amount_columns(sources.trace.fields)
    columns = tuple(
        TableColumn(
            key=f"side{at}", heading=_heading(sources, entry), group=part_word(sources.trace, entry.part), align="right", number=True,
            decimals=2 if entry.summed else 0, width=14, wrap=True,
        )
        for at, entry in enumerate(amounts)
    )  # fmt: skip
    rows = [_report_row(sources, record, amounts) for record in newest_first(sources.trace.records)]
    return Table(
        title="按报表小计", columns=(*_LEADING, *columns), rows=(*rows, _total_row(sources, amounts)),
        notes=_notes(sources), context=context,
    )  # fmt: skip


def _heading(sources: Sources, amounts: _Amounts) -> str:
    field = amounts.fields[0]
    if field.name is None:
        return "份"
    if not amounts.summed and field.role not in ("numerator", "denominator"):
        return "格数"
    return f"{sources.field_name(field)}\n{sources.unit(field) if amounts.summed else '格'}"


def newest_first(records: Sequence[SubmissionRecord]) -> list[SubmissionRecord]:
    """Reports by period, the latest first, then by sheet and reporter."""
    by_reporter = sorted(records, key=lambda record: (record.sheet, record.reporter))
    return sorted(by_reporter, key=lambda record: record.period, reverse=True)


def _report_row(sources: Sources, record: SubmissionRecord, amounts: Sequence[_Amounts]) -> TableRow:
    mine = [entry for entry in sources.subtotals if entry.record.submission == record.submission]
    carried = any(entry.carried for entry in mine)
    where = f"工作表“{record.worksheet}”" if record.worksheet else ""
    return TableRow(
        cells=(
            TableCell(text=sources.names.reporter(record.reporter)),
            TableCell(text=forms.period_label(record.period), tag="沿用" if carried else ""),
            TableCell(text=record.file, second=where, href=sources.history(record)),
            TableCell(text=f"第{record.version}版　{record.by}", second=f"{record.received_at:%Y-%m-%d %H:%M}"),
            *(_amount(column, [entry for entry in mine if entry.field in column.fields]) for column in amounts),
        )
    )


def _amount(column: _Amounts, given: Sequence[Subtotal]) -> TableCell:
    """A sum or a number of cells; — where the report gives nothing."""
    if not given:
        return TableCell(text=forms.BLANK, muted=True)
    zero = Fraction(0)
    value = (
        sum((entry.total or zero for entry in given), zero) if column.summed else Fraction(sum(entry.cells for entry in given))
    )
    return TableCell(text=forms.plain(value, 6), value=float(value))


def _total_row(sources: Sources, amounts: Sequence[_Amounts]) -> TableRow:
    blanks = tuple(TableCell() for _ in _LEADING[1:])
    totals = (_amount(column, [entry for entry in sources.subtotals if entry.field in column.fields]) for column in amounts)
    return TableRow(kind="total", cells=(TableCell(text="合计"), *blanks, *totals))


def _notes(sources: Sources) -> tuple[str, ...]:
    numerator, figure = sources.trace.indicator.numerator, sources.trace.figure
    notes = ["点原文件名看该报表的各个版本。"]
    if numerator.submissions and (missing := figure.expected - figure.reported):
        notes.append(f"应报{figure.expected}份，其中{missing}份未报，没有报表可列。")
    if any(not field.sign and field.name for field in sources.trace.fields):
        notes.append("只计数、只作条件或基期的项目列格数。")
    if numerator.min or numerator.median:
        notes.append("本指标取各格的最小值，不加总。" if numerator.min else "本指标取各格的中位数，不加总。")
    if numerator.distinct:
        notes.append("同一编码的几行只计一个，单元格个数可多于指标数。")
    return tuple(notes)


def cell_table(sources: Sources, cells: Sequence[TracedCell], part: Part, *, place: str) -> Table:
    """Some cells of a part under the report that they stand in; each report with its subtotal of the whole part."""
    rows: list[TableRow] = []
    before: int | None = None
    for cell in cells:
        if cell.record.submission != before:
            rows.append(_group(sources, cell.record, part))
            before = cell.record.submission
        rows.append(TableRow(cells=_cell_row(sources, cell)))
    return Table(title=f"{part_word(sources.trace, part)}的单元格{place}", columns=_CELLS, rows=tuple(rows))


def _group(sources: Sources, record: SubmissionRecord, part: Part) -> TableRow:
    mine = [entry for entry in sources.subtotals if entry.record.submission == record.submission and entry.field.part == part]
    where = f"{record.file}，工作表“{record.worksheet}”" if record.worksheet else record.file
    handed = f"{record.by}　{record.received_at:%Y-%m-%d %H:%M}"
    sums = "，".join(_subtotal_words(sources, entry) for entry in mine)
    return TableRow(kind="group", cells=(TableCell(text=sources.report_name(record)),), note=f"{where}　{handed}　小计：{sums}")


def _subtotal_words(sources: Sources, entry: Subtotal) -> str:
    name = sources.field_name(entry.field)
    if entry.field.name is None:
        return "1份"
    if not entry.field.sign:
        return f"{name}{entry.cells:,}格"
    return f"{name}{forms.plain(entry.total, 6)}{sources.unit(entry.field)}（{entry.cells:,}格）"


def _cell_row(sources: Sources, cell: TracedCell) -> tuple[TableCell, ...]:
    number = cell.value if isinstance(cell.value, (int, float)) else None
    shown = sources.names.reporter(str(cell.value)) if number is None else forms.plain(Fraction(str(number)), 6)
    field = next(entry for entry in sources.trace.fields if entry.name == cell.field and entry.sheet == cell.record.sheet)
    return (
        TableCell(text=cell.cell or forms.BLANK, code=bool(cell.cell)),
        TableCell(text="整份报表" if cell.row_key is None else row_words(sources.names, cell.row_key)),
        TableCell(text="" if cell.field is None else sources.names.fields[cell.record.sheet][cell.field]),
        TableCell(text=forms.BLANK if cell.value is None else shown, value=None if number is None else float(number)),
        TableCell(text="" if number is None else sources.unit(field), muted=True),
        TableCell(text=f"沿用{forms.month_of(cell.record.period)}" if cell.carried else ""),
    )


def row_words(names: Names, row_key: str) -> str:
    """The key of a row with its place by name: 大蒜 · 共和镇 · 协议采购."""
    return " · ".join(names.reporter(part) for part in row_key.split("|"))


def whole_table(sources: Sources, cells: Sequence[TracedCell], context: str) -> Table:
    """Every cell as a row of its own, for the workbook."""
    rows = tuple(_whole_row(sources, cell) for cell in cells)
    return Table(title="单元格", columns=(*_PLACE, *_CELLS), rows=rows, context=context)


def _whole_row(sources: Sources, cell: TracedCell) -> TableRow:
    record = cell.record
    leading = (
        sources.names.reporter(record.reporter), forms.period_label(record.period), record.file, f"第{record.version}版",
        record.by, f"{record.received_at:%Y-%m-%d %H:%M}", record.worksheet, part_word(sources.trace, cell.part),
    )  # fmt: skip
    return TableRow(cells=(*(TableCell(text=text) for text in leading), *_cell_row(sources, cell)))

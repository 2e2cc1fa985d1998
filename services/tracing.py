"""Where a figure came from: its cells in the files that were handed in, who handed them in, when, and in which version.

A figure may rest on hundreds of thousands of cells. They are kept as columns of numbers; only those that somebody looks at
are read from the database and become objects.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt

from data_access.errors import CalledWrongly
from data_access.sheets import load_sheets
from data_access.store import SubmissionRecord
from metrics.catalogue import TASK_TEMPLATE, Indicator, load_catalogue
from metrics.measuring.question import Basis, Question
from metrics.measuring.rows import exact_sum, micro
from metrics.measuring.tasks import target_of, task_codes, title_and_unit
from metrics.packs import Pack
from metrics.periods import Period
from metrics.results import Figure
from metrics.tracing import PARTS, Part, Traced, TracedColumn, trace
from services.evidence import StoredEvidence
from services.workspace import Workspace, territory

Numbers = npt.NDArray[np.signedinteger[Any]]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class TraceField:
    """One field of a sheet in one part of a figure; ``name`` None: whole reports are counted, not cells.

    ``role``: what the cells are to the figure that this one is compared with or rests on, elsewhere the same as ``part``.
    ``sign``: 1 where the cells are added up, -1 where they are taken off, 0 where nothing is added.
    """

    part: Part
    role: Part
    sheet: str
    name: str | None
    numeric: bool
    sign: int = 0


@dataclass(frozen=True, kw_only=True, eq=False)
class Subtotal:
    """What one report gives to one field of a part: how many cells, and their sum (None: they are not added up)."""

    field: TraceField
    record: SubmissionRecord
    cells: int
    total: Fraction | None
    carried: bool


@dataclass(frozen=True, kw_only=True, eq=False)
class FigureTrace:
    """A figure with its cells in the order part, report, row, field; ``fields`` and ``records`` are pointed at by the columns."""

    pack: str
    indicator: Indicator
    title: str
    unit: str
    figure: Figure
    fields: tuple[TraceField, ...]
    records: tuple[SubmissionRecord, ...]
    field_of: Numbers
    record_of: Numbers
    source_rows: Numbers
    values: Numbers
    carried: Flags

    def __len__(self) -> int:
        return len(self.field_of)

    def of_part(self, part: Part) -> Numbers:
        """Positions of the cells of a part."""
        mine = [index for index, field in enumerate(self.fields) if field.part == part]
        return np.flatnonzero(np.isin(self.field_of, mine))

    def subtotals(self) -> Iterator[Subtotal]:
        """Report by report, field by field; their sums are the sides of the figure."""
        keys = self.field_of.astype(np.int64) * max(len(self.records), 1) + self.record_of
        order = np.argsort(keys, kind="stable")
        found, starts = np.unique(keys[order], return_index=True)
        for key, at in zip(found.tolist(), np.split(order, starts[1:]) if len(found) else [], strict=True):
            field, record = self.fields[key // len(self.records)], self.records[key % len(self.records)]
            total = micro(exact_sum(self.values[at])) if field.sign else None
            yield Subtotal(field=field, record=record, cells=len(at), total=total, carried=bool(self.carried[at[0]]))


def trace_figure(
    workspace: Workspace, indicator: str, *, period: Period, region: str | None = None, pack: str | None = None,
    as_of: datetime | None = None,
) -> FigureTrace:  # fmt: skip
    """The cells of a figure; ``region`` defaults to the pack's root.

    CalledWrongly: no such indicator, region or pack, or several packs that answer.
    """
    found = workspace.at(as_of or workspace.as_of).one_pack_for(period, region=region, pack_id=pack)
    evidence = StoredEvidence(workspace, found, as_of)
    catalogue = load_catalogue()
    question = Question(pack=found, catalogue=catalogue, evidence=evidence, territory=territory(workspace.tree), asked=period)
    _refuse_unknown(question, indicator)
    traced = trace(question, indicator, region or found.root)
    declared = catalogue.get(indicator)
    if traced is None or declared is None:
        raise _unknown(indicator)
    return _flat(question, found, declared, traced, evidence)


def _refuse_unknown(question: Question, name: str) -> None:
    declared = question.catalogue.get(name)
    if declared is None:
        raise _unknown(name)
    for sheet in question.catalogue.sheets_of(declared):
        if sheet not in question.pack.sheets:
            raise CalledWrongly(f"方案“{question.pack.id}”不收{load_sheets()[sheet].title}，没有指标“{name}”。")
    if declared.id == TASK_TEMPLATE and name.removeprefix("task:") not in task_codes(question):
        raise CalledWrongly(f"没有任务编码“{name.removeprefix('task:')}”：方案未列，各期报表中也没有。")


def _unknown(name: str) -> CalledWrongly:
    return CalledWrongly(f"没有指标“{name}”，全部指标见 indicators 命令或“指标说明”页。")


def _title_and_unit(question: Question, indicator: Indicator, figure: Figure) -> tuple[str, str]:
    if indicator.id != TASK_TEMPLATE:
        return indicator.title, indicator.unit
    code, period = figure.indicator.removeprefix("task:"), Period.parse(figure.period)
    target = target_of(question, code, period.year)
    return (target.title, target.unit) if target else title_and_unit(question, code, Basis(period=period))


def _flat(question: Question, pack: Pack, indicator: Indicator, traced: Traced, evidence: StoredEvidence) -> FigureTrace:
    """Columns under each other, in order of part, report and row."""
    fields = [_field(question, indicator, column) for column in traced.columns]
    pieces = [_piece(index, column, field) for index, (column, field) in enumerate(zip(traced.columns, fields, strict=True))]
    for report in traced.reports:
        field = TraceField(part=report.part, role=report.part, sheet=report.sheet, name=None, numeric=False)
        if field not in fields:
            fields.append(field)
        pieces.append(_reports(fields.index(field), report.submission))
    field_of, submissions, source_rows, values, carried = (
        np.concatenate([piece[at] for piece in pieces]) if pieces else np.zeros(0, np.int64) for at in range(5)
    )
    records = _records(fields, submissions, evidence)
    numbers = np.array([record.submission for record in records], dtype=np.int64)
    by_number = np.argsort(numbers)
    record_of = by_number[np.searchsorted(numbers[by_number], submissions)] if len(records) else submissions
    part_of = np.array([PARTS.index(field.part) for field in fields], dtype=np.int64)[field_of] if fields else field_of
    order = np.lexsort((field_of, source_rows, record_of, part_of))
    title, unit = _title_and_unit(question, indicator, traced.figure)
    return FigureTrace(
        pack=pack.id, indicator=indicator, title=title, unit=unit, figure=traced.figure, fields=tuple(fields), records=records,
        field_of=field_of[order].astype(np.int16), record_of=record_of[order].astype(np.int32),
        source_rows=source_rows[order].astype(np.int32), values=values[order],
        carried=carried[order].astype(np.bool_),
    )  # fmt: skip


def _field(question: Question, indicator: Indicator, column: TracedColumn) -> TraceField:
    """Added or taken off: fields that some measure of the figure, or of the one that it compares, sums."""
    measures = question.catalogue.measures_of(indicator) if column.role in ("numerator", "denominator") else ()
    path = f"{column.sheet}.{column.field}"
    added = any(path in measure.sum or measure.task for measure in measures)
    taken = any(path in measure.minus for measure in measures)
    return TraceField(
        part=column.part, role=column.role, sheet=column.sheet, name=column.field,
        numeric=load_sheets()[column.sheet].field(column.field).is_numeric, sign=-1 if taken else int(added),
    )  # fmt: skip


def _piece(index: int, column: TracedColumn, field: TraceField) -> tuple[npt.NDArray[Any], ...]:
    count = len(column)
    values = column.rows.number(column.field) if field.numeric else np.zeros(count, np.int64)
    return np.full(count, index, np.int64), column.submissions, column.source_rows, values, column.carried


def _reports(index: int, submission: int) -> tuple[npt.NDArray[Any], ...]:
    return tuple(np.array([number], np.int64) for number in (index, submission, 0, 0)) + (np.array([False]),)


def _records(fields: Sequence[TraceField], submissions: Numbers, evidence: StoredEvidence) -> tuple[SubmissionRecord, ...]:
    """The reports that hold the cells, in order of sheet, period and reporter."""
    wanted = set(np.unique(submissions).tolist())
    known: dict[int, SubmissionRecord] = {}
    for sheet in dict.fromkeys(field.sheet for field in fields):
        known |= {number: record for number, record in evidence.submissions(sheet).items() if number in wanted}
    return tuple(sorted(known.values(), key=lambda record: (record.sheet, record.period, record.reporter)))

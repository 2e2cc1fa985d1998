"""What is wrong with one submission, for the person who mends it: by kind with counts, or place by place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from data_access.problems import Explained, Problem, Severity
from services.explained import in_words
from services.tables.model import Table, TableCell, TableColumn, TableRow

#: problems that the sender settles by an answer instead of mending the file
OPEN_QUESTIONS = ("identity_conflict", "period_missing", "reporter_missing")
#: findings of one kind that are shown before somebody asks for all
FIRST = 5
#: totals differ because rows are wrong: the rows are mended first
_LAST = ("total_row",)
#: cells named of those that are not shown
CELLS_NAMED = 12
#: findings on a page of the list place by place
A_PAGE = 50
_GRAVITY: Mapping[Severity, int] = {"error": 0, "warning": 1, "note": 2}
_SEVERITY: Mapping[Severity, TableCell] = {
    "error": TableCell(status="far_behind", lamp_text="错误"),
    "warning": TableCell(status="behind", lamp_text="提醒"),
    "note": TableCell(text="说明", muted=True),
}
_QUESTION = TableCell(status="behind", lamp_mark="？", lamp_text="需确认")
_COLUMNS = (
    TableColumn(key="severity", heading="类别", width=12),
    TableColumn(key="cell", heading="单元格", width=10),
    TableColumn(key="value", heading="表中写的", width=14, wrap=True),
    TableColumn(key="problem", heading="问题", width=34, wrap=True),
    TableColumn(key="fix", heading="怎么改", width=22, wrap=True),
)


@dataclass(frozen=True, kw_only=True)
class ProblemGroup:
    """Findings of one kind (at least one), those explained the period before apart."""

    problems: tuple[Problem, ...]

    @property
    def first(self) -> Problem:
        return self.problems[0]

    @property
    def cells(self) -> list[str]:
        """Every cell once, in order."""
        return list(dict.fromkeys(entry.cell for entry in self.problems if entry.cell))


def problem_groups(problems: Sequence[Problem], *severities: Severity) -> list[ProblemGroup]:
    """Errors, then warnings, then notes, totals last of each; of ``severities`` only where some are named."""
    groups: dict[tuple[str, str, Explained | None], list[Problem]] = {}
    for entry in sorted(problems, key=lambda entry: (_GRAVITY[entry.severity], entry.code in _LAST)):
        if not severities or entry.severity in severities:
            groups.setdefault((entry.severity, entry.code, entry.explained), []).append(entry)
    return [ProblemGroup(problems=tuple(held)) for held in groups.values()]


def grouped_table(problems: Sequence[Problem], *severities: Severity) -> Table:
    """The first five of each kind with how many there are; the cells of the others are named as far as there is room."""
    rows = [row for group in problem_groups(problems, *severities) for row in _group_rows(group)]
    return Table(title="问题", columns=_COLUMNS, rows=tuple(rows))


def hidden(problems: Sequence[Problem]) -> int:
    """How many findings the table by kind does not show."""
    return sum(max(0, len(group.problems) - FIRST) for group in problem_groups(problems))


def problem_table(problems: Sequence[Problem], *, title: str = "问题", page: int | None = None) -> Table:
    """One row a finding, in the order of the worksheet; ``page`` from 1, None for all of them."""
    shown = problems if page is None else problems[(page - 1) * A_PAGE : page * A_PAGE]
    return Table(title=title, columns=_COLUMNS, rows=tuple(_row(entry, _mark(entry)) for entry in shown))


def pages(problems: Sequence[Problem]) -> int:
    """Pages of the list place by place."""
    return max(1, -(-len(problems) // A_PAGE))


def _group_rows(group: ProblemGroup) -> list[TableRow]:
    count, mark = len(group.problems), _mark(group.first)
    if count > 1:
        mark = TableCell(
            text=mark.text, muted=mark.muted, status=mark.status, lamp_text=mark.lamp_text, lamp_mark=mark.lamp_mark,
            second=f"同类{count:,}处",
        )  # fmt: skip
    shown = group.problems[:FIRST]
    rows = [_row(group.first, mark), *(_row(entry, TableCell(), before) for before, entry in pairwise(shown))]
    rest = ProblemGroup(problems=group.problems[FIRST:]) if count > FIRST else None
    return [*rows, _rest(rest)] if rest else rows


def _rest(group: ProblemGroup) -> TableRow:
    """其余32处：D12、D13 …"""
    named = "、".join(group.cells[:CELLS_NAMED])
    more = "等" if len(group.cells) > CELLS_NAMED else ""
    return TableRow(
        kind="folded", cells=(TableCell(),), note=f"其余{len(group.problems):,}处同类{f'：{named}{more}' if named else ''}"
    )


def _mark(entry: Problem) -> TableCell:
    return _QUESTION if entry.code in OPEN_QUESTIONS else _SEVERITY[entry.severity]


def _row(entry: Problem, mark: TableCell, before: Problem | None = None) -> TableRow:
    """``before``: the finding above, whose kind and remedy need not be said again."""
    message = entry.message
    if entry.explained is not None:
        message = f"{message.rstrip('。')}。{in_words(entry.explained)}"
    return TableRow(
        cells=(
            mark,
            TableCell(text=entry.cell or "", code=bool(entry.cell)),
            TableCell(text=entry.value or ""),
            TableCell(text="" if before else entry.title, strong=True, second=message),
            TableCell(text="" if before and before.fix == entry.fix else entry.fix),
        )
    )

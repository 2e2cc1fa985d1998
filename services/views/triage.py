"""数据上报: what each file turned out to be, what is wrong cell by cell, what would change, and the receipt afterwards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from data_access.examination import Examined
from data_access.sheets import load_sheets
from metrics.periods import Period
from services.intake import Taken
from services.tables.model import Table, TableCell, TableColumn, TableRow
from services.views import forms
from services.views.model import Clause, Headline, Mark
from services.views.problem_report import OPEN_QUESTIONS

UploadState = Literal["faulty", "unclear", "unreadable", "ready", "same"]
#: drawn like the status named, with the mark and word of the upload
STATES: Mapping[UploadState, tuple[Mark, str, str]] = {
    "faulty": ("far_behind", "■", "有错误"),
    "unclear": ("behind", "？", "需确认"),
    "unreadable": ("not_reported", "✕", "读不了"),
    "ready": ("met", "✓", "可入库"),
    "same": ("met", "✓", "与现行相同"),
}


@dataclass(frozen=True, kw_only=True)
class Names:
    """How codes are said: places and departments by code, sheets and their fields by id.

    ``reporting``: sheet → the units that report it, in their order."""

    reporters: Mapping[str, str]
    sheets: Mapping[str, str]
    fields: Mapping[str, Mapping[str, str]]
    reporting: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])

    def reporter(self, code: str | None) -> str:
        """The reporter's name, — where it is not known."""
        return self.reporters.get(code, code) if code else "—"

    def sheet(self, code: str | None) -> str:
        """The sheet's Chinese title, — where it is not recognised."""
        return self.sheets.get(code, code) if code else "—"


@dataclass(frozen=True, kw_only=True)
class TriageLine:
    """One submission found in a file (or a file in which none was found)."""

    label: str
    file: str
    worksheet: str
    state: UploadState
    sheet: str
    reporter: str
    period: str
    rows: str
    verdict: str
    against: str
    errors: int
    warnings: int
    choices: tuple[tuple[str, str, str], ...]
    """Answers that would settle an open question: (kind, value, words), kind being period or reporter."""


def triage_line(taken: Taken, names: Names, period: str = "") -> TriageLine:
    """The line of one submission; ``period``: offered where the file says none."""
    examined = taken.examined
    state, choices = state_of(taken), _choices(examined, names, period)
    return TriageLine(
        label=_label(examined, names), file=examined.file, worksheet=examined.worksheet or "", state=state,
        sheet=names.sheet(examined.sheet), reporter=names.reporter(examined.reporter),
        period=_period_words(examined), rows="—" if examined.rows is None else f"{len(examined.rows):,}",
        verdict=_verdict(taken, state, asked=bool(choices)), against=_against(examined, state),
        errors=len(examined.errors), warnings=len(examined.warnings), choices=choices,
    )  # fmt: skip


def state_of(taken: Taken) -> UploadState:
    """What the person has to do: mend, answer, send another file, or confirm."""
    examined = taken.examined
    errors = [problem for problem in taken.problems if problem.severity == "error"]
    if errors and all(problem.code in OPEN_QUESTIONS for problem in errors):
        return "unclear"
    if examined.sheet is None:
        return "unreadable"
    if errors:
        return "faulty"
    return "same" if examined.unchanged else "ready"


def _label(examined: Examined, names: Names) -> str:
    parts = [examined.file, examined.worksheet or ""]
    if examined.sheet:
        parts.append(names.reporter(examined.reporter))
    return "　".join(part for part in parts if part and part != "—")


def _period_words(examined: Examined) -> str:
    if examined.period:
        return forms.period_label(examined.period)
    said = dict.fromkeys(forms.period_label(statement.value) for statement in examined.period_statements)
    return " / ".join(said) or "—"


def _verdict(taken: Taken, state: UploadState, *, asked: bool) -> str:
    counts = Counter(problem.severity for problem in taken.problems)
    if state in ("unreadable", "unclear"):
        first = next((problem for problem in taken.problems if problem.severity == "error"), None)
        fix = "请在下方选定，或改表后重新上报。" if asked else first.fix if first else ""
        return f"{first.message.rstrip('。')}；{fix}" if first else "无法识别"
    said = (("error", "处错误"), ("warning", "处提醒"), ("note", "条说明"))
    words = [f"{counts[severity]:,}{word}" if counts[severity] else "" for severity, word in said]
    return "　".join(word for word in words if word) or "没有问题"


def _against(examined: Examined, state: UploadState) -> str:
    changes = examined.changes
    if changes is None or state == "unreadable":
        return "—"
    if examined.in_force is None:
        return f"新增{changes.new:,}行"
    words = [
        f"新增{changes.new:,}行" if changes.new else "",
        f"改{len(changes.cells):,}格" if changes.changed else "",
        f"删除{changes.removed:,}行" if changes.removed else "",
    ]
    return "、".join(word for word in words if word) or "不变"


def _choices(examined: Examined, names: Names, period: str) -> tuple[tuple[str, str, str], ...]:
    periods = _periods_to_choose(examined, period)
    found = [("period", value, forms.period_label(value)) for value in sorted(periods)]
    return tuple(found + [("reporter", value, names.reporter(value)) for value in _reporters_to_choose(examined, names)])


def _periods_to_choose(examined: Examined, period: str) -> set[str]:
    """Those that the file says; where it says none, ``period`` if it is of the sheet's kind."""
    if examined.period is not None:
        return set()
    said = {statement.value for statement in examined.period_statements}
    if said or not period or examined.sheet is None or all(entry.code != "period_missing" for entry in examined.problems):
        return said
    return {period} if load_sheets()[examined.sheet].period == Period.parse(period).kind else said


def _reporters_to_choose(examined: Examined, names: Names) -> list[str]:
    """The units that the file names and that report its sheet; where it names none, all that report it."""
    codes = {problem.code for problem in examined.problems}
    if examined.reporter is not None or codes.isdisjoint({"reporter_missing", "identity_conflict"}):
        return []
    allowed = names.reporting.get(examined.sheet or "", ())
    said = {statement.value for statement in examined.reporter_statements}
    named = [code for code in allowed if code in said]
    if named or not allowed:
        return named or sorted(said)
    return list(allowed) if "reporter_missing" in codes else []


def triage_headline(lines: Sequence[TriageLine]) -> Headline:
    """收到5个文件：2个可入库，1个需确认期间，1个有3处错误，1个读不了."""
    files = _by_file(lines)
    states = Counter(files.values())
    errors = sum(line.errors for line in lines if line.state == "faulty")
    pieces = [
        f"{states['ready']}个可入库" if states["ready"] else "",
        f"{states['same']}个与现行版本相同" if states["same"] else "",
        f"{states['unclear']}个需确认" if states["unclear"] else "",
        f"{states['faulty']}个有{errors:,}处错误" if states["faulty"] else "",
        f"{states['unreadable']}个读不了" if states["unreadable"] else "",
    ]
    return (Clause(text=f"收到{len(files)}个文件：{'，'.join(piece for piece in pieces if piece)}。"),)


def _by_file(lines: Sequence[TriageLine]) -> dict[str, UploadState]:
    """The worst state of each file."""
    order: tuple[UploadState, ...] = ("faulty", "unclear", "unreadable", "ready", "same")
    found: dict[str, UploadState] = {}
    for line in lines:
        before = found.get(line.file)
        if before is None or order.index(line.state) < order.index(before):
            found[line.file] = line.state
    return found


def triage_table(lines: Sequence[TriageLine], selected: str = "") -> Table:
    """One row a submission; what has to be mended first."""
    columns = (
        TableColumn(key="state", heading="状态", width=12),
        TableColumn(key="file", heading="文件", width=34, wrap=True),
        TableColumn(key="sheet", heading="识别为", width=26),
        TableColumn(key="reporter", heading="单位", width=14),
        TableColumn(key="period", heading="期间", width=16, wrap=True),
        TableColumn(key="rows", heading="行数", align="right", width=8),
        TableColumn(key="verdict", heading="检查结果", width=40, wrap=True),
        TableColumn(key="against", heading="与现行版本比", width=16, wrap=True),
    )
    order = ("faulty", "unclear", "unreadable", "ready", "same")
    rows = tuple(
        TableRow(
            selected=line.label == selected,
            cells=(
                _state_cell(line),
                TableCell(text=line.file, second=line.worksheet),
                TableCell(text=line.sheet),
                TableCell(text=line.reporter),
                TableCell(text=line.period),
                TableCell(text=line.rows),
                TableCell(text=line.verdict, strong=line.state == "faulty"),
                TableCell(text=line.against),
            ),
        )
        for line in sorted(lines, key=lambda line: order.index(line.state))
    )
    return Table(title="核对结果", columns=columns, rows=rows)


def _state_cell(line: TriageLine) -> TableCell:
    status, mark, word = STATES[line.state]
    needs_reason = line.state == "ready" and line.warnings > 0
    return TableCell(
        status=status if status != "stretch" else None,
        lamp_mark=mark,
        lamp_text=word,
        second="须写明原因" if needs_reason else "在下方选定" if line.choices and line.state == "unclear" else "",
    )

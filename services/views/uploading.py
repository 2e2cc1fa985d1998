"""The steps of an upload as the page takes them: hand over files, look, answer, confirm; codes turned into names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from data_access.answers import Answers
from data_access.problems import Problem
from data_access.reading.grid import WorkbookFile
from data_access.sheets import load_sheets
from metrics.periods import Period
from services import previews
from services.clock import now
from services.intake import Taken
from services.status import reporters_of
from services.steps import Tell
from services.tables.model import Table
from services.templates import empty_report
from services.versions import standing_version
from services.views import forms
from services.views.answering import names_of
from services.views.changes import ChangeCard, Receipt, change_card, overtaken, receipt
from services.views.model import Headline
from services.views.problem_report import grouped_table, hidden, pages, problem_table
from services.views.reasons import ReasonBefore, reasons_before
from services.views.triage import (
    Names,
    TriageLine,
    triage_headline,
    triage_line,
    triage_table,
)
from services.workspace import Pack, Workspace

File = TypeVar("File")
#: who hands in while there are no accounts yet
NOBODY = "未登录"
#: the note of how many rows were left out, which stands in words of its own
COUNTED = "rows_left_out"


@dataclass(frozen=True, kw_only=True)
class Detail:
    """One submission looked at closely: ``problems`` by kind, ``notes`` what was taken in another form; ``listed`` place by place.

    ``rows``: what the rows of the worksheet are, in words. ``hidden``: findings that neither table shows."""

    finding: str
    rows: str
    problems: Table
    notes: Table
    noted: int
    findings: tuple[Problem, ...]
    hidden: int
    changes: ChangeCard | None
    reasons: tuple[ReasonBefore, ...] = ()

    @property
    def pages(self) -> int:
        """Pages of the list place by place."""
        return pages(self.findings)

    def listed(self, page: int) -> Table:
        """Every finding, a row each, one page from 1."""
        return problem_table(self.findings, page=min(page, self.pages))


@dataclass(frozen=True, kw_only=True)
class Triage:
    """An upload that waits for confirmation. ``details`` in the order of ``lines``; ``storable``: how many files and
    sheets would be stored, ``doubtful`` those among them with warnings, which need a reason; ``findings``: all of each line."""

    headline: Headline
    table: Table
    lines: tuple[TriageLine, ...]
    details: tuple[Detail, ...]
    findings: tuple[tuple[str, tuple[Problem, ...]], ...]
    files_storable: int
    sheets_storable: int
    doubtful: int

    def all_problems(self) -> tuple[Table, ...]:
        """Every finding of every line to take along; drawn on demand, there may be tens of thousands."""
        return tuple(problem_table(found, title=label) for label, found in self.findings)

    @property
    def needs_reason(self) -> bool:
        """Nothing at all can be stored before a reason is given."""
        return 0 < self.sheets_storable == self.doubtful

    @property
    def to_do_first(self) -> list[int]:
        """Places of the lines: questions, which an answer settles at once, then what has errors, then the rest."""
        order = ("unclear", "faulty")
        rank = {state: place for place, state in enumerate(order)}
        return sorted(range(len(self.lines)), key=lambda index: rank.get(self.lines[index].state, len(order)))

    @property
    def advice(self) -> str:
        """What becomes of the files that are not stored, and what their person does next."""
        states = {line.state for line in self.lines}
        if states.isdisjoint({"faulty", "unclear", "unreadable"}):
            return "确认后立即入库，指标随之更新"
        again = "；在原表改正、保存后重新拖进上面的框里" if states & {"faulty", "unreadable"} else ""
        return f"有错误、需确认、读不了的不会入库，现行版本不变{again}"

    @property
    def button(self) -> str:
        """2个文件确认入库; names the sheets where a file holds several."""
        if not self.sheets_storable:
            return "没有可入库的文件"
        sheets = f"（{self.sheets_storable}张表）" if self.sheets_storable != self.files_storable else ""
        return f"{self.files_storable}个文件{sheets}确认入库"


@dataclass(frozen=True, kw_only=True)
class Reporter:
    """Who hands in, and which sheets of the period, as (id, title)."""

    code: str
    sheets: tuple[tuple[str, str], ...]


def reporters(workspace: Workspace, pack: Pack, period: str) -> dict[str, Reporter]:
    """Everybody who hands something in for a period, by name: the regions, then the departments in the pack's order."""
    kind = Period.parse(period).kind
    found: dict[str, Reporter] = {}
    order = {code: place for place, code in enumerate(pack.departments)}
    for sheet, declaration in load_sheets().items():
        if sheet not in pack.sheets or declaration.period != kind:
            continue
        for code, name in reporters_of(workspace, pack, sheet):
            before = found[name].sheets if name in found else ()
            found[name] = Reporter(code=code, sheets=(*before, (sheet, declaration.title)))
    return dict(sorted(found.items(), key=lambda entry: order.get(entry[1].code, -1)))


def template(workspace: Workspace, pack: Pack, period: str, reporter: str, sheet: str) -> bytes:
    """The empty workbook of one sheet."""
    return empty_report(workspace, sheet=sheet, reporter=reporter, period=period, pack=pack.id)


def newest_of_each(files: Sequence[tuple[str, File]]) -> tuple[list[tuple[str, File]], tuple[str, ...]]:
    """One file of each name, the last chosen, since a mended file comes under its old name; and the names that came twice."""
    names = [name for name, _ in files]
    return list(dict(files).items()), tuple(name for name in dict.fromkeys(names) if names.count(name) > 1)


def hand_over(workspace: Workspace, files: Sequence[tuple[str, bytes]], tell: Tell | None = None) -> str:
    """Examines the files (name, content) and returns the token under which they wait."""
    workbooks = [WorkbookFile(name=name, content=content) for name, content in files]
    return previews.prepare(workspace, workbooks, by=NOBODY, tell=tell)


def look(workspace: Workspace, token: str, period: str = "") -> Triage:
    """What waits under a token (CalledWrongly: expired); ``period``: the page's, offered where a file says none."""
    names = names_for(workspace)
    taken = previews.preview(workspace, token, by=NOBODY).taken
    lines = tuple(triage_line(entry, names, period) for entry in taken)
    ready = [line for line in lines if line.state == "ready"]
    return Triage(
        headline=triage_headline(lines),
        table=triage_table(lines),
        lines=lines,
        details=tuple(_detail(entry, line, names) for entry, line in zip(taken, lines, strict=True)),
        findings=tuple((line.label, entry.problems) for entry, line in zip(taken, lines, strict=True) if entry.problems),
        files_storable=len({line.file for line in ready}),
        sheets_storable=len(ready),
        doubtful=sum(line.warnings > 0 for line in ready),
    )


def _detail(taken: Taken, line: TriageLine, names: Names) -> Detail:
    if line.state == "unclear":
        words = [f"请选定{'期间' if any(kind == 'period' for kind, _, _ in line.choices) else '单位'}"] if line.choices else []
        finding = f"{line.label}：{words[0] if words else '期间或单位无法确定，请在表内写明'}"
        return _closely(taken, finding, names)
    words = [f"{line.errors:,}处错误要改" if line.errors else "", f"{line.warnings:,}处提醒请核对" if line.warnings else ""]
    return _closely(taken, f"{line.label}：{'，'.join(word for word in words if word) or '没有需要修改的问题'}", names)


def _closely(taken: Taken, finding: str, names: Names) -> Detail:
    findings = tuple(entry for entry in taken.problems if entry.code != COUNTED)
    return Detail(
        finding=finding,
        rows=taken.examined.count.in_words() if taken.examined.count else "",
        problems=grouped_table(findings, "error", "warning"),
        notes=grouped_table(findings, "note"),
        noted=sum(entry.severity == "note" for entry in findings),
        findings=findings,
        hidden=hidden(findings),
        changes=change_card(taken, names),
        reasons=reasons_before(taken.problems),
    )


def settle(workspace: Workspace, token: str, line: TriageLine, kind: str, value: str) -> str:
    """Answers what a file leaves open, beside what was answered before; returns the new token."""
    before = previews.preview(workspace, token, by=NOBODY).answers.get(line.file, Answers())
    answers = replace(before, period=value) if kind == "period" else replace(before, reporter=value)
    return previews.settle(workspace, token, by=NOBODY, file=line.file, answers=answers)


def confirm(workspace: Workspace, token: str, reason: str, signed: str = "", tell: Tell | None = None) -> Receipt:
    """Stores what can be stored and hands back the receipt; ``signed``: who hands in, where somebody says so."""
    confirmed = previews.confirm(workspace, token, by=NOBODY, reason=reason, signed=signed, tell=tell)
    names = names_for(workspace)
    made = receipt(confirmed.taken, names, forms.minute(now()))
    if not confirmed.again:
        return made
    told = [overtaken(entry, standing_version(workspace, entry.examined), names) for entry in confirmed.overtaken]
    return replace(made, again=confirmed.again, overtaken=tuple(told))


def give_up(workspace: Workspace, token: str) -> None:
    """Forgets an upload; nothing was stored."""
    previews.give_up(workspace, token)


def names_for(workspace: Workspace) -> Names:
    """Places, departments, sheets and fields by code."""
    departments = {code: name for scheme in workspace.schemes for code, name in scheme.departments.items()}
    sheets = load_sheets()
    return Names(
        reporters={**names_of(workspace), **departments},
        sheets={sheet: declaration.title for sheet, declaration in sheets.items()},
        fields={sheet: {field.name: field.title for field in declaration.fields} for sheet, declaration in sheets.items()},
        reporting=_reporting(workspace),
    )


def _reporting(workspace: Workspace) -> dict[str, tuple[str, ...]]:
    """Sheet → the units that some pack lets report it."""
    found: dict[str, dict[str, None]] = {}
    for pack in workspace.packs:
        for sheet in pack.sheets:
            found.setdefault(sheet, {}).update((code, None) for code, _ in reporters_of(workspace, pack, sheet))
    return {sheet: tuple(codes) for sheet, codes in found.items()}

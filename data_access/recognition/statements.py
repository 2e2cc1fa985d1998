"""Period and reporter: everything that is said about them, and what follows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePath

from data_access.answers import Answers
from data_access.period_names import period_name
from data_access.problems import Problem, problem
from data_access.reading.grid import Worksheet
from data_access.recognition.dates import period_texts
from data_access.recognition.lines import LinesAbove
from data_access.recognition.periods import impossible_in, kind_of, periods_in, periods_over, year_in
from data_access.recognition.reporters import Units
from data_access.recognition.result import Source, Statement
from data_access.recognition.texts import cell_text, clean, quoted
from data_access.sheets.declaration import SheetDeclaration
from data_access.templates.identity import Identity

SOURCES: dict[Source, str] = {"hidden": "模板", "title": "标题", "line": "表头上方", "file": "文件名", "caller": "指定"}


@dataclass(frozen=True, kw_only=True)
class Sources:
    """What may say something about one worksheet."""

    file: str
    lines: LinesAbove
    identity: Identity | None
    answers: Answers


@dataclass(frozen=True, kw_only=True)
class Settled:
    """``value`` None: not stated, or stated in two ways. ``sender``: a unit that hands in for others."""

    value: str | None = None
    sender: str | None = None
    statements: tuple[Statement, ...] = ()
    problems: tuple[Problem, ...] = field(default=())


def period_statements(sources: Sources, declaration: SheetDeclaration) -> list[Statement]:
    """What hidden sheet, title, line, file name and caller say about the period (of the sheet's own kind)."""
    kind = declaration.period
    found: list[Statement] = []
    if sources.identity is not None and kind_of(sources.identity.period) == kind:
        found.append(Statement(source="hidden", value=sources.identity.period, text=sources.identity.period))
    titles = [text for text, _ in sources.lines.texts]
    lines = [line for entry in sources.lines.of("period") for line in period_texts(entry.value, year_in(titles))]
    of_lines = [Statement(source="line", value=period, text=text) for text in lines for period in periods_in(text, kind)]
    found += [
        Statement(source="title", value=period, text=text) for period, text in periods_over(titles, kind, joined=not of_lines)
    ]
    found += _less_doubtful(of_lines, found) if len(lines) > 1 else of_lines
    name = PurePath(sources.file).stem
    found += [Statement(source="file", value=p, text=sources.file) for p in periods_in(name, kind, is_file_name=True)]
    return found


def _less_doubtful(doubtful: Sequence[Statement], found: Sequence[Statement]) -> list[Statement]:
    """Of two readings of one cell that which something else states, both where nothing does."""
    stated = {entry.value for entry in found}
    return [entry for entry in doubtful if entry.value in stated] or list(doubtful)


def settle_period(
    sources: Sources, declaration: SheetDeclaration, units: Units, received_at: datetime, worksheet: str
) -> Settled:
    """The period, or why there is none."""
    found = period_statements(sources, declaration)
    answer = sources.answers.period
    if answer is not None and kind_of(answer) != declaration.period:
        answer = None
    value, conflict = _settle(found, answer)
    if answer is not None:
        found.append(Statement(source="caller", value=answer, text=answer))
    impossible = [bad for text, _ in sources.lines.texts for bad in impossible_in(text)] if answer is None else []
    if conflict:
        problems = [_conflict("报告期", found, worksheet, period_name)]
    elif impossible and value is not None:
        message = f"报告期不一致：标题中的{quoted(impossible[0])}不是实际日期，其他处为{period_name(value)}"
        problems, value = [problem("identity_conflict", message, worksheet=worksheet)], None
    elif value is None:
        problems = [_period_missing(declaration, worksheet, impossible)]
    else:
        problems = _out_of_range(value, units, received_at, worksheet)
    return Settled(value=value, statements=tuple(found), problems=tuple(problems))


def _settle(found: list[Statement], answer: str | None) -> tuple[str | None, bool]:
    """The one value, and whether the statements disagree or the answer is none of theirs."""
    values = list(dict.fromkeys(statement.value for statement in found))
    if answer is not None:
        return (None, True) if values and answer not in values else (answer, False)
    return (None, True) if len(values) > 1 else (values[0] if values else None, False)


def _conflict(what: str, found: Sequence[Statement], worksheet: str, named: Callable[[str], str]) -> Problem:
    """模板、标题为2023年6月，文件名为2023年5月: each value once, with all who say it."""
    sayers: dict[str, list[str]] = {}
    for entry in found:
        sayers.setdefault(entry.value, []).append(SOURCES[entry.source])
    said = "，".join(f"{'、'.join(dict.fromkeys(names))}为{named(value)}" for value, names in sayers.items())
    return problem("identity_conflict", f"{what}不一致：{said}", worksheet=worksheet)


def _period_missing(declaration: SheetDeclaration, worksheet: str, impossible: Sequence[str]) -> Problem:
    wanted = "如2023年5月" if declaration.period == "month" else "如2023年第二季度"
    message = f"标题、表头上方和文件名都没有写明报告期（{wanted}），填报日期不作为报告期"
    if impossible:
        message = f"标题中的{quoted(impossible[0])}不是实际日期，没有其他处写明报告期（{wanted}）"
    return problem("period_missing", message, worksheet=worksheet, fix=f"在标题中写明报告期，{wanted}。")


def _out_of_range(period: str, units: Units, received_at: datetime, worksheet: str) -> list[Problem]:
    if not units.schemes:
        return []
    if all(scheme.period_begins(period) > received_at.date() for scheme in units.schemes):
        return [problem("period_out_of_range", f"{period_name(period)}尚未开始，不能报送", worksheet=worksheet, value=period)]
    first = min(scheme.years[0] for scheme in units.schemes)
    if int(period[:4]) < first - 3:
        message = f"{period_name(period)}早于方案起始年（{first}年）3年以上"
        return [problem("period_out_of_range", message, worksheet=worksheet, value=period)]
    return []


def reporter_statements(sources: Sources, units: Units) -> list[Statement]:
    """What hidden sheet, title, line and file name say about the unit."""
    found: list[Statement] = []
    if sources.identity is not None and units.roots_of(sources.identity.reporter):
        code = sources.identity.reporter
        found.append(Statement(source="hidden", value=code, text=units.name(code)))
    for text, _ in sources.lines.texts:
        found += [Statement(source="title", value=code, text=text) for code in units.in_text(text)]
    for entry in sources.lines.of("reporter"):
        text = clean(cell_text(entry.value))
        found += [Statement(source="line", value=code, text=text) for code in units.in_line(text)]
    name = PurePath(sources.file).stem
    found += [Statement(source="file", value=code, text=sources.file) for code in units.in_text(name)]
    return found


def settle_reporter(sources: Sources, declaration: SheetDeclaration, units: Units, worksheet: Worksheet) -> Settled:
    """The reporter, or None where the rows decide; the units that must not report this sheet are refused."""
    found = reporter_statements(sources, units)
    allowed = units.reporters_of(declaration.id)
    by_regions = units.is_by_regions(declaration.id)
    named = [entry for entry in found if entry.value in allowed]
    senders = [entry for entry in found if entry.value not in allowed and _is_sender(entry.value, by_regions, units)]
    refused = [entry for entry in found if entry not in named and entry not in senders]
    answer = sources.answers.reporter
    value, conflict = _settle(named + refused, answer)
    if answer is not None:
        found.append(Statement(source="caller", value=answer, text=units.name(answer)))
    problems: list[Problem] = []
    if conflict:
        problems = [_conflict("填报单位", found, worksheet.name, units.name)]
    elif value is not None and value not in allowed:
        problems = [_not_due(value, found, declaration, worksheet.name)]
        value = None
    elif value is None and not by_regions:
        problems = [reporter_missing(worksheet.name)]
    offices = [entry.value for entry in senders if entry.value.startswith("dept:")]
    sender = next(iter(offices + [entry.value for entry in senders]), None)
    return Settled(value=value, sender=sender, statements=tuple(found), problems=tuple(problems))


def _is_sender(code: str, by_regions: bool, units: Units) -> bool:
    """Any office may send a sheet whose rows name their regions; of a department's sheet only the region above sends none."""
    return units.may_send(code) if by_regions else not code.startswith("dept:") and units.may_send(code)


def _not_due(code: str, found: Sequence[Statement], declaration: SheetDeclaration, worksheet: str) -> Problem:
    text = next((entry.text for entry in found if entry.value == code), code)
    return problem("reporter_not_due", f"{quoted(text)}不是{declaration.title}的填报单位", worksheet=worksheet, value=code)


def reporter_missing(worksheet: str) -> Problem:
    """Neither title, line nor file name say which department's sheet it is; rows cannot."""
    return problem("reporter_missing", "标题、填报单位和文件名都没有写明是哪个部门的报表", worksheet=worksheet)

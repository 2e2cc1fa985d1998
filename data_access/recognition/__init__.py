"""Stage 3: which worksheets are reports, where their heading and rows are, whose they are and of which period."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain
from zoneinfo import ZoneInfo

from data_access.answers import Answers
from data_access.problems import Problem, problem
from data_access.reading.grid import Workbook, Worksheet
from data_access.recognition.body import Body, RowKeys, read_body
from data_access.recognition.choice import Heading, choose_sheet
from data_access.recognition.columns import TableColumns, table_columns
from data_access.recognition.counting import filled_rows
from data_access.recognition.dates import check_dates
from data_access.recognition.faulty_rows import faulty_rows, reaching, unseen_rows
from data_access.recognition.frame import frame_problems, table_problems
from data_access.recognition.lines import lines_above
from data_access.recognition.matching import apart_by_period
from data_access.recognition.other_tables import ALLOCATION_FIX, ALLOCATION_SAID, is_allocation
from data_access.recognition.reporters import Units
from data_access.recognition.result import HeadingColumn, PlaceColumn, Recognised, Statement, TotalLine
from data_access.recognition.spread import one_column_each
from data_access.recognition.statements import Sources, settle_period, settle_reporter
from data_access.recognition.texts import cell_text, is_filled
from data_access.recognition.unheaded import unheaded_columns
from data_access.recognition.units import units_of_line
from data_access.regions.tree import RegionTree
from data_access.scheme import ReportingScheme
from data_access.sheets.declaration import SheetDeclaration
from data_access.templates.identity import OWN_TABS, Identity, read_identity

__all__ = ["HeadingColumn", "PlaceColumn", "Recognised", "Statement", "TotalLine", "recognise"]

_SHANGHAI = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True, kw_only=True)
class _Context:
    """What is the same for all worksheets of a workbook."""

    file: str
    declarations: Mapping[str, SheetDeclaration]
    units: Units
    identities: Mapping[str, Identity]
    answers: Answers
    received_at: datetime


def recognise(
    workbook: Workbook,
    *,
    declarations: Mapping[str, SheetDeclaration],
    schemes: Sequence[ReportingScheme],
    tree: RegionTree,
    answers: Answers,
    received_at: datetime | None = None,
) -> list[Recognised]:
    """One ``Recognised`` a worksheet that holds a report or figures without a known heading, in the workbook's order.

    Worksheets of text only are named in one note on the first of them; a workbook with nothing else gives one
    ``Recognised`` without declaration. ``received_at``: the moment of receipt (default now), for periods not begun.
    """
    context = _Context(
        file=workbook.file, declarations=declarations, units=Units(schemes, tree), identities=read_identity(workbook),
        answers=answers, received_at=received_at or datetime.now(_SHANGHAI),
    )  # fmt: skip
    found: list[Recognised] = []
    left_out: list[Worksheet] = []
    for worksheet in workbook.worksheets:
        if worksheet.name in OWN_TABS or not _has_content(worksheet):
            continue
        recognised = None if worksheet.hidden else _recognise(worksheet, context)
        if recognised is None:
            left_out.append(worksheet)
        else:
            found.append(recognised)
    if not found:
        return [_nothing(workbook, left_out)]
    empty = [one for one in found if _is_empty_copy(one, found)]
    kept = [one for one in found if one not in empty]
    return _with_note(_held_to(answers.sheet, kept), left_out, [one.worksheet for one in empty])


def _held_to(sheet: str | None, found: list[Recognised]) -> list[Recognised]:
    """The caller's sheet must be one of those that the file holds, where it holds any."""
    held = [one.declaration.title for one in found if one.declaration is not None]
    if sheet is None or not held or any(one.declaration is not None and one.declaration.id == sheet for one in found):
        return found
    conflict = f"报表不一：文件中为{'、'.join(f'“{title}”' for title in dict.fromkeys(held))}，指定为“{sheet}”"
    return [
        replace(one, problems=(*one.problems, problem("identity_conflict", conflict, worksheet=one.worksheet.name)))
        for one in found
    ]


def _is_empty_copy(one: Recognised, found: Sequence[Recognised]) -> bool:
    """Whether a worksheet is only the heading of a report that another worksheet of the file holds filled in; 无 in it is a report."""
    return one.nil_return and "零报告" not in one.left_out and any(_is_filled_in(other, one) for other in found)


def _is_filled_in(other: Recognised, one: Recognised) -> bool:
    same_sheet = other.declaration is one.declaration and not other.nil_return
    return same_sheet and one.period in {None, other.period} and one.reporter in {None, other.reporter}


def _with_note(found: list[Recognised], left_out: list[Worksheet], empty: list[Worksheet]) -> list[Recognised]:
    if not left_out and not empty:
        return found
    hidden, others = [_named(sheet for sheet in left_out if sheet.hidden is is_hidden) for is_hidden in (True, False)]
    said = [
        f"工作表{hidden}已隐藏" if hidden else "",
        f"工作表{others}不是报表" if others else "",
        f"工作表{_named(empty)}只有表头、没有数据" if empty else "",
    ]
    fix = f"其中有应报送的报表的，取消隐藏工作表{hidden}后重新报送，没有的不需处理。" if hidden else None
    note = problem("worksheets_left_out", f"{'，'.join(part for part in said if part)}，未读取", fix=fix)
    return [replace(found[0], problems=(*found[0].problems, note)), *found[1:]]


def _named(worksheets: Iterable[Worksheet]) -> str:
    return "、".join(f"“{worksheet.name}”" for worksheet in worksheets)


def _has_content(worksheet: Worksheet) -> bool:
    return any(is_filled(cell) for row in worksheet.rows for cell in row)


def _nothing(workbook: Workbook, left_out: Sequence[Worksheet]) -> Recognised:
    hidden = _named(sheet for sheet in left_out if sheet.hidden)
    said = f"文件中没有可识别的报表，工作表{hidden}已隐藏，未读取" if hidden else "文件中没有可识别的报表"
    fix = f"要报送的是隐藏的工作表的，取消隐藏{hidden}后重新报送；不是的，下载模板填写。" if hidden else None
    worksheet = workbook.worksheets[0] if workbook.worksheets else Worksheet(name="", rows=())
    return Recognised(
        worksheet=worksheet,
        problems=(problem("sheet_unrecognised", said, worksheet=worksheet.name or None, fix=fix),),
    )


def _recognise(worksheet: Worksheet, context: _Context) -> Recognised | None:
    """None for a worksheet without heading and without numbers."""
    identity = context.identities.get(worksheet.name)
    if is_allocation(worksheet, identity.sheet if identity else None):
        found = problem("sheet_unrecognised", ALLOCATION_SAID, worksheet=worksheet.name, fix=ALLOCATION_FIX)
        return Recognised(worksheet=worksheet, problems=(found,))
    hints = [identity.sheet if identity else None, context.answers.sheet]
    choice = choose_sheet(worksheet, context.declarations, [hint for hint in hints if hint])
    if choice.heading is not None:
        identity = identity or _renamed(context, choice.heading.declaration)
        return _report(worksheet, choice.heading, choice.second, identity, context)
    if not any(_is_number(cell) for cell in chain.from_iterable(worksheet.rows)):
        return None
    message = "有数字，但没有任何一张报表的表头"
    return Recognised(worksheet=worksheet, problems=(problem("sheet_unrecognised", message, worksheet=worksheet.name),))


def _is_number(cell: object) -> bool:
    if isinstance(cell, str):
        return cell.strip().replace(".", "", 1).isdigit()
    return isinstance(cell, (int, float)) and not isinstance(cell, bool)


def _renamed(context: _Context, declaration: SheetDeclaration) -> Identity | None:
    """The hidden sheet's line for a report whose worksheet was renamed: the only one of that sheet."""
    same = [identity for identity in context.identities.values() if identity.sheet == declaration.id]
    return same[0] if len(same) == 1 else None


def _report(
    worksheet: Worksheet, heading: Heading, second: Heading | None, identity: Identity | None, context: _Context
) -> Recognised:
    declaration = heading.declaration
    lines = lines_above(worksheet, heading.top)
    line_units = [unit for entry in lines.of("unit") for unit in units_of_line(cell_text(entry.value))]
    sources = Sources(file=context.file, lines=lines, identity=identity, answers=context.answers)
    period = settle_period(sources, declaration, context.units, context.received_at, worksheet.name)
    paths = one_column_each(worksheet, heading.paths, heading.bottom + 1)
    table = table_columns(declaration, apart_by_period(paths, period.value), line_units, worksheet.name)
    end = second.top if second is not None and second.top > heading.bottom else None
    keys = _key_columns(declaration, table)
    faulty = faulty_rows(worksheet, keys, heading.bottom + 1, end)
    worksheet = reaching(worksheet, faulty)
    body = _body(worksheet, heading, table, keys, faulty, end)
    reporter = settle_reporter(sources, declaration, context.units, worksheet)
    root = _root(context.units, reporter.value or reporter.sender)
    not_in_pack = _pack_problems(worksheet, declaration, root, context.units.schemes)
    rows = (*body.rows, *(total.row for total in body.totals))
    problems: list[Problem] = [
        *(not_in_pack or reporter.problems),
        *period.problems,
        *table_problems(worksheet, heading, second, identity),
        *check_dates(lines, period.value, worksheet.name),
        *table.problems,
        *unheaded_columns(worksheet, heading, body.rows),
        *frame_problems(worksheet, heading, table.fields, rows),
    ]
    if body.is_nil:
        problems.append(problem("nil_return", "有表头、没有数据行，按零报告受理", worksheet=worksheet.name))
    return Recognised(
        worksheet=worksheet, declaration=declaration, columns=table.fields, place_columns=table.places,
        body_rows=body.rows, total_rows=body.totals, left_out=dict(Counter({"标题": lines.rows}) + body.left_out),
        heading_rows=filled_rows(worksheet.table, heading.top, heading.bottom + 1), present_rows=filled_rows(worksheet.table) + unseen_rows(worksheet, faulty),
        nil_return=body.is_nil, period=period.value, reporter=reporter.value, sender=reporter.sender,
        root=root, period_statements=period.statements,
        reporter_statements=reporter.statements, problems=tuple(problems),
    )  # fmt: skip


def _body(
    worksheet: Worksheet, heading: Heading, table: TableColumns, keys: set[int], faulty: frozenset[int], end: int | None
) -> Body:
    """The rows below the heading, up to that of a second table (``end``): what stands below it has its own columns."""
    columns = {column.column for column in table.fields.values()} | {place.column for place in table.places}
    numeric = [table.fields[f.name].column for f in heading.declaration.fields if f.is_numeric and f.name in table.fields]
    own = _row_keys(heading.declaration, table)
    start = heading.bottom + 1
    return read_body(worksheet, start, sorted(columns), numeric, sorted(keys), own=own, end=end, faulty=faulty)


def _key_columns(declaration: SheetDeclaration, table: TableColumns) -> set[int]:
    """The columns that say what a row is about."""
    keys = {table.fields[field.name].column for field in declaration.keys if field.name in table.fields}
    return keys | {place.column for place in table.places}


def _row_keys(declaration: SheetDeclaration, table: TableColumns) -> RowKeys:
    """The places where a row is one, else the keys; empty where a key has no column."""
    if declaration.places:
        return RowKeys(places=tuple(place.column for place in table.places))
    if any(field.name not in table.fields for field in declaration.keys):
        return RowKeys()
    place = next((table.fields[field.name].column for field in declaration.keys if field.type == "region"), None)
    return RowKeys(columns=tuple(table.fields[field.name].column for field in declaration.keys), place=place)


def _pack_problems(
    worksheet: Worksheet, declaration: SheetDeclaration, root: str | None, schemes: Sequence[ReportingScheme]
) -> list[Problem]:
    """Whether any pack (of the root, where that is known) takes the sheet."""
    if any(declaration.id in scheme.sheets and root in {None, scheme.root} for scheme in schemes):
        return []
    return [problem("sheet_not_in_pack", f"本地工作方案未列入{declaration.title}", worksheet=worksheet.name)]


def _root(units: Units, code: str | None) -> str | None:
    roots = units.roots_of(code) if code is not None else list(dict.fromkeys(scheme.root for scheme in units.schemes))
    return roots[0] if len(roots) == 1 else None

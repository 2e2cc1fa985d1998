"""From the bytes of a batch to submissions that could be stored, with everything that stands against them.

``find`` reads and recognises a whole batch; ``examine`` types, checks and compares one worksheet of it. The caller
examines in the order of the periods, so that each report is compared with what the batch stored before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from data_access.changes import compare
from data_access.earlier import EarlierReports
from data_access.examination.examined import CheckOutcome, Examined, Found
from data_access.examination.finding import find
from data_access.examination.judging import Judged, is_reporter_refused, type_worksheet
from data_access.examination.ordering import arranged
from data_access.examination.schemes import check_period, check_reporter_due
from data_access.examination.splitting import Part, place_field, reporters_of, split, whole
from data_access.period_names import period_name
from data_access.problems import Problem, problem
from data_access.recognition.result import Recognised
from data_access.regions.tree import region_tree
from data_access.rules import check_reporter, check_within
from data_access.rules.wording import place_name
from data_access.scheme import ReportingScheme

__all__ = ["CheckOutcome", "Examined", "Found", "examine", "find"]

_ABSENCES = frozenset({"rows_missing", "key_missing"})
_PLACES = frozenset({"place_unknown", "place_ambiguous", "place_outside"})


@dataclass(frozen=True, kw_only=True)
class _Case:
    """One worksheet with what it is judged by."""

    found: Found
    recognised: Recognised
    judged: Judged
    schemes: Sequence[ReportingScheme]
    earlier: EarlierReports


def examine(
    found: Found, *, earlier: EarlierReports, schemes: Sequence[ReportingScheme], received_at: datetime
) -> list[Examined]:
    """The submissions in one worksheet, one a reporter in code order, or what could not be recognised.

    ``earlier`` answers for what is in force now; ``received_at`` decides which periods may be reported.
    """
    recognised = found.recognised
    start = _start(found)
    if recognised is None or recognised.declaration is None:
        return [_closed(start, found.problems + (tuple(recognised.problems) if recognised else ()))]
    judged = type_worksheet(recognised, schemes=schemes, tree=region_tree())
    start = replace(start, sheet=recognised.declaration.id)
    if judged is None:
        return [_closed(start, (*recognised.problems, *_nobodys(recognised)))]
    case = _Case(found=found, recognised=recognised, judged=judged, schemes=schemes, earlier=earlier)
    findings = _worksheet_findings(case, received_at)
    start = replace(start, root=judged.scheme.root, pack=judged.scheme.pack, count=judged.typed.count)
    return [_examined(start, part, case) for part in _parts(case, findings)]


def _start(found: Found) -> Examined:
    recognised = found.recognised
    base = Examined(file=found.file, sha256=found.sha256, worksheet=found.worksheet)
    if recognised is None:
        return base
    return replace(
        base, period=recognised.period, reporter=recognised.reporter, sender=recognised.sender,
        period_statements=recognised.period_statements, reporter_statements=recognised.reporter_statements,
    )  # fmt: skip


def _closed(start: Examined, problems: Sequence[Problem]) -> Examined:
    return replace(start, problems=arranged(problems, start.worksheet))


def _nobodys(recognised: Recognised) -> list[Problem]:
    """A unit that no pack of this database knows as a reporter."""
    name = place_name(recognised.reporter or "")
    return _unless_said(recognised, [problem("reporter_not_due", f"{name}不在本库任何方案的范围之内")])


def _unless_said(recognised: Recognised, problems: Sequence[Problem]) -> list[Problem]:
    said = {entry.code for entry in recognised.problems}
    return [entry for entry in problems if entry.code not in said]


def _worksheet_findings(case: _Case, received_at: datetime) -> list[Problem]:
    """What concerns the worksheet as a whole and the rows by themselves."""
    recognised, scheme, rows = case.recognised, case.judged.scheme, case.judged.typed.rows
    about: list[Problem] = []
    if recognised.period is not None:
        about += check_period(recognised.period, scheme, case.schemes, received_at)
    if recognised.nil_return and not len(rows):
        about.append(problem("nil_return", "表中没有数据行，按零行报送"))
    said = _unless_said(recognised, about)
    return [*case.found.problems, *recognised.problems, *said, *check_within(rows, scheme=scheme)]


def _parts(case: _Case, findings: Sequence[Problem]) -> list[Part]:
    typed, scheme, reporter = case.judged.typed, case.judged.scheme, case.recognised.reporter
    if reporter is not None:
        return [whole(typed, reporter, findings)]
    if is_reporter_refused(case.recognised):
        return [whole(typed, None, findings)]
    sheet = scheme.sheets.get(typed.rows.declaration.id)
    parts = [] if sheet is not None and sheet.departments else split(typed, findings, scheme, region_tree())
    return parts or [whole(typed, None, [*findings, *_reporter_unknown(case)])]


def _reporter_unknown(case: _Case) -> list[Problem]:
    """Nobody is named and no row says whose it is; rows whose own place is at fault say that already."""
    place, said = place_field(case.judged.typed.rows), case.judged.typed.problems
    if any(entry.code in _PLACES or (entry.severity == "error" and entry.field == place) for entry in said):
        return []
    missing = problem("reporter_missing", "表中没有写明填报单位，也没有数据行说明属于哪个单位")
    return _unless_said(case.recognised, [missing])


def _examined(start: Examined, part: Part, case: _Case) -> Examined:
    rows, reporter, period = part.rows, part.reporter, start.period
    ready = replace(start, reporter=reporter, rows=rows)
    problems = list(part.problems)
    if reporter is None:
        return _closed(ready, problems)
    problems += _unless_said(case.recognised, check_reporter_due(rows.declaration, reporter, case.judged.scheme, region_tree()))
    if period is None:
        return _closed(ready, problems)
    problems += _twice(case, reporter)
    root = case.judged.scheme.root
    about = check_reporter(rows, scheme=case.judged.scheme, reporter=reporter, period=period, earlier=case.earlier, root=root)
    is_complete = part.is_complete and _is_read_whole(case.recognised)
    problems += [problem for problem in about if is_complete or problem.code not in _ABSENCES]
    in_force = case.earlier.in_force(root, rows.declaration.id, reporter, period)
    changes = compare(rows, in_force.rows if in_force else None)
    ready = replace(ready, in_force=in_force, changes=changes, unchanged=in_force is not None and changes.nothing)
    return _closed(ready, problems)


def _is_read_whole(recognised: Recognised) -> bool:
    """Whether all rows of the worksheet were read: not where a second table stands below or beside the first."""
    places = {field.name for field in recognised.declaration.keys} if recognised.declaration is not None else set[str]()
    return not any(
        entry.code == "tables_several" or (entry.code == "field_twice" and entry.field in places)
        for entry in recognised.problems
    )


def _twice(case: _Case, reporter: str) -> list[Problem]:
    """``sheet_twice`` where another worksheet of the file holds the same sheet, period and reporter."""
    names = [twin.worksheet.name for twin in case.found.twins if reporter in _reporters(twin, case)]
    if not names or case.recognised.period is None:
        return []
    who = case.judged.scheme.departments.get(reporter) or place_name(reporter)
    message = f"工作表“{'”“'.join(names)}”也是{who}{period_name(case.recognised.period)}的这张表"
    return [problem("sheet_twice", message)]


def _reporters(twin: Recognised, case: _Case) -> set[str]:
    if twin.reporter is not None:
        return {twin.reporter}
    judged = type_worksheet(twin, schemes=case.schemes, tree=region_tree())
    if judged is None:
        return set()
    return {owner for owner in reporters_of(judged.typed.rows, judged.scheme, region_tree()) if owner is not None}

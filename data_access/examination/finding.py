"""Stages 1 to 3 of a batch: containers, grids, recognition."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime

from data_access.answers import Answers
from data_access.examination.examined import Found
from data_access.examination.schemes import of_root, roots_for
from data_access.reading import Reader, Refused, read_workbooks
from data_access.reading.grid import Workbook, WorkbookFile
from data_access.recognition import recognise
from data_access.recognition.result import Recognised
from data_access.regions.tree import region_tree
from data_access.scheme import ReportingScheme
from data_access.sheets.loader import load_sheets

Progress = Callable[[float], None]


def find(
    files: Sequence[WorkbookFile],
    *,
    schemes: Sequence[ReportingScheme],
    answers: Answers,
    received_at: datetime,
    progress: Progress | None = None,
    reader: Reader | None = None,
) -> list[Found]:
    """Every worksheet of every file that is or should be a report sheet, and every file that could not be read, in order.

    ``progress`` is called with the share of the batch read, 0 to 1. ``reader``: one that is kept for further batches.
    """
    found: list[Found] = []
    workbooks = reader.read(files, progress=progress) if reader else read_workbooks(files, progress=progress)
    for number, opened in enumerate(workbooks):
        if isinstance(opened, Refused):
            refused = Found(file=opened.file, sha256=opened.sha256, number=number, problems=(opened.problem,))
            found.append(refused)
        else:
            found.extend(replace(one, number=number) for one in _recognised(opened, schemes, answers, received_at))
    return found


def _recognised(workbook: Workbook, schemes: Sequence[ReportingScheme], answers: Answers, received_at: datetime) -> list[Found]:
    worksheets = recognise(
        workbook, declarations=load_sheets(), schemes=schemes, tree=region_tree(), answers=answers, received_at=received_at
    )
    found = [
        Found(file=workbook.file, sha256=workbook.sha256, recognised=one, begins=_begins(one, schemes)) for one in worksheets
    ]
    return [replace(one, twins=_twins(index, worksheets)) for index, one in enumerate(found)]


def _twins(index: int, worksheets: Sequence[Recognised]) -> tuple[Recognised, ...]:
    one = worksheets[index]
    if one.declaration is None or one.period is None:
        return ()
    others = (other for position, other in enumerate(worksheets) if position != index)
    return tuple(
        other
        for other in others
        if other.declaration is not None and other.declaration.id == one.declaration.id and other.period == one.period
    )


def _begins(one: Recognised, schemes: Sequence[ReportingScheme]) -> date | None:
    if one.period is None:
        return None
    roots = roots_for(schemes, one.reporter, region_tree()) or [scheme.root for scheme in schemes]
    scheme = of_root(schemes, roots[0], one.period) if roots else None
    return scheme.period_begins(one.period) if scheme else None

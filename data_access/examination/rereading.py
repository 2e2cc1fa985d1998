"""Rows of a stored version read again from its original file, with what was settled when it was handed in.

Sheet, worksheet, period, reporter and columns are those recorded with the version; only the cells are read anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from data_access.answers import Answers
from data_access.examination.judging import typed_under
from data_access.examination.schemes import of_root
from data_access.examination.splitting import reporters_of
from data_access.reading.grid import Workbook, column_letters
from data_access.recognition import recognise
from data_access.recognition.result import HeadingColumn, Recognised
from data_access.regions.tree import region_tree
from data_access.scheme import ReportingScheme
from data_access.sheets.loader import load_sheets
from data_access.templates.identity import OWN_TABS
from data_access.typed_rows import TypedRows


@dataclass(frozen=True, kw_only=True)
class Record:
    """What was settled at the upload of one version; ``column_map``: field → column letters."""

    root: str
    sheet: str
    reporter: str
    period: str
    worksheet: str
    column_map: Mapping[str, str]


def find_again(workbook: Workbook, record: Record, schemes: Sequence[ReportingScheme]) -> Recognised | None:
    """The recorded worksheet of the file, recognised as the recorded sheet; None: no longer.

    ``workbook`` carries the name under which it was handed in: it may say the period.
    """
    declaration = load_sheets().get(record.sheet)
    wanted = tuple(one for one in workbook.worksheets if one.name == record.worksheet or one.name in OWN_TABS)
    if declaration is None or not any(one.name == record.worksheet for one in wanted):
        return None
    found = recognise(
        replace(workbook, worksheets=wanted), declarations={record.sheet: declaration},
        schemes=schemes, tree=region_tree(), answers=Answers(),
    )  # fmt: skip
    return next((one for one in found if one.worksheet.name == record.worksheet and one.declaration is not None), None)


def identity_differs(recognised: Recognised, record: Record) -> bool:
    """Whether the file names another period or reporter than the record."""
    said = ((recognised.period, record.period), (recognised.reporter, record.reporter))
    return any(stated is not None and stated != settled for stated, settled in said)


def readings(recognised: Recognised, record: Record, schemes: Sequence[ReportingScheme]) -> Iterator[TypedRows]:
    """The rows as they must have been read, the likelier way first; none where no pack of the root is there any more.

    A file that names no reporter was either divided by its rows or settled by an answer: the record does not say.
    """
    scheme = of_root(schemes, record.root, record.period)
    if scheme is None:
        return
    settled = replace(
        recognised, period=record.period, root=record.root, columns=_columns(recognised.columns, record.column_map)
    )
    ways = (_divided, _whole) if recognised.reporter is None and not record.reporter.startswith("dept:") else (_whole, _divided)
    for way in ways:
        yield _usable(way(settled, record.reporter, scheme))


def _whole(settled: Recognised, reporter: str, scheme: ReportingScheme) -> TypedRows:
    return typed_under(replace(settled, reporter=reporter), scheme, region_tree()).typed.rows


def _divided(settled: Recognised, reporter: str, scheme: ReportingScheme) -> TypedRows:
    rows = typed_under(replace(settled, reporter=None), scheme, region_tree()).typed.rows
    owners = reporters_of(rows, scheme, region_tree())
    return rows.take(np.array([index for index, owner in enumerate(owners) if owner == reporter], dtype=np.int64))


def _columns(recognised: Mapping[str, HeadingColumn], recorded: Mapping[str, str]) -> dict[str, HeadingColumn]:
    """The recorded columns; a field that has been declared since, or whose column was not taken, has none."""
    found = {column_letters(column.column): column for column in recognised.values()}
    columns: dict[str, HeadingColumn] = {}
    for name, letters in recorded.items():
        own = recognised.get(name)
        if own is None or column_letters(own.column) != letters:
            own = found.get(letters) or HeadingColumn(column=column_number(letters), cell="")
        columns[name] = own
    return columns


def column_number(letters: str) -> int:
    """``A`` → ``0``, ``AB`` → ``27``."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _usable(rows: TypedRows) -> TypedRows:
    """A cell that would be an error today is taken as what is left of it: it differs from what is stored, or it does not."""
    nothing = np.zeros(len(rows), dtype=np.bool_)
    return replace(rows, columns={name: replace(column, invalid=nothing) for name, column in rows.columns.items()})

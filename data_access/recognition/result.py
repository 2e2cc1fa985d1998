"""What recognition hands on: one worksheet understood as a report, with everything that is wrong about its frame."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from data_access.problems import Problem
from data_access.reading.grid import Worksheet
from data_access.regions.tree import Level
from data_access.sheets.declaration import SheetDeclaration

Source = Literal["hidden", "title", "line", "file", "caller"]


@dataclass(frozen=True, kw_only=True)
class HeadingColumn:
    """The column of one field: 0-based ``column``, A1 ``cell`` of its heading.

    ``scale`` converts a number of the column into the field's unit. ``unit``: the unit that the numbers are in, ``stated``
    whether heading or line says so. ``above``: a unit of another size that the line 单位： gives instead; it converts nothing.
    """

    column: int
    cell: str
    scale: Fraction = Fraction(1)
    unit: str = ""
    stated: bool = False
    above: str = ""


@dataclass(frozen=True, kw_only=True)
class PlaceColumn:
    """A column that names places; ``level`` None where its heading leaves it open (行政区划)."""

    column: int
    level: Level | None


@dataclass(frozen=True, kw_only=True)
class Statement:
    """What one source says: ``value`` a period or a reporter's code, ``text`` how it is written there."""

    source: Source
    value: str
    text: str


@dataclass(frozen=True, kw_only=True)
class TotalLine:
    """A row named 合计, 小计, 全县 …: 0-based ``row`` and the words."""

    row: int
    label: str


@dataclass(frozen=True, kw_only=True)
class Recognised:
    """One worksheet.

    ``declaration`` None: no declared sheet, ``problems`` says why. ``columns``: field → column. ``place_columns`` from the
    highest level to the lowest. ``body_rows`` 0-based. ``left_out``: reason → number of rows that are no data (标题 合计 注 签章 …);
    with ``heading_rows`` and the data they are the ``present_rows``.
    ``period`` and ``reporter`` None where nothing states them (``reporter`` may still follow from the rows, ``sender`` names
    a unit that hands in for others). ``root``: the region of the pack that the sheet belongs to, None where several could.
    """

    worksheet: Worksheet
    declaration: SheetDeclaration | None = None
    columns: Mapping[str, HeadingColumn] = field(default_factory=dict[str, HeadingColumn])
    place_columns: tuple[PlaceColumn, ...] = ()
    body_rows: tuple[int, ...] = ()
    total_rows: tuple[TotalLine, ...] = ()
    left_out: Mapping[str, int] = field(default_factory=dict[str, int])
    heading_rows: int = 0
    present_rows: int = 0
    nil_return: bool = False
    period: str | None = None
    reporter: str | None = None
    sender: str | None = None
    root: str | None = None
    period_statements: tuple[Statement, ...] = ()
    reporter_statements: tuple[Statement, ...] = ()
    problems: tuple[Problem, ...] = ()

"""What stands where on a report worksheet, before any workbook is made: titles, units, headings, rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from data_access.period_names import period_name
from data_access.sheets.declaration import Field, SheetDeclaration

Value = str | int | float | Decimal | None
Row = Mapping[str, Value]
_BLANK_ROWS = 30  # empty body rows of a sheet whose rows are not known beforehand


@dataclass(frozen=True, kw_only=True)
class SheetToWrite:
    """One report worksheet to write.

    ``place``: the words before the period in the title (牟定县共和镇). ``reporter``: region or department code.
    ``places``: choices of the region columns. ``rows``: field → value; an empty template has one a place, naming it only.
    ``total``: a 合计 row below the body. ``reported_on``: 填报日期, left open in an empty template.
    """

    declaration: SheetDeclaration
    place: str
    reporter: str
    reporter_name: str
    period: str
    places: tuple[str, ...] = ()
    rows: Sequence[Row] = field(default_factory=tuple[Row, ...])
    total: Row | None = None
    reported_on: date | None = None

    @property
    def title(self) -> str:
        """牟定县共和镇2023年5月农村劳动力转移就业月报表."""
        return f"{self.place}{period_name(self.period)}{self.declaration.title}"


def units_above(declaration: SheetDeclaration) -> tuple[str, ...]:
    """The units that the line above the table states for all columns whose heading names none: the commonest two."""
    counts = Counter(field.unit for field in declaration.fields if field.unit and field.type != "ratio")
    common = [unit for unit, count in counts.most_common(2) if count > 1 and "/" not in unit]
    return tuple(common or list(counts)[:1])


def unit_note(column: Field, above: tuple[str, ...]) -> str:
    """（元/人/月） where the line above the table does not say it."""
    return f"（{column.unit}）" if column.unit and column.unit not in above else ""


@dataclass(frozen=True, kw_only=True)
class HeadingCell:
    """A heading over columns ``first`` to ``last`` (0-based) and heading rows ``top`` to ``bottom``; ``field`` at a column's foot."""

    text: str
    top: int
    bottom: int
    first: int
    last: int
    field: Field | None = None


@dataclass(frozen=True, kw_only=True)
class Layout:
    """Worksheet rows are 0-based: ``heading_top`` the first heading row, ``body`` the first body row, ``end`` the row after it."""

    headings: tuple[HeadingCell, ...]
    columns: Mapping[str, int]
    heading_top: int
    body: int
    end: int

    @property
    def last_column(self) -> int:
        return max(self.columns.values())


def lay_out(sheet: SheetToWrite) -> Layout:
    """Title in row 0, the line of reporter, date and units in row 1, then headings, 序号 before the declared columns."""
    declaration = sheet.declaration
    levels = 2 if any(column.subheading for column in declaration.fields) else 1
    body = 2 + levels
    count = len(sheet.rows) or _BLANK_ROWS
    return Layout(
        headings=(HeadingCell(text="序号", top=2, bottom=body - 1, first=0, last=0), *_headings(declaration, 2, levels)),
        columns={column.name: position for position, column in enumerate(declaration.fields, start=1)},
        heading_top=2,
        body=body,
        end=body + count,
    )


def _headings(declaration: SheetDeclaration, top: int, levels: int) -> list[HeadingCell]:
    above = units_above(declaration)
    cells: list[HeadingCell] = []
    group = 0  # where the open first-level heading begins
    for position, column in enumerate(declaration.fields, start=1):
        unit = unit_note(column, above)
        if not column.subheading:
            text = column.heading + unit
            cells.append(HeadingCell(text=text, top=top, bottom=top + levels - 1, first=position, last=position, field=column))
            continue
        before = declaration.fields[position - 2] if position > 1 else None
        if before is None or not before.subheading or before.heading != column.heading:
            group = position
        after = declaration.fields[position] if position < len(declaration.fields) else None
        if after is None or not after.subheading or after.heading != column.heading:
            cells.append(HeadingCell(text=column.heading, top=top, bottom=top, first=group, last=position))
        foot = top + 1
        cells.append(
            HeadingCell(text=column.subheading + unit, top=foot, bottom=foot, first=position, last=position, field=column)
        )
    return cells

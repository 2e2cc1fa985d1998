"""Stage 4: the cells of a recognised report as exact, typed columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from data_access.problems import Problem, problem
from data_access.reading.grid import address
from data_access.recognition.counting import RowCount
from data_access.recognition.result import Recognised, TotalLine
from data_access.regions.places import PlaceFinder
from data_access.regions.tree import Level, region_tree
from data_access.scheme import ReportingScheme
from data_access.sheets.declaration import SheetDeclaration
from data_access.typed_rows import Mask, TypedRows
from data_access.values.cells import CellReader
from data_access.values.columns import ColumnTyper
from data_access.values.findings import Findings
from data_access.values.magnitudes import usual_largest
from data_access.values.places import PlaceColumns, Placed, Setting
from data_access.values.totals import TotalPlace, TotalRow, covered_rows

__all__ = ["TotalRow", "Typed", "type_rows"]

_SHANGHAI = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True, kw_only=True)
class Typed:
    """``rows``: the data, regions resolved; ``totals``: rows to be checked against them; ``count``: of the whole worksheet."""

    rows: TypedRows
    count: RowCount
    problems: tuple[Problem, ...] = ()
    totals: tuple[TotalRow, ...] = ()


def type_rows(recognised: Recognised, *, places: PlaceFinder, scheme: ReportingScheme, within: str) -> Typed:
    """The rows of a recognised sheet (``declaration`` set) with every finding in its cells.

    ``within``: the region whose report it is, or the root where a department reports or rows decide whose they are; rows of
    other places are ``place_outside``. Where the declaration has a row level, rows above it become totals.
    """
    declaration = recognised.declaration
    if declaration is None:
        raise ValueError("the worksheet is no declared sheet")
    return _Typing(recognised, declaration, places, scheme, within).typed()


class _Typing:
    """One worksheet on its way to typed rows."""

    def __init__(
        self, recognised: Recognised, declaration: SheetDeclaration, places: PlaceFinder, scheme: ReportingScheme, within: str
    ) -> None:
        self._recognised = recognised
        self._declaration = declaration
        self._findings = Findings(recognised.worksheet.name)
        self._reader = CellReader(recognised.worksheet, self._findings)
        self._setting = Setting(places=places, tree=region_tree(), within=within, row_level=_row_level(declaration, scheme))
        today = last_day(recognised.period)
        self._typer = ColumnTyper(
            recognised, declaration, self._reader, self._findings, today, self._setting.row_level,
            usual_largest(declaration, scheme.settings),
        )  # fmt: skip

    def typed(self) -> Typed:
        """Places first: they decide which rows are data."""
        body = list(self._recognised.body_rows)
        region = next((field for field in self._declaration.fields if field.type == "region"), None)
        places = None
        placed = None
        if region is not None and self._recognised.place_columns:
            places = PlaceColumns(self._recognised, region, self._reader, self._findings, self._setting)
            placed = places.placed(body)
        is_total = placed.is_total if placed is not None else np.zeros(len(body), dtype=np.bool_)
        rows = [row for row, total in zip(body, is_total, strict=True) if not total]
        lines = self._total_places(body, placed, places)
        typed = self._typer.rows(rows, [line.row for line in lines], _kept(placed, is_total))
        count = self._count(is_total)
        if count.left_out or count.unread:
            self._findings.add_loose(problem("rows_left_out", count.in_words(), worksheet=self._recognised.worksheet.name))
        totals = self._totals(lines, typed)
        return Typed(rows=typed, count=count, totals=totals, problems=self._findings.problems())

    def _count(self, is_total: Mask) -> RowCount:
        found, totals = self._recognised, int(is_total.sum())
        left_out = Counter(found.left_out) + Counter({"合计": totals})
        data = len(found.body_rows) - totals
        return RowCount(present=found.present_rows, heading=found.heading_rows, data=data, left_out=left_out)

    def _total_places(self, body: Sequence[int], placed: Placed | None, places: PlaceColumns | None) -> list[TotalPlace]:
        named = [self._of_words(total, places) for total in self._recognised.total_rows]
        tree = self._setting.tree
        if placed is not None:
            for index in np.flatnonzero(placed.is_total).tolist():
                code = str(placed.column.values[index])
                named.append(TotalPlace(row=body[index], label=tree.regions[code].name, place=code))
        return sorted(named, key=lambda total: total.row)

    def _of_words(self, total: TotalLine, places: PlaceColumns | None) -> TotalPlace:
        place = places.place_of_total(total.row, total.label) if places is not None else None
        return TotalPlace(row=total.row, label=total.label, place=place)

    def _totals(self, lines: Sequence[TotalPlace], rows: TypedRows) -> tuple[TotalRow, ...]:
        covers = covered_rows(lines, rows, self._setting.tree)
        columns = self._recognised.columns
        stated = self._typer.totals
        return tuple(
            TotalRow(
                row=line.row + 1,
                label=line.label,
                covers=covered,
                values={name: values[index] for name, values in stated.items()},
                cells={name: address(line.row, columns[name].column) for name in stated},
            )
            for index, (line, covered) in enumerate(zip(lines, covers, strict=True))
        )


def _kept(placed: Placed | None, is_total: Mask) -> Placed | None:
    """The places of the rows that are data."""
    if placed is None:
        return None
    keep = ~is_total
    column = placed.column
    return Placed(
        column=type(column)(
            values=column.values[keep], missing=column.missing[keep],
            not_applicable=column.not_applicable[keep], invalid=column.invalid[keep],
        ),
        is_total=is_total[keep],
    )  # fmt: skip


def _row_level(declaration: SheetDeclaration, scheme: ReportingScheme) -> Level | None:
    sheet = scheme.sheets.get(declaration.id)
    return sheet.row_level if declaration.places and sheet is not None else None


def last_day(period: str | None) -> date:
    """The last day of a period, by which everybody in its report was born; today where the period is not known."""
    if period is None:
        return datetime.now(_SHANGHAI).date()
    month = 3 * int(period[5:]) if "Q" in period else int(period[5:])
    first_after = date(int(period[:4]) + month // 12, month % 12 + 1, 1)
    return first_after - timedelta(days=1)

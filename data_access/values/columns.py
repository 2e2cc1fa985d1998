"""Every declared field over the rows of a report, and the figures of its total rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

import numpy as np

from data_access.problems import problem
from data_access.reading.grid import column_letters
from data_access.recognition.result import HeadingColumn, Recognised
from data_access.recognition.texts import cell_text, clean
from data_access.regions.tree import Level
from data_access.sheets.declaration import Field, SheetDeclaration
from data_access.typed_rows import Column, TypedRows
from data_access.values import second_look
from data_access.values.cells import CellReader, ColumnCells
from data_access.values.choices import choice, yes_no
from data_access.values.findings import Findings
from data_access.values.identifiers import as_shown, identifier, identity_number, telephone
from data_access.values.magnitudes import check_counts, check_line_units, check_magnitude, check_unit
from data_access.values.numbers import NumberColumn
from data_access.values.places import Placed
from data_access.values.texts import free_text, text_column


class ColumnTyper:
    """Types the columns of one worksheet; after ``rows`` the figures of the total rows stand in ``totals``."""

    def __init__(
        self,
        recognised: Recognised,
        declaration: SheetDeclaration,
        reader: CellReader,
        findings: Findings,
        today: date,
        row_level: Level | None,
        largest: Fraction,
    ) -> None:
        self._recognised = recognised
        self._declaration = declaration
        self._reader = reader
        self._findings = findings
        self._today = today
        self._row_level = row_level
        self._largest = largest
        self.totals: dict[str, list[int | None]] = {}

    def rows(self, rows: Sequence[int], totals: Sequence[int], placed: Placed | None) -> TypedRows:
        """Typed columns over the 0-based ``rows``; ``placed``: the region column, found before."""
        columns = {field.name: self._column(field, rows, totals, placed) for field in self._declaration.fields}
        numbers = {field.name: columns[field.name] for field in self._declaration.fields if field.is_numeric}
        check_line_units(self._declaration, numbers, self._recognised.columns, self._findings)
        self._check_required(rows, columns)
        letters = {name: column_letters(column.column) for name, column in self._recognised.columns.items()}
        source = np.array(rows, dtype=np.int64) + 1
        return TypedRows(declaration=self._declaration, source_rows=source, columns=columns, letters=letters)

    def _column(self, field: Field, rows: Sequence[int], totals: Sequence[int], placed: Placed | None) -> Column:
        heading = self._recognised.columns.get(field.name)
        if field.type == "region":
            return placed.column if placed is not None else empty(field, len(rows))
        if heading is None:
            return empty(field, len(rows))
        if field.is_numeric:
            return self._numbers(field, heading, rows, totals)
        return self._texts(field, self._reader.column(field, heading.column, rows))

    def _numbers(self, field: Field, heading: HeadingColumn, rows: Sequence[int], totals: Sequence[int]) -> Column:
        cells = self._reader.column(field, heading.column, rows)
        column = NumberColumn(cells, heading, self._row_units(field, rows)).typed()
        check_counts(cells, heading)
        check_unit(column, cells, heading, self._largest)
        check_magnitude(column, cells, heading)
        if totals and field.type != "ratio":
            of_totals = self._reader.column(field, heading.column, totals)
            stated = NumberColumn(of_totals, heading, self._row_units(field, totals)).typed()
            pairs = zip(stated.values.tolist(), stated.missing.tolist(), strict=True)
            self.totals[field.name] = [None if missing else int(value) for value, missing in pairs]
        return column

    def _row_units(self, field: Field, rows: Sequence[int]) -> list[str] | None:
        """What each row states as the unit of its figures, where the column has none."""
        heading = self._recognised.columns.get(field.unit_field) if field.unit_field else None
        if heading is None:
            return None
        stating = self._declaration.field(field.unit_field)
        return [clean(cell_text(cell)) for cell in self._reader.column(stating, heading.column, rows).cells]

    def _texts(self, field: Field, cells: ColumnCells) -> Column:
        if field.type == "yes_no":
            return text_column(cells, yes_no, second_look.unlisted(("是", "否")))
        if field.type == "choice":
            return text_column(cells, choice(field), second_look.unlisted(field.choices))
        if field.type == "text":
            return text_column(cells, free_text(field), second_look.free_text)
        if field.check == "identity_number":
            return text_column(cells, identity_number(self._today), second_look.identity_number(self._today), as_shown)
        if field.check == "telephone":
            return text_column(cells, telephone, second_look.telephone, as_shown)
        return text_column(cells, identifier, second_look.identifier, as_shown)

    def _check_required(self, rows: Sequence[int], columns: dict[str, Column]) -> None:
        for field in self._declaration.fields:
            heading = self._recognised.columns.get(field.name)
            if not field.is_required(self._row_level):
                continue
            if heading is None:
                self._check_column(field)
                continue
            column = columns[field.name]
            blank = column.missing & ~column.invalid
            if not _says_whose(field):
                blank &= ~column.not_applicable
            for index in np.flatnonzero(blank).tolist():
                self._findings.add(
                    "required_blank", "不能为空", at=(rows[index], heading.column), field=field, fix=_blank_fix(field)
                )

    def _check_column(self, field: Field) -> None:
        """Recognition, which knows no row level, has named the missing columns that every pack requires."""
        if not field.required:
            message = f"缺少必填列“{field.title}”"
            worksheet = self._recognised.worksheet.name
            self._findings.add_loose(problem("field_missing", message, worksheet=worksheet, field=field.name))


def _says_whose(field: Field) -> bool:
    """Places and keys: without them a row is nobody's, so ／ does not stand for one."""
    return field.type == "region" or field.accumulation == "key"


def _blank_fix(field: Field) -> str | None:
    """Only a figure can be 0 or not applicable."""
    return None if field.is_numeric else f"补填{field.title}，该行没有数据的删去整行。"


def empty(field: Field, count: int) -> Column:
    """The column of a field that the worksheet does not have."""
    values = np.zeros(count, dtype=np.int64) if field.is_numeric else np.full(count, None, dtype=object)
    nothing = np.zeros(count, dtype=np.bool_)
    return Column(values=values, missing=~nothing, not_applicable=nothing, invalid=nothing)

"""Typed rows as the fact tables keep them, and back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from data_access.sheets.declaration import Field, SheetDeclaration
from data_access.store.fetching import numbers_of, texts_of, where_none
from data_access.typed_rows import Column, TypedRows

# the first columns of every fact table, before one column a field in the order of the declaration
LEADING = ("submission", "source_row", "not_applicable")
SEPARATOR = ","


def column_names(declaration: SheetDeclaration) -> list[str]:
    """Columns of the fact table in the order in which ``stored_rows`` fills them."""
    return [*LEADING, *(field.name for field in declaration.fields)]


def stored_rows(rows: TypedRows, submission: int, size: int) -> Iterator[list[tuple[Any, ...]]]:
    """The rows as tuples of Python numbers and text, in slices of at most ``size``; rows with errors are a fault (ValueError)."""
    if any(column.invalid.any() for column in rows.columns.values()):
        raise ValueError("rows with errors cannot be stored")
    marks = _not_applicable(rows)
    for start in range(0, len(rows), size):
        part = slice(start, start + size)
        sources = rows.source_rows[part].tolist()
        columns = [_stored(rows.columns[field.name], part) for field in rows.declaration.fields]
        yield list(zip([submission] * len(sources), sources, marks[part], *columns, strict=True))


def _stored(column: Column, part: slice) -> list[Any]:
    missing = column.missing[part]
    if missing.all():
        return [None] * len(missing)
    values: list[Any] = column.values[part].tolist()
    for index in np.flatnonzero(missing).tolist():
        values[index] = None
    return values


def _not_applicable(rows: TypedRows) -> list[str | None]:
    """For each row the fields that held ／, joined; None for none."""
    marks: list[str | None] = [None] * len(rows)
    for name, column in rows.columns.items():
        for index in np.flatnonzero(column.not_applicable).tolist():
            before = marks[index]
            marks[index] = name if before is None else f"{before}{SEPARATOR}{name}"
    return marks


def typed_rows(declaration: SheetDeclaration, stored: Sequence[Sequence[Sequence[Any]]], letters: dict[str, str]) -> TypedRows:
    """Columns fetched from the fact table (``source_row``, ``not_applicable``, then every field) as typed rows again."""
    sources, marks = numbers_of(stored[0])[0], texts_of(stored[1])
    fields = zip(declaration.fields, stored[2:], strict=True)
    columns = {field.name: _typed(field, chunks, len(sources)) for field, chunks in fields}
    for index, mark in enumerate(marks):
        for name in mark.split(SEPARATOR) if mark else ():
            columns[name].not_applicable[index] = True
    return TypedRows(declaration=declaration, source_rows=sources, columns=columns, letters=letters)


def _typed(field: Field, chunks: Sequence[Sequence[Any]], count: int) -> Column:
    if field.is_numeric:
        values, missing = numbers_of(chunks)
    else:
        values = np.array(texts_of(chunks), dtype=object)
        missing = where_none(values)
    nowhere = np.zeros((2, count), dtype=np.bool_)
    return Column(values=values, missing=missing, not_applicable=nowhere[0], invalid=nowhere[1])

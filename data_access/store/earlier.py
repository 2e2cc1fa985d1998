"""``data_access.earlier.EarlierReports`` answered from the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from sqlalchemy import ColumnElement, Connection, Row, select

from data_access.earlier import StoredReport
from data_access.store.database import Database
from data_access.store.fetching import fetch_columns
from data_access.store.row_form import typed_rows
from data_access.store.schema import submission
from data_access.store.scope import Scope
from data_access.store.validity import of_key, standing
from data_access.typed_rows import TypedRows

# values in one IN: far under SQLite's limit of parameters
_BATCH = 5_000


class StoredEarlierReports:
    """The reports in force now that a scope sees."""

    def __init__(self, database: Database, scope: Scope) -> None:
        self._database = database
        self._scope = scope

    def in_force(self, root: str, sheet: str, reporter: str, period: str) -> StoredReport | None:
        """The report of that very period."""
        return self._one(sheet, of_key((root, sheet, reporter, period)))

    def latest_earlier(self, root: str, sheet: str, reporter: str, period: str) -> StoredReport | None:
        """The same reporter's latest report of an earlier period, of any year."""
        return self._one(sheet, *_earlier(root, sheet, reporter, period))

    def earlier_periods(self, root: str, sheet: str, reporter: str, period: str) -> Sequence[str]:
        """Earlier periods of the same year of which the same reporter has a report, oldest first."""
        same_year = submission.c.period.startswith(period[:4], autoescape=True)
        with self._database.reading() as connection:
            found = self._find(connection, *_earlier(root, sheet, reporter, period), same_year)
            return [row.period for row in reversed(found)]

    def _one(self, sheet: str, *wanted: ColumnElement[bool]) -> StoredReport | None:
        with self._database.reading() as connection:
            found = self._find(connection, *wanted)
            return self._read(connection, sheet, found[0]) if found else None

    def _find(self, connection: Connection, *wanted: ColumnElement[bool]) -> Sequence[Row[*tuple[Any, ...]]]:
        """Submissions in force, the latest period first."""
        own = submission.c
        query = select(own.id, own.version, own.period, own.column_map).where(
            standing(None), self._scope.reporters(own.reporter, own.root), *wanted
        )
        return connection.execute(query.order_by(own.period.desc())).all()

    def _read(self, connection: Connection, sheet: str, found: Row[*tuple[Any, ...]]) -> StoredReport:
        table, declaration = self._database.facts[sheet], self._database.sheets[sheet]
        fields = [table.c[field.name] for field in declaration.fields]
        names = [table.c.source_row, table.c.not_applicable, *fields]
        query = select(*names).where(table.c.submission == found.id).order_by(table.c.source_row)
        stored = fetch_columns(connection, query, len(names))
        rows = typed_rows(declaration, stored, dict(found.column_map))
        return StoredReport(submission=found.id, version=found.version, period=found.period, rows=rows)

    def version(self, submission_number: int) -> StoredReport | None:
        """The rows of any stored version, in force or not; None: no such version in scope."""
        own = submission.c
        query = select(own.id, own.sheet, own.version, own.period, own.column_map).where(
            own.id == submission_number, own.state == "committed", self._scope.reporters(own.reporter, own.root)
        )
        with self._database.reading() as connection:
            found = connection.execute(query).first()
            return None if found is None else self._read(connection, found.sheet, found)

    def keys_elsewhere(
        self, root: str, sheet: str, reporter: str, period: str, fields: Sequence[str], rows: TypedRows
    ) -> Mapping[int, str]:
        """Row index → another reporter of the root whose report in force of that period already holds the row's ``fields``.

        The whole root is searched, whatever the scope: a number taken by a neighbour is taken. A row whose first field
        is blank has no key.
        """
        with self._database.reading() as connection:
            others = _others(connection, root, sheet, reporter, period)
            if not others:
                return {}
            keys = list(zip(*(_values(rows, field) for field in fields), strict=True))
            firsts = sorted({key[0] for key in keys if key[0] is not None})
            taken: dict[tuple[Any, ...], str] = {}
            for start in range(0, len(firsts), _BATCH):
                taken |= self._holders(connection, sheet, others, fields, firsts[start : start + _BATCH])
        return {index: taken[key] for index, key in enumerate(keys) if key in taken}

    def _holders(
        self, connection: Connection, sheet: str, others: Mapping[int, str], fields: Sequence[str], firsts: Sequence[Any]
    ) -> dict[tuple[Any, ...], str]:
        """Who holds which of the keys that begin with one of ``firsts``."""
        table = self._database.facts[sheet]
        # "+ 0" keeps SQLite from looking up every pair of number and submission instead of every number
        query = select(table.c.submission, *(table.c[field] for field in fields)).where(
            table.c[fields[0]].in_(firsts), (table.c.submission + 0).in_(others)
        )
        return {tuple(row[1:]): others[row[0]] for row in connection.execute(query)}


def _earlier(root: str, sheet: str, reporter: str, period: str) -> tuple[ColumnElement[bool], ...]:
    """Periods of one sheet are of one kind, so that their text sorts as they follow."""
    own = submission.c
    return (own.root == root, own.sheet == sheet, own.reporter == reporter, own.period < period)


def _others(connection: Connection, root: str, sheet: str, reporter: str, period: str) -> dict[int, str]:
    """The other reporters' submissions in force of a period."""
    own = submission.c
    query = select(own.id, own.reporter).where(
        own.root == root, own.sheet == sheet, own.period == period, own.reporter != reporter, standing(None)
    )
    return {row.id: row.reporter for row in connection.execute(query)}


def _values(rows: TypedRows, field: str) -> list[Any]:
    column = rows.columns[field]
    values = column.values.astype(np.object_)
    values[column.missing] = None
    return values.tolist()

"""Whether the records that everything else is found through can be read at all: their tables, and what stands in them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Connection, Integer, SmallInteger, Table, Text, column, inspect, select
from sqlalchemy.types import TypeEngine

from data_access.store.database import Database
from data_access.store.moments import Moment
from data_access.store.outside_schema import outside_value
from data_access.store.schema import (
    METADATA,
    allocation,
    allocation_part,
    attempt,
    audit,
    in_force,
    pack_state,
    state_revision,
    submission,
    withdrawal,
)
from data_access.store.verifying.findings import Findings

_READ = (
    pack_state,
    submission,
    in_force,
    withdrawal,
    state_revision,
    attempt,
    audit,
    allocation,
    allocation_part,
    outside_value,
)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+08:00")
_PERIOD = re.compile(r"\d{4}(-(0[1-9]|1[0-2])|Q[1-4])?")
_LETTERS = re.compile(r"[A-Z]{1,3}")


def check_records(database: Database, connection: Connection, findings: Findings) -> bool:
    """Names tables that are not whole and records that hold what cannot stand there; whether everything can be asked."""
    if not _tables_are_there(connection, findings):
        return False
    sound = True
    for table in _READ:
        names = [one.name for one in table.columns]
        # without types: what an engine holds, before anything is made of it
        query = select(*(column(name) for name in names)).select_from(table)
        for row in connection.execute(query):
            stands = dict(zip(names, row, strict=True))
            if not _is_sound(database, table, stands):
                number = stands.get("id" if table is submission else "submission")
                findings.add("record_unreadable", submission=number if isinstance(number, int) else None, subject=table.name)
                sound = False
    return sound


def _tables_are_there(connection: Connection, findings: Findings) -> bool:
    inspector = inspect(connection)
    there = set(inspector.get_table_names())
    whole = True
    for table in METADATA.sorted_tables:
        columns = {one["name"] for one in inspector.get_columns(table.name)} if table.name in there else set[str]()
        if {one.name for one in table.columns} - columns:
            findings.add("table_missing", subject=table.name)
            whole = False
    return whole


def _is_sound(database: Database, table: Table, stands: Mapping[str, Any]) -> bool:
    if not all(_fits(one.type, stands[one.name], nullable=bool(one.nullable)) for one in table.columns):
        return False
    return table is not submission or _is_sound_submission(database, stands)


def _is_sound_submission(database: Database, stands: Mapping[str, Any]) -> bool:
    if stands["sheet"] not in database.facts or not _PERIOD.fullmatch(stands["period"]):
        return False
    letters, warnings = _document(stands["column_map"]), _document(stands["warnings"])
    return (
        isinstance(letters, dict)
        and isinstance(warnings, dict)
        and all(isinstance(one, str) and _LETTERS.fullmatch(one) for one in letters.values())
        and all(isinstance(entry, int) or _is_kept_warning(entry) for entry in warnings.values())
    )


def _is_kept_warning(entry: Any) -> bool:
    return isinstance(entry, dict) and isinstance(entry.get("count"), int) and isinstance(entry.get("cells"), list)


def _fits(kind: TypeEngine[Any], value: Any, *, nullable: bool) -> bool:
    if value is None:
        return nullable
    if isinstance(kind, Moment):
        return isinstance(value, str) and _is_moment(value)
    if isinstance(kind, (Integer, BigInteger, SmallInteger)):
        return isinstance(value, int)
    if isinstance(kind, JSON):
        return _document(value) is not None
    return isinstance(value, str) or not isinstance(kind, Text)


def _is_moment(text: str) -> bool:
    if not _MOMENT.fullmatch(text):
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _document(value: Any) -> Any:
    """A JSON document as PostgreSQL gives it, or as the text that SQLite holds; None for what is none."""
    if not isinstance(value, str):
        return value if isinstance(value, (dict, list)) else None
    try:
        return json.loads(value)
    except ValueError:
        return None

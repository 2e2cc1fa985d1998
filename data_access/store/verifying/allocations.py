"""The targets handed down to units against themselves: parts, versions, moments, files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, func, select

from data_access.store.schema import allocation, allocation_part, upload_file
from data_access.store.verifying.findings import Findings


def allocation_name(pack: str, year: int, version: int) -> str:
    """How a version is named in a finding."""
    return f"任务分解 {pack} {year}年第{version}版"


def check_allocations(connection: Connection, findings: Findings) -> None:
    """Names versions whose parts are not as many as they were, that do not follow one another, or that have no file."""
    rows = connection.execute(select(allocation).order_by(allocation.c.pack, allocation.c.year, allocation.c.version)).all()
    number = allocation_part.c.allocation
    counted: dict[int, int] = {one: many for one, many in connection.execute(select(number, func.count()).group_by(number))}
    files = set(connection.execute(select(upload_file.c.sha256)).scalars())
    for row in rows:
        subject = allocation_name(row.pack, row.year, row.version)
        if counted.pop(row.id, 0) != row.parts:
            findings.add("allocation_parts", subject=subject)
        if row.sha256 not in files:
            findings.add("file_missing", subject=subject)
    for identity in sorted(counted):
        findings.add("allocation_orphan", subject=f"allocation_part {identity}")
    _check_order(rows, findings)


def _check_order(rows: Sequence[Row[*tuple[Any, ...]]], findings: Findings) -> None:
    """Versions are 1 to n and each came after the one before it; none was withdrawn before it was stored."""
    seen: Counter[tuple[str, int]] = Counter()
    last: dict[tuple[str, int], Any] = {}
    for row in rows:
        key = (row.pack, row.year)
        seen[key] += 1
        before = last.get(key)
        misplaced = row.withdrawn_at is not None and row.withdrawn_at < row.accepted_at
        if row.version != seen[key] or misplaced or (before is not None and row.accepted_at <= before.accepted_at):
            findings.add("allocation_order", subject=allocation_name(row.pack, row.year, row.version))
        last[key] = row

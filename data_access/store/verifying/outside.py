"""The outside figures against themselves: versions follow one another, none was withdrawn before it was stored."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from sqlalchemy import Connection, select

from data_access.store.outside_schema import outside_value
from data_access.store.verifying.findings import Findings

KINDS = ("line", "low_income_cutoff", "reference_income", "series")


def check_outside(connection: Connection, findings: Findings) -> None:
    """Names versions that are not 1 to n in the order of time, and figures of a kind that there is not."""
    own = outside_value.c
    keys = (own.pack, own.kind, own.name, own.region, own.year)
    seen: Counter[tuple[object, ...]] = Counter()
    last: dict[tuple[object, ...], datetime] = {}
    for row in connection.execute(select(outside_value).order_by(*keys, own.version)):
        key = (row.pack, row.kind, row.name, row.region, row.year)
        seen[key] += 1
        late = key in last and row.accepted_at <= last[key]
        misplaced = row.withdrawn_at is not None and row.withdrawn_at < row.accepted_at
        if row.version != seen[key] or late or misplaced or row.kind not in KINDS or not row.source.strip():
            findings.add("outside_order", subject=f"外部数据 {row.pack} {row.name or row.kind} {row.year}年第{row.version}版")
        last[key] = row.accepted_at

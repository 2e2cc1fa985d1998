"""Validity in time against what must have made it: every commit opens an interval, every withdrawal reopens one.

Source: semantics.md, "Validity in time". The intervals of a report follow from its versions and withdrawals alone, so
they are worked out anew; where the stored ones differ, the fault gets the name that says most.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from data_access.store.schema import in_force, withdrawal
from data_access.store.verifying.counting import by_key
from data_access.store.verifying.findings import Findings
from data_access.store.verifying.stored import StoredSubmission


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """``submission`` was in force from ``start`` until before ``end`` (None: still)."""

    start: datetime
    submission: int
    end: datetime | None


def check_intervals(connection: Connection, submissions: Sequence[StoredSubmission], findings: Findings) -> None:
    """Names every report whose intervals are not those of its history."""
    stored: defaultdict[int, list[Interval]] = defaultdict(list)
    for row in connection.execute(select(in_force.c.submission, in_force.c.from_at, in_force.c.to_at)):
        stored[row.submission].append(Interval(row.from_at, row.submission, row.to_at))
    ended = {row.submission: row.at for row in connection.execute(select(withdrawal.c.submission, withdrawal.c.at))}
    for versions in by_key(submissions).values():
        found = [interval for version in versions for interval in stored[version.id]]
        due = _due(versions, ended)
        if set(found) != set(due) or len(found) != len(due):
            _name(versions, _in_time(found), due, findings)


def _due(versions: Sequence[StoredSubmission], ended: Mapping[int, datetime]) -> list[Interval]:
    """The intervals that the report's commits and withdrawals make."""
    commits = [(version.accepted_at, 0, version) for version in versions]
    ends = [(ended[version.id], 1, version) for version in versions if version.id in ended]
    begun: list[StoredSubmission] = []
    gone: set[int] = set()
    open_since: tuple[StoredSubmission, datetime] | None = None
    made: list[Interval] = []
    for moment, is_end, version in sorted(commits + ends, key=lambda event: event[:2]):
        if is_end and (open_since is None or open_since[0] is not version):
            continue
        if open_since is not None:
            made.append(Interval(open_since[1], open_since[0].id, moment))
        if is_end:
            gone.add(version.id)
            back = max((one for one in begun if one.id not in gone), key=lambda one: one.version, default=None)
            open_since = (back, moment) if back is not None else None
        else:
            begun.append(version)
            open_since = (version, moment)
    return [*made, Interval(open_since[1], open_since[0].id, None)] if open_since is not None else made


def _in_time(intervals: Sequence[Interval]) -> list[Interval]:
    return sorted(intervals, key=lambda interval: (interval.start, interval.end is None, interval.end or interval.start))


def _name(versions: Sequence[StoredSubmission], found: Sequence[Interval], due: Sequence[Interval], findings: Findings) -> None:
    """One fault of the report, the first of these that fits."""
    without = {version.id for version in versions} - {interval.submission for interval in found}
    backwards = [one.submission for one in found if one.end is not None and one.end < one.start]
    overlaps = [later.submission for one, later in _neighbours(found) if one.end is None or later.start < one.end]
    allowed = {one.end for one, later in _neighbours(due) if one.end != later.start}
    gaps = [
        later.submission
        for one, later in _neighbours(found)
        if one.end is not None and later.start > one.end and one.end not in allowed
    ]
    is_open = bool(found) and found[-1].end is None
    must_be_open = bool(due) and due[-1].end is None
    differing = sorted({interval.submission for interval in {*found} ^ {*due}})
    if without:
        findings.add("interval_missing", submission=min(without))
    elif backwards:
        findings.add("interval_order", submission=backwards[0])
    elif overlaps:
        findings.add("interval_overlap", submission=overlaps[0])
    elif must_be_open and not is_open:
        findings.add("interval_closed", submission=found[-1].submission)
    elif gaps:
        findings.add("interval_gap", submission=gaps[0])
    else:
        findings.add("interval_history", submission=differing[0])


def _neighbours(intervals: Sequence[Interval]) -> list[tuple[Interval, Interval]]:
    return list(zip(intervals, intervals[1:], strict=False))

"""Targets handed down to units, in versions: a whole table of one pack and year, in force until another is or it is withdrawn."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, func, insert, select, true, update

from data_access.errors import CalledWrongly
from data_access.store.bulk import insert_rows
from data_access.store.database import Database
from data_access.store.moments import TICK
from data_access.store.moments import now as clock_now
from data_access.store.schema import allocation, allocation_part, audit, upload_file
from data_access.store.scope import Scope, inside
from data_access.store.validity import bump_revision
from data_access.store.versions import State


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """What one unit is to reach of one target: ``micro`` counts 1e-6 of the target's unit, ``cell`` is its address in the file."""

    target: str
    region: str
    micro: int
    cell: str

    @property
    def said(self) -> tuple[str, str, int]:
        """What it says, wherever it stands."""
        return self.target, self.region, self.micro


@dataclass(frozen=True, kw_only=True)
class AllocationProposal:
    """A table to be stored; ``reason``: why its warnings are accepted, ``expected``: the version that whoever confirms it saw
    in force (None: none was)."""

    pack: str
    root: str
    year: int
    file: str
    worksheet: str
    content: bytes
    by: str
    reason: str
    parts: Sequence[Part]
    expected: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class AllocationRecord:
    """One stored version as it was known at the moment asked for. ``from_at`` and ``to_at``: when it was last in force;
    ``to_at`` None: it still was then."""

    allocation: int
    pack: str
    root: str
    year: int
    version: int
    state: State
    parts: int
    file: str
    worksheet: str
    sha256: str
    by: str
    reason: str
    accepted_at: datetime
    from_at: datetime
    to_at: datetime | None
    withdrawn_by: str | None
    withdrawn_reason: str | None


def allocations(
    database: Database, scope: Scope, *, pack: str, year: int | None = None, as_of: datetime | None = None
) -> list[AllocationRecord]:
    """Every version of a pack stored by ``as_of`` (None: now), oldest first; of one ``year`` or all. A scope that holds
    neither the root nor a unit of it sees none."""
    own = allocation.c
    wanted = [own.pack == pack, *([own.year == year] if year is not None else [])]
    if as_of is not None:
        wanted.append(own.accepted_at <= as_of)
    with database.reading() as connection:
        rows = connection.execute(select(allocation).where(*wanted).order_by(own.year, own.version)).all()
    seen = [row for row in rows if _is_seen(scope, row.root)]
    years = sorted({row.year for row in seen})
    return [record for one in years for record in _records([row for row in seen if row.year == one], as_of)]


def allocations_in_force(
    database: Database, scope: Scope, *, pack: str, as_of: datetime | None = None
) -> dict[int, tuple[AllocationRecord, tuple[Part, ...]]]:
    """By year, the version in force at ``as_of`` (None: now) with the parts of the units in scope."""
    standing = [record for record in allocations(database, scope, pack=pack, as_of=as_of) if record.state == "in_force"]
    return {record.year: (record, allocation_parts(database, scope, record.allocation)) for record in standing}


def allocation_parts(database: Database, scope: Scope, identity: int) -> tuple[Part, ...]:
    """The parts of one version, of the units in scope, in the order of targets and units."""
    own, ranges = allocation_part.c, scope.ranges()
    visible: ColumnElement[bool] = true() if ranges is None else inside(own.region, ranges)
    query = select(allocation_part).where(own.allocation == identity, visible).order_by(own.target, own.region)
    with database.reading() as connection:
        rows = connection.execute(query).all()
    return tuple(Part(target=row.target, region=row.region, micro=row.value, cell=row.cell) for row in rows)


def allocation_file(database: Database, scope: Scope, identity: int) -> bytes | None:
    """The workbook as it was handed in. None: no such version, or it holds units outside the scope."""
    query = select(allocation.c.root, upload_file.c.content).join(upload_file, upload_file.c.sha256 == allocation.c.sha256)
    with database.reading() as connection:
        found = connection.execute(query.where(allocation.c.id == identity)).one_or_none()
    return bytes(found.content) if found is not None and scope.covers(found.root, found.root) else None


def store_allocation(database: Database, proposal: AllocationProposal, *, now: datetime | None = None) -> int:
    """Stores a new version and puts it in force at once; returns its number (1, 2, …) within its pack and year.

    Raises CalledWrongly where another version is in force than the one ``expected``.
    """
    with database.exclusive() as connection:
        own = and_(allocation.c.pack == proposal.pack, allocation.c.year == proposal.year)
        rows = connection.execute(select(allocation).where(own).order_by(allocation.c.version)).all()
        if _standing(rows) != proposal.expected:
            raise CalledWrongly("核对以后任务分解表已有变动，请重新选择文件，与现行版本对照后再提交。")
        version, moment = len(rows) + 1, _next_moment(connection, now or clock_now())
        identity = _insert(connection, proposal, version, moment)
        subject = {"allocation": identity, "pack": proposal.pack, "year": proposal.year, "version": version}
        connection.execute(insert(audit).values(at=moment, by=proposal.by, action="allocate", subject=subject))
        bump_revision(connection, proposal.root)
    return version


def withdraw_allocation(database: Database, identity: int, *, by: str, reason: str, now: datetime | None = None) -> int | None:
    """Takes the version in force back; the one before it that was never withdrawn is in force again: its number, None for none.

    Raises CalledWrongly unless it is the version in force. Nothing is deleted.
    """
    with database.exclusive() as connection:
        found = connection.execute(select(allocation).where(allocation.c.id == identity)).one_or_none()
        if found is None:
            raise CalledWrongly("没有这一版任务分解表。")
        own = and_(allocation.c.pack == found.pack, allocation.c.year == found.year)
        rows = connection.execute(select(allocation).where(own).order_by(allocation.c.version)).all()
        if _standing(rows) != found.version:
            raise CalledWrongly(f"第{found.version}版任务分解表不是现行版本，只能撤回现行版本。")
        moment = _next_moment(connection, now or clock_now())
        said = {"withdrawn_at": moment, "withdrawn_by": by, "withdrawn_reason": reason}
        connection.execute(update(allocation).where(allocation.c.id == identity).values(said))
        subject = {"allocation": identity, "pack": found.pack, "year": found.year, "version": found.version}
        connection.execute(insert(audit).values(at=moment, by=by, action="withdraw_allocation", subject=subject))
        bump_revision(connection, found.root)
        return _standing([row for row in rows if row.id != identity])


def _standing(rows: Sequence[Row[*tuple[Any, ...]]]) -> int | None:
    """The latest version that was never withdrawn."""
    return max((row.version for row in rows if row.withdrawn_at is None), default=None)


def _insert(connection: Connection, proposal: AllocationProposal, version: int, moment: datetime) -> int:
    sha256 = hashlib.sha256(proposal.content).hexdigest()
    if connection.execute(select(upload_file.c.sha256).where(upload_file.c.sha256 == sha256)).first() is None:
        kept = {"sha256": sha256, "content": proposal.content, "size": len(proposal.content)}
        connection.execute(insert(upload_file), kept)
    stated: Mapping[str, Any] = {
        "pack": proposal.pack, "root": proposal.root, "year": proposal.year, "version": version,
        "parts": len(proposal.parts), "file": proposal.file, "worksheet": proposal.worksheet, "sha256": sha256,
        "by": proposal.by, "reason": proposal.reason, "accepted_at": moment,
    }  # fmt: skip
    identity = connection.execute(insert(allocation).values(stated).returning(allocation.c.id)).scalar_one()
    rows = [(identity, part.target, part.region, part.micro, part.cell) for part in proposal.parts]
    insert_rows(connection, allocation_part, ["allocation", "target", "region", "value", "cell"], rows)
    return identity


def _next_moment(connection: Connection, clock: datetime) -> datetime:
    """The clock's moment, but after every one already stored: a clock that was set back changes no earlier answer."""
    newest = connection.execute(select(func.max(allocation.c.accepted_at), func.max(allocation.c.withdrawn_at))).one()
    return max(clock, *(moment + TICK for moment in newest if moment is not None), clock)


def _is_seen(scope: Scope, root: str) -> bool:
    ranges = scope.ranges()
    own = Scope.of(root).ranges() or ()
    return ranges is None or any(first <= top and low <= last for first, last in ranges for low, top in own)


def _records(rows: Sequence[Row[*tuple[Any, ...]]], as_of: datetime | None) -> list[AllocationRecord]:
    """The versions of one year as they were known at ``as_of``, each with the interval in which it was last in force."""
    gone = {row.version: row.withdrawn_at for row in rows if row.withdrawn_at and (as_of is None or row.withdrawn_at <= as_of)}
    events = sorted([(row.accepted_at, row.version) for row in rows] + [(moment, -version) for version, moment in gone.items()])
    begun: list[int] = []
    intervals: dict[int, tuple[datetime, datetime | None]] = {}
    for moment, version in events:
        before = begun[-1] if begun else None
        begun = [*begun, version] if version > 0 else [one for one in begun if one != -version]
        if before is not None:
            intervals[before] = (intervals[before][0], moment)
        if begun:
            intervals[begun[-1]] = (moment, None)
    return [_record(row, intervals[row.version], gone) for row in rows]


def _record(
    row: Row[*tuple[Any, ...]], interval: tuple[datetime, datetime | None], gone: Mapping[int, datetime]
) -> AllocationRecord:
    taken = row.version in gone
    return AllocationRecord(
        allocation=row.id, pack=row.pack, root=row.root, year=row.year, version=row.version,
        state="withdrawn" if taken else "in_force" if interval[1] is None else "superseded", parts=row.parts,
        file=row.file, worksheet=row.worksheet, sha256=row.sha256, by=row.by, reason=row.reason, accepted_at=row.accepted_at,
        from_at=interval[0], to_at=interval[1], withdrawn_by=row.withdrawn_by if taken else None,
        withdrawn_reason=row.withdrawn_reason if taken else None,
    )  # fmt: skip


__all__ = [
    "AllocationProposal",
    "AllocationRecord",
    "Part",
    "allocation_file",
    "allocation_parts",
    "allocations",
    "allocations_in_force",
    "store_allocation",
    "withdraw_allocation",
]

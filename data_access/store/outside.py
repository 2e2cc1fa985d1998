"""Outside figures keyed in by year (lines, cut-offs, series), in versions: in force until a later one comes or it is withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Row, and_, func, insert, select, update

from data_access.errors import CalledWrongly
from data_access.store.database import Database
from data_access.store.derived import Derive
from data_access.store.moments import TICK
from data_access.store.moments import now as clock_now
from data_access.store.outside_schema import outside_value
from data_access.store.schema import audit
from data_access.store.switching import carry_out
from data_access.store.versions import State

OutsideKind = Literal["line", "low_income_cutoff", "reference_income", "series"]


@dataclass(frozen=True, kw_only=True, slots=True)
class OutsideKey:
    """What a figure is of; ``name``: of a series, else empty; ``region``: where the series has one a place, else empty."""

    pack: str
    kind: OutsideKind
    name: str
    region: str
    year: int


@dataclass(frozen=True, kw_only=True, slots=True)
class OutsideProposal:
    """A figure to be stored: ``micro`` counts 1e-6 of its unit. ``expected``: the version seen in force (None: none was)."""

    key: OutsideKey
    root: str
    micro: int
    unit: str
    source: str
    by: str
    expected: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class OutsideRecord:
    """One stored version as it was known at the moment asked for."""

    identity: int
    key: OutsideKey
    root: str
    version: int
    state: State
    micro: int
    unit: str
    source: str
    by: str
    accepted_at: datetime
    withdrawn_at: datetime | None
    withdrawn_by: str | None
    withdrawn_reason: str | None


def outside_records(database: Database, *, pack: str | None = None, as_of: datetime | None = None) -> list[OutsideRecord]:
    """Every version stored by ``as_of`` (None: now), of one pack or all; by figure, then oldest first."""
    own = outside_value.c
    wanted: list[ColumnElement[bool]] = [own.pack == pack] if pack is not None else []
    if as_of is not None:
        wanted.append(own.accepted_at <= as_of)
    order = (own.pack, own.kind, own.name, own.region, own.year, own.version)
    with database.reading() as connection:
        rows = connection.execute(select(outside_value).where(*wanted).order_by(*order)).all()
    standing = {_key(row): row.version for row in rows if not _is_gone(row, as_of)}
    return [_record(row, standing.get(_key(row)), as_of) for row in rows]


def outside_in_force(database: Database, *, pack: str | None = None, as_of: datetime | None = None) -> list[OutsideRecord]:
    """The version of each figure in force at ``as_of`` (None: now)."""
    return [record for record in outside_records(database, pack=pack, as_of=as_of) if record.state == "in_force"]


def store_outside(database: Database, proposal: OutsideProposal, derive: Derive, *, now: datetime | None = None) -> int:
    """Stores a new version, puts it in force with what ``derive`` makes of it in one transaction, and returns its number.

    Raises CalledWrongly where another version is in force than the one ``expected``.
    """

    def act(connection: Connection) -> int:
        rows = _versions(connection, proposal.key)
        if _standing(rows) != proposal.expected:
            raise CalledWrongly("核对以后这个数已有变动，请重新核对后再录入。")
        key, version, moment = proposal.key, len(rows) + 1, _next_moment(connection, now or clock_now())
        stated = {
            "pack": key.pack, "kind": key.kind, "name": key.name, "region": key.region, "year": key.year, "root": proposal.root,
            "version": version, "value": proposal.micro, "unit": proposal.unit, "source": proposal.source, "by": proposal.by,
            "accepted_at": moment,
        }  # fmt: skip
        connection.execute(insert(outside_value).values(stated))
        _note(connection, moment, proposal.by, "key_in", key, version)
        return version

    return carry_out(database, proposal.root, None, derive, act)


def withdraw_outside(
    database: Database, record: OutsideRecord, derive: Derive, *, by: str, reason: str, now: datetime | None = None
) -> int | None:
    """Takes the version in force back with what ``derive`` makes of it; the one before it that was never withdrawn is in force
    again: its number, None for none. Raises CalledWrongly unless it is the version in force. Nothing is deleted."""

    def act(connection: Connection) -> int | None:
        rows = _versions(connection, record.key)
        if _standing(rows) != record.version:
            raise CalledWrongly(f"第{record.version}版不是现行的数，只能撤回现行的数。")
        moment = _next_moment(connection, now or clock_now())
        said = {"withdrawn_at": moment, "withdrawn_by": by, "withdrawn_reason": reason}
        connection.execute(update(outside_value).where(outside_value.c.id == record.identity).values(said))
        _note(connection, moment, by, "withdraw_key_in", record.key, record.version)
        return _standing([row for row in rows if row.version != record.version])

    return carry_out(database, record.root, None, derive, act)


def _versions(connection: Connection, key: OutsideKey) -> Sequence[Row[*tuple[Any, ...]]]:
    own = outside_value.c
    same = and_(
        own.pack == key.pack, own.kind == key.kind, own.name == key.name, own.region == key.region, own.year == key.year
    )
    return connection.execute(select(outside_value).where(same).order_by(own.version)).all()


def _standing(rows: Sequence[Row[*tuple[Any, ...]]]) -> int | None:
    return max((row.version for row in rows if row.withdrawn_at is None), default=None)


def _note(connection: Connection, moment: datetime, by: str, action: str, key: OutsideKey, version: int) -> None:
    subject = {"pack": key.pack, "kind": key.kind, "name": key.name, "region": key.region, "year": key.year, "version": version}
    connection.execute(insert(audit).values(at=moment, by=by, action=action, subject=subject))


def _next_moment(connection: Connection, clock: datetime) -> datetime:
    """The clock's moment, but after every one already stored: a clock that was set back changes no earlier answer."""
    own = outside_value.c
    newest = connection.execute(select(func.max(own.accepted_at), func.max(own.withdrawn_at))).one()
    return max(clock, *(moment + TICK for moment in newest if moment is not None), clock)


def _key(row: Row[*tuple[Any, ...]]) -> OutsideKey:
    return OutsideKey(pack=row.pack, kind=row.kind, name=row.name, region=row.region, year=row.year)


def _is_gone(row: Row[*tuple[Any, ...]], as_of: datetime | None) -> bool:
    return row.withdrawn_at is not None and (as_of is None or row.withdrawn_at <= as_of)


def _record(row: Row[*tuple[Any, ...]], standing: int | None, as_of: datetime | None) -> OutsideRecord:
    gone = _is_gone(row, as_of)
    return OutsideRecord(
        identity=row.id, key=_key(row), root=row.root, version=row.version,
        state="withdrawn" if gone else "in_force" if row.version == standing else "superseded", micro=row.value, unit=row.unit,
        source=row.source, by=row.by, accepted_at=row.accepted_at, withdrawn_at=row.withdrawn_at if gone else None,
        withdrawn_by=row.withdrawn_by if gone else None, withdrawn_reason=row.withdrawn_reason if gone else None,
    )  # fmt: skip

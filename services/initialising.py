"""Sets a database up: schema, packs, and the warning lists that a changed pack judges anew."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from os.path import isfile

from data_access.errors import CalledWrongly, DatabaseNotReady
from data_access.store import (
    PackEntry,
    Scope,
    drop_warnings,
    has_packs,
    initialise,
    open_database,
    outside_in_force,
    pack_entries,
    submissions,
)
from data_access.store import rebuild as rebuild_stored
from metrics.faults import Fault
from metrics.packs import Pack, shipped_packs
from metrics.packs.loading import pack_text
from metrics.periods import Period
from services.derivation import rebuild
from services.pack_checking import pack_or_faults
from services.workspace import database_url, keyed_packs, pack_of


def initialise_database(url: str | None, pack_ids: Sequence[str]) -> list[str]:
    """Creates or migrates a database and sets its packs; without ids it keeps those that it has. Safe to repeat.

    Returns the titles of packs that were not named and stay all the same: they judge reports of earlier years.
    CalledWrongly: no such pack, a faulty pack file, or a new database without a pack.
    """
    address = database_url(url)
    entries = _distinct([_entry(pack_id) for pack_id in pack_ids])
    if not entries and not has_packs(address):
        raise CalledWrongly("新建数据库须用 --pack 指定方案，例如 --pack mouding-2023。")
    before = there = _stored(address)
    if has_packs(address) and not (entries and before):
        initialise(address)  # one from before a new sheet or field can only be asked for its packs after this
        there = _stored(address)
    entries = entries or [_renewed(entry) for entry in there]
    kept = _still_judging(address, there, entries)
    initialise(address, [*entries, *(_renewed(entry) for entry in kept)])
    _judge_anew(address, before)
    return [pack_of(entry).title for entry in kept]


def _still_judging(address: str, before: Sequence[PackEntry], named: Sequence[PackEntry]) -> list[PackEntry]:
    """The packs that nobody named but that have years of their own with reports: a past period is judged by its pack."""
    ids, new = {entry.id for entry in named}, [pack_of(entry) for entry in named]
    left = [entry for entry in before if entry.id not in ids]
    if not left:
        return []
    stored = submissions(open_database(address), Scope.everything())
    reported = {(one.root, Period.parse(one.period).year) for one in stored}
    return [entry for entry in left if _alone_with_reports(pack_of(entry), new, reported)]


def _alone_with_reports(pack: Pack, others: Sequence[Pack], reported: Collection[tuple[str, int]]) -> bool:
    rivals = [other for other in others if other.root == pack.root]
    years = [year for root, year in reported if root == pack.root and pack.judges(year)]
    return any(not any(rival.judges(year) for rival in rivals) for year in years)


def _distinct(entries: Sequence[PackEntry]) -> list[PackEntry]:
    """Each pack once (CalledWrongly: two different ones under one id)."""
    found: dict[str, PackEntry] = {}
    for entry in entries:
        if found.setdefault(entry.id, entry).fingerprint != entry.fingerprint:
            raise CalledWrongly(f"方案编号“{entry.id}”出现两次而内容不同，请改其中一个的编号。")
    return list(found.values())


def is_ready(url: str | None) -> bool:
    """Whether the database stands with this program's schema and with its packs as this program reads them."""
    stored = _stored(database_url(url))
    return bool(stored) and all(entry.fingerprint == fingerprint(pack_of(entry)) for entry in stored)


def _stored(address: str) -> list[PackEntry]:
    try:
        database = open_database(address)
    except DatabaseNotReady:
        return []
    return pack_entries(database)


def _judge_anew(address: str, before: Sequence[PackEntry]) -> None:
    """Derives the lists of packs that are new or changed, and drops those of packs that are gone."""
    database = open_database(address)
    now = pack_entries(database)
    known = {entry.id: entry.fingerprint for entry in before}
    filed = [pack_of(entry) for entry in now if known.get(entry.id) != entry.fingerprint]
    changed = keyed_packs(filed, outside_in_force(database))
    for root in sorted({pack.root for pack in changed}):
        rebuild_stored(database, root, rebuild([pack for pack in changed if pack.root == root]))
    for entry in before:
        if entry.id not in {kept.id for kept in now}:
            drop_warnings(database, pack_of(entry).root, entry.id)


def _entry(pack_id: str) -> PackEntry:
    """A shipped pack is stored by its id alone, one from a file with its text."""
    if pack_id in shipped_packs():
        return _renewed(PackEntry(id=pack_id))
    if not isfile(pack_id):
        shipped = "、".join(shipped_packs())
        raise CalledWrongly(f"没有方案“{pack_id}”：既不是随程序提供的方案（{shipped}），也不是文件。")
    pack, faults = pack_or_faults(pack_id)
    if pack is None:
        raise CalledWrongly(_faulty(faults, pack_id))
    return PackEntry(id=pack.id, text=pack_text(pack_id), fingerprint=fingerprint(pack))


def _faulty(faults: Sequence[Fault], file: str, most: int = 3) -> str:
    """The first faults in one sentence, and where to see the others."""
    said = "；".join("：".join(part for part in fault if part) for fault in faults[:most])
    more = f"；共{len(faults)}处，用 python manage.py pack check {file} 看全部" if len(faults) > most else ""
    return f"方案文件有误：{said}{more}。"


def _renewed(entry: PackEntry) -> PackEntry:
    return PackEntry(id=entry.id, text=entry.text, fingerprint=fingerprint(pack_of(entry)))


def fingerprint(pack: Pack) -> str:
    """Changes with anything that the pack decides, not with its comments."""
    return hashlib.sha256(repr(pack).encode()).hexdigest()

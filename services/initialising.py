"""Sets a database up: schema, packs, and the warning lists that a changed pack judges anew."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from os.path import isfile

from data_access.errors import CalledWrongly, DatabaseNotReady
from data_access.store import (
    Database,
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
from data_access.store.pack_changes import change_packs
from metrics.faults import Fault
from metrics.packs import Pack, shipped_packs
from metrics.packs.loading import pack_text
from metrics.periods import Period
from services.judging_anew import Judge, Judged, JudgingAnew
from services.pack_checking import pack_or_faults
from services.workspace import database_url, keyed_packs, pack_of

BY = "命令行"


@dataclass(frozen=True, kw_only=True)
class Initialised:
    """``kept``: titles of packs that were not named and stay all the same: they judge reports of earlier years. ``judged``: what
    packs that changed, or came, did to the lists of the reports that are there."""

    kept: tuple[str, ...] = ()
    judged: tuple[Judged, ...] = ()


def initialise_database(url: str | None, pack_ids: Sequence[str]) -> Initialised:
    """Creates or migrates a database and sets its packs; without ids it keeps those that it has. Safe to repeat.

    CalledWrongly: no such pack, a faulty pack file, or a new database without a pack.
    """
    address = database_url(url)
    entries = _distinct([entry_of(pack_id) for pack_id in pack_ids])
    if not has_packs(address):
        if not entries:
            raise CalledWrongly("新建数据库须用 --pack 指定方案，例如 --pack mouding-2023。")
        initialise(address, entries)
        return Initialised()
    before = _stored(address)  # nothing where the schema is of an earlier program: then every list is made anew
    initialise(address)
    there = _stored(address)
    entries = entries or [_renewed(entry) for entry in there]
    kept = _still_judging(address, there, entries)
    judged = _take_over(address, before, there, [*entries, *(_renewed(entry) for entry in kept)])
    return Initialised(kept=tuple(pack_of(entry).title for entry in kept), judged=judged)


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


def _take_over(
    address: str, before: Sequence[PackEntry], there: Sequence[PackEntry], entries: Sequence[PackEntry]
) -> tuple[Judged, ...]:
    """Sets the packs, with the lists of those that are new or changed; drops the lists of those that are gone.

    ``before``: the packs whose lists stand, ``there``: all that the database has. The packs are set together with the last
    lists: whoever breaks this off and does it again finds nothing half done.
    """
    database = open_database(address)
    judges = _judges(database, before, there, entries)
    gone = [entry for entry in there if entry.id not in {kept.id for kept in entries}]
    for entry in (*gone, *_moved(judges, there)):
        drop_warnings(database, pack_of(entry).root, entry.id)
    anew = JudgingAnew(database, judges)
    for root in anew.roots[:-1]:
        rebuild_stored(database, root, anew.derive)
    if judges:
        change_packs(database, entries, anew.roots[-1], anew.derive, by=BY, subjects=lambda: _noted(anew))
    else:
        initialise(address, entries)
    return anew.judged


def _judges(
    database: Database, before: Sequence[PackEntry], there: Sequence[PackEntry], entries: Sequence[PackEntry]
) -> list[Judge]:
    """The packs that are new or not as they were, with the pack that judged in their place where that is known."""
    keyed = outside_in_force(database)
    stood = {entry.id: entry for entry in before}
    texts = {entry.id: entry.text for entry in there}
    found: list[Judge] = []
    for entry in entries:
        old = stood.get(entry.id)
        if old is not None and old.fingerprint == entry.fingerprint:
            continue
        was = [] if old is None or fingerprint(pack_of(old)) != old.fingerprint else [pack_of(old)]
        same = entry.id in texts and texts[entry.id] == entry.text
        after, *known = keyed_packs([pack_of(entry), *was], keyed)
        came = "new" if entry.id not in texts else "renewed" if same else "changed"
        found.append(Judge(after=after, fingerprint=entry.fingerprint, before=known[0] if known else None, came=came))
    return found


def _noted(anew: JudgingAnew) -> list[dict[str, object]]:
    """What the audit is told: what somebody set, not what a newer program reads otherwise."""
    return [one.noted for one in anew.judged if one.judge.came != "renewed"]


def _moved(judges: Sequence[Judge], there: Sequence[PackEntry]) -> list[PackEntry]:
    """Packs as they were whose place is another one now: their lists are of nobody."""
    places = {judge.after.id: judge.after.root for judge in judges}
    return [entry for entry in there if entry.id in places and pack_of(entry).root != places[entry.id]]


def entry_of(pack_id: str) -> PackEntry:
    """A shipped pack is stored by its id alone, one from a file with its text (CalledWrongly: neither, or a faulty file)."""
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

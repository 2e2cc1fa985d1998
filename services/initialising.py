"""Sets a database up: schema, packs, and the warning lists that a changed pack judges anew."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from data_access.errors import CalledWrongly, DatabaseNotReady
from data_access.regions.tree import region_tree
from data_access.store import PackEntry, drop_warnings, has_packs, initialise, open_database, pack_entries
from data_access.store import rebuild as rebuild_stored
from metrics.packs import Pack, PackError, read_pack, shipped_packs
from services.derivation import rebuild
from services.workspace import database_url, pack_of


def initialise_database(url: str | None, pack_ids: Sequence[str]) -> None:
    """Creates or migrates a database and sets its packs; without ids it keeps those that it has. Safe to repeat.

    CalledWrongly: no such pack, a faulty pack file, or a new database without a pack.
    """
    address = database_url(url)
    entries = _distinct([_entry(pack_id) for pack_id in pack_ids])
    if not entries and not has_packs(address):
        raise CalledWrongly("新建数据库须用 --pack 指定方案，例如 --pack mouding-2023。")
    before = _stored(address)
    if not entries:
        initialise(address)  # one from before a new sheet or field can only be asked for its packs after this
        entries = [_renewed(entry) for entry in _stored(address)]
    initialise(address, entries)
    _judge_anew(address, before)


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
    changed = [pack_of(entry) for entry in now if known.get(entry.id) != entry.fingerprint]
    for root in sorted({pack.root for pack in changed}):
        rebuild_stored(database, root, rebuild([pack for pack in changed if pack.root == root]))
    for entry in before:
        if entry.id not in {kept.id for kept in now}:
            drop_warnings(database, pack_of(entry).root, entry.id)


def _entry(pack_id: str) -> PackEntry:
    """A shipped pack is stored by its id alone, one from a file with its text."""
    try:
        if pack_id in shipped_packs():
            return _renewed(PackEntry(id=pack_id))
        path = Path(pack_id)
        if not path.is_file():
            shipped = "、".join(shipped_packs())
            raise CalledWrongly(f"没有方案“{pack_id}”：既不是随程序提供的方案（{shipped}），也不是文件。")
        text = path.read_text(encoding="utf-8-sig")
        pack = read_pack(text, path.name)
        _check_places(pack, path.name)
        return PackEntry(id=pack.id, text=text, fingerprint=fingerprint(pack))
    except PackError as error:
        raise CalledWrongly(f"方案文件有误：{error.sentence}") from None
    except UnicodeDecodeError:
        raise CalledWrongly(f"方案文件有误：{pack_id}不是 UTF-8 编码。") from None


def _check_places(pack: Pack, file: str) -> None:
    """Every place that a pack names stands in the list of places (CalledWrongly: all that do not)."""
    named = {
        pack.root,
        *pack.tiles,
        *pack.places.values(),
        *(code for plan in pack.sheets.values() for code in plan.exempt if not code.startswith("dept:")),
        *(code for target in pack.targets for code in (target.listed or ())),
        *(target.scope for target in pack.targets if target.scope.isdigit()),
    }
    unknown = sorted(code for code in named if region_tree().get(code) is None)
    if unknown:
        raise CalledWrongly(f"方案文件有误：{file}：没有行政区划代码{'、'.join(unknown)}。")


def _renewed(entry: PackEntry) -> PackEntry:
    return PackEntry(id=entry.id, text=entry.text, fingerprint=fingerprint(pack_of(entry)))


def fingerprint(pack: Pack) -> str:
    """Changes with anything that the pack decides, not with its comments."""
    return hashlib.sha256(repr(pack).encode()).hexdigest()

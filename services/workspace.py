"""A database with its policy packs, seen by one caller: what every question and every upload starts from."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from data_access.errors import CalledWrongly
from data_access.regions.tree import Region, RegionTree, region_tree
from data_access.scheme import ReportingScheme
from data_access.store import Database, PackEntry, Scope, initialise, open_database, pack_entries, revision
from metrics.evidence import Territory
from metrics.packs import Pack, PackError, load_pack, read_pack, shipped_packs
from metrics.periods import Period
from services.scheme import scheme_of

DATABASE_VARIABLE = "DASHBOARD_DATABASE_URL"
EMBEDDED = Path(__file__).resolve().parent.parent / "var" / "dashboard.sqlite"


def database_url(given: str | None = None) -> str:
    """The database asked for, else the setting, else the embedded SQLite file under ``var/``."""
    return given or os.environ.get(DATABASE_VARIABLE) or f"sqlite:///{EMBEDDED}"


@dataclass(frozen=True)
class Workspace:
    """``packs`` in the order in which ``init`` set them; ``scope`` bounds every read."""

    database: Database
    packs: tuple[Pack, ...]
    scope: Scope

    @property
    def tree(self) -> RegionTree:
        return region_tree()

    @cached_property
    def schemes(self) -> tuple[ReportingScheme, ...]:
        """What the packs decide about intake."""
        return tuple(scheme_of(pack) for pack in self.packs)

    def revision(self) -> str:
        """Changes whenever any figure of this database may have changed: the key of every cache."""
        roots = sorted({pack.root for pack in self.packs})
        return ";".join(f"{root}:{revision(self.database, root)}" for root in roots)

    def pack(self, pack_id: str) -> Pack:
        """The pack of that id (CalledWrongly: the database does not have it)."""
        for pack in self.packs:
            if pack.id == pack_id:
                return pack
        known = "、".join(pack.id for pack in self.packs)
        raise CalledWrongly(f"本库没有方案“{pack_id}”，现有：{known}。")

    def region(self, code: str) -> Region:
        """The place of that code (CalledWrongly: none)."""
        region = self.tree.get(code)
        if region is None:
            raise CalledWrongly(f"没有行政区划代码“{code}”，请写12位代码。")
        return region

    def packs_for(self, period: Period, *, region: str | None = None, pack_id: str | None = None) -> tuple[Pack, ...]:
        """The packs that answer for a period and a place: by root and years, else the nearest years of each root."""
        if region is not None:
            self.region(region)
        candidates = (self.pack(pack_id),) if pack_id else self.packs
        fitting = tuple(pack for pack in candidates if region is None or self.tree.is_inside(region, pack.root))
        if not fitting:
            raise CalledWrongly(
                f"没有方案的范围包含{self.region(region or '').name}（{region}）。" if region else "本库还没有方案。"
            )
        in_years = tuple(pack for pack in fitting if pack.judges(period.year))
        return in_years or _nearest(fitting, period.year)

    def one_pack_for(self, period: Period, *, region: str | None = None, pack_id: str | None = None) -> Pack:
        """The one pack that answers (CalledWrongly where several do)."""
        packs = self.packs_for(period, region=region, pack_id=pack_id)
        if len(packs) > 1:
            raise CalledWrongly(f"有多个方案适用：{'、'.join(pack.id for pack in packs)}，请用 --pack 指定。")
        return next(iter(packs))


def _nearest(packs: tuple[Pack, ...], year: int) -> tuple[Pack, ...]:
    """Of each root the pack whose years lie nearest to ``year``."""
    best: dict[str, Pack] = {}
    for pack in packs:
        rival = best.get(pack.root)
        if rival is None or _distance(pack, year) < _distance(rival, year):
            best[pack.root] = pack
    return tuple(best.values())


def _distance(pack: Pack, year: int) -> int:
    return max(pack.years[0] - year, year - pack.years[1], 0)


def territory(tree: RegionTree) -> Territory:
    """The tree of places in the shape that metrics asks for."""
    return Territory(
        level={code: region.level for code, region in tree.regions.items()},
        name={code: region.name for code, region in tree.regions.items()},
        children=lambda code: [region.code for region in tree.children(code)],
        inside=tree.is_inside,
        places=lambda unit, level: [region.code for region in tree.inside(unit, level)],  # type: ignore[arg-type]
    )


def initialise_database(url: str, pack_ids: list[str]) -> None:
    """Creates or migrates a database and sets its packs; without ids it keeps those that it has. Safe to repeat."""
    initialise(url, [_entry(pack_id) for pack_id in pack_ids] or None)


def _entry(pack_id: str) -> PackEntry:
    """A shipped pack is stored by its id alone, one from a file with its text."""
    try:
        if pack_id in shipped_packs():
            return PackEntry(id=load_pack(pack_id).id, text=None)
        path = Path(pack_id)
        if not path.is_file():
            raise CalledWrongly(f"没有方案“{pack_id}”：既不是随程序提供的方案（{'、'.join(shipped_packs())}），也不是文件。")
        text = path.read_text(encoding="utf-8-sig")
        return PackEntry(id=read_pack(text, path.name).id, text=text)
    except (PackError, UnicodeDecodeError) as error:
        raise CalledWrongly(
            f"方案文件有误：{error.sentence if isinstance(error, PackError) else '文件不是 UTF-8 编码'}"
        ) from None


def open_workspace(url: str | None = None, scope: Scope | None = None) -> Workspace:
    """The database of ``url`` with its packs (DatabaseNotReady, DatabaseTooNew)."""
    database = open_database(database_url(url))
    packs = tuple(_pack(entry) for entry in pack_entries(database))
    return Workspace(database=database, packs=packs, scope=scope or Scope.everything())


def _pack(entry: PackEntry) -> Pack:
    return load_pack(entry.id) if entry.text is None else read_pack(entry.text, entry.id)

"""A database with its policy packs, seen by one caller: what every question and every upload starts from."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction
from functools import cached_property, lru_cache
from pathlib import Path

from data_access.errors import CalledWrongly
from data_access.regions.tree import Region, RegionTree, region_tree
from data_access.scheme import ReportingScheme
from data_access.store import Database, OutsideRecord, PackEntry, Scope, open_database, outside_in_force, pack_entries, revision
from metrics.evidence import MICRO, Territory
from metrics.packs import Keyed, Pack, load_pack, read_pack, with_keyed
from metrics.periods import Period
from services.clock import now
from services.scheme import scheme_of
from services.sight import MASKED, Sight, sight_here

DATABASE_VARIABLE = "DASHBOARD_DATABASE_URL"
EMBEDDED = Path(__file__).resolve().parent.parent / "var" / "dashboard.sqlite"


def database_url(given: str | None = None) -> str:
    """The database asked for, else the setting, else the embedded SQLite file under ``var/``."""
    return given or os.environ.get(DATABASE_VARIABLE) or f"sqlite:///{EMBEDDED}"


@dataclass(frozen=True)
class Workspace:
    """``packs`` in the order in which ``init`` set them; ``scope`` bounds every read.

    ``as_of``: the moment at which everything is seen, None: now. What was in force, who had reported and what was due are
    that moment's; places and what a pack file says are always today's. ``filed``: the packs as their files say, without
    ``outside``, the figures that were keyed in by that moment; empty in a workspace made by hand. ``sight``: what of
    persons may be asked for."""

    database: Database
    packs: tuple[Pack, ...]
    scope: Scope
    as_of: datetime | None = None
    filed: tuple[Pack, ...] = ()
    outside: tuple[OutsideRecord, ...] = ()
    sight: Sight = MASKED

    def at(self, moment: datetime | None) -> Workspace:
        """The same workspace seen at a moment; None: now."""
        return self if moment == self.as_of else replace(self, as_of=moment).renewed()

    def renewed(self) -> Workspace:
        """The same with what was keyed in since it was opened."""
        if not self.filed:
            return self
        found = tuple(outside_in_force(self.database, as_of=self.as_of))
        return self if found == self.outside else replace(self, packs=keyed_packs(self.filed, found), outside=found)

    def packs_now(self) -> tuple[Pack, ...]:
        """The packs with what is keyed in now: what a report is judged by that is stored now."""
        return replace(self, as_of=None).renewed().packs

    @property
    def moment(self) -> datetime:
        """The moment of every question that names none: what is due by then is due."""
        return self.as_of or now()

    @property
    def tree(self) -> RegionTree:
        return region_tree()

    @cached_property
    def schemes(self) -> tuple[ReportingScheme, ...]:
        """What the packs decide about intake."""
        return tuple(scheme_of(pack) for pack in self.packs)

    def revision(self) -> str:
        """Changes whenever any answer may have changed, at midnight too, when reports fall due: the key of every cache.

        Another moment is another key: its answers are compared with today's (重述), so that they change with both."""
        roots = sorted({pack.root for pack in self.packs})
        seen = [f"{now():%Y%m%d}", *(f"{root}:{revision(self.database, root)}" for root in roots)]
        return ";".join([*seen, self.as_of.isoformat()] if self.as_of is not None else seen)

    def pack(self, pack_id: str) -> Pack:
        """The pack of that id (CalledWrongly: the database does not have it)."""
        for pack in self.packs:
            if pack.id == pack_id:
                return pack
        known = "、".join(pack.id for pack in self.packs)
        raise CalledWrongly(f"本库没有方案“{pack_id}”，现有：{known}。")

    def judging(self, pack: Pack, year: int) -> Pack:
        """The pack that judges a year in a pack's place: itself, unless only another one of its root does."""
        others = [other for other in self.packs if other.root == pack.root and other.judges(year)]
        return pack if pack.judges(year) or not others else others[0]

    @property
    def follow_each_other(self) -> bool:
        """Whether all packs are of one root and no year is judged by two: then the period alone says which one answers."""
        years = sorted(pack.years for pack in self.packs)
        apart = all(before[1] < after[0] for before, after in zip(years, years[1:], strict=False))
        return apart and len({pack.root for pack in self.packs}) == 1

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


@lru_cache(maxsize=2)
def territory(tree: RegionTree) -> Territory:
    """The tree of places in the shape that metrics asks for: thousands of names that never change, laid out once."""
    return Territory(
        level={code: region.level for code, region in tree.regions.items()},
        name={code: region.name for code, region in tree.regions.items()},
        children=lambda code: [region.code for region in tree.children(code)],
        inside=tree.is_inside,
        places=lambda unit, level: [region.code for region in tree.inside(unit, level)],  # type: ignore[arg-type]
    )


def open_workspace(url: str | None = None, scope: Scope | None = None) -> Workspace:
    """The database of ``url`` with its packs (DatabaseNotReady, DatabaseTooNew)."""
    database = open_database(database_url(url))
    packs = tuple(pack_of(entry) for entry in pack_entries(database))
    own = scope or Scope.everything()
    return Workspace(database=database, packs=packs, scope=own, filed=packs, sight=sight_here()).renewed()


def pack_of(entry: PackEntry) -> Pack:
    """A shipped pack as this program ships it, one from a file as it was stored."""
    return load_pack(entry.id) if entry.text is None else read_pack(entry.text, entry.id)


def keyed_packs(packs: Sequence[Pack], records: Sequence[OutsideRecord]) -> tuple[Pack, ...]:
    """The packs with the outside figures of ``records`` over what their files say."""
    return tuple(with_keyed(pack, [_keyed(record) for record in records if record.key.pack == pack.id]) for pack in packs)


def _keyed(record: OutsideRecord) -> Keyed:
    return Keyed(
        kind=record.key.kind, name=record.key.name, region=record.key.region, year=record.key.year,
        value=Fraction(record.micro, MICRO), source=record.source, by=record.by, on=record.accepted_at.date(),
    )  # fmt: skip

"""The tree of places: 12-digit statistics codes of province, prefecture, county, township and village.

Source: china-division 2.7.0 (statistics codes as of 2023-06-30, WTFPL), the part that the shipped packs need.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from data_access.regions.lists import added_places, shipped_places

Level = Literal["province", "prefecture", "county", "township", "village"]
DIGITS: dict[Level, int] = {"province": 2, "prefecture": 4, "county": 6, "township": 9, "village": 12}
LEVELS: tuple[Level, ...] = ("province", "prefecture", "county", "township", "village")


@dataclass(frozen=True, kw_only=True, slots=True)
class Region:
    """A place; ``parent`` is the code of the unit above, empty for a province."""

    code: str
    name: str
    level: Level
    parent: str


class RegionTree:
    """Places by code; "inside" means the unit itself or a descendant."""

    def __init__(self, regions: list[Region]) -> None:
        self.regions = {region.code: region for region in regions}
        self._children: dict[str, list[Region]] = {}
        for region in regions:
            self._children.setdefault(region.parent, []).append(region)
        self._levels: dict[Level, list[Region]] = {
            level: sorted((region for region in regions if region.level == level), key=lambda region: region.code)
            for level in LEVELS
        }

    def get(self, code: str) -> Region | None:
        """The place with that code, or None."""
        return self.regions.get(code)

    def children(self, code: str) -> list[Region]:
        """The places one level down, in code order."""
        return self._children.get(code, [])

    def subtree(self, code: str) -> tuple[str, str]:
        """First and last code of the unit's range: a place is inside exactly when its code lies between them."""
        stem = code[: DIGITS[self.regions[code].level]]
        return stem.ljust(12, "0"), stem.ljust(12, "9")

    def is_inside(self, code: str, unit: str) -> bool:
        """Whether a place is the unit itself or lies in it."""
        first, last = self.subtree(unit)
        return first <= code <= last

    def inside(self, unit: str, level: Level) -> list[Region]:
        """The places of one level inside a unit, in code order."""
        first, last = self.subtree(unit)
        places = self._levels[level]
        start = bisect_left(places, first, key=lambda region: region.code)
        return places[start : bisect_right(places, last, lo=start, key=lambda region: region.code)]

    def ancestors(self, code: str) -> list[Region]:
        """From the province down to the parent of a place."""
        chain: list[Region] = []
        region = self.regions.get(self.regions[code].parent)
        while region is not None:
            chain.insert(0, region)
            region = self.regions.get(region.parent)
        return chain

    def ancestor(self, code: str, level: Level) -> Region | None:
        """The unit of ``level`` that contains a place (the place itself included)."""
        region = self.regions.get(code)
        while region is not None and region.level != level:
            region = self.regions.get(region.parent)
        return region


@lru_cache(maxsize=1)
def region_tree() -> RegionTree:
    """The shipped places and those of added lists (DeclarationError: a faulty list)."""
    shipped = list(shipped_places())
    added = added_places({code: name for code, name, _, _ in shipped})
    regions = [
        Region(code=code, name=name, level=level, parent=parent)  # type: ignore[arg-type]
        for code, name, level, parent in (*shipped, *added)
    ]
    return RegionTree(sorted(regions, key=lambda region: region.code))

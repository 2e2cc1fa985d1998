"""Whose rows a caller may see. Every read asks for a scope; there is no way to read without one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, false, or_, true

from data_access.errors import CalledWrongly
from data_access.regions.tree import region_tree

Range = tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class Scope:
    """The places that a caller may see: each unit of ``regions`` with all inside it; None: every place."""

    regions: tuple[str, ...] | None

    @classmethod
    def everything(cls) -> Scope:
        """All regions and departments."""
        return cls(regions=None)

    @classmethod
    def of(cls, *regions: str) -> Scope:
        """These units and what lies inside them."""
        return cls(regions=regions)

    def ranges(self) -> tuple[Range, ...] | None:
        """First and last code of each unit's range, None for everything (CalledWrongly: an unknown code)."""
        return None if self.regions is None else ranges_of(self.regions)

    def reporters(self, reporter: ColumnElement[str], root: ColumnElement[str]) -> ColumnElement[bool]:
        """Regions inside the scope; departments where the scope covers their root."""
        ranges = self.ranges()
        if ranges is None:
            return true()
        department = and_(reporter.like("dept:%"), inside(root, ranges))
        return or_(inside(reporter, ranges), department)

    def covers(self, reporter: str | None, root: str | None) -> bool:
        """The same judgement on one reporter; what names no reporter is seen only by who sees everything."""
        ranges = self.ranges()
        if ranges is None:
            return True
        place = root if reporter is not None and reporter.startswith("dept:") else reporter
        return place is not None and any(first <= place <= last for first, last in ranges)


def ranges_of(regions: Sequence[str]) -> tuple[Range, ...]:
    """First and last code of each unit's range (CalledWrongly: an unknown code)."""
    tree = region_tree()
    for code in regions:
        if tree.get(code) is None:
            raise CalledWrongly(f"没有行政区划代码“{code}”，请写12位代码。")
    return tuple(tree.subtree(code) for code in regions)


def inside(column: ColumnElement[str], ranges: Sequence[Range]) -> ColumnElement[bool]:
    """The code lies in one of the ranges; in none of no ranges."""
    # not BETWEEN: PostgreSQL takes no bound with a collation there
    return or_(false(), *(and_(column >= first, column <= last) for first, last in ranges))

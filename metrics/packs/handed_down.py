"""Targets that a paper sets for its whole and that are handed down to the units below (任务分解)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from metrics.packs.model import Pack
from metrics.packs.target import ROOT_SCOPE, Target

#: kinds of which a unit can have a number of its own; a floor holds for every row as it is
KINDS = ("threshold", "progress")
OPS = (">=", ">", "<=", "<", "about")


class HandedDown(Target):
    """What one unit is to reach of a target of the whole; ``version``: of the 任务分解 that says so. No pack file holds one."""

    version: int


@dataclass(frozen=True, kw_only=True)
class Share:
    """The part of one unit: the code of the target of the whole, the unit, and the number in the target's unit."""

    code: str
    region: str
    value: Fraction


def handed_down_targets(pack: Pack, year: int) -> tuple[Target, ...]:
    """The targets of the whole in a year of which units can get parts, in the order of the pack."""
    return tuple(
        target
        for target in pack.targets
        if target.scope == ROOT_SCOPE
        and target.covers(year)
        and target.indicator is not None
        and target.kind in KINDS
        and target.op in OPS
        and isinstance(target.value, Fraction)
    )


def own_target(pack: Pack, indicator: str | None, region: str, year: int) -> Fraction | None:
    """The number that the paper itself sets for one unit; a part never takes its place."""
    named = [entry for entry in pack.targets if entry.indicator == indicator and entry.scope == region and entry.covers(year)]
    return next((entry.value for entry in named if isinstance(entry.value, Fraction)), None)


def with_shares(pack: Pack, tables: Mapping[int, tuple[int, Sequence[Share]]]) -> Pack:
    """The pack with a target a part, behind its own. ``tables``: year → version in force and its parts.

    Parts of targets that the pack no longer sets, or of units for which the paper sets its own, are left out. Of a target over
    several years the table of the latest year counts.
    """
    made: dict[tuple[str, int, str], HandedDown] = {}
    for year in sorted(tables, reverse=True):
        version, shares = tables[year]
        targets = {target.code: target for target in handed_down_targets(pack, year)}
        for share in shares:
            target = targets.get(share.code)
            if target is not None and own_target(pack, target.indicator, share.region, year) is None:
                made.setdefault((target.code, target.year, share.region), _handed_down(target, share, version))
    return replace(pack, targets=(*pack.targets, *made.values())) if made else pack


def _handed_down(target: Target, share: Share, version: int) -> HandedDown:
    said: dict[str, Any] = {**dict(target), "list": None, "value": share.value, "scope": share.region}
    said["title"] = f"{target.title}（{clause_of(version)}）"  # wherever it is listed, nobody takes it for the paper's
    return HandedDown.model_construct(None, **said | {"clause": clause_of(version), "version": version})


def clause_of(version: int) -> str:
    """Where a handed-down target stands, in the place of a clause of the paper."""
    return f"任务分解第{version}版"

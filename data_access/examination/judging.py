"""Which pack a worksheet is read under, and its typed rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from data_access.examination.schemes import of_root, roots_for
from data_access.examination.shifting import with_shifts
from data_access.examination.splitting import reporters_of
from data_access.recognition.result import Recognised
from data_access.regions.places import PlaceFinder
from data_access.regions.tree import RegionTree
from data_access.scheme import ReportingScheme
from data_access.typed_rows import TypedRows
from data_access.values import Typed, type_rows


@dataclass(frozen=True, kw_only=True)
class Judged:
    """The typed rows and the pack whose names, levels and bounds they were read under."""

    scheme: ReportingScheme
    typed: Typed


def type_worksheet(recognised: Recognised, *, schemes: Sequence[ReportingScheme], tree: RegionTree) -> Judged | None:
    """The worksheet under the pack of its reporter's root, else of its rows' root; None where no root fits.

    Where rows alone decide and several roots are there, it is the root in which the most rows have a reporter.
    """
    judged = [
        typed_under(recognised, scheme, tree)
        for root in _roots(recognised, schemes, tree)
        if (scheme := of_root(schemes, root, recognised.period)) is not None
    ]
    return max(judged, key=lambda one: _placed(one, tree), default=None) if len(judged) != 1 else judged[0]


def is_reporter_refused(recognised: Recognised) -> bool:
    """Whether the reporter is no question of the rows: the file names two, or one that may not report, or nobody reports the sheet."""
    codes = [problem.code for problem in recognised.problems]
    is_period_contested = recognised.period is None and "period_missing" not in codes
    is_contested = codes.count("identity_conflict") > (1 if is_period_contested else 0)
    return recognised.reporter is None and (is_contested or not {"reporter_not_due", "sheet_not_in_pack"}.isdisjoint(codes))


def _roots(recognised: Recognised, schemes: Sequence[ReportingScheme], tree: RegionTree) -> list[str]:
    roots = roots_for(schemes, recognised.reporter, tree)
    if recognised.root in roots:
        return [recognised.root]
    if recognised.reporter is not None:
        return roots[:1]
    sender = recognised.sender
    if sender is None or tree.get(sender) is None:
        return roots
    return [root for root in roots if tree.is_inside(sender, root) or tree.is_inside(root, sender)] or roots


def typed_under(recognised: Recognised, scheme: ReportingScheme, tree: RegionTree) -> Judged:
    """The worksheet under one pack, its rows inside the reporter, or inside the root where the rows decide."""
    region = tree.get(recognised.reporter) if recognised.reporter else None
    within = region.code if region else scheme.root
    places = PlaceFinder(tree, scheme.places)
    typed = type_rows(recognised, places=places, scheme=scheme, within=within)
    problems = with_shifts(typed.problems, recognised, places=places, within=within)
    return Judged(scheme=scheme, typed=replace(typed, rows=_without_doubtful(typed.rows, recognised), problems=problems))


def _without_doubtful(rows: TypedRows, recognised: Recognised) -> TypedRows:
    """The rules keep silent on a field that two columns claim: nobody knows which of them holds it."""
    keys = {field.name for field in rows.declaration.keys}
    doubtful = {entry.field for entry in recognised.problems if entry.code == "field_twice"} - keys
    columns = {
        name: replace(column, invalid=np.ones_like(column.invalid)) if name in doubtful else column
        for name, column in rows.columns.items()
    }
    return replace(rows, columns=columns) if doubtful else rows


def _placed(judged: Judged, tree: RegionTree) -> int:
    return sum(owner is not None for owner in reporters_of(judged.typed.rows, judged.scheme, tree))

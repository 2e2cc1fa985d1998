"""Warnings that were accepted the period before: why, beside the same cell. Nothing is accepted by that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from data_access.examination import Examined
from data_access.problems import Explained, Problem
from data_access.rules.keys import row_keys
from data_access.store import Warned, in_force_before
from services.workspace import Workspace


def with_reasons(workspace: Workspace, examined: Examined) -> Examined:
    """The same with ``explained`` at every warning that the reporter's report before was accepted with, at the same row and field.

    The report before is the version in force of the latest earlier period.
    """
    sheet, reporter, period, root = examined.sheet, examined.reporter, examined.period, examined.root
    if not (examined.warnings and root and sheet and reporter and period):
        return examined
    before = in_force_before(workspace.database, workspace.scope, root=root, sheet=sheet, reporter=reporter, period=period)
    if before is None or not before.warnings or not before.reason:
        return examined
    said = Explained(reason=before.reason, by=before.by, at=before.received_at, version=before.version)
    meant = {(code, place) for code, accepted in before.warnings.items() for place in accepted.places}
    keys = keys_by_row(examined)
    problems = tuple(
        replace(entry, explained=said)
        if entry.severity == "warning" and (entry.code, warned(entry, keys).place) in meant
        else entry
        for entry in examined.problems
    )
    return replace(examined, problems=problems)


def warned(problem: Problem, keys: Mapping[int, tuple[str, ...]]) -> Warned:
    """Where a warning stands; ``keys``: worksheet row → key of the row."""
    key = problem.key or (keys.get(problem.row) if problem.row is not None else None)
    return Warned(cell=problem.cell, field=problem.field, key=key)


def keys_by_row(examined: Examined) -> dict[int, tuple[str, ...]]:
    """Worksheet row → key, of the rows that have one; none of a sheet whose key is personal."""
    if examined.rows is None or any(field.personal for field in examined.rows.declaration.keys):
        return {}
    rows = examined.rows.source_rows.tolist()
    return {row: key for row, key in zip(rows, row_keys(examined.rows), strict=True) if key is not None}


def in_words(said: Explained) -> str:
    """``上期已说明：属实（张三，2023-04-25 09:00，第1版）``."""
    return f"上期已说明：{said.reason}（{said.by}，{said.at:%Y-%m-%d %H:%M}，第{said.version}版）"


def message_of(problem: Problem) -> str:
    """What is wrong, and what was said about it the period before."""
    if problem.explained is None:
        return problem.message
    return f"{problem.message.rstrip('。')}；{in_words(problem.explained)}"

"""The tasks of a pack by code, for those who draw reports of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from metrics.packs import Target, load_pack

PREFIX = "task:"


@dataclass(frozen=True, kw_only=True)
class TaskTarget:
    """What a pack asks of one task. ``value``: in ``unit``, of a range its lower end; None: an outside series or last year.

    ``years``: first and last year; ``spans``: whether one value is meant for all of them together.
    ``lead``: codes of the departments that answer for it. ``flow``: whether it is counted towards over the year.
    """

    code: str
    title: str
    unit: str
    value: float | None
    years: tuple[int, int]
    spans: bool
    scope: str
    due: int
    flow: bool
    lower_is_better: bool
    lead: tuple[str, ...]


def task_targets(source: str) -> tuple[TaskTarget, ...]:
    """The tasks of a shipped pack or pack file, one a code, in the order of the pack."""
    pack = load_pack(source)
    by_code: dict[str, list[Target]] = {}
    for target in pack.targets:
        if target.indicator is not None and target.indicator.startswith(PREFIX):
            by_code.setdefault(target.indicator.removeprefix(PREFIX), []).append(target)
    codes = {name: code for code, name in pack.departments.items()}
    return tuple(_task(code, targets, codes) for code, targets in by_code.items())


def _task(code: str, targets: list[Target], departments: Mapping[str, str]) -> TaskTarget:
    """Of several targets of one code the newest says how much."""
    newest = max(targets, key=lambda target: target.year)
    return TaskTarget(
        code=code,
        title=newest.title,
        unit=newest.unit,
        value=_number(newest),
        years=(min(target.first_year for target in targets), newest.year),
        spans=newest.first_year != newest.year,
        scope=newest.scope,
        due=newest.due or 12,
        flow=newest.kind == "progress",
        lower_is_better=newest.op in ("<=", "<"),
        lead=tuple(departments[name] for name in newest.lead if name in departments),
    )


def _number(target: Target) -> float | None:
    value = target.value[0] if isinstance(target.value, tuple) else target.value
    return float(value) if isinstance(value, Fraction) else None

"""The early-warning list: totals, filters, pages; from the derived table, or worked out anew for an earlier moment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from data_access.errors import CalledWrongly
from metrics.packs import Pack
from metrics.periods import Period
from metrics.warnings import LEVELS, RULES
from services.forms import micro_json
from services.workspace import Workspace

Order = Literal["level", "change", "change_percent", "annual", "net_per_capita", "region", "household_no"]


@dataclass(frozen=True, kw_only=True)
class ListFilter:
    """What the list is narrowed to; empty means all. ``min_drop_percent`` in percent (20 means fell by 20 % or more),
    ``min_drop`` in 元 a head, ``household_no`` a part of the number."""

    regions: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    min_drop_percent: int | None = None
    min_drop: int | None = None
    household_no: str = ""


@dataclass(frozen=True, kw_only=True)
class ListedHousehold:
    """One household of the list; money in counts of 1e-6 元 a head, ``change_percent`` in 1e-6 of a percent."""

    household_no: str
    region: str
    kind: str
    persons: int | None
    net_per_capita: int | None
    net_per_capita_before: int | None
    change: int | None
    change_percent: int | None
    annual_per_capita: int | None
    level: str
    rules: tuple[str, ...]
    reason: str
    submission: int
    source_row: int


@dataclass(frozen=True, kw_only=True)
class WarningPage:
    """``total``, ``by_level``, ``by_rule`` and ``by_unit`` are counted after all filters; ``rows`` is the part asked for."""

    period: str
    region: str
    total: int
    by_level: Mapping[str, int]
    by_rule: Mapping[str, int]
    by_unit: Mapping[str, int] = field(default_factory=dict[str, int])
    rows: Sequence[ListedHousehold] = ()


def quarter_of(period: str) -> str:
    """The quarter whose list answers for a period: itself, the last quarter ended by a month's end, a year's fourth."""
    asked = Period.parse(period)
    if asked.kind == "quarter":
        return str(asked)
    return f"{asked.year}Q4" if asked.kind == "year" else str(asked.quarter_for_month())


def check_filter(filters: ListFilter) -> None:
    """Raises CalledWrongly for a rule or level that does not exist."""
    for rule in filters.rules:
        if rule not in RULES:
            raise CalledWrongly(f"没有预警规则“{rule}”，现有：{'、'.join(RULES)}。")
    for level in filters.levels:
        if level not in LEVELS:
            raise CalledWrongly(f"没有预警级别“{level}”，现有：{'、'.join(LEVELS)}。")


def page_json(page: WarningPage) -> dict[str, Any]:
    """The document of ``warnings --json``."""
    return {
        "period": page.period,
        "region": page.region,
        "total": page.total,
        "by_level": dict(page.by_level),
        "by_rule": dict(page.by_rule),
        "rows": [_household_json(row) for row in page.rows],
    }


def _household_json(row: ListedHousehold) -> dict[str, Any]:
    return {
        "household_no": row.household_no,
        "region": row.region,
        "kind": row.kind,
        "persons": row.persons,
        "net_per_capita": micro_json(row.net_per_capita),
        "net_per_capita_before": micro_json(row.net_per_capita_before),
        "change": micro_json(row.change),
        "change_percent": micro_json(row.change_percent),
        "annual_per_capita": micro_json(row.annual_per_capita),
        "level": row.level,
        "rules": list(row.rules),
        "reason": row.reason,
        "state": None,
    }


__all__ = ["ListFilter", "ListedHousehold", "Order", "Pack", "WarningPage", "Workspace", "datetime", "page_json", "quarter_of"]

"""The early-warning list: totals, filters, pages; from the derived table, or worked out anew for an earlier moment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any, Literal

from data_access.errors import CalledWrongly
from data_access.sheets import load_sheets
from data_access.store import (
    HOUSEHOLD_SHEET,
    WarningCounts,
    WarningFilters,
    WarningOrder,
    WarningRow,
    gone_rows,
    warning_counts,
    warning_rows,
)
from data_access.typed_rows import MICRO
from metrics.income_rules import LEVELS, RULES, rules_of
from metrics.packs import Pack
from metrics.periods import Period, quarter_for_month
from services.forms import micro_json
from services.named_lists import masks_of
from services.periods import parsed_period
from services.warning_churn import counted_churn, digits_below, only_total, quarter_before
from services.workspace import Workspace

#: against the list of the quarter before: not on it, on it too, or only on it
Churn = Literal["", "new", "staying", "gone"]


@dataclass(frozen=True, kw_only=True)
class ListFilter:
    """What the list is narrowed to; empty means all. ``min_drop_percent``: fell by so many percent or more;
    ``min_drop``: by so many 元 a head or more; ``household_no``: a part of the number; ``lists``: on any of the pack's
    lists of these names; ``helper``: whose 帮扶责任人 has this whole name; ``churn`` gone: the households of the quarter
    before instead, as they stood there, to which all other filters apply."""

    regions: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    min_drop_percent: int | None = None
    min_drop: int | None = None
    household_no: str = ""
    lists: tuple[str, ...] = ()
    helper: str = ""
    churn: Churn = ""


@dataclass(frozen=True, kw_only=True)
class WarningPage:
    """``total``, ``by_level``, ``by_rule``, ``by_unit`` (region code → level → households) and ``by_kind`` are counted after all
    filters, of households that are gone only ``total``; ``rows`` is the part asked for, money, persons and percent in counts
    of 1e-6."""

    pack: str
    period: str
    region: str
    total: int
    by_level: Mapping[str, int]
    by_rule: Mapping[str, int]
    by_unit: Mapping[str, Mapping[str, int]] = field(default_factory=dict[str, Mapping[str, int]])
    by_kind: Mapping[str, Mapping[str, int]] = field(default_factory=dict[str, Mapping[str, int]])
    rows: Sequence[WarningRow] = ()


def household_kinds() -> tuple[str, ...]:
    """The kinds of household that the sheet knows."""
    return load_sheets()[HOUSEHOLD_SHEET].field("kind").choices


def quarter_of(period: str, pack: Pack) -> str:
    """The quarter whose list answers for a period: itself, the last quarter ended by a month's end, a year's fourth."""
    asked = parsed_period(period)
    if asked.kind == "quarter":
        return str(asked)
    return str(Period("quarter", asked.year, 4) if asked.kind == "year" else quarter_for_month(asked, pack.income_year_starts))


def warning_page(
    workspace: Workspace,
    *,
    period: str,
    pack: str | None = None,
    region: str | None = None,
    as_of: datetime | None = None,
    filters: ListFilter | None = None,
    order: WarningOrder = "level",
    descending: bool = False,
    limit: int | None = None,
    offset: int = 0,
    kept: bool = False,
) -> WarningPage:
    """One page of the list with the totals of the whole (CalledWrongly: unknown period, region, rule, level, or several packs).

    ``kept``: the totals may be those counted before, as long as nothing in the database changed: a page turns many times."""
    seen = workspace.at(as_of or workspace.as_of)
    judging = seen.one_pack_for(parsed_period(period), region=region, pack_id=pack)
    quarter, narrowed = quarter_of(period, judging), filters or ListFilter()
    question = _Question(
        workspace=seen, pack=judging, period=quarter, gone=narrowed.churn == "gone",
        filters=_stored_filter(narrowed, region or judging.root, judging, quarter),
        region_digits=digits_below(seen, region or judging.root),
    )  # fmt: skip
    counts, rows = _answer(question, kept=kept, order=order, descending=descending, limit=limit, offset=offset)
    return WarningPage(
        pack=judging.id,
        period=quarter,
        region=region or judging.root,
        total=counts.total,
        by_level=_by_level(counts.by_level) if not question.gone else {},
        by_rule={rule: counts.by_rule.get(bit, 0) for bit, rule in enumerate(RULES)} if not question.gone else {},
        by_unit={unit.ljust(12, "0"): _by_level(found) for unit, found in sorted(counts.by_region.items())},
        by_kind={kind: _by_level(found) for kind, found in sorted(counts.by_kind.items())},
        rows=rows,
    )


def _by_level(found: Mapping[int, int]) -> dict[str, int]:
    return {level: found.get(rank, 0) for rank, level in enumerate(LEVELS)}


@dataclass(frozen=True, kw_only=True)
class _Question:
    """One list: of a pack and quarter, filtered, as of the workspace's moment."""

    workspace: Workspace
    pack: Pack
    period: str
    gone: bool
    filters: WarningFilters
    region_digits: int

    @property
    def key(self) -> _Key:
        """What its counts are kept under."""
        seen = self.workspace
        held = (str(seen.database.engine.url), seen.revision(), seen.scope, self.pack.id, self.period, self.gone)
        return _Key(held=(*held, self.filters, self.region_digits), question=self)


@dataclass(frozen=True, kw_only=True)
class _Key:
    """``question`` only serves to count."""

    held: tuple[object, ...]
    question: _Question = field(compare=False)


def _answer(question: _Question, *, kept: bool, **part: Any) -> tuple[WarningCounts, Sequence[WarningRow]]:
    """The counts of the whole, and the rows of the part asked for."""
    seen, pack, wanted = question.workspace, question.pack, question.filters
    if seen.as_of is not None:
        from services.earlier_list import list_as_of  # brings pandas, which today's list does without

        past = list_as_of(seen, pack, question.period, wanted, question.region_digits, gone=question.gone)
        return past.counts, past.page(**part)
    counts = _counted(question.key) if kept else _counts(question)
    if part["offset"] >= counts.total:
        return counts, ()
    asked: dict[str, Any] = {"pack": pack.id, "period": question.period, "filters": wanted, **part}
    if question.gone:
        return counts, gone_rows(seen.database, seen.scope, before=wanted.before, **asked)
    return counts, warning_rows(seen.database, seen.scope, **asked)


@lru_cache(maxsize=128)
def _counted(key: _Key) -> WarningCounts:
    return _counts(key.question)


def _counts(question: _Question) -> WarningCounts:
    seen, pack, wanted = question.workspace, question.pack, question.filters
    if question.gone:
        return only_total(counted_churn(seen, pack, question.period, wanted, question.region_digits).gone)
    return warning_counts(
        seen.database, seen.scope, pack=pack.id, period=question.period, filters=wanted, region_digits=question.region_digits
    )


def _stored_filter(filters: ListFilter, region: str, pack: Pack, period: str) -> WarningFilters:
    """The filter in the store's ranks and bits (CalledWrongly: a rule, level, kind or list that does not exist)."""
    _check(filters.rules, RULES, "预警规则")
    _check(filters.levels, LEVELS, "预警级别")
    _check(filters.kinds, household_kinds(), "户类型")
    before = quarter_before(period)
    judged = before if filters.churn == "gone" else period
    return WarningFilters(
        regions=filters.regions or (() if region == pack.root else (region,)),
        levels=tuple(LEVELS.index(level) for level in filters.levels),
        rules=sum(1 << RULES.index(rule) for rule in set(filters.rules)),
        together=masks_of(pack, filters.lists, Period.parse(judged).year),
        kinds=filters.kinds,
        min_drop=None if filters.min_drop is None else filters.min_drop * MICRO,
        min_drop_percent=None if filters.min_drop_percent is None else filters.min_drop_percent * MICRO,
        household_no=filters.household_no.strip(),
        helper=filters.helper.strip(),
        churn=filters.churn if filters.churn != "gone" else "",
        before=before,
    )


def _check(named: Sequence[str], known: Sequence[str], what: str) -> None:
    for name in named:
        if name not in known:
            raise CalledWrongly(f"没有{what}“{name}”，现有：{'、'.join(known)}。")


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


def _household_json(row: WarningRow) -> dict[str, Any]:
    return {
        "household_no": row.household_no,
        "region": row.region,
        "kind": row.kind,
        "persons": micro_json(row.persons),
        "net_per_capita": micro_json(row.net_per_capita),
        "net_per_capita_before": micro_json(row.net_per_capita_before),
        "change": micro_json(row.change),
        "change_percent": micro_json(row.change_percent),
        "annual_per_capita": micro_json(row.annual_per_capita),
        "level": LEVELS[row.level],
        "rules": list(rules_of(row.rules)),
        "reason": row.reason,
        "state": None,
    }

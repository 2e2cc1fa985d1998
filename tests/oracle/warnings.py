"""Every warning of a quarter by plain loops: who is listed, by which rules, at which level, with which figures."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from tests.oracle.reports import Reports, Row, number, quarter_before, rows_of, year_before

SEVERITY = ["red", "orange", "yellow", "watch"]
ORDER = [
    "below_line",
    "crossed_line",
    "below_work_line",
    "two_quarter_fall",
    "net_drop",
    "operating_drop",
    "component_drop",
    "expense_surge",
    "low_income",
    "idle_labour",
    "near_line",
]
LEVEL = {
    "below_line": "red",
    "crossed_line": "red",
    "below_work_line": "orange",
    "two_quarter_fall": "orange",
    "net_drop": "yellow",
    "operating_drop": "yellow",
    "component_drop": "yellow",
    "expense_surge": "orange",
    "low_income": "yellow",
    "idle_labour": "watch",
    "near_line": "watch",
}
BOUND = {
    "net_drop": {"min_drop": 0, "min_drop_percent": 0, "orange_drop_percent": 20},
    "operating_drop": {"min_drop": 0},
    "component_drop": {"component_drop": 2000, "component_drop_percent": 30},
    "expense_surge": {"medical_share": 50},
    "near_line": {"near_line_percent": 10},
}


@dataclass(frozen=True, kw_only=True)
class ExpectedWarning:
    """One household, listed where ``rules`` is not empty; exact figures, None where unknown."""

    household_no: str
    level: str | None
    rules: tuple[str, ...]
    change: Fraction | None
    change_percent: Fraction | None
    annual_per_capita: Fraction | None
    comparable: bool


def oracle_warnings(reports: Reports, *, period: str, pack: dict[str, Any]) -> dict[str, ExpectedWarning]:
    """All households of the quarter by number; those without rules are not listed."""
    pasts = histories(reports, pack)
    listed = rows_of(reports, "household_income", period)
    return {row["household_no"]: _judged(pasts[row["household_no"]], period, pack, row) for row in listed}


def histories(reports: Reports, pack: dict[str, Any]) -> dict[str, Past]:
    """Every household's quarters, wherever in the root they were reported."""
    pasts: dict[str, Past] = {}
    for (sheet, period, _), rows in reports.items():
        for row in rows if sheet == "household_income" else ():
            pasts.setdefault(row["household_no"], Past(pack)).by_period[period] = row
    return pasts


def _judged(past: Past, period: str, pack: dict[str, Any], row: Row) -> ExpectedWarning:
    rules: list[str] = []
    levels: list[str] = []
    for rule in ORDER:
        settings = pack.get("warnings", {}).get(rule, {})
        if settings is False:
            continue
        bound = {name: Fraction(str(value)) for name, value in (BOUND.get(rule, {}) | settings).items() if name != "level"}
        if not holds(rule, bound, past, period, pack):
            continue
        rules.append(rule)
        levels.append(settings.get("level", LEVEL[rule]))
        if rule == "net_drop" and steep(past, period, bound):
            levels.append("orange")
    now, before = past.per_head(period), past.per_head(year_before(period))
    change = None if now is None or before is None else now - before
    return ExpectedWarning(
        household_no=row["household_no"],
        level=min(levels, key=SEVERITY.index) if levels else None,
        rules=tuple(rules),
        change=change,
        change_percent=None if change is None or before is None or before <= 0 else change / before * 100,
        annual_per_capita=past.annual(period),
        comparable=past.row(year_before(period)) is not None,
    )


class Past:
    """One household through the quarters."""

    def __init__(self, pack: dict[str, Any]) -> None:
        self.by_period: dict[str, Row] = {}
        self.comparison = pack.get("income", {}).get("comparison", "cumulative")

    def row(self, period: str) -> Row | None:
        return self.by_period.get(period)

    def value(self, period: str, field: str) -> Fraction | None:
        row = self.row(period)
        return None if row is None else number(row, field)

    def compared(self, period: str, field: str) -> Fraction | None:
        """The amount that the pack compares with the year before: the running total, or what it says instead."""
        total, last_year = self.value(period, field), self.value(year_before(period), field)
        if self.comparison == "single_quarter" and not period.endswith("Q1"):
            earlier = self.value(quarter_before(period), field)
            return None if total is None or earlier is None else total - earlier
        if self.comparison == "last_four_quarters" and not period.endswith("Q4"):
            whole = self.value(f"{int(period[:4]) - 1}Q4", field)
            return None if total is None or whole is None or last_year is None else total + whole - last_year
        if self.comparison == "year" and not period.endswith("Q4"):
            return None
        return total

    def per_head(self, period: str) -> Fraction | None:
        net, persons = self.compared(period, "net"), self.value(period, "persons")
        return None if net is None or not persons else net / persons

    def source(self, period: str, name: str, basis: str) -> Fraction | None:
        if name != "operating":
            return self.compared(period, name)
        gross, cost = self.compared(period, "operating_gross"), self.compared(period, "operating_cost")
        if basis == "gross":
            return gross
        return None if gross is None or cost is None else gross - cost

    def annual(self, period: str) -> Fraction | None:
        """Q4: the running total; before: filled up with what last year brought after this quarter."""
        net, persons = self.value(period, "net"), self.value(period, "persons")
        if period.endswith("Q4"):
            return None if net is None or not persons else net / persons
        whole, part = self.value(f"{int(period[:4]) - 1}Q4", "net"), self.value(year_before(period), "net")
        if net is None or not persons or whole is None or part is None:
            return None
        return (net + whole - part) / persons


def fall(past: Past, period: str) -> Fraction | None:
    """By how much income a head lies below the same quarter of last year; None where unknown or not below."""
    now, before = past.per_head(period), past.per_head(year_before(period))
    if now is None or before is None or now >= before:
        return None
    return before - now


def steep(past: Past, period: str, bound: dict[str, Fraction]) -> bool:
    drop, before = fall(past, period), past.per_head(year_before(period))
    return drop is not None and before is not None and before > 0 and drop / before * 100 >= bound["orange_drop_percent"]


def of_year(pack: dict[str, Any], table: str, year: int) -> Fraction | None:
    values = {int(key): value for key, value in pack.get("income", {}).get(table, {}).items()}
    return Fraction(str(values[year])) if year in values else None


def work_line(pack: dict[str, Any]) -> Fraction | None:
    line = Fraction(str(pack.get("income", {}).get("work_line", 10000)))
    return None if line == 0 else line


def holds(rule: str, bound: dict[str, Fraction], past: Past, period: str, pack: dict[str, Any]) -> bool:
    if rule in ("below_line", "crossed_line", "below_work_line", "low_income", "near_line"):
        return _line_rule(rule, bound, past, period, pack)
    if rule in ("two_quarter_fall", "net_drop"):
        return _fall_rule(rule, bound, past, period)
    if rule == "expense_surge":
        paid, reference = past.value(period, "medical_self_paid"), of_year(pack, "reference_income", int(period[:4]) - 1)
        return paid is not None and reference is not None and paid > reference * bound["medical_share"] / 100
    if rule == "idle_labour":
        labourers, employed = past.value(period, "labourers"), past.value(period, "employed")
        return labourers is not None and employed is not None and labourers > 0 and employed == 0
    return _source_rule(rule, bound, past, period, pack)


def _line_rule(rule: str, bound: dict[str, Fraction], past: Past, period: str, pack: dict[str, Any]) -> bool:
    year, annual = int(period[:4]), past.annual(period)
    if annual is None:
        return False
    if rule == "below_work_line":
        limit = work_line(pack)
        return limit is not None and annual < limit
    if rule == "low_income":
        limit = of_year(pack, "low_income_cutoff", year)
        return limit is not None and annual <= limit
    line = of_year(pack, "line", year)
    if line is None:
        return False
    if rule == "near_line":
        return line <= annual <= line + line * bound["near_line_percent"] / 100
    if rule == "below_line":
        return annual < line
    before = quarter_before(period)
    line_before, annual_before = of_year(pack, "line", int(before[:4])), past.annual(before)
    return annual < line and line_before is not None and annual_before is not None and annual_before >= line_before


def _fall_rule(rule: str, bound: dict[str, Fraction], past: Past, period: str) -> bool:
    drop = fall(past, period)
    if drop is None:
        return False
    if rule == "two_quarter_fall":
        return fall(past, quarter_before(period)) is not None
    base = past.per_head(year_before(period))
    assert base is not None
    return drop >= bound["min_drop"] and (base <= 0 or drop / base * 100 >= bound["min_drop_percent"])


def _source_rule(rule: str, bound: dict[str, Fraction], past: Past, period: str, pack: dict[str, Any]) -> bool:
    basis = pack.get("settings", {}).get("operating_basis", "net")
    for name in ("operating",) if rule == "operating_drop" else ("wage", "operating", "transfer"):
        now, before = past.source(period, name, basis), past.source(year_before(period), name, basis)
        if now is None or before is None or now >= before:
            continue
        drop = before - now
        if rule == "operating_drop" and drop >= bound["min_drop"]:
            return True
        enough = before > 0 and drop >= bound.get("component_drop", 0)
        if rule == "component_drop" and enough and drop / before * 100 >= bound["component_drop_percent"]:
            return True
    return False

"""The contract's own formulas of indicators (``indicators.csv``), taken apart and worked out row by row.

``sum(sheet.a + b where f = 是 and g / h < pack.k) - sum(…) * pack.k``, ``count(sheet where …)``, ``min(…)``, ``median(…)``.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from tests.oracle.figures import Measured, quotient, single
from tests.oracle.reports import Row, number

LISTS = Path(__file__).resolve().parents[1]
BY_CODE = frozenset({"industry_projects", "project_progress"})  # counts of projects count codes, not rows
_TERM = re.compile(r"(sum|count|min|median)\(([^()]*)\)")
_FORM = re.compile(r"(?:TERM(?: [-+] TERM)*)(?: \* pack\.(\w+))?")
_CONDITION = re.compile(r"(\w+)(?: / (\w+))? (<=|>=|<|>|=|in) (.+)")


def contract(*path: str) -> list[dict[str, str]]:
    """One of the contract's lists, as they are kept beside the tests that hold the declarations to them."""
    with LISTS.joinpath(*path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


INDICATORS = {row["id"]: row for row in contract("metrics", "catalogue", "indicators.csv")}
FIELDS = {(row["sheet"], row["field"]): row for row in contract("data_access", "sheets", "fields.csv")}


@dataclass(frozen=True, kw_only=True)
class Condition:
    """A row matches where the field (over another) compares so with a number, a text, texts, or a setting of the pack."""

    field: str
    over: str
    op: str
    right: str


@dataclass(frozen=True, kw_only=True)
class Term:
    """One sum, count, min or median over the rows of a sheet; ``sign`` -1 where it is taken off."""

    sign: int
    verb: str
    sheet: str
    fields: tuple[str, ...]
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, kw_only=True)
class Side:
    """Numerator or denominator; ``times`` names the setting by which the whole is multiplied."""

    terms: tuple[Term, ...]
    times: str


def side(text: str) -> Side | None:
    """The side that a formula states (an indicator's id: that one's numerator), None where it is no such formula."""
    if text in INDICATORS:
        return side(INDICATORS[text]["numerator"])
    shape = _FORM.fullmatch(_TERM.sub("TERM", text))
    if shape is None:
        return None
    signs = [1, *(-1 if joint == " - " else 1 for joint in re.findall(r"\)( [-+] )", text))]
    terms = tuple(_term(sign, *found) for sign, found in zip(signs, _TERM.findall(text), strict=True))
    return Side(terms=terms, times=shape[1] or "")


def _term(sign: int, verb: str, text: str) -> Term:
    what, _, where = text.partition(" where ")
    sheet, _, fields = what.partition(".")
    conditions = tuple(_condition(part) for part in where.split(" and ")) if where else ()
    return Term(sign=sign, verb=verb, sheet=sheet, fields=tuple(fields.split(" + ")) if fields else (), conditions=conditions)


def _condition(text: str) -> Condition:
    found = _CONDITION.fullmatch(text)
    assert found is not None, text
    return Condition(field=found[1], over=found[2] or "", op=found[3], right=found[4])


@dataclass(frozen=True, kw_only=True)
class Formula:
    """An indicator as the contract writes it; ``bottom`` None: no denominator."""

    indicator: str
    top: Side
    bottom: Side | None
    factor: int

    @property
    def sheet(self) -> str:
        return self.top.terms[0].sheet

    @property
    def fields(self) -> list[str]:
        """Every field that a row must have filled, those of the conditions included."""
        terms = [*self.top.terms, *(self.bottom.terms if self.bottom else ())]
        named = [name for term in terms for name in term.fields]
        asked = [name for term in terms for one in term.conditions for name in (one.field, one.over) if name]
        return list(dict.fromkeys(named + asked))

    @property
    def kinds(self) -> set[str]:
        """Which kinds of accumulation it rests on."""
        return {FIELDS[self.sheet, name]["accumulation"] for name in self.fields}


@cache
def formulas() -> dict[str, Formula]:
    """Every indicator made of sums, counts, minima or medians over rows; tasks, income and reporting have rules of their own."""
    found: dict[str, Formula] = {}
    for name, row in INDICATORS.items():
        if row["page"] == "income":
            continue
        top = side(row["numerator"])
        bottom = side(row["denominator"]) if row["denominator"] else None
        if top is not None and (bottom is not None) == bool(row["denominator"]):
            found[name] = Formula(indicator=name, top=top, bottom=bottom, factor=int(row["factor"]))
    return found


def measured(formula: Formula, rows: Sequence[Row], settings: Mapping[str, Any]) -> Measured:
    """Value and both sides over rows that were handed in; nothing where the pack leaves a setting out."""
    whole = [all(row.get(name) is not None for name in formula.fields) for row in rows]
    if any(settings.get(name) is None for name in _settings(formula)):
        return Measured(rows=sum(whole))
    top = _worked_out(formula.top, rows, whole, settings)
    if formula.bottom is None:
        return single(None if top is None else top * formula.factor, sum(whole))
    return quotient(top, _worked_out(formula.bottom, rows, whole, settings), formula.factor, sum(whole))


def _settings(formula: Formula) -> list[str]:
    sides = [formula.top, *([formula.bottom] if formula.bottom else [])]
    bounds = [one.right for part in sides for term in part.terms for one in term.conditions]
    return [bound[5:] for bound in bounds if bound.startswith("pack.")] + [part.times for part in sides if part.times]


def _worked_out(part: Side, rows: Sequence[Row], whole: Sequence[bool], settings: Mapping[str, Any]) -> Fraction | None:
    total = Fraction(0)
    for term in part.terms:
        value = _of_term(term, rows, whole, settings)
        if value is None:
            return None
        total += term.sign * value
    return total * Fraction(settings[part.times]) if part.times else total


def _of_term(term: Term, rows: Sequence[Row], whole: Sequence[bool], settings: Mapping[str, Any]) -> Fraction | None:
    wanted = [all(_holds(one, row, settings) for one in term.conditions) for row in rows]
    used = [row for row, asked, filled in zip(rows, wanted, whole, strict=True) if asked and filled]
    if term.verb == "count":
        return Fraction(len({row["code"] for row in used}) if term.sheet in BY_CODE else len(used))
    values = sorted(value for row in used for name in term.fields if (value := number(row, name)) is not None)
    if term.verb == "sum":
        return None if any(wanted) and not used else sum(values, Fraction(0))
    if not values:
        return None
    if term.verb == "min":
        return values[0]
    return (values[(len(values) - 1) // 2] + values[len(values) // 2]) / 2


def _holds(one: Condition, row: Row, settings: Mapping[str, Any]) -> bool:
    """Whether a row fulfils a condition; a blank never does, nor does a share of nothing."""
    if row.get(one.field) is None or (one.over and row.get(one.over) is None):
        return False
    if one.op == "in":
        return row[one.field] in one.right.split(", ")
    if one.op == "=" and not re.fullmatch(r"[\d.]+", one.right):
        return bool(row[one.field] == one.right)
    value, limit = Fraction(row[one.field]), _limit(one.right, settings)
    if one.over:
        if Fraction(row[one.over]) == 0:
            return False
        value /= Fraction(row[one.over])
    return {"<": value < limit, "<=": value <= limit, "=": value == limit, ">=": value >= limit, ">": value > limit}[one.op]


def _limit(text: str, settings: Mapping[str, Any]) -> Fraction:
    return Fraction(settings[text[5:]]) if text.startswith("pack.") else Fraction(text)

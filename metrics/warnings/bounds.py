"""The bounds of the warning rules as values that can be tried one by one: each with its place in a pack file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from metrics.income_quarters import Basis
from metrics.income_rules import DEFAULT_RULES, RULES, RuleSetting
from metrics.income_settings import IncomeSettings

Place = Literal["line", "low_income_cutoff", "reference_income", "work_line", "rule"]


@dataclass(frozen=True, kw_only=True)
class Bound:
    """``key``: its own name; ``place``: a table by year of [income], its work_line, or a rule of [warnings]; ``rules``: those
    that it decides; ``name``: how the rule calls it; ``last_year``: the value of the year before the quarter's counts."""

    key: str
    place: Place
    rules: tuple[str, ...]
    name: str = ""
    last_year: bool = False

    def year(self, year: int) -> int:
        """The year whose value holds for quarters of ``year``."""
        return year - 1 if self.last_year else year

    @property
    def may_be_unset(self) -> bool:
        """Whether a pack may do without it; then its rules list nobody."""
        return self.place != "rule"


def _of_rule(key: str, rule: str, name: str = "") -> Bound:
    return Bound(key=key, place="rule", rules=(rule,), name=name or key)


BOUNDS: tuple[Bound, ...] = (
    Bound(key="line", place="line", rules=("below_line", "crossed_line", "near_line")),
    Bound(key="work_line", place="work_line", rules=("below_work_line",)),
    _of_rule("min_drop_percent", "net_drop"),
    _of_rule("min_drop", "net_drop"),
    _of_rule("orange_drop_percent", "net_drop"),
    _of_rule("operating_min_drop", "operating_drop", "min_drop"),
    _of_rule("component_drop", "component_drop"),
    _of_rule("component_drop_percent", "component_drop"),
    _of_rule("medical_share", "expense_surge"),
    Bound(key="reference_income", place="reference_income", rules=("expense_surge",), last_year=True),
    Bound(key="low_income_cutoff", place="low_income_cutoff", rules=("low_income",)),
    _of_rule("near_line_percent", "near_line"),
)
BY_KEY: Mapping[str, Bound] = {bound.key: bound for bound in BOUNDS}


@dataclass(frozen=True, kw_only=True)
class Tried:
    """One choice of everything that can be tried for a quarter: the bounds in the order of ``BOUNDS`` (None: not set),
    the rules that are on, the base of comparison."""

    values: tuple[Fraction | None, ...]
    rules: frozenset[str]
    comparison: Basis

    def value(self, key: str) -> Fraction | None:
        """The value of a bound; None: not set."""
        return self.values[BOUNDS.index(BY_KEY[key])]

    def having(self, key: str, value: Fraction | None) -> Tried:
        """The same with another value of one bound; 0 where a bound may be unset means that it is not set."""
        bound = BY_KEY[key]
        kept = None if bound.may_be_unset and not value else value
        return replace(
            self, values=tuple(kept if each == bound else old for each, old in zip(BOUNDS, self.values, strict=True))
        )


def own_bounds(settings: IncomeSettings, year: int) -> Tried:
    """What the pack itself says for quarters of a year; a rule that is off keeps its default bounds in mind."""
    return Tried(
        values=tuple(_value(settings, bound, bound.year(year)) for bound in BOUNDS),
        rules=frozenset(settings.rules),
        comparison=settings.comparison,
    )


def _value(settings: IncomeSettings, bound: Bound, year: int) -> Fraction | None:
    if bound.place == "rule":
        rule = bound.rules[0]
        return settings.rules.get(rule, DEFAULT_RULES[rule]).bounds[bound.name]
    if bound.place == "work_line":
        return settings.work_line or None
    return getattr(settings, bound.place).get(year)


def with_bounds(settings: IncomeSettings, year: int, tried: Tried) -> IncomeSettings:
    """The settings of a pack that says what is tried; other years and the levels stay the pack's."""
    return replace(
        settings,
        work_line=tried.value("work_line"),
        line=_by_year(settings.line, year, tried.value("line")),
        low_income_cutoff=_by_year(settings.low_income_cutoff, year, tried.value("low_income_cutoff")),
        reference_income=_by_year(settings.reference_income, year - 1, tried.value("reference_income")),
        comparison=tried.comparison,
        rules={name: _rule(settings, name, tried) for name in RULES if name in tried.rules},
    )


def _by_year(values: Mapping[int, Fraction], year: int, value: Fraction | None) -> Mapping[int, Fraction]:
    others = {known: held for known, held in values.items() if known != year}
    return others if value is None else {**others, year: value}


def _rule(settings: IncomeSettings, name: str, tried: Tried) -> RuleSetting:
    held = settings.rules.get(name, DEFAULT_RULES[name])
    given = {bound.name: tried.value(bound.key) for bound in BOUNDS if bound.place == "rule" and bound.rules == (name,)}
    return replace(held, bounds={**held.bounds, **{key: value for key, value in given.items() if value is not None}})

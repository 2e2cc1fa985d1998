"""A policy paper as the program needs it: every table of a pack file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Annotated, Literal, cast

from pydantic import BeforeValidator, Field, PlainValidator, StringConstraints

from metrics.calendar import ReportingCalendar
from metrics.faults import Declared, Texts, as_tuple, exact_number, wrong
from metrics.income_rules import RuleSetting
from metrics.income_settings import IncomeSettings
from metrics.packs.target import Target
from metrics.places import is_code
from metrics.settings import Amount, Settings

Text = Annotated[str, StringConstraints(min_length=1)]


def _place(value: object) -> str:
    if not isinstance(value, str) or not is_code(value):
        raise wrong("应为12位行政区划代码")
    return value


def _by_year(value: object) -> Mapping[int, Fraction]:
    if not isinstance(value, dict):
        raise wrong("应为“年份 = 数值”的表")
    found: dict[int, Fraction] = {}
    for year, number in cast("dict[str, object]", value).items():
        if not (year.isdigit() and len(year) == 4):
            raise wrong(f"“{year}”应为四位年份")
        found[int(year)] = exact_number(number)
    return found


def _reporters(value: object) -> object:
    if value == "regions":
        return ()
    if not isinstance(value, list) or not value:
        raise wrong("应为 regions，或部门编码的列表")
    return as_tuple(cast("list[object]", value))


def _quarter_dates(value: object) -> tuple[tuple[int, int], ...]:
    if not isinstance(value, list) or len(cast("list[object]", value)) != 4:
        raise wrong("应为四个日期，如 03-31")
    return tuple(_month_day(entry) for entry in cast("list[object]", value))


def _month_day(entry: object) -> tuple[int, int]:
    try:
        day = date.fromisoformat(f"2024-{entry}")
    except ValueError as fault:
        raise wrong(f"“{entry}”应为月-日，如 03-31") from fault
    return day.month, day.day


Place = Annotated[str, PlainValidator(_place)]
ByYear = Annotated[Mapping[int, Fraction], PlainValidator(_by_year)]
KeyedKind = Literal["line", "low_income_cutoff", "reference_income", "series"]
PlaceLevelBelow = Literal["county", "township", "village"]


class Head(Declared):
    """[pack]. ``open_questions``: what the paper leaves open and nobody settled, a sentence each; ``conflicts``: where it
    says two things that cannot both hold, with the clauses."""

    id: Text
    title: Text
    document: Text
    issued: date
    root: Place
    years: Annotated[tuple[int, int], BeforeValidator(as_tuple)]
    income_year_starts: Literal[1, 10] = 1
    submit_level: Literal["township", "county"]
    open_questions: Texts = ()
    conflicts: Texts = ()


class Labels(Declared):
    """[labels]: policy words, which change with the policy."""

    lifted_household: str = "脱贫户"
    monitored_household: str = "监测对象"
    linkage_funds: str = "衔接资金"
    red: str = "红"
    orange: str = "橙"
    yellow: str = "黄"
    watch: str = "关注"


class CalendarTable(Declared):
    """[calendar]."""

    day: Annotated[int, Field(ge=1, le=31)] = 25
    month_offset: Annotated[int, Field(ge=0, le=12)] = 0
    quarter_dates: Annotated[tuple[tuple[int, int], ...], PlainValidator(_quarter_dates)] = ReportingCalendar().quarter_dates
    weekend_moves: bool = False
    holiday_moves: bool = True
    overrides: dict[str, date] = Field(default_factory=dict[str, date])


class Department(Declared):
    """[[departments]]: a reporter that is no region."""

    code: Annotated[str, StringConstraints(pattern=r"^dept:[a-z0-9_]+$")]
    name: Text


class SheetPlan(Declared):
    """[sheets.*]: who hands a sheet in. ``reporters`` empty: the regions of the submit level."""

    reporters: Annotated[Texts, BeforeValidator(_reporters)] = ()
    row_level: PlaceLevelBelow | None = None
    exempt: Texts = ()


class Series(Declared):
    """An outside series with its source: one value a year, or one a place and year."""

    source: str = ""
    values: ByYear = Field(default_factory=dict[int, Fraction])
    by_region: dict[str, ByYear] = Field(default_factory=dict[str, Mapping[int, Fraction]])

    def value(self, region: str, year: int) -> Fraction | None:
        """What was keyed in for a place and year; None: nothing."""
        return self.by_region[region].get(year) if region in self.by_region else self.values.get(year)


class IncomeTable(Declared):
    """[income]: lines by year (元 a head), the base of comparison, and outside series."""

    work_line: Amount = Fraction(10000)
    comparison: Literal["cumulative", "single_quarter", "year", "last_four_quarters"] = "cumulative"
    line: ByYear = Field(default_factory=dict[int, Fraction])
    low_income_cutoff: ByYear = Field(default_factory=dict[int, Fraction])
    reference_income: ByYear = Field(default_factory=dict[int, Fraction])
    reference_series: dict[str, Series] = Field(default_factory=dict[str, Series])


@dataclass(frozen=True, kw_only=True)
class Keyed:
    """One figure with where it is from, who keyed it in and when. ``name``: of a series; ``region``: of one a place."""

    kind: KeyedKind
    name: str
    region: str
    year: int
    value: Fraction
    source: str
    by: str
    on: date


@dataclass(frozen=True, kw_only=True)
class Pack:
    """One policy paper. ``departments``: name by code. ``warnings``: the rules that are on, with level and bounds.
    ``lists``: what the paper calls a list of households, by the rules that put one on it (any of these groups whole).
    ``keyed``: the outside figures that a bureau keyed in over the file's (``with_keyed``); none in a pack as its file says."""

    id: str
    title: str
    document: str
    issued: date
    root: str
    years: tuple[int, int]
    income_year_starts: int
    submit_level: Literal["township", "county"]
    open_questions: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    labels: Labels = field(default_factory=Labels)
    calendar: ReportingCalendar = field(default_factory=ReportingCalendar)
    departments: Mapping[str, str] = field(default_factory=dict[str, str])
    sheets: Mapping[str, SheetPlan]
    settings: Settings = field(default_factory=Settings)
    income: IncomeTable = field(default_factory=IncomeTable)
    targets: tuple[Target, ...] = ()
    warnings: Mapping[str, RuleSetting]
    places: Mapping[str, str] = field(default_factory=dict[str, str])
    tiles: Mapping[str, tuple[int, int]] = field(default_factory=dict[str, tuple[int, int]])
    lists: Mapping[str, tuple[Texts, ...]] = field(default_factory=dict[str, tuple[Texts, ...]])
    keyed: tuple[Keyed, ...] = field(default=(), repr=False)

    @property
    def income_settings(self) -> IncomeSettings:
        """What the household arithmetic and the warning rules need."""
        return IncomeSettings(
            line=self.income.line,
            work_line=self.income.work_line or None,
            low_income_cutoff=self.income.low_income_cutoff,
            reference_income=self.income.reference_income,
            operating_basis=self.settings.operating_basis,
            comparison=self.income.comparison,
            rules=self.warnings,
        )

    @property
    def bounds(self) -> Mapping[str, Fraction | str | None]:
        """Every single value of [settings] and [income] by its key: what rules between fields compare with."""
        named = {**dict(self.settings), "work_line": self.income.work_line, "comparison": self.income.comparison}
        return {name: value for name, value in named.items() if value is None or isinstance(value, Fraction | str)}

    def judges(self, year: int) -> bool:
        """Whether a year lies within the paper's years."""
        return self.years[0] <= year <= self.years[1]

"""The closed vocabulary in which indicators are declared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, PlainValidator, StringConstraints

from metrics.faults import Declared, Exact, Texts, as_tuple, exact_number

Page = Literal["employment", "industry", "consumption", "collective", "income", "tasks", "reporting"]
Better = Literal["higher", "lower", "neutral"]
Missing = Literal["filled_rows", "complete_rows", "matching_rows", "judged_households", "common_reporters", "any"]
HouseholdCount = Literal[
    "below_line", "below_work_line", "without_annual", "with_annual", "comparable", "net_fell", "operating_fell"
]
SubmissionCount = Literal["received", "on_time", "first_pass", "expected"]
FieldPath = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$")]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
TASK_TEMPLATE = "task:CODE"


def _bound(value: object) -> Fraction | str:
    return value if isinstance(value, str) else exact_number(value)


FieldPaths = Annotated[tuple[FieldPath, ...], BeforeValidator(as_tuple)]


class Condition(Declared):
    """A row matches where ``field`` (divided by ``over``) ``op`` a number, text, list of texts or pack setting; a blank never does."""

    field: Name
    over: Name | None = None
    op: Literal["<", "<=", "=", ">=", ">", "in"]
    value: Annotated[Fraction | str, PlainValidator(_bound)] | None = None
    values: Texts = ()
    setting: str | None = None

    @property
    def fields(self) -> tuple[str, ...]:
        return (self.field,) if self.over is None else (self.field, self.over)


Conditions = Annotated[tuple[Condition, ...], BeforeValidator(as_tuple)]


class Measure(Declared):
    """One side of an indicator: exactly one of the verbs, some with conditions.

    ``sum``: fields added up over the rows, those of ``minus`` taken off, the total multiplied by the setting ``times``.
    ``count``: rows of a sheet (different values of ``distinct``). ``min``, ``median``: of one field over the rows.
    ``indicator``: the numerator of another indicator. ``households``: judged households (paired with last year's).
    ``growth`` / ``base``: another indicator now less the same quarter last year / then. ``excess_over_root``: what a share
    of the region exceeds that of the root by, at least 0. ``submissions``: reports. ``task``: the key task of each code.
    ``rows_at``: the figure exists only where the pack has the sheet's rows at that level.
    """

    sum: FieldPaths = ()
    minus: FieldPaths = ()
    count: Name | None = None
    distinct: Name | None = None
    min: FieldPath | None = None
    median: FieldPath | None = None
    indicator: str | None = None
    households: HouseholdCount | None = None
    growth: str | None = None
    base: str | None = None
    excess_over_root: str | None = None
    submissions: SubmissionCount | None = None
    task: Literal["cumulative"] | None = None
    where: Conditions = ()
    times: str | None = None
    rows_at: Literal["village", "township"] | None = None

    @property
    def verbs(self) -> tuple[str, ...]:
        """Which verbs are used; a sound measure has exactly one."""
        names = ("sum", "count", "min", "median", "indicator", "households", "growth", "base", "excess_over_root")
        return tuple(name for name in (*names, "submissions", "task") if getattr(self, name) not in (None, ()))

    @property
    def paths(self) -> tuple[str, ...]:
        """Number fields that are added, taken off, or looked at."""
        return (*self.sum, *self.minus, *(path for path in (self.min, self.median) if path))

    @property
    def refers_to(self) -> str | None:
        """The other indicator that it rests on."""
        return self.indicator or self.growth or self.base or self.excess_over_root

    @property
    def sheets(self) -> tuple[str, ...]:
        """Sheets that it names itself, in order of mention."""
        if self.households:
            return ("household_income",)
        if self.task:
            return ("key_tasks",)
        named = [path.split(".")[0] for path in self.paths] + ([self.count] if self.count else [])
        return tuple(dict.fromkeys(named))

    @property
    def fields(self) -> tuple[str, ...]:
        """Fields that a row must have filled to count: those named, and those of the conditions."""
        named = [path.split(".")[1] for path in self.paths]
        asked = [name for condition in self.where for name in condition.fields]
        return tuple(dict.fromkeys(named + asked))

    @property
    def settings(self) -> tuple[str, ...]:
        """Pack settings that it needs."""
        bounds = [condition.setting for condition in self.where if condition.setting]
        return tuple(dict.fromkeys(bounds + ([self.times] if self.times else [])))


class Indicator(Declared):
    """One figure of the catalogue. ``definition`` is its 口径 on screen; ``factor`` multiplies value, never the two sides."""

    id: Annotated[str, StringConstraints(pattern=r"^(task:CODE|[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*)$")]
    title: Annotated[str, StringConstraints(min_length=1)]
    unit: str
    numerator: Measure
    denominator: Measure | None = None
    factor: Exact
    decimals: Annotated[int, Field(ge=0, le=6)]
    better: Better
    missing: Missing
    definition: Annotated[str, StringConstraints(min_length=1)]
    note: str = ""
    page: Page


@dataclass(frozen=True, kw_only=True)
class Rests:
    """What a figure rests on, the indicators that it refers to included: measures, sheets, (sheet, field), pack settings."""

    measures: tuple[Measure, ...]
    sheets: tuple[str, ...]
    fields: tuple[tuple[str, str], ...]
    settings: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """All indicators by id, in the order of the pages."""

    indicators: Mapping[str, Indicator] = field(default_factory=dict[str, Indicator])

    def get(self, name: str) -> Indicator | None:
        """The indicator; ``task:`` and any code gives the template of tasks; None: no such indicator."""
        return self.indicators.get(TASK_TEMPLATE if name.startswith("task:") else name)

    @cached_property
    def sheets(self) -> tuple[str, ...]:
        """Every sheet that some indicator rests on."""
        return tuple(dict.fromkeys(sheet for name in self.indicators for sheet in self._rests[name].sheets))

    @cached_property
    def _rests(self) -> Mapping[str, Rests]:
        return {name: _rests_of(self._measures(indicator)) for name, indicator in self.indicators.items()}

    def sheets_of(self, indicator: Indicator) -> tuple[str, ...]:
        """The sheets of a figure, those of the indicators that it rests on included."""
        return self._rests[indicator.id].sheets

    def fields_of(self, indicator: Indicator) -> tuple[tuple[str, str], ...]:
        """(sheet, field) of every field that a figure rests on."""
        return self._rests[indicator.id].fields

    def settings_of(self, indicator: Indicator) -> tuple[str, ...]:
        """The pack settings that a figure needs."""
        return self._rests[indicator.id].settings

    def measures_of(self, indicator: Indicator) -> tuple[Measure, ...]:
        """Numerator and denominator, with the measures of the indicators that they refer to."""
        return self._rests[indicator.id].measures

    def _measures(self, indicator: Indicator) -> tuple[Measure, ...]:
        found: list[Measure] = []
        for side in (indicator.numerator, indicator.denominator):
            if side is None:
                continue
            found.append(side)
            other = self.indicators.get(side.refers_to) if side.refers_to else None
            if other is not None:
                found.extend([other.numerator] if side.indicator else self._measures(other))
        return tuple(found)


def _rests_of(measures: tuple[Measure, ...]) -> Rests:
    sheets = [sheet for measure in measures for sheet in measure.sheets]
    fields = [(sheet, name) for measure in measures for sheet in measure.sheets[:1] for name in measure.fields]
    settings = [name for measure in measures for name in measure.settings]
    return Rests(
        measures=measures,
        sheets=tuple(dict.fromkeys(sheets)),
        fields=tuple(dict.fromkeys(fields)),
        settings=tuple(dict.fromkeys(settings)),
    )

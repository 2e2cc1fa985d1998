"""One target of a paper."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Literal, cast

from pydantic import Field, PlainValidator, StringConstraints

from metrics.faults import Declared, Texts, exact_number, wrong
from metrics.places import is_inside
from metrics.settings import Amount

Op = Literal[">=", ">", "<=", "<", "about", "between", "rule", "list", "not below last period"]
Kind = Literal["threshold", "progress", "floor", "reference", "rule", "line", "list"]
ROOT_SCOPE = "pack root"
EVERY_PLACE = ("every county", "every township", "every village")
EVERY_HOUSEHOLD = "every household"
SCOPES = (ROOT_SCOPE, *EVERY_PLACE, "every row", "every unit", EVERY_HOUSEHOLD)


class Reference(Declared):
    """A target that is read from an outside series."""

    reference: Annotated[str, StringConstraints(min_length=1)]


def target_value(value: object) -> Fraction | tuple[Fraction, Fraction] | Reference:
    """A number, [lower, upper], or { reference = "…" }."""
    if isinstance(value, dict):
        name = cast("dict[str, object]", value).get("reference")
        if len(cast("dict[str, object]", value)) != 1 or not isinstance(name, str) or not name:
            raise wrong('应为 { reference = "外部数据名称" }')
        return Reference(reference=name)
    if isinstance(value, list):
        bounds = [exact_number(entry) for entry in cast("list[object]", value)]
        if len(bounds) != 2 or bounds[0] > bounds[1]:
            raise wrong("应为 [下限, 上限]")
        return bounds[0], bounds[1]
    return exact_number(value)


class Target(Declared):
    """A figure that the paper sets, with its clause and who answers for it.

    ``indicator`` None: a population cut-off that only makes a list. ``from_year``: the target spans the years up to
    ``year``. ``listed``: the regions that an "every …" scope means (None: all; empty: not keyed in yet).
    """

    code: Annotated[str, StringConstraints(min_length=1)]
    title: Annotated[str, StringConstraints(min_length=1)]
    indicator: str | None = None
    op: Op
    value: Annotated[Fraction | tuple[Fraction, Fraction] | Reference, PlainValidator(target_value)] | None = None
    unit: str
    kind: Kind
    scope: str
    year: Annotated[int, Field(ge=2000, le=2100)]
    from_year: Annotated[int, Field(ge=2000, le=2100)] | None = None
    due: Annotated[int, Field(ge=1, le=12)] | None = None
    stretch: bool = False
    tolerance: Amount = Fraction(0)
    tolerance_both: bool = False
    population: str = ""
    listed: Texts | None = Field(default=None, alias="list")
    clause: str = ""
    lead: Texts = ()
    units: Texts = ()
    leader: str = ""
    note: str = ""

    @property
    def first_year(self) -> int:
        return self.year if self.from_year is None else self.from_year

    def means(self, region: str | None) -> bool:
        """Whether an "every …" scope means a place (None: a row that is no place, which no list names)."""
        return self.listed is None or region is None or any(is_inside(region, unit) for unit in self.listed)

    def covers(self, year: int) -> bool:
        """Whether the target is shown for a year."""
        return self.first_year <= year <= self.year

"""The bounds that a pack may set under [settings]: what a paper leaves open stays out."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field, PlainValidator

from metrics.faults import Declared, exact_number, wrong


def _not_negative(value: object) -> Fraction:
    number = exact_number(value)
    if number < 0:
        raise wrong("应不小于0")
    return number


Amount = Annotated[Fraction, PlainValidator(_not_negative)]


class Settings(Declared):
    """Bounds of rules, indicators and statuses; None: the paper sets none, so the rule is off and the indicator null."""

    public_post_floor: Amount | None = None
    travel_allowance: Amount | None = None
    workshop_reward_rate: Amount | None = None
    workshop_min_workers: Amount | None = None
    workshop_min_months: Amount | None = None
    return_target: Amount | None = None
    reserved_share: Amount | None = None
    village_income_limit: Amount = Field(default=Fraction(2000))
    operating_basis: Literal["net", "gross"] = "net"
    total_row: Literal["last", "first"] = "last"
    behind_percent: Amount = Field(default=Fraction(10))
    behind_points: Amount = Field(default=Fraction(10))

    def bound(self, name: str) -> Fraction | None:
        """A number by its name (AttributeError: no such setting)."""
        value = getattr(self, name)
        return value if isinstance(value, Fraction) else None


BOUNDS = frozenset(Settings.model_fields) - {"operating_basis", "total_row"}

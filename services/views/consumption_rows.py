"""The rows behind 消费帮扶 as exact figures: what was bought from where, and what canteens reserve and have bought."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from metrics.evidence import MICRO, Snapshot
from metrics.places import is_inside
from services.views import forms

#: whose purchases the papers count together as 东部协作和中央、省级定点帮扶
PARTNERS = ("东部协作地区", "中央定点帮扶单位", "省级定点帮扶单位")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Which rows are wanted: those inside ``region``; ``names`` by code, ``carried``: reporter → the month taken over."""

    region: str
    names: Mapping[str, str]
    carried: Mapping[str, str]

    def name(self, region: str) -> str:
        """A place's name, its code where it has none."""
        return self.names.get(region, region)

    def tag(self, reporter: str) -> str:
        """``沿用5月``."""
        month = self.carried.get(reporter)
        return f"沿用{forms.month_of(month)}" if month else "沿用上期"


@dataclass(frozen=True, kw_only=True)
class Sale:
    """One row of the report in 万元. ``carried``: 沿用5月 in a report that was taken over; ``month`` is then None: a month's
    own figure is never taken over."""

    buyer: str
    kind: str
    region: str
    origin: str
    product: str
    channel: str
    month: Fraction | None
    ytd: Fraction | None
    lifted: Fraction | None
    households: Fraction | None
    carried: str


@dataclass(frozen=True, kw_only=True)
class Canteen:
    """One budget unit in 万元 a year; ``required`` is False for a unit without a canteen, which is exempt."""

    name: str
    place: str
    required: bool
    total: Fraction | None
    reserved: Fraction | None
    platform: Fraction | None
    agreement: Fraction | None
    carried: str

    @property
    def share(self) -> Fraction | None:
        """Reserved of the yearly total in percent; None for the exempt and where nothing is bought at all."""
        if not self.required or self.reserved is None or not self.total:
            return None
        return self.reserved / self.total * 100

    @property
    def completion(self) -> Fraction | None:
        """Bought of what is reserved in percent, over 100 too; None where a part is missing or nothing is reserved."""
        if self.platform is None or self.agreement is None or not self.reserved:
            return None
        return (self.platform + self.agreement) / self.reserved * 100


def sales_of(snapshot: Snapshot, asked: Asked) -> tuple[Sale, ...]:
    """The rows whose place of origin lies inside the asked region, largest of the year first."""
    found = [
        Sale(
            buyer=buyer, kind=kind, region=region, origin=asked.name(region), product=product, channel=channel,
            month=None if carried else month, ytd=ytd, lifted=lifted, households=households, carried=carried,
        )
        for buyer, kind, region, product, channel, month, ytd, lifted, households, carried in _rows(
            snapshot, asked, ("buyer", "buyer_kind", "region", "product", "channel"),
            ("amount_month", "amount_ytd", "lifted_amount", "lifted_households"),
        )
        if is_inside(region, asked.region)
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda sale: (-(sale.ytd or 0), sale.buyer, sale.region, sale.product, sale.channel)))


def canteens_of(snapshot: Snapshot, asked: Asked) -> tuple[Canteen, ...]:
    """The units of the asked region: smallest reserved share first, those without a canteen last."""
    found = [
        Canteen(
            name=unit, place=asked.name(region), required=has == "是", total=total, reserved=reserved, platform=platform,
            agreement=agreement, carried=carried,
        )
        for unit, region, has, total, reserved, platform, agreement, carried in _rows(
            snapshot, asked, ("unit", "region", "has_canteen"), ("canteen_total", "reserved", "purchased_832", "purchased_agreement")
        )
        if is_inside(region, asked.region)
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda unit: (not unit.required, unit.share is None, unit.share or 0, unit.name)))


def added(values: Iterable[Fraction | None]) -> Fraction | None:
    """The sum of what is filled; None where nothing is."""
    known = [value for value in values if value is not None]
    return sum(known, Fraction(0)) if known else None


def by(sales: Sequence[Sale], name: Callable[[Sale], str]) -> tuple[tuple[str, Fraction], ...]:
    """Sums of the year by kind of buyer, product or channel, largest first."""
    sums: dict[str, Fraction] = {}
    for sale in sales:
        sums[name(sale)] = sums.get(name(sale), Fraction(0)) + (sale.ytd or 0)
    return tuple(sorted(sums.items(), key=lambda entry: (-entry[1], entry[0])))


def _rows(snapshot: Snapshot, asked: Asked, texts: Sequence[str], numbers: Sequence[str]) -> list[tuple[Any, ...]]:
    """Texts, exact numbers and what says that a row was taken over, row by row; an empty frame has no columns."""
    rows = snapshot.rows
    if any(column not in rows for column in (*texts, *numbers)):
        return []
    columns: list[list[Any]] = [[value if isinstance(value, str) else "" for value in rows[name].tolist()] for name in texts]
    columns += [[_exact(value) for value in rows[name].astype("object").tolist()] for name in numbers]
    columns.append(
        [asked.tag(reporter) if taken else "" for reporter, taken in zip(rows["reporter"], rows["carried"], strict=True)]
    )
    return list(zip(*columns, strict=True))


def _exact(value: Any) -> Fraction | None:
    return Fraction(value, MICRO) if isinstance(value, int) else None

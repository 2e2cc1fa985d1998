"""What each source of income adds to the growth of the whole, in percentage points: exact, over the reporters of both years."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from metrics.measuring.growth import in_both
from metrics.measuring.measures import every_field_filled
from metrics.measuring.question import Question
from metrics.measuring.rows import SheetRows, exact_sum
from metrics.periods import Period

SHEET = "household_income"
SOURCES = ("工资性", "生产经营净收入", "财产性", "转移性")
#: by source: the fields added up, those taken off
PARTS = ((("wage",), ()), (("operating_gross",), ("operating_cost",)), (("property",), ()), (("transfer",), ()))


@dataclass(frozen=True, kw_only=True)
class HeadIncome:
    """元 a head of one quarter: net, and by source in the order of ``SOURCES``."""

    net: Fraction
    parts: tuple[Fraction, ...]

    @property
    def rest(self) -> Fraction:
        """What the reported net differs from its parts by: a report may be out by 1 元 a household."""
        return self.net - sum(self.parts, Fraction(0))


@dataclass(frozen=True, kw_only=True)
class SourceGrowth:
    """This quarter beside the same one last year, over the reporters in force in both; ``now`` over all where there is no base.

    ``reporters``: how many those are; ``growth`` in percent and ``points`` by source in percentage points, which with ``rest``
    add up to it exactly; None where last year is missing or not above 0."""

    now: HeadIncome | None
    before: HeadIncome | None
    reporters: int
    growth: Fraction | None
    points: tuple[Fraction, ...] | None
    rest: Fraction


def source_growth(question: Question, period: Period, region: str) -> SourceGrowth:
    """The sources of a region's income in ``period`` and what each adds to its growth."""
    common = in_both(question, SHEET, period, period.year_before())
    here = question.reporters(SHEET).meeting(region) & common
    before = head_income(question.rows(SHEET, period.year_before(), carry=False, reporters=common).inside(region))
    if before is None:
        return grown(head_income(question.rows(SHEET, period, carry=False).inside(region)), None, reporters=0)
    now = head_income(question.rows(SHEET, period, carry=False, reporters=common).inside(region))
    return grown(now, before, reporters=len(here))


def head_income(rows: SheetRows) -> HeadIncome | None:
    """The sums over the persons of the rows that have net income and persons; None of nobody. A blank source adds nothing."""
    complete = rows.where(every_field_filled(rows, ("net", "persons"))) if len(rows) else rows
    persons = exact_sum(complete.number("persons")) if len(complete) else 0
    if persons <= 0:
        return None
    parts = tuple(
        Fraction(_sum(complete, plus) - _sum(complete, minus), persons) for plus, minus in PARTS
    )  # counts of 1e-6 on both sides: 元 a head
    return HeadIncome(net=Fraction(exact_sum(complete.number("net")), persons), parts=parts)


def _sum(rows: SheetRows, names: tuple[str, ...]) -> int:
    return sum(exact_sum(rows.number(name)) for name in names)


def grown(now: HeadIncome | None, before: HeadIncome | None, *, reporters: int) -> SourceGrowth:
    """The growth of the whole and of its parts; incomparable where last year is missing or not above 0."""
    if now is None or before is None or before.net <= 0:
        return SourceGrowth(now=now, before=before, reporters=reporters, growth=None, points=None, rest=Fraction(0))

    def points(later: Fraction, earlier: Fraction) -> Fraction:
        return (later - earlier) / before.net * 100

    return SourceGrowth(
        now=now, before=before, reporters=reporters, growth=points(now.net, before.net),
        points=tuple(points(later, earlier) for later, earlier in zip(now.parts, before.parts, strict=True)),
        rest=points(now.rest, before.rest),
    )  # fmt: skip

"""Villages on the ladder of yearly income: which tier each stands in, and how far it is from the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from services.views import forms

STEPS: tuple[int, ...] = (5, 10, 15, 20)
TIERS: tuple[str, ...] = ("不足5万", "5—10万", "10—15万", "15—20万", "20万以上")
YUAN_IN_WAN = 10_000


@dataclass(frozen=True, kw_only=True)
class Village:
    """One village that has reported; ``total`` in 万元, exact. ``unit`` is the region that it is counted under.

    ``operating``: its operating income, None where the report leaves it out."""

    code: str
    name: str
    unit: str
    unit_name: str
    total: Fraction
    operating: Fraction | None = None


def of_operating(villages: Sequence[Village]) -> list[Village]:
    """The villages with their operating income in the place of the whole; those without are left out."""
    return [replace(village, total=village.operating) for village in villages if village.operating is not None]


def tier_of(total: Fraction) -> int:
    """0 to 4: the tier of an unrounded total; a step itself belongs to the tier above it (以上 includes the number)."""
    return sum(total >= step for step in STEPS)


def tier_counts(villages: Sequence[Village]) -> tuple[int, ...]:
    """Number of villages in each tier, from 不足5万 up."""
    tiers = [tier_of(village.total) for village in villages]
    return tuple(tiers.count(tier) for tier in range(len(TIERS)))


def short_of(villages: Sequence[Village], step: int) -> list[Village]:
    """The villages below a step, the nearest first."""
    return sorted((village for village in villages if village.total < step), key=lambda village: (-village.total, village.code))


def needed(villages: int, reached: int, share: Fraction) -> int:
    """How many more villages a share in percent takes: 45 of 89 pass 50 %."""
    least = -(-villages * share // 100)
    return max(int(least) - reached, 0)


def by_unit(villages: Sequence[Village]) -> list[tuple[str, int]]:
    """Unit names with their number of villages, most first."""
    counts: dict[str, int] = {}
    for village in villages:
        counts[village.unit_name] = counts.get(village.unit_name, 0) + 1
    return sorted(counts.items(), key=lambda entry: -entry[1])


def where(villages: Sequence[Village]) -> str:
    """主要在安乐乡（3个）、江坡镇、蟠猫乡（各2个）: the units with most, equal numbers together, three at the most; a tie that
    would make it more is left out, or told by its number where it is the first."""
    counted = by_unit(villages)
    if len(counted) > 3:
        least = counted[3][1]
        whole = [entry for entry in counted[:3] if entry[1] > least] if counted[2][1] == least else counted[:3]
        if not whole:
            tied = [name for name, count in counted if count == least]
            return f"{'、'.join(tied[:3])}等{len(tied)}个单位（各{least}个）"
        counted = whole
    words: list[str] = []
    for number in dict.fromkeys(count for _, count in counted):
        names = [name for name, count in counted if count == number]
        words.append(f"{'、'.join(names)}（{'各' if len(names) > 1 else ''}{number}个）")
    return "、".join(words)


def distance(village: Village, step: int) -> str:
    """只差800元 or 差1.14万元: below 0.1 万元 in whole 元, which would otherwise round to nothing."""
    gap = step - village.total
    if gap < Fraction(1, 10):
        return f"{forms.number(max(gap * YUAN_IN_WAN, Fraction(1)))}元"
    return forms.quantity(gap, "万元", 2)

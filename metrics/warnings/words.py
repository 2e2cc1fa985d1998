"""Forms of figures in a warning's sentence: the look's section 4.

Whole 元 and percentages of two decimals; a fall is 下降 or 减少 with a positive figure; a difference that rounds to
nothing is 不足1元 or 不足0.01%, never 0.
"""

from __future__ import annotations

from fractions import Fraction

from metrics.evidence import MICRO
from metrics.rounding import half_up

_TEN_THOUSAND = 10_000


def moved(hundredths: int, direction: int) -> str:
    """A change in hundredths of a percent, with the sign of the exact change."""
    if direction == 0:
        return "持平"
    return f"{'下降' if direction < 0 else '增长'}{percentage(hundredths)}"


def percentage(hundredths: int) -> str:
    """The size of a share of change that is not nothing."""
    size = abs(hundredths)
    return f"{size // 100:,}.{size % 100:02d}%" if size else "不足0.01%"


def yuan(difference: int | None) -> str:
    """The size of a difference that is not nothing, in whole 元."""
    return f"{abs(difference):,}元" if difference else "不足1元"


def micro_yuan(difference: int | None) -> str:
    """The same from counts of 1e-6 元, rounded half up."""
    return yuan(None if difference is None else (abs(difference) * 2 + MICRO) // (2 * MICRO))


def signed(amount: int | None) -> str:
    """A whole figure with the sign of print: U+2212, never a hyphen."""
    return f"{amount or 0:,}".replace("-", "−")


def number(limit: Fraction) -> str:
    """A figure of the pack: whole where it is, else with two decimals."""
    return f"{int(limit):,}" if limit.denominator == 1 else f"{half_up(limit, 2):,}"


def round_sum(limit: Fraction) -> str:
    """Tens of thousands in 万元, as the papers write the work line (1万元)."""
    return f"{number(limit / _TEN_THOUSAND)}万元" if limit % _TEN_THOUSAND == 0 else f"{number(limit)}元"

"""Figures as they may stand in a report, drawn by a chance that only a number decides."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from random import Random
from typing import Any

Figure = int | Decimal
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
FAMILY, GIVEN = "李王张杨罗普周段", "国秀兰明华芳建平玉琼"


@dataclass(kw_only=True)
class Chance:
    """``scale``: how large the figures of this report are; ``places``: the most decimals that it writes."""

    random: Random
    scale: int = field(init=False)
    places: int = field(init=False)

    def __post_init__(self) -> None:
        self.scale = self.random.choice((3, 12, 40, 200))
        self.places = self.random.choice((0, 1, 2, 2, 4, 6))

    def often(self, share: float) -> bool:
        return self.random.random() < share

    def one(self, *options: Any) -> Any:
        return self.random.choice(options)

    def count(self, most: int | None = None) -> int:
        """People, households: sometimes none, never more than ``most``."""
        number = 0 if self.often(0.1) else self.random.randint(1, self.scale * 12)
        return number if most is None else min(number, self.random.randint(0, most))

    def amount(self, size: int, most: Decimal | None = None) -> Decimal:
        """Money about ``size`` times as large as the report's scale, with up to as many decimals as the report writes."""
        places = self.random.randint(0, self.places)
        number = (
            Decimal(0) if self.often(0.08) else Decimal(self.random.randint(1, size * self.scale * 10**places)).scaleb(-places)
        )
        return number if most is None or number <= most else self.part_of(most)

    def part_of(self, whole: Decimal) -> Decimal:
        """At most the whole, with six decimals."""
        return (whole * self.random.randint(0, 8) / 8).quantize(Decimal("0.000001"), rounding="ROUND_DOWN").normalize() + 0

    def maybe(self, value: Any, share: float = 0.15) -> Any:
        """A value that need not be there."""
        return None if self.often(share) else value

    def person(self) -> str:
        return self.one(*FAMILY) + self.one(*GIVEN) + (self.one(*GIVEN) if self.often(0.6) else "")

    def identity(self) -> str:
        """An invented number with sequence 000, its check character right."""
        day = f"{self.random.randint(1935, 2022)}{self.random.randint(1, 12):02d}{self.random.randint(1, 28):02d}"
        return with_check(f"{self.one('532323', '532301', '450421')}{day}000")


def with_check(body: str) -> str:
    return body + "10X98765432"[sum(int(a) * b for a, b in zip(body, WEIGHTS, strict=True)) % 11]

"""Invented people: names, identity numbers with sequence 000 (which nobody has), telephones of a block nobody uses."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

_SURNAMES = "李王张杨普罗周刘陈赵徐马段郭何毕尹夏代余"
_GIVEN = "明华强芳丽军平兰英云凤春秀福有国文建学正家兴绍光永金玉桂美琼从自朝发顺全存贵忠才"
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
_OLDEST, _DAYS = date(1950, 1, 1), 16_000  # heads of household were born between 1950 and 1993


def check_character(first17: str) -> str:
    """The last character of an identity number (GB 11643-1999, ISO 7064 MOD 11-2)."""
    return _CHECK[sum(int(digit) * weight for digit, weight in zip(first17, _WEIGHTS, strict=True)) % 11]


def identity_number(county: str, born: date) -> str:
    """A number of the right form that no person has: sequence 000 is not given out."""
    first17 = f"{county}{born:%Y%m%d}000"
    return first17 + check_character(first17)


def birthdays(rng: np.random.Generator, count: int) -> list[date]:
    """Dates of birth, all different as long as there are days enough."""
    order = rng.permutation(_DAYS)
    return [_OLDEST + timedelta(days=int(order[number % _DAYS])) for number in range(count)]


def names(rng: np.random.Generator, count: int) -> list[str]:
    """Names put together at random, of two or three characters."""
    surnames = rng.integers(len(_SURNAMES), size=count)
    given = rng.integers(len(_GIVEN), size=(count, 2))
    both = rng.random(count) < 0.7
    return [
        _SURNAMES[surname] + _GIVEN[first] + (_GIVEN[second] if two else "")
        for surname, (first, second), two in zip(surnames, given, both, strict=True)
    ]


def telephone(number: int) -> str:
    """130 0000 and four digits."""
    return f"1300000{number % 10_000:04d}"

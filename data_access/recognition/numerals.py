"""Years, months and days in Chinese numerals, and Roman quarters, as digits."""

from __future__ import annotations

import re

_DIGITS = {character: str(digit) for digit, character in enumerate("零一二三四五六七八九")} | dict.fromkeys("〇○◯0oO", "0")
_YEAR = re.compile(r"(?=[^年]{0,3}[零〇○◯一二三四五六七八九])[零〇○◯0oO一二三四五六七八九]{4}(?=年)")
_MONTH = re.compile(r"(?:^|(?<=[年(至到止~\-—–]))(十[一二]?|[一二三四五六七八九元])(?=月)")
_FIRST_OF_SPAN = re.compile(r"(?<=年)一(?=(?:-|—|–|~|至|到)[一二三四五六七八九十\d])")
_DAY = re.compile(r"(?<=月)(三十一?|二?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|卅一?|[一二三四五六七八九])(?=[日号])")
_ROMAN = re.compile(r"(?<![A-Za-z])(IV|I{1,3})(?=季)")


def in_digits(line: str) -> str:
    """A cleaned text with 二〇二三年五月二十五日 written 2023年5月25日, 元月 1月 and Ⅱ季度 2季度."""
    line = _YEAR.sub(lambda found: "".join(_DIGITS[character] for character in found.group()), line)
    line = _FIRST_OF_SPAN.sub("1", line)
    line = _MONTH.sub(lambda found: str(_number(found.group())), line)
    line = _DAY.sub(lambda found: str(_number(found.group())), line)
    return _ROMAN.sub(lambda found: str(4 if found.group() == "IV" else len(found.group())), line)


def _number(word: str) -> int:
    """元 to 三十一."""
    if word == "元":
        return 1
    tens, point, ones = word.replace("廿", "二十").replace("卅", "三十").rpartition("十")
    unit = int(_DIGITS[ones]) if ones else 0
    return (10 * int(_DIGITS[tens] if tens else 1) + unit) if point else unit

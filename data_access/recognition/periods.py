"""Periods as titles, lines and file names write them."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Literal

from data_access.reading.grid import Cell
from data_access.recognition.texts import clean

PeriodKind = Literal["month", "quarter"]
_CHINESE = {character: str(digit) for digit, character in enumerate("零一二三四五六七八九")} | {"〇": "0", "○": "0"}
_YEAR = re.compile(r"[零〇○一二三四五六七八九]{4}(?=年)")
_MONTH = re.compile(r"(?<=[年(])(十[一二]?|[一二三四五六七八九])(?=月)")
_TO = r"(?:-|—|–|~|～|至|到)"
_Y = r"(?<!\d)(20\d\d)"
_SPAN = re.compile(rf"{_Y}[年.]?0?1月?{_TO}(\d{{1,2}})月")
_MONTHS = (
    re.compile(rf"{_Y}年(\d{{1,2}})月(?:份)?(?!\d{{1,2}}日|{_TO}\d{{1,2}}月)"),
    re.compile(rf"{_Y}[.\-/](\d{{1,2}})(?![\d.\-/])"),
    re.compile(rf"{_Y}(0[1-9]|1[0-2])(?!\d)"),
)
_DAY = re.compile(rf"{_Y}(?:年(\d{{1,2}})月(\d{{1,2}})日|[.\-/](\d{{1,2}})[.\-/](\d{{1,2}})(?!\d)|(\d\d)(\d\d)(?!\d))")
_UP_TO = re.compile(r"截[至止](?:时间)?:?$")
_QUARTER = re.compile(rf"{_Y}年?度?(?:第?([一二三四1-4])季度?|Q([1-4]))", re.IGNORECASE)
_QUARTERS = re.compile(rf"{_Y}年?(?:前([一二三四1-4])个?季度|[一1]{_TO}([二三四2-4])季度)")
_HALF = re.compile(rf"{_Y}年?上半年")
_WHOLE = re.compile(rf"{_Y}年?全年|{_Y}年度")
# A year and its month or quarter apart from each other: 2023年…月报表（5月）, 2023年度…（一季度）.
_YEAR_APART = re.compile(rf"(?<!{_TO}){_Y}(?=年)")
_APART: dict[PeriodKind, re.Pattern[str]] = {
    "month": re.compile(
        rf"(?<![年\d.])(?:0?1月?{_TO})?(?<!\d)\d{{1,2}}月(?!\d{{1,2}}日|{_TO}\d)|(?<=截[至止])\d{{1,2}}月(?=\d{{1,2}}日)"
    ),
    "quarter": re.compile(rf"(?<!年)(?:上半年|前[一二三四1-4]个?季度|第?[一二三四1-4]季度|(?<!\d)0?1月?{_TO}\d{{1,2}}月)"),
}
_NUMERALS = {"一": 1, "二": 2, "三": 3, "四": 4}


def periods_in(text: str, kind: PeriodKind, *, is_file_name: bool = False) -> list[str]:
    """The periods of one kind that a text states, in order, each once; a day counts in a title or behind 截至 only."""
    line = _in_digits(clean(text))
    found = _quarters(line) if kind == "quarter" else _months(line, is_file_name)
    found = found or _apart(line, kind, is_file_name)
    if not found and kind == "quarter":
        found = [f"{match.group(1) or match.group(2)}Q4" for match in _WHOLE.finditer(line)]
    return list(dict.fromkeys(found))


def _apart(line: str, kind: PeriodKind, is_file_name: bool) -> list[str]:
    """The period of a text that names one year and, elsewhere, one month or quarter."""
    years, words = set(_YEAR_APART.findall(line)), set(_APART[kind].findall(line))
    if len(years) != 1 or len(words) != 1:
        return []
    joined = f"{years.pop()}年{words.pop()}"
    return _quarters(joined) if kind == "quarter" else _months(joined, is_file_name)


def _in_digits(line: str) -> str:
    line = _YEAR.sub(lambda found: "".join(_CHINESE[character] for character in found.group()), line)
    return _MONTH.sub(lambda found: str(_month_number(found.group())), line)


def _month_number(word: str) -> int:
    if word.startswith("十"):
        return 10 + (int(_CHINESE[word[1]]) if len(word) > 1 else 0)
    return int(_CHINESE[word])


def _months(line: str, is_file_name: bool) -> list[str]:
    found = [(match.start(), match.group(1), int(match.group(2))) for match in _SPAN.finditer(line)]
    for pattern in _MONTHS:
        found += [(match.start(), match.group(1), int(match.group(2))) for match in pattern.finditer(line)]
    for match in _DAY.finditer(line):
        if not is_file_name or _UP_TO.search(line[: match.start()]):
            month = next(int(group) for group in match.groups()[1::2] if group)
            found.append((match.start(), match.group(1), month))
    return [f"{year}-{month:02d}" for _, year, month in sorted(found) if 1 <= month <= 12]


def _quarters(line: str) -> list[str]:
    """A quarter by its number, 上半年, 前三季度, or months from January on (1—6月); a single month names none."""
    found = [(match.start(), match.group(1), int(match.group(2)) / 3) for match in _SPAN.finditer(line)]
    for pattern in (_QUARTER, _QUARTERS):
        for match in pattern.finditer(line):
            word = match.group(2) or match.group(3)
            found.append((match.start(), match.group(1), float(_NUMERALS.get(word) or int(word))))
    found += [(match.start(), match.group(1), 2.0) for match in _HALF.finditer(line)]
    return [f"{year}Q{int(quarter)}" for _, year, quarter in sorted(found) if quarter in (1, 2, 3, 4)]


def kind_of(period: str) -> PeriodKind | None:
    """Whether a text is a month (2023-05) or a quarter (2023Q2) in the written form of the program."""
    if re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", period):
        return "month"
    return "quarter" if re.fullmatch(r"\d{4}Q[1-4]", period) else None


def report_date(value: Cell, year: int) -> date | None:
    """The day that a 填报日期 states (a day without a year lies in ``year``); None where it cannot be read."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, (int, float)) and 20000 < value < 60000:
        return date(1899, 12, 30) + timedelta(days=int(value))
    text = _in_digits(clean(str(value).removesuffix(".0")))
    match = re.fullmatch(r"(?:(\d{4})[年.\-/])?(\d{1,2})[月.\-/](?:(\d{1,2})日?)?|(\d{4})(\d\d)(\d\d)", text)
    if match is None:
        return None
    parts = match.groups()[:3] if match.group(2) else match.groups()[3:]
    try:
        return date(int(parts[0] or year), int(parts[1]), int(parts[2] or 1))
    except ValueError:
        return None


def is_date_in_reach(day: date, period: str) -> bool:
    """Whether a day lies in the period's year or in the month after its end."""
    year = int(period[:4])
    last_month = int(period[5:]) if kind_of(period) == "month" else 3 * int(period[5:])
    return day.year == year or (last_month == 12 and (day.year, day.month) == (year + 1, 1))

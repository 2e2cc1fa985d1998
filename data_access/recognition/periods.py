"""Periods as titles, lines and file names write them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Literal

from data_access.recognition.numerals import in_digits
from data_access.recognition.texts import clean

PeriodKind = Literal["month", "quarter"]
_TO = r"(?:-|—|–|~|～|至|到)"
_Y = r"(?<!\d)(20\d\d)"
_SPAN = re.compile(rf"{_Y}[年.]?0?1月?{_TO}(\d{{1,2}})月")
_MONTHS = (
    re.compile(rf"{_Y}年(\d{{1,2}})月(?:份)?(?!\d{{1,2}}[日号]|{_TO}\d{{1,2}}月)"),
    re.compile(rf"{_Y}[.\-/](\d{{1,2}})(?![\d.\-/])"),
    re.compile(rf"{_Y}(0[1-9]|1[0-2])(?!\d)"),
)
_DAY = re.compile(rf"{_Y}(?:年(\d{{1,2}})月(\d{{1,2}})[日号]|[.\-/](\d{{1,2}})[.\-/](\d{{1,2}})(?!\d)|(\d\d)(\d\d)(?!\d))")
_UP_TO = re.compile(r"截[至止](?:时间)?:?$")
_QUARTER = re.compile(rf"{_Y}年?度?(?:第?([一二三四1-4])季度?|[-_]?Q([1-4])(?!\d))", re.IGNORECASE)
_QUARTERS = re.compile(rf"{_Y}年?(?:前([一二三四1-4])个?季度|[一1]{_TO}([二三四2-4])季度)")
_HALF = re.compile(rf"{_Y}年?度?上半年")
_WHOLE = re.compile(rf"{_Y}年?度?全年|{_Y}年度")
# What speaks against 年度 standing for the whole year: a month, a day, a part of the year that is not read.
_PART = re.compile(r"\d月|[半季旬]|截[至止]")
# The last month of a quarter, up to which a report says it counts: 截至2023年6月30日, 截止6月底.
_END = re.compile(rf"截[至止](?:时间)?:?{_Y}?[年.\-/]?0?(3|6|9|12)(?:月|[.\-/]\d{{1,2}})")
# A year and its month or quarter apart from each other: 2023年…月报表（5月）, 2023年度…（一季度）.
_YEAR_APART = re.compile(rf"(?<!{_TO}){_Y}(?=年)")
_APART: dict[PeriodKind, re.Pattern[str]] = {
    "month": re.compile(
        rf"(?<![年\d.、,和\-—–~到])(?<!(?<!截)至)(?:0?1月?{_TO})?(?<!\d)\d{{1,2}}月(?!\d{{1,2}}[日号]|{_TO}\d|[、,和]\d)"
        r"|(?<=截[至止])\d{1,2}月(?=\d{1,2}[日号])"
    ),
    "quarter": re.compile(rf"(?<!年)(?:上半年|前[一二三四1-4]个?季度|第?[一二三四1-4]季度?|(?<!\d)0?1月?{_TO}\d{{1,2}}月)"),
}
_NUMERALS = {"一": 1, "二": 2, "三": 3, "四": 4}


def periods_in(text: str, kind: PeriodKind, *, is_file_name: bool = False) -> list[str]:
    """The periods of one kind that a text states, in order, each once; a day counts in a title or behind 截至 only."""
    found = _in_part(text, kind, is_file_name)
    if not found and kind == "quarter":
        line = in_digits(clean(text))
        rest = _PART.search(_WHOLE.sub("", line))
        found = [f"{match.group(1) or match.group(2)}Q4" for match in _WHOLE.finditer(line) if rest is None]
    return list(dict.fromkeys(found))


def periods_over(texts: Sequence[str], kind: PeriodKind, *, joined: bool) -> list[tuple[str, str]]:
    """What several texts state, each (period, text): by themselves, or where none does (and ``joined``) all of them read as one.

    2023年度…监测表 in one line and （第二季度） in the next are the second quarter, not the whole year.
    """
    found = [(period, text) for text in texts for period in dict.fromkeys(_in_part(text, kind, is_file_name=False))]
    whole = "　".join(texts)
    return found or [(period, whole) for period in periods_in(whole, kind) if joined]


def _in_part(text: str, kind: PeriodKind, is_file_name: bool) -> list[str]:
    """The periods that a text states as part of a year."""
    line = in_digits(clean(text))
    found = _quarters(line) if kind == "quarter" else _months(line, is_file_name)
    found = found or _apart(line, kind, is_file_name)
    return found or (_up_to(line) if kind == "quarter" else [])


def year_in(texts: Sequence[str]) -> str | None:
    """The one year that texts name."""
    years = {year for text in texts for year in _YEAR_APART.findall(in_digits(clean(text)))}
    return years.pop() if len(years) == 1 else None


def _up_to(line: str) -> list[str]:
    """The quarter up to whose last month a report counts."""
    years = set(re.findall(_Y, line))
    found = [
        (match.group(1) or next(iter(years)), int(match.group(2)) // 3) for match in _END.finditer(line) if len(years) == 1
    ]
    return [f"{year}Q{quarter}" for year, quarter in found]


def impossible_in(text: str) -> list[str]:
    """The months and days in a text that no calendar has: 2023年13月, 2023年2月30日."""
    line = in_digits(clean(text))
    days = [match.group() for match in _DAY.finditer(line) if match.group(6) is None and _day_of(match) is None]
    return [*days, *(match.group() for match in _MONTHS[0].finditer(line) if not 1 <= int(match.group(2)) <= 12)]


def _day_of(match: re.Match[str]) -> date | None:
    year, month, day = (int(group) for group in match.groups() if group)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _apart(line: str, kind: PeriodKind, is_file_name: bool) -> list[str]:
    """The period of a text that names one year and, elsewhere, one month or quarter."""
    years, words = set(_YEAR_APART.findall(line)), set(_APART[kind].findall(line))
    if len(years) != 1 or len(words) != 1:
        return []
    joined = f"{years.pop()}年{words.pop()}"
    return _quarters(joined) if kind == "quarter" else _months(joined, is_file_name)


def _months(line: str, is_file_name: bool) -> list[str]:
    found = [(match.start(), match.group(1), int(match.group(2))) for match in _SPAN.finditer(line)]
    for pattern in _MONTHS:
        found += [(match.start(), match.group(1), int(match.group(2))) for match in pattern.finditer(line)]
    for match in _DAY.finditer(line):
        day = _day_of(match)
        if day is not None and (not is_file_name or _UP_TO.search(line[: match.start()])):
            found.append((match.start(), match.group(1), day.month))
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


def is_date_in_reach(day: date, period: str) -> bool:
    """Whether a day lies in the period's year or in the month after its end."""
    year = int(period[:4])
    last_month = int(period[5:]) if kind_of(period) == "month" else 3 * int(period[5:])
    return day.year == year or (last_month == 12 and (day.year, day.month) == (year + 1, 1))

"""The day that a 填报日期 states, in each of the forms in which clerks write it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from data_access.reading.grid import Cell
from data_access.recognition.numerals import in_digits
from data_access.recognition.texts import cell_text, clean, quoted, spaced

FIRST_SERIAL, LAST_SERIAL = 20000, 60000  # numbers between are days as Excel counts them: 1954 to 2064
_PLAIN = re.compile(r"\d{4} ?年 ?\d{1,2} ?月 ?\d{1,2} ?日|\d{4}-\d\d-\d\d", re.ASCII)
_TIME = re.compile(r"(?<=[日号\d])\s*[T ]\s*\d{1,2}[:时点].*$|\(?(?:星期|周)[一二三四五六日天]\)?$")
_MARK = r"[年月./\-、。,]"
_DAY = re.compile(rf"(?:(\d{{4}}){_MARK})?(\d{{1,2}}){_MARK}(?:(\d{{1,2}})[日号]?)?", re.ASCII)
_DIGITS = re.compile(r"(20\d\d)(\d\d)(\d\d)?", re.ASCII)
_MONTH = re.compile(r"(20\d\d)[年.\-/](\d{1,2})月?", re.ASCII)
_UNFILLED = re.compile(r"[年月日\s_＿\-—–./:：…()（）]*|无|未报|未填|空")
_CUT = re.compile(r"(?:20\d\d|\d{1,2})\.[123]", re.ASCII)  # 2023.1 and 5.2 as numbers may have been 2023.10 and 5.20


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadDay:
    """``day`` None: it cannot be read, ``message`` says why; else ``message`` says what was made of an unusual form."""

    day: date | None
    message: str = ""


def is_unfilled(value: Cell) -> bool:
    """Whether a place for a day was left as it is in the form (    年  月  日), or holds a word for nothing."""
    return _UNFILLED.fullmatch(cell_text(value)) is not None


def is_bare_day(text: str) -> bool:
    """Whether a text is one whole day and nothing else, as beside 填报单位 where 填报日期 was left out."""
    words = in_digits(clean(text))
    return re.fullmatch(r"20\d\d(?:年\d{1,2}月\d{1,2}[日号]|([.\-/])\d{1,2}\1\d{1,2})", words, re.ASCII) is not None


def read_day(value: Cell, year: int, month: int) -> ReadDay:
    """The day that a cell states; one without a year lies in ``year``, January after a period that ends in December ``month``."""
    if isinstance(value, date):
        return ReadDay(day=value.date() if isinstance(value, datetime) else value)
    serial = serial_day(value)
    if serial is not None:
        return ReadDay(day=serial, message=f"以数字{quoted(cell_text(value))}保存，按{_words(serial)}采用")
    if isinstance(value, float) and _CUT.fullmatch(str(value)):
        return ReadDay(day=None, message=f"{quoted(str(value))}末尾的0可能已丢失，无法判断是哪一天")
    return _of_text(cell_text(value), year, month)


def serial_day(value: Cell) -> date | None:
    """The day that a number (also one stored as text) counts in Excel, None for any other cell."""
    if isinstance(value, str) and re.fullmatch(r"\d{5}(?:\.0)?", value.strip(), re.ASCII):
        value = float(value)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not FIRST_SERIAL < value < LAST_SERIAL:
        return None
    return date(1899, 12, 30) + timedelta(days=int(value))


def _of_text(text: str, year: int, month: int) -> ReadDay:
    words = in_digits(clean(_TIME.sub("", spaced(text)).removesuffix(".0"))).strip("()").removesuffix("。")
    found = _DAY.fullmatch(words) or _DIGITS.fullmatch(words) or _MONTH.fullmatch(words)
    if found is None:
        return ReadDay(day=None, message=f"{quoted(text)}无法识别" + _why(words))
    stated, months, days = (found.group(place) if place <= len(found.groups()) else None for place in (1, 2, 3))
    after = stated is None and month == 12 and int(months or 0) == 1
    try:
        day = date(int(stated or year + after), int(months or 0), int(days or 1))
    except ValueError:
        return ReadDay(day=None, message=f"{quoted(text)}没有这一天")
    if stated is not None and days is not None and _PLAIN.fullmatch(text.strip()):
        return ReadDay(day=day)
    missing = "未写年份，" if stated is None else ""
    return ReadDay(day=day, message=f"{quoted(text)}{missing}按{_words(day) if days else f'{day.year}年{day.month}月'}采用")


def _why(words: str) -> str:
    return "，年份须写4位" if re.fullmatch(r"\d{6}|\d\d[年.\-/]\d{1,2}[月.\-/]\d{1,2}日?", words, re.ASCII) else ""


def _words(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"

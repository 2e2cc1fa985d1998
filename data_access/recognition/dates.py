"""填报日期 and what else above a table is written as a date: read, and said how."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

from data_access.period_names import period_name
from data_access.problems import Problem, problem
from data_access.reading.grid import Cell
from data_access.recognition.days import is_unfilled, read_day, serial_day
from data_access.recognition.lines import Labelled, LinesAbove
from data_access.recognition.numerals import in_digits
from data_access.recognition.periods import is_date_in_reach, kind_of, periods_in
from data_access.recognition.texts import cell_text, clean, quoted

_FIX = "按2023年5月25日的形式填写填报日期。"
_ANY_PERIOD = "2024-06"  # for a day without a year where no period is known: whether it can be read at all
_TENTH_MONTH = re.compile(r"(20\d\d)\.1", re.ASCII)
_WIDE = re.compile(r"[０-９．／－]")


def period_texts(value: Cell, year: str | None) -> list[str]:
    """What stands behind 报告期 as text: a day as its month, a number 2023.1 as both months that it may have been.

    ``year``: that of the title, for a 报告期 without one.
    """
    day = value if isinstance(value, date) else serial_day(value)
    if day is not None:
        return [f"{day.year}年{day.month}月"]
    text = cell_text(value)
    cut = _TENTH_MONTH.fullmatch(text) if isinstance(value, float) else None
    if cut is not None:
        return [f"{cut[1]}年1月", f"{cut[1]}年10月"]
    return [text if year is None or re.search(r"20\d\d", in_digits(clean(text))) else f"{year}年{text}"]


def check_dates(lines: LinesAbove, period: str | None, worksheet: str) -> list[Problem]:
    """A 填报日期 that cannot be read or lies outside the period's year and the month after; unusual forms of dates noted."""
    found = [_of_day(entry, lines, period, worksheet) for entry in lines.of("date") if not is_unfilled(entry.value)]
    notes = list(_of_period(lines, period, worksheet)) if period is not None else []
    return [*(problem for problem in found if problem is not None), *notes]


def _of_day(entry: Labelled, lines: LinesAbove, period: str | None, worksheet: str) -> Problem | None:
    of = period or _ANY_PERIOD
    month = int(of[5:]) if kind_of(of) == "month" else 3 * int(of[5:])
    read = read_day(entry.value, int(of[:4]), month)
    text = cell_text(entry.value)
    if read.day is None:
        return problem("report_date_odd", f"填报日期{read.message}", fix=_FIX, worksheet=worksheet, cell=entry.cell, value=text)
    if period is None:
        return None
    if not is_date_in_reach(read.day, period):
        day = f"{read.day.year}年{read.day.month}月{read.day.day}日"
        message = f"填报日期 {day}不在报告期（{period_name(period)}）的当年或次月"
        return problem("report_date_odd", message, worksheet=worksheet, cell=entry.cell, value=text)
    how = read.message
    if not how and _WIDE.search(cell_text(lines.written.get(entry.cell))):
        how = f"{quoted(text)}中的全角数字已规范"
    return problem("normalised", f"填报日期{how}", worksheet=worksheet, cell=entry.cell, value=text) if how else None


def _of_period(lines: LinesAbove, period: str, worksheet: str) -> Iterator[Problem]:
    """One note at the first title or line whose period is written in numerals, full width, or stored as a number or day."""
    kind = kind_of(period) or "month"
    cells = [(text, where) for text, where in lines.texts]
    cells += [(period_texts(entry.value, period[:4])[0], entry.cell) for entry in lines.of("period")]
    for text, where in cells:
        written = lines.written.get(where)
        if period in periods_in(text, kind) and _is_unusual(written):
            message = f"报告期{quoted(cell_text(written))}按{period_name(period)}采用"
            yield problem("normalised", message, worksheet=worksheet, cell=where, value=cell_text(written))
            return


def _is_unusual(cell: Cell) -> bool:
    if not isinstance(cell, str):
        return not isinstance(cell, date) and serial_day(cell) is not None
    half = unicodedata.normalize("NFKC", cell)
    return _WIDE.search(cell) is not None or serial_day(cell) is not None or in_digits(clean(half)) != clean(half)

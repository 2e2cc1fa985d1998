"""Where and how a file says its period and its reporter."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

from tests.intake.mixing.plan import Plan
from tests.intake.mixing.truths import Truth
from tests.intake.rows import declared, name
from tests.intake.sheets import CZJ, GXSJ, JYTYJ, NYNCJ, SWJ

NAMES = {NYNCJ: "农业农村局", GXSJ: "工业信息化商务科技局", CZJ: "财政局", JYTYJ: "教育体育局", SWJ: "水务局"}
_QUARTERS = {"1": ("第一季度", "一季度", "第1季度", "1—3月", "1-3月"), "4": ("第四季度", "四季度", "全年", "1—12月")}
_NUMERALS = "零一二三四五六七八九十"


@dataclass(kw_only=True)
class Stated:
    """``above``: cells of the lines by column; ``noted``: texts of which a note is due at their cell."""

    file: str
    title: tuple[str, ...]
    above: list[dict[int, Any]]
    noted: list[tuple[int, int]] = field(default_factory=list)  # row and column, 1-based, before the table is moved


def stated(plan: Plan, truth: Truth, unit_line: str) -> Stated:
    chance = Random(f"{plan.seed}:stated")
    title = _title(plan, truth, chance)
    line, noted = _line(plan, truth, chance, unit_line, len(title) + 1)
    file = _file(plan, truth, chance)
    return Stated(file=file, title=title, above=[line] if line else [], noted=noted)


def period_words(period: str, chance: Random) -> str:
    year, rest = period[:4], period[5:]
    if period[4] == "Q":
        return f"{year}年{chance.choice(_QUARTERS[rest])}"
    month = int(rest)
    return chance.choice(
        (
            f"{year}年{month}月",
            f"{year}年{month}月份",
            f"{year}年{month:02d}月",
            f"{year} 年 {month} 月",
            f"{year}年1—{month}月",
        )
    )


def unit_words(truth: Truth, chance: Random, *, short: bool = False) -> str:
    code = truth.reporters[0]
    if truth.is_office:
        return chance.choice(("县", "牟定县")) + NAMES[code]
    full = name(code)
    return chance.choice((full, f"牟定县{full}", *((f"{full}人民政府", full[:-1], f"{full}乡村振兴办公室") if short else ())))


def _title(plan: Plan, truth: Truth, chance: Random) -> tuple[str, ...]:
    who = unit_words(truth, chance) if plan.reporter_in == "title" else chance.choice(("", "牟定县"))
    when = period_words(truth.period, chance) if plan.period_in == "title" else ""
    what = declared(truth.sheet).title
    lines = (f"{who}{what}", f"（{when}）") if when and chance.random() < 0.3 else (f"{who}{when}{what}",)
    if "title of several lines" in plan.layout:
        lines = ("附件2", *lines)
    return lines


def _line(plan: Plan, truth: Truth, chance: Random, unit_line: str, row: int) -> tuple[dict[int, Any], list[tuple[int, int]]]:
    line: dict[int, Any] = {}
    noted: list[tuple[int, int]] = []
    if plan.reporter_in == "line":
        label = chance.choice(("填报单位（盖章）：", "填报单位:", "填 报 单 位：", "报送单位（公章）："))
        words = unit_words(truth, chance, short=True)
        line |= {1: label, 2: words} if chance.random() < 0.2 else {1: f"{label}{words}"}
    day, is_noted = report_day(plan.date, truth.period)
    if day is not None:
        line |= {4: f"填报日期：{day}"} if isinstance(day, str) and chance.random() < 0.6 else {4: "填报日期：", 5: day}
        noted += [(row, 4 if 5 not in line else 5)] if is_noted else []
    if plan.period_in == "line":
        line[7] = f"报告期：{period_words(truth.period, chance)}"
    if unit_line:
        line[9] = chance.choice((f"单位：{unit_line}", f"（单位：{unit_line}）", f"计量单位:{unit_line}"))
    return line, noted


def report_day(which: int, period: str) -> tuple[Any, bool]:
    """A 填报日期 within reach of the period, and whether its form is noted."""
    month = int(period[5:]) if period[4] == "-" else 3 * int(period[6 - 1 :])
    year = int(period[:4])
    words = (
        (None, False), (f"{year}年{month}月25日", False), (date(year, month, 25), False), (f"{year}.{month}.25", True),
        (f"{year}/{month}/25", True), (f"{month}月25日", True), ((date(year, month, 25) - date(1899, 12, 30)).days, True),
    )  # fmt: skip
    return words[which]


def _file(plan: Plan, truth: Truth, chance: Random) -> str:
    who = unit_words(truth, chance) if plan.reporter_in == "file" else ""
    when = period_words(truth.period, chance).replace(" ", "") if plan.period_in == "file" else ""
    return f"{who}{when}{chance.choice(('报表', '报送表(1)', '最终版', '上报'))}.xlsx"

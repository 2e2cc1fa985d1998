"""What the sentence of a listed household is made of: its figures in the units in which they are read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from metrics.evidence import MICRO
from metrics.income_comparison import SOURCES, Comparison, Source
from metrics.income_exact import Flags, Quantity, difference, minus, ratio, rounded, sign, unknown
from metrics.income_quarters import Basis, between, window, year_of
from metrics.income_rules import RuleSetting
from metrics.income_settings import IncomeSettings
from metrics.warnings.rules import WITNESSED, Question, component_fell
from metrics.warnings.words import number, round_sum

Numbers = list[int | None]
NAMES: Mapping[str, str] = {
    "wage": "工资性收入",
    "operating": "生产经营净收入",
    "property": "财产性收入",
    "transfer": "转移性收入",
}
_COMPARED: Mapping[Basis, str] = {
    "cumulative": "同比",
    "single_quarter": "本季单季同比",
    "year": "全年同比",
    "last_four_quarters": "近四个季度同比",
}
_BLANKS, _YEAR_NOT_OVER = "数据缺项", "全年收入未出"
_YEARS = ("本年", "上年", "前年")
_GROSS_NAME = "生产经营性收入"


@dataclass(frozen=True, kw_only=True)
class Yardsticks:
    """What all households of a quarter are measured against, in words; empty where the pack sets none.

    ``between``: what the quarters that a comparison takes besides are called; ``no_change``: why there is none where all are there.
    """

    line: str = ""
    near: str = ""
    work_line: str = ""
    cutoff: str = ""
    expense: str = ""
    operating: str = NAMES["operating"]
    compared: str = "同比"
    no_change: str = _BLANKS
    between: tuple[str, ...] = ()
    asks_annual: bool = False


class Story(NamedTuple):
    """One household; None where unknown.

    ``annual``, ``line_gap``, ``work_gap`` (annual less the line), ``change``, ``base`` are whole 元 a head, ``medical`` whole 元;
    ``absent``: the quarters of ``Yardsticks.between`` without a row, a bit each.
    ``percent`` and ``net_percent`` (of the whole household) are hundredths of a percent; ``line_side``, ``direction`` and
    ``net_direction`` the signs of the exact gap and changes. ``changes`` (of ``SOURCES``) and ``operating`` (by the pack's basis)
    are the whole household's in counts of 1e-6 元; ``fallen``: for wage, operating, transfer the change in hundredths of a
    percent where component_drop holds, else None.
    """

    mask: int
    annual: int | None = None
    line_gap: int | None = None
    line_side: int = 0
    work_gap: int | None = None
    comparable: bool = True
    last_fourth: bool = True
    absent: int = 0
    change: int | None = None
    direction: int = 0
    percent: int | None = None
    base: int | None = None
    net_percent: int | None = None
    net_direction: int = 0
    persons: int | None = None
    persons_before: int | None = None
    labourers: int | None = None
    employed: int | None = None
    employed_before: int | None = None
    medical: int | None = None
    operating: int | None = None
    changes: tuple[int | None, ...] = (None, None, None, None)
    fallen: tuple[int | None, ...] = (None, None, None)


def driver_of(story: Story) -> Source | None:
    """The source that fell most, where income a head and the household's whole income fell; the first of equal ones."""
    if story.direction >= 0 or story.net_direction >= 0:
        return None
    falls: list[tuple[int, Source]] = [
        (change, source) for source, change in zip(SOURCES, story.changes, strict=True) if change is not None and change < 0
    ]
    return min(falls, key=lambda fall: fall[0])[1] if falls else None


def yardsticks(settings: IncomeSettings, period: str) -> Yardsticks:
    """The lines and shares that hold in a quarter; ``asks_annual``: a rule that is on has a line to hold annual income to."""
    year, rules = year_of(period), settings.rules
    line, cutoff = settings.line.get(year), settings.low_income_cutoff.get(year)
    asked = {"below_line": line, "crossed_line": line, "near_line": line}
    asked |= {"below_work_line": settings.work_line, "low_income": cutoff}
    return Yardsticks(
        line=f"监测线{number(line)}元" if line is not None else "",
        near=_percent(rules.get("near_line"), "near_line_percent"),
        work_line=round_sum(settings.work_line) if settings.work_line is not None else "",
        cutoff=f"低收入组上限{number(cutoff)}元" if cutoff is not None else "",
        expense=_expense(settings.reference_income.get(year - 1), rules.get("expense_surge")),
        operating=_GROSS_NAME if settings.gross else NAMES["operating"],
        compared=_COMPARED[settings.comparison],
        no_change=_BLANKS if window(period, settings.comparison) else _YEAR_NOT_OVER,
        between=tuple(called(quarter, year) for quarter in between(period, settings.comparison)),
        asks_annual=any(limit is not None for name, limit in asked.items() if name in rules),
    )


def called(quarter: str, year: int) -> str:
    """上年第四季度: a quarter as seen from a year."""
    return f"{_YEARS[year - year_of(quarter)]}第{'一二三四'[int(quarter[-1]) - 1]}季度"


def _percent(rule: RuleSetting | None, bound: str) -> str:
    return f"{number(rule.bounds[bound])}%" if rule else ""


def _expense(reference: Fraction | None, rule: RuleSetting | None) -> str:
    return f"上年参考收入{number(reference)}元的{_percent(rule, 'medical_share')}" if reference is not None else ""


def stories(
    settings: IncomeSettings, compared: Comparison, *, listed: NDArray[np.intp], masks: NDArray[np.int64]
) -> Iterator[Story]:
    """The stories of the listed households (positions in the comparison's rows), in their order."""
    columns = _Columns(settings, compared, listed)
    return map(Story, masks[listed].tolist(), *columns.standing(), *columns.fall(), *columns.people(), *columns.sources())


class _Columns:
    """The fields of ``Story`` as lists, for the listed households alone."""

    def __init__(self, settings: IncomeSettings, compared: Comparison, listed: NDArray[np.intp]) -> None:
        self._settings = settings
        self._compared = compared
        self._listed = listed

    def _read(self, quantity: Quantity, *, scale: int = 1, divisor: int = MICRO) -> Numbers:
        here = quantity.at(self._listed)
        values = rounded(here, scale=scale, divisor=divisor).tolist()
        return [value if known else None for value, known in zip(values, here.known.tolist(), strict=True)]

    def _percent(self, part: Quantity, whole: Quantity) -> Numbers:
        return self._read(ratio(part, whole), scale=10_000, divisor=1)

    def _signs(self, quantity: Quantity) -> list[int]:
        return sign(quantity)[self._listed].tolist()

    def _flags(self, flags: Flags) -> list[bool]:
        return flags[self._listed].tolist()

    def _gap(self, line: Fraction | None) -> Quantity:
        annual = self._compared.annual
        return unknown(len(annual.known)) if line is None else minus(annual, line * MICRO)

    def standing(self) -> tuple[list[int] | list[bool] | Numbers, ...]:
        compared, settings = self._compared, self._settings
        gap = self._gap(settings.line.get(year_of(compared.period)))
        return (
            self._read(compared.annual),
            self._read(gap),
            self._signs(gap),
            self._read(self._gap(settings.work_line)),
            self._flags(compared.comparable),
            self._flags(compared.last_fourth.present),
            self._absent(),
        )

    def _absent(self) -> list[int]:
        mask = np.zeros(len(self._listed), np.int64)
        for bit, rows in enumerate(self._compared.between.values()):
            mask |= (~rows.present[self._listed]).astype(np.int64) << bit
        return mask.tolist()

    def fall(self) -> tuple[list[int] | list[bool] | Numbers, ...]:
        compared = self._compared
        change = difference(compared.per_head, compared.per_head_before)
        net_before = compared.income_before.amount("net")
        net_change = difference(compared.income.amount("net"), net_before)
        return (
            self._read(change),
            self._signs(change),
            self._percent(change, compared.per_head_before),
            self._read(compared.per_head_before),
            self._percent(net_change, net_before),
            self._signs(net_change),
        )

    def people(self) -> tuple[Numbers, ...]:
        now, before = self._compared.now, self._compared.year_ago
        counts = (
            now.field("persons"),
            before.field("persons"),
            now.field("labourers"),
            now.field("employed"),
            before.field("employed"),
        )
        return tuple(self._read(count, divisor=1) for count in counts)

    def sources(self) -> tuple[list[tuple[int | None, ...]] | Numbers, ...]:
        compared, gross = self._compared, self._settings.gross
        changes = [self._read(compared.change(source), divisor=1) for source in SOURCES]
        return (
            self._read(compared.now.field("medical_self_paid")),
            self._read(compared.change("operating", gross=gross), divisor=1),
            list(zip(*changes, strict=True)),
            list(zip(*(self._fallen(source) for source in WITNESSED), strict=True)),
        )

    def _fallen(self, source: Source) -> Numbers:
        rule = self._settings.rules.get("component_drop")
        if rule is None:
            return [None] * len(self._listed)
        question = Question(settings=self._settings, comparison=self._compared, rule=rule)
        gross = self._settings.gross
        change = self._compared.change(source, gross=gross)
        shares = self._percent(change, self._compared.income_before.source(source, gross=gross))
        holds = self._flags(component_fell(question, source))
        return [share if held else None for share, held in zip(shares, holds, strict=True)]

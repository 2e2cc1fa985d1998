"""The units of a warning list for the meeting: their counts with the small cells hidden before anything is drawn or written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from metrics.income_rules import LEVELS
from services.small_cells import TOTAL, Cell, hidden_parts, hidden_together
from services.views import forms
from services.warning_breakdown import Breakdown

#: a count of households, or what stands in its place: 少于3, 略
Shown = int | str
#: 0 none, 1 wage, 2 operating, 3 property, 4 transfer: the sources first, the rest last
CAUSES = (1, 2, 3, 4, 0)
CAUSE_NAMES = ("工资性", "生产经营", "财产性", "转移性", "无减收来源")


@dataclass(frozen=True, kw_only=True)
class UnitWarnings:
    """One unit (or the whole): ``households`` reported (None: 未报), ``listed`` on the warning list, by level (red first),
    by cause in the order of ``CAUSES``; ``new``, ``staying``, ``gone`` None where there is no list of the quarter before."""

    code: str
    name: str
    households: Fraction | None
    listed: Shown
    levels: tuple[Shown, ...]
    causes: tuple[Shown, ...]
    new: Shown | None = None
    staying: Shown | None = None
    gone: Shown | None = None

    @property
    def share(self) -> Fraction | None:
        """Listed households in percent of the reported ones; None where either is not shown."""
        if self.households is None or isinstance(self.listed, str):
            return None
        return forms.share(self.listed, self.households)

    @property
    def apart(self) -> int:
        """Households of the unit that its levels do not show one by one."""
        if isinstance(self.listed, str):
            return 0
        return self.listed - sum(count for count in self.levels if isinstance(count, int))


def share_words(unit: UnitWarnings) -> str:
    """4.19%, 少于3户, 略, or 未报."""
    if unit.households is None:
        return "未报"
    if isinstance(unit.listed, str):
        return said(unit.listed)
    return forms.percent(unit.share)


def said(count: Shown) -> str:
    """1,204户, 少于3户, 略."""
    if isinstance(count, int):
        return f"{count:,}户"
    return f"{count}户" if count[-1:].isdigit() else count


def whole_of(found: Breakdown, name: str, households: Fraction | None) -> UnitWarnings:
    """The whole that the page is about: its own figures, all exact."""
    causes = [sum(unit.get(cause, 0) for unit in found.causes.values()) for cause in CAUSES]
    churn = found.churn
    return UnitWarnings(
        code="", name=name, households=households, listed=found.total,
        levels=tuple(found.by_level.get(rank, 0) for rank in range(len(LEVELS))), causes=tuple(causes),
        new=churn.new if churn else None, staying=churn.staying if churn else None, gone=churn.gone if churn else None,
    )  # fmt: skip


def units_of(
    found: Breakdown, codes: Sequence[str], names: Mapping[str, str], households: Mapping[str, Fraction | None]
) -> tuple[UnitWarnings, ...]:
    """The units in the order in which they stand on the page: most households first, those that may not be counted out
    next, then units without any, 未报 last. ``codes``: twelve digits, in code order."""
    digits = len(next(iter([*found.by_unit, *_gone(found)]), ""))
    keys = [code[:digits] for code in codes]
    levels = [[found.by_unit.get(key, {}).get(rank, 0) for rank in range(len(LEVELS))] for key in keys]
    causes = [[found.causes.get(key, {}).get(cause, 0) for cause in CAUSES] for key in keys]
    churn = [(found.churn.by_region.get(key, (0, 0, 0)) if found.churn else (0, 0, 0)) for key in keys]
    tables = [levels, causes, *([[row[:2] for row in churn]] if found.churn else [])]
    hidden = hidden_together(tables)
    gone = hidden_parts([row[2] for row in churn])
    units = [
        UnitWarnings(
            code=code, name=names.get(code, code), households=households.get(code),
            listed=hidden[0].get((row, TOTAL), sum(levels[row])),
            levels=_line(levels[row], row, hidden[0]), causes=_line(causes[row], row, hidden[1]),
            **_churned(churn[row], row, hidden[2], gone) if found.churn else {},
        )
        for row, code in enumerate(codes)
    ]  # fmt: skip
    return tuple(sorted(units, key=_place))


def _gone(found: Breakdown) -> list[str]:
    return list(found.churn.by_region) if found.churn else []


def _line(counts: Sequence[int], row: int, hidden: Mapping[Cell, str]) -> tuple[Shown, ...]:
    return tuple(hidden.get((row, column), count) for column, count in enumerate(counts))


def _churned(counts: Sequence[int], row: int, hidden: Mapping[Cell, str], gone: Mapping[int, str]) -> dict[str, Shown]:
    new, staying = _line(counts[:2], row, hidden)
    return {"new": new, "staying": staying, "gone": gone.get(row, counts[2])}


def _place(unit: UnitWarnings) -> tuple[int, int]:
    if isinstance(unit.listed, int) and unit.listed:
        return 0, -unit.listed
    if isinstance(unit.listed, str):
        return 1, 0
    return (3 if unit.households is None else 2), 0

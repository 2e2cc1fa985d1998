"""How the early-warning lists change when a pack judges otherwise: foreseen from the rows in force, without writing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from data_access.store import HOUSEHOLD_SHEET, Database, PreviewedState, Scope, StoredState, warning_rows
from metrics.income_needs import FIELDS
from metrics.income_quarters import needed_periods
from metrics.income_settings import IncomeSettings
from metrics.packs import Pack

if TYPE_CHECKING:  # the command line starts without pandas
    import pandas as pd

#: households of a list with their level (rank) and rules (mask)
Listed = Mapping[str, tuple[int, int]]
#: called with the lists done so far, and all of them
Progress = Callable[[int, int], None]


@dataclass(frozen=True, kw_only=True)
class ListChange:
    """How one list changes: households before and after by level (rank) and by rule (bit), those that come and go.

    ``altered``: households on both whose level or rules are others; ``relevelled``: those of them whose level is another.
    """

    period: str
    before: Mapping[int, int]
    after: Mapping[int, int]
    coming: int
    going: int
    altered: int
    relevelled: int = 0
    rules_before: Mapping[int, int] = field(default_factory=dict[int, int])
    rules_after: Mapping[int, int] = field(default_factory=dict[int, int])

    @property
    def changes(self) -> bool:
        return bool(self.coming or self.going or self.altered)

    @property
    def total_before(self) -> int:
        return sum(self.before.values())

    @property
    def total_after(self) -> int:
        return sum(self.after.values())


def list_change(period: str, before: Listed, after: Listed) -> ListChange:
    """What became of one list."""
    both = before.keys() & after.keys()
    return ListChange(
        period=period, before=Counter(level for level, _ in before.values()), after=Counter(level for level, _ in after.values()),
        coming=len(after.keys() - before.keys()), going=len(before.keys() - after.keys()),
        altered=sum(before[number] != after[number] for number in both),
        relevelled=sum(before[number][0] != after[number][0] for number in both),
        rules_before=_by_rule(before), rules_after=_by_rule(after),
    )  # fmt: skip


def _by_rule(listed: Listed) -> Mapping[int, int]:
    found: Counter[int] = Counter()
    for mask, households in Counter(rules for _, rules in listed.values()).items():
        found.update({bit: households for bit in range(mask.bit_length()) if mask >> bit & 1})
    return found


def listed_in(frame: pd.DataFrame) -> Listed:
    """The households of a list that was worked out."""
    columns = (frame[name].tolist() for name in ("household_no", "level", "rules"))
    return {str(number): (int(level), int(rules)) for number, level, rules in zip(*columns, strict=True)}


def stored_list(database: Database, pack: str, period: str) -> Listed:
    """The households of a list as it is stored."""
    rows = warning_rows(database, Scope.everything(), pack=pack, period=period, order="household_no")
    return {row.household_no: (row.level, row.rules) for row in rows}


def touched(before: Pack | None, after: Pack, quarters: Sequence[str]) -> list[str]:
    """The quarters whose lists may be others once ``after`` judges in the place of ``before``; None: all of them."""
    if before is None or before.root != after.root:
        return list(quarters)
    from metrics.warnings.touching import judged_alike

    return [period for period in quarters if not judged_alike(before.income_settings, after.income_settings, period)]


def quarters_of(database: Database, root: str) -> Sequence[str]:
    """The quarters of a root with household income in force, ascending."""
    return StoredState(database, Scope.everything(), root).periods(HOUSEHOLD_SHEET)


def foreseen_changes(
    database: Database, before: Pack, after: Pack, quarters: Sequence[str], progress: Progress | None = None
) -> tuple[ListChange, ...]:
    """What becomes of the lists of ``before`` in ``quarters`` (ascending) once ``after`` judges, by the rows in force now."""
    frames, found = _Frames(StoredState(database, Scope.everything(), before.root)), list[ListChange]()
    for period in quarters:
        found.append(_foreseen(frames, before.income_settings, after.income_settings, period))
        if progress is not None:
            progress(len(found), len(quarters))
    return tuple(found)


def _foreseen(frames: _Frames, before: IncomeSettings, after: IncomeSettings, period: str) -> ListChange:
    from metrics.income_comparison import compare
    from metrics.warnings.listing import who

    needed = sorted({*needed_periods(period, before.comparison), *needed_periods(period, after.comparison)})
    rows = frames.of(needed)
    was = compare(before, period=period, frames=rows)
    will_be = was if after.comparison == before.comparison else compare(after, period=period, frames=rows)
    old = who(before, period=period, frames=rows, comparison=was)
    new = who(after, period=period, frames=rows, comparison=will_be)
    return list_change(period, listed_in(old), listed_in(new))


class _Frames:
    """The rows of the quarters that a list needs, each read once while later lists still need it."""

    def __init__(self, state: PreviewedState) -> None:
        self._state = state
        self._kept: dict[str, pd.DataFrame] = {}

    def of(self, needed: Sequence[str]) -> Mapping[str, pd.DataFrame]:
        """Frames of the quarters, ascending; those of earlier quarters are let go."""
        self._kept = {period: frame for period, frame in self._kept.items() if period >= min(needed)}
        missing = [period for period in needed if period not in self._kept]
        if missing:
            rows = self._state.frame(HOUSEHOLD_SHEET, periods=missing, columns=FIELDS)
            of = dict(tuple(rows.groupby("period")))
            for period in missing:
                self._kept[period] = of.get(period, rows.iloc[:0]).drop(columns="period").reset_index(drop=True)
        return {period: self._kept[period] for period in needed}

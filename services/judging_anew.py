"""Lists judged anew by packs that are new or changed: only those that the change touches, each told before and after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from data_access.store import HOUSEHOLD_SHEET, Database, Derived, PreviewedState, WarningChange
from metrics.income_rules import LEVELS
from metrics.packs import Pack
from services.derivation import whole_list
from services.list_changes import ListChange, list_change, listed_in, stored_list, touched


@dataclass(frozen=True, kw_only=True)
class Judge:
    """A pack that is about to judge; ``before``: the one that judged in its place, None: not known, or there was none.

    ``came``: new to the database, changed, or as it was but read by a newer program.
    """

    after: Pack
    fingerprint: str
    before: Pack | None = None
    came: Literal["new", "changed", "renewed"] = "new"


@dataclass(frozen=True, kw_only=True)
class Judged:
    """What a judge did: the lists made anew, and the quarters whose lists it left as they stood."""

    judge: Judge
    lists: tuple[ListChange, ...] = ()
    untouched: tuple[str, ...] = ()

    @property
    def noted(self) -> dict[str, object]:
        """What the audit keeps: numbers of households, no household."""
        return {
            "pack": self.judge.after.id, "fingerprint": self.judge.fingerprint,
            "lists": {change.period: _counts(change) for change in self.lists}, "untouched": list(self.untouched),
        }  # fmt: skip


def _counts(change: ListChange) -> dict[str, object]:
    levels = {level: [change.before.get(rank, 0), change.after.get(rank, 0)] for rank, level in enumerate(LEVELS)}
    return {
        "before": change.total_before, "after": change.total_after, "coming": change.coming, "going": change.going,
        "relevelled": change.relevelled, "levels": levels,
    }  # fmt: skip


class JudgingAnew:
    """Works the touched lists out for the store, and remembers what became of them."""

    def __init__(self, database: Database, judges: Sequence[Judge]) -> None:
        self._database, self._judges = database, judges
        self._judged: dict[str, Judged] = {judge.after.id: Judged(judge=judge) for judge in judges}

    @property
    def judged(self) -> tuple[Judged, ...]:
        """In the order of the judges; of one whose root has not been derived yet without lists."""
        return tuple(self._judged.values())

    @property
    def roots(self) -> list[str]:
        return sorted({judge.after.root for judge in self._judges})

    def derive(self, state: PreviewedState) -> Derived:
        """``data_access.store.Derive``; the store asks again where a report came in between."""
        made = [change for judge in self._judges if judge.after.root == state.root for change in self._lists(judge, state)]
        return Derived(warnings=made)

    def _lists(self, judge: Judge, state: PreviewedState) -> list[WarningChange]:
        quarters = state.periods(HOUSEHOLD_SHEET)
        wanted = touched(judge.before, judge.after, quarters)
        made = [whole_list(judge.after, period, state) for period in wanted]
        told = [
            list_change(change.period, stored_list(self._database, change.pack, change.period), listed_in(change.rows))
            for change in made
        ]
        left = tuple(period for period in quarters if period not in wanted)
        self._judged[judge.after.id] = Judged(judge=judge, lists=tuple(told), untouched=left)
        return made

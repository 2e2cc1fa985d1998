"""How much of what was due stands behind a figure."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from metrics.evidence import Snapshot
from metrics.measuring.question import Basis, Question
from metrics.measuring.rows import SheetRows, finer
from metrics.periods import Period


@dataclass(frozen=True, kw_only=True)
class Covered:
    """The rows behind one sheet's part of a figure, and who handed them in. ``reported``, ``expected``: reporters.

    ``months``: how many monthly reports a flow was added up from, else 1. ``handed_in``: any report at all, a nil return and
    one of a single month included.
    """

    sheet: str
    rows: SheetRows
    reported: int
    expected: int
    carried: int
    rows_expected: int | None
    months: int
    too_fine: bool
    handed_in: bool

    @property
    def nothing(self) -> bool:
        """Nobody has handed the sheet in: nothing is known, not even 0."""
        return not self.handed_in

    @property
    def share(self) -> Fraction:
        """Share of the expected who have reported; only used to find the lower of two."""
        return Fraction(self.reported, self.expected) if self.expected else Fraction(1)


def covered(question: Question, sheet: str, region: str, basis: Basis, *, flow: bool) -> Covered:
    """The rows of a region; a flow leaves out what was carried, and over a quarter or year adds its months up."""
    months = _months(question, sheet, basis, flow=flow)
    carry = not flow and basis.carry
    snapshots = [question.snapshot(sheet, month, carry=carry) for month in months]
    expected = question.reporters(sheet).meeting(region)
    reported = _in_all(snapshots) if basis.reporters is None else _in_all(snapshots) & basis.reporters
    rows = SheetRows.joined([question.rows(sheet, month, carry=carry, reporters=basis.reporters) for month in months])
    mine = rows.inside(region)
    carried = frozenset[str]() if flow or basis.reporters is not None else snapshots[0].carried
    senders = frozenset[str]().union(*(snapshot.reported | snapshot.carried for snapshot in snapshots))
    senders = senders if basis.reporters is None else senders & basis.reporters
    return Covered(
        sheet=sheet, rows=mine, reported=len(expected & reported), expected=len(expected), carried=len(expected & carried),
        rows_expected=_rows_expected(question, sheet, region), months=len(months), too_fine=_too_fine(question, sheet, region, rows, mine),
        handed_in=any(question.reporters(sheet).meets(sender, region) for sender in senders),
    )  # fmt: skip


def _months(question: Question, sheet: str, basis: Basis, *, flow: bool) -> tuple[Period, ...]:
    summed = flow and question.kind(sheet) == "month" and basis.period.kind != "month"
    return basis.period.months(question.pack.income_year_starts) if summed else (basis.period,)


def _in_all(snapshots: list[Snapshot]) -> frozenset[str]:
    return frozenset[str].intersection(*(snapshot.reported for snapshot in snapshots))


def _rows_expected(question: Question, sheet: str, region: str) -> int | None:
    level = question.pack.sheets[sheet].row_level
    return None if level is None else len(question.places(region, level))


def _too_fine(question: Question, sheet: str, region: str, rows: SheetRows, mine: SheetRows) -> bool:
    """Whether the sheet's rows stand for larger units than the region asked about."""
    level = question.pack.sheets[sheet].row_level
    if level is not None:
        return finer(region, level)
    return not len(mine) and rows.has_coarser(region)

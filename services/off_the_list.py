"""What became of households of the last quarter's list that this quarter's does not hold: read from the rows, never guessed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from data_access.store import HOUSEHOLD_SHEET, Scope, WarningRow, in_force
from data_access.store.household_rows import household_rows
from metrics.evidence import MICRO
from metrics.income_needs import FIELDS
from metrics.income_quarters import needed_periods
from metrics.income_rules import bit_of
from metrics.packs import Pack
from services.workspace import Workspace

#: unreported: its reporter has no report of this quarter; left: the reporter has, the household is in none (已退出);
#: elsewhere: reported now by a unit that the caller may not see. Of those reported, listed for a fall or under a line:
#: risen: not below the same quarter of last year; fell_less: below it, but by less than any rule asks; incomparable: no
#: base any more; unjudged: no annual income any more. Of those listed for something else: cleared.
Fate = Literal["unreported", "left", "elsewhere", "risen", "fell_less", "incomparable", "unjudged", "cleared"]
FALLS = sum(map(bit_of, ("net_drop", "two_quarter_fall")))
LINES = sum(map(bit_of, ("below_line", "crossed_line", "below_work_line", "low_income", "near_line")))


@dataclass(frozen=True, kw_only=True)
class Became:
    """What became of a household; ``percent``: its change against the same quarter of last year, None where there is none."""

    fate: Fate
    percent: Fraction | None = None


def fates(workspace: Workspace, pack: Pack, period: str, before: str, rows: Sequence[WarningRow]) -> Mapping[str, Became]:
    """Household number → what became of it by ``period``, as of the workspace's moment; ``rows``: as they stood on the list
    of the quarter ``before``."""
    records = in_force(
        workspace.database, Scope.everything(), root=pack.root, sheet=HOUSEHOLD_SHEET, periods=[period, before],
        as_of=workspace.as_of,
    )  # fmt: skip
    reported = {record.reporter for record in records if record.period == period}
    reporters = {record.submission: record.reporter for record in records if record.period == before}
    here = _judged(workspace, pack, period, [row.household_no for row in rows])
    found: dict[str, Became] = {}
    for row in rows:
        now = here.get(row.household_no)
        absent = Became(fate="left" if reporters.get(row.submission) in reported else "unreported")
        found[row.household_no] = absent if now is None else _became(workspace, row, now)
    return found


def _judged(workspace: Workspace, pack: Pack, period: str, numbers: Sequence[str]) -> Mapping[str, Any]:
    """The households that are reported for the quarter, wherever in the root: one that moved is not gone."""
    from metrics.income import judged_households

    needed = needed_periods(period, pack.income_settings.comparison)
    rows = household_rows(workspace.database, Scope.everything(), pack.root, numbers, needed, workspace.as_of, columns=FIELDS)
    of = dict(tuple(rows.groupby("period")))
    frames = {name: of.get(name, rows.iloc[:0]).drop(columns="period").reset_index(drop=True) for name in needed}
    judged = judged_households(pack.income_settings, period=period, frames=frames)
    return {str(row.household_no): row for row in judged.itertuples(index=False)}


def _became(workspace: Workspace, row: WarningRow, now: Any) -> Became:
    """``now``: the household's row of ``judged_households``."""
    import pandas as pd

    ranges = workspace.scope.ranges()
    if ranges is not None and not any(first <= now.region <= last for first, last in ranges):
        return Became(fate="elsewhere")
    percent = None if pd.isna(now.change_percent) else Fraction(int(now.change_percent), MICRO)
    fell = None if pd.isna(now.net_fell) else bool(now.net_fell)
    return Became(fate=_fate(row.rules, fell=fell, unjudged=bool(now.line_unknown)), percent=percent)


def _fate(rules: int, *, fell: bool | None, unjudged: bool) -> Fate:
    if rules & LINES and unjudged:
        return "unjudged"
    if not rules & (LINES | FALLS):
        return "cleared"
    if fell is None:
        return "incomparable"
    return "fell_less" if fell else "risen"

"""What the list of falling households leaves out or treats differently, each with its count: shown, never silent."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from data_access.store import HOUSEHOLD_SHEET, Scope, StoredState, in_force
from metrics.income_needs import SET_APART, needed_fields
from metrics.income_quarters import shifted, window
from metrics.packs import Pack
from metrics.places import subtree
from services.household_frames import household_frames
from services.quarter_question import QuarterQuestion, quarter_question
from services.status import states_of_pack
from services.views.answering import inside
from services.workspace import Workspace

if TYPE_CHECKING:
    import pandas as pd

_NAMED = 5


@dataclass(frozen=True, kw_only=True)
class Apart:
    """Households of a unit in a quarter that a comparison leaves out or shows differently.

    ``new``, ``no_report_before``: without a base of comparison (新增; their reporter had no report a year ago). ``gone``: 已退出.
    ``persons_changed``: another head-count. ``base_not_positive``: base of 0 or less, compared by amount alone. ``blank``: a
    figure is missing now or then. ``unjudged``: no annual income a head. ``unreported``: reporters without a report, by name.
    ``compares``: whether the pack compares anything in this quarter (a whole year is only compared once it is over).
    """

    new: int = 0
    no_report_before: int = 0
    gone: int = 0
    persons_changed: int = 0
    base_not_positive: int = 0
    blank: int = 0
    unjudged: int = 0
    unreported: tuple[str, ...] = ()
    compares: bool = True

    @property
    def no_base(self) -> int:
        """Households without a row in the same quarter of last year (无可比基期)."""
        return self.new + self.no_report_before

    @property
    def words(self) -> tuple[str, ...]:
        """Each of them that there is, in words: 无可比基期12户（新增）, 已退出3户, …; empty where there is nothing to say."""
        counted = (
            (self.no_base, f"无可比基期{self.no_base:,}户（{self._why_no_base}）"),
            (self.gone, f"已退出{self.gone:,}户"),
            (self.persons_changed, f"人口变动{self.persons_changed:,}户"),
            (self.base_not_positive, f"上年同期人均不高于0的{self.base_not_positive:,}户（只比金额）"),
            (self.blank if self.compares else 0, f"数据缺项、同比无法判断{self.blank:,}户"),
            (self.unjudged, f"无法判断年度人均{self.unjudged:,}户"),
        )
        said = [words for count, words in counted if count]
        said += [] if self.compares else ["全年收入未出，本季不作同比"]
        return (*said, *([self._unreported_words] if self.unreported else []))

    @property
    def _why_no_base(self) -> str:
        if not self.no_report_before:
            return "新增"
        return f"新增{self.new:,}户，上年同季未报{self.no_report_before:,}户" if self.new else "上年同季未报"

    @property
    def _unreported_words(self) -> str:
        shown = "、".join(self.unreported[:_NAMED])
        return f"未报：{shown}{f'等{len(self.unreported)}个' if len(self.unreported) > _NAMED else ''}"


def ask_apart(workspace: Workspace, pack: Pack, period: str, region: str) -> Apart:
    """What a region's list of a quarter leaves out or treats differently, as of the workspace's moment."""
    if HOUSEHOLD_SHEET not in pack.sheets:
        return Apart()
    frame = _set_apart(quarter_question(workspace, pack, period))
    first, last = subtree(region)
    counts = frame.loc[(frame["region"] >= first) & (frame["region"] <= last)].drop(columns="region").sum()
    states = [state for state in states_of_pack(workspace, pack, period) if state.sheet == HOUSEHOLD_SHEET]
    late = [state for state in inside(workspace, states, region) if state.state in ("missing", "not_due")]
    return Apart(
        **{str(name): int(count) for name, count in counts.items()},
        unreported=tuple(state.name for state in late),
        compares=bool(window(period, pack.income_settings.comparison)),
    )


@lru_cache(maxsize=4)
def _set_apart(question: QuarterQuestion) -> pd.DataFrame:
    """The flags of every household of the root, whoever asks: one that moved inside the root keeps its past."""
    from metrics.income_apart import quarters_of, set_apart

    workspace, pack, period = question.workspace, question.judging, question.period
    settings = pack.income_settings
    needed = needed_fields(period, settings.comparison, SET_APART)
    state = StoredState(workspace.database, Scope.everything(), pack.root, workspace.as_of)
    frames = household_frames(state, {quarter: needed[quarter] for quarter in quarters_of(settings, period)})
    return set_apart(
        settings, period=period, frames=frames, reported=_reported(workspace, pack, period),
        reported_before=_reported(workspace, pack, shifted(period, -4)),
    )  # fmt: skip


def _reported(workspace: Workspace, pack: Pack, period: str) -> frozenset[str]:
    """Who has a report of a quarter in force, a nil return too."""
    found = in_force(
        workspace.database, Scope.everything(), root=pack.root, sheet=HOUSEHOLD_SHEET, periods=[period], as_of=workspace.as_of
    )
    return frozenset(record.reporter for record in found)

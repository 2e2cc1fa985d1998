"""重点工作: every task of the paper by 牵头单位, what it reached, what stands in its way, and what has not moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from metrics.evidence import ReportState
from metrics.measuring.tasks import ADDITIVE
from metrics.results import Result
from services.views import forms
from services.views.answers import data_as_of
from services.views.every import missed
from services.views.model import Clause, Headline, Lamp, Mark, Tile
from services.views.targets import BEHIND, NO_LEAD, TargetLine, full_title, names_leads
from services.views.tasks_rows import Reported
from services.views.words import MARKS, WORDS

OUTSIDE = "方案外任务"
#: what the one bar of a paper without 牵头单位 is called
ALL_TASKS = "全部任务"
#: what the filter offers and the bars count: words → states
STATES: Mapping[str, tuple[Mark, ...]] = {
    "严重滞后": ("far_behind",), "滞后": ("behind",), "力争目标未达": ("stretch",),
    "未到期": ("not_due",), "未报": ("not_reported",), "达标、达序时": ("met", "on_pace"),
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class TaskLine:
    """One task: its figure, what judges it (None: nothing does), and what its reporters say beside it.

    ``why``: why there is no figure (未报表, 报表中无此项); ``unlit``: why nothing judges it (未分解, 方案外, 另表判断)."""

    code: str
    title: str
    lead: str
    leads: tuple[str, ...]
    clause: str
    result: Result
    target: TargetLine | None = None
    reported: Reported | None = None
    carried: str = ""
    why: str = ""
    unlit: str = ""
    outside: bool = False

    @property
    def status(self) -> str | None:
        return self.target.shown if self.target else None

    @property
    def order(self) -> tuple[int, Fraction, str]:
        """Worst first."""
        severity = self.target.severity if self.target else 9
        return severity, -(self.target.shortfall if self.target else Fraction(0)), self.code

    @property
    def unmoved(self) -> bool:
        """No progress since an earlier month: what is met, or only a list, need not move; of what nothing judges only what
        is counted up."""
        if self.reported is None or not self.reported.still_since:
            return False
        if self.target is None:
            return self.result.unit in ADDITIVE and self.result.better != "lower"
        return self.status != "met" and self.target.judgement.op != "list"

    @property
    def foreign_target(self) -> Fraction | None:
        """The yearly target as the reporters write it, where it is not the paper's."""
        goal = self.target.judgement.value if self.target else None
        told = self.reported
        if told is None or told.target is None or not isinstance(goal, Fraction) or goal in (told.target, told.target_each):
            return None
        return told.target


@dataclass(frozen=True, kw_only=True)
class LeadBar:
    """How many tasks of a 牵头单位 are in each state, in the order of ``STATES``; ``unjudged`` besides."""

    name: str
    counts: tuple[int, ...]
    unjudged: int = 0


def in_groups(lines: Sequence[TaskLine]) -> list[tuple[str, list[TaskLine]]]:
    """牵头单位 with their tasks, who is furthest behind first; what the paper does not hold comes last."""
    groups: dict[str, list[TaskLine]] = {}
    for line in lines:
        groups.setdefault(OUTSIDE if line.outside else line.lead, []).append(line)

    def weight(entry: tuple[str, list[TaskLine]]) -> tuple[bool, int, int, int]:
        states = Counter(line.status for line in entry[1])
        return entry[0] == OUTSIDE, -states["far_behind"], -states["behind"], min(line.order[0] for line in entry[1])

    return [(lead, sorted(members, key=lambda line: line.order)) for lead, members in sorted(groups.items(), key=weight)]


def late(lines: Sequence[TaskLine]) -> list[TaskLine]:
    """What is behind, worst first."""
    return sorted((line for line in lines if line.status in BEHIND), key=lambda line: line.order)


def own(lines: Sequence[TaskLine]) -> list[TaskLine]:
    """The paper's tasks."""
    return [line for line in lines if not line.outside]


def judged(lines: Sequence[TaskLine]) -> list[TaskLine]:
    """The paper's tasks that have a state."""
    return [line for line in own(lines) if line.status]


def nearest(lines: Sequence[TaskLine]) -> list[TaskLine]:
    """Where nothing is behind: what is on pace, the least ahead first."""
    return sorted((line for line in own(lines) if line.status == "on_pace"), key=lambda line: line.order)


def task_headline(lines: Sequence[TaskLine], place: str, period: str) -> Headline:
    """36项任务中■ 3项严重滞后…。差距最大的是…（县水务局）：累计900人，■ 还差2,800人，落后序时17.34个百分点；9项较上月无进展."""
    lit = judged(lines)
    still = sum(line.unmoved for line in own(lines))
    if not lit:
        return _unjudged(lines, place, period, still)
    counts = Counter(line.status for line in lit)
    if counts["not_reported"] == len(lit):
        return (Clause(text=f"{forms.period_label(period)}{len(lit)}项任务均未报送，暂不作判断。"),)
    behind = late(lit)
    end = f"{still}项较上月无进展。" if still else ""
    if not behind:
        missing = counts["not_reported"]
        said = f"已报的{len(lit) - missing}项任务没有滞后" if missing else f"{len(lit)}项任务没有滞后"
        return (Clause(text=f"{said}{f'，{missing}项未报' if missing else ''}{f'；{end}' if end else '。'}"),)
    clauses = [Clause(text=f"{len(lit)}项任务中")]
    named: tuple[Mark, ...] = ("far_behind", "behind", "stretch", "not_reported")
    for mark in named:
        if counts[mark]:
            clauses += [Clause(text=f"{counts[mark]}项{WORDS[mark]}", status=mark), Clause(text="、")]
    worst = _worst(behind[0], behind[0].target) if behind[0].target else ()
    return (*clauses[:-1], Clause(text="。"), *worst, Clause(text=f"；{end}" if end else "。"))


def _unjudged(lines: Sequence[TaskLine], place: str, period: str, still: int) -> Headline:
    """Outside the pack's years, or a unit for which the paper sets nothing: figures are listed, nothing is judged."""
    known = sum(line.result.figure.value is not None for line in lines)
    if not known:
        return (Clause(text=f"{forms.period_label(period)}还没有{place}的重点工作数。"),)
    moved = f"，其中{still}项较上月无进展" if still else ""
    return (Clause(text=f"{place}有{known}项任务报数{moved}。本方案未给{place}设{period[:4]}年任务目标，只列数，不亮灯。"),)


def _worst(line: TaskLine, target: TargetLine) -> Headline:
    """Who is furthest behind: done, how much is missing in absolute figures, and behind the pace."""
    judgement, figure, decimals = target.judgement, line.result.figure, line.result.decimals
    status = "far_behind" if judgement.status == "far_behind" else "behind"
    who = "" if line.lead == NO_LEAD else f"（{line.lead}）"
    start = f"差距最大的是{full_title(target)}{who}："
    if judgement.gap is None or figure.value is None:
        return (Clause(text=start), Clause(text=missed(judgement) or "未达到", status=status))
    done = forms.figure(figure.value, judgement.unit, decimals)
    amount = forms.figure(abs(judgement.gap), judgement.unit, decimals)
    words = f"{'还差' if judgement.gap < 0 else '超出'}{amount}{forms.difference_unit(judgement.unit)}"
    pace = f"，落后序时{forms.quantity(target.shortfall, '个百分点', 2)}" if judgement.pace is not None else ""
    told = Clause(text=f"累计{done}{judgement.unit}", indicator=line.result.indicator or "", region=figure.region)
    return (Clause(text=start), told, Clause(text="，"), Clause(text=words, status=status), Clause(text=pace))


def task_tiles(lines: Sequence[TaskLine]) -> tuple[Tile, ...]:
    """How many tasks of the paper are in each state, and how many have not moved."""
    mine = own(lines)
    tiles: list[Tile] = []
    if not judged(lines):
        known = sum(line.result.figure.value is not None for line in lines)
        tiles.append(Tile(name="有数的任务", figure=str(known), unit="项", under="本方案未设目标"))
    for word, marks in STATES.items() if not tiles else ():
        count = sum(line.status in marks for line in mine)
        if not count and "stretch" in marks:
            continue
        lamp = Lamp(status=marks[0], text=word) if count else None
        tiles.append(Tile(name="" if count else f"{MARKS[marks[0]]} {word}", figure=str(count), unit="项", lamp=lamp))
    still = [line for line in mine if line.unmoved]
    behind = sum(line.status in BEHIND for line in still)
    under = f"其中{behind}项滞后" if behind else ""
    return (*tiles, Tile(name="较上月无进展", figure=str(len(still)), unit="项", under=under))


def task_context(period: str, states: Sequence[ReportState], reporters: str, carried: Mapping[str, str]) -> tuple[str, ...]:
    """Period, pace, who has reported, data as of, 口径; ``carried``: reporter → the month whose report stands in."""
    month = int(period[-2:]) if "-" in period else 12
    return (
        f"{forms.period_label(period)}（本年累计）", f"序时进度{forms.percent(Fraction(month * 100, 12))}",
        reported_words(states, reporters, carried), data_as_of(states), "口径：重点工作数据表“累计完成”",
    )  # fmt: skip


def reported_words(states: Sequence[ReportState], noun: str, carried: Mapping[str, str]) -> str:
    """已报9/13个部门，县水务局沿用4月，县住建局未报."""
    due = [state for state in states if state.state != "exempt"]
    missing = [state for state in due if state.submission is None]
    by_month: dict[str, list[str]] = {}
    for state in missing:
        by_month.setdefault(carried.get(state.reporter, ""), []).append(state.name)
    text = f"已报{len(due) - len(missing)}/{len(due)}个{noun}"
    for month, names in by_month.items():
        text += f"，{forms.names(names, noun)}{f'沿用{forms.month_of(month)}' if month else '未报'}"
    return text


def lead_bars(lines: Sequence[TaskLine]) -> tuple[LeadBar, ...]:
    """One bar a 牵头单位, the furthest behind first."""
    bars: list[LeadBar] = []
    groups = in_groups(own(lines))
    several = names_leads(groups)
    for lead, members in groups:
        counts = tuple(sum(line.status in marks for line in members) for marks in STATES.values())
        bars.append(
            LeadBar(
                name=ALL_TASKS if not several and lead == NO_LEAD else lead, counts=counts, unjudged=len(members) - sum(counts)
            )
        )
    return tuple(bars)


def leads_finding(bars: Sequence[LeadBar]) -> str:
    """滞后任务最多的是县人居办：5项中3项；2个牵头单位的任务全部未报."""
    counted = [(bar.counts[0] + bar.counts[1], sum(bar.counts) + bar.unjudged, bar.name) for bar in bars]
    most = max((count for count, _, _ in counted), default=0)
    unreported = list(STATES).index("未报")
    silent = [bar.name for bar in bars if bar.counts[unreported] == sum(bar.counts) + bar.unjudged]
    quiet = f"{forms.names(silent, '牵头单位')}的任务全部未报" if silent else ""
    if not most and [bar.name for bar in bars] == [ALL_TASKS]:
        return "任务全部未报" if quiet else "任务没有滞后，方案未列牵头单位"
    if not most:
        return quiet or f"{len(bars)}个牵头单位的任务没有滞后"
    worst = [(total, name) for count, total, name in counted if count == most]
    if [bar.name for bar in bars] == [ALL_TASKS]:
        return f"{worst[0][0]}项任务中{most}项滞后，方案未列牵头单位"
    if len(worst) == 1:
        said = f"滞后任务最多的是{worst[0][1]}：{worst[0][0]}项中{most}项"
    else:
        said = f"{forms.names([name for _, name in worst], '牵头单位')}滞后任务最多，各{most}项"
    return f"{said}；{quiet}" if quiet and len(silent) <= 3 else said

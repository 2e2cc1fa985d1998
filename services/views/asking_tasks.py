"""What the page 重点工作 asks: every task of the month with its rows, the year's months before it, and its places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from metrics.catalogue import TASK_TEMPLATE, load_catalogue
from metrics.evidence import ReportState
from metrics.measuring.question import Question
from metrics.measuring.tasks import SHEET
from metrics.packs import EVERY_PLACE, Pack, Target
from metrics.periods import Period
from metrics.results import Result
from metrics.targets.judge import goal_of, status_of
from metrics.targets.measured import Measured, figure_of, spanned_figure
from services.status import states_of_pack
from services.tables.model import Table
from services.views import forms
from services.views.answering import Asker, asker, inside, names_of, nouns, reporter_noun
from services.views.answers import Answers
from services.views.bullets import BulletLine, bullet_line, bullets_what
from services.views.every import missed
from services.views.foreseen import before_of, foreseen
from services.views.model import Clause, HeatGrid, Page
from services.views.targets import TargetLine, target_lines, words_of
from services.views.tasks import (
    ALL_TASKS,
    NO_LEAD,
    OUTSIDE,
    STATES,
    LeadBar,
    TaskLine,
    judged,
    late,
    lead_bars,
    leads_finding,
    nearest,
    own,
    task_context,
    task_headline,
    task_tiles,
)
from services.views.tasks_places import Breakdown, PlaceState, breakdown, grid_finding, place_grid
from services.views.tasks_rows import TaskReports
from services.views.tasks_table import EVERYTHING, TaskFilters, task_table
from services.workspace import Workspace, territory

NOT_LISTED = "本方案不收重点工作数据表。"
WORST = 8


@dataclass(frozen=True, kw_only=True)
class Tasks:
    """The page with its cards; ``lines`` empty: the pack does not ask for the sheet, or nothing is known of any task."""

    page: Page
    lines: tuple[TaskLine, ...]
    elsewhere: tuple[tuple[str, tuple[TargetLine, ...]], ...]
    bars: tuple[LeadBar, ...]
    bars_finding: str
    worst: tuple[BulletLine, ...]
    worst_finding: str
    worst_what: str
    breakdown: Breakdown | None
    grid: HeatGrid
    grid_finding: str

    def table(self, filters: TaskFilters = EVERYTHING, *, paper: bool = False) -> Table:
        """The tasks that pass; on ``paper`` every one with a row of its own."""
        return task_table(self.lines, self.elsewhere, self.page.context, filters, paper=paper)

    @property
    def bars_what(self) -> str:
        """What the bars are, and how many tasks no bar can hold: one alone is no comparison of 牵头单位."""
        unjudged = sum(bar.unjudged for bar in self.bars)
        apart = f"；另有{unjudged}项不亮灯，不在图内" if unjudged else ""
        return ("任务数，项" if [bar.name for bar in self.bars] == [ALL_TASKS] else "按牵头单位，任务数，项") + apart

    @property
    def states(self) -> tuple[str, ...]:
        """The states that some task is in, worst first."""
        return tuple(word for word, marks in STATES.items() if any(line.status in marks for line in self.lines))

    @property
    def leads(self) -> tuple[str, ...]:
        """Every 牵头单位 by itself, in the order of the table."""
        found = dict.fromkeys(lead for lead, _ in self.elsewhere for lead in lead.split("、"))
        named = dict.fromkeys(lead for line in own(self.lines) for lead in line.leads)
        outside = {OUTSIDE: None} if len(own(self.lines)) < len(self.lines) else {}
        nobody = set(named | found) <= {NO_LEAD}
        return tuple(outside) if nobody else tuple(named | found | outside)


def ask_tasks(workspace: Workspace, pack: Pack, period: str, region: str) -> Tasks:
    """重点工作 of a region for a month."""
    if SHEET not in pack.sheets:
        return _nothing(pack)
    asking = asker(workspace, pack, region)
    wanted = {target.indicator for target in pack.targets if target.indicator} | {TASK_TEMPLATE}
    answers = asking.answers(period, wanted, by_child=True, sheet=SHEET)
    question = Question(
        pack=pack, catalogue=load_catalogue(), evidence=asking.evidence, territory=territory(workspace.tree), asked=Period.parse(period)
    )  # fmt: skip
    reports = TaskReports(question, names_of(workspace))
    states = [state for state in states_of_pack(workspace, pack, period, None) if state.sheet == SHEET]
    mine = states if pack.sheets[SHEET].reporters else inside(workspace, states, region)
    found = [line for line in target_lines(answers, words_of(pack)) if (line.result.indicator or "").startswith("task:")]
    before = before_of(period, found, lambda month, wanted: asking.answers(month, wanted, by_child=False))
    lines = _lines(pack, answers, reports, states, foreseen(found, answers, before))
    noun, _ = nouns(workspace, region)
    parts = {
        (line.code, unit): said for line in late(lines) for unit in answers.children if (said := reports.of(line.code, unit))
    }
    context = task_context(period, mine, "部门" if pack.sheets[SHEET].reporters else reporter_noun(pack), answers.carried)
    return _page(
        lines,
        _elsewhere(pack, answers),
        answers,
        context,
        breakdown(lines, answers, parts, noun, context),
        _grid(asking, question, lines, answers),
    )


def _page(
    lines: Sequence[TaskLine], elsewhere: Sequence[tuple[str, tuple[TargetLine, ...]]], answers: Answers, context: tuple[str, ...],
    parts: Breakdown | None, grid: HeatGrid,
) -> Tasks:  # fmt: skip
    behind = [line.target for line in late(lines) or nearest(lines) if line.target is not None]
    bars = lead_bars(lines) if judged(lines) else ()
    period = next((line.result.figure.period for line in lines), "")
    headline = (
        task_headline(lines, answers.name(answers.region), period)
        if lines
        else (Clause(text="本方案没有重点工作任务，也没有报来的任务。"),)
    )
    page = Page(headline=headline, context=context, tiles=task_tiles(lines), table=task_table(lines, elsewhere, context))
    more = f"，此处列最差的{WORST}项" if len(behind) > WORST else ""
    return Tasks(
        page=page, lines=tuple(lines), elsewhere=tuple(elsewhere), bars=bars, bars_finding=leads_finding(bars),
        worst=_worst(lines), worst_finding=_worst_finding(lines), worst_what=bullets_what(period, behind) + more if behind else "",
        breakdown=parts, grid=grid, grid_finding=grid_finding(grid),
    )  # fmt: skip


def _worst(lines: Sequence[TaskLine]) -> tuple[BulletLine, ...]:
    """The tasks furthest behind; of what is due in every place how many miss it."""
    found = [line.target for line in (late(lines) or nearest(lines))[:WORST] if line.target is not None]
    return tuple(
        replace(bullet_line(target), gap=missed(target.judgement)) if target.judgement.short else bullet_line(target)
        for target in found
    )


def _worst_finding(lines: Sequence[TaskLine]) -> str:
    """3项严重滞后：农房抗震改造、…"""
    behind = late(lines)
    far = [line for line in behind if line.status == "far_behind"] or behind
    if not far:
        ahead = [line.target for line in nearest(lines) if line.target is not None]
        if not ahead:
            return "没有滞后的任务"
        points = forms.quantity(-ahead[0].shortfall, "个百分点", 2)
        beyond = f"仅超序时{points}" if ahead[0].shortfall else "与序时持平"
        return f"没有滞后的任务，最接近落后的是{ahead[0].title}，{beyond}"
    word = "严重滞后" if far[0].status == "far_behind" else "滞后"
    names = "、".join(line.title for line in far[:2])
    return f"{len(far)}项任务{word}，{names}{'最重' if len(far) > 2 else ''}"


def _lines(
    pack: Pack, answers: Answers, reports: TaskReports, states: Sequence[ReportState], targets: Sequence[TargetLine]
) -> list[TaskLine]:
    """The tasks of the region that are judged or have a figure, with what their rows say."""
    lit = {id(line.result): line for line in targets}
    reported = {state.name for state in states if state.submission is not None}
    found: list[TaskLine] = []
    for result in answers.results:
        task = (result.indicator or "").startswith("task:")
        known = result.figure.region == answers.region and result.figure.value is not None
        if task and (known or id(result) in lit):
            found.append(_line(pack, answers, reports, result, lit.get(id(result)), reported))
    return found


def _line(
    pack: Pack, answers: Answers, reports: TaskReports, result: Result, lit: TargetLine | None, reported: set[str]
) -> TaskLine:
    code = (result.indicator or "")[5:]
    target = target_of_task(pack, result, code)
    leads = target.lead if target else ()
    figure = result.figure
    said = reports.of(code, figure.region) if figure.value is not None else None
    return TaskLine(
        code=code, title=target.title if target else result.title, lead="、".join(leads) or NO_LEAD, leads=leads or (NO_LEAD,),
        clause=target.clause if target else "", result=result, target=lit, reported=said,
        carried=_carried(pack, answers, leads) if said and said.carried else "",
        why=_why(leads, reported) if lit and lit.status == "not_reported" else "", outside=target is None,
        unlit="" if lit else _unlit(pack, target, code, figure.region),
    )  # fmt: skip


def _unlit(pack: Pack, target: Target | None, code: str, region: str) -> str:
    """Why no lamp stands beside a task."""
    if target is None:
        return "方案外"
    if target.indicator != f"task:{code}":
        return "另表判断"
    return "无目标" if region == pack.root else "未分解"


def target_of_task(pack: Pack, result: Result, code: str) -> Target | None:
    """The pack's entry of a task; a code that the pack judges by another sheet keeps its title and 牵头单位."""
    named = [target for target in pack.targets if target.indicator == f"task:{code}"] or [
        target for target in pack.targets if target.code == code
    ]
    own_scope = [target for target in named if result.target and target.scope == result.target.scope]
    # The same duty may stand once for every year of the paper.
    this_year = [target for target in own_scope if target.covers(int(result.figure.period[:4]))]
    return next(iter([*this_year, *own_scope, *named]), None)


def _carried(pack: Pack, answers: Answers, leads: Sequence[str]) -> str:
    """沿用4月: the month whose report stands in for the lead department's."""
    codes = {name: code for code, name in pack.departments.items()}
    months = [answers.carried[codes[lead]] for lead in leads if codes.get(lead) in answers.carried]
    return f"沿用{forms.month_of(months[0])}" if months else "沿用上期"


def _why(leads: Sequence[str], reported: set[str]) -> str:
    """Whether the department is silent altogether or has only left out this task."""
    silent = [lead for lead in leads if lead not in reported]
    if not leads:
        return ""
    return "未报表" if silent == list(leads) else "报表中无此项"


def _elsewhere(pack: Pack, answers: Answers) -> list[tuple[str, tuple[TargetLine, ...]]]:
    """The paper's other targets by 牵头单位: employment, industry and the collectives' income have sheets and pages of their own."""
    found: dict[str, list[TargetLine]] = {}
    for line in target_lines(answers, words_of(pack)):
        if not (line.result.indicator or "").startswith("task:"):
            found.setdefault(line.lead, []).append(line)
    return [(lead, tuple(lines)) for lead, lines in found.items()]


def _grid(asking: Asker, question: Question, lines: Sequence[TaskLine], answers: Answers) -> HeatGrid:
    """The tasks due in every place, by unit of the region."""
    every = [
        line
        for line in lines
        if (target := target_of_task(asking.pack, line.result, line.code)) and target.scope in EVERY_PLACE
    ]
    states = {line.code: _place_states(question, asking.pack, line) for line in every}
    tree = asking.workspace.tree
    units = [
        (answers.name(unit), [state.place for found in states.values() for state in found if tree.is_inside(state.place, unit)])
        for unit in answers.children
    ]
    return place_grid(every, states, units)


def _place_states(question: Question, pack: Pack, line: TaskLine) -> list[PlaceState]:
    """Each place of an “every …” target by itself, as the services judge it."""
    target = target_of_task(pack, line.result, line.code)
    if target is None or target.scope not in EVERY_PLACE or not target.covers(question.answering(SHEET).year):
        return []
    subject = Measured(indicator=question.catalogue.indicators[TASK_TEMPLATE], code=line.code)
    listed = target.listed if target.listed is not None else question.places(pack.root, target.scope.removeprefix("every "))
    found: list[PlaceState] = []
    for place in listed:
        figure = spanned_figure(question, subject, target, place, figure_of(question, subject, place))
        goal: Fraction | tuple[Fraction, Fraction] | None = goal_of(question, target, place, figure)
        found.append(PlaceState(place=place, status=status_of(question, target, subject, figure, goal), value=figure.value))
    return found


def _nothing(pack: Pack) -> Tasks:
    """A pack that does not ask for the sheet."""
    page = Page(headline=(Clause(text=NOT_LISTED),), context=(pack.title,), tiles=(), table=task_table((), (), ()))
    return Tasks(
        page=page, lines=(), elsewhere=(), bars=(), bars_finding="", worst=(), worst_finding="", worst_what="",
        breakdown=None, grid=HeatGrid(columns=(), rows=()), grid_finding="",
    )  # fmt: skip

"""重点工作 as a table: by 牵头单位, worst first, with what the reporters say; the same in full to take along."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from services.tables.model import FIGURE, Table, TableCell, TableColumn, TableRow
from services.views import forms
from services.views.every import NOT_ADDED_UP, missed, not_added_up
from services.views.targets import BEHIND, FOLDED, NO_LEAD, TargetLine, full_title, gap_text, names_leads, target_text
from services.views.tasks import OUTSIDE, STATES, TaskLine, in_groups

COLUMNS = (
    TableColumn(key="status", heading="状态", width=12),
    TableColumn(key="title", heading="任务", width=25, wrap=True),
    TableColumn(key="target", heading="全年目标", align="right", number=True, decimals=2, width=11),
    TableColumn(key="month", heading="本月", group="完成", align="right", number=True, decimals=2, width=10),
    TableColumn(key=FIGURE, heading="累计", group="完成", align="right", number=True, decimals=2, width=11),
    TableColumn(key="unit", heading="单位", width=7),
    TableColumn(key="completion", heading="完成率 %", group="进度", align="right", number=True, decimals=2, width=9),
    TableColumn(key="gap", heading="差距", group="进度", align="right", width=14, wrap=True),
    TableColumn(key="still", heading="较上月", width=14),
    TableColumn(key="problem", heading="存在问题", width=24, wrap=True),
    TableColumn(key="step", heading="下步打算", width=20, wrap=True),
)
#: on paper figures stand alone in their cells: what stands below them on the screen has columns of its own
_PACE = TableColumn(key="pace", heading="序时 %", group="进度", align="right", number=True, decimals=2, width=9)
_AFTER_COMPLETION = [column.key for column in COLUMNS].index("completion") + 1
PAPER = (
    *COLUMNS[:_AFTER_COMPLETION], _PACE, *COLUMNS[_AFTER_COMPLETION:], TableColumn(key="remark", heading="备注", width=22, wrap=True),
)  # fmt: skip
NOTES = (
    "累计取全域行，无全域行的对可加总单位求和，比率类不求和；本月只计本月报来的数，沿用的不计。",
    "“无进展”指累计数与同一部门较早月份相同，已达标的不列；只与同一年内的月份比较。",
    "填报目标与方案不一致的，按方案判断，填报数仅作提示。",
    "“—”无此数；判断用未四舍五入的原值。",
)


@dataclass(frozen=True, kw_only=True)
class TaskFilters:
    """What the table is narrowed to; nothing chosen: everything."""

    states: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    unmoved: bool = False

    @property
    def words(self) -> str:
        """The filters in words, nothing where there are none."""
        parts = [("状态", self.states), ("牵头单位", self.leads), ("只看", ("较上月无进展",) if self.unmoved else ())]
        return "；".join(f"{name}：{'、'.join(chosen)}" for name, chosen in parts if chosen)

    def holds(self, line: TaskLine) -> bool:
        """Whether a task passes."""
        marks = {mark for state in self.states for mark in STATES[state]}
        return (
            (not self.states or line.status in marks)
            and (not self.leads or any(lead in self.leads for lead in line.leads) or (line.outside and OUTSIDE in self.leads))
            and (not self.unmoved or line.unmoved)
        )


EVERYTHING = TaskFilters()


def task_table(
    lines: Sequence[TaskLine], elsewhere: Sequence[tuple[str, Sequence[TargetLine]]], context: Sequence[str],
    filters: TaskFilters = EVERYTHING, *, paper: bool = False,
) -> Table:  # fmt: skip
    """``elsewhere``: by 牵头单位, the paper's targets that other sheets answer for. On the screen what is met, on pace or not
    reported stands in one line a 牵头单位, unless a filter asks for it; on ``paper`` every task has its row."""
    shown = [line for line in lines if filters.holds(line)]
    fold = not paper and not filters.words
    others = {} if filters.states or filters.unmoved else dict(elsewhere)
    if filters.leads:
        others = {lead: found for lead, found in others.items() if set(lead.split("、")) & set(filters.leads)}
    rows: list[TableRow] = []
    groups = in_groups(shown)
    for lead, members in groups:
        rows += _group(lead, members, others.pop(lead, ()), fold=fold)
    for lead, found in others.items():
        rows += [TableRow(kind="group", cells=(TableCell(text=lead),)), *_elsewhere(found)]
    if not names_leads([(lead, members) for lead, members in groups if lead != OUTSIDE]):
        rows = [row for row in rows if row.kind != "group" or not _names(row, NO_LEAD)]  # nobody to stand over the tasks
    if paper:
        by_cells = iter([line for _, members in groups for line in members])
        rows = [_on_paper(row, next(by_cells)) if row.kind == "body" else row for row in rows]
    return Table(
        title=f"重点工作清单，共{len(shown)}项", unit="见各行", columns=PAPER if paper else COLUMNS, rows=tuple(rows), notes=NOTES,
        context=" · ".join(part for part in context if part), filters=filters.words,
    )  # fmt: skip


def _names(row: TableRow, lead: str) -> bool:
    return bool(row.cells) and row.cells[0].text == lead


def _group(lead: str, members: Sequence[TaskLine], others: Sequence[TargetLine], *, fold: bool) -> list[TableRow]:
    behind = sum(line.status in BEHIND for line in members)
    still = sum(line.unmoved for line in members)
    note = f"{len(members)} 项任务" + (f"，{behind} 项滞后" if behind else "") + (f"，{still} 项较上月无进展" if still else "")
    well = [line for line in members if fold and _is_quiet(line)]
    silent = [line for line in members if fold and line.status == "not_reported"]
    rows = [TableRow(kind="group", cells=(TableCell(text=lead),), note=note)]
    rows += [_row(line) for line in members if line not in well and line not in silent]
    if well:
        listed = "、".join(f"{_title(line)} {_short_figure(line)}" for line in well)
        lamp = TableCell(status="met", lamp_text="达标、达序时")
        rows.append(TableRow(kind="folded", cells=(lamp,), note=f"{len(well)} 项：{listed}"))
    for why in dict.fromkeys(line.why for line in silent):
        names = [_title(line) for line in silent if line.why == why]
        reason = f"{why}，" if why else ""
        rows.append(
            TableRow(
                kind="folded", cells=(TableCell(status="not_reported"),), note=f"{reason}{len(names)} 项：{'、'.join(names)}"
            )
        )
    return [*rows, *_elsewhere(others)]


def _is_quiet(line: TaskLine) -> bool:
    """Met or on pace, moving, and nothing in its way: no row of its own on the screen."""
    said = line.reported
    quiet = said is None or not (said.problem_since or line.unmoved or line.foreign_target is not None)
    return line.status in FOLDED and quiet


def _elsewhere(found: Sequence[TargetLine]) -> list[TableRow]:
    if not found:
        return []
    listed = "、".join(f"{full_title(line)} {_standing(line)}".rstrip() for line in found)
    behind = sum(line.status in BEHIND for line in found)
    late = f"，{behind} 项滞后" if behind else ""
    lamp = TableCell(text="另有", muted=True)
    return [TableRow(kind="folded", cells=(lamp,), note=f"{len(found)} 项目标由其他报表判断{late}，见总览：{listed}")]


def _standing(line: TargetLine) -> str:
    """The figure that 总览 has for it: a ratio short of its target is the ratio itself, anything else its completion."""
    completion, value = line.judgement.completion, line.result.figure.value
    if completion is None:
        return ""
    itself = line.judgement.unit == "%" and line.shown not in FOLDED and value is not None
    return forms.percent(value if itself else completion)


def _short_figure(line: TaskLine) -> str:
    value = forms.figure(line.result.figure.value, line.result.unit, line.result.decimals)
    return f"{value}{line.result.unit}"


def _title(line: TaskLine) -> str:
    return full_title(line.target) if line.target else line.title


def _row(line: TaskLine) -> TableRow:
    figure, unit, decimals = line.result.figure, line.result.unit, line.result.decimals
    judgement = line.target.judgement if line.target else None
    said = line.reported
    goal = judgement.value if judgement and isinstance(judgement.value, Fraction) else None
    month = said.month if said else None
    return TableRow(
        region=figure.region,
        indicator=line.result.indicator or "",
        cells=(
            _lamp(line),
            TableCell(text=_title(line), second="　".join(part for part in (line.code, line.clause) if part)),
            TableCell(
                text=target_text(judgement, decimals) if judgement else "—", value=_float(goal), second=_foreign(line),
            ),
            TableCell(text=forms.figure(month, unit, decimals), value=_float(month)),
            TableCell(
                text=NOT_ADDED_UP if judgement and not_added_up(judgement, figure.value) else forms.figure(figure.value, unit, decimals),
                value=_float(figure.value), strong=figure.value is not None, second=line.carried,
            ),
            TableCell(text=unit, muted=True),
            _progress(line),
            TableCell(text=gap_text(judgement, unit, decimals) if judgement else "—", second=_takes(line)),
            _still(line),
            _problem(line),
            TableCell(text=(said.next_step if said else "") or "—"),
        )
    )  # fmt: skip


def _lamp(line: TaskLine) -> TableCell:
    if line.target is None:
        return TableCell(status="not_applicable", lamp_text=line.unlit)
    judgement = line.target.judgement
    if judgement.status is None:
        return TableCell(status="not_applicable", lamp_text="清单" if judgement.op == "list" else "")
    return TableCell(status=judgement.status, stretch=judgement.stretch, second=line.why)


def _progress(line: TaskLine) -> TableCell:
    judgement = line.target.judgement if line.target else None
    if judgement is None:
        return TableCell(text="—")
    pace = f"序时 {forms.number(judgement.pace, 2)}" if judgement.pace is not None else ""
    return TableCell(text=forms.number(judgement.completion, 2), value=_float(judgement.completion), second=pace)


def _on_paper(row: TableRow, line: TaskLine) -> TableRow:
    """The row with pace in a cell of its own and what stands below figures on the screen behind."""
    pace = line.target.judgement.pace if line.target else None
    told = "；".join(part for part in (line.carried, _foreign(line)) if part)
    cells = (
        *row.cells[:_AFTER_COMPLETION], TableCell(text=forms.number(pace, 2), value=_float(pace)), *row.cells[_AFTER_COMPLETION:],
        TableCell(text=told),
    )  # fmt: skip
    return replace(row, cells=cells)


def _foreign(line: TaskLine) -> str:
    """The reporters' own target, where it is not the paper's."""
    if line.foreign_target is None:
        return ""
    return f"填报 {forms.figure(line.foreign_target, line.result.unit, line.result.decimals)}"


def _places(line: TaskLine) -> str:
    """How many places of an “every …” target miss it."""
    return missed(line.target.judgement) if line.target else ""


def _takes(line: TaskLine) -> str:
    """What every month left has to bring; of a target set for every place which places miss it."""
    return (line.target.missing.monthly or line.target.missing.in_ratio or _places(line)) if line.target else ""


def _still(line: TaskLine) -> TableCell:
    if not line.unmoved or line.reported is None:
        return TableCell(text="")
    since, period = line.reported.still_since, line.result.figure.period
    longer = int(period[5:7]) - int(since[5:7]) > 1
    return TableCell(text="较上月无进展", strong=True, second=f"{forms.month_of(since)}以来未动" if longer else "")


def _problem(line: TaskLine) -> TableCell:
    said = line.reported
    if said is None or not said.problem:
        return TableCell(text="—")
    return TableCell(text=said.problem, second=f"问题与{forms.month_of(said.problem_since)}相同" if said.problem_since else "")


def _float(value: Fraction | None) -> float | None:
    return None if value is None else float(value)

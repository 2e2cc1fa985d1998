"""Which unit is behind in what: units down, targets across; judged only where the pack sets the unit a target."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from metrics.evidence import ReportState
from metrics.results import Result
from services.views import forms
from services.views.answers import Answers
from services.views.model import HeatCell, HeatGrid, Mark

#: indicators that are shown by unit even where the pack sets them for the whole only
SHOWN = (
    ("employment.transfer_total", "转移就业"),
    ("employment.lifted_out_province", "脱贫省外"),
    ("employment.one_job_household_rate", "至少1人就业率"),
    ("industry.mechanism_rate", "利益联结覆盖率"),
    ("industry.return_rate", "年收益率"),
    ("industry.villages_without_pioneer", "无带头人村"),
    ("collective.share_total_10", "10万以上村占比"),
    ("collective.share_total_15", "15万以上村占比"),
    ("collective.share_total_20", "20万以上村占比"),
    ("income.below_line_households", "低于监测线户"),
)
MARKS: dict[str, Mark] = {
    "met": "met", "on_pace": "on_pace", "behind": "behind", "far_behind": "far_behind", "not_reported": "not_reported",
    "not_due": "not_due", "not_comparable": "not_comparable",
}  # fmt: skip


def unit_grid(answers: Answers, states: Sequence[ReportState], *, month: str) -> HeatGrid:
    """One row a unit; empty where nobody has reported. The last column is the state of reports."""
    judged = {
        result.indicator: result.title
        for result in answers.results
        if result.target and result.indicator and result.target.scope == result.figure.region != answers.region
    }
    villages = bool(answers.children) and not any(unit.endswith("000") for unit in answers.children)
    shown = [
        (key, name)
        for key, name in SHOWN
        # one village is no share of villages
        if not (villages and key.startswith("collective.share"))
        and any(answers.value(key, unit) is not None for unit in answers.children)
    ]
    columns = [*judged.items(), *(entry for entry in shown if entry[0] not in judged)]
    if not columns:
        return HeatGrid(columns=(), rows=())
    rows = {unit: tuple(_cell(answers.one(key, unit), key in judged) for key, _ in columns) for unit in answers.children}
    names = tuple(name for _, name in columns)
    if any(state.reporter in rows for state in states):
        rows = {unit: (*cells, _reported(states, unit)) for unit, cells in rows.items()}
        names = (*names, f"{month}报送")
    return HeatGrid(columns=names, rows=tuple((answers.name(unit), cells) for unit, cells in rows.items()))


def _cell(result: Result | None, judged: bool) -> HeatCell:
    if result is None:
        return HeatCell(status="not_applicable", word="不下达" if judged else "")
    if judged and result.target is None:
        return HeatCell(status="not_applicable", word="不下达")
    figure = forms.quantity(result.figure.value, result.unit, result.decimals)
    if result.target is not None and result.target.status is not None:
        return HeatCell(status=MARKS[result.target.status], figure=figure)
    if result.figure.value is None:
        return HeatCell(status="not_reported" if result.figure.reason == "not_reported" else "not_comparable")
    return HeatCell(status="not_applicable", word="未分解", figure=figure)


def _reported(states: Sequence[ReportState], unit: str) -> HeatCell:
    counts = Counter(state.state for state in states if state.reporter == unit and state.state != "exempt")
    due = sum(counts.values())
    if not due:
        return HeatCell(status="not_applicable")
    done = counts["on_time"] + counts["late"]
    figure = f"{done}/{due}"
    if counts["missing"]:
        return HeatCell(status="not_reported", figure=figure)
    if counts["late"]:
        return HeatCell(status="behind", word="有迟报", figure=figure)
    return (
        HeatCell(status="not_due", figure=figure) if counts["not_due"] else HeatCell(status="met", word="按时", figure=figure)
    )


def grid_finding(grid: HeatGrid) -> str:
    """The units with most that is far behind or behind, else what is missing."""
    late = {
        name: sum(cell.status in ("behind", "far_behind") for cell in cells if cell.word != "有迟报")
        for name, cells in grid.rows
    }
    most = max(late.values(), default=0)
    if most:
        return f"{forms.names([name for name, count in late.items() if count == most], '单位')}滞后项最多：各{most}项"
    missing = [
        name for name, cells in grid.rows if cells and cells[-1].status == "not_reported" and grid.columns[-1].endswith("报送")
    ]
    if missing:
        return f"{forms.names(missing, '单位')}有报表未报"
    return "各单位对照：报表已报齐" if grid.columns and grid.columns[-1].endswith("报送") else "各单位对照"

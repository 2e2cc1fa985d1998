"""Which unit is behind in what: units down, targets across; judged only where the pack sets the unit a target."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from metrics.evidence import ReportState
from metrics.results import Judgement, Result
from services.views import forms
from services.views.answers import Answers
from services.views.handed_down import handed_down_words
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
#: columns, where fewer are set for units
MOST = 10
MARKS: dict[str, Mark] = {
    "met": "met", "on_pace": "on_pace", "behind": "behind", "far_behind": "far_behind", "not_reported": "not_reported",
    "not_due": "not_due", "not_comparable": "not_comparable",
}  # fmt: skip


def unit_grid(answers: Answers, states: Sequence[ReportState], *, month: str) -> HeatGrid:
    """One row a unit; empty where nobody has reported. The last column is the state of reports."""
    judged = {
        result.indicator: result.title
        for result in answers.results
        if result.target and result.indicator and result.figure.region != answers.region and _is_for_units(result.target)
    }
    villages = bool(answers.children) and not any(unit.endswith("000") for unit in answers.children)
    shown = [
        (key, name)
        for key, name in SHOWN
        # one village is no share of villages
        if not (villages and key.startswith("collective.share"))
        and any(answers.value(key, unit) is not None for unit in answers.children)
    ]
    columns = [*judged.items(), *(entry for entry in shown if entry[0] not in judged)][: max(MOST, len(judged))]
    if not columns:
        return HeatGrid(columns=(), rows=())
    rows = {unit: tuple(_cell(answers.one(key, unit), key in judged) for key, _ in columns) for unit in answers.children}
    names = tuple(name for _, name in columns)
    if any(state.reporter in rows for state in states):
        rows = {unit: (*cells, _reported(states, unit)) for unit, cells in rows.items()}
        names = (*names, f"{month}报送")
    return HeatGrid(columns=names, rows=tuple((answers.name(unit), cells) for unit, cells in rows.items()))


def _decimals(result: Result) -> int:
    """Counts of tasks without decimals where they are whole."""
    value = result.figure.value
    whole = value is not None and value.denominator == 1 and result.unit not in forms.FRACTIONAL
    return 0 if whole else result.decimals


def _is_for_units(judgement: Judgement) -> bool:
    """What the paper sets for one unit, or for every county; what is handed down makes no column of its own."""
    if judgement.handed_down is not None:
        return False
    return judgement.scope.isdigit() or judgement.scope == "every county"


def _cell(result: Result | None, judged: bool) -> HeatCell:
    if result is None:
        return HeatCell(status="not_applicable", word="未分解" if judged else "")
    if judged and result.target is None:
        return HeatCell(status="not_applicable", word="未分解")
    figure = forms.quantity(result.figure.value, result.unit, _decimals(result))
    indicator, region = result.indicator or "", result.figure.region
    if result.target is not None and result.target.kind == "rule" and result.figure.value is not None:
        return HeatCell(status="not_applicable", word="按规则计", figure=figure, indicator=indicator, region=region)
    if result.target is not None and result.target.status is not None:
        return HeatCell(status=MARKS[result.target.status], figure=figure, indicator=indicator, region=region)
    if result.figure.value is None:
        silent = result.figure.reason == "not_reported"
        return HeatCell(status="not_reported") if silent else HeatCell(status="not_applicable", word="无此项")
    return HeatCell(status="not_applicable", word="未分解", figure=figure, indicator=indicator, region=region)


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
    """The units with most that is far behind, else with most that is behind, else what is missing."""
    reports = bool(grid.columns) and grid.columns[-1].endswith("报送")
    targets = grid.columns[:-1] if reports else grid.columns
    for state, word in (("far_behind", "严重滞后"), ("behind", "滞后")):
        late = {
            name: [column for column, cell in zip(targets, cells, strict=False) if cell.status == state]
            for name, cells in grid.rows
        }
        most = max(map(len, late.values()), default=0)
        if most:
            worst = [name for name, columns in late.items() if len(columns) == most]
            named = "、".join(dict.fromkeys(column for name in worst for column in late[name]))
            what = f"（{named}）" if most == 1 else ""
            return f"{forms.names(worst, '单位')}{word}最多：{'各' if len(worst) > 1 else ''}{most}项{what}"
    missing = [name for name, cells in grid.rows if reports and cells and cells[-1].status == "not_reported"]
    if missing:
        return f"{forms.names(missing, '单位')}有报表未报"
    return "各单位对照：报表已报齐" if reports and _all_in(grid) else "各单位对照"


def _all_in(grid: HeatGrid) -> bool:
    return all(cells[-1].status in ("met", "behind", "not_applicable") for _, cells in grid.rows)


def grid_note(answers: Answers) -> str:
    """Whose targets the lamps of the units are of: the paper's, and those that were handed down, by version."""
    versions = handed_down_words(answers)
    lit = f"方案下达和{versions}下达" if versions else "方案下达"
    return f"只对{lit}到该单位的目标亮灯；未分解的只列数，仅供调度"

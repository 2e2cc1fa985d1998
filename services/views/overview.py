"""总览: every target as one line, what is behind first, grouped by 牵头单位; what is met folded into one line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from metrics.evidence import ReportState
from metrics.results import Judgement
from services.tables.model import Bullet, Table, TableCell, TableColumn, TableRow
from services.views import forms
from services.views.answers import Answers, data_as_of
from services.views.grid import grid_finding, unit_grid
from services.views.model import Clause, Headline, HeatGrid, Lamp, Mark, Page, Tile
from services.views.targets import (
    BEHIND,
    FOLDED,
    TargetLine,
    TargetWords,
    by_lead,
    full_title,
    gap_text,
    target_lines,
    target_text,
)
from services.views.words import MARKS, WORDS

TILES: tuple[tuple[Mark, str, tuple[str, ...]], ...] = (
    ("far_behind", "严重滞后", ("far_behind",)),
    ("behind", "滞后", ("behind",)),
    ("met", "达标、达序时", ("met", "on_pace")),
    ("not_due", "未到期", ("not_due",)),
    ("not_reported", "未报", ("not_reported",)),
)
COLUMNS = (
    TableColumn(key="status", heading="状态", width=12),
    TableColumn(key="title", heading="目标", width=34),
    TableColumn(key="value", heading="完成", align="right", number=True, decimals=2, width=12),
    TableColumn(key="target", heading="全年目标", align="right", number=True, decimals=2, width=12),
    TableColumn(key="unit", heading="单位", width=8),
    TableColumn(key="bullet", heading="进度\n┃目标 ┊序时", width=10),
    TableColumn(key="completion", heading="完成率 %", align="right", number=True, decimals=2, width=10),
    TableColumn(key="pace", heading="序时 %", align="right", number=True, decimals=2, width=10),
    TableColumn(key="gap", heading="差距", align="right", width=16),
    TableColumn(key="coverage", heading="报送", align="center", width=8),
)
#: drawn only from the second month on: one point is no line
TREND = "trend"


@dataclass(frozen=True, kw_only=True)
class Overview:
    """The page, the number of targets in each state, and the states by 牵头单位. ``listed``: the table to take along, every
    target in full and nothing drawn."""

    page: Page
    listed: Table
    counts: Mapping[str, int]
    leads: tuple[tuple[str, tuple[tuple[str, int], ...]], ...]
    strip: tuple[tuple[str, int], ...]
    grid: HeatGrid
    grid_finding: str
    grid_note: str


def overview(
    answers: Answers, words: Mapping[tuple[str, str], TargetWords], states: Sequence[ReportState], *,
    period: str, earlier: Mapping[str, int] | None = None, cut_points: tuple[Fraction, Fraction] = (Fraction(10), Fraction(10)),
    history: Sequence[Answers] = (),
) -> Overview:  # fmt: skip
    """The whole page. ``earlier``: the counts of the month before, for 较上月; ``cut_points``: percent, points;
    ``history``: the year's months up to the asked one, for the line at the end of a row."""
    lines = target_lines(answers, words)
    counts = Counter(line.status or "none" for line in lines)
    groups = by_lead(lines)
    context = (forms.period_label(period), _pace_words(period), _reported_words(states), data_as_of(states))
    page = Page(
        headline=_headline(lines, counts) if lines else (Clause(text=_no_targets(answers, period)),),
        context=context,
        tiles=tuple(_tile(mark, name, keys, counts, earlier) for mark, name, keys in TILES),
        table=Table(
            title="目标清单：滞后在前，按牵头单位", unit="见各行", columns=_columns(history, period),
            rows=tuple(row for lead, members in groups for row in _group_rows(lead, members, history)),
            notes=_notes(cut_points), context=" · ".join(part for part in context if part),
        ),
    )  # fmt: skip
    leads = tuple((lead, _lead_counts(members)) for lead, members in groups)
    strip = tuple((mark, sum(counts[key] for key in keys)) for mark, _, keys in TILES)
    grid = unit_grid(answers, states, month=forms.month_of(period))
    return Overview(
        page=page, listed=_listed(page.table, groups), counts=dict(counts), leads=leads, strip=strip, grid=grid, grid_finding=grid_finding(grid),
        grid_note="只对方案下达到该单位的目标亮灯；未分解的只列数，仅供调度",
    )  # fmt: skip


def _pace_words(period: str) -> str:
    if "-" not in period:
        return ""
    month = int(period[-2:])
    return f"序时进度{forms.number(Fraction(month * 100, 12), 2)}%（{month}/12）"


def _reported_words(states: Sequence[ReportState]) -> str:
    due = [state for state in states if state.state != "exempt"]
    handed_in = sum(state.submission is not None for state in due)
    missing = list(dict.fromkeys(state.name for state in due if state.state == "missing"))
    who = f"，{forms.names(missing, '单位')}有报表未报" if missing else ""
    return f"报送{handed_in}/{len(due)}份{who}" if due else ""


def _listed(table: Table, groups: Sequence[tuple[str, list[TargetLine]]]) -> Table:
    """Every target as a row: on paper nothing is folded, and there are no drawings."""
    kept = [index for index, column in enumerate(COLUMNS) if column.key != "bullet"]
    rows: list[TableRow] = []
    for lead, members in groups:
        rows.append(TableRow(kind="group", cells=(TableCell(text=lead),), note=f"{len(members)} 项目标"))
        rows += [TableRow(cells=tuple(_row(line, ()).cells[index] for index in kept)) for line in members]
    return replace(table, columns=tuple(COLUMNS[index] for index in kept), rows=tuple(rows))


def _columns(history: Sequence[Answers], period: str) -> tuple[TableColumn, ...]:
    if len(history) < 2:
        return COLUMNS
    return (*COLUMNS, TableColumn(key=TREND, heading=f"1—{int(period[5:7])}月", align="center", width=8))


def _trend(line: TargetLine, history: Sequence[Answers]) -> tuple[TableCell, ...]:
    """The months of one target's indicator; a month without a figure is a gap."""
    if len(history) < 2:
        return ()
    region, indicator = line.result.figure.region, line.result.indicator
    values = [month.value(indicator, region) if indicator else None for month in history]
    return (TableCell(trend=tuple(_float(value) for value in values)),)


def _group_rows(lead: str, members: Sequence[TargetLine], history: Sequence[Answers]) -> list[TableRow]:
    late = sum(line.status in BEHIND for line in members)
    note = f"{len(members)} 项目标" + (f"，{late} 项滞后" if late else "")
    rows = [TableRow(kind="group", cells=(TableCell(text=lead),), note=note)]
    rows += [_row(line, history) for line in members if line.status not in (*FOLDED, "not_reported")]
    folded = [line for line in members if line.status in FOLDED]
    silent = [full_title(line) for line in members if line.status == "not_reported"]
    if folded:
        listed = "、".join(f"{full_title(line)} {forms.percent(line.judgement.completion)}".rstrip(" —") for line in folded)
        lamp = TableCell(status="met", lamp_text="达标、达序时")
        rows.append(TableRow(kind="folded", cells=(lamp,), note=f"{len(folded)} 项：{listed}"))
    if silent:
        lamp = TableCell(status="not_reported")
        rows.append(TableRow(kind="folded", cells=(lamp,), note=f"{len(silent)} 项：{'、'.join(silent)}"))
    return rows


def _row(line: TargetLine, history: Sequence[Answers]) -> TableRow:
    judgement, figure, decimals = line.judgement, line.result.figure, line.result.decimals
    number = judgement.value if isinstance(judgement.value, Fraction) else None
    bullet = None
    if judgement.completion is not None:
        pace = None if judgement.pace is None else float(judgement.pace) / 100
        bullet = Bullet(done=float(judgement.completion) / 100, pace=pace)
    title = f"　其中{line.unit_name}" if line.unit_name else line.title
    return TableRow(
        cells=(
            _lamp_cell(judgement),
            TableCell(text=title, tag=f"指{line.population}" if line.population else ""),
            TableCell(text=forms.figure(figure.value, judgement.unit, decimals), value=_float(figure.value)),
            TableCell(text=target_text(judgement, decimals), value=_float(number)),
            TableCell(text=judgement.unit, muted=True),
            TableCell(bullet=bullet),
            TableCell(text=forms.number(judgement.completion, 2), value=_float(judgement.completion)),
            TableCell(
                text=forms.number(judgement.pace, 2) if judgement.pace is not None else "／", value=_float(judgement.pace)
            ),
            TableCell(text=gap_text(judgement, judgement.unit, decimals)),
            TableCell(text=f"{figure.reported}/{figure.expected}", tag=_carried(figure.carried_forward)),
            *_trend(line, history),
        )
    )


def _carried(count: int) -> str:
    return f"沿用{count}个" if count else ""


def _lamp_cell(judgement: Judgement) -> TableCell:
    if judgement.status is None:
        return TableCell(status="not_applicable", lamp_text="清单" if judgement.op == "list" else "")
    if judgement.kind == "reference" and judgement.value is None:
        return TableCell(status="not_comparable", lamp_text="无参照")
    return TableCell(status=judgement.status, stretch=judgement.stretch)


def _float(value: Fraction | None) -> float | None:
    return None if value is None else float(value)


def _tile(mark: Mark, name: str, keys: Sequence[str], counts: Counter[str], earlier: Mapping[str, int] | None) -> Tile:
    count = sum(counts[key] for key in keys)
    under = ""
    if earlier is not None:
        under = f"较上月 {forms.change(Fraction(count - sum(earlier.get(key, 0) for key in keys)))}"
    if not count:
        return Tile(name=f"{MARKS[mark]} {name}", figure="0", unit="项", under=under)
    return Tile(name="", figure=str(count), unit="项", lamp=Lamp(status=mark, text=name), under=under)


def _lead_counts(members: Sequence[TargetLine]) -> tuple[tuple[str, int], ...]:
    states = Counter(line.status for line in members)
    return tuple((mark, sum(states[key] for key in keys)) for mark, _, keys in TILES if sum(states[key] for key in keys))


def _no_targets(answers: Answers, period: str) -> str:
    """Outside the pack's years, or a unit that has no target of its own: figures are listed, nothing is judged."""
    return f"本方案未给{answers.name(answers.region)}设{period[:4]}年目标，只列数，不亮灯。"


def _headline(lines: Sequence[TargetLine], counts: Counter[str]) -> Headline:
    total = len(lines)
    judged = [line for line in lines if line.status in (*BEHIND, *FOLDED, "not_due")]
    if not judged:
        return (Clause(text=f"{total}项目标{'均' if total > 1 else ''}未报送，暂不作判断。"),)
    late = [line for line in judged if line.status in BEHIND]
    if not late:
        return _all_well(total, judged, counts)
    named: tuple[tuple[Mark, int], ...] = tuple((mark, counts[mark]) for mark in ("far_behind", "behind", "not_reported"))
    clauses = [Clause(text=f"{total}项目标中")]
    for mark, count in named:
        if count:
            clauses += [Clause(text=f"{count}项{WORDS[mark]}", status=mark), Clause(text="、")]
    return (*clauses[:-1], Clause(text="。"), *_worst(late, lines))


def _all_well(total: int, judged: Sequence[TargetLine], counts: Counter[str]) -> Headline:
    paced = [line for line in judged if line.judgement.pace is not None and line.status == "on_pace"]
    missing = counts["not_reported"]
    text = f"{total}项目标" + (f"中已报的{total - missing}项" if missing else "") + "没有滞后"
    if not paced:
        return (Clause(text=f"{text}。"),)
    nearest = min(paced, key=lambda line: -line.shortfall)
    ahead = forms.quantity(-nearest.shortfall, "个百分点", 2)
    return (Clause(text=f"{text}，最接近落后的是{full_title(nearest)}，仅超序时{ahead}。"),)


def _worst(late: Sequence[TargetLine], lines: Sequence[TargetLine]) -> Headline:
    """The widest gap among the worst: done, share of the year, how far behind, and who."""
    worst = min(late, key=lambda line: (line.severity, bool(line.unit_name), -line.shortfall, line.judgement.code))
    figure, judgement, decimals = worst.result.figure, worst.judgement, worst.result.decimals
    done = forms.quantity(figure.value, judgement.unit, decimals)
    clauses = [Clause(text=f"差距最大的是{full_title(worst).removeprefix('其中')}：完成{done}，")]
    if judgement.completion is not None and judgement.unit != "%":
        start = "占全年" if judgement.pace is not None else "完成目标的"
        clauses.append(Clause(text=f"{start}{forms.percent(judgement.completion)}，"))
    behind = _against_pace(worst) if judgement.pace is not None else _against_target(judgement, decimals)
    clauses.append(Clause(text=behind, status="far_behind" if judgement.status == "far_behind" else "behind"))
    who = [
        line.unit_name
        for line in lines
        if line.unit_name and line.result.indicator == worst.result.indicator and line.status in BEHIND
    ]
    clauses.append(Clause(text=f"，缺口主要在{forms.names(who, '乡镇')}。" if who else "。"))
    return tuple(clauses)


def _against_pace(line: TargetLine) -> str:
    return f"落后序时{forms.quantity(line.shortfall, '个百分点', 2)}"


def _against_target(judgement: Judgement, decimals: int) -> str:
    if judgement.gap is not None:
        amount = forms.quantity(abs(judgement.gap), forms.difference_unit(judgement.unit), decimals)
        return f"{'还差' if judgement.gap < 0 else '超出'}{amount}"
    return f"{len(judgement.short)}处未达到" if judgement.short else "未达到"


def _notes(cut_points: tuple[Fraction, Fraction]) -> tuple[str, ...]:
    percent, points = (forms.plain(entry, 2) for entry in cut_points)
    return (
        f"阈值类差距在目标的{percent}%以内为滞后，超过为严重滞后；进度类落后序时{points}个百分点以内为滞后，超过为严重滞后。",
        "年度目标用累计数的，到期月前为未到期。",
        "“—”无此数，“／”不适用；判断用未四舍五入的原值。",
    )

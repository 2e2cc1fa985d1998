"""The table of 总览: what is behind in rows with bullet and pace; what is met, not due or not reported folded into one line each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from urllib.parse import urlencode

from metrics.results import Judgement
from services.tables.model import FIGURE, Status, Table, TableCell, TableColumn, TableRow
from services.views import forms
from services.views.answers import Answers
from services.views.bullets import bullet_of
from services.views.every import NOT_ADDED_UP, not_added_up
from services.views.grid import SHOWN
from services.views.targets import BEHIND, FOLDED, NO_LEAD, UNLIT, TargetLine, full_title, gap_text, names_leads, target_text

Groups = Sequence[tuple[str, list[TargetLine]]]
COLUMNS = (
    TableColumn(key="status", heading="状态", width=12),
    TableColumn(key="title", heading="目标", width=28, wrap=True),
    TableColumn(key=FIGURE, heading="完成", align="right", number=True, decimals=2, width=12),
    TableColumn(key="target", heading="全年目标", align="right", number=True, decimals=2, width=12),
    TableColumn(key="unit", heading="单位", width=8),
    TableColumn(key="bullet", heading="进度 ┃目标\n┊序时 │去年", width=10),
    TableColumn(key="completion", heading="完成率 %", align="right", number=True, decimals=2, width=10),
    TableColumn(key="pace", heading="序时进度\n去年同期 %", align="right", number=True, decimals=2, width=10),
    TableColumn(key="gap", heading="差距", align="right", width=16),
    TableColumn(key="coverage", heading="报送", align="center", width=8),
)
FIGURE_COLUMNS = (
    TableColumn(key="title", heading="指标", width=34),
    TableColumn(key=FIGURE, heading="数值", align="right", number=True, decimals=2, width=14),
    TableColumn(key="unit", heading="单位", width=8),
    TableColumn(key="coverage", heading="报送", align="center", width=8),
)
#: drawn only from the second month on: one point is no line
TREND = "trend"
#: the pages of the menu that show an indicator's details, by the catalogue's page
ADDRESSES = {page: f"/{page}" for page in ("employment", "industry", "consumption", "collective", "income", "tasks")}


def target_table(
    groups: Groups, history: Sequence[Answers], period: str, cut_points: tuple[Fraction, Fraction], context: str
) -> Table:
    """The table as the screen shows it."""
    return Table(
        title="目标清单：滞后在前" + ("，按牵头单位" if names_leads(groups) else ""), unit="见各行", columns=_columns(history, period),
        rows=_rows(groups, history),
        notes=_notes(cut_points), context=context,
    )  # fmt: skip


def listed_table(table: Table, groups: Groups) -> Table:
    """Every target as a row: on paper nothing is folded, and there are no drawings."""
    kept = [index for index, column in enumerate(COLUMNS) if column.key != "bullet"]
    rows: list[TableRow] = []
    for lead, members in groups:
        rows.append(TableRow(kind="group", cells=(TableCell(text=lead),), note=f"{len(members)} 项目标"))
        rows += [replace(row, cells=tuple(row.cells[at] for at in kept)) for row in (_row(line, ()) for line in members)]
    return replace(table, columns=tuple(COLUMNS[index] for index in kept), rows=tuple(rows))


def figure_table(answers: Answers, context: str) -> Table:
    """The figures of a unit for which the paper sets no target; those that it has not are left out."""
    rows: list[TableRow] = []
    for key, name in SHOWN:
        result = answers.one(key)
        if result is None or result.figure.value is None:
            continue
        figure = result.figure
        address = _address(result.page, figure.region, figure.period, answers)
        cells = (
            TableCell(text=name if result.title.startswith("其中") else result.title, href=address),
            TableCell(text=forms.figure(figure.value, result.unit, result.decimals), value=_float(figure.value)),
            TableCell(text=result.unit, muted=True),
            _coverage(figure.reported, figure.expected, figure.carried_forward),
        )
        rows.append(TableRow(cells=cells, region=figure.region, indicator=key))
    return Table(
        title="主要指标：本方案未设目标，不亮灯", unit="见各行", columns=FIGURE_COLUMNS, rows=tuple(rows), context=context
    )


def _columns(history: Sequence[Answers], period: str) -> tuple[TableColumn, ...]:
    if len(history) < 2:
        return COLUMNS
    return (*COLUMNS, TableColumn(key=TREND, heading=f"1—{int(period[5:7])}月", align="center", width=8))


def _rows(groups: Groups, history: Sequence[Answers]) -> tuple[TableRow, ...]:
    """The 牵头单位 with rows of their own first, then those that have folded lines only, under one heading."""
    if not names_leads(groups):
        return tuple(row for lead, members in groups for row in _under_nobody(_group_rows(lead, members, history)))
    made = [_group_rows(lead, members, history) for lead, members in groups]
    full = [rows for rows in made if rows[0].kind == "group"]
    rest = [row for rows in made if rows[0].kind != "group" for row in rows]
    silent = any(row.cells[0].status == "not_reported" for row in rest)
    head = TableRow(kind="group", cells=(TableCell(text="其他牵头单位"),), note="没有滞后，或未报" if silent else "没有滞后")
    over = [head] if full and rest else []
    return (*(row for rows in full for row in rows), *over, *rest)


def _under_nobody(rows: Sequence[TableRow]) -> list[TableRow]:
    """The rows without the line of a 牵头单位 that the paper does not name."""
    return [replace(row, note=row.note.removeprefix(f"{NO_LEAD}　")) for row in rows if row.kind != "group"]


def _group_rows(lead: str, members: Sequence[TargetLine], history: Sequence[Answers]) -> list[TableRow]:
    """A 牵头单位 with rows has its name over them; one with folded lines only has it in the lines."""
    shown = [_row(line, history) for line in members if line.status not in (*FOLDED, "not_due", "not_reported")]
    name = "" if shown else f"{lead}　"
    folded = [
        *_folded(members, FOLDED, "met", "达标、达序时", _met_words, name),
        *_folded(members, ("not_due",), "not_due", "", _not_due_words, name),
        *_folded(members, ("not_reported",), "not_reported", "", full_title, name),
    ]
    if not shown:
        return folded
    late = sum(line.shown in BEHIND for line in members)
    note = f"{len(members)} 项目标" + (f"，{late} 项滞后" if late else "")
    return [TableRow(kind="group", cells=(TableCell(text=lead),), note=note), *shown, *folded]


def _folded(
    members: Sequence[TargetLine], states: Sequence[str], status: Status, word: str, said: Callable[[TargetLine], str],
    name: str,
) -> list[TableRow]:  # fmt: skip
    """One line for all lines of some states; none where there are none."""
    held = [line for line in members if line.status in states]
    if not held:
        return []
    lamp = TableCell(status=status, lamp_text=word)
    return [TableRow(kind="folded", cells=(lamp,), note=f"{name}{len(held)} 项：{'、'.join(map(said, held))}")]


def _met_words(line: TargetLine) -> str:
    return f"{full_title(line)} {forms.percent(line.judgement.completion)}".rstrip(" —")


def _not_due_words(line: TargetLine) -> str:
    """``集体经济收入10万元以上村占比 78.65%（差 21.35 个百分点）``: figure, completion where it is another figure, gap."""
    judgement, figure, decimals = line.judgement, line.result.figure, line.result.decimals
    whole = figure.value is not None and figure.value.denominator == 1 and judgement.unit not in forms.FRACTIONAL
    value = forms.quantity(figure.value, judgement.unit, 0 if whole else decimals)
    share = forms.percent(judgement.completion) if judgement.completion is not None and judgement.unit != "%" else ""
    gap = gap_text(judgement, judgement.unit, decimals).replace(" ", "") if judgement.gap is not None else ""
    more = "，".join(part for part in (share, gap, line.missing.in_ratio) if part)
    return f"{full_title(line)} {value}" + (f"（{more}）" if more else "")


def _row(line: TargetLine, history: Sequence[Answers]) -> TableRow:
    judgement, figure, decimals = line.judgement, line.result.figure, line.result.decimals
    number = judgement.value if isinstance(judgement.value, Fraction) else None
    title = f"　其中{line.unit_name}" if line.unit_name else line.title
    unit = line.unit_name
    return TableRow(
        region=figure.region,
        indicator=line.result.indicator or "",
        cells=(
            _lamp_cell(judgement),
            TableCell(
                text=title,
                tag=f"指{line.population}" if line.population else "",
                href=_link(line.result.page, figure.period, unit),
                second=line.missing.beside_gap,
            ),
            _done(line),
            TableCell(text="—" if judgement.op == "list" else target_text(judgement, decimals), value=_float(number)),
            TableCell(text=judgement.unit, muted=True),
            TableCell(bullet=bullet_of(judgement, line.last_year)),
            TableCell(text=forms.number(judgement.completion, 2), value=_float(judgement.completion)),
            TableCell(
                text=forms.number(judgement.pace, 2) if judgement.pace is not None else "／",
                value=_float(judgement.pace),
                second=forms.number(line.last_year, 2) if line.last_year is not None else "",
            ),
            TableCell(text=gap_text(judgement, judgement.unit, decimals)),
            _coverage(figure.reported, figure.expected, figure.carried_forward),
            *_trend(line, history),
        ),
    )


def _done(line: TargetLine) -> TableCell:
    """The figure; households below a line in their own unit; of what every unit owes and nothing adds up 不加总."""
    judgement, figure = line.judgement, line.result.figure
    if judgement.kind == "line" and figure.value is not None:
        return TableCell(text=forms.quantity(figure.value, line.result.unit, line.result.decimals), value=_float(figure.value))
    if not_added_up(judgement, figure.value):
        return TableCell(text=NOT_ADDED_UP, muted=True)
    return TableCell(text=forms.figure(figure.value, judgement.unit, line.result.decimals), value=_float(figure.value))


def _address(page: str, region: str, period: str, answers: Answers) -> str:
    return _link(page, period, answers.name(region) if region == answers.region else "")


def _link(page: str, period: str, unit: str = "") -> str:
    """The page that shows an indicator's details, with the period kept; income is asked by quarter."""
    if page not in ADDRESSES:
        return ""
    chosen = {"quarter" if "Q" in period else "period": forms.period_label(period)} | ({"unit": unit} if unit else {})
    return f"{ADDRESSES[page]}?{urlencode(chosen)}"


def _coverage(reported: int, expected: int, carried: int) -> TableCell:
    return TableCell(text=f"{reported}/{expected}", tag=f"沿用{carried}个" if carried else "")


def _trend(line: TargetLine, history: Sequence[Answers]) -> tuple[TableCell, ...]:
    """The months of one target's indicator; a month without a figure is a gap."""
    if len(history) < 2:
        return ()
    region, indicator = line.result.figure.region, line.result.indicator
    values = [month.value(indicator, region) if indicator else None for month in history]
    return (TableCell(trend=tuple(_float(value) for value in values)),)


def _lamp_cell(judgement: Judgement) -> TableCell:
    if judgement.status is None:
        return TableCell(status="not_applicable", lamp_text=UNLIT.get(judgement.kind, ""))
    if judgement.kind == "reference" and judgement.value is None:
        return TableCell(status="not_comparable", lamp_text="无参照")
    return TableCell(status=judgement.status, stretch=judgement.stretch)


def _float(value: Fraction | None) -> float | None:
    return None if value is None else float(value)


def _notes(cut_points: tuple[Fraction, Fraction]) -> tuple[str, ...]:
    percent, points = (forms.plain(entry, 2) for entry in cut_points)
    return (
        f"阈值类差距在目标的{percent}%以内为滞后，超过为严重滞后；进度类落后序时{points}个百分点以内为滞后，超过为严重滞后。",
        "去年同期为去年同期进度，即去年本月累计占去年12月累计的比重，去年报送齐全的才列；均速为近几个月平均增量，不足两个月的不推算。",
        "年度目标用累计数的，到期月前为未到期。",
        "“—”无此数，“／”不适用；判断用未四舍五入的原值。",
    )

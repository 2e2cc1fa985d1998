"""The two tables by unit of the page 收入: income by source with its growth, and the households that fell or lie below a line."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from metrics.evidence import ReportState
from metrics.results import Figure
from metrics.targets.remaining import relief
from services.tables.model import Table, TableCell, TableColumn, TableRow
from services.views import forms
from services.views.answers import Answers
from services.views.handed_down import broken_down, own_cells, own_columns
from services.views.reporting import state_cell

NET = "income.net_per_capita"
GROWTH = "income.net_growth"
POINTS, DROPS = "income.operating_drop_points", "income.operating_drop_share"
CHANGES = frozenset({GROWTH, "income.operating_growth", "income.property_growth", POINTS})
INCOME_LEAVES = (
    ("监测规模", (("income.households", "户数"), ("income.persons", "人数"))),
    (
        "人均纯收入",
        (
            (NET, "合计"), ("income.wage_per_capita", "工资性"), ("income.operating_per_capita", "生产经营净"),
            ("income.property_per_capita", "财产性"), ("income.transfer_per_capita", "转移性"),
        ),
    ),
    ("同比增长 %", ((GROWTH, "人均纯收入"), ("income.operating_growth", "生产经营净"), ("income.property_growth", "财产性"))),
)  # fmt: skip
HOUSEHOLD_LEAVES = (
    (
        "年人均纯收入",
        (
            ("income.below_line_households", "低于\n监测线"), ("income.below_line_share", "占比 %"),
            ("income.below_work_line_households", "低于\n工作线"), ("income.line_unknown_households", "无法\n判断"),
        ),
    ),
    (
        "同比收入下降",
        (
            ("income.comparable_households", "可比户"), ("income.drop_households", "下降户"), ("income.drop_share", "占比 %"),
        ),
    ),
    (
        "生产经营收入下降",
        (
            ("income.operating_drop_households", "下降户"), ("income.operating_drop_share", "占比 %"),
            (POINTS, "扣分"),
        ),
    ),
    ("", (("income.idle_labour_households", "有劳力\n无务工户"),)),
)  # fmt: skip
Leaves = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


def income_table(answers: Answers, states: Sequence[ReportState], context: str, noun: str, notes: Sequence[str]) -> Table:
    """Income a head by source, one row a unit; 合计 as the service gives it."""
    cells = {state.reporter: state_cell(state) for state in states}
    shown = _columns(answers, INCOME_LEAVES, noun)
    own = broken_down(answers, [result.indicator for result in answers.results if result.indicator])
    given = [column for key in own if (one := answers.one(key)) for column in own_columns(answers, key, one.title)]
    columns = (*shown, *given, TableColumn(key="state", heading="报送", width=10))
    rows = [
        TableRow(
            cells=(
                *_cells(answers, unit, str(index), shown),
                *_own(answers, own, unit),
                cells.get(unit, TableCell(text="—", muted=True)),
            ),
            region=unit,
        )
        for index, unit in enumerate(answers.children, start=1)
    ]
    main = answers.figure(NET)
    covered = TableCell(text=f"{main.reported}/{main.expected}" if main else "—")
    rows.append(
        TableRow(
            cells=(*_cells(answers, "", "", shown), *_own(answers, own, answers.region), covered),
            kind="total",
            region=answers.region,
        )
    )
    return Table(
        title=f"分{noun}收入", unit="户、人、元/人", columns=columns, rows=tuple(rows), notes=tuple(notes), context=context
    )


def _own(answers: Answers, indicators: Sequence[str], region: str) -> list[TableCell]:
    return [cell for key in indicators if own_columns(answers, key) for cell in own_cells(answers, key, region)]


def household_table(answers: Answers, context: str, noun: str, notes: Sequence[str]) -> Table:
    """How many households fell or lie below a line, one row a unit."""
    columns = _columns(answers, HOUSEHOLD_LEAVES, noun)
    rows = [
        TableRow(cells=_cells(answers, unit, str(index), columns), region=unit)
        for index, unit in enumerate(answers.children, start=1)
    ]
    rows.append(TableRow(cells=_cells(answers, "", "", columns), kind="total", region=answers.region))
    return Table(
        title=f"分{noun}低收入户和下降户", unit="户、分", columns=columns, rows=tuple(rows), notes=tuple(notes), context=context
    )


def _columns(answers: Answers, leaves: Leaves, noun: str) -> tuple[TableColumn, ...]:
    columns = [
        TableColumn(key="number", heading="序号", align="center", width=6),
        TableColumn(key="unit", heading=noun, width=14),
    ]
    for group, entries in leaves:
        for key, heading in entries:
            columns.append(
                TableColumn(key=key, heading=heading, group=group, align="right", number=True, decimals=_decimals(answers, key), width=10)
            )  # fmt: skip
    return tuple(columns)


def _decimals(answers: Answers, key: str) -> int:
    """Income a head in whole 元, all else as the catalogue says."""
    result = answers.one(key)
    if result is None or result.unit == "元/人":
        return 0
    return result.decimals


def _cells(answers: Answers, unit: str, number: str, columns: Sequence[TableColumn]) -> tuple[TableCell, ...]:
    """A unit's figures; ``unit`` empty: the whole."""
    cells = [TableCell(text=number, muted=True), TableCell(text=answers.name(unit) if unit else "合计")]
    for column in columns[2:]:
        value = answers.value(column.key, unit or None)
        write = forms.change if column.key in CHANGES else forms.number
        text = write(value, column.decimals)
        second = relief_words(answers, unit) if column.key == POINTS else ""
        cells.append(TableCell(text=text, value=None if value is None else float(value), second=second))
    return tuple(cells)


def relief_words(answers: Answers, unit: str, root: Figure | None = None) -> str:
    """再减少14户可少扣0.50分: of a unit that the paper takes points from, the fewest households that save those of one percentage
    point, or all that are left; the whole's own share falls with them. ``root``: the whole's, where only the unit was asked."""
    judged, own, whole = (
        answers.target(POINTS, unit or None),
        answers.figure(DROPS, unit or None),
        root or answers.figure(DROPS),
    )
    if (
        not unit
        or judged is None
        or judged.kind != "rule"
        or not isinstance(judged.value, Fraction)
        or own is None
        or whole is None
    ):
        return ""
    sides = (own.numerator, own.denominator, whole.numerator, whole.denominator)
    if None in sides:
        return ""
    drop, households, all_drop, everybody = (side or Fraction(0) for side in sides)
    found = relief((drop, households), (all_drop, everybody))
    if found is None:
        return ""
    saved = forms.number(abs(judged.value) * found.points, 2)
    return f"再减少{found.households:,}户可" + ("不再扣分" if found.ends else f"少扣{saved}分")

"""How far households are from the line: counts of all households by steps of 500 元 above and below it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from metrics.evidence import MICRO
from metrics.income_exact import Quantity, against
from metrics.income_quarters import year_of
from metrics.income_rules import RuleSetting
from metrics.packs import Pack
from services.small_cells import NOTES, OMITTED, hidden_parts
from services.tables.model import Table, TableCell, TableColumn, TableRow
from services.views import forms
from services.views.model import Level
from services.views.warning_units import Shown, said

STEP = 500
#: steps on either side of the line that are drawn; who lives further away is counted in words
STEPS = 5


@dataclass(frozen=True, kw_only=True)
class Line:
    """The line that the drawing is about: 监测线 where one is set for the year, else the work line; its rule's level."""

    name: str
    amount: Fraction
    level: Level


@dataclass(frozen=True, kw_only=True)
class Step:
    """Households with ``lower`` <= annual income a head < ``lower + STEP``; ``below``: under the line."""

    lower: Fraction
    households: Shown
    below: bool

    @property
    def label(self) -> str:
        """7,500—8,000."""
        return f"{forms.plain(self.lower, 2)}—{forms.plain(self.lower + STEP, 2)}"


@dataclass(frozen=True, kw_only=True)
class Around:
    """``steps`` from the poorest up, as many below the line as above; ``under`` and ``over``: households further away;
    ``unknown``: without an annual income; ``below``: all under the line. The whole's totals are exact, of the steps the
    small ones are hidden: a village knows who lives on so little."""

    line: Line
    steps: tuple[Step, ...]
    under: Shown
    over: Shown
    below: int
    known: int
    unknown: int

    @property
    def near_below(self) -> Shown:
        """Households less than one step under the line."""
        return self.steps[STEPS - 1].households

    @property
    def near_above(self) -> Shown:
        """Households from the line to less than one step over it."""
        return self.steps[STEPS].households


def line_for(pack: Pack, period: str) -> Line | None:
    """The line of a quarter: 监测线 before the work line; None where the pack has neither."""
    line = pack.income.line.get(year_of(period))
    if line is not None:
        return Line(name="监测线", amount=line, level=_level(pack.warnings, "below_line", "red"))
    work = pack.income_settings.work_line
    return None if work is None else Line(name="工作线", amount=work, level=_level(pack.warnings, "below_work_line", "orange"))


def _level(rules: Mapping[str, RuleSetting], rule: str, usual: Level) -> Level:
    known: dict[str, Level] = {"red": "red", "orange": "orange", "yellow": "yellow", "watch": "watch"}
    return known[rules[rule].level] if rule in rules else usual


def around(annual: Quantity, line: Line) -> Around:
    """The households by step, compared exactly: who lives on the line itself is not below it."""
    edges = [line.amount + STEP * step for step in range(-STEPS, STEPS + 1)]
    under = [_under(annual, edge) for edge in edges]
    known = int(annual.known.sum())
    counts = [later - earlier for earlier, later in zip([0, *under], [*under, known], strict=True)]
    # two totals are printed: all below the line, and with them all from the line on
    shown = (*_shown(counts[: STEPS + 1]), *_shown(counts[STEPS + 1 :]))
    steps = [
        Step(lower=edge, households=count, below=edge < line.amount)
        for edge, count in zip(edges[:-1], shown[1:-1], strict=True)
    ]
    return Around(
        line=line, steps=tuple(steps), under=shown[0], over=shown[-1], below=under[STEPS],
        known=known, unknown=len(annual.known) - known,
    )  # fmt: skip


def _shown(counts: Sequence[int]) -> list[Shown]:
    hidden = hidden_parts(counts)
    return [hidden.get(place, count) for place, count in enumerate(counts)]


def _under(annual: Quantity, bound: Fraction) -> int:
    return int((annual.known & (against(annual, bound * MICRO) < 0)).sum())


def line_finding(found: Around | None) -> str:
    """低于监测线8,000元12户，其中9户差不到500元；线上500元以内还有14户."""
    if found is None:
        return "监测线未设定，也没有工作线，不看与线的距离"
    if not found.known:
        return "缺上年数据，还不能折算年人均纯收入"
    line = f"{found.line.name}{forms.plain(found.line.amount, 2)}元"
    above = "" if found.near_above == OMITTED else f"；线上{STEP}元以内{_count(found.near_above, also=bool(found.below))}"
    if not found.below:
        return f"没有低于{line}的户{above}"
    near = f"，其中{found.near_below:,}户差不到{STEP}元" if isinstance(found.near_below, int) and found.near_below else ""
    return f"低于{line}{found.below:,}户{near}{above}"


def _count(count: Shown, *, also: bool) -> str:
    return f"{'还' if also else ''}有{said(count)}" if count else "没有户"


def around_words(found: Around) -> str:
    """What is drawn in which unit, and who is not in the drawing."""
    away = [(word, count) for word, count in (("更低的", found.under), ("更高的", found.over)) if count and count != OMITTED]
    parts = [f"{word}{said(count)}" for word, count in [*away, *([("无法判断的", found.unknown)] if found.unknown else [])]]
    drawn = f"年人均纯收入在{found.line.name}上下的户数，每档{STEP}元"
    return f"{drawn}；{'、'.join(parts)}不在图内" if parts else drawn


def around_table(found: Around, context: str) -> Table:
    """The steps as a table to take along."""
    columns = (
        TableColumn(key="step", heading="年人均纯收入（元）", width=22),
        TableColumn(key="households", heading="户数", align="right", number=True, width=10),
    )
    first, last = found.steps[0].lower, found.steps[-1].lower + STEP
    rows = [
        _row(f"不足{forms.plain(first, 2)}", found.under),
        *(_row(step.label, step.households) for step in found.steps),
        _row(f"{forms.plain(last, 2)}以上", found.over),
        _row("无法判断", found.unknown),
    ]
    notes = [f"各档含下限、不含上限；{found.line.name}{forms.plain(found.line.amount, 2)}元。", "含全部已报户，不只预警户。"]
    if any(isinstance(count, str) for count in (found.under, found.over, *(step.households for step in found.steps))):
        notes += NOTES
    return Table(
        title=f"年人均纯收入在{found.line.name}上下的户数",
        unit="户",
        columns=columns,
        rows=tuple(rows),
        notes=tuple(notes),
        context=context,
    )


def _row(label: str, households: Shown) -> TableRow:
    if isinstance(households, str):
        return TableRow(cells=(TableCell(text=label), TableCell(text=households, muted=True)))
    return TableRow(cells=(TableCell(text=label), TableCell(text=f"{households:,}", value=households)))

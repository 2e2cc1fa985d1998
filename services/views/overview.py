"""总览: every target as one line, what is behind first, grouped by 牵头单位; lamps by 牵头单位; the grid of the units."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from metrics.evidence import ReportState
from services.tables.model import Table
from services.views import forms
from services.views.answers import Answers, data_as_of
from services.views.foreseen import Before, foreseen
from services.views.grid import grid_finding, grid_note, unit_grid
from services.views.model import HeatGrid, Lamp, Mark, Page, Tile
from services.views.overview_headline import overview_headline
from services.views.overview_table import figure_table, listed_table, target_table
from services.views.targets import TargetLine, TargetWords, by_lead, names_leads, target_lines
from services.views.words import MARKS

TILES: tuple[tuple[Mark, str, tuple[str, ...]], ...] = (
    ("far_behind", "严重滞后", ("far_behind",)),
    ("behind", "滞后", ("behind",)),
    ("stretch", "力争目标未达", ("stretch",)),
    ("met", "达标、达序时", ("met", "on_pace")),
    ("not_due", "未到期", ("not_due",)),
    ("not_reported", "未报", ("not_reported",)),
)
CUTS = (Fraction(10), Fraction(10))


@dataclass(frozen=True, kw_only=True)
class Overview:
    """The page, the number of targets in each state, and the states by 牵头单位. ``listed``: the table to take along, every
    target in full and nothing drawn. ``page.table`` of a unit without targets lists its figures, unjudged."""

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
    period: str, earlier: Mapping[str, int] | None = None, cut_points: tuple[Fraction, Fraction] = CUTS,
    history: Sequence[Answers] = (), last_year: tuple[Answers, Answers] | None = None,
) -> Overview:  # fmt: skip
    """The whole page. ``last_year``: the same month and December of the year before.
    ``earlier``: the counts of the month before, for 较上月; ``cut_points``: percent, points;
    ``history``: the year's months up to the asked one, for the line at the end of a row."""
    then, december = last_year or (None, None)
    lines = foreseen(target_lines(answers, words), answers, Before(year=history[:-1], then=then, december=december))
    counts = Counter(line.shown or "none" for line in lines)
    groups = by_lead(lines)
    context = (forms.period_label(period), _pace_words(period), _reported_words(states), data_as_of(states))
    said = " · ".join(part for part in context if part)
    table = target_table(groups, history, period, cut_points, said) if lines else figure_table(answers, said)
    grid = unit_grid(answers, states, month=forms.month_of(period))
    return Overview(
        page=Page(
            headline=overview_headline(answers, lines, counts, period), context=context, table=table,
            tiles=_tiles(counts, earlier) if lines else (),
        ),
        listed=listed_table(table, groups) if lines else table,
        counts=dict(counts), leads=tuple((lead, _states(members)) for lead, members in groups) if names_leads(groups) else (), strip=_states(lines), grid=grid,
        grid_finding=grid_finding(grid), grid_note=grid_note(answers),
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


def _tiles(counts: Counter[str], earlier: Mapping[str, int] | None) -> tuple[Tile, ...]:
    """One a state; 力争目标未达 only where there is one, or was a month before."""
    there = {*counts, *(earlier or {})}
    return tuple(_tile(mark, name, keys, counts, earlier) for mark, name, keys in TILES if mark != "stretch" or mark in there)


def _tile(mark: Mark, name: str, keys: Sequence[str], counts: Counter[str], earlier: Mapping[str, int] | None) -> Tile:
    count = sum(counts[key] for key in keys)
    under = ""
    if earlier is not None:
        under = f"较上月 {forms.change(Fraction(count - sum(earlier.get(key, 0) for key in keys)))}"
    if not count:
        return Tile(name=f"{MARKS[mark]} {name}", figure="0", unit="项", under=under)
    return Tile(name="", figure=str(count), unit="项", lamp=Lamp(status=mark, text=name), under=under)


def _states(lines: Sequence[TargetLine]) -> tuple[tuple[str, int], ...]:
    """How many of the lines are in each state, the states of no line left out."""
    found = Counter(line.shown for line in lines)
    return tuple((mark, sum(found[key] for key in keys)) for mark, _, keys in TILES if sum(found[key] for key in keys))

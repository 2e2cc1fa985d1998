"""Where the tasks of 重点工作 stand, place by place: who makes the gap of a sum, and who is behind in what is due everywhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from metrics.measuring.tasks import ADDITIVE
from metrics.results import Status
from metrics.targets.status import worst
from services.tables.model import Bullet, Table, TableCell, TableColumn, TableRow
from services.views import forms
from services.views.answers import Answers
from services.views.every import NOUNS
from services.views.model import HeatCell, HeatGrid
from services.views.tasks import TaskLine, late
from services.views.tasks_rows import Reported
from services.views.words import WORDS

#: tasks and places of the card; all of them are in the table to take along
TASKS, PLACES = 3, 3
_FIRST = (TableColumn(key="done", heading="累计", align="right", number=True, decimals=2, width=12),)
_PARTS = (
    TableColumn(key="target", heading="填报目标", align="right", number=True, decimals=2, width=12),
    TableColumn(key="bullet", heading="占填报目标", width=12),
    TableColumn(key="gap", heading="还差", align="right", number=True, decimals=2, width=12),
)
_SHARE = (TableColumn(key="share", heading="占合计 %", align="right", number=True, decimals=2, width=12),)
NOTE = "填报目标是报表里的年度目标，不是方案下达的，只供调度，不亮灯。"
NO_PARTS = "报表没有分解年度目标，只列数，不亮灯。"


@dataclass(frozen=True, kw_only=True)
class PlaceState:
    """One place of an “every …” target."""

    place: str
    status: Status
    value: Fraction | None


@dataclass(frozen=True, kw_only=True)
class Breakdown:
    """Who makes the gap: the finding, the worst places of the worst tasks, and all of them to take along."""

    finding: str
    table: Table
    all_rows: Table


@dataclass(frozen=True, kw_only=True)
class _Place:
    """A unit's part of a sum; ``target``: what its reporters write as its yearly target."""

    name: str
    done: Fraction | None
    target: Fraction | None

    @property
    def left(self) -> Fraction | None:
        return self.target - self.done if self.target is not None and self.done is not None else None

    @property
    def order(self) -> tuple[bool, Fraction]:
        """Furthest from its own target first, without one the smallest first, who has not reported last."""
        if self.done is None:
            return True, Fraction(0)
        return False, -self.left if self.left is not None else self.done


def breakdown(
    lines: Sequence[TaskLine],
    answers: Answers,
    reported: Mapping[tuple[str, str], Reported],
    noun: str,
    context: Sequence[str] = (),
) -> Breakdown | None:
    """The additive tasks that are behind, by unit; ``reported``: (code, unit) → what its own row says. None: no unit has a row."""
    found = [(line, _places(line, answers, reported)) for line in late(lines) if line.result.unit in ADDITIVE]
    # Nothing done anywhere says nothing of where the gap is, unless the units name parts of their own.
    found = [(line, places) for line, places in found if any(place.done or place.left for place in places)]
    if not found:
        return None
    line, places = found[0]
    return Breakdown(
        finding=f"{line.title}：{_furthest(line, places, noun)}",
        table=_table([(entry, own) for entry, own in found[:TASKS]], noun, PLACES),
        all_rows=replace(_table(found, noun, len(answers.children)), context=" · ".join(part for part in context if part)),
    )


def _furthest(line: TaskLine, places: Sequence[_Place], noun: str) -> str:
    """Who is furthest from its own part; where nobody names a part, who has least."""
    first = places[0]
    if first.left is not None and first.left > 0:
        who = [place.name for place in places if place.left == first.left]
        return f"{forms.names(who, noun)}离填报目标最远，{_each(who)}还差{_amount(first.left, line)}"
    known = [place for place in places if place.done is not None]
    least = min(place.done for place in known if place.done is not None)
    who = [place.name for place in known if place.done == least]
    if len(who) == len(known) > 1:
        return f"{len(who)}个{noun}均累计{_amount(least, line)}"
    return f"{forms.names(who, noun)}最少，{_each(who)}累计{_amount(least, line)}"


def _each(names: Sequence[str]) -> str:
    return "各" if len(names) > 1 else ""


def _places(line: TaskLine, answers: Answers, reported: Mapping[tuple[str, str], Reported]) -> list[_Place]:
    places: list[_Place] = []
    goal = _goal(line)
    for unit in answers.children:
        own = reported.get((line.code, unit))
        value = answers.value(f"task:{line.code}", unit)
        told = own.target if own else None
        # A unit's row that repeats the whole's target says nothing of the unit's own part.
        part = told if told is not None and (goal is None or told < goal) else None
        places.append(_Place(name=answers.name(unit), done=value, target=part))
    return sorted(places, key=lambda place: place.order)


def _table(found: Sequence[tuple[TaskLine, Sequence[_Place]]], noun: str, at_most: int) -> Table:
    parts = any(place.target is not None for _, places in found for place in places)
    rows: list[TableRow] = []
    for line, places in found:
        known = [place for place in places if place.done is not None]
        note = f"{_amount(line.result.figure.value, line)}，{line.lead}"
        rows.append(TableRow(kind="group", cells=(TableCell(text=line.title),), note=note))
        rows += [_row(line, place, parts=parts) for place in known[:at_most]]
        rows += _rest(line, known[at_most:], [place.name for place in places if place.done is None], noun)
    columns = (TableColumn(key="place", heading=noun, width=14), *_FIRST, *(_PARTS if parts else _SHARE))
    notes = (NOTE if parts else NO_PARTS,)
    return Table(title=f"滞后任务分{noun}", unit="见各项", columns=columns, rows=tuple(rows), notes=notes)


def _rest(line: TaskLine, more: Sequence[_Place], silent: Sequence[str], noun: str) -> list[TableRow]:
    rows: list[TableRow] = []
    if more:
        listed = "、".join(f"{place.name} {_amount(place.done, line)}" for place in more)
        rows.append(TableRow(kind="folded", cells=(TableCell(text="其余", muted=True),), note=listed))
    if silent:
        said = f"{'、'.join(silent)}没有分{noun}数"
        rows.append(TableRow(kind="folded", cells=(TableCell(text="—", muted=True),), note=said))
    return rows


def _row(line: TaskLine, place: _Place, *, parts: bool) -> TableRow:
    unit, decimals = line.result.unit, line.result.decimals
    start = (
        TableCell(text=place.name),
        TableCell(text=forms.figure(place.done, unit, decimals), value=_float(place.done)),
    )
    if not parts:
        whole = line.result.figure.value
        share = forms.share(place.done, whole) if place.done is not None and whole else None
        return TableRow(cells=(*start, TableCell(text=forms.number(share, 2), value=_float(share))))
    done = float(place.done / place.target) if place.done is not None and place.target else None
    return TableRow(
        cells=(
            *start,
            TableCell(text=forms.figure(place.target, unit, decimals), value=_float(place.target)),
            TableCell(bullet=Bullet(done=done) if done is not None else None),
            TableCell(text=forms.figure(place.left, unit, decimals), value=_float(place.left), strong=True),
        )
    )


def place_grid(
    lines: Sequence[TaskLine], states: Mapping[str, Sequence[PlaceState]], units: Sequence[tuple[str, Sequence[str]]]
) -> HeatGrid:
    """Units down, the tasks due in every place across; ``states``: code → its places, ``units``: name and its places. Empty where
    no place has reported."""
    shown = [line for line in lines if any(state.status not in _SILENT for state in states.get(line.code, ()))]
    rows = tuple(
        (name, tuple(_cell([state for state in states[line.code] if state.place in places], line) for line in shown))
        for name, places in units
    )
    columns = tuple(f"{line.title}（{_amount(_goal(line), line)}）" for line in shown)
    return HeatGrid(columns=columns, rows=rows if shown else ())


_SILENT = frozenset({"not_reported", "not_comparable"})


def _cell(states: Sequence[PlaceState], line: TaskLine) -> HeatCell:
    found = worst(state.status for state in states)
    if found is None:
        return HeatCell(status="not_applicable")
    if len(states) == 1:
        return HeatCell(status=found, figure=_amount(states[0].value, line) if states[0].value is not None else "")
    counts = Counter(state.status for state in states)
    behind, silent = counts["far_behind"] + counts["behind"], counts["not_reported"] + counts["not_comparable"]
    noun = NOUNS.get(line.target.judgement.scope if line.target else "", "村")
    well = f"{len(states) - behind - silent}/{len(states)}{noun}达到"
    if behind:
        return HeatCell(status=found, word=f"{behind}{noun}{WORDS[found] if behind == counts[found] else '滞后'}", figure=well)
    return HeatCell(status=found, word=f"{silent}{noun}未报" if silent and silent < len(states) else "", figure=well)


def grid_finding(grid: HeatGrid) -> str:
    """The units with most that is behind."""
    counts = {name: sum(cell.status in ("behind", "far_behind") for cell in cells) for name, cells in grid.rows}
    behind = [name for name, count in counts.items() if count]
    if not behind:
        return "各单位都没有滞后"
    if len(behind) == len(grid.rows):
        return f"{len(behind)}个单位都有滞后"
    return f"{len(grid.rows)}个单位中{len(behind)}个有滞后：{forms.names(behind, '单位')}"


def _goal(line: TaskLine) -> Fraction | None:
    value = line.target.judgement.value if line.target else None
    return value if isinstance(value, Fraction) else None


def _amount(value: Fraction | None, line: TaskLine) -> str:
    return f"{forms.figure(value, line.result.unit, line.result.decimals)}{line.result.unit}"


def _float(value: Fraction | None) -> float | None:
    return None if value is None else float(value)

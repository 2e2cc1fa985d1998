"""口径试算: how long the list would be, who comes and who goes, and how many person-days of visits that means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from metrics.income_rules import LEVELS, RULES
from services.tables.model import Table, TableCell, TableColumn, TableRow
from services.trial import ListSize, Trial, UnitChange
from services.views import forms
from services.views.model import Clause, Headline, Lamp, Level, Tile
from services.views.trial_words import BY_KNOB, Tried, changes, changes_words, lacking, value_words
from services.views.words import LEVEL_MARKS, RULE_WORDS

ASKED, OFF = "启用", "停用"
NOTHING_WRITTEN = "试算不改变名单"
VISITS_NOTE = (
    "入户人天＝户数×每组人数÷每组每天走访户数，进位取整；走访户数和每组人数是假定，可在左侧改。各单位分别进位，合计按总户数算。"
)


def _counted(key: str, heading: str, group: str = "") -> TableColumn:
    return TableColumn(key=key, heading=heading, group=group, align="right", number=True)


@dataclass(frozen=True, kw_only=True)
class Visits:
    """What is assumed of visits: households that a group visits a day, people in a group."""

    a_day: int = 8
    people: int = 2

    def person_days(self, households: int) -> int:
        """For visiting each household once, rounded up."""
        return -(-households * self.people // self.a_day)

    @property
    def note(self) -> str:
        """What the person-days rest on."""
        return (
            f"入户人天按每户走访一次、每组每天走访{self.a_day}户、每组{self.people}人假定，可在左侧改；"
            "进位取整，各单位分别进位，合计按总户数算。"
        )


@dataclass(frozen=True, kw_only=True)
class UnitBars:
    """A unit's list before and after, for the drawing."""

    name: str
    own: int
    tried: int


@dataclass(frozen=True, kw_only=True)
class Curve:
    """The list's length over the range of one bound: ``points`` (value, households); where the pack and the trial stand."""

    key: str
    name: str
    unit: str
    points: tuple[tuple[Fraction, int], ...]
    own: Fraction | None
    tried: Fraction | None
    now: int
    finding: str


def trial_headline(trial: Trial, visits: Visits) -> Headline:
    """降幅0%→30%：预警户由325户减至251户（移出74户，新增0户），入户约63人天."""
    said = changes_words(trial.own_bounds, trial.tried_bounds)
    days = f"入户约{visits.person_days(trial.tried.total):,}人天。"
    if not said:
        return (Clause(text=f"按本方案口径预警{trial.own.total:,}户，{days}"),)
    return (Clause(text=f"{said}：{_step(trial)}（移出{trial.lost:,}户，新增{trial.won:,}户），{days}"),)


def _step(trial: Trial) -> str:
    before, after = trial.own.total, trial.tried.total
    if before == after:
        return f"预警户仍为{after:,}户"
    return f"预警户由{before:,}户{'减至' if after < before else '增至'}{after:,}户"


def trial_tiles(trial: Trial, visits: Visits, level_words: Mapping[str, str]) -> tuple[Tile, ...]:
    """The list, each level, the person-days; under each what it is under the pack's own bounds."""
    own, tried = trial.own, trial.tried
    before, after = visits.person_days(own.total), visits.person_days(tried.total)
    return (
        Tile(name="预警户", figure=f"{tried.total:,}", unit="户", under=_under(own.total, tried.total, "户")),
        *(_level_tile(trial, level, level_words[level]) for level in LEVELS),
        Tile(name="入户", figure=f"{after:,}", unit="人天", under=_under(before, after, "人天")),
    )


def _under(before: int, after: int, unit: str) -> str:
    step = f"，{forms.change(Fraction(after - before))}" if after != before else ""
    return f"本方案{before:,}{unit}{step}"


def _level_tile(trial: Trial, level: str, word: str) -> Tile:
    before, after = trial.own.by_level[level], trial.tried.by_level[level]
    if level == "red" and not before and not after and trial.tried_bounds.value("line") is None:
        return Tile(name=f"{LEVEL_MARKS[level]} {word}", figure=forms.BLANK, under="监测线未设定")
    lamp = Lamp(level=level_of(level), text=word)
    return Tile(name="", figure=f"{after:,}", unit="户", lamp=lamp, under=_under(before, after, "户"))


def level_of(level: str) -> Level:
    """The level as the page's lamps know it."""
    found: dict[str, Level] = {"red": "red", "orange": "orange", "yellow": "yellow", "watch": "watch"}
    return found[level]


def unit_table(trial: Trial, visits: Visits, names: Mapping[str, str], noun: str, whole: str) -> Table:
    """One row a unit with reported households, the whole last."""
    columns = (
        TableColumn(key="unit", heading=noun, width=14),
        _counted("own", "本方案", "预警户"),
        _counted("tried", "试算", "预警户"),
        _counted("step", "增减", "预警户"),
        _counted("lost", "移出", "名单变动"),
        _counted("won", "新增", "名单变动"),
        _counted("days_own", "本方案", "入户人天"),
        _counted("days", "试算", "入户人天"),
    )
    rows = [_unit_row(names.get(code, code), change, visits) for code, change in trial.units.items()]
    total = UnitChange(
        households=trial.households, own=trial.own.total, tried=trial.tried.total, won=trial.won, lost=trial.lost
    )
    most = max(trial.units.items(), key=lambda entry: entry[1].tried, default=None)
    finding = f"，{names.get(most[0], most[0])}最多，{most[1].tried:,}户" if most and most[1].tried else ""
    return Table(
        title=f"分{noun}：试算{trial.tried.total:,}户{finding}", unit="户、人天", columns=columns,
        rows=(*rows, _unit_row(whole, total, visits, kind_total=True)), notes=(visits.note,),
    )  # fmt: skip


def _unit_row(name: str, change: UnitChange, visits: Visits, *, kind_total: bool = False) -> TableRow:
    days = [visits.person_days(households) for households in (change.own, change.tried)]
    figures = (change.own, change.tried, change.tried - change.own, change.lost, change.won, *days)
    cells = [TableCell(text=f"{value:,}", value=value) for value in figures]
    cells[2] = TableCell(text=forms.change(Fraction(figures[2])), value=figures[2], strong=figures[2] != 0)
    return TableRow(cells=(TableCell(text=name), *cells), kind="total" if kind_total else "body")


def rule_table(trial: Trial) -> Table:
    """How many households each rule lists before and after."""
    columns = (
        TableColumn(key="rule", heading="规则", width=18),
        _counted("own", "本方案"),
        _counted("tried", "试算"),
        _counted("step", "增减"),
    )
    asked = [rule for rule in RULES if rule in trial.own_bounds.rules | trial.tried_bounds.rules]
    waiting = dict.fromkeys(state for rule in asked if (state := _rule_state(trial.tried_bounds, rule)) not in (ASKED, OFF))
    notes = ("一户可同时符合几条规则，各条分别计数。", *(("／为停用的规则。",) if _any_off(trial, asked) else ()))
    return Table(
        title=_rule_finding(trial.tried), unit="户", columns=columns, rows=tuple(_rule_row(trial, rule) for rule in asked),
        notes=(*notes, *((f"—为不能判断：{'、'.join(waiting)}。",) if waiting else ())),
    )  # fmt: skip


def _any_off(trial: Trial, asked: Sequence[str]) -> bool:
    return any(rule not in bounds.rules for rule in asked for bounds in (trial.own_bounds, trial.tried_bounds))


def _rule_row(trial: Trial, rule: str) -> TableRow:
    before, after = trial.own.by_rule[rule], trial.tried.by_rule[rule]
    own, tried = (_rule_state(bounds, rule) for bounds in (trial.own_bounds, trial.tried_bounds))
    cells = (
        TableCell(text=RULE_WORDS[rule]),
        _rule_count(before, own),
        _rule_count(after, tried),
        TableCell(text=forms.BLANK)
        if ASKED not in (own, tried)
        else TableCell(text=forms.change(Fraction(after - before)), value=after - before, strong=after != before),
    )
    return TableRow(cells=cells)


def _rule_state(bounds: Tried, rule: str) -> str:
    return (lacking(bounds, rule) or ASKED) if rule in bounds.rules else OFF


def _rule_count(count: int, state: str) -> TableCell:
    """／ for a rule that is off, — for one that lacks its line."""
    if state == ASKED:
        return TableCell(text=f"{count:,}", value=count)
    return TableCell(text=forms.SLASH if state == OFF else forms.BLANK)


def _rule_finding(size: ListSize) -> str:
    rule, count = max(size.by_rule.items(), key=lambda entry: entry[1], default=("", 0))
    return f"按规则：{RULE_WORDS[rule]}最多，{count:,}户" if count else "按规则：没有预警户"


def bounds_table(trial: Trial) -> Table:
    """Every bound before and after, for the workbook that is taken along."""
    columns = (
        TableColumn(key="bound", heading="界限", width=20),
        TableColumn(key="own", heading="本方案", align="right", width=14),
        TableColumn(key="tried", heading="试算", align="right", width=14),
    )
    rows = tuple(
        TableRow(cells=tuple(TableCell(text=text) for text in (knob.name, *(value_words(key, bounds.value(key)) for bounds in both))))
        for key, knob in BY_KNOB.items()
        for both in [(trial.own_bounds, trial.tried_bounds)]
    )  # fmt: skip
    moved = changes(trial.own_bounds, trial.tried_bounds)
    return Table(title="试算口径", columns=columns, rows=rows, notes=("；".join(moved) or "与本方案相同",))


def unit_bars(trial: Trial, names: Mapping[str, str], most: int = 12) -> tuple[UnitBars, ...]:
    """The units with the longest lists, longest first; those without a household on either list stay out."""
    bars = [UnitBars(name=names.get(code, code), own=change.own, tried=change.tried) for code, change in trial.units.items()]
    ordered = sorted((bar for bar in bars if bar.own or bar.tried), key=lambda bar: (-bar.tried, -bar.own, bar.name))
    return tuple(ordered[:most])


def bars_finding(trial: Trial, names: Mapping[str, str]) -> str:
    """新桥镇减少最多，减18户; without a change where most of the list lies."""
    steps = {code: change.tried - change.own for code, change in trial.units.items()}
    code, step = max(steps.items(), key=lambda entry: abs(entry[1]), default=("", 0))
    if step:
        return f"{names.get(code, code)}{'减少' if step < 0 else '增加'}最多，{'减' if step < 0 else '增'}{abs(step):,}户"
    bars = unit_bars(trial, names)
    return f"{bars[0].name}最多，{bars[0].tried:,}户" if bars else "没有预警户"


def curve_of(key: str, points: Sequence[tuple[Fraction, int]], trial: Trial) -> Curve:
    """The curve with what it shows in one sentence."""
    knob = BY_KNOB[key]
    own, tried = trial.own_bounds.value(key), trial.tried_bounds.value(key)
    return Curve(
        key=key, name=knob.name, unit=knob.unit, points=tuple(points), own=own, tried=tried, now=trial.tried.total,
        finding=_curve_finding(key, points),
    )  # fmt: skip


def _curve_finding(key: str, points: Sequence[tuple[Fraction, int]]) -> str:
    (low, first), (high, last) = points[0], points[-1]
    name = BY_KNOB[key].name
    start = f"{name}不设" if BY_KNOB[key].hint.endswith("为不设") else f"{name}{value_words(key, low)}"
    if first == last and len({count for _, count in points}) == 1:
        return f"{name}由{forms.plain(low, 6)}到{value_words(key, high)}，名单都是{first:,}户"
    return f"{start}时{first:,}户，{value_words(key, high)}时{last:,}户"

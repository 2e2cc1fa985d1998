"""What the page 口径试算 asks: a quarter's list under the bounds that were slid, and the curve over one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from data_access.regions.tree import DIGITS, LEVELS
from data_access.sheets import load_sheets
from metrics.evidence import ReportState
from metrics.income_quarters import window, year_of
from metrics.income_rules import LEVELS as WARNING_LEVELS
from metrics.packs import Pack
from metrics.packs.keyed import keyed_of
from metrics.warnings.bounds import BOUNDS, Tried
from services.status import states_of_pack
from services.tables.model import Table
from services.trial import Trial, has_households, own_trial, sizes_by_bound, try_bounds
from services.views import forms
from services.views.answering import inside, names_of, nouns, reporter_noun
from services.views.answers import data_as_of
from services.views.model import Clause, Headline, Tile
from services.views.paper_rules import level_word
from services.views.trial import (
    NOTHING_WRITTEN,
    Curve,
    UnitBars,
    Visits,
    bars_finding,
    bounds_table,
    curve_of,
    rule_table,
    trial_headline,
    trial_tiles,
    unit_bars,
    unit_table,
)
from services.views.trial_households import trial_households
from services.views.trial_words import BASE_WORDS, BY_KNOB, drawn_bound, pack_lines, without_effect
from services.workspace import Workspace

__all__ = ["NoTrial", "TrialView", "ask_trial", "no_trial", "own_trial"]
SHEET = "household_income"
KEYED_KINDS = ("line", "low_income_cutoff", "reference_income")


@dataclass(frozen=True, kw_only=True)
class TrialView:
    """The page; ``curve`` None where the bound decides nothing as things stand, then ``no_curve`` says why; ``lines`` for the
    pack file, empty where nothing was changed."""

    headline: Headline
    context: tuple[str, ...]
    tiles: tuple[Tile, ...]
    curve: Curve | None
    no_curve: str
    bars: tuple[UnitBars, ...]
    bars_finding: str
    units: Table
    rules: Table
    won: Table
    lost: Table
    bounds: Table
    lines: str
    steps: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class NoTrial:
    """What stands in the place of a trial; ``may_come``: once a report is in, there is one."""

    headline: Headline
    context: tuple[str, ...]
    sentence: str
    may_come: bool


def no_trial(workspace: Workspace, pack: Pack, period: str, region: str) -> NoTrial | None:
    """Why a quarter of a region cannot be tried: the pack does not ask for the sheet, or nobody has reported; None: it can."""
    context = (forms.period_range(period), NOTHING_WRITTEN)
    if SHEET not in pack.sheets:
        title = load_sheets()[SHEET].title
        text = f"本方案不收{title}，没有预警名单可试算。"
        return NoTrial(headline=(Clause(text=text),), context=context, sentence="换一个收这张表的方案。", may_come=False)
    if has_households(workspace, pack, period, region):
        return None
    name, label = workspace.region(region).name, forms.period_label(period)
    text = f"{name}{label}还没有单位报送家庭收入，不能试算。"
    return NoTrial(headline=(Clause(text=text),), context=context, sentence=f"{label}没有{name}的户。", may_come=True)


def ask_trial(
    workspace: Workspace, pack: Pack, period: str, region: str, tried: Tried, visits: Visits, *, drawn: str
) -> TrialView:
    """The trial of a region (``no_trial`` has said that there is one). ``drawn``: the bound that the curve is drawn over, empty:
    the first that was changed."""
    trial = try_bounds(workspace, pack, period, region, tried, digits=_digits_below(workspace, region))
    names, (noun, whole) = names_of(workspace), nouns(workspace, region)
    states = [state for state in states_of_pack(workspace, pack, period, None) if state.sheet == SHEET]
    own = inside(workspace, states, region)
    context = (
        forms.period_range(period), _coverage(own, reporter_noun(pack), trial.households), data_as_of(own),
        f"同比：{BASE_WORDS[tried.comparison]}与上年同期比", NOTHING_WRITTEN,
    )  # fmt: skip
    said = " · ".join(part for part in context if part)
    tables = (unit_table(trial, visits, names, noun, whole), rule_table(trial), bounds_table(trial))
    units, rules, bounds = (replace(table, context=said) for table in tables)
    curve, no_curve = _curve(workspace, pack, period, region, trial, drawn_bound(trial.own_bounds, tried, drawn))
    return TrialView(
        headline=trial_headline(trial, visits), context=context, tiles=trial_tiles(trial, visits, {level: level_word(pack, level) for level in WARNING_LEVELS}),
        curve=curve, no_curve=no_curve, bars=unit_bars(trial, names), bars_finding=bars_finding(trial, names),
        units=units, rules=rules, bounds=bounds,
        won=trial_households(workspace, pack, trial, said, won=True), lost=trial_households(workspace, pack, trial, said, won=False),
        lines=pack_lines(pack, trial.own_bounds, tried, year_of(period)), steps=_steps(pack, trial), notes=_notes(trial),
    )  # fmt: skip


def _coverage(states: Sequence[ReportState], noun: str, households: int) -> str:
    """含6/7个乡镇，蟠猫乡未报，4,012户: read from the reports' states, no indicator is worked out for it."""
    expected = [state for state in states if state.state != "exempt"]
    missing = [state.name for state in expected if state.submission is None]
    text = f"含{len(expected) - len(missing)}/{len(expected)}个{noun}"
    return f"{text}{f'，{forms.names(missing, noun)}未报' if missing else ''}，{households:,}户"


def _digits_below(workspace: Workspace, region: str) -> int:
    level = workspace.region(region).level
    return DIGITS[LEVELS[min(LEVELS.index(level) + 1, len(LEVELS) - 1)]]


def _notes(trial: Trial) -> tuple[str, ...]:
    """What the trial does not know, and what it leaves as it is."""
    notes: list[str] = []
    if trial.households and not trial.comparable:
        notes.append("各户都无上年同季数据，无可比基期，不判断收入下降。")
    if not window(trial.period, trial.tried_bounds.comparison):
        notes.append("全年收入未出，不判断收入下降。")
    if trial.held_by_others:
        notes.append(f"有{trial.held_by_others:,}户不再符合改动的规则，仍因其他规则在名单。")
    if trial.levels_changed:
        notes.append(f"有{trial.levels_changed:,}户仍在名单，级别有变。")
    return tuple(notes)


def _steps(pack: Pack, trial: Trial) -> tuple[str, ...]:
    """From the lines to a list that follows them."""
    year = year_of(trial.period)
    keyed = [
        BY_KNOB[bound.key].name
        for bound in BOUNDS
        if bound.place in KEYED_KINDS
        and trial.own_bounds.value(bound.key) != trial.tried_bounds.value(bound.key)
        and keyed_of(pack, bound.place, bound.year(year)) is not None
    ]
    over = f"{'、'.join(keyed)}现为“外部数据”页录入的数，盖过方案文件，请在该页更正。"
    return (
        *((over,) if keyed else ()),
        "改好方案文件，运行 python manage.py pack check 文件，核对写法。",
        "运行 python manage.py pack compare 文件，看各季名单将怎样变化，不写入。",
        "确定采用的，运行 python manage.py init --pack 文件，名单随即按新口径重算。",
    )


def _curve(workspace: Workspace, pack: Pack, period: str, region: str, trial: Trial, key: str) -> tuple[Curve | None, str]:
    reason = without_effect(trial.tried_bounds, key)
    if reason:
        return None, f"{reason}，改{BY_KNOB[key].name}不影响名单"
    points = BY_KNOB[key].points
    found = sizes_by_bound(workspace, pack, period, region, trial.tried_bounds, key=key, points=points)
    return curve_of(key, list(zip(points, found, strict=True)), trial), ""

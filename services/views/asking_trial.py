"""What the page 口径试算 asks: a quarter's list under the bounds that were slid, and the curve over one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from data_access.regions.tree import DIGITS, LEVELS
from metrics.evidence import ReportState
from metrics.income_quarters import year_of
from metrics.income_rules import LEVELS as WARNING_LEVELS
from metrics.packs import Pack
from metrics.warnings.bounds import Tried
from services.status import states_of_pack
from services.tables.model import Table
from services.trial import Trial, sizes_by_bound, try_bounds
from services.views import forms
from services.views.answering import inside, names_of, nouns, reporter_noun
from services.views.answers import data_as_of
from services.views.model import Headline, Tile
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
from services.views.trial_words import BASE_WORDS, BY_KNOB, pack_lines, without_effect
from services.workspace import Workspace

SHEET = "household_income"


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
    notes: tuple[str, ...]


def ask_trial(
    workspace: Workspace, pack: Pack, period: str, region: str, tried: Tried, visits: Visits, *, drawn: str
) -> TrialView | None:
    """The trial of a region; None: nobody has reported the quarter. ``drawn``: the bound that the curve is drawn over."""
    trial = try_bounds(workspace, pack, period, region, tried, digits=_digits_below(workspace, region))
    if trial is None:
        return None
    names, (noun, whole) = names_of(workspace), nouns(workspace, region)
    states = [state for state in states_of_pack(workspace, pack, period, None) if state.sheet == SHEET]
    own = inside(workspace, states, region)
    context = (
        forms.period_range(period), _coverage(own, reporter_noun(pack), trial.households), data_as_of(own),
        f"同比：{BASE_WORDS[tried.comparison]}与上年同期比", f"入户按{visits.words}", NOTHING_WRITTEN,
    )  # fmt: skip
    said = " · ".join(part for part in context if part)
    tables = (unit_table(trial, visits, names, noun, whole, ()), rule_table(trial), bounds_table(trial))
    units, rules, bounds = (replace(table, context=said) for table in tables)
    curve, no_curve = _curve(workspace, pack, period, region, trial, drawn)
    return TrialView(
        headline=trial_headline(trial, visits), context=context, tiles=trial_tiles(trial, visits, {level: level_word(pack, level) for level in WARNING_LEVELS}),
        curve=curve, no_curve=no_curve, bars=unit_bars(trial, names), bars_finding=bars_finding(trial, names),
        units=units, rules=rules, bounds=bounds,
        won=trial_households(workspace, pack, trial, said, won=True), lost=trial_households(workspace, pack, trial, said, won=False),
        lines=pack_lines(pack, trial.own_bounds, tried, year_of(period)), notes=_notes(trial),
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
    if trial.levels_changed:
        notes.append(f"另有{trial.levels_changed:,}户仍在名单，级别有变。")
    return tuple(notes)


def _curve(workspace: Workspace, pack: Pack, period: str, region: str, trial: Trial, key: str) -> tuple[Curve | None, str]:
    reason = without_effect(trial.tried_bounds, key)
    if reason:
        return None, f"{reason}，改{BY_KNOB[key].name}不影响名单"
    points = BY_KNOB[key].points
    found = sizes_by_bound(workspace, pack, period, region, trial.tried_bounds, key=key, points=points)
    return curve_of(key, list(zip(points, found, strict=True)), trial), ""

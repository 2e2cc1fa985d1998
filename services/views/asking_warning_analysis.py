"""What the page 预警分析 asks: the list added up, the households it is measured against, who is close to the line."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from metrics.income_rules import LEVELS
from metrics.packs import Pack
from metrics.periods import Period
from services.status import states_of_pack
from services.tables.model import Table
from services.views import forms
from services.views.answering import HOUSEHOLDS, Asker, asker, inside, names_of, nouns, reporter_noun
from services.views.answers import Answers, coverage, data_as_of
from services.views.income_sources import SHEET
from services.views.income_spread import annual_incomes, needed_quarters
from services.views.tile_grid import TileUnit, tile_grid
from services.views.warning_analysis import (
    Facts,
    WarningAnalysis,
    analysis_headline,
    analysis_tiles,
    causes_finding,
    levels_finding,
    most_of,
    shares_finding,
    turnover_finding,
    turnover_of,
)
from services.views.warning_line import Around, Line, around, around_table, around_words, line_finding, line_for
from services.views.warning_units import UnitWarnings, said, share_words, units_of, whole_of
from services.views.warning_units_table import units_table
from services.warning_breakdown import break_down
from services.workspace import Workspace


def ask_warning_analysis(workspace: Workspace, pack: Pack, period: str, region: str) -> WarningAnalysis:
    """The warning list of a region and quarter for the meeting: the whole exact, its units without small cells."""
    asking = asker(workspace, pack, region)
    answers = asking.answers(period, (HOUSEHOLDS,))
    facts = _facts(asking, answers, period)
    context = _context(asking, answers, period)
    said_once = " · ".join(context)
    return WarningAnalysis(
        reported=facts.whole.households is not None, headline=analysis_headline(facts), context=context,
        tiles=analysis_tiles(facts), noun=facts.noun, whole=facts.whole, units=facts.units,
        grid=tile_grid([_tile(unit) for unit in facts.units], pack.tiles), turnover=facts.turnover, around=facts.around,
        level_words=facts.level_words, levels_finding=levels_finding(facts), shares_finding=shares_finding(facts),
        turnover_finding=turnover_finding(facts.turnover), causes_finding=causes_finding(facts),
        table=_table(asking, facts, said_once),
        around_table=around_table(facts.around, said_once) if facts.around and facts.around.known else None,
        line_finding=line_finding(facts.around), line_words=around_words(facts.around) if facts.around else "",
    )  # fmt: skip


def _facts(asking: Asker, answers: Answers, period: str) -> Facts:
    workspace, pack, region = asking.workspace, asking.pack, asking.region
    found = break_down(workspace, pack, period, region)
    noun, whole = nouns(workspace, region)
    codes = [unit.code for unit in workspace.tree.children(region)]
    households = {code: answers.value(HOUSEHOLDS, code) for code in codes}
    units = units_of(found, codes, names_of(workspace), households)
    line = line_for(pack, period)
    return Facts(
        period=period, noun=noun, whole=whole_of(found, whole, answers.value(HOUSEHOLDS)), units=units,
        turnover=turnover_of(found), most=most_of(found, units), monitoring_line=pack.income.line.get(Period.parse(period).year),
        line=line, around=_around(asking, period, line), level_words=_level_words(pack),
    )  # fmt: skip


def _level_words(pack: Pack) -> Mapping[str, str]:
    return {level: str(getattr(pack.labels, level)) for level in LEVELS}


def _around(asking: Asker, period: str, line: Line | None) -> Around | None:
    """Every household of the region by its distance to the line; None where there is no line or nobody has reported."""
    if line is None:
        return None
    quarters = needed_quarters(asking.pack, period)
    frames = {quarter: asking.evidence.snapshot(SHEET, quarter, carry=False).rows for quarter in quarters}
    annual = annual_incomes(asking.pack, period, frames, asking.region)
    return None if annual is None or not len(annual.known) else around(annual, line)


def _context(asking: Asker, answers: Answers, period: str) -> tuple[str, ...]:
    states = [state for state in states_of_pack(asking.workspace, asking.pack, period, None) if state.sheet == SHEET]
    own = inside(asking.workspace, states, asking.region)
    return (
        forms.period_range(period),
        coverage(answers.figure(HOUSEHOLDS), reporter_noun(asking.pack), own),
        data_as_of(own),
        "会议用：各单位、各档不足3户的不列确数",
    )


def _tile(unit: UnitWarnings) -> TileUnit:
    missing = unit.households is None
    count = "" if missing or isinstance(unit.listed, str) else said(unit.listed)
    return TileUnit(
        code=unit.code, name=unit.name, value=unit.share, share="○ 未报" if missing else share_words(unit), count=count,
        missing=missing,
    )  # fmt: skip


def _table(asking: Asker, facts: Facts, context: str) -> Table:
    return units_table(
        facts.units, facts.whole, facts.level_words, noun=facts.noun, context=context,
        compared=facts.turnover is not None,
        judged=facts.monitoring_line is not None or bool(facts.whole.levels[0]), address=lambda unit: _list_of(asking, facts.period, unit),
    )  # fmt: skip


def _list_of(asking: Asker, period: str, unit: UnitWarnings) -> str:
    """The household list of a unit, where the list page has it among its units; else nothing."""
    if asking.region != asking.pack.root or unit.households is None:
        return ""
    return f"/income_drop?{urlencode({'quarter': forms.period_label(period), 'unit': unit.name})}"

"""What the page 收入 asks: the figures of a quarter, the sources of two years, the households' annual incomes."""

from __future__ import annotations

from metrics.catalogue import load_catalogue
from metrics.measuring.question import Question
from metrics.packs import Pack
from metrics.periods import Period
from metrics.results import Figure
from services.status import states_of_pack
from services.views.answering import Asker, asker, inside, nouns, page_indicators, reporter_noun
from services.views.income import Income, IncomeFacts, income
from services.views.income_reference import references
from services.views.income_sources import SHEET, grown, source_growth
from services.views.income_spread import Spread, annual_incomes, lines_of, needed_quarters, spread_of
from services.views.income_table import DROPS, POINTS
from services.workspace import Workspace, territory


def ask_income(workspace: Workspace, pack: Pack, period: str, region: str) -> Income:
    """收入 of a region for a quarter, beside the same quarter of last year."""
    asking = asker(workspace, pack, region)
    answers = asking.answers(period, page_indicators(("income",)))
    states = [state for state in states_of_pack(workspace, pack, period, None) if state.sheet == SHEET]
    noun, whole = nouns(workspace, region)
    facts = IncomeFacts(
        sources=source_growth(_question(asking, period), Period.parse(period), region) if SHEET in pack.sheets else NOTHING,
        spread=_spread(asking, period), references=references(pack, region, int(period[:4])),
        line=pack.income.line.get(int(period[:4])), work_line=pack.income_settings.work_line, year_starts=pack.income_year_starts,
        root_drops=_root_drops(asking, period),
    )  # fmt: skip
    reporters = inside(workspace, states, region)
    return income(answers, reporters, facts, period=period, noun=noun, whole=whole, reporters=reporter_noun(pack))


def _root_drops(asking: Asker, period: str) -> Figure | None:
    """What a unit's points are counted from, where the pack takes any and only a unit was asked."""
    root, pack = asking.pack.root, asking.pack
    if asking.region == root or not any(target.indicator == POINTS for target in pack.targets):
        return None
    whole = Asker(asking.workspace, pack, root, asking.evidence).answers(period, (DROPS,), by_child=False)
    return whole.figure(DROPS)


NOTHING = grown(None, None, reporters=0)


def _question(asking: Asker, period: str) -> Question:
    return Question(
        pack=asking.pack, catalogue=load_catalogue(), evidence=asking.evidence, territory=territory(asking.workspace.tree),
        asked=Period.parse(period),
    )  # fmt: skip


def _spread(asking: Asker, period: str) -> Spread | None:
    """The annual incomes of the region's households; None where nobody has reported."""
    quarters = needed_quarters(asking.pack, period)
    frames = {quarter: asking.evidence.snapshot(SHEET, quarter, carry=False).rows for quarter in quarters}
    annual = annual_incomes(asking.pack, period, frames, asking.region)
    if annual is None or not len(annual.known):
        return None
    return spread_of(annual, lines_of(asking.pack, period))

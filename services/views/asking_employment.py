"""What the page 就业 asks: a month with two years behind it, the allowance paid by unit, the list of workshops."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import partial

from metrics.evidence import MICRO, ReportState
from metrics.packs import Pack
from metrics.places import is_inside, subtree
from metrics.results import Judgement
from services.status import states_of_pack
from services.views.answering import Asker, asker, inside, names_of, nouns, page_indicators, reporter_noun
from services.views.answers import Answers, coverage
from services.views.employment import Employment, Second, employment
from services.views.employment_table import TOTAL
from services.views.public_posts import PAY, pay_rule
from services.views.workshops import (
    COUNT,
    INDICATORS,
    PLACES,
    PLACES_OF_COUNTIES,
    WorkshopPart,
    reward_rule,
    workshop_part,
    workshops_of,
)
from services.workspace import Workspace

SHEET, WORKSHOPS = "employment", "workshops"


def ask_employment(workspace: Workspace, pack: Pack, period: str, region: str) -> Employment:
    """就业 of a region with two years of months behind it."""
    asking = asker(workspace, pack, region)
    answers = asking.answers(period, page_indicators((SHEET,)), sheet=SHEET)
    months = [month for month in _months_until(period) if month != period]
    history = {month: asking.answers(month, (TOTAL,), by_child=False).figure(TOTAL) for month in months}
    history[period] = answers.figure(TOTAL)
    noun, whole = nouns(workspace, region)
    second = Second(
        workshops=_workshops(asking, period), amounts=_amounts(asking, answers, period), reward=reward_rule(pack.settings),
        pay=pay_rule(_pay_target(asking, answers, period), pack.settings.public_post_floor), allowance=pack.settings.travel_allowance,
    )  # fmt: skip
    return employment(
        answers, _states(asking, SHEET, period), history, period=period, noun=noun, whole=whole, reporters=reporter_noun(pack),
        second=second,
    )  # fmt: skip


def _months_until(period: str) -> list[str]:
    """The months of the year up to ``period`` and all of the year before."""
    year, month = int(period[:4]), int(period[5:7])
    before = [f"{year - 1}-{number:02d}" for number in range(1, 13)]
    return before + [f"{year}-{number:02d}" for number in range(1, month + 1)]


def _states(asking: Asker, sheet: str, period: str) -> list[ReportState]:
    states = [state for state in states_of_pack(asking.workspace, asking.pack, period, None) if state.sheet == sheet]
    plan = asking.pack.sheets.get(sheet)
    return states if plan is not None and plan.reporters else inside(asking.workspace, states, asking.region)


def _pay_target(asking: Asker, answers: Answers, period: str) -> Judgement | None:
    """What the pack asks of every post stands on the root's figure, whichever unit is shown."""
    if asking.region == asking.pack.root:
        return answers.target(PAY)
    root = Asker(asking.workspace, asking.pack, asking.pack.root, asking.evidence)
    return root.answers(period, (PAY,), by_child=False).target(PAY)


def _amounts(asking: Asker, answers: Answers, period: str) -> Mapping[str, Fraction | None]:
    """元 of travel allowance paid this year by region, of the rows that answer; None where no row has it filled."""
    rows = asking.evidence.snapshot(SHEET, period).rows
    if "travel_amount" not in rows or "region" not in rows:
        return {}
    filled = [
        (code, value)
        for code, value in zip(rows["region"].tolist(), rows["travel_amount"].astype("object").tolist(), strict=True)
        if isinstance(value, int)
    ]
    found: dict[str, Fraction | None] = {}
    for region in (answers.region, *answers.children):
        first, last = subtree(region)
        inside_it = [value for code, value in filled if first <= code <= last]
        found[region] = Fraction(sum(inside_it), MICRO) if inside_it else None
    return found


def _workshops(asking: Asker, period: str) -> WorkshopPart:
    answers = asking.answers(period, INDICATORS, by_child=False, sheet=WORKSHOPS)
    tree, names = asking.workspace.tree, names_of(asking.workspace)

    over_counties = any(child.level == "county" for child in tree.children(asking.region))

    def placed(code: str) -> tuple[str, str]:
        region = tree.get(code)
        above = tree.get(region.parent) if region is not None and region.level == "village" else region
        county = tree.get(above.parent) if over_counties and above is not None else None
        if above is not None and county is not None:
            return (f"{above.name}{region.name}" if region is not None and region != above else above.name), county.name
        return names.get(code, code), above.name if above is not None else code

    listed = workshops_of(
        asking.evidence.snapshot(WORKSHOPS, period), partial(is_inside, unit=asking.region), placed, answers.carried
    )
    plan = asking.pack.sheets.get(WORKSHOPS)
    noun = "部门" if plan is not None and plan.reporters else reporter_noun(asking.pack)
    covered = coverage(answers.figure(COUNT), noun, _states(asking, WORKSHOPS, period), answers.carried)
    return workshop_part(
        answers, listed, reward_rule(asking.pack.settings), period=period, covered=covered,
        places=PLACES_OF_COUNTIES if over_counties else PLACES,
    )  # fmt: skip

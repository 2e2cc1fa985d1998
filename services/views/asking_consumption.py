"""What the page 消费帮扶 asks: two sheets of one month, and two years of months behind it."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from metrics.evidence import ReportState
from metrics.packs import Pack
from metrics.results import Figure
from services.status import states_of_pack
from services.views.answering import Asker, asker, inside, names_of, nouns, page_indicators, reporter_noun
from services.views.answers import Answers
from services.views.canteens import BELOW, DONE, SHARE, CanteenPart, canteen_part, quota_of
from services.views.consumption import Consumption, Words, consumption
from services.views.consumption_months import MONTH, SALES, Months, growth_of, months, months_of, subject_of
from services.views.consumption_rows import PARTNERS, Asked, Sale, added, canteens_of, sales_of
from services.workspace import Workspace

SHEET, CANTEENS = "consumption", "canteen_quota"
QUOTA = (SHARE, BELOW, DONE)


def ask_consumption(workspace: Workspace, pack: Pack, period: str, region: str) -> Consumption:
    """消费帮扶 of a region: what comes from inside it, and the canteens of its units."""
    asking = asker(workspace, pack, region)
    answers = asking.answers(period, page_indicators((SHEET,)) - set(QUOTA), sheet=SHEET)
    sales = _sales(asking, period, answers.carried)
    series, growth = _months(asking, answers, period)
    noun, whole = nouns(workspace, region)
    place = workspace.region(region).name
    return consumption(
        answers, sales, _states(asking, SHEET, period), series, _canteens(asking, period, place),
        period=period, growth=growth, words=Words(noun=noun, whole=whole, place=place, reporters=_reporters(pack, SHEET)),
    )  # fmt: skip


def _sales(asking: Asker, period: str, carried: Mapping[str, str] | None = None, *, carry: bool = True) -> tuple[Sale, ...]:
    return sales_of(asking.evidence.snapshot(SHEET, period, carry=carry), _asked(asking, carried or {}))


def _asked(asking: Asker, carried: Mapping[str, str]) -> Asked:
    return Asked(region=asking.region, names=names_of(asking.workspace), carried=carried)


def _months(asking: Asker, answers: Answers, period: str) -> tuple[Months, Fraction | None]:
    """The months of this year and the last, and the change on the same month of last year."""
    subject, year = subject_of(answers), int(period[:4])
    asked = [month for month in (*months_of(year - 1), *months_of(year)) if month <= period]
    known = {month for month in asking.evidence.periods(SHEET) if month[:4] >= str(year - 1)}
    history = {
        month: answers if month == period else asking.answers(month, (subject, MONTH), by_child=False)
        for month in asked
        if month == period or any(found[:4] == month[:4] and found <= month for found in known)
    }
    totals = {month: found.figure(subject) for month, found in history.items()}
    own = _own(asking, history, subject)
    return months(answers, subject, own, totals, period), growth_of(totals.get(period), _year_before(totals, period))


def _own(asking: Asker, history: Mapping[str, Answers], subject: str) -> dict[str, Fraction | None]:
    """What each month sold by itself; of the partners only, for which the catalogue has no month's figure, from the rows."""
    if subject == SALES:
        return {month: found.value(MONTH) for month, found in history.items()}
    own: dict[str, Fraction | None] = {}
    for month, found in history.items():
        rows = [sale for sale in _sales(asking, month, carry=False) if sale.kind in PARTNERS]
        own[month] = None if found.value(MONTH) is None else added(sale.month for sale in rows) or Fraction(0)
    return own


def _year_before(totals: Mapping[str, Figure | None], period: str) -> Figure | None:
    return totals.get(f"{int(period[:4]) - 1}{period[4:]}")


def _canteens(asking: Asker, period: str, place: str) -> CanteenPart:
    answers = asking.answers(period, QUOTA, by_child=False, sheet=CANTEENS)
    units = canteens_of(asking.evidence.snapshot(CANTEENS, period), _asked(asking, answers.carried))
    whole = answers if asking.region == asking.pack.root else asker(asking.workspace, asking.pack, asking.pack.root).answers(
        period, QUOTA, by_child=False
    )  # fmt: skip
    return canteen_part(
        answers, units, _states(asking, CANTEENS, period), quota_of(asking.pack, whole.target(SHARE)),
        period=period, reporters=_reporters(asking.pack, CANTEENS), place=place,
    )  # fmt: skip


def _states(asking: Asker, sheet: str, period: str) -> list[ReportState]:
    """Who hands the sheet in: all its departments, else the reporters inside the region."""
    states = [state for state in states_of_pack(asking.workspace, asking.pack, period, None) if state.sheet == sheet]
    plan = asking.pack.sheets.get(sheet)
    return states if plan is not None and plan.reporters else inside(asking.workspace, states, asking.region)


def _reporters(pack: Pack, sheet: str) -> str:
    """What those who hand the sheet in are called."""
    plan = pack.sheets.get(sheet)
    return "部门" if plan is not None and plan.reporters else reporter_noun(pack)

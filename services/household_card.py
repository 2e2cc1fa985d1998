"""One listed household closely: its own rows of eight quarters, nobody else's."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from fractions import Fraction
from typing import Any
from urllib.parse import urlencode

from data_access.store import HouseholdQuarter, WarningRow, household_history, listed_quarters, submission_record
from metrics.evidence import MICRO
from metrics.income_quarters import fourth_of_last_year, is_fourth, shifted
from metrics.income_rules import LEVELS
from metrics.packs import Pack
from services.households import Person
from services.rule_evidence import FIELDS, evidence
from services.views import forms
from services.views.household import QUARTERS, HouseholdCard, HouseholdFacts, Origin, QuarterFacts, household_card
from services.views.model import Lamp, Level
from services.views.triage import Names
from services.views.uploading import names_for
from services.workspace import Workspace

_LEVELS: tuple[Level, ...] = ("red", "orange", "yellow", "watch")
_GONE = "该报表已不在库"
_NO_ROW = "无该户数据"


def ask_household(
    workspace: Workspace, pack: Pack, period: str, row: WarningRow, people: Person, as_of: datetime | None = None
) -> HouseholdCard:
    """The card of a household on the list of a quarter."""
    return household_card(household_facts(workspace, pack, period, row, people, as_of), period, shown_quarters(period))


def shown_quarters(period: str) -> list[str]:
    """The eight quarters of a card, oldest first, ``period`` the last of them."""
    return [shifted(period, step) for step in range(1 - QUARTERS, 1)]


def household_facts(
    workspace: Workspace, pack: Pack, period: str, row: WarningRow, people: Person, as_of: datetime | None = None
) -> HouseholdFacts:
    """What a card is made of."""
    moment = as_of or workspace.as_of
    history = household_history(workspace.database, workspace.scope, pack.root, row.household_no, moment, columns=FIELDS)
    village = workspace.tree.get(row.region)
    exact = {quarter: _exact(found.values) for quarter, found in history.items()}
    return HouseholdFacts(
        household_no=row.household_no,
        village=forms.village_name(village.name if village else row.region),
        township=_above(workspace, row.region, "township"),
        county=_above(workspace, row.region, "county") if workspace.region(pack.root).level == "prefecture" else "",
        kind=row.kind,
        lamp=Lamp(level=_LEVELS[row.level], text=str(getattr(pack.labels, LEVELS[row.level]))),
        head=people.name, identity=people.identity, telephone=people.telephone, helper=people.helper,
        reason=row.reason,
        annual=None if row.annual_per_capita is None else Fraction(row.annual_per_capita, MICRO),
        line=pack.income.line.get(int(period[:4])),
        quarters={quarter: _quarter(values) for quarter, values in exact.items()},
        rules=evidence(pack.income_settings, period, row.rules, exact),
        listed=_listed(workspace.at(moment), pack, period, row),
        origins=_origins(workspace, period, row, history),
    )  # fmt: skip


def _above(workspace: Workspace, code: str, level: str) -> str:
    found = workspace.tree.ancestor(code, level)  # type: ignore[arg-type]
    return found.name if found else ""


def _listed(workspace: Workspace, pack: Pack, period: str, row: WarningRow) -> frozenset[str]:
    """The quarters of the card on whose lists the household stands, or stood at the workspace's moment."""
    if workspace.as_of is not None:
        from services.earlier_list import quarters_listed  # brings pandas, which today's card does without

        return quarters_listed(workspace, pack, row.household_no, shown_quarters(period))
    found = listed_quarters(
        workspace.database, workspace.scope, pack=pack.id, households=[row.household_no], periods=shown_quarters(period)
    )
    return found.get(row.household_no, frozenset())


def _origins(workspace: Workspace, period: str, row: WarningRow, history: Mapping[str, HouseholdQuarter]) -> tuple[Origin, ...]:
    """The rows of the quarter and of those that it is measured against."""
    asked = {"本季": period, "上年同季": shifted(period, -4)}
    if not is_fourth(period):
        asked["上年第四季度"] = fourth_of_last_year(period)
    places = {quarter: (found.submission, found.source_row) for quarter, found in history.items()}
    places[period] = (row.submission, row.source_row)
    names = names_for(workspace)
    return tuple(_origin(workspace, names, when, places.get(quarter)) for when, quarter in asked.items())


def _origin(workspace: Workspace, names: Names, when: str, place: tuple[int, int] | None) -> Origin:
    """Where a row stands, in words, and the address of its report's versions. The original is had there by who may see it:
    the address names no household."""
    if place is None:
        return Origin(when=when, said=_NO_ROW)
    record = submission_record(workspace.database, workspace.scope, place[0])
    if record is None:
        return Origin(when=when, said=_GONE)
    asked = {
        "sheet": names.sheet(record.sheet), "reporter": names.reporter(record.reporter),
        "during": forms.period_label(record.period),
    }  # fmt: skip
    where = f"工作表“{record.worksheet}”第{place[1]}行" if record.worksheet else f"第{place[1]}行"
    said = f"{asked['reporter']}{asked['during']}{asked['sheet']}第{record.version}版，{record.file}，{where}"
    return Origin(when=when, said=said, address=f"/history?{urlencode(asked)}")


def quarter_facts(values: Mapping[str, Any]) -> QuarterFacts:
    """Running totals of the household, shared out over the heads of that quarter; the printed income a head as reported."""
    return _quarter(_exact(values))


def _exact(values: Mapping[str, Any]) -> dict[str, Fraction | None]:
    return {name: None if value is None else Fraction(value, MICRO) for name, value in values.items()}


def _quarter(exact: Mapping[str, Fraction | None]) -> QuarterFacts:
    gross, cost = exact["operating_gross"], exact["operating_cost"]
    operating = None if gross is None or cost is None else gross - cost
    amounts = (exact["wage"], operating, exact["property"], exact["transfer"])
    return QuarterFacts(
        persons=exact["persons"], labourers=exact["labourers"], employed=exact["employed"],
        parts=tuple(_per_head(part, exact["persons"]) for part in amounts),
        total=exact["net_per_capita"], amounts=amounts, net=exact.get("net"),
    )  # fmt: skip


def _per_head(amount: Fraction | None, persons: Fraction | None) -> Fraction | None:
    return amount / persons if amount is not None and persons else None

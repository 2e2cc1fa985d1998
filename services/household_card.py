"""One listed household closely: its own rows of eight quarters, nobody else's."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from fractions import Fraction
from typing import Any
from urllib.parse import urlencode

from data_access.store import WarningRow, household_history, submission_record
from metrics.evidence import MICRO
from metrics.income_quarters import shifted
from metrics.income_rules import LEVELS
from metrics.packs import Pack
from services.households import Masked
from services.views import forms
from services.views.household import QUARTERS, HouseholdCard, HouseholdFacts, QuarterFacts, household_card
from services.views.model import Lamp, Level
from services.views.places import above_village
from services.views.uploading import names_for
from services.workspace import Workspace

COLUMNS = (
    "persons", "labourers", "employed", "wage", "operating_gross", "operating_cost", "property", "transfer", "net_per_capita",
)  # fmt: skip
_LEVELS: tuple[Level, ...] = ("red", "orange", "yellow", "watch")


def ask_household(
    workspace: Workspace, pack: Pack, period: str, row: WarningRow, people: Masked, as_of: datetime | None = None
) -> HouseholdCard:
    """The card of a household on the list of a quarter."""
    history = household_history(
        workspace.database, workspace.scope, pack.root, row.household_no, as_of or workspace.as_of, columns=COLUMNS
    )
    village = workspace.tree.get(row.region)
    facts = HouseholdFacts(
        household_no=row.household_no,
        village=forms.village_name(village.name if village else row.region),
        township=above_village(workspace, pack, row.region),
        kind=row.kind,
        lamp=Lamp(level=_LEVELS[row.level], text=str(getattr(pack.labels, LEVELS[row.level]))),
        head=people.name, identity=people.identity, telephone=people.telephone,
        reason=row.reason,
        annual=None if row.annual_per_capita is None else Fraction(row.annual_per_capita, MICRO),
        line=pack.income.line.get(int(period[:4])),
        quarters={quarter: quarter_facts(found.values) for quarter, found in history.items()},
    )  # fmt: skip
    return household_card(facts, period, [shifted(period, step) for step in range(1 - QUARTERS, 1)])


def household_source(workspace: Workspace, row: WarningRow) -> tuple[str, str]:
    """Where the quarter's row of a household stands, in words, and the address of its report's versions; empty: withdrawn
    meanwhile. The original is had there by who may see it: the address names no household."""
    record = submission_record(workspace.database, workspace.scope, row.submission)
    if record is None:
        return "", ""
    names = names_for(workspace)
    asked = {
        "sheet": names.sheet(record.sheet), "reporter": names.reporter(record.reporter),
        "during": forms.period_label(record.period),
    }  # fmt: skip
    where = f"工作表“{record.worksheet}”第{row.source_row}行" if record.worksheet else f"第{row.source_row}行"
    said = f"{asked['reporter']}{asked['during']}{asked['sheet']}第{record.version}版，{record.file}，{where}"
    return said, f"/history?{urlencode(asked)}"


def quarter_facts(values: Mapping[str, Any]) -> QuarterFacts:
    """Running totals of the household, shared out over the heads of that quarter; the printed income a head as reported."""
    exact = {name: None if value is None else Fraction(value, MICRO) for name, value in values.items()}
    gross, cost = exact["operating_gross"], exact["operating_cost"]
    net = None if gross is None or cost is None else gross - cost
    return QuarterFacts(
        persons=exact["persons"], labourers=exact["labourers"], employed=exact["employed"],
        parts=tuple(_per_head(part, exact["persons"]) for part in (exact["wage"], net, exact["property"], exact["transfer"])),
        total=exact["net_per_capita"],
    )  # fmt: skip


def _per_head(amount: Fraction | None, persons: Fraction | None) -> Fraction | None:
    return amount / persons if amount is not None and persons else None

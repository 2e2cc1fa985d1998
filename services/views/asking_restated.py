"""What every page asks beside its own question: which of its figures are other than they were."""

from __future__ import annotations

from data_access.sheets import load_sheets
from data_access.store import switch_days
from metrics.calendar import due_at
from metrics.catalogue import load_catalogue
from metrics.packs import Pack
from metrics.periods import Period
from services.restating import baseline, restated
from services.views import forms
from services.views.answering import names_of
from services.views.glossary import PAGES
from services.views.grid import SHOWN
from services.views.restatements import NOTHING, Names, Restatements, restatements
from services.workspace import Workspace

OVERVIEW = "总览"
#: days offered to look back to
DAYS = 20


def ask_restatements(workspace: Workspace, pack: Pack, period: str, region: str, title: str) -> Restatements:
    """Of the page ``title``: at an earlier moment what is other today; today what is other than when the period was due."""
    indicators = _indicators(pack, title)
    if not indicators or not period:
        return NOTHING
    names = Names(
        sheets={sheet: declaration.tab for sheet, declaration in load_sheets().items()}, places={**names_of(workspace), **pack.departments}
    )  # fmt: skip
    if workspace.as_of is not None:
        found = restated(workspace, pack, period, region, then=workspace.as_of, indicators=indicators, by_child=True)
        since = f"截至{forms.end_of(workspace.as_of)}的数据，与现在相比"
        return restatements(found, names, since=since, region=region, past=True)
    first = baseline(workspace, pack, period)
    if first is None:
        return NOTHING
    every = restated(workspace, pack, period, region, then=first.at, indicators=indicators, by_child=True)
    # that late reports were still to come the figure said itself (含6/7个乡镇): only what it had said wrongly is news
    found = [entry for entry in every if entry.corrected]
    since = f"与{'报送截止' if first.due else '首次更正前'}（{forms.end_of(first.at)}）相比"
    return restatements(found, names, since=since, region=region, past=False)


def _indicators(pack: Pack, title: str) -> frozenset[str]:
    """The indicators that a page of the menu shows; none for pages of reports and lists."""
    if title == OVERVIEW:
        return frozenset({target.indicator for target in pack.targets if target.indicator} | {key for key, _ in SHOWN})
    catalogue = load_catalogue().indicators
    return frozenset(key for key, one in catalogue.items() if PAGES.get(key.split(".")[0], PAGES.get(one.page)) == title)


def moments_offered(workspace: Workspace, pack: Pack, period: str) -> dict[str, str]:
    """What 截至 offers: words → day as it stands in the address; the period's due day, then days on which something changed."""
    found: dict[str, str] = {}
    asked = Period.parse(period) if period else None
    today = workspace.at(None).moment.date()
    if asked is not None and asked.kind != "year":
        due = due_at(pack.calendar, asked.kind, asked, income_year_starts=pack.income_year_starts).day
        if due < today:
            found[f"{forms.day(due)}　{forms.period_label(period)}报送截止"] = due.isoformat()
    for day in switch_days(workspace.database, workspace.scope, root=pack.root, limit=DAYS):
        if day < today:
            found[f"{forms.day(day)}　有报送或更正"] = day.isoformat()
    return found

"""What the page 收入下降预警 asks each time: one page of the filtered list, and that list whole as a workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from data_access.store import WarningRow
from metrics.packs import Pack
from services.clock import now
from services.households import NOBODY, masked_people
from services.off_the_list import Became, fates
from services.tables.model import Table
from services.views import forms
from services.views.answering import names_of, nouns
from services.views.asking_warning_standing import (
    DROPS,
    EARLIER_ORDERS,
    ORDERS,
    Choices,
    WarningStanding,
    ask_standing,
    level_words,
)
from services.views.places import above_village
from services.views.warning_gone import gone_table
from services.views.warning_totals import Totals, total_tables
from services.views.warnings import Listed, filter_words, warning_table
from services.warning_churn import quarter_before
from services.warning_list import ListFilter, WarningPage, warning_page
from services.workspace import Workspace

__all__ = [
    "DROPS",
    "EARLIER_ORDERS",
    "ORDERS",
    "PAGE",
    "Choices",
    "WarningListing",
    "WarningStanding",
    "ask_listing",
    "ask_standing",
    "gone_workbook",
    "level_words",
]

PAGE = 20


@dataclass(frozen=True, kw_only=True)
class WarningListing:
    """One page of the list: ``total`` households after the filters, ``words`` the filters in words, ``listed`` those shown;
    ``totals`` the whole filtered list added up. ``before``: the quarter whose households these are when they are gone since,
    ``became`` what became of those shown, by number."""

    total: int
    found: WarningPage
    listed: tuple[Listed, ...]
    words: str
    page: int
    pages: int
    context: str
    notes: tuple[str, ...]
    level_words: Mapping[str, str]
    totals: tuple[Table, ...] = ()
    before: str = ""
    became: Mapping[str, Became] = field(default_factory=dict[str, Became])

    def table(self, chosen: int | None = None) -> Table:
        """The households shown; ``chosen``: the position of the one whose card stands beside."""
        place = f"，第{self.page:,}页，共{self.pages:,}页" if self.pages > 1 else ""
        if self.before:
            return gone_table(
                self.listed, self.became, self.level_words, before=self.before, total=self.total, filters=self.words,
                context=self.context, chosen=chosen, place=place,
            )  # fmt: skip
        return warning_table(
            self.found, self.listed, self.level_words, filters=self.words, context=self.context, notes=self.notes,
            chosen=chosen, place=place,
        )  # fmt: skip

    @property
    def labels(self) -> tuple[str, ...]:
        """1　力石村　张**　尾号0417: each household by its place in the list."""
        first = (self.page - 1) * PAGE + 1
        return tuple(f"{first + index}　{entry.label}" for index, entry in enumerate(self.listed))

    @property
    def nothing(self) -> str:
        """What stands in the place of an empty list."""
        return f"没有符合条件的户。筛选条件：{self.words}。" if self.words else "本季没有预警户。"

    @property
    def span(self) -> str:
        """每页20户　第1—20户，共57户."""
        first = (self.page - 1) * PAGE + 1
        return f"每页{PAGE}户　第{first:,}—{first + len(self.listed) - 1:,}户，共{self.total:,}户"


def ask_listing(
    workspace: Workspace,
    pack: Pack,
    period: str,
    region: str,
    filters: ListFilter,
    *,
    order: str,
    page: int,
    standing: WarningStanding,
) -> WarningListing:
    """Page ``page`` (from 1) of the filtered list, out of the indexed table."""
    found = warning_page(
        workspace, period=period, pack=pack.id, region=region, filters=filters, order=ORDERS[order][0], descending=ORDERS[order][1],
        limit=PAGE, offset=(page - 1) * PAGE, kept=True,
    )  # fmt: skip
    pages = max(-(-found.total // PAGE), 1)
    if page > pages:  # an old address: the list has become shorter
        return ask_listing(workspace, pack, period, region, filters, order=order, page=pages, standing=standing)
    said = filter_words(filters, names_of(workspace), level_words(pack))
    before = quarter_before(found.period) if filters.churn == "gone" else ""
    return WarningListing(
        total=found.total, found=found, listed=_listed(workspace, pack, found.rows), words=said, page=page, pages=pages,
        context=" · ".join(standing.context), notes=standing.notes, level_words=level_words(pack), before=before,
        became=fates(workspace, pack, found.period, before, found.rows) if before else {},
        totals=() if before else total_tables(_totals(workspace, pack, found, filters, standing, said)),
    )  # fmt: skip


def _totals(
    workspace: Workspace, pack: Pack, found: WarningPage, filters: ListFilter, standing: WarningStanding, words: str
) -> Totals:
    """Movement and units without a report belong to the whole list only."""
    whole = filters == ListFilter()
    address = {"quarter": forms.period_label(found.period)}
    if found.region != pack.root:
        address["unit"] = workspace.region(found.region).name
    units = {unit.code: unit.name for unit in workspace.tree.children(found.region)}
    return Totals(
        page=found, churn=standing.churn if whole else None, names=names_of(workspace), noun=nouns(workspace, found.region)[0],
        level_words=level_words(pack), unreported=standing.unreported if whole else (), lined=standing.lined,
        others=[unit for unit in found.by_unit if not workspace.scope.covers(unit, unit)],
        addresses={code: f"/income_drop?{urlencode({**address, 'town': name})}" for code, name in units.items()},
        filters=words, context=" · ".join(standing.context),
    )  # fmt: skip


def _listed(workspace: Workspace, pack: Pack, rows: Sequence[WarningRow]) -> tuple[Listed, ...]:
    """The households with their masked people and places."""
    people = masked_people(workspace, rows)
    names = names_of(workspace)
    return tuple(
        Listed(
            row=row, people=people.get((row.submission, row.source_row), NOBODY), village=names.get(row.region, row.region),
            above=above_village(workspace, pack, row.region),
        )
        for row in rows
    )  # fmt: skip


def gone_workbook(workspace: Workspace, pack: Pack, found: WarningPage, filters: ListFilter) -> bytes:
    """All households that are gone, with what became of each, as a workbook."""
    from services.exports.table_workbook import table_workbook

    return table_workbook([_gone_whole(workspace, pack, found, filters)], printed=forms.minute(now()))


def _gone_whole(workspace: Workspace, pack: Pack, found: WarningPage, filters: ListFilter) -> Table:
    """All households that are gone, with what became of each."""
    before = quarter_before(found.period)
    table = gone_table(
        _listed(workspace, pack, found.rows), fates(workspace, pack, found.period, before, found.rows), level_words(pack),
        before=before, total=found.total, filters=filter_words(filters, names_of(workspace), level_words(pack)),
        context=forms.period_range(found.period),
    )  # fmt: skip
    seen = f"{forms.seen_at(workspace.as_of)}。" if workspace.as_of is not None else ""
    name = workspace.region(found.region).name
    return replace(table, title=f"{name}{forms.period_label(found.period)}{table.title}", context=f"{seen}{table.context}")

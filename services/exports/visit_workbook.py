"""The filtered list for the round: village by village, each on its own pages with its name in a band above its households.

One worksheet a county: a worksheet a village would be hundreds, and a worksheet takes a thousand page breaks at most.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from itertools import groupby

import xlsxwriter

from data_access.store import WarningRow
from metrics.income_rules import LEVELS
from services.exports.cells import HEAD, TEXT_STAYS, Formats, sheet_name
from services.exports.listed import Listed, money
from services.exports.long_sheet import Column, LongSheet, Value
from services.exports.visit_form import VISIT, add_lists, offer_choices
from services.exports.visit_words import explained
from services.exports.warning_words import above, list_title, made_now
from services.exports.warning_workbook import PLAIN, number_column, writing
from services.households import Person, people_for
from services.sight import Permit
from services.warning_list import ListFilter, WarningPage
from services.workspace import Workspace

WHAT = "入户核实表（按村）"
_FIRST = (Column(heading="序号", width=5, kind="count"), Column(heading="村（社区）", width=10))
_HEAD = (Column(heading="户主", width=7),)
_FIGURES = (
    Column(heading="户类型", width=9),
    Column(heading="人口", width=5, kind="count"),
    Column(heading="级别", width=7, kind="centre"),
    Column(heading="本期人均", width=10, kind="money"),
    Column(heading="增幅%", width=8, kind="money"),
    Column(heading="年度人均", width=10, kind="money"),
    Column(heading="预警原因", width=34),
)
_SIGNED = (Column(heading="户主签字", width=10, kind="fill"),)
_LINE, _LEAST = 14.5, 40.0  # points; room for a hand
MOST_BREAKS = 1023  # of a worksheet


def visit_workbook(workspace: Workspace, page: WarningPage, filters: ListFilter, permit: Permit | None = None) -> bytes:
    """The households of ``page`` by township, village and household number; masked unless there is a ``permit``."""
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {**writing(permit), **TEXT_STAYS})
    formats, names = Formats(book), set[str]()
    round_ = _Round(workspace, page, filters, permit)
    for county, rows in round_.counties():
        round_.county_sheet(LongSheet(book.add_worksheet(sheet_name(county, names)), formats, round_.columns), county, rows)
    add_lists(book, formats, explained(plain=permit is not None))
    book.close()
    return target.getvalue()


class _Round:
    """The households of a list on the way from village to village."""

    def __init__(self, workspace: Workspace, page: WarningPage, filters: ListFilter, permit: Permit | None) -> None:
        self._workspace, self._page, self._plain = workspace, page, permit is not None
        self._listed = Listed(workspace, page)
        self._people: Mapping[tuple[int, int], Person] = people_for(workspace, page.rows, permit, contacts=False)
        self._above = above(workspace, page, filters)
        whose = (number_column(page), *_HEAD, *(PLAIN if permit else ()))
        self.columns = (*_FIRST, *whose, *_FIGURES, *VISIT, *_SIGNED)

    def counties(self) -> Iterator[tuple[str, Sequence[WarningRow]]]:
        """Name and households of each county, one empty worksheet where there is nobody."""
        rows = sorted(self._page.rows, key=lambda row: (row.region, row.household_no))
        if not rows:
            yield WHAT, ()
        for _, found in groupby(rows, key=lambda row: row.region[:6]):
            households = list(found)
            place = self._workspace.tree.ancestor(households[0].region, "county")
            yield (place.name if place else WHAT), households

    def county_sheet(self, long: LongSheet, county: str, rows: Sequence[WarningRow]) -> None:
        """One county: title and lines, then a band and its households for each village, each village on a page of its own."""
        named = f"{county}{len(rows)}户" if self._listed.several_counties and rows else ""
        long.line(
            f"{list_title(self._workspace, self._page, WHAT)}　{named}".rstrip("　"),
            size=16,
            bold=True,
            align="center",
            least=30,
        )
        for text in self._above:
            long.line(text)
        long.headings()
        first, breaks = long.row, list[int]()
        for region, found in groupby(rows, key=lambda row: row.region):
            if long.row > first:
                breaks.append(long.row)
            self._village(long, region, list(found))
        offer_choices(long, first, long.row - 1)
        long.sheet.set_h_pagebreaks(breaks[:MOST_BREAKS])
        long.print_setup(made_now())

    def _village(self, long: LongSheet, region: str, rows: Sequence[WarningRow]) -> None:
        _, township, village = self._listed.places(region)
        levels = Counter(row.level for row in rows)
        counted = "、".join(f"{self._listed.levels[rank]}{levels[rank]}户" for rank in range(len(LEVELS)) if levels[rank])
        band = f"{township}　{village}　共{len(rows)}户（{counted}）　入户人员：____________　入户日期：____________"
        long.line(band, size=11, bold=True, bg_color=HEAD, border=1, least=24)
        place = long.column("预警原因")
        for number, row in enumerate(rows, start=1):
            height = max(long.lines_of(row.reason, place) * _LINE, _LEAST)
            long.write(self._values(number, row, village), height)

    def _values(self, number: int, row: WarningRow, village: str) -> list[Value]:
        listed = self._listed
        person = listed.person(self._people, row)
        values: list[Value] = [number, village, listed.number(row), person.name]
        if self._plain:
            values += (person.identity, person.telephone)
        values += (
            row.kind, money(row.persons, 0), listed.levels[row.level], money(row.net_per_capita), money(row.change_percent),
            money(row.annual_per_capita), row.reason, None, None, None, person.helper, None, None,
        )  # fmt: skip
        return values

"""The early-warning list as a workbook: exactly the filtered list, in its order, with filters and 口径 on top, and empty
columns for the visit.

It is not protected: WPS and Excel sort a protected list only where all of it is open.
"""

from __future__ import annotations

from io import BytesIO

import xlsxwriter

from data_access.store import WarningRow
from services.exports.cells import TEXT_STAYS, Formats
from services.exports.listed import Listed, money
from services.exports.long_sheet import Column, LongSheet, Value
from services.exports.visit_form import VISIT, add_lists, offer_choices
from services.exports.visit_words import explained
from services.exports.warning_words import above, list_title, made_now
from services.households import Person, people_for
from services.sight import Permit
from services.warning_list import ListFilter, WarningPage
from services.workspace import Workspace

SHEET = "预警名单"
_FIRST = (Column(heading="序号", width=5, kind="count"), Column(heading="级别", width=7, kind="centre"))
_COUNTY = (Column(heading="县市区", width=9),)
_PLACES = (Column(heading="乡镇", width=9), Column(heading="村（社区）", width=10))
_HEAD = (Column(heading="户主", width=7),)
PLAIN = (Column(heading="证件号码", width=20), Column(heading="联系电话", width=13))
_FIGURES = (
    Column(heading="户类型", width=9),
    Column(heading="人口", width=5, kind="count"),
    Column(heading="上年同期人均", width=10, kind="money"),
    Column(heading="本期人均", width=10, kind="money"),
    Column(heading="增减额", width=10, kind="money"),
    Column(heading="增幅%", width=9, kind="money"),
    Column(heading="年度人均", width=10, kind="money"),
    Column(heading="预警规则", width=14),
    Column(heading="预警原因", width=36),
)


def warning_workbook(workspace: Workspace, page: WarningPage, filters: ListFilter, permit: Permit | None = None) -> bytes:
    """The rows of ``page``: names masked, without identity numbers and telephones, unless there is a ``permit``."""
    people = people_for(workspace, page.rows, permit, contacts=False)
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {**writing(permit), **TEXT_STAYS})
    formats = Formats(book)
    listed = Listed(workspace, page)
    whose = (number_column(page), *_HEAD, *(PLAIN if permit else ()))
    columns = (*_FIRST, *(_COUNTY if listed.several_counties else ()), *_PLACES, *whose, *_FIGURES, *VISIT)
    long = LongSheet(book.add_worksheet(SHEET), formats, columns)
    long.line(list_title(workspace, page, "名单"), size=16, bold=True, align="center", least=30)
    for text in above(workspace, page, filters):
        long.line(text)
    long.line("金额单位：元/人", align="right")
    long.headings()
    first = long.row
    for number, row in enumerate(page.rows, start=1):
        long.write(_values(listed, number, row, listed.person(people, row), plain=permit is not None))
    offer_choices(long, first, long.row - 1)
    if page.rows:
        long.sheet.autofilter(long.heading_row, 0, long.row - 1, len(columns) - 1)
    long.print_setup(made_now())
    add_lists(book, formats, explained(plain=permit is not None))
    book.close()
    return target.getvalue()


def number_column(page: WarningPage) -> Column:
    """户编号 in one line, as long as they are."""
    longest = max((len(row.household_no) for row in page.rows), default=0)
    return Column(heading="户编号", width=min(max(longest + 2, 10), 26))


def writing(permit: Permit | None) -> dict[str, bool]:
    """Straight to a file beside memory; names that are not masked never touch one."""
    return {"constant_memory": permit is None, "in_memory": permit is not None}


def _values(listed: Listed, number: int, row: WarningRow, person: Person, *, plain: bool) -> list[Value]:
    county, township, village = listed.places(row.region)
    values: list[Value] = [number, listed.levels[row.level], *county, township, village, listed.number(row), person.name]
    if plain:
        values += (person.identity, person.telephone)
    values += (
        row.kind, money(row.persons, 0), money(row.net_per_capita_before), money(row.net_per_capita), money(row.change),
        money(row.change_percent), money(row.annual_per_capita), listed.rules(row.rules), row.reason,
        None, None, None, person.helper, None,
    )  # fmt: skip
    return values

"""一户一策卡 of a filtered list: a worksheet, an upright A4 page, for each household, in the order of the list."""

from __future__ import annotations

from io import BytesIO

import xlsxwriter

from data_access.errors import CalledWrongly
from data_access.store import WarningRow
from services.exports.card_sheet import CardSheet
from services.exports.cells import TEXT_STAYS, Formats, sheet_name
from services.exports.visit_form import add_lists
from services.exports.visit_words import explained
from services.exports.warning_words import card_foot, list_title, made_now, too_many
from services.household_card import household_facts, shown_quarters
from services.households import NOBODY, people_for
from services.sight import Permit
from services.warning_list import WarningPage
from services.workspace import Workspace

WHAT = "户“一户一策”帮扶卡"


def card_workbook(workspace: Workspace, page: WarningPage, permit: Permit | None = None) -> bytes:
    """A card for each row of ``page``; masked unless there is a ``permit`` (CalledWrongly: more than there can be cards)."""
    if said := too_many(len(page.rows)):
        raise CalledWrongly(said)
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, **TEXT_STAYS})
    formats, names = Formats(book), set[str]()
    pack, people = workspace.pack(page.pack), people_for(workspace, page.rows, permit)
    title, foot, quarters = list_title(workspace, page, WHAT), card_foot(workspace, page), shown_quarters(page.period)
    for row in page.rows:
        person = people.get((row.submission, row.source_row), NOBODY)
        facts = household_facts(workspace, pack, page.period, row, person)
        sheet = book.add_worksheet(sheet_name(_named(facts.village, row), names))
        CardSheet(sheet, formats, facts, page.period, quarters).write(title, foot, made_now())
    if not page.rows:
        book.add_worksheet("没有符合条件的户")
    add_lists(book, formats, explained(plain=permit is not None))
    book.close()
    return target.getvalue()


def _named(village: str, row: WarningRow) -> str:
    """力石村0417: by its place and the end of its number, never by a name."""
    return f"{village}{row.household_no[-4:]}"

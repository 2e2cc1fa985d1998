"""The columns that a visit fills in: their headings, the lists to choose from, and the worksheet that explains them.

The lists stand in a hidden worksheet: one written into the cell's own rule may have 255 characters at most, and WPS
cuts it silently.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from services.clock import now
from services.exports.cells import HEAD, Formats
from services.exports.long_sheet import Column, LongSheet
from services.exports.visit_words import CAUSES, MEASURES, OUTCOMES, Choice

OUTCOME, CAUSE, MEASURE, HELPER, DUE = "核实结果", "降因", "措施", "责任人", "完成时限"
VISIT = (
    Column(heading=OUTCOME, width=9, kind="fill"),
    Column(heading=CAUSE, width=10, kind="fill"),
    Column(heading=MEASURE, width=13, kind="fill"),
    Column(heading=HELPER, width=8, kind="fill"),
    Column(heading=DUE, width=11, kind="day"),
)
LISTS: dict[str, tuple[Choice, ...]] = {OUTCOME: OUTCOMES, CAUSE: CAUSES, MEASURE: MEASURES}
LISTS_SHEET, GUIDE_SHEET = "选项", "填写说明"


def offer_choices(long: LongSheet, first: int, last: int) -> None:
    """Lists in the columns of a visit, from row ``first`` to ``last`` (from 0)."""
    if last < first:
        return
    for heading, rule in (*((heading, choice_rule(heading)) for heading in LISTS), (DUE, due_rule())):
        column = long.column(heading)
        long.sheet.data_validation(first, column, last, column, rule)


def choice_rule(heading: str) -> dict[str, Any]:
    """The outcome is one of its list; causes and measures may be several, so that other text is asked about, not refused."""
    strict = heading == OUTCOME
    letter = "ABC"[list(LISTS).index(heading)]
    return {
        "validate": "list", "source": f"={LISTS_SHEET}!${letter}$2:${letter}${len(LISTS[heading]) + 1}",
        "error_type": "stop" if strict else "information", "error_title": heading,
        "error_message": "请从下拉列表中选择一项。" if strict else "列表中没有这一项。可直接填写，有几项的用顿号分开。",
    }  # fmt: skip


def due_rule() -> dict[str, Any]:
    """A date; one that is past is asked about."""
    today = now().date()
    return {
        "validate": "date", "criteria": ">=", "value": today, "error_type": "warning", "error_title": DUE,
        "error_message": f"应填{today:%Y-%m-%d}以后的日期，写成 2024-09-30 的形式。",
    }  # fmt: skip


def add_lists(book: xlsxwriter.Workbook, formats: Formats, remarks: Sequence[str]) -> None:
    """The worksheet that says what each choice means, and the hidden one that the lists are taken from."""
    _guide(book.add_worksheet(GUIDE_SHEET), formats, remarks)
    hidden = book.add_worksheet(LISTS_SHEET)
    columns = [[heading, *(choice.word for choice in choices)] for heading, choices in LISTS.items()]
    for row in range(max(map(len, columns))):
        for place, column in enumerate(columns):
            if row < len(column):
                hidden.write_string(row, place, column[row])
    hidden.hide()


def _guide(sheet: Worksheet, formats: Formats, remarks: Sequence[str]) -> None:
    head = formats(bold=True, border=1, align="center", bg_color=HEAD)
    body, wide = formats(border=1, text_wrap=True), formats(text_wrap=True)
    for place, width in enumerate((12, 20, 70)):
        sheet.set_column(place, place, width)
    sheet.write_string(0, 0, GUIDE_SHEET, formats(bold=True, font_size=16))
    row = 1
    for remark in remarks:
        sheet.set_row(row, 32)
        sheet.merge_range(row, 0, row, 2, "", wide)
        sheet.write_string(row, 0, remark, wide)
        row += 1
    for place, heading in enumerate(("栏目", "选项", "含义")):
        sheet.write_string(row, place, heading, head)
    for heading, choices in LISTS.items():
        for choice in choices:
            row += 1
            for place, text in enumerate((heading, choice.word, choice.meaning)):
                sheet.write_string(row, place, text, body)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)

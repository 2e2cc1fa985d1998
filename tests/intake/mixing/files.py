"""The same worksheets as files of other producers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import xlsxwriter

from tests.habits.rewriting import SHEET, rewritten, without_references
from tests.habits.xls_paper import with_xls
from tests.intake.paper import Paper, with_openpyxl


@dataclass(frozen=True)
class Formula:
    """A cell that was computed: ``value`` is its stored result, ``text`` the formula where it matters."""

    value: Any
    text: str = ""


def written_by(writer: str, papers: Sequence[Paper]) -> bytes:
    """The workbook as this producer writes it."""
    if writer == "xlsxwriter":
        return _with_xlsxwriter(papers)
    if writer == "xls":
        return with_xls(papers)
    content = _with_xlsxwriter(papers) if writer == "A1 shared" else with_openpyxl(papers)
    if writer.startswith("A1"):
        return rewritten(content, {part: _dimension for part in _sheets(content)})
    return rewritten(content, {SHEET: without_references}) if writer == "no references" else content


def _sheets(content: bytes) -> list[str]:
    with ZipFile(BytesIO(content)) as archive:
        return [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]


def _dimension(text: str) -> str:
    """As WPS leaves it."""
    return re.sub(r'<dimension ref="[^"]*"', '<dimension ref="A1"', text)


def _with_xlsxwriter(papers: Sequence[Paper]) -> bytes:
    target = BytesIO()
    book = xlsxwriter.Workbook(
        target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    for paper in papers:
        sheet = book.add_worksheet(paper.name)
        for top, left, bottom, right in paper.merges:
            sheet.merge_range(top - 1, left - 1, bottom - 1, right - 1, "", None)
        for (row, column), value in paper.cells.items():
            shown = paper.formats.get((row, column)) or ("yyyy-mm-dd" if isinstance(value, date) else None)
            style = book.add_format({"num_format": shown}) if shown else None
            if isinstance(value, Formula):
                sheet.write_formula(row - 1, column - 1, value.text or _computed(value.value), style, value.value)
            else:
                sheet.write(row - 1, column - 1, value, *([style] if style else []))
        if paper.state == "hidden":
            sheet.hide()
        elif paper.state == "veryHidden":
            sheet.very_hidden()
    book.close()
    return target.getvalue()


def _computed(value: Any) -> str:
    return f"={value}*1" if isinstance(value, (int, float)) else '=T("' + str(value).replace('"', "") + '")'

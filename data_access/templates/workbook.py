"""Report workbooks from declarations: empty templates and filled samples, the same bytes for the same content."""

# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# (xlsxwriter is annotated in part and ships no stubs)
from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from data_access.reading.grid import column_letters
from data_access.sheets.declaration import SheetDeclaration
from data_access.templates.identity import CHOICES_TAB, COLUMNS, IDENTITY_TAB, INSTRUCTIONS_TAB
from data_access.templates.layout import SheetToWrite
from data_access.templates.wording import GENERAL, help_lines
from data_access.templates.worksheet import STYLES, Style, write_report

_INLINE = 255  # Excel refuses a longer list inside a validation; commas count
# A fixed moment of creation keeps the bytes of equal workbooks equal, so that a file handed in twice is recognised.
_CREATED = datetime(2023, 1, 1)  # noqa: DTZ001 (document properties have no time zone)
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write_workbook(target: BinaryIO | Path, sheets: Sequence[SheetToWrite]) -> None:
    """Writes one workbook with a worksheet for each of ``sheets``, the instruction tab and the hidden tabs.

    ValueError where there is nothing to write.
    """
    if not sheets:
        raise ValueError("a workbook needs at least one report sheet")
    book = xlsxwriter.Workbook(target if not isinstance(target, Path) else str(target), _OPTIONS)
    book.set_properties({"created": _CREATED})
    styles: dict[Style, Format] = {name: book.add_format(style) for name, style in STYLES.items()}
    names = _worksheet_names(sheets)
    reports = [book.add_worksheet(name) for name in names]
    instructions = book.add_worksheet(INSTRUCTIONS_TAB)
    lists = _ChoiceLists(book.add_worksheet(CHOICES_TAB))
    for worksheet, sheet in zip(reports, sheets, strict=True):
        write_report(worksheet, sheet, styles, lists.sources(sheet))
    _write_instructions(instructions, sheets, styles)
    _write_identity(book.add_worksheet(IDENTITY_TAB), names, sheets)
    reports[0].activate()
    book.close()


def _worksheet_names(sheets: Sequence[SheetToWrite]) -> list[str]:
    """The declared tabs; a second sheet of the same kind gets a number behind it."""
    names: list[str] = []
    for sheet in sheets:
        tab, number = sheet.declaration.tab, 2
        while tab in names:
            tab, number = f"{sheet.declaration.tab}{number}", number + 1
        names.append(tab)
    return names


class _ChoiceLists:
    """Sources of dropdowns; what is too long for a validation stands in a column of the hidden tab, once."""

    def __init__(self, worksheet: Worksheet) -> None:
        worksheet.very_hidden()
        self._worksheet = worksheet
        self._ranges: dict[tuple[str, ...], str] = {}

    def sources(self, sheet: SheetToWrite) -> Mapping[str, str | list[str]]:
        """Field → list or range of its choices; fields without choices are left out."""
        choices: dict[str, tuple[str, ...]] = {}
        for field in sheet.declaration.fields:
            if field.type == "region":
                choices[field.name] = sheet.places
            elif field.type == "yes_no":
                choices[field.name] = ("是", "否")
            elif field.type == "choice" and not field.several:
                choices[field.name] = field.choices
        return {name: self._source(texts) for name, texts in choices.items() if texts}

    def _source(self, texts: tuple[str, ...]) -> str | list[str]:
        if len(",".join(texts)) <= _INLINE and not any("," in text for text in texts):
            return list(texts)
        if texts not in self._ranges:
            column = len(self._ranges)
            for row, text in enumerate(texts):
                self._worksheet.write_string(row, column, text)
            letters = column_letters(column)
            self._ranges[texts] = f"='{CHOICES_TAB}'!${letters}$1:${letters}${len(texts)}"
        return self._ranges[texts]


def _write_instructions(worksheet: Worksheet, sheets: Sequence[SheetToWrite], styles: Mapping[Style, Format]) -> None:
    worksheet.set_column(0, 0, 30)
    worksheet.set_column(1, 1, 100, styles["wrapped"])
    worksheet.set_landscape()
    worksheet.set_paper(9)
    worksheet.fit_to_pages(1, 0)
    worksheet.write_string(0, 0, INSTRUCTIONS_TAB, styles["title"])
    lines = [("通用要求", text) for text in GENERAL]
    for declaration in _declarations(sheets):
        lines.extend(help_lines(declaration))
    for row, (what, text) in enumerate(lines, start=1):
        worksheet.write_string(row, 0, what)
        worksheet.write_string(row, 1, text, styles["wrapped"])


def _declarations(sheets: Sequence[SheetToWrite]) -> list[SheetDeclaration]:
    return list({sheet.declaration.id: sheet.declaration for sheet in sheets}.values())


def _write_identity(worksheet: Worksheet, names: Sequence[str], sheets: Sequence[SheetToWrite]) -> None:
    worksheet.very_hidden()
    for column, heading in enumerate(COLUMNS):
        worksheet.write_string(0, column, heading)
    for row, (name, sheet) in enumerate(zip(names, sheets, strict=True), start=1):
        for column, text in enumerate((name, sheet.declaration.id, sheet.period, sheet.reporter)):
            worksheet.write_string(row, column, text)
        worksheet.write_number(row, 4, sheet.declaration.template_version)

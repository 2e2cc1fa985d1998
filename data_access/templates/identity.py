"""The hidden worksheet by which a template says what it is.

Layout of the very hidden worksheet ``IDENTITY_TAB``: row 1 holds the column names ``COLUMNS``; from row 2 on one row for
each report worksheet of the workbook: its worksheet name, sheet id, period (2023-05, 2023Q2), reporter (12-digit region
code or department code), all as text, and the template version as a whole number. ``INSTRUCTIONS_TAB`` (visible) and
``CHOICES_TAB`` (very hidden) are the template's own too and hold no report.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from data_access.reading.grid import Cell, Workbook

IDENTITY_TAB = "_identity"
CHOICES_TAB = "_choices"
INSTRUCTIONS_TAB = "填报说明"
OWN_TABS = frozenset({IDENTITY_TAB, CHOICES_TAB, INSTRUCTIONS_TAB})
COLUMNS = ("worksheet", "sheet", "period", "reporter", "template_version")


@dataclass(frozen=True, kw_only=True)
class Identity:
    """What the template was made for, as written: whether such a sheet, period or reporter exists is the reader's question."""

    worksheet: str
    sheet: str
    period: str
    reporter: str
    version: int


def read_identity(workbook: Workbook) -> Mapping[str, Identity]:
    """What the hidden worksheet says, by worksheet name; empty where the workbook has none or it was spoilt."""
    for worksheet in workbook.worksheets:
        if worksheet.name == IDENTITY_TAB:
            found = [_identity(row) for row in worksheet.rows[1:]]
            return {identity.worksheet: identity for identity in found if identity is not None}
    return {}


def _identity(cells: Sequence[Cell]) -> Identity | None:
    if len(cells) < len(COLUMNS):
        return None
    texts = [cell.strip() if isinstance(cell, str) else "" for cell in cells[:4]]
    version = _whole(cells[4])
    if not all(texts) or version is None:
        return None
    worksheet, sheet, period, reporter = texts
    return Identity(worksheet=worksheet, sheet=sheet, period=period, reporter=reporter, version=version)


def _whole(cell: Cell) -> int | None:
    if isinstance(cell, bool) or not isinstance(cell, (int, float)):
        return None
    return int(cell) if abs(cell) < 1e6 and cell == int(cell) else None

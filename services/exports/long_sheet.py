"""A long list as a worksheet: title and lines above, one row of headings that repeats on paper, rows written as they come.

Rows go straight to the file, in their order, so that a list of tens of thousands needs no more memory than a short one.
Every text leaves as text: nothing that a cell holds can become a formula.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from services.exports.cells import HEAD, Formats, text_width, written

Kind = Literal["text", "centre", "count", "money", "fill", "day"]
Value = str | float | int | None
SIZE = 10
_LINE = 14.5  # points that a line of text of this size takes
_LOOKS: dict[Kind, dict[str, Any]] = {
    "text": {"num_format": "@", "text_wrap": True},
    "centre": {"num_format": "@", "align": "center"},
    "count": {"num_format": "#,##0", "align": "right"},
    "money": {"num_format": "#,##0.00", "align": "right"},
    # to be filled in: open even where somebody protects the sheet
    "fill": {"num_format": "@", "text_wrap": True, "locked": False},
    "day": {"num_format": "yyyy-mm-dd", "align": "center", "locked": False},
}


@dataclass(frozen=True, kw_only=True)
class Column:
    """``width`` in digits; ``fill`` and ``day`` are left to be filled in."""

    heading: str
    width: float
    kind: Kind = "text"


class LongSheet:
    """``row`` is the next row to write, counted from 0."""

    def __init__(self, sheet: Worksheet, formats: Formats, columns: Sequence[Column]) -> None:
        self.sheet = sheet
        self.row = 0
        self.heading_row = 0
        self._formats = formats
        self._columns = columns
        self._looks: list[Format] = [formats(font_size=SIZE, border=1, **_LOOKS[column.kind]) for column in columns]
        for place, column in enumerate(columns):
            sheet.set_column(place, place, column.width)

    @property
    def width(self) -> float:
        """Of all columns, in digits."""
        return sum(column.width for column in self._columns)

    def column(self, heading: str) -> int:
        """The place of a column, from 0."""
        return [column.heading for column in self._columns].index(heading)

    def line(self, text: str, *, size: int = SIZE, least: float = 0, **look: Any) -> None:
        """One merged line over the whole width, high enough for its text."""
        lines = -(-text_width(text) * size // int(self.width * SIZE))
        self.sheet.set_row(self.row, max(lines * _LINE * size / SIZE + 2, least))
        look = {"font_size": size, "text_wrap": True, **look}
        self.sheet.merge_range(self.row, 0, self.row, len(self._columns) - 1, "", self._formats(**look))
        self.sheet.write_string(self.row, 0, written(text), self._formats(**look))
        self.row += 1

    def headings(self) -> None:
        """The row that stays in sight and is repeated on every page."""
        look = self._formats(font_size=SIZE, bold=True, align="center", text_wrap=True, border=1, bg_color=HEAD)
        self.sheet.set_row(self.row, 2 * _LINE + 2)
        for place, column in enumerate(self._columns):
            self.sheet.write_string(self.row, place, column.heading, look)
        self.heading_row = self.row
        self.row += 1
        self.sheet.freeze_panes(self.row, 0)
        self.sheet.repeat_rows(self.heading_row)

    def write(self, values: Sequence[Value], height: float | None = None) -> None:
        """One row, in the order of the columns; None stays empty."""
        row, sheet = self.row, self.sheet
        if height is not None:
            sheet.set_row(row, height)
        for place, (value, look) in enumerate(zip(values, self._looks, strict=True)):
            if value is None:
                sheet.write_blank(row, place, None, look)
            elif value.__class__ is str:
                sheet.write_string(row, place, value, look)  # type: ignore[arg-type]
            else:
                sheet.write_number(row, place, value, look)  # type: ignore[arg-type]
        self.row = row + 1

    def lines_of(self, text: str, place: int) -> int:
        """How many lines a text takes in a column."""
        return max(-(-text_width(text) // int(self._columns[place].width - 1)), 1)

    def print_setup(self, foot: str) -> None:
        """A4 across, as wide as the page, every page with its number."""
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_margins(left=0.3, right=0.3, top=0.4, bottom=0.55)
        self.sheet.set_footer(f"&L{foot.replace('&', '&&')}&R第&P页，共&N页")

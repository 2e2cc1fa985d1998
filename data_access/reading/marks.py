"""What the markup of a worksheet says beyond its values; collected in the child, sent as plain values."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from data_access.reading.unreadable import damaged

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384

Position = tuple[int, int]
Run = tuple[int, int]  # first, last
EXTERNAL = re.compile(rb"\[(?:\d+|[^\[\]]*\.(?:xls[xmb]?|ett?|csv))\][^\[\]'!(),]*'?!", re.IGNORECASE)
_DIGITS = b"0123456789"


@dataclass(kw_only=True)
class Marks:
    """Findings in one worksheet; rows and columns are 0-based. ``formats``: (code, column) → runs of rows."""

    errors: dict[Position, str] = field(default_factory=dict[Position, str])
    without_value: list[Position] = field(default_factory=list[Position])
    external: list[Position] = field(default_factory=list[Position])
    pictures: list[Position] = field(default_factory=list[Position])
    formats: dict[tuple[str, int], list[Run]] = field(default_factory=dict[tuple[str, int], list[Run]])
    hidden_rows: list[int] = field(default_factory=list[int])
    hidden_columns: set[int] = field(default_factory=set[int])
    merges: list[tuple[int, int, int, int]] = field(default_factory=list[tuple[int, int, int, int]])
    external_shared: set[bytes] = field(default_factory=set[bytes])
    seen_rows: bytearray = field(default_factory=lambda: bytearray(LAST_ROW))

    @property
    def count(self) -> int:
        """How many places are named."""
        places = (self.errors, self.without_value, self.external, self.pictures, self.hidden_rows, self.merges)
        return sum(map(len, places)) + sum(map(len, self.formats.values()))

    def add_rows(self, numbers: Iterable[int]) -> None:
        """Takes 1-based numbers of rows; a row beyond the sheet or written twice is damage."""
        seen = self.seen_rows
        for number in numbers:
            if not 0 < number <= LAST_ROW:
                raise damaged("工作表中的行号超出表格范围。")
            if seen[number - 1]:
                raise damaged(f"工作表中第{number}行出现了两次。")
            seen[number - 1] = 1

    def add_format(self, code: str, position: Position) -> None:
        """Takes one cell whose number format matters."""
        row, column = position
        runs = self.formats.setdefault((code, column), [])
        if runs and runs[-1][1] == row - 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))

    def add_hidden_columns(self, first: int, last: int) -> None:
        """Takes 1-based columns of a hidden ``col`` element."""
        if 0 < first <= last and len(self.hidden_columns) < LAST_COLUMN:
            self.hidden_columns.update(range(first - 1, min(last, LAST_COLUMN)))

    def add_formula(self, position: Position, formula: bytes, shared: bytes | None, has_value: bool) -> None:
        """Takes a formula that needs looking at: text (empty in followers of a shared one), its group, whether a result is stored."""
        if b"DISPIMG(" in formula:
            self.pictures.append(position)
            return
        if EXTERNAL.search(formula) or (shared in self.external_shared and not formula):
            self.external.append(position)
            if shared is not None:
                self.external_shared.add(shared)
        if not has_value:
            self.without_value.append(position)


class References:
    """A1 references to positions; remembers columns, because a sheet has few and cells are many."""

    def __init__(self) -> None:
        self._columns: dict[bytes, int] = {}

    def position(self, reference: bytes) -> Position:
        """``b"E9"`` → ``(8, 4)``; a reference outside any sheet is damage."""
        letters = reference.rstrip(_DIGITS)
        digits = reference[len(letters) :]
        column = self._columns.get(letters)
        if column is None:
            column = self._columns[letters] = _column(letters)
        if not 0 < len(digits) < 8 or not 0 < (row := int(digits)) <= LAST_ROW:
            raise damaged("工作表中的单元格地址超出表格范围。")
        return row - 1, column

    def block(self, reference: bytes) -> tuple[int, int, int, int]:
        """``b"A1:B3"`` → first row, first column, last row, last column."""
        start, _, end = reference.replace(b"$", b"").partition(b":")
        (row, column), (last_row, last_column) = self.position(start), self.position(end or start)
        if last_row < row or last_column < column:
            raise damaged("工作表中的合并区域颠倒。")
        return row, column, last_row, last_column


def _column(letters: bytes) -> int:
    number = 0
    if not 0 < len(letters) < 4 or not letters.isalpha():
        raise damaged("工作表中的单元格地址超出表格范围。")
    for letter in letters.upper():
        number = number * 26 + letter - 64
    if number > LAST_COLUMN:
        raise damaged("工作表中的单元格地址超出表格范围。")
    return number - 1

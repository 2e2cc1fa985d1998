"""Counts the rows of a worksheet: what is present is the heading, data, or left out for a reason that is named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from data_access.reading.table import Table
from data_access.recognition.texts import is_filled


@dataclass(frozen=True, kw_only=True)
class RowCount:
    """``present``: rows that hold anything; ``heading`` and ``data`` among them; ``left_out``: reason → rows."""

    present: int
    heading: int
    data: int
    left_out: Mapping[str, int] = field(default_factory=dict[str, int])

    @property
    def unread(self) -> int:
        """Rows that are none of these; always 0, or the reader has lost something and says so."""
        return self.present - self.heading - self.data - sum(self.left_out.values())

    def in_words(self) -> str:
        """有内容的31行：读入数据24行、表头2行；标题2行、合计1行、注2行未作数据."""
        reasons = [f"{reason}{count}行" for reason, count in self.left_out.items() if count]
        read = f"有内容的{self.present}行：读入数据{self.data}行、表头{self.heading}行"
        parts = [read, f"{'、'.join(reasons)}未作数据" if reasons else "", f"{self.unread}行未能读入" if self.unread else ""]
        return "；".join(part for part in parts if part)


def filled_rows(table: Table, start: int = 0, end: int | None = None) -> int:
    """How many rows from ``start`` to ``end`` hold anything but blanks."""
    numbers = table.has_number()[start:end].tolist()
    return sum(found or any(map(is_filled, table[start + at])) for at, found in enumerate(numbers))

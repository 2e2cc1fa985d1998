"""The rows of a table that are surely rows of the report, found column by column: only the others are looked at closely."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import cast

from data_access.reading.grid import Cell
from data_access.reading.table import Table
from data_access.typed_rows import Mask

MAYBE_TOTAL = re.compile(r"[计計]|汇总|总[数和]|全\s*[省州市县区乡镇村]")
_MAYBE_SIGNED = re.compile(r"[人员话式机期间字导长记任]\s*[)）]?\s*[:：]")  # 联系电话： with a number behind it, twice in a row
_FIGURES = 2  # a telephone number behind a signature is one


def plain_rows(table: Table, numeric: Sequence[int]) -> Mask:
    """Rows with figures in at least two of the columns of numbers, and no word that a total or a line of signatures may have."""
    plain = table.figures(numeric) >= _FIGURES
    for column in range(table.width):
        for start, cells in table.lists(column):
            plain[[start + at for at in _maybe_totals(cells)]] = False
    return plain


def _maybe_totals(cells: Sequence[Cell]) -> list[int]:
    texts = cells if set(map(type, cells)) == {str} else [cell for cell in cells if isinstance(cell, str)]
    whole = "\n".join(cast("Sequence[str]", texts))
    if not any(letter in whole for letter in "计計汇总全：:"):  # a hundred times quicker than the patterns
        return []
    if MAYBE_TOTAL.search(whole) is None and _MAYBE_SIGNED.search(whole) is None:  # 全 in a name
        return []
    texts_at = ((at, cell) for at, cell in enumerate(cells) if isinstance(cell, str))
    return [at for at, cell in texts_at if MAYBE_TOTAL.search(cell) or _MAYBE_SIGNED.search(cell)]

"""Tables of this program that are no reports: recognised, so that whoever hands one in as a report is told where it belongs."""

from __future__ import annotations

from data_access.reading.grid import Worksheet
from data_access.recognition.texts import cell_text, clean

#: how a 任务分解表 is known: by what its hidden worksheet names, or by these headings in one row
ALLOCATION, ALLOCATION_CODE, ALLOCATION_TOTAL = "allocation", "目标代码", "分解合计"
ALLOCATION_SAID = "这是任务分解表，不是报表"
ALLOCATION_FIX = "请到“任务分解”页提交。"
_ROWS = 20


def is_allocation(worksheet: Worksheet, named: str | None) -> bool:
    """Whether a worksheet hands targets down to units; ``named``: what the hidden worksheet says it is, None for nothing."""
    if named is not None:
        return named == ALLOCATION
    rows = ({clean(cell_text(cell)) for cell in row} for row in worksheet.rows[:_ROWS])
    return any({ALLOCATION_CODE, ALLOCATION_TOTAL} <= texts for texts in rows)

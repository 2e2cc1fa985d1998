"""trace: the cells that a figure was made of."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from data_access.errors import CalledWrongly
from data_access.sheets import load_sheets
from services.clock import parse_moment
from services.periods import parsed_period
from services.shell.asking import minute
from services.shell.printing import print_json, print_line, print_table
from services.workspace import open_workspace

if TYPE_CHECKING:  # a wrong call is answered without pandas
    from services.traced_cells import TracedCell

HEADINGS = ("部分", "文件", "工作表", "单元格", "项目", "行", "数值", "版本", "报送人", "收到时间", "沿用")


def trace(arguments: argparse.Namespace) -> int:
    """The cells of a figure, numerator first."""
    if arguments.limit < 0:
        raise CalledWrongly("--limit 应为不小于0的整数。")
    period, as_of = parsed_period(arguments.period), parse_moment(arguments.as_of) if arguments.as_of is not None else None
    workspace = open_workspace(arguments.database)
    import numpy as np

    from services.traced_cells import cells_at, trace_json
    from services.tracing import trace_figure
    from services.views.tracing import part_word

    found = trace_figure(
        workspace, arguments.indicator, period=period, region=arguments.region, pack=arguments.pack, as_of=as_of
    )
    if arguments.json:
        print_json(trace_json(workspace, found, arguments.limit))
        return 0
    cells = cells_at(workspace, found, np.arange(min(arguments.limit, len(found)), dtype=np.int64))
    name, place = found.title, workspace.region(found.figure.region).name
    print_line(f"{name} {place} {found.figure.period}：{_value(found)}，共{len(found)}个单元格，列出{len(cells)}个")
    print_table(HEADINGS, [_line(cell, part_word(found, cell.part)) for cell in cells])
    return 0


def _value(found: Any) -> str:
    from metrics.rounding import printed

    value = printed(found.figure.value, 6)
    return "—" if value is None else f"{value}{found.unit}"


def _line(cell: TracedCell, part: str) -> list[Any]:
    record = cell.record
    field = load_sheets()[record.sheet].field(cell.field).title if cell.field else "整份报表"
    return [
        part, record.file, record.worksheet, cell.cell, field, cell.row_key, cell.value,
        f"第{record.version}版", record.by, minute(record.received_at), f"{record.period}" if cell.carried else "",
    ]  # fmt: skip

"""Findings about a worksheet around its cells: hidden rows, merged numbers, pictures, a second table, an old template."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from data_access.problems import Problem, problem
from data_access.reading.grid import Block, Worksheet, address, column_letters
from data_access.recognition.choice import Heading
from data_access.recognition.result import HeadingColumn
from data_access.recognition.spread import is_one_heading
from data_access.recognition.texts import cell_at, is_filled
from data_access.templates.identity import Identity

_STRETCHES = 6  # of hidden rows or columns that a message names


def frame_problems(
    worksheet: Worksheet, heading: Heading, columns: Mapping[str, HeadingColumn], rows: Sequence[int]
) -> list[Problem]:
    """What stands over the rows of a table without being in a cell; ``rows``: 0-based rows of body and totals."""
    numeric = [columns[f.name].column for f in heading.declaration.fields if f.is_numeric and f.name in columns]
    found = [*_hidden(worksheet, [column.column for column in columns.values()], rows)]
    found += _merged(worksheet, heading, numeric, rows)
    if worksheet.has_pictures:
        found.append(problem("pictures_ignored", "工作表中有图片，图片内容未读取", worksheet=worksheet.name))
    return found


def _hidden(worksheet: Worksheet, columns: Sequence[int], rows: Sequence[int]) -> Iterator[Problem]:
    """One warning a worksheet, at the first hidden cell with a value."""
    hidden_rows = [row for row in rows if row in worksheet.hidden_rows]
    hidden_columns = sorted(column for column in columns if column in worksheet.hidden_columns)
    cells = [(row, column) for row in hidden_rows for column in sorted(columns) if is_filled(cell_at(worksheet, row, column))]
    hidden_rows = sorted({row for row, _ in cells})
    shown = [(row, column) for column in hidden_columns for row in rows if is_filled(cell_at(worksheet, row, column))]
    hidden_columns = sorted({column for _, column in shown})
    if not cells and not shown:
        return
    parts = [
        f"第{_runs(hidden_rows, lambda row: str(row + 1))}行（共{len(hidden_rows)}行）" if hidden_rows else "",
        f"{_runs(hidden_columns, column_letters)}列（共{len(hidden_columns)}列）" if hidden_columns else "",
    ]
    first = min(cells + shown)
    message = f"隐藏了{'、'.join(part for part in parts if part)}，其中有数据，已一并读取"
    yield problem("hidden_rows", message, worksheet=worksheet.name, cell=address(*first), row=first[0] + 1)


def _runs(numbers: Sequence[int], named: Callable[[int], str]) -> str:
    """9—14、20: a few stretches of 0-based rows or columns, the rest as 等."""
    stretches: list[list[int]] = []
    for number in numbers:
        if stretches and number == stretches[-1][1] + 1:
            stretches[-1][1] = number
        else:
            stretches.append([number, number])
    words = [named(first) if first == last else f"{named(first)}—{named(last)}" for first, last in stretches[:_STRETCHES]]
    return "、".join(words) + ("等" if len(stretches) > _STRETCHES else "")


def _merged(worksheet: Worksheet, heading: Heading, numeric: Sequence[int], rows: Sequence[int]) -> Iterator[Problem]:
    """A number merged with other cells; one that is as wide as its own heading is one cell to everybody."""
    body = frozenset(rows)
    for block in worksheet.merges:
        top, left, bottom, right = block
        over_numbers = any(left <= column <= right for column in numeric)
        if over_numbers and top == bottom and is_one_heading(heading.paths, left, right):
            continue
        if over_numbers and top in body and is_filled(cell_at(worksheet, top, left)):
            where = _range(block)
            message = f"{where} 是合并的数字单元格，其余各格按空处理"
            yield problem(
                "merged_numbers", message, worksheet=worksheet.name, cell=address(top, left), value=where, row=top + 1
            )


def _range(block: Block) -> str:
    top, left, bottom, right = block
    return f"{address(top, left)}:{address(bottom, right)}"


def table_problems(
    worksheet: Worksheet, heading: Heading, second: Heading | None, identity: Identity | None
) -> Iterator[Problem]:
    """A second table on the worksheet; a template of another version."""
    if second is not None:
        first, later = sorted((heading.top, second.top))
        message = f"第{first + 1}行和第{later + 1}行各有一个表头"
        yield problem("tables_several", message, worksheet=worksheet.name)
    if identity is not None and identity.sheet == heading.declaration.id:
        current = heading.declaration.template_version
        if identity.version < current:
            message = f"模板为第{identity.version}版，现行第{current}版"
            yield problem("template_outdated", message, worksheet=worksheet.name)

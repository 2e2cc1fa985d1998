"""A report table as HTML: merged headings, group rows, one folded line for what is met, a total row, notes."""

from __future__ import annotations

from itertools import groupby

from pages.kit.html import block, bullet, escape, lamp, level_lamp, section, sparkline
from pages.kit.links import kept
from pages.kit.origin import linked
from services.tables.model import FIGURE, Table, TableCell, TableColumn, TableRow

#: from so many columns on the gaps between them are narrower on small screens
MANY = 11
ALIGN = {"left": "iw-l", "right": "iw-r", "center": "iw-c"}


def table_html(table: Table, *, heading: bool = True) -> str:
    """The whole table with its title, unit and notes. Nothing of a cell is taken as HTML."""
    head = section(table.title, f"单位：{table.unit}" if table.unit else "") if heading and table.title else ""
    rows = "".join(_row(row, table.columns) for row in table.rows)
    body = f'<table class="iw-table"><thead>{_heading(table.columns)}</thead><tbody>{rows}</tbody></table>'
    css = "iw-scroll iw-many" if len(table.columns) >= MANY else "iw-scroll"
    return head + block(body, css) + notes_html(table.notes)


def notes_html(notes: tuple[str, ...]) -> str:
    """注：1. … 2. …"""
    if not notes:
        return ""
    numbered = "".join(f"{index}. {escape(text)}" for index, text in enumerate(notes, start=1))
    return block(f"注：{numbered}", "iw-note")


def _heading(columns: tuple[TableColumn, ...]) -> str:
    if not any(column.group for column in columns):
        return "<tr>" + "".join(_leaf(column) for column in columns) + "</tr>"
    upper: list[str] = []
    lower: list[str] = []
    for group, members in groupby(columns, key=lambda column: column.group or id(column)):
        held = list(members)
        if isinstance(group, str):
            upper.append(f'<th class="iw-group" colspan="{len(held)}" scope="colgroup">{escape(group)}</th>')
            lower += [_leaf(column) for column in held]
        else:
            upper.append(_leaf(held[0], span=True))
    return f"<tr>{''.join(upper)}</tr><tr>{''.join(lower)}</tr>"


def _leaf(column: TableColumn, *, span: bool = False) -> str:
    lines = "<br>".join(escape(line) for line in column.heading.split("\n"))
    rows = ' rowspan="2"' if span else ""
    css = f"{ALIGN[column.align]} iw-spanning" if span else ALIGN[column.align]
    # Text that may wrap still needs room: about half of its width in a sheet, which is counted in digits.
    room = f' style="min-width:{column.width * 0.42:.0f}em"' if column.wrap else ""
    return f'<th class="{css}"{rows} scope="col"{room}>{lines}</th>'


def _row(row: TableRow, columns: tuple[TableColumn, ...]) -> str:
    if row.kind == "group":
        name = escape(row.cells[0].text) if row.cells else ""
        return f'<tr class="iw-rowgroup"><td colspan="{len(columns)}">{name}<span>{escape(row.note)}</span></td></tr>'
    if row.kind == "folded":
        first = f'<td class="iw-l">{_content(row.cells[0])}</td>' if row.cells else "<td></td>"
        return f'<tr class="iw-folded">{first}<td colspan="{len(columns) - 1}">{escape(row.note)}</td></tr>'
    css = "iw-total" if row.kind == "total" else "iw-selected" if row.selected else ""
    cells = "".join(_cell(cell, column, row) for cell, column in zip(row.cells, columns, strict=True))
    return f'<tr class="{css}">{cells}</tr>'


def _cell(cell: TableCell, column: TableColumn, row: TableRow) -> str:
    """A figure of a place, or of the row's own indicator, leads to its cells."""
    indicator = (row.indicator if column.key == FIGURE else column.key) if row.region else ""
    css = [ALIGN[column.align]]
    css += [name for name, on in (("iw-wrap", column.wrap), ("iw-strong", cell.strong), ("iw-muted", cell.muted)) if on]
    return f'<td class="{" ".join(css)}">{_content(cell, indicator, row.region)}</td>'


def _content(cell: TableCell, indicator: str = "", region: str = "") -> str:
    text = _text(cell)
    parts = [_lamps(cell), text if cell.href or not text else linked(text, indicator, region, text=cell.text)]
    if cell.bullet is not None:
        parts.append(bullet(cell.bullet.done, cell.bullet.pace, cell.bullet.last_year))
    if cell.trend:
        parts.append(sparkline(cell.trend))
    if cell.tag:
        parts.append(f'<span class="iw-tag">{escape(cell.tag)}</span>')
    if cell.second:
        parts.append(f'<span class="iw-second">{escape(cell.second)}</span>')
    return "".join(parts)


def _lamps(cell: TableCell) -> str:
    if cell.level:
        return level_lamp(cell.level, cell.lamp_text)
    if cell.stretch and cell.status in ("behind", "far_behind"):
        return lamp("stretch", cell.lamp_text)
    return lamp(cell.status, cell.lamp_text, cell.lamp_mark) if cell.status else ""


def _text(cell: TableCell) -> str:
    if not cell.text:
        return ""
    if cell.code:
        return "".join(f'<span class="iw-code">{escape(part)}</span>' for part in cell.text.split("、"))
    css = ' class="iw-struck"' if cell.struck else ""
    text = f"<span{css}>{escape(cell.text)}</span>"
    # A link of a cell stays inside the app: anything else is shown as text.
    return f'<a href="{escape(kept(cell.href))}" target="_self">{text}</a>' if cell.href.startswith("/") else text

"""Our own HTML: lamps, headlines, tiles, bullets, grids. Every text goes through ``escape``: uploaded text never becomes HTML."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Sequence
from html import escape as _escape

from pages.kit.links import kept
from pages.kit.origin import linked
from services.views.model import Clause, HeatGrid, Lamp, Tile
from services.views.words import LEVEL_MARKS, LEVEL_WORDS, MARKS, WORDS

NBSP = "\u00a0"
_MARKING = re.compile(r"([\\`*_{}\[\]()<>#+.!|~$:-])")
CLASSES = {
    "met": "iw-met", "on_pace": "iw-met", "behind": "iw-behind", "far_behind": "iw-far", "not_reported": "iw-none",
    "not_due": "iw-plain", "not_comparable": "iw-plain", "not_applicable": "iw-plain", "stretch": "iw-stretch",
}  # fmt: skip
LEVEL_CLASSES = {"red": "iw-red", "orange": "iw-orange", "yellow": "iw-yellow", "watch": "iw-watch"}
SCALE = 115  # a bullet's full width in percent of the target


def escape(text: str) -> str:
    """Text that can stand anywhere in HTML, inside quotes too."""
    return _escape(str(text), quote=True)


def plain_words(text: str) -> str:
    """Text for a label or a hint of Streamlit's, which reads markup of its own: links, colours, formulas stay letters."""
    return _MARKING.sub(r"\\\1", " ".join(str(text).split()))


def block(body: str, css: str = "") -> str:
    """One block of ours, marked as Chinese so that browsers do not offer to translate it."""
    return f'<div class="iw {css}" lang="zh-CN">{body}</div>'


def lamp(status: str, text: str = "", mark: str = "") -> str:
    """A state as chip: mark and word, in the weight of the state; uploads have marks of their own."""
    return _chip(CLASSES[status], mark or MARKS[status], text or WORDS[status])


def level_lamp(level: str, text: str = "") -> str:
    """A warning level as chip."""
    return _chip(LEVEL_CLASSES[level], LEVEL_MARKS[level], text or LEVEL_WORDS[level])


def _chip(css: str, mark: str, text: str) -> str:
    return f'<span class="iw-lamp {css}">{mark}{NBSP}{escape(text)}</span>'


def any_lamp(entry: Lamp) -> str:
    """The chip of a status or of a level."""
    return level_lamp(entry.level, entry.text) if entry.level else lamp(entry.status or "not_applicable", entry.text)


def headline(clauses: Iterable[Clause]) -> str:
    """The finding of the page; only clauses that carry a mark take its colour."""
    return block("".join(_clause(clause) for clause in clauses), "iw-headline")


def _clause(clause: Clause) -> str:
    text = linked(escape(clause.text), clause.indicator, clause.region)
    if clause.level:
        css = "iw-far" if clause.level == "red" else "iw-behind" if clause.level in ("orange", "yellow") else "iw-plain"
        return f'<span class="{css}">{LEVEL_MARKS[clause.level]}{NBSP}{text}</span>'
    if clause.status:
        return f'<span class="{CLASSES[clause.status]}">{MARKS[clause.status]}{NBSP}{text}</span>'
    return text


def context_line(parts: Sequence[str], explained: str = "") -> str:
    """Period and kind · coverage · data as of · 口径, which links to the address where the indicators are ``explained``."""
    said = [escape(part) for part in parts if part]
    if explained:
        at = next((index for index, part in enumerate(said) if part.startswith("口径")), len(said))
        said[at:] = [
            f'<a href="{escape(explained)}" target="_self">{"".join(said[at : at + 1]) or "指标口径"}</a>',
            *said[at + 1 :],
        ]
    return block("".join(f"<span>{part}</span>" for part in said), "iw-context")


def breadcrumb(steps: Sequence[tuple[str, str]], here: str, more: str = "") -> str:
    """云南省 › 楚雄州 › **牟定县**; a step with an address is a link one level up."""
    links = [
        f'<a href="{escape(kept(href))}" target="_self">{escape(name)}</a>' if href else escape(name) for name, href in steps
    ]
    tail = f'<span class="iw-more">{escape(more)}</span>' if more else ""
    return f'<div class="iw-crumbs">{" › ".join([*links, f"<b>{escape(here)}</b>"])}{tail}</div>'


def tiles(entries: Sequence[Tile], *, snug: bool = False) -> str:
    """Four to six figures in one frame with hairlines between; ``snug``: as wide as their words, for half a page."""
    return block("".join(_tile(entry) for entry in entries), "iw-tiles iw-snug" if snug else "iw-tiles")


def _tile(entry: Tile) -> str:
    head = (any_lamp(entry.lamp) if entry.lamp else "") + (f"<span>{escape(entry.name)}</span>" if entry.name else "")
    unit = f"<small>{escape(entry.unit)}</small>" if entry.unit else ""
    figure = linked(escape(entry.figure), entry.indicator, text=entry.figure)
    beside = f"<em>{escape(entry.beside)}</em>" if entry.beside else ""
    return (
        f'<div class="iw-tile"><div class="iw-name">{head}</div><div class="iw-figure">{figure}{unit}{beside}</div>'
        f'<div class="iw-under">{escape(entry.under)}</div></div>'
    )


def strip(counts: Sequence[tuple[str, int]]) -> str:
    """The lamps as one bar, widths by number; decoration beside the figures."""
    parts = "".join(f'<i class="{CLASSES[status]}" style="flex:{count}"></i>' for status, count in counts if count)
    return block(parts, "iw-strip")


def leads(entries: Sequence[tuple[str, Sequence[tuple[str, int]]]]) -> str:
    """Lamps by 牵头单位 in two columns: name, then the number of each state that it has."""
    rows = "".join(
        f"<div><span>{escape(name)}</span><span>"
        + "".join(f'<b class="{CLASSES[status]}">{MARKS[status]}{NBSP}{count}</b>' for status, count in counts if count)
        + "</span></div>"
        for name, counts in entries
    )
    return block(rows, "iw-leads")


def section(title: str, right: str = "") -> str:
    """Title of a table at the left, its unit at the right."""
    return block(f"<b>{escape(title)}</b><span>{escape(right)}</span>", "iw-section")


def card_title(finding: str, what: str) -> str:
    """The finding of a chart over the line that says what is drawn in which unit."""
    sub = escape(what).replace("※ ", f"※{NBSP}")
    return block(f'<div class="iw-card-title">{escape(finding)}</div><div class="iw-card-sub">{sub}</div>')


def legend(entries: Sequence[tuple[str, str]]) -> str:
    """Squares of the series in the order of the segments: (name, colour)."""
    keys = "".join(f'<span><i style="background:{escape(colour)}"></i>{escape(name)}</span>' for name, colour in entries)
    return block(keys, "iw-legend")


def note(text: str) -> str:
    """A muted line of explanation."""
    return block(escape(text), "iw-note")


def field_label(text: str) -> str:
    """The name of a control that stands beside it."""
    return block(escape(text), "iw-field")


def file_lines(text: str) -> str:
    """Lines to copy into a file, as they stand."""
    return block(escape(text), "iw-file")


def say(text: str, link: tuple[str, str] | None = None) -> str:
    """A sentence in a frame in the place of what cannot be shown; ``link`` is (words, address)."""
    return framed(text, (link[0], kept(link[1])) if link else None)


def framed(text: str, link: tuple[str, str] | None) -> str:
    """The same with an address as it stands: one that may lead out of the moment that the page is seen at."""
    tail = f' <a href="{escape(link[1])}" target="_self">{escape(link[0])}</a>' if link else ""
    return block(escape(text) + tail, "iw-say")


def band(text: str, link: tuple[str, str]) -> str:
    """A line over the whole width that holds for everything under it; ``link`` (words, address) ends it."""
    return block(f'<span>{escape(text)}</span><a href="{escape(link[1])}" target="_self">{escape(link[0])}</a>', "iw-band")


def bullet(done: float, pace: float | None, last_year: float | None = None) -> str:
    """Bar, ink tick at the target, dotted tick at pace, grey one at last year's share by now; scale 0–115 % of the target."""
    width = max(0.0, min(done * 100, SCALE)) / SCALE * 100
    tick = "".join(
        f'<i class="{css}" style="left:{max(0.0, min(at * 100, SCALE)) / SCALE * 100:.2f}%"></i>'
        for css, at in (("iw-last-year", last_year), ("iw-pace", pace))
        if at is not None
    )
    return (
        f'<span class="iw-bullet"><i class="iw-ground"></i><i class="iw-bar" style="width:{width:.2f}%"></i>'
        f'{tick}<i class="iw-target"></i></span>'
    )


def sparkline(values: Sequence[float | None], alt: str = "走势") -> str:
    """84 × 22 line as a data-URI image (``st.html`` strips inline svg); gaps where a month has no figure."""
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return ""
    low, spread = min(known), max(known) - min(known)
    step = 78 / max(len(values) - 1, 1)
    runs: list[list[str]] = [[]]
    last = (0.0, 0.0)
    for index, value in enumerate(values):
        if value is None:
            runs.append([])
            continue
        last = (3 + index * step, 18 - (value - low) / spread * 14 if spread else 11)
        runs[-1].append(f"{last[0]:.1f},{last[1]:.1f}")
    lines = "".join(_stroke(run) for run in runs if run)
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="84" height="22">{lines}'
        f'<circle cx="{last[0]:.1f}" cy="{last[1]:.1f}" r="2.2" fill="#1F4E8C"/></svg>'
    )
    coded = base64.b64encode(svg.encode()).decode()
    return f'<img class="iw-trend" alt="{escape(alt)}" src="data:image/svg+xml;base64,{coded}">'


def _stroke(run: Sequence[str]) -> str:
    """Months in a row as a line, a month alone between gaps as a point."""
    if len(run) == 1:
        x, y = run[0].split(",")
        return f'<circle cx="{x}" cy="{y}" r="1.2" fill="#1F4E8C"/>'
    return f'<polyline points="{" ".join(run)}" fill="none" stroke="#1F4E8C" stroke-width="1.5"/>'


def _second(text: str) -> str:
    return f'<span class="iw-second">{escape(text)}</span>' if text else ""


def heat_grid(grid: HeatGrid) -> str:
    """Units down, targets across: mark, word and figure in every cell."""
    head = "".join(f"<th>{escape(column)}</th>" for column in grid.columns)
    body = "".join(
        f"<tr><th>{escape(name)}</th>"
        + "".join(
            f'<td class="{CLASSES[cell.status]}">{MARKS[cell.status]}{NBSP}{escape(cell.word or WORDS[cell.status])}'
            f"<br>{linked(escape(cell.figure), cell.indicator, cell.region) if cell.figure else NBSP}{_second(cell.mark)}</td>"
            for cell in cells
        )
        + "</tr>"
        for name, cells in grid.rows
    )
    table = f'<table class="iw-heat"><thead><tr><th></th>{head}</tr></thead><tbody>{body}</tbody></table>'
    return block(table, "iw-scroll")

"""Placing a view on the page: headline, context, tiles, cards, tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from pages.kit import html
from pages.kit.context import PageContext
from pages.kit.moment import nothing_in
from pages.kit.origin import months_lead
from pages.kit.table import table_html
from services.figures.template import CONFIG
from services.tables.model import Table
from services.views.glossary_asking import topic_address
from services.views.model import Page, sentence
from services.views.outside import keyed_notes


def findings(page: Page, context: PageContext | None = None) -> None:
    """Headline, context line and tiles: the first thing on every page; ``context``: of a page whose indicators 指标说明 explains."""
    explained = topic_address(context.workspace, context.pack, context.title) if context else ""
    st.html(html.headline(page.headline) + html.context_line(page.context, explained) + html.tiles(page.tiles))
    if context:
        keyed(context)


def keyed(context: PageContext) -> None:
    """What the figures and lamps of the page rest on that the bureau keyed in, with source, who and when."""
    notes = keyed_notes(context.pack, context.period, context.title)
    if notes:
        st.html("".join(html.note(line) for line in notes))


def card(finding: str, what: str, figure: Any = None, *, key: str = "", legend: tuple[tuple[str, str], ...] = ()) -> None:
    """The finding of a chart, what is drawn in which unit, the legend, the chart."""
    st.html(html.card_title(finding, what) + (html.legend(legend) if legend else ""))
    if figure is not None:
        st.plotly_chart(figure, theme=None, config=CONFIG, key=key, alt=finding)


def months(*lines: tuple[str, str, Sequence[tuple[int, Sequence[object | None]]]]) -> None:
    """Under a drawing by month: each month's figure leads to its cells; a line is (words, indicator, years with their months)."""
    links = [found for label, indicator, years in lines if (found := months_lead(label, indicator, years))]
    if links:
        st.html(html.block("<br>".join(links), "iw-note iw-noprint"))


def table(entry: Table, *, heading: bool = True) -> None:
    """A report table with its notes."""
    st.html(table_html(entry, heading=heading))


__all__ = ["card", "findings", "html", "keyed", "months", "nothing_in", "sentence", "table"]

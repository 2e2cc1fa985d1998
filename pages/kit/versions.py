"""The controls of 上报记录: one filter row bound to the address, the list of versions, the card of the chosen one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.kit import place, withdrawing
from pages.kit.context import PageContext, drawn, offer, workbook_of
from services.views.asking_history import (
    History,
    HistoryFilter,
    HistoryListing,
    change_counts,
    compare_with,
    export_comparison,
    look_at,
    original,
    others_of,
)
from services.views.history import ON_PAGE, VersionLine, listed_cells

KEYS = ("sheet", "reporter", "during")
PAGE_KEY = "versions"
HEIGHT, ROWS_IN_SIGHT = 32, 10


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the row says: the filter, the page (from 1), and the place of the export button."""

    filters: HistoryFilter
    page: int
    export_at: DeltaGenerator


def filters(history: History) -> Asked:
    """Draws the row and reads it. A changed filter starts at page 1 again."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="iw-noprint-filters"):
        sheet = _one("报表", history.sheets, "sheet", "全部报表", 300)
        reporter = _one("单位", history.reporters, "reporter", "全部单位", 220)
        period = _one("期间", history.periods, "during", "全部期间", 200)
        st.button("清除筛选", type="tertiary", on_click=_clear, key="iw-clear")
        export_at = st.container(width="content")
    return Asked(filters=HistoryFilter(sheet=sheet, reporter=reporter, period=period), page=_asked_page(), export_at=export_at)


def _one(label: str, options: tuple[str, ...], key: str, all_words: str, width: int) -> str:
    chosen = st.selectbox(
        label, options, index=None, key=key, bind="query-params", placeholder=all_words, on_change=_first_page, width=width
    )
    return chosen or ""


def _asked_page() -> int:
    """Before its control is drawn for the first time only the address knows the page."""
    asked = str(st.session_state.get(PAGE_KEY) or st.query_params.get(PAGE_KEY, ""))
    return max(int(asked), 1) if asked.isdecimal() else 1


def _first_page() -> None:
    st.session_state[PAGE_KEY] = 1


def _clear() -> None:
    for key in KEYS:
        st.session_state[key] = None
    _first_page()


def versions(context: PageContext, history: History, listing: HistoryListing) -> VersionLine:
    """The page's versions to look through; returns the chosen one, the first until another is."""
    rows_of_texts = [listed_cells(line, _changes(context, history, line)) for line in listing.lines]
    texts = {heading: [row[heading] for row in rows_of_texts] for heading in rows_of_texts[0]}
    widths = {heading: st.column_config.Column(width=width) for heading, width in zip(texts, ON_PAGE.values(), strict=True)}
    chosen: Any = st.dataframe(
        texts, hide_index=True, column_config=widths,
        row_height=HEIGHT, height=HEIGHT * (min(len(rows_of_texts), ROWS_IN_SIGHT) + 1) + 4, on_select="rerun",
        selection_mode="single-row", alt="上报记录", key=f"iw-versions-{listing.words}-{listing.page}",
    )  # fmt: skip
    rows = chosen.selection.rows if chosen else []
    return listing.lines[rows[0] if rows and rows[0] < len(listing.lines) else 0]


def _changes(context: PageContext, history: History, line: VersionLine) -> str:
    if line.record.submission not in history.before:
        return change_counts(context.workspace, history, line)
    number = line.record.submission
    return drawn(context, f"changes-{number}", lambda: change_counts(context.workspace, history, line))


def turn_pages(listing: HistoryListing) -> None:
    """每页50个版本, and the pages."""
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="iw-noprint-pages"):
        st.html(place.html.note(listing.span), width="content")
        turned = st.pagination(listing.pages, key=PAGE_KEY, bind="query-params", width=320)
    if turned != listing.page and st.session_state.get(PAGE_KEY) == turned:
        st.rerun()


def card(context: PageContext, history: History, line: VersionLine) -> None:
    """The chosen version: what stands now, warnings with their cells and the reason, the original, taking it back."""
    number = line.record.submission
    found = drawn(context, f"version-{number}", lambda: look_at(history, line))
    st.html(place.html.card_title(found.title, found.what))
    withdrawing.told(number)
    if found.stands:
        st.html(place.html.note(f"{found.stands}。"))
    _offer_original(context, line)
    if found.warnings is not None:
        place.table(found.warnings)
    else:
        st.html(place.html.note("核对时没有提醒。"))
    if context.workspace.as_of is None:
        withdrawing.offer_withdrawal(context, line)


def comparison(context: PageContext, history: History, line: VersionLine) -> None:
    """The chosen version beside another one of its report, the one before it until another is chosen."""
    number, others = line.record.submission, others_of(history, line)
    if not others:
        st.html(place.html.note(f"{line.label}：只有这一版，没有可对比的版本。"))
        return
    with st.container(border=True, key="iw-comparison"):
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="iw-noprint-compare"):
            other = st.selectbox(
                "对比",
                list(others),
                format_func=others.__getitem__,
                key=f"iw-compare-{number}-{history.standing(line)}",  # a withdrawal changes what the versions are called
                placeholder="请选择",
                width=420,
            )
            export_at = st.container(width="content")
        chosen = other if other is not None else next(iter(others))
        found = drawn(context, f"beside-{number}-{chosen}", lambda: compare_with(context.workspace, history, line, chosen))
        st.html(place.html.card_title(found.finding, found.what))
        if found.table is not None:
            place.table(found.table, heading=False)
        name = f"版本对比_{line.reporter}_{line.record.period}_{line.sheet}.xlsx"
        offer(
            export_at, "导出对比", name, lambda: workbook_of(export_comparison(context.workspace, history, line, chosen))
        )  # fmt: skip


def _offer_original(context: PageContext, line: VersionLine) -> None:
    """The file as it was handed in, read on the click."""
    record = line.record

    st.download_button(
        "下载原文件", data=partial(original, context.workspace, line), file_name=record.file, mime="application/octet-stream", icon=":material/download:",
        on_click="ignore", key=f"iw-original-{record.submission}",
    )  # fmt: skip
    where = f"{record.file}，工作表“{record.worksheet}”" if record.worksheet else record.file
    st.html(place.html.note(where))

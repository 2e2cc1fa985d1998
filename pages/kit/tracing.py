"""The controls of 数字来源: which part's cells, which page of them, and the original files."""

from __future__ import annotations

from functools import partial

import streamlit as st

from pages.kit import place
from pages.kit.context import PageContext
from services.views.asking_trace import Tracing, ask_trace, list_cells, original

SIDE, PAGE_KEY = "side", "cells"
#: figures kept at once: that of a prefecture's households holds some ten megabytes
KEPT = 8


@st.cache_resource(show_spinner=False, max_entries=KEPT)
def _traced(_context: PageContext, pack: str, revision: str, indicator: str, region: str, period: str) -> Tracing:
    return ask_trace(_context.workspace, _context.pack, indicator, region, period)


def traced(context: PageContext) -> Tracing | None:
    """The figure that the address names, worked out once for each revision of the database; None: it names none."""
    indicator, region, period = (st.query_params.get(key, "") for key in ("indicator", "region", "at"))
    if not indicator or not period:
        return None
    return _traced(context, context.pack.id, context.revision, indicator, region, period)


def cells(context: PageContext, view: Tracing) -> None:
    """The cells of the chosen part, page by page."""
    sides = view.sides
    first = side = next(iter(sides))
    if len(sides) > 1:
        side = st.segmented_control(
            "哪一部分", list(sides), default=first, required=True, key=SIDE, bind="query-params",
            label_visibility="collapsed", on_change=_first_page,
        )  # fmt: skip
    asked = str(st.session_state.get(PAGE_KEY) or st.query_params.get(PAGE_KEY, ""))
    table, page, pages = list_cells(
        context.workspace, view, sides.get(side or "", sides[first]), max(int(asked), 1) if asked.isdecimal() else 1
    )
    place.table(table)
    if pages > 1:
        turned = st.pagination(pages, key=PAGE_KEY, bind="query-params", width=320)
        if turned != page and st.session_state.get(PAGE_KEY) == turned:
            st.rerun()


def originals(context: PageContext, view: Tracing) -> None:
    """One of the files as it was handed in, read on the click."""
    files = view.files
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="iw-noprint-originals"):
        chosen = st.selectbox("原文件", list(files), key="iw-original-of", placeholder="请选择", width=460)
        record = files.get(chosen or "") or next(iter(files.values()))
        st.download_button(
            "下载原文件", data=partial(original, context.workspace, record), file_name=record.file, mime="application/octet-stream",
            icon=":material/download:", on_click="ignore", key=f"iw-original-{record.submission}",
        )  # fmt: skip


def _first_page() -> None:
    st.session_state[PAGE_KEY] = 1

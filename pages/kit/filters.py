"""The one filter row of the warning list; everything but the searched number is bound to the address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.kit.html import field_label, note
from services.views.asking_warnings import DROPS, ORDERS, Choices, WarningListing
from services.warning_list import ListFilter

BOUND = ("town", "level", "rule", "list", "kind", "drop", "sort")
SEARCH = "iw-household"
EVERYBODY = "全部"


@dataclass(frozen=True, kw_only=True)
class ChosenFilters:
    """What the row says: the filter, the page (from 1), and the place of the export button."""

    filters: ListFilter
    page: int
    export_at: DeltaGenerator


def warning_filters(choices: Choices) -> ChosenFilters:
    """Draws the row and reads it. A changed filter starts at page 1 again."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="xsmall", key="iw-noprint-filters"):
        units = _several(
            choices.noun if choices.units else "单位", list(choices.units), "town", "全部", 112 if choices.lists else 236
        )
        levels = _several("级别", list(choices.levels), "level", "全部", 124 if choices.lists else 134)
        rules = _several("规则", list(choices.rules), "rule", "全部规则", 128 if choices.lists else 140)
        named = _named_list(choices.lists) if choices.lists else ""
        kinds = _several("户类型", list(choices.kinds), "kind", "全部", 120)
        drop = st.selectbox(
            "降幅", list(DROPS), key="drop", bind="query-params", on_change=_first_page, placeholder="请选择", width=108
        )
        number = st.text_input("户编号", key=SEARCH, placeholder="输入后按回车", on_change=_first_page, width=116, max_chars=30)
        st.button("清除筛选", type="tertiary", on_click=_clear, key="iw-clear")
        export_at = st.container(width="content")
    percent, amount = DROPS[drop or "不限"]
    filters = ListFilter(
        regions=tuple(choices.units[name] for name in units),
        levels=tuple(choices.levels[name] for name in levels),
        rules=tuple(choices.rules[name] for name in rules),
        kinds=tuple(kinds), min_drop_percent=percent, min_drop=amount, household_no=(number or "").strip(), lists=(named,) if named else (),
    )  # fmt: skip
    return ChosenFilters(filters=filters, page=_asked_page(), export_at=export_at)


def _asked_page() -> int:
    """The page of the list: before its control is drawn for the first time only the address knows it."""
    asked = str(st.session_state.get("page") or st.query_params.get("page", ""))
    return max(int(asked), 1) if asked.isdecimal() else 1


def turn_pages(listing: WarningListing) -> None:
    """每页20户, and the pages; a page that the list no longer has is answered by its last."""
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="iw-noprint-pages"):
        st.html(note(listing.span), width="content")
        turned = st.pagination(listing.pages, key="page", bind="query-params", width=320)
    if turned != listing.page and st.session_state.get("page") == turned:
        st.rerun()


def choose_order() -> str:
    """The order of the list, beside its title."""
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", width="content", key="iw-noprint-order"):
        st.html(field_label("排序"), width="content")
        chosen = st.selectbox(
            "排序", list(ORDERS), key="sort", bind="query-params", on_change=_first_page, placeholder="请选择",
            label_visibility="collapsed", width=132,
        )  # fmt: skip
    return chosen or next(iter(ORDERS))


def _named_list(names: Sequence[str]) -> str:
    """One of the pack's own lists; empty: everybody."""
    chosen = st.selectbox(
        "名单", [EVERYBODY, *names], key="list", bind="query-params", on_change=_first_page, placeholder="请选择", width=124
    )
    return "" if chosen in (None, EVERYBODY) else chosen


def _several(label: str, options: list[str], key: str, all_words: str, width: int) -> list[str]:
    return st.multiselect(
        label,
        options,
        key=key,
        bind="query-params",
        placeholder=all_words,
        select_all=False,
        on_change=_first_page,
        width=width,
    )


def _first_page() -> None:
    st.session_state["page"] = 1


def _clear() -> None:
    for key in ("town", "level", "rule", "kind"):
        st.session_state[key] = []
    st.session_state["list"] = EVERYBODY
    st.session_state["drop"], st.session_state["sort"] = "不限", next(iter(ORDERS))
    st.session_state[SEARCH] = ""
    st.session_state["page"] = 1

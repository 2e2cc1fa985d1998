"""The one filter row of the warning list; everything but the searched number and the helper's name is bound to the address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.kit.html import field_label, note
from services.views.asking_warnings import DROPS, EARLIER_ORDERS, ORDERS, Choices, WarningListing
from services.warning_list import ListFilter

SEARCH, HELPER = "iw-household", "iw-helper"
EVERYBODY, UNBOUND = "全部", "不限"
#: the controls in the popover, by their names in the address
SELDOM = ("kind", "drop", "list")


@dataclass(frozen=True, kw_only=True)
class ChosenFilters:
    """What the row says: the filter, the page (from 1), and the place of the export button."""

    filters: ListFilter
    page: int
    export_at: DeltaGenerator


def warning_filters(choices: Choices) -> ChosenFilters:
    """Draws the row and reads it. A changed filter starts at page 1 again."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="xsmall", key="iw-noprint-filters"):
        units = _several(choices.noun if choices.units else "单位", list(choices.units), "town", "全部", 124)
        levels = _several("级别", list(choices.levels), "level", "全部", 118)
        rules = _several("规则", list(choices.rules), "rule", "全部规则", 130)
        churn = _one("变动", [EVERYBODY, *choices.churns], "churn", 122) if choices.churns else EVERYBODY
        helper = _words("帮扶责任人", HELPER, "输入姓名全称", 116)
        number = _words("户编号", SEARCH, "输入后按回车", 112)
        kinds, drop, named = _seldom(choices)
        st.button("清除筛选", type="tertiary", on_click=_clear, key="iw-clear")
        export_at = st.container(width="content")
    percent, amount = DROPS[drop]
    filters = ListFilter(
        regions=tuple(choices.units[name] for name in units),
        levels=tuple(choices.levels[name] for name in levels),
        rules=tuple(choices.rules[name] for name in rules),
        kinds=tuple(kinds), min_drop_percent=percent, min_drop=amount, household_no=number,
        lists=() if named == EVERYBODY else (named,), helper=helper, churn=choices.churns.get(churn, ""),
    )  # fmt: skip
    return ChosenFilters(filters=filters, page=_asked_page(), export_at=export_at)


def _seldom(choices: Choices) -> tuple[list[str], str, str]:
    """Kind, size of the drop, the pack's own lists: behind one button that says how many of them are set."""
    count = sum(_is_set(key) for key in SELDOM)
    with st.popover(f"更多筛选（{count}）" if count else "更多筛选", key="iw-more-filters"):
        kinds = _several("户类型", list(choices.kinds), "kind", "全部", 220)
        drop = _one("降幅", list(DROPS), "drop", 220)
        named = _one("名单", [EVERYBODY, *choices.lists], "list", 220) if choices.lists else EVERYBODY
    return kinds, drop, named


def _is_set(key: str) -> bool:
    """Whether a control stands at something: before it is drawn for the first time only the address knows."""
    held = st.session_state.get(key) if key in st.session_state else st.query_params.get(key)
    return bool(held) and held not in (EVERYBODY, UNBOUND)


def _asked_page() -> int:
    """The page of the list: before its control is drawn for the first time only the address knows it."""
    asked = str(st.session_state.get("page") or st.query_params.get("page", ""))
    return max(int(asked), 1) if asked.isdecimal() else 1


def turn_pages(listing: WarningListing) -> None:
    """每页20户, and the pages; a page that the list no longer has is answered by its last."""
    if _asked_page() != listing.page:
        st.session_state["page"] = listing.page
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="iw-noprint-pages"):
        st.html(note(listing.span), width="content")
        turned = st.pagination(listing.pages, key="page", bind="query-params", width=320)
    if turned != listing.page and st.session_state.get("page") == turned:
        st.rerun()


def choose_order() -> str:
    """The order of the list, beside its title."""
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", width="content", key="iw-noprint-order"):
        st.html(field_label("排序"), width="content")
        earlier = EARLIER_ORDERS.get(st.query_params.get("sort", ""))
        if earlier:
            st.session_state["sort"] = earlier
        return _one("排序", list(ORDERS), "sort", 176, hidden=True)


def _one(label: str, options: Sequence[str], key: str, width: int, *, hidden: bool = False) -> str:
    """The first of the options stands for no choice."""
    chosen = st.selectbox(
        label, options, key=key, bind="query-params", on_change=_first_page, placeholder="请选择", width=width,
        label_visibility="collapsed" if hidden else "visible",
    )  # fmt: skip
    return chosen or options[0]


def _several(label: str, options: Sequence[str], key: str, all_words: str, width: int) -> list[str]:
    return st.multiselect(
        label, options, key=key, bind="query-params", placeholder=all_words, select_all=False, on_change=_first_page, width=width
    )  # fmt: skip


def _words(label: str, key: str, hint: str, width: int) -> str:
    """Typed words stay on the server: they may tell who somebody is, and an address is passed on and written down."""
    typed = st.text_input(
        label, key=key, placeholder=hint, on_change=_first_page, width=width, max_chars=30, autocomplete="off"
    )
    return (typed or "").strip()


def _first_page() -> None:
    st.session_state["page"] = 1


def _clear() -> None:
    for key in ("town", "level", "rule", "kind"):
        st.session_state[key] = []
    st.session_state.update({"churn": EVERYBODY, "list": EVERYBODY, "drop": UNBOUND, "sort": next(iter(ORDERS))})
    st.session_state.update({SEARCH: "", HELPER: "", "page": 1})

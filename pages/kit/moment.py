"""截至: the control for the moment at which a page is seen, bound to the address, and the band that says so."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlencode

import streamlit as st

from pages.kit.chosen import bring_along, remember
from pages.kit.html import band, framed, note, say
from pages.kit.links import AS_OF, links_keep, seen_in_the_past
from services.seeing import Seen, seen
from services.views import forms

DAYS = "iw-as-of-days"
NOTE = "只写日期按当日24:00计。看当时已入库的数据，之后的补报、更正、撤回不在内。"


def asked_moment() -> Seen:
    """The moment that the page is seen at: before its control is drawn for the first time only the address knows it."""
    bring_along(AS_OF)
    found = seen(str(st.session_state.get(AS_OF, st.query_params.get(AS_OF, "")) or ""))
    remember(AS_OF, found.text, "")
    links_keep(found.text)
    return found


def choose_moment(found: Seen, offered: Mapping[str, str]) -> None:
    """The control: a day or a minute typed, or one of ``offered`` (words → day)."""
    # The day alone: the band below says the minute too, and a longer button presses the head into two lines.
    label = "截至现在" if found.moment is None else f"截至{re.split('[T ]', found.text)[0]}"
    with st.popover(label, icon=":material/history:", key="iw-as-of"):
        st.text_input("截至", key=AS_OF, bind="query-params", placeholder="2023-06-25 或 2023-06-25 15:30", width=320)
        st.selectbox(
            "可选的日子", list(offered), index=None, key=DAYS, placeholder="请选择" if offered else "今天以前没有变动", width=320,
            on_change=_take, args=(offered,), disabled=not offered,
        )  # fmt: skip
        st.html(note(NOTE))
        st.button("回到现在", key="iw-as-of-now", on_click=_back, disabled=found.moment is None)


def say_moment(found: Seen) -> None:
    """The band under the title: what is not in the figures, or why they are those of now."""
    if found.problem:
        st.html(say(found.problem))
    elif found.moment is not None:
        st.html(band(f"{forms.seen_at(found.moment)}；方案和区划按现行。", ("回到现在", _address_of_now())))


def nothing_in(text: str) -> str:
    """What stands where nobody has reported, with the way on: for the past nothing can be handed in, later moments may have it."""
    if not seen_in_the_past():
        return say(text, ("去数据上报", "/upload"))
    return framed(f"当时{text}", ("回到现在", _address_of_now()))


def _address_of_now() -> str:
    chosen = [(key, value) for key in st.query_params if key != AS_OF for value in st.query_params.get_all(key)]
    return f"?{urlencode(chosen)}"


def _take(offered: Mapping[str, str]) -> None:
    """The chosen day goes where a typed one would stand."""
    st.session_state[AS_OF] = offered.get(st.session_state.get(DAYS) or "", st.session_state.get(AS_OF, ""))
    st.session_state[DAYS] = None


def _back() -> None:
    st.session_state[AS_OF] = ""

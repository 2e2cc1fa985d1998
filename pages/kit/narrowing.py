"""A row of filters over a list that is already at hand: every choice is bound to the address under the page's own names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from pages.kit import place
from services.tables.model import Table


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One control: its label, the options, its name in the address, and the words for nothing chosen."""

    label: str
    options: Sequence[str]
    key: str
    all_words: str
    width: int


def narrowed(name: str, choices: Sequence[Choice], *, only: tuple[str, str]) -> tuple[tuple[tuple[str, ...], ...], bool]:
    """Draws the row and reads it: what is chosen of each control, and whether ``only`` (label, name in the address) is on.

    ``name``: of the row, so that two pages never share a control."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key=f"iw-noprint-{name}"):
        chosen = tuple(_several(choice) for choice in choices)
        on = st.checkbox(only[0], key=only[1], bind="query-params")
        keys = tuple(choice.key for choice in choices)
        st.button("清除筛选", type="tertiary", on_click=_clear, args=(keys, only[1]), key=f"iw-clear-{name}")
    return chosen, on


def narrowed_table(shown: Table, noun: str, words: str) -> None:
    """The list that the row leaves; where it leaves nothing the headings remain, with the filters in ``words``."""
    place.table(shown)
    if not shown.rows:
        st.html(place.html.say(f"没有符合条件的{noun}。筛选条件：{words}。"))


def _several(choice: Choice) -> tuple[str, ...]:
    found = st.multiselect(
        choice.label, list(choice.options), key=choice.key, bind="query-params", placeholder=choice.all_words, select_all=False,
        width=choice.width,
    )  # fmt: skip
    return tuple(found)


def _clear(keys: Sequence[str], only: str) -> None:
    for key in keys:
        st.session_state[key] = []
    st.session_state[only] = False

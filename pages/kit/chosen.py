"""What was chosen on one page stands on the next one that the side bar opens: period, unit, pack and moment.

Streamlit keeps the value of a control that was used; of one that only the address had set it keeps nothing, and every link
inside the app is such an address."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from contextvars import ContextVar

import streamlit as st
from streamlit.errors import StreamlitAPIException

PAGE, CHOSEN = "iw-page", "iw-chosen"

_arrived: ContextVar[bool] = ContextVar("iw_arrived", default=False)


def arrive_at(page: str) -> None:
    """Says which page is being drawn; another than before it in this session was opened from the side bar."""
    before = st.session_state.get(PAGE)
    st.session_state[PAGE] = page
    _arrived.set(before is not None and before != page)


def bring_along(key: str, offered: Collection[str] | None = None) -> None:
    """Before a control is drawn: what was last chosen in it, unless the address says otherwise.

    ``offered``: what can be chosen here; None: anything can be written."""
    held: dict[str, str] = st.session_state.get(CHOSEN, {})
    if not _arrived.get() or key not in held or key in st.query_params:
        return
    if offered is not None and held[key] not in offered:
        return
    st.session_state[key] = held[key]
    with suppress(StreamlitAPIException):  # still bound to the control of the page before: then Streamlit writes it
        st.query_params[key] = held[key]


def remember(key: str, value: str, default: str) -> None:
    """After a control was drawn: what stands in it; its own default is no choice."""
    held: dict[str, str] = {name: known for name, known in st.session_state.get(CHOSEN, {}).items() if name != key}
    st.session_state[CHOSEN] = held | ({key: value} if value != default else {})

"""Who acts, while there are no accounts yet: asked once a session, offered again on every page that keeps it."""

from __future__ import annotations

import streamlit as st

KEPT, FIELD = "iw-operator-kept", "iw-operator"


def ask(hint: str) -> str:
    """The name as it was typed; empty for none."""
    if FIELD not in st.session_state:
        st.session_state[FIELD] = st.session_state.get(KEPT, "")
    name = st.text_input("经办人", key=FIELD, placeholder=hint, max_chars=20, width=160)
    st.session_state[KEPT] = name
    return name.strip()

"""重述 on a page: one line under it, folded open to the list of what changed."""

from __future__ import annotations

import streamlit as st

from pages.kit.html import note
from pages.kit.table import table_html
from services.views.restatements import Restatements


def show(found: Restatements) -> None:
    """The line and the folded list; nothing where no figure of the page is other than it was."""
    if found.table is None:
        return
    st.html(note(found.line))
    with st.expander(f"重述清单（{len(found.table.rows)}项）", key="iw-restated"):
        st.html(table_html(found.table, heading=False))

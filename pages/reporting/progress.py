"""报送进度: who has handed in what, by the due moment or not."""

import streamlit as st

from pages.kit import place
from pages.kit.context import answered, offer_table, open_page
from services.views.answering import ask_progress

context = open_page("报送进度", kind="both", unit=False)
view = answered(context, ask_progress)

place.findings(view.page)
place.table(view.page.table)
if view.missing:
    listed = "；".join(f"{name}：{'、'.join(sheets)}" for name, sheets in view.missing)
    with st.container(border=True, key="iw-missing"):
        st.html(place.html.card_title(f"待催报{len(view.missing)}个单位", listed))
offer_table(context, view.page)

"""报送进度: who has handed in what, by the due moment or not."""

import streamlit as st

from pages.kit import place
from pages.kit.context import answered, offer_tables, open_page
from services.views.asking_progress import ask_progress

context = open_page("报送进度", kind="both", unit=False)
view = answered(context, ask_progress)

place.findings(view.page, context)
for table in view.tables:
    place.table(table)
for number, entry in enumerate(view.reminders):
    listed = "；".join(f"{name}：{'、'.join(sheets)}" for name, sheets in entry.missing)
    with st.container(border=True, key=f"iw-missing-{number}"):
        st.html(place.html.card_title(f"待催报{len(entry.missing)}个{entry.group}", listed))
offer_tables(context, context.title, *view.tables)

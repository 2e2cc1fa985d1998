"""总览: what is behind, by how much, which unit, who answers for it."""

import streamlit as st

from pages.kit import place
from pages.kit.context import answered, offer_tables, open_page
from services.views.asking_overview import ask_overview

context = open_page("总览")
view = answered(context, ask_overview)
page = view.page

st.html(place.html.headline(page.headline) + place.html.context_line(page.context))
place.keyed(context)
if page.tiles:
    left, right = st.columns([1.15, 1], gap="medium")
    with left:
        st.html(place.html.tiles(page.tiles, snug=True) + place.html.strip(view.strip))
    with right:
        marks = "按牵头单位（■严重滞后　▲滞后　●达标、达序时　◎未到期　○未报）"
        st.html(place.html.note(marks) + place.html.leads(view.leads) if view.leads else place.html.note("方案未列牵头单位。"))
if page.table.rows:
    place.table(page.table)
if view.grid.rows:
    with st.container(border=True, key="iw-grid"):
        st.html(place.html.card_title(view.grid_finding, view.grid_note) + place.html.heat_grid(view.grid))
offer_tables(context, context.title, view.listed)

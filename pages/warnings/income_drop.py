"""收入下降预警: which households fell, by how much, what drove it; exactly this list can be taken along."""

import streamlit as st

from pages.kit import household, place
from pages.kit.context import answered, file_name, offer, open_page
from pages.kit.filters import choose_order, turn_pages, warning_filters
from services.views.asking_warnings import ask_listing, ask_standing, export_filtered

context = open_page("收入下降预警", kind="quarter")
standing = answered(context, ask_standing)

findings = place.html.headline(standing.headline) + place.html.context_line(standing.context)
st.html(findings + place.html.tiles(standing.tiles))
place.keyed(context)

chosen = warning_filters(standing.choices)
left, right = st.columns([1.85, 1], gap="medium")
with left.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="iw-list-head"):
    title = st.container()
    order = choose_order()
asked = (context.workspace, context.pack, context.period, context.region, chosen.filters)
listing = ask_listing(*asked, order=order, page=chosen.page, standing=standing)
name = f"{file_name(context, context.title)}.xlsx"
offer(chosen.export_at, f"导出{listing.total:,}户", name, lambda: export_filtered(*asked, order=order), primary=True)

looked_at = None
if listing.listed:
    with right:
        looked_at = household.choose(listing)
        household.show(context, listing.listed[looked_at])
with left:
    table = listing.table(looked_at)
    title.html(place.html.section(table.title, f"单位：{table.unit}"))
    place.table(table, heading=False)
    if not listing.total:
        st.html(place.html.say(listing.nothing))
    else:
        turn_pages(listing)

"""收入下降预警: which households fell, by how much, what drove it; exactly this list can be taken along."""

import streamlit as st

from pages.kit import place
from pages.kit.context import answered, offer, open_page
from pages.kit.filters import warning_filters
from services.views.asking_warnings import PAGE, ask_listing, ask_standing, export_filtered

context = open_page("收入下降预警", kind="quarter")
standing = answered(context, ask_standing)

findings = place.html.headline(standing.headline) + place.html.context_line(standing.context)
st.html(findings + place.html.tiles(standing.tiles))

chosen = warning_filters(standing.choices)
asked = (context.workspace, context.pack, context.period, context.region, chosen.filters)
listing = ask_listing(*asked, order=chosen.order, page=chosen.page, standing=standing)
name = f"收入下降预警_{context.region_name}_{context.period}.xlsx"
offer(chosen.export_at, f"导出{listing.total:,}户", name, lambda: export_filtered(*asked, order=chosen.order), primary=True)

place.table(listing.table)
if not listing.total:
    words = f"没有符合条件的户。筛选条件：{listing.words}。" if listing.words else "本季没有预警户。"
    st.html(place.html.say(words))
else:
    first = (chosen.page - 1) * PAGE + 1
    last = min(first + PAGE - 1, listing.total)
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="iw-noprint-pages"):
        st.html(place.html.note(f"每页{PAGE}户　第{first:,}—{last:,}户，共{listing.total:,}户"), width="content")
        st.pagination(listing.pages, key="page", bind="query-params", width=360)

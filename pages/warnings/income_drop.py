"""收入下降预警: which households fell, by how much, what drove it; exactly this list can be taken along."""

from dataclasses import replace

import streamlit as st

from pages.kit import household, place
from pages.kit.context import answered, file_name, offer, open_page, seen_tables, workbook_of
from pages.kit.filters import choose_order, turn_pages, warning_filters
from pages.kit.links import quarter_link
from pages.kit.table import notes_html
from pages.kit.taking import offer_list
from services.views import forms
from services.views.asking_warnings import ask_listing, ask_standing

context = open_page("收入下降预警", kind="quarter")
standing = answered(context, ask_standing)

with st.container(gap="xsmall"):  # at least five households on the first screen of a small window
    findings = place.html.headline(standing.headline) + place.html.context_line(standing.context)
    st.html(findings + place.html.tiles(standing.tiles))
    place.keyed(context)
    chosen = warning_filters(standing.choices)
    left, right = st.columns([1.85, 1], gap="medium")
left, right = left.container(gap="xsmall"), right.container(gap="xsmall")
with left.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="iw-list-head"):
    title = st.container()
    order = choose_order()
asked = (context.workspace, context.pack, context.period, context.region, chosen.filters)
listing = ask_listing(*asked, order=order, page=chosen.page, standing=standing)
offer_list(context, chosen.filters, order=order, total=listing.total, at=chosen.export_at)

looked_at = None
if listing.listed:
    with right:
        looked_at = household.choose(listing)
        if listing.before:
            st.html(place.html.note(f"以下为{forms.period_label(listing.before)}的情况。"))
        household.show(replace(context, period=listing.before or context.period), listing.listed[looked_at])
with left:
    table = listing.table(looked_at)
    title.html(place.html.section(table.title, f"单位：{table.unit}"))
    place.table(replace(table, notes=()), heading=False)
    if listing.total:
        turn_pages(listing)
    else:
        st.html(place.html.say(listing.nothing))
    st.html(notes_html(table.notes))

if listing.totals:
    by_unit, *others = listing.totals
    taken = seen_tables(context, listing.totals)
    with left:
        with st.container(
            horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="iw-totals-head"
        ):
            st.html(place.html.section(f"名单汇总　{listing.total:,}户"))
            unit = "" if context.region == context.pack.root else context.region_name
            link = quarter_link("图表见预警分析", "warning_analysis", forms.period_label(context.period), unit)
            st.html(place.html.block(link, "iw-field"))
            foot = st.container(width="content", key="iw-noprint-totals")
        offer(
            foot, "导出汇总", f"{file_name(context, '预警名单汇总')}.xlsx", lambda: workbook_of(taken, (context.region_name,))
        )
        if listing.words:
            st.html(place.html.note(f"筛选条件：{listing.words}。"))
        place.table(by_unit)
        for column, table in zip(st.columns([1, 1.5], gap="medium"), others, strict=True):
            with column:
                place.table(table)

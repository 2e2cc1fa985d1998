"""上报记录: every version of every report, who handed it in and when, its warnings and reasons, the original to download."""

import streamlit as st

from pages.kit import place, versions
from pages.kit.context import answered, file_name, offer, open_page, seen_tables, workbook_of
from services.views.asking_history import ask_history, export_history, list_history, refused_table, with_refused

context = open_page("上报记录", kind="both", unit=False, period=False)
history = with_refused(context.workspace, context.pack, answered(context, ask_history))

findings = st.container()
asked = versions.filters(history)
listing = list_history(history, asked.filters, asked.page)
findings.html(
    place.html.headline(listing.headline) + place.html.context_line(history.context) + place.html.tiles(listing.tiles)
)
offer(
    asked.export_at,
    "导出",
    f"{file_name(context, '上报记录')}.xlsx",
    lambda: workbook_of(seen_tables(context, export_history(context.workspace, history, listing))),
)
if not listing.lines:
    st.html(place.html.say(listing.nothing) if history.lines else place.nothing_in(listing.nothing))
else:
    chosen = versions.versions(context, history, listing)
    versions.turn_pages(listing)
    left, right = st.columns([1, 1.7], gap="medium")
    with left.container(border=True, key="iw-version"):
        versions.card(context, history, chosen)
    with right:
        versions.comparison(context, history, chosen)
if listing.refused:
    place.table(refused_table(history, listing))

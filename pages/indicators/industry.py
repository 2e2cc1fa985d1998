"""产业联农带农: what the funds bring to farmers, who must still be bound in, and which projects are to be mended."""

import streamlit as st

from pages.kit import place
from pages.kit.bullets import bullet_list
from pages.kit.context import answered, drawn, offer_table, open_page
from services.figures.shares import fund_bars, own_target_bars
from services.figures.template import REMAINDER, SERIES
from services.views.asking_industry import ask_industry

context = open_page("产业联农带农")
view = answered(context, ask_industry)

place.findings(view.page, context)
left, right = st.columns([1.15, 1], gap="medium")
with left.container(border=True, height="stretch", key="iw-industry-targets"):
    if view.bullets:
        st.html(place.html.card_title(view.bullets_finding, view.bullets_what) + bullet_list(view.bullets))
    for name, against in (("greenhouse", view.greenhouse), ("entities", view.entities)):
        if against is not None:
            figure = drawn(context, name, lambda against=against: own_target_bars(against))
            place.card(against.finding, against.what, figure, key=f"iw-{name}-bars")
    if not view.bullets and view.greenhouse is None:
        st.html(place.html.say("没有可对照目标的数。"))
with right.container(border=True, height="stretch", key="iw-industry-projects"):
    if view.funds:
        figure = drawn(context, "funds", lambda: fund_bars(view.funds))
        legend = (("用于产业", SERIES[0]), ("其他", REMAINDER))
        place.card(view.funds_finding, "财政投资，万元", figure, key="iw-funds", legend=legend)
        if view.funds_note:
            st.html(place.html.note(view.funds_note))
    if view.lists:
        labels = {entry.key: entry.label for entry in view.lists}
        first = next((entry for entry in view.lists if entry.count), view.lists[0])
        chosen = st.segmented_control(
            "名单", list(labels), default=first.key, required=True, format_func=labels.__getitem__, key="list",
            bind="query-params", label_visibility="collapsed",
        )  # fmt: skip
        entry = next((entry for entry in view.lists if entry.key == chosen), first)
        st.html(place.html.card_title(entry.finding, entry.what))
        if entry.count:
            place.table(entry.table, heading=False)
        if entry.note:
            st.html(place.html.note(entry.note))
    if not view.funds and not view.lists:
        st.html(place.nothing_in(f"{view.page.context[0]}还没有单位报送项目台账。"))
if view.page.table.columns:
    place.table(view.page.table)
    if view.summary.columns:
        place.table(view.summary)
    offer_table(context, view.page, *view.tables)

"""收入: how much a head, from which source, what moved it, and how many households lie below the lines."""

import streamlit as st

from pages.kit import place
from pages.kit.context import answered, drawn, offer_table, open_page
from services.figures.income import LEGEND, contribution_bars, source_bars, spread_bars, unit_bars
from services.figures.shares import own_target_bars
from services.views.asking_income import ask_income

context = open_page("收入", kind="quarter")
view = answered(context, ask_income)

place.findings(view.page, context)
if view.sources.now is None:
    st.html(place.nothing_in(f"{view.page.context[0]}还没有单位报送。"))
else:
    year = int(view.period[:4])
    left, right = st.columns(2, gap="medium")
    with left.container(border=True, height="stretch", key="iw-sources"):
        figure = drawn(context, "sources", lambda: source_bars(view.sources, year))
        place.card(view.sources_finding, f"人均纯收入按来源，元/人；{view.basis}", figure, key="iw-source-bars", legend=LEGEND)
        if view.units:
            figure = drawn(context, "units", lambda: unit_bars(view.units, view.whole))
            place.card(view.units_finding, "人均纯收入，元/人，右为同比", figure, key="iw-unit-bars")
        if not view.references:
            st.html(place.html.lamp("not_comparable", "无参照") + place.html.note(view.reference_words))
    with right.container(border=True, height="stretch", key="iw-spread"):
        if view.sources.points is not None:
            figure = drawn(context, "points", lambda: contribution_bars(view.sources, view.references))
            place.card(view.points_finding, "各来源对同比增幅的影响，百分点；末行为增幅，%", figure, key="iw-points")
        else:
            st.html(place.html.card_title(view.points_finding, "各来源对同比增幅的影响") + place.html.lamp("not_comparable"))
        if view.references:
            st.html(place.html.note(view.reference_words))
        if view.spread is not None and view.spread.known:
            figure = drawn(context, "spread", lambda: spread_bars(view.spread))
            unknown = f"；另有{view.spread.unknown:,}户无法判断，不在图内" if view.spread.unknown else ""
            place.card(view.spread_finding, f"按年人均纯收入分档，户{unknown}", figure, key="iw-spread-bars")
        elif view.spread is not None:
            unknown = f"{view.spread.unknown:,}户无法判断"
            st.html(place.html.card_title(view.spread_finding, unknown) + place.html.lamp("not_comparable"))
# Across the page: in one of the columns they would leave the other one empty at its foot.
for index, own in enumerate(view.own):
    with st.container(border=True, key=f"iw-own-{index}"):
        figure = drawn(context, f"own{index}", lambda own=own: own_target_bars(own))
        place.card(own.finding, own.what, figure, key=f"iw-own-bars-{index}")
place.table(view.page.table)
place.table(view.households)
offer_table(context, view.page, view.households, *((view.spread_table,) if view.spread_table else ()))

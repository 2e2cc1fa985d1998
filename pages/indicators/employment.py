"""就业: who works where, against the targets, against last year, from training to work."""

import streamlit as st

from pages.kit import place
from pages.kit.context import answered, drawn, offer_table, open_page
from services.figures.bars import destination_bars, training_bars
from services.figures.lines import year_over_year
from services.figures.template import DESTINATION_COLOURS
from services.figures.travel import LEGEND, travel_bars
from services.views.asking_employment import ask_employment
from services.views.employment_table import TOTAL

NAMES = ("省外", "省内县外", "县内")

context = open_page("就业")
view = answered(context, ask_employment)

place.findings(view.page, context)
left, right = st.columns(2, gap="medium")
with left.container(border=True, height="stretch", key="iw-destination"):
    carried = "　※ 沿用上期" if any(bar.carried for bar in view.units) else ""
    if view.whole.total is None:
        st.html(place.nothing_in(f"{view.page.context[0]}还没有单位报送。"))
    else:
        figure = drawn(context, "destination", lambda: destination_bars(view.whole, view.units, NAMES, view.target))
        legend = tuple(zip(NAMES, DESTINATION_COLOURS, strict=True))
        lines = f"；{view.lines}" if view.lines else ""
        place.card(view.composition, f"转移就业人数，按去向，人{lines}{carried}", figure, key="iw-bars", legend=legend)
with right.container(border=True, height="stretch", key="iw-movement"):
    figure = drawn(context, "trend", lambda: year_over_year(view.trend))
    place.card(view.movement, "转移就业总量，人（时点）", figure, key="iw-trend")
    year = view.trend.year
    place.months(("各月", TOTAL, ((year, view.trend.this_year), (year - 1, view.trend.last_year))))
    if view.training:
        figure = drawn(context, "training", lambda: training_bars(view.training))
        place.card(view.training_finding, "技能培训，本年累计，人次", figure, key="iw-training")
support = view.support
left, right = st.columns(2, gap="medium")
with left.container(border=True, height="stretch", key="iw-travel"):
    if any(bar.due is not None for bar in support.travel):
        figure = drawn(context, "travel", lambda: travel_bars(support.travel))
        place.card(support.travel_finding, support.travel_what, figure, key="iw-travel-bars", legend=LEGEND)
    else:
        st.html(place.html.card_title(support.travel_finding, support.travel_what))
    st.html(place.html.tiles(support.other_tiles))
with right.container(border=True, height="stretch", key="iw-posts"):
    st.html(place.html.card_title(support.posts_finding, "公益性岗位（时点）"))
    st.html(place.html.tiles(support.post_tiles))
    st.html(place.html.card_title(support.workshops.finding, f"就业帮扶车间　{support.workshops.what}"))
    for tiles in support.workshops.tiles:
        st.html(place.html.tiles(tiles))
place.table(view.page.table)
place.table(support.table)
if support.workshops.shown is None:
    st.html(place.html.say(support.workshops.nothing))
else:
    place.table(support.workshops.shown)
more = (support.table, *((support.workshops.table,) if support.workshops.table else ()))
offer_table(context, view.page, *more)

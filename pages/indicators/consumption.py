"""消费帮扶: how much was sold by month, to whom, of what, through which channel; whether canteens keep their quota."""

import streamlit as st

from pages.kit import place
from pages.kit.context import answered, drawn, offer_table, open_page
from services.figures.consumption import LEGEND, PARTNER_LEGEND, month_bars, share_bars
from services.figures.shares import own_target_bars
from services.views.asking_consumption import ask_consumption
from services.views.consumption_months import MONTH, months_what

context = open_page("消费帮扶")
view = answered(context, ask_consumption)

place.findings(view.page, context)
left, right = st.columns([1.2, 1], gap="medium")
with left.container(border=True, height="stretch", key="iw-months"):
    if view.months.empty:
        st.html(place.nothing_in(view.nothing))
    else:
        figure = drawn(context, "months", lambda: month_bars(view.months))
        legend = LEGEND if any(value is not None for value in view.months.last_year) else LEGEND[:2]
        place.card(view.months_finding, months_what(view.months, context.period), figure, key="iw-month-bars", legend=legend)
        months = view.months
        year = months.year
        totals = ("累计数", months.subject, ((year, months.total), (year - 1, months.last_year)))
        place.months(("当月数", MONTH, ((year, months.own),)), totals)
    if view.own is not None:
        figure = drawn(context, "own", lambda: own_target_bars(view.own))
        place.card(view.own.finding, view.own.what, figure, key="iw-own-bars")
    if view.kinds.bars:
        figure = drawn(context, "kinds", lambda: share_bars(view.kinds.bars, partners=True))
        place.card(view.kinds.finding, "本年累计，按采购单位性质，万元", figure, key="iw-kinds", legend=PARTNER_LEGEND)
with right.container(border=True, height="stretch", key="iw-what"):
    if view.products.bars:
        figure = drawn(context, "products", lambda: share_bars(view.products.bars))
        place.card(view.products.finding, "本年累计，按产品类别，万元", figure, key="iw-products")
        figure = drawn(context, "channels", lambda: share_bars(view.channels.bars))
        place.card(view.channels.finding, "本年累计，按采购渠道，万元", figure, key="iw-channels")
    else:
        st.html(place.html.say(view.nothing))
place.table(view.page.table)
st.html(place.html.section("预算单位食堂采购预留份额", "单位：万元"))
if view.canteens.shown is None:
    st.html(place.html.say(view.canteens.nothing))
else:
    st.html(place.html.card_title(view.canteens.finding, view.canteens.what))
    place.table(view.canteens.shown, heading=False)
if view.shown is not None:
    place.table(view.shown)
offer_table(context, view.page, *(table for table in (view.canteens.table, view.listed) if table is not None))

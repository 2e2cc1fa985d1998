"""口径试算: slide a bound and see at once how long the list is, who comes and who goes, how many person-days of visits."""

import streamlit as st

from pages.kit import place
from pages.kit.context import offer_tables, open_page
from pages.kit.trying import choose, make_it_so
from services.figures.trial import LEGEND, before_and_after, size_curve
from services.views.asking_trial import ask_trial, no_trial, own_trial

context = open_page("口径试算", kind="quarter")
asked = (context.workspace, context.pack, context.period, context.region)
missing = no_trial(*asked)
if missing:
    st.html(place.html.headline(missing.headline) + place.html.context_line(missing.context))
    st.html(place.nothing_in(missing.sentence) if missing.may_come else place.html.say(missing.sentence))
    st.stop()

findings = st.container()
left, right = st.columns([1, 2.2], gap="medium")
with left.container(key="iw-noprint-trial"):
    chosen = choose(own_trial(context.pack, context.period))
with st.spinner("正在整理本季各户收入"):
    view = ask_trial(*asked, chosen.tried, chosen.visits, drawn=chosen.drawn)
said = place.html.note("".join(view.notes)) if view.notes else ""
findings.html(place.html.headline(view.headline) + place.html.context_line(view.context) + place.html.tiles(view.tiles) + said)
with findings:
    place.keyed(context)
with right:
    with st.container(border=True, key="iw-trial-curve"):
        if view.curve is not None:
            what = f"预警户数随{view.curve.name}变化，户；其他界限按试算"
            place.card(view.curve.finding, what, size_curve(view.curve), key="iw-size-curve")
        else:
            st.html(place.html.card_title(view.no_curve, "预警户数随界限变化"))
    if view.bars:
        with st.container(border=True, key="iw-trial-units"):
            place.card(view.bars_finding, "预警户，户", before_and_after(view.bars), key="iw-unit-bars", legend=LEGEND)
    place.table(view.units)
with left:
    place.table(view.rules)
for table in (view.lost, view.won):
    if table.rows:
        place.table(table)
make_it_so(view.lines, view.steps)
offer_tables(context, context.title, view.units, view.rules, view.lost, view.won, view.bounds)

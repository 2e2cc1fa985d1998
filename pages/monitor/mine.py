"""我的报送: which sheets are mine, what is due when, what is done; one click to the empty report and to the upload."""

import streamlit as st

from pages.kit import own_reports, place
from pages.kit.context import answered, offer_tables, open_page
from services.views.asking_mine import ask_mine, current_period, own_page, with_refused

context = open_page("我的报送", kind="both", unit=False, start=current_period)
standing = with_refused(context.workspace, context.pack, answered(context, ask_mine))
name = own_reports.choose_reporter(standing)
if name:
    page = own_page(standing, context.period, name)
    st.html(place.html.headline(page.headline) + place.html.context_line(page.context) + place.html.tiles(page.tiles))
    own_reports.tasks(context, page, name)
    place.table(page.table)
    offer_tables(context, f"报送情况_{name}", page.table)
else:
    everybody = standing.everybody
    st.html(place.html.headline(everybody.headline) + place.html.context_line(everybody.context))
    place.table(everybody.table)
    offer_tables(context, "各单位报送", everybody.table)

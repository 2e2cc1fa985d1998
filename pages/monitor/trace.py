"""数字来源: one figure, the reports that it was made of, and their cells; every figure of the other pages leads here."""

import streamlit as st

from pages.kit import place, tracing
from pages.kit.context import offer, open_page, workbook_of
from services.views.asking_trace import export_trace

context = open_page("数字来源", period=False, unit=False)
view = tracing.traced(context)
if view is None:
    st.html(place.html.say("点任何一页上的数，即可看它由哪些单元格得来。", ("去总览", "/")))
    st.stop()

st.html(place.html.headline(view.headline) + place.html.context_line(view.context) + place.html.tiles(view.tiles))
st.html(place.html.note(view.formula))
if view.nothing:
    st.html(place.html.say(view.nothing))
    st.stop()
place.table(view.reports)
tracing.originals(context, view)
if not view.of_reports:
    tracing.cells(context, view)
name = f"数字来源_{view.sources.trace.title}_{view.sources.trace.figure.period}.xlsx"
offer(context.export_at, "导出", name, lambda: workbook_of(export_trace(context.workspace, view)))

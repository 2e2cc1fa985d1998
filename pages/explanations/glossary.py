"""指标说明: what each figure means, how it is worked out, from which sheet and field, and what the pack sets for it."""

import streamlit as st

from pages.kit import place
from pages.kit.context import answered, offer_tables, open_page
from services.views.glossary import card, entry_table, found, topics
from services.views.glossary_asking import address_of, ask_glossary

INDICATORS, SHEETS = "指标", "报表"

context = open_page("指标说明", period=False, unit=False, past=False)
view = answered(context, ask_glossary)
place.findings(view.page)

asked = st.query_params.get("indicator", "")
shown = [entry for entry in view.entries if entry.id == asked and asked]
if shown:
    place.table(card(shown[0]))
    st.html(place.html.say("以下为本方案的全部指标。", ("收起本项", "/glossary")))
elif asked:
    st.html(place.html.say("本方案没有这项指标。", ("看全部指标", "/glossary")))

with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="iw-noprint-glossary"):
    part = st.segmented_control(
        "看什么", [INDICATORS, SHEETS], default=INDICATORS, required=True, key="part", bind="query-params"
    )
    sheets = [guide.title for guide in view.guides]
    if part == SHEETS:
        sheet = st.selectbox("报表", sheets, key="sheet", bind="query-params", placeholder="请选择", width=320)
    else:
        words = (
            st.text_input("查找", key="words", bind="query-params", placeholder="输入后按回车", width=240, max_chars=30) or ""
        )
        pages = ["全部", *topics(view.entries)]
        topic = st.selectbox("页面", pages, key="topic", bind="query-params", placeholder="请选择", width=200) or "全部"
        source = st.selectbox("来源报表", ["全部", *sheets], key="source", bind="query-params", placeholder="请选择", width=320)
if part == SHEETS:
    guide = view.guides[sheets.index(sheet) if sheet in sheets else 0]
    st.html("".join(place.html.note(line) for line in guide.lines))
    place.table(guide.fields)
    if guide.rules.rows:
        place.table(guide.rules)
else:
    wanted = {"topic": "" if topic == "全部" else topic, "sheet": "" if source in (None, "全部") else source}
    listed = found(view.entries, words=words, **wanted)
    if listed:
        place.table(entry_table(listed, " · ".join(view.page.context), address_of(context.workspace, context.pack)))
    else:
        said = "；".join(part for part in (f"含“{words}”" if words else "", *wanted.values()) if part)
        st.html(place.html.say(f"没有符合条件的指标。筛选条件：{said}。", ("清除筛选", "/glossary")))
offer_tables(
    context, context.title, view.page.table, *(table for guide in view.guides for table in (guide.fields, guide.rules))
)

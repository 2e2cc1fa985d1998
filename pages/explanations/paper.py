"""工作方案: the pack as it is kept here: paper, reporters, targets, settings, open questions, rules, and another pack beside it."""

import streamlit as st

from pages.kit import place
from pages.kit.context import answered, offer_tables, open_page
from services.views.asking_paper import BESIDE, ask_difference, ask_paper

TARGETS, GENERAL, SETTINGS, RULES = "目标", "概况和填报", "设置和未定事项", "预警规则和用词"

context = open_page("工作方案", period=False, unit=False, past=False)
view = answered(context, ask_paper)
place.findings(view.page)
if view.stored.said:
    st.html(place.html.say(view.stored.said, ("看有哪些不同", view.stored.beside)))

with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="iw-noprint-paper"):
    part = st.segmented_control(
        "看什么", [TARGETS, GENERAL, SETTINGS, RULES, BESIDE], default=TARGETS, required=True, key="part", bind="query-params"
    )
    if part == BESIDE and view.others:
        other = st.selectbox(
            "对照方案", list(view.others), key="other", bind="query-params", placeholder="请选择", width=360
        ) or next(iter(view.others))
        whole = st.toggle("相同的也列出", key="whole", bind="query-params")

tables = {TARGETS: (view.targets,), GENERAL: view.general, SETTINGS: view.settings, RULES: view.rules}
if part == BESIDE:
    beside = (answered(context, ask_difference, view.others[other], "whole" if whole else ""),) if view.others else ()
    tables[BESIDE] = beside
    if not beside:
        st.html(place.html.say("没有其他方案可以对照。"))
for table in tables[part or TARGETS]:
    place.table(table)
offer_tables(
    context, context.title, view.page.table, *(table for key, own in tables.items() if key != TARGETS for table in own)
)

"""重点工作: every task of the paper by 牵头单位: how far, what stands in its way, what has not moved since last month."""

import streamlit as st

from pages.kit import place
from pages.kit.bullets import bullet_list
from pages.kit.context import answered, drawn, offer_tables, open_page
from pages.kit.narrowing import Choice, narrowed, narrowed_table
from services.figures.stages import STATE_LEGEND, state_bars
from services.views.asking_tasks import ask_tasks
from services.views.tasks import STATES
from services.views.tasks_table import TaskFilters

context = open_page("重点工作")
view = answered(context, ask_tasks)

place.findings(view.page, context)
if view.bars:
    left, right = st.columns([1, 1.55], gap="medium")
    with left.container(border=True, height="stretch", key="iw-task-leads"):
        rows = [(bar.name, bar.counts) for bar in view.bars]
        figure = drawn(context, "leads", lambda: state_bars(rows, tuple(STATES)))
        present = [any(bar.counts[at] for bar in view.bars) or word != "力争目标未达" for at, word in enumerate(STATES)]
        legend = tuple(entry for entry, there in zip(zip(STATES, STATE_LEGEND, strict=True), present, strict=True) if there)
        place.card(view.bars_finding, view.bars_what, figure, key="iw-task-states", legend=legend)
    with right.container(border=True, height="stretch", key="iw-task-worst"):
        st.html(place.html.card_title(view.worst_finding, view.worst_what))
        if view.worst:
            st.html(bullet_list(view.worst))
if view.breakdown or view.grid.rows:
    both = view.breakdown and view.grid.rows  # one card alone has the whole width
    left, right = st.columns(2, gap="medium") if both else (st.container(), st.container())
    if view.breakdown:
        with left.container(border=True, height="stretch", key="iw-task-places"):
            st.html(place.html.card_title(view.breakdown.finding, "滞后的可加总任务，缺口在哪里"))
            place.table(view.breakdown.table, heading=False)
    if view.grid.rows:
        with right.container(border=True, height="stretch", key="iw-task-grid"):
            st.html(place.html.card_title(view.grid_finding, "每个地方都要完成的任务，按单位"))
            st.html(place.html.heat_grid(view.grid))
filters = TaskFilters()
if view.lines:
    choices = (
        Choice(label="状态", options=view.states, key="task_state", all_words="全部", width=280),
        Choice(label="牵头单位", options=view.leads, key="task_lead", all_words="全部牵头单位", width=360),
    )
    offered = tuple(choice for choice in choices if choice.options)  # a paper may name no 牵头单位
    found, unmoved = narrowed("tasks", offered, only=("只看较上月无进展", "task_still"))
    taken = dict(zip((choice.key for choice in offered), found, strict=True))
    filters = TaskFilters(states=taken.get("task_state", ()), leads=taken.get("task_lead", ()), unmoved=unmoved)
    narrowed_table(view.table(filters), "任务", filters.words)
offer_tables(context, context.title, view.table(filters, paper=True), *([view.breakdown.all_rows] if view.breakdown else []))
